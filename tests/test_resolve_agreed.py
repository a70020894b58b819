"""Copies of one text are about the same: one set of topics on every page and in every data file."""

from __future__ import annotations

import pytest
from core_desks import TinyDesk, rows_of

from generator.articlejson import anchor, load
from generator.models import Annotator, Meta, ProcessedArticle, Sentence, Source, Span, TopicScore
from generator.resolve.agreed import agreed_topics, topics_with
from generator.resolve.copies import Copies, resolve_copies
from generator.resolve.textfacts import text_facts

POLITICS, HEALTH, ILLNESS, SPORT = "medtop:11000000", "medtop:07000000", "medtop:20000446", "medtop:15000000"
OWN = "site:tour"
TEXT = (
    "The president broke off his tour of the western states on Saturday and flew home with a cold, and his doctor told"
    " reporters in Chicago that he had some fever and ought to stay in bed. He was to have opened the fair in Seattle"
    " and spoken for candidates of his party in three towns; the speeches were called off an hour before he left."
)


def article(name, *topics, day="2024-03-01", text=TEXT):
    return ProcessedArticle(
        id=name, article=Meta(title=f"Headline of {name}", published=day, source=Source(f"Paper {name}")), text=text,
        sentences=(Sentence(0, len(text), anchor(name, set())),), annotator=Annotator("test"),
        topics=tuple(TopicScore(topic, score, (Span(0, 8),)) for topic, score in topics),
    )  # fmt: skip


def agreed_among(articles, copies=None):
    """Article id → its topics, of each article that is one of several copies."""
    texts = {one.id: one for one in articles}
    facts = [text_facts(one) for one in articles]
    found = agreed_topics(facts, copies or resolve_copies(facts, texts.__getitem__))
    return {name: topics_with(texts[name].topics, agreed) for name, agreed in found.items()}


# Topics of each copy, in their order, and what the copies have then; a number is the score.
AGREED = [
    ("two of three have it", [[POLITICS, HEALTH], [POLITICS, HEALTH], [POLITICS]], [[POLITICS, HEALTH]] * 3),
    ("one of three has it", [[POLITICS, HEALTH], [POLITICS], [POLITICS]], [[POLITICS]] * 3),
    ("one of two has it", [[POLITICS, HEALTH], [POLITICS]], [[POLITICS, HEALTH]] * 2),
    ("one found nothing at all", [[POLITICS], [HEALTH, POLITICS], []], [[POLITICS, HEALTH]] * 3),
    ("none has any", [[], []], [[], []]),
    ("the desk's own stay where they are", [[POLITICS, OWN], [POLITICS], [POLITICS]], [[POLITICS, OWN], [POLITICS], [POLITICS]]),
    ("the desk's own do not vote", [[OWN], [OWN, SPORT]], [[OWN, SPORT], [OWN, SPORT]]),
]  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), [row[1:] for row in AGREED], ids=[row[0] for row in AGREED])
def test_what_copies_agree_on(found, expected):
    articles = [article(f"a{n}", *((name, 0.5) for name in topics)) for n, topics in enumerate(found)]
    agreed = agreed_among(articles)
    assert [{topic.id for topic in agreed[f"a{n}"]} for n in range(len(found))] == [set(names) for names in expected]


def test_the_order_in_which_they_came_does_not_matter():
    articles = [article("a", (POLITICS, 0.71), (HEALTH, 0.2)), article("b", (HEALTH, 0.4)), article("c", (SPORT, 0.3))]
    first = agreed_among(articles)
    assert first == agreed_among(articles[::-1])


def test_own_scores_and_words_stay_and_a_lent_topic_has_none():
    articles = [
        article("a", (POLITICS, 0.8), (HEALTH, 0.2)),
        article("b", (HEALTH, 0.4)),
        article("c", (POLITICS, 0.3)),
    ]
    agreed = agreed_among(articles)
    assert agreed["a"] == articles[0].topics
    assert agreed["b"] == (TopicScore(POLITICS, 0.55), articles[1].topics[0])
    assert agreed["c"] == (articles[2].topics[0], TopicScore(HEALTH, 0.3))


def test_an_article_without_copies_is_left_alone():
    one = article("a", (POLITICS, 0.5))
    assert agreed_among([one]) == agreed_among([one], Copies()) == {}
    assert topics_with(one.topics, None) == one.topics


@pytest.fixture
def desk(tmp_path):
    made = TinyDesk(tmp_path / "desk")
    cold = article("c", (POLITICS, 0.7), (ILLNESS, 0.3), day="2024-03-02")
    for one in (article("a", (HEALTH, 0.32), (POLITICS, 0.3)), article("b", (HEALTH, 0.4)), cold):
        made.deliver(f"{one.id}.json", one)
    made.deliver("other.json", article("other", (SPORT, 0.5), text="The match was called off because of the rain."))
    made.generate()
    return made


class TestTheSite:
    def test_a_topic_counts_every_copy(self, desk):
        page = desk.page("topics/medtop-07000000.md")
        assert "3 articles" in page
        assert "(../articles/c.md)" in page
        assert not (desk.paths.pages / "topics/medtop-20000446.md").exists()

    def test_the_article_says_where_the_topic_is_from(self, desk):
        assert "[health](../topics/medtop-07000000.md) (36 %, in copies of this text)" in desk.page("articles/c.md")
        assert "in copies of this text" not in desk.page("articles/a.md")
        assert "disease" not in desk.page("articles/c.md")

    def test_the_data_follow(self, desk):
        rows = rows_of(desk.paths.pages, "articles")
        assert {row["id"]: sorted(row["topics"]) for row in rows} == {
            "a": [HEALTH, POLITICS], "b": [HEALTH, POLITICS], "c": [HEALTH, POLITICS], "other": [SPORT],
        }  # fmt: skip

    def test_what_was_found_in_the_article_stays(self, desk):
        (file,) = desk.paths.processed.rglob("c.json")
        assert {t.id for t in load(file.read_bytes()).topics} == {POLITICS, ILLNESS}
