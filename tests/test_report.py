"""What pages say, from processed articles alone: editions, evidence, who has a page, and where links lead."""

from __future__ import annotations

import dataclasses

import pytest

from generator.articlejson import anchor
from generator.models import Block, Entity, Mention, Meta, ProcessedArticle, Quote, Sentence, Source, Span, Speaker
from generator.report.actorpage import ActorPage
from generator.report.articles import ArticlePage
from generator.report.binding import make_book
from generator.report.editions import EditionPage, HomePage
from generator.report.evidence import publisher_link, shown_sentences
from generator.report.pages import make_pages
from generator.settings import Publish, Settings, Site

TALK = "Ada Obi said that the bridge was safe."
LONG = "Engineers had closed it in the night after a lorry hit one of the eastern piers at high speed."


def made(name: str, published: str | None = None, *, who: str = "Ada Obi", url: str | None = None) -> ProcessedArticle:
    """An article with a headline, a sentence in which `who` speaks, and a long sentence."""
    title, talk = f"Headline {name}", TALK.replace("Ada Obi", who)
    text = f"{title}\n\n{talk} {LONG}"
    start = len(title) + 2
    spans = [Span(0, len(title)), Span(start, start + len(talk)), Span(start + len(talk) + 1, len(text))]
    taken: set[str] = set()
    said = start + len(f"{who} said ")
    return ProcessedArticle(
        id=f"{(published or 'undated')[:10]}-{name}",
        article=Meta(title=title, published=published, source=Source("The Paper"), url=url),
        text=text,
        blocks=(Block(0, len(title), "headline"), Block(start, len(text), "paragraph")),
        sentences=tuple(Sentence(s.start, s.end, anchor(s.of(text), taken)) for s in spans),
        entities=(Entity("e1", "person", who),),
        mentions=(Mention(start, start + len(who), "e1"),),
        quotes=(
            Quote(
                "q1", "indirect", (Span(said, start + len(talk) - 1),), cue=Span(said - 5, said - 1),
                speaker=Speaker(start, start + len(who), ("e1",)), attribution="named", confidence=0.8,
            ),
        ),
    )  # fmt: skip


def pages_of(*articles, **site):
    return {page.path: page for page in make_pages(make_book(articles, Settings(site=Site(**site))))}


@pytest.mark.parametrize(
    ("published", "zone", "path"),
    [
        ("2024-03-05", "UTC", "briefings/2024/03/05.md"),
        ("2024-03-05T23:30:00-04:00", "America/New_York", "briefings/2024/03/05.md"),
        ("2024-03-05T23:30:00-04:00", "Europe/London", "briefings/2024/03/06.md"),
        (None, "UTC", "briefings/undated.md"),
    ],
    ids=["a mere date", "late in the evening at home", "the next day elsewhere", "no date"],
)
def test_an_article_stands_in_the_edition_of_its_day(published, zone, path):
    page = pages_of(made("a", published), timezone=zone)[path]
    assert isinstance(page, EditionPage)
    assert [item.link.text for item in page.edition.articles] == ["Headline a"]


def test_home_is_the_latest_edition_and_undated_articles_come_last():
    home = pages_of(made("a", "2024-03-05"), made("b", "2024-03-06"), made("c"))["index.md"]
    assert isinstance(home, HomePage)
    assert home.edition.key == "2024-03-06"
    assert [count.link.text for count in home.recent] == ["5 March 2024"]
    assert home.undated.number == 1


def test_a_desk_of_undated_articles_has_a_home():
    home = pages_of(made("a"), made("b"))["index.md"]
    assert [item.link.text for item in home.edition.articles] == ["Headline b", "Headline a"]
    assert home.undated is None


def test_an_empty_desk_has_all_its_indexes():
    pages = pages_of()
    indexes = "index briefings/index actors/index topics/index quotes/index regions/index articles/index sources/index"
    assert {f"{name}.md" for name in indexes.split()} | {"search.md", "data/index.md", "methods.md"} <= set(pages)


def test_an_edition_says_what_changed():
    before, after = made("a", "2024-03-05"), made("b", "2024-03-06", who="Ben Sow")
    edition = pages_of(before, after)["briefings/2024/03/06.md"].edition
    assert [n.link.text for n in edition.newcomers] == ["Ben Sow"]
    assert edition.newcomers[0].evidence.text.startswith("Ben Sow said")
    assert edition.previous.target == "briefings/2024/03/05.md"
    assert pages_of(before, after)["briefings/2024/03/05.md"].edition.newcomers == ()


