"""The labelled speakers of `benchmarks.speakers`: offsets only, and how they are judged."""

import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from benchmarks.speakers import CORPUS, FRESH, LABELS, Label, judge, load_labels, load_records, summary
from generator.models import Entity, Mention, Meta, ProcessedArticle, Quote, Span, Speaker

OLD, NEW = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in (LABELS, FRESH))
ROWS = [*OLD, *NEW]


def spans(row):
    return [*row["content"], row["speaker"], *row["actor"]]


def test_there_are_enough_labels_of_both_sorts():
    for rows in (OLD, NEW):
        named = [row for row in rows if row["actor"]]
        assert len(named) >= 100
        assert len(rows) - len(named) >= 10
        assert len({row["id"] for row in rows}) >= 30


def test_the_fresh_labels_are_on_articles_of_their_own():
    assert not {row["id"] for row in OLD} & {row["id"] for row in NEW}
    assert max(Counter(row["id"] for row in NEW).values()) <= 5


def test_a_line_holds_an_id_and_offsets_and_no_text():
    for row in ROWS:
        assert list(row) == ["id", "content", "speaker", "actor"], row
        assert re.fullmatch(r"wikinews-20\d\d-\d+", row["id"]), row
        assert row["content"], row
        for span in spans(row):
            assert len(span) == 2, row
            assert all(type(at) is int for at in span), row
            assert 0 <= span[0] < span[1], row
        for key in ("content", "actor"):
            assert all(left[1] <= right[0] for left, right in pairwise(row[key])), row


def test_no_quotation_is_labelled_twice():
    keys = [(row["id"], *map(tuple, row["content"])) for row in ROWS]
    assert len(set(keys)) == len(keys)


@pytest.mark.data
def test_offsets_lie_within_the_texts_and_on_the_edges_of_words(data_dir):
    records = load_records(data_dir / CORPUS, {row["id"] for row in ROWS})
    for row in ROWS:
        text = records[row["id"]]["text"]
        for start, end in spans(row):
            words = text[start:end]
            assert end <= len(text), row
            assert words == words.strip(), row
            assert not re.search(r"\w\w", text[max(0, start - 1) : start + 1]), row
            assert not re.search(r"\w\w", text[end - 1 : end + 1]), row


TEXT = "Ada Perrin met Tom Vail. Perrin said it would rain. An officer said it would snow."
PERRIN, VAIL = Span(0, 10), Span(15, 23)
RAIN, SNOW = Span(37, 50), Span(68, 81)


def article(*quotes):
    """The text below its headline, two persons and these quotes: content, speaker's words, entities."""
    head = "Rain\n\n"
    off = len(head)
    return ProcessedArticle(
        "a",
        Meta("Rain"),
        head + TEXT,
        entities=(Entity("e1", "person", "Ada Perrin"), Entity("e2", "person", "Tom Vail")),
        mentions=tuple(
            Mention(off + at.start, off + at.end, key)
            for at, key in ((PERRIN, "e1"), (VAIL, "e2"), (Span(25, 31), "e1"))
        ),
        quotes=tuple(
            Quote(
                f"q{number}",
                "indirect",
                (Span(off + content.start, off + content.end),),
                speaker=speaker and Speaker(off + speaker.start, off + speaker.end, entities),
            )
            for number, (content, speaker, entities) in enumerate(quotes)
        ),
    )


NAMED = Label("a", (RAIN,), Span(25, 31), (PERRIN,))
UNNAMED = Label("a", (SNOW,), Span(52, 62), ())


@pytest.mark.parametrize(
    ("label", "quotes", "verdict"),
    [
        pytest.param(NAMED, [(RAIN, Span(25, 31), ("e1",))], "right", id="surname, full name labelled"),
        pytest.param(NAMED, [(RAIN, Span(25, 31), ("e2", "e1"))], "right", id="one of two"),
        pytest.param(NAMED, [(RAIN, Span(25, 31), ("e2",))], "wrong", id="someone else"),
        pytest.param(NAMED, [(RAIN, Span(25, 31), ())], "unresolved", id="words without an entity"),
        pytest.param(NAMED, [(RAIN, None, ())], "unresolved", id="no speaker at all"),
        pytest.param(NAMED, [(SNOW, Span(52, 62), ("e1",))], "missed", id="another quote"),
        pytest.param(UNNAMED, [(SNOW, Span(52, 62), ())], "nobody", id="rightly nobody"),
        pytest.param(UNNAMED, [(SNOW, Span(52, 62), ("e1",))], "invented", id="an actor where there is none"),
    ],
)
def test_a_label_is_judged_by_whom_the_speaker_means(label, quotes, verdict):
    [finding] = judge([label], TEXT, article(*quotes))
    assert finding.verdict == verdict


def test_the_figure_leaves_out_what_was_not_found_and_who_has_no_name():
    quotes = [(RAIN, Span(25, 31), ("e1",)), (SNOW, Span(52, 62), ("e1",))]
    missed = Label("a", (Span(11, 14),), Span(0, 10), (PERRIN,))
    lines = "\n".join(summary(judge([NAMED, UNNAMED, missed], TEXT, article(*quotes))))
    assert "found as a quote 1 (50.0 %)" in lines
    assert "right         1 (100.0 % of those found)" in lines
    assert "all the same        1" in lines


def test_the_labels_load_as_they_stand():
    assert [label.article for path in (LABELS, FRESH) for label in load_labels(path)] == [row["id"] for row in ROWS]
