"""`tearsheet topics`, end to end, on delivered articles (no language model is needed)."""

from __future__ import annotations

import json

import pytest
import yaml
from core_desks import TinyDesk

from generator.articlejson import anchor
from generator.knowledge.topics import load_topics, nearest_topics
from generator.models import Annotator, Block, Meta, ProcessedArticle, Sentence
from generator.settings import load_settings

TOPICS = """\
topics:
  - id: site:water
    name: Water
    parent: medtop:20000430
    words: [dam, reservoir]
    phrases: [water rights]
    exclude: [beaver, Amsterdam dam]
"""
ARTICLES = {
    "nile": ("2024-03-07", "Dam fills on the Nile", "The dam is full. Farmers want water rights."),
    "beaver": ("2024-03-06", "A quiet river", "A beaver built a dam. It rained."),
    "both": ("2024-03-05", "River news", "The reservoir is low.", "No dam held the beaver. Children laughed."),
    "port": ("2024-03-04", "Port reopens", "Ships came in. Madam damned the damage."),
    "headline": (None, "Dam breaks"),
}  # fmt: skip


def written(name, day, *parts, language=None, status="usable", annotator="tearsheet"):
    text, blocks, sentences, anchors = "", [], [], set()
    for part in parts:
        start = len(text)
        for words in part.replace(". ", ".\n").split("\n"):
            sentences.append(Sentence(len(text), len(text) + len(words), anchor(words, anchors)))
            text += words + " "
        text = text[:-1]
        blocks.append(Block(start, len(text), "paragraph" if blocks else "headline"))
        text += "\n\n"
    return ProcessedArticle(
        id=name, article=Meta(title=parts[0], published=day, language=language, status=status), text=text.strip(),
        blocks=tuple(blocks), sentences=tuple(sentences), annotator=Annotator(annotator),
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    made = TinyDesk(tmp_path / "desk")
    made.put("site_config/topics.yml", TOPICS)
    for name, parts in ARTICLES.items():
        made.deliver(f"{name}.json", written(name, *parts))
    return made


def topic(desk, run_cli, *arguments):
    shown = run_cli("-C", desk.root, "topics", *arguments, "--json")
    assert shown.exit_code == 0, shown.output
    return json.loads(shown.stdout)["topic"]


def names(tried):
    return [article["article"] for article in tried]


class TestList:
    def test_each_topic_with_its_articles(self, desk, run_cli):
        shown = run_cli("-C", desk.root, "topics")
        assert shown.exit_code == 0
        assert "Water" in shown.stdout
        assert "2 articles  site:water  (near misses: 1)" in shown.stdout

    def test_as_json(self, desk, run_cli):
        (row,) = json.loads(run_cli("-C", desk.root, "topics", "--json").stdout)["topics"]
        assert row == {
            "id": "site:water", "name": "Water", "parent": "medtop:20000430", "caught": ["nile", "both"],
            "near": ["beaver"],
        }  # fmt: skip

    def test_without_topics_it_tells_how_to_begin(self, desk, run_cli):
        desk.put("site_config/topics.yml", "topics: []\n")
        assert "--words" in run_cli("-C", desk.root, "topics").stdout


class TestOne:
    @pytest.mark.parametrize("name", ["Water", "water", "site:water", "WATER"])
    def test_articles_sentences_words_and_near_misses(self, desk, run_cli, name):
        shown = run_cli("-C", desk.root, "topics", name).stdout
        for words in (
            "under environment › natural resources (medtop:20000430)", "Catches 2 of 4 articles.",
            "1. Dam fills on the Nile [", "2024-03-07; nile]", "   Dam: Dam fills on the Nile\n",
            "   water rights: Farmers want water rights.\n", "   reservoir: The reservoir is low.\n",
            "   not counted: dam beside beaver: No dam held the beaver.\n", "Near misses: 1 article",
            "1. A quiet river [", "   dam beside beaver: A beaver built a dam.\n",
        ):  # fmt: skip
            assert words in shown, words
        assert "Port reopens" not in shown
        assert "To keep it" not in shown

    def test_the_newest_stand_first_and_most_limits_them(self, desk, run_cli):
        shown = run_cli("-C", desk.root, "topics", "water", "--most", 1).stdout
        assert "Dam fills" in shown
        assert "River news" not in shown
        assert "and 1 more" in shown

    def test_what_is_typed_is_added_to_the_file(self, desk, run_cli):
        assert names(topic(desk, run_cli, "water", "--exclude", "Nile")["caught"]) == ["nile", "both"]
        assert names(topic(desk, run_cli, "water", "--exclude", "Nile, farmers")["caught"]) == ["both"]
        more = topic(desk, run_cli, "water", "--words", "ships", "--parent", "environment")
        assert names(more["caught"]) == ["nile", "both", "port"]
        assert more["path"] == ["environment"]

    def test_what_is_lost_is_shown_with_what_excludes_it(self, desk, run_cli):
        shown = run_cli("-C", desk.root, "topics", "water", "--exclude", "Nile, farmers").stdout
        assert "Catches 1 of 4 articles. As it stands in topics.yml it catches 2: 1 lost." in shown
        lost, _, rest = shown[shown.index("Lost by what you typed: 1 article.") :].partition("Still caught:")
        assert "1. Dam fills on the Nile [" in lost
        assert "   Dam beside Nile: Dam fills on the Nile\n" in lost
        assert "Dam fills" not in rest
        assert "Near misses: 1 article" in rest
        found = topic(desk, run_cli, "water", "--exclude", "Nile, farmers")
        assert (found["before"], found["lost"], found["gained"]) == (2, ["nile"], [])

    def test_what_is_new_is_marked(self, desk, run_cli):
        shown = run_cli("-C", desk.root, "topics", "water", "--words", "ships").stdout
        assert "As it stands in topics.yml it catches 2: 1 new." in shown
        assert "; port] (new)\n" in shown
        assert shown.count("(new)") == 1

    def test_where_nothing_is_lost_it_says_so(self, desk, run_cli):
        assert "it catches 2: the same." in run_cli("-C", desk.root, "topics", "water", "--exclude", "zebra").stdout
        assert "As it stands" not in run_cli("-C", desk.root, "topics", "water").stdout

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("ship", "Beside 'ship', 'ships' stands in 1 article (not caught); it is no word of the topic."),
            ("ship,came", "Beside 'ship', 'ships' stands in 1 article (all caught by other words); it is no"),
            ("ferry", "Beside 'ferry', 'ferries' stands in 1 article (not caught)"),
            ("ship,ships", None),
            ("dam", None),
        ],
    )
    def test_a_plural_that_is_missed_is_told(self, desk, run_cli, words, said):
        desk.deliver("fog.json", written("fog", "2024-03-01", "Fog", "Ferries stay in harbour."))
        shown = run_cli("-C", desk.root, "topics", "Harbours", "--words", words).stdout
        assert (said in shown) if said else ("Beside '" not in shown)

    def test_an_article_counts_as_annotating_counts_it(self, desk, run_cli):
        """The same articles carry the topic once they are annotated."""
        for name, (_, headline, *paragraphs) in ARTICLES.items():
            if paragraphs:
                desk.article(f"{name}.txt", "\n\n".join([headline, *paragraphs]))
        for path in desk.paths.processed.glob("*.json"):
            path.unlink()
        desk.annotate()
        carried = [a.id for a in desk.processed().values() if "site:water" in {t.id for t in a.topics}]
        assert sorted(names(topic(desk, run_cli, "water")["caught"])) == sorted(carried)
        assert len(carried) == 2


