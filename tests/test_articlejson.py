"""The processed article: the contract between the halves, and what others may deliver."""

import copy
import dataclasses
import datetime as dt
import itertools
import json
from pathlib import Path
from typing import get_args

import pytest
from core_desks import accepted, delivered
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import models
from generator.articlejson import anchor, dump, load, schema
from generator.errors import FormatError
from generator.models import ProcessedArticle
from generator.starter import schema_text

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLE = REPOSITORY / "tests/data/processed-article.json"
MINIMAL = {"schema_version": 1, "id": "a-1", "article": {"title": "Rain"}, "text": "Rain\n\nIt rained."}


def refused(data):
    with pytest.raises(FormatError) as caught:
        load(data if isinstance(data, (str, bytes)) else json.dumps(data))
    return str(caught.value)


class TestFormat:
    def test_the_committed_schema_is_the_one_of_the_program(self):
        assert accepted(REPOSITORY / "schema/processed-article.schema.json", schema_text(schema()))

    def test_the_example_is_valid_and_comes_back_byte_for_byte(self):
        assert dump(load(EXAMPLE.read_bytes())) == EXAMPLE.read_text("utf-8")

    def test_the_example_shows_the_order_of_the_keys(self):
        keys = ["schema_version", *[field.name for field in dataclasses.fields(ProcessedArticle)]]
        assert list(json.loads(EXAMPLE.read_text("utf-8"))) == keys == list(schema()["properties"])

    def test_the_example_says_what_the_design_says(self):
        article = load(EXAMPLE.read_bytes())
        (quote,) = article.quotes
        words = [span.of(article.text) for span in (quote.content[0], quote.cue, quote.speaker.span)]
        assert words == ["talks would go on", "said", "President Example"]
        assert article.sentences[0].span.of(article.text) == article.article.title
        assert [m.span.of(article.text) for m in article.mentions] == ["Ankara", "ANKARA", "Example"]

    def test_the_schema_demands_no_more_than_a_deliverer_must_know(self):
        assert schema()["required"] == ["schema_version", "id", "article", "text"]
        assert schema()["$defs"]["Meta"]["required"] == ["title"]

    def test_the_schema_names_every_choice(self):
        kinds = schema()["$defs"]["Quote"]["properties"]["kind"]["enum"]
        assert tuple(kinds) == get_args(models.QuoteKind)

    def test_what_is_left_out_is_null_or_empty(self):
        article = load(json.dumps(MINIMAL))
        assert article == ProcessedArticle(id="a-1", article=models.Meta(title="Rain"), text="Rain\n\nIt rained.")
        assert load(dump(article)) == article

    def test_words_stay_readable_in_the_file(self):
        assert "Köln “東京” 🎈" in dump(delivered(text="Köln “東京” 🎈"))

    def test_real_annotations_validate(self, desk):
        desk.article(
            "a.md",
            "---\ntitle: Talks\n---\n\n“We go on,” Lena Hassan said in Cairo. The U.N. said that it would help.\n",
        )
        desk.annotate()
        (path,) = desk.paths.processed.rglob("*.json")
        article = load(path.read_bytes())
        assert article.quotes
        assert article.mentions
        assert dump(article) == path.read_text("utf-8")