def test_an_actor_has_a_page_from_two_articles_on():
    one = pages_of(made("a", "2024-03-05"))
    two = pages_of(made("a", "2024-03-05"), made("b", "2024-03-06"))
    assert "actors/ada-obi.md" not in one
    assert one["actors/all/a.md"].listed[0].evidence.text == TALK
    page = two["actors/ada-obi.md"]
    assert isinstance(page, ActorPage)
    assert (page.coverage.articles, page.quotes_by_total) == (2, 2)


def test_every_statement_leads_to_its_sentence():
    article = made("a", "2024-03-05")
    quote = pages_of(article)["quotes/2024/03/05.md"].quotes[0]
    assert quote.evidence.target == f"articles/{article.id}.md#{article.sentences[1].anchor}"


def test_without_sentences_a_statement_leads_to_the_article():
    article = dataclasses.replace(made("a", "2024-03-05"), sentences=())
    quote = pages_of(article)["quotes/2024/03/05.md"].quotes[0]
    assert (quote.evidence.target, quote.evidence.text) == (f"articles/{article.id}.md", None)


def test_reported_speech_is_never_in_marks():
    quote = pages_of(made("a", "2024-03-05"))["quotes/2024/03/05.md"].quotes[0]
    assert (quote.words, quote.in_marks) == (("that the bridge was safe",), False)


def test_direct_speech_is_in_marks():
    article = made("a", "2024-03-05")
    direct = dataclasses.replace(article, quotes=(dataclasses.replace(article.quotes[0], kind="direct"),))
    assert pages_of(direct)["quotes/2024/03/05.md"].quotes[0].in_marks


def test_beliefs_are_no_speech():
    article = made("a", "2024-03-05")
    belief = dataclasses.replace(article, quotes=(dataclasses.replace(article.quotes[0], act="belief"),))
    page = pages_of(belief)["quotes/2024/03/05.md"]
    assert (page.quotes, len(page.thoughts)) == ((), 1)


def test_a_withheld_article_is_not_published():
    article = made("a", "2024-03-05")
    held = dataclasses.replace(article, article=dataclasses.replace(article.article, status="withheld"))
    assert not any("Headline a" in str(page) for page in pages_of(held).values())


def test_evidence_obeys_its_share():
    article = made("a")
    words = len(article.text.split())
    shown = shown_sentences(article, article.quotes, Publish(share=8 / words))
    assert shown == {0, 1}  # the headline, and the eight words of the first sentence; the long one is too long
    assert shown_sentences(article, article.quotes, Publish(share=0.0)) == {0}
    assert shown_sentences(article, article.quotes, Publish(text="none")) == {0}
    assert shown_sentences(article, article.quotes, Publish(text="full")) == {0, 1, 2}


def test_a_sentence_that_is_not_shown_keeps_its_anchor():
    article = made("a", "2024-03-05")
    page = pages_of(article, publish=Publish(share=0.0))[f"articles/{article.id}.md"]
    assert isinstance(page, ArticlePage)
    lines = [line for passage in page.passages for line in passage.lines]
    assert [line.anchor for line in lines] == [sentence.anchor for sentence in article.sentences]
    shown = ["".join(segment.text for segment in line.segments) for line in lines]
    # Of a hidden sentence that holds a quote, the quote stands, as it does on the other pages.
    assert shown == ["Headline a", "⋯ that the bridge was safe ⋯", ""]


FRAGMENTS = [
    ("short: all of it", "It rained.", "https://p.example/a#:~:text=It%20rained."),
    (
        "long: both ends",
        "One two three four five six seven eight nine ten eleven twelve.",
        "https://p.example/a#:~:text=One%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve.",
    ),
    (
        "dashes and commas are no syntax",
        "Well-known, he said",
        "https://p.example/a#:~:text=Well%2Dknown%2C%20he%20said",
    ),
    ("quotation marks", "“Yes”", "https://p.example/a#:~:text=%E2%80%9CYes%E2%80%9D"),
]


@pytest.mark.parametrize(("sentence", "expected"), [row[1:] for row in FRAGMENTS], ids=[row[0] for row in FRAGMENTS])
def test_text_fragments(sentence, expected):
    assert publisher_link("https://p.example/a", sentence) == expected


def test_a_fragment_of_the_address_is_kept():
    assert publisher_link("https://p.example/a#top", "It rained.") == "https://p.example/a#top:~:text=It%20rained."
