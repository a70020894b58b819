"""Names, places and states in our own sentences: found, told apart, and joined within an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from one_article import annotated
from spacy.lang.en import English
from spacy.tokens import Doc

from generator.annotate.parsed import Parsed
from generator.annotate.sentences import find_sentences
from generator.read.files import Rules, read_file

if TYPE_CHECKING:
    from generator.models import ProcessedArticle


def names(article: ProcessedArticle, *kinds: str, least: float = 0.5) -> set[str]:
    return {e.name for e in article.entities if e.kind in kinds and e.confidence >= least}


PERSONS = [
    (
        "full name, then surname",
        "President Cyril Ramaphosa spoke in Durban. Ramaphosa promised new jobs.",
        {"Cyril Ramaphosa"},
    ),
    (
        "title cut off",
        "Prime Minister Narendra Modi met Foreign Minister Wang Yi on Monday.",
        {"Narendra Modi", "Wang Yi"},
    ),
    ("courtesy title alone is enough", "Mr. Okonkwo said the harvest had failed again.", {"Okonkwo"}),
    ("initials", "V. K. Krishna Menon resigned, and Mr. Menon left the house at once.", {"V. K. Krishna Menon"}),
    (
        "two of one surname stay two",
        "John Keller met Maria Keller on Monday. Both signed.",
        {"John Keller", "Maria Keller"},
    ),
    (
        "a bare surname of two stays open",
        "John Keller met Maria Keller on Monday. Keller said nothing afterwards.",
        {"John Keller", "Maria Keller"},
    ),
    ("suffix", "Robert Downing Jr. won the seat. Mr. Downing thanked the voters.", {"Robert Downing Jr."}),
    ("a ship is no person", "The destroyer Joseph P. Kennedy Jr. stopped the freighter at dawn.", set()),
    ("behind an article it is no person", "The Navy searched the Marucla for three hours and let her go.", set()),
    ("peerage stays with the name", "Lord Carrington told the House that talks would resume.", {"Lord Carrington"}),
    (
        "Spanish double surname",
        "Foreign Minister Alejandro Giammattei Falla spoke to reporters.",
        {"Alejandro Giammattei Falla"},
    ),
    ("possessive", "Angela Merkel’s coalition agreed, and Merkel’s deputy signed.", {"Angela Merkel"}),
    ("a verb is no part of the name", "Designer Mary Quant described the dress as a joke.", {"Mary Quant"}),
    ("typographic hyphen", "Ban Ki‑moon travelled to Geneva. Mr. Ban met the delegates.", {"Ban Ki‑moon"}),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PERSONS], ids=[row[0] for row in PERSONS])
def test_persons(reader, tmp_path, text, expected):
    assert names(annotated(reader, tmp_path, text), "person") == expected


def test_an_acronym_in_brackets_belongs_to_the_name_before_it(reader, tmp_path):
    text = "The Kenya Human Rights Commission (KHRC) filed a suit. The KHRC wants the ban lifted."
    article = annotated(reader, tmp_path, text)
    printed = [m.span.of(article.text) for m in article.mentions if "Commission" in _name(article, m.entity)]
    assert "KHRC" in printed


def _name(article: ProcessedArticle, entity: str) -> str:
    return next(e.name for e in article.entities if e.id == entity)


def test_a_role_is_kept_as_printed(reader, tmp_path):
    article = annotated(
        reader, tmp_path, "Former Prime Minister Julia Gillard and Deputy Governor Amina Yusuf opened it."
    )
    roles = {_name(article, role.entity): role.span.of(article.text) for role in article.roles}
    assert roles == {"Julia Gillard": "Former Prime Minister", "Amina Yusuf": "Deputy Governor"}


def test_a_role_before_two_names_is_the_role_of_neither(reader, tmp_path):
    article = annotated(reader, tmp_path, "Presidents Recep Tayyip Erdogan and Ibrahim Raisi met.")
    assert article.roles == ()
    assert names(article, "person") == {"Recep Tayyip Erdogan", "Ibrahim Raisi"}


def test_a_dateline_belongs_to_the_sentence_and_not_to_the_quote(reader, tmp_path):
    text = "OTTAWA, Oct. 25 — The bridge is safe, the Transport Department said. Work goes on."
    article = annotated(reader, tmp_path, text)
    first = article.sentences[1]
    assert first.span.of(article.text).startswith("OTTAWA, Oct. 25 — The bridge")
    assert [span.of(article.text) for quote in article.quotes for span in quote.content] == ["The bridge is safe"]


def test_a_sub_heading_is_no_sentence(reader, tmp_path):
    text = "The first paragraph says enough to be one.\n\nRising tension\n\nThe second paragraph goes on with it."
    article = annotated(reader, tmp_path, text)
    assert [b.span.of(article.text) for b in article.blocks if b.kind == "subheading"] == ["Rising tension"]
    assert "Rising tension" not in [s.span.of(article.text) for s in article.sentences]


CLOSED = [
    ("one-sentence", '"We will meet them aliens." Area 51 has been closed.', {0}, 2),
    ("mark-given-to-the-next", '"We will meet them aliens." Area 51 has been closed.', {0, 7}, 2),
    ("curly-mark", "The mayor spoke of “a day of shame.” Roads had been closed.", {0}, 2),
    ("tag", '"Why should I go?" Peter Brown asked the judge.', {0}, 1),
    ("company", 'The mayor works for "Burns & Co." London is closed.', {0}, 1),
]


@pytest.mark.parametrize(("text", "starts", "number"), [pytest.param(*c[1:], id=c[0]) for c in CLOSED])
def test_a_sentence_ends_behind_its_closing_mark(text, starts, number):
    read = English()(text)
    words, spaces = [t.text for t in read], [bool(t.whitespace_) for t in read]
    starting = [i in starts for i in range(len(words))]
    doc = Doc(read.vocab, words, spaces, lemmas=[w.removesuffix("ed") for w in words], sent_starts=starting)
    found = [s.span.of(text) for s in find_sentences(text, [Parsed(0, "paragraph", doc)])]
    assert len(found) == number
    assert all(sentence.count('"') % 2 == 0 for sentence in found)
    assert " ".join(found) == text


def test_the_anchor_of_a_sentence_does_not_depend_on_its_neighbours(reader, tmp_path):
    alone = annotated(reader, tmp_path, "The harbour was closed on Friday.")
    among = annotated(reader, tmp_path, "Nobody knew why. The harbour was closed on Friday. Rain fell.")
    assert alone.sentences[1].anchor in {sentence.anchor for sentence in among.sentences}


def test_a_language_without_a_model_is_listed_not_annotated(reader, tmp_path):
    path = tmp_path / "b.md"
    path.write_text("---\ntitle: Titel\nlanguage: de\n---\nAngela Merkel sprach in Berlin.\n", "utf-8")
    drafts, _, _ = read_file(path, "articles/b.md", Rules())
    article = next(reader.annotate([draft.named("b") for draft in drafts]))
    assert "Angela Merkel" in article.text
    assert (article.sentences, article.entities, article.quotes) == ((), (), ())