def changed(path, value):
    """The example with the value at `path` replaced, or removed if `value` is `...`."""
    record = copy.deepcopy(json.loads(EXAMPLE.read_text("utf-8")))
    here = record
    for part in path[:-1]:
        here = here[part]
    if value is ...:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return record


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "value", "said"),
        [
            (("schema_version",), ..., "schema_version: is missing"),
            (("schema_version",), 2, "schema_version: 2 is not the version"),
            (("schema_version",), "1", "schema_version: '1' is not the version"),
            (("schema_version",), True, "schema_version: True"),
            (("schema_version",), [1] * 9999, "schema_version: [1, 1"),
            (("id",), ..., "id: "),
            (("id",), "", "id: use lower-case"),
            (("id",), "../../etc/passwd", "id: use lower-case"),
            (("id",), "a/b", "id: use lower-case"),
            (("id",), "A", "id: use lower-case"),
            (("id",), "a" * 121, "id: use lower-case"),
            (("id",), "a\n", "id: use lower-case"),
            (("id",), "index", "id: 'index' is the name of a page"),
            (("article", "title"), ..., "article.title: "),
            (("article", "title"), "  ", "article.title: is empty"),
            (("article", "titel"), "x", "article.titel: "),
            (("article", "published"), "yesterday", "article.published: 'yesterday'"),
            (("article", "published"), "2024-01-24T09:30:00", "article.published"),
            (("article", "published"), "2024-02-30", "article.published"),
            (("article", "published"), "2024-99-99", "article.published"),
            (("article", "published"), "0001-01-01T00:00:00+14:00", "article.published"),
            (("article", "updated"), "2024-01-24T25:00:00Z", "article.updated"),
            (("article", "url"), "javascript:alert(1)", "article.url"),
            (("article", "url"), "HTTPS://a.example", "article.url"),
            (("article", "status"), "lost", "article.status: "),
            (("article", "authors"), "Ann Lee", "article.authors: "),
            (("article", "source"), "Wire", "article.source"),
            (("text",), ..., "text: "),
            (("text",), None, "text: "),
            (("blocks", 0, "kind"), "verse", "blocks[0].kind: "),
            (("sentences", 1, "end"), 75, "sentences[1]: 24–75 is not a span of the text, which has 74"),
            (("sentences", 1, "start"), 10, "sentences[1]: begins before"),
            (("sentences", 1, "anchor"), "s-b68eb3ba", "sentences: two have the same anchor"),
            (("sentences", 1, "anchor"), 'x" onclick="', "sentences[1].anchor: use"),
            (("sentences", 1, "anchor"), ..., "sentences[1].anchor: "),
            (("mentions", 0, "start"), -1, "mentions[0]: -1–22"),
            (("mentions", 0, "start"), 22, "mentions[0]: 22–22"),
            (("mentions", 0, "start"), 16.0, "mentions[0].start: "),
            (("mentions", 0, "start"), "16", "mentions[0].start: "),
            (("mentions", 0, "start"), 10**300, "mentions[0]"),
            (("mentions", 0, "entity"), "e9", "mentions[0].entity: no entity has the id 'e9'"),
            (("mentions", 0, "start"), 20, None),
            (("mentions", 2, "start"), 0, "mentions: not sorted"),
            (("entities", 1, "id"), "e1", "entities: two have the same id"),
            (("entities", 0, "kind"), "human", "entities[0].kind: "),
            (("entities", 0, "confidence"), "high", "entities[0].confidence: "),
            (("roles", 0, "entity"), "e9", "roles[0].entity: "),
            (("quotes", 0, "id"), "q 1", "quotes[0].id: use"),
            (("quotes", 0, "content"), [], "quotes[0].content: is empty"),
            (("quotes", 0, "content", 0, "end"), 99, "quotes[0].content[0]: 56–99"),
            (("quotes", 0, "cue", "end"), 999, "quotes[0].cue: 51–999"),
            (("quotes", 0, "speaker", "end"), 999, "quotes[0].speaker: 33–999"),
            (("quotes", 0, "speaker", "entities"), ["e9"], "quotes[0].speaker.entities: "),
            (("quotes", 0, "via"), "q9", "quotes[0].via: no quote"),
            (("quotes", 0, "kind"), "verbatim", "quotes[0].kind: "),
            (("topics", 0, "evidence", 0, "start"), 99, "topics[0].evidence[0]: 99–61"),
            (("regions", 0, "entities"), ["e9"], "regions[0].entities: "),
            (("regions", 0, "relation"), "near", "regions[0].relation: "),
            (("annotator", "name"), ..., "annotator.name: "),
            (("input", "state"), "lost", "input.state: "),
            (("comment",), "mine", "comment: "),
        ],
        ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
    )
    def test_an_error_names_the_path_inside_the_file(self, path, value, said):
        record = changed(path, value)
        if said is None:
            assert load(json.dumps(record))
            return
        message = refused(record)
        assert message.startswith(said)
        assert len(message) < 1000

    @pytest.mark.parametrize(
        "data",
        [
            "", "{", "[]", "3", "null", '"words"', b"\xff\xfe\xfd", b"\x00",
            "[" * 100_000, '{"schema_version": 1, "x": ' + "[" * 100_000, '{"schema_version": 1, "id": ' + "9" * 5000 + "}",
            *['{"schema_version": 1, "x": ' + "[" * n + "]" * n + "}" for n in range(100, 1000, 100)],
            json.dumps(MINIMAL)[:-1] + ', "x": NaN}',
            json.dumps({**MINIMAL, "text": "a \ud800 b"}),
            json.dumps({**MINIMAL, "article": {"title": "\udc00"}}),
        ],
        ids=lambda data: repr(data)[:30],
    )  # fmt: skip
    def test_what_is_no_processed_article_is_refused(self, data):
        assert len(refused(data)) < 1000

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
    def test_numbers_that_are_none(self, value):
        text = json.dumps(changed(("entities", 0, "lat"), 12345.5)).replace("12345.5", value)
        assert refused(text).startswith("entities[0].lat")

    def test_many_mistakes_are_named_and_cut(self):
        record = {**MINIMAL, "mentions": [{"start": 0, "end": 99, "entity": "x"}] * 50}
        assert refused(record).count("; ") == 4