class TestNew:
    def test_words_alone_make_a_topic_to_keep(self, desk, run_cli):
        shown = run_cli("-C", desk.root, "topics", "Harbours", "--words", "ships, port", "--parent", "transport").stdout
        assert "Catches 1 of 4 articles." in shown
        kept = shown[shown.index("  - id:") :]
        desk.put("site_config/topics.yml", TOPICS + kept)
        new = load_settings(desk.root).topics.topics[-1]
        assert (new.id, new.name, new.words) == ("site:harbours", "Harbours", ("ships", "port"))
        assert load_topics()[new.parent].name == "transport"
        assert "1 articles" not in run_cli("-C", desk.root, "topics").stdout

    def test_a_new_topic_takes_no_id_of_another(self, desk, run_cli):
        assert topic(desk, run_cli, "--words", "water")["id"] == "site:water-2"

    @pytest.mark.parametrize("word", ["it's: #1", "Čapljina", "{a}", 'say "so"'])
    def test_whatever_is_typed_comes_out_as_yaml(self, desk, run_cli, word):
        shown = run_cli("-C", desk.root, "topics", word, "--words", word).stdout
        (entry,) = yaml.safe_load(shown[shown.index("  - id:") :])
        assert (entry["name"], entry["words"]) == (word, [word])

    def test_nothing_is_written(self, desk, run_cli):
        before = desk.times()
        for arguments in ([], ["water"], ["New", "--words", "dam"]):
            assert run_cli("-C", desk.root, "topics", *arguments).exit_code == 0
        assert {name: time for name, time in desk.times().items() if ".tearsheet" not in name} == before