class TestAnchor:
    def test_it_hangs_on_the_words_alone(self):
        assert anchor("The dam held.", set()) == anchor("the  DAM held", set())
        assert anchor("The dam held.", set()) != anchor("The dam fell.", set())

    def test_a_sentence_that_stands_twice_has_two(self):
        taken = set()
        first, second, third = (anchor("No.", taken) for _ in range(3))
        assert [second, third] == [f"{first}-2", f"{first}-3"]

    def test_words_without_letters(self):
        taken = set()
        assert anchor("…", taken) != anchor("!!!", taken)


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
SCORE = st.floats(0, 1)


@st.composite
def processed(draw):
    text = draw(st.text(st.characters(blacklist_categories=["Cs"]), min_size=4, max_size=60))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    span = spans.map(lambda s: models.Span(*s))
    entities = tuple(
        models.Entity(f"e{n}", draw(st.sampled_from(get_args(models.EntityKind))), draw(TEXT), confidence=draw(SCORE))
        for n in range(draw(st.integers(0, 3)))
    )
    named = st.sampled_from([e.id for e in entities] or ["none"])
    mentions = draw(st.lists(spans, max_size=3)) if entities else []
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=5)))
    taken = set()
    sentences = tuple(models.Sentence(a, b, anchor(text[a:b], taken)) for a, b in itertools.pairwise(cuts))
    return ProcessedArticle(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)),
        article=models.Meta(
            title=draw(TEXT.filter(str.strip)),
            published=draw(st.none() | st.dates(min_value=dt.date(2, 1, 1)).map(lambda d: d.isoformat())),
            authors=tuple(draw(st.lists(TEXT, max_size=2))),
            source=draw(st.none() | st.builds(models.Source, TEXT)),
        ),
        text=text,
        blocks=tuple(models.Block(*s, "paragraph") for s in sorted(draw(st.lists(spans, max_size=2)))),
        sentences=sentences,
        entities=entities,
        mentions=tuple(models.Mention(*s, draw(named)) for s in sorted(mentions)),
        quotes=tuple(
            models.Quote(f"q{n}", draw(st.sampled_from(get_args(models.QuoteKind))), tuple(draw(st.lists(span, min_size=1, max_size=2))),
                         cue=draw(st.none() | span), confidence=draw(SCORE))
            for n in range(draw(st.integers(0, 2)))
        ),
        topics=tuple(models.TopicScore(draw(TEXT), draw(SCORE), (draw(span),)) for _ in range(draw(st.integers(0, 2)))),
        annotator=models.Annotator(draw(TEXT)),
        input=draw(st.none() | st.builds(models.Input, TEXT, st.none() | TEXT)),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(processed().filter(lambda a: a.id != "index"))
def test_load_after_dump_is_the_identity(article):
    assert load(dump(article)) == article
    assert load(dump(article).encode()) == article
    assert dump(load(dump(article))) == dump(article)


class TestDelivered:
    """Processed articles that someone else made."""

    def test_a_minimal_one_is_published(self, desk):
        desk.put("content/processed/x.json", json.dumps({**MINIMAL, "text": "Rain\n\nIt rained on <b>Monday</b>."}))
        _, made = desk.run()
        assert (made.articles, made.problems) == (1, ())
        page = desk.page("articles/a-1.md")
        assert "# Rain" in page
        assert "Undated" in page
        assert "Rain" in desk.page("index.md")
        assert "Rain" in desk.page("briefings/undated.md")

    def test_a_full_one_is_published_as_ours_are(self, desk):
        desk.put("content/processed/2024/01/theirs.json", EXAMPLE.read_bytes())
        desk.put("site_config/site.yml", "thresholds: {actor_articles: 1}\n")
        annotated, made = desk.run()
        assert (made.articles, made.problems, annotated.problems) == (1, (), ())
        assert "talks would go on" in desk.page("quotes/2024/01/24.md")
        assert "Türkiye" in desk.page("regions/index.md")
        assert "Leaders meet in Ankara" in desk.page("actors/example.md")
        assert "Leaders meet in Ankara" in desk.page("briefings/2024/01/24.md")
        assert "Leaders meet in Ankara" in desk.page("sources/example-wire.md")
        assert "s-4e72fdad" in desk.page("articles/2024-01-24-leaders-meet-in-ankara-3f9a1c.md")

    def test_it_is_never_pruned_nor_changed(self, desk):
        """Not even one that names our annotator and an input of ours that does not exist."""
        theirs = EXAMPLE.read_bytes()
        path = desk.put("content/processed/2024/01/theirs.json", theirs)
        small = desk.put("content/processed/x.json", json.dumps(MINIMAL))
        mine = desk.article("mine.txt", "It rained. It stopped.")
        assert desk.annotate().annotated == 1
        mine.unlink()
        desk.article("other.txt", "It snowed. It stopped.")
        desk.annotate()
        desk.annotate(force=True)
        assert path.read_bytes() == theirs
        assert small.exists()
        assert len(desk.processed()) == 3

    def test_it_wins_over_an_article_that_gets_its_id(self, desk):
        desk.article("mine.txt", "It rained. It stopped.")
        desk.annotate()
        (mine,) = desk.paths.processed.rglob("*.json")
        corrected = dataclasses.replace(load(mine.read_bytes()), annotator=models.Annotator("by hand"))
        mine.unlink()
        theirs = desk.deliver("hand/corrected.json", corrected)
        before = theirs.read_bytes()
        result = desk.annotate(force=True)
        (found,) = result.problems
        assert (found.where, result.annotated) == ("articles/mine.txt", 0)
        assert "processed/hand/corrected.json" in found.what
        assert theirs.read_bytes() == before
        assert desk.generate().articles == 1

    def test_a_broken_one_costs_itself(self, desk):
        desk.put("content/processed/bad.json", "{")
        desk.put("content/processed/good.json", json.dumps(MINIMAL))
        desk.put("content/processed/old.json", json.dumps({**MINIMAL, "id": "b", "schema_version": 0}))
        made = desk.generate()
        assert made.articles == 1
        assert [p.where for p in made.problems] == ["processed/bad.json", "processed/old.json"]

    def test_two_with_one_id_are_named(self, desk):
        desk.put("content/processed/a.json", json.dumps(MINIMAL))
        desk.put("content/processed/b.json", json.dumps({**MINIMAL, "text": "Other words."}))
        made = desk.generate()
        (found,) = made.problems
        assert (made.articles, found.where) == (1, "processed/b.json")
        assert "processed/a.json" in found.what

    def test_an_entity_that_is_never_mentioned_does_not_stop_the_run(self, desk):
        article = dataclasses.replace(load(EXAMPLE.read_bytes()), mentions=(), roles=(), quotes=(), regions=())
        desk.deliver("x.json", article)
        assert desk.generate().articles == 1

    def test_wild_but_valid_values_do_not_stop_the_run(self, desk):
        article = load(EXAMPLE.read_bytes())
        wild = dataclasses.replace(
            article,
            id="wild",
            topics=(models.TopicScore("medtop:99999999", 1e300), models.TopicScore("../../x", -1.0)),
            regions=(models.RegionScore("../XX", 9.0, "about"),),
            entities=(
                models.Entity("e1", "person", ""),
                models.Entity("e2", "state", "\u202e", country="../../YY"),
                models.Entity("e3", "organisation", "index"),
            ),
            roles=(),
        )  # fmt: skip
        desk.deliver("wild.json", wild)
        desk.deliver(
            "undated.json",
            dataclasses.replace(wild, id="wild2", article=models.Meta("T", published="9998-12-31T23:59Z")),
        )
        desk.put("site_config/site.yml", "timezone: Pacific/Kiritimati\nthresholds: {actor_articles: 1}\n")
        made = desk.generate()
        assert (made.articles, made.problems) == (2, ())
        assert "# Actors" in desk.page("actors/index.md")