class TestWhatIsLookedAt:
    def test_only_usable_articles_that_were_read(self, desk, run_cli):
        desk.deliver("gone.json", written("gone", None, "Dam", "A dam.", status="withdrawn"))
        unread = written("unread", None, "Dam", "Ein Dam.", language="de")
        desk.deliver("unread.json", type(unread)(**{**fields(unread), "sentences": ()}))
        assert names(topic(desk, run_cli, "water")["caught"]) == ["nile", "both"]

    def test_delivered_articles_are_told_apart(self, desk, run_cli):
        desk.deliver("other.json", written("other", None, "A lake", "The dam broke.", annotator="upstream"))
        shown = run_cli("-C", desk.root, "topics", "water").stdout
        assert "1 article of them came as processed articles and keep the topics they came with." in shown

    def test_control_characters_of_an_article_do_not_reach_the_terminal(self, desk, run_cli):
        desk.deliver("bad.json", written("bad", None, "A \x1b[31mdam\u202e", "The dam\x07 broke."))
        assert not set(run_cli("-C", desk.root, "topics", "water").output) & {"\x1b", "\u202e", "\x07"}


def fields(article):
    return {name: getattr(article, name) for name in article.__dataclass_fields__}


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["Watr"], "site_config/topics.yml: has no topic 'Watr'. Write one of: Water"),
            (["--parent", "politics"], "Give it with --words or --phrases"),
            (["X", "--words", "a", "--parent", "politcs"], "medtop:11000000 (politics)"),
            (["X", "--words", "a", "--parent", "sanction"], "medtop:20000642 (economic sanction)"),
            (["X", "--words", "a", "--parent", "medtop:99"], "--parent: 'medtop:99' is no IPTC Media Topic"),
            (["X", "--words", " , "], "--words is empty"),
            (["water", "--words", ""], "--words is empty. Write words behind it"),
            (["water", "--exclude", ""], "--exclude is empty"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_on_the_command_line(self, desk, run_cli, arguments, said):
        shown = run_cli("-C", desk.root, "topics", *arguments)
        assert shown.exit_code == 2
        assert said in shown.output

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("medtop:20000430", "natural resource", "topics.yml:4: topics[1].parent: no such IPTC Media Topic: "),
            ("medtop:20000430", "natural resource", "nearest: medtop:20000430 (natural resources)"),
            ("[beaver,", "[Reservoir,", "topics.yml:7: topics[1].exclude[1]: 'Reservoir' is a word of the topic"),
        ],
    )
    def test_in_the_file(self, desk, run_cli, old, new, said):
        desk.put("site_config/topics.yml", TOPICS.replace(old, new))
        shown = run_cli("-C", desk.root, "topics")
        assert shown.exit_code == 2
        assert said in shown.output

    def test_a_folder_that_is_no_desk(self, tmp_path, run_cli):
        shown = run_cli("-C", tmp_path, "topics")
        assert shown.exit_code == 2
        assert "is no desk" in shown.output


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("elections", "election"), ("climat change", "climate change"), ("medtop:20000574x", "election"),
        ("", None), ("qqqqqq", None), ("medtop:1100000", "politics"),
    ],
)  # fmt: skip
def test_nearest_topics(asked, name):
    found = nearest_topics(asked)
    assert len(found) <= 3
    assert (found[0].name if found else None) == name
