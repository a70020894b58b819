"""What is kept of one article for what is decided over all: it survives being written down."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from one_article import annotated

from generator.models import Meta, Source
from generator.resolve.claims import ClaimFacts, claim_facts
from generator.resolve.quotefacts import QuoteFacts, quote_facts, said_in
from generator.resolve.textfacts import TextFacts, text_facts

TEXT = (
    "Police put the crowd in Aden at about 10,000 on Monday. Our report of 4 March 2024 gave another figure. "
    '"We counted 50,000 people," said Ada Obi, the mayor. She hopes that more will come.'
)


@pytest.fixture
def article(reader, tmp_path):
    meta = Meta(
        "Correction: the crowd", "2024-03-05T23:30:00-02:00", source=Source("Wire", "wire.example"), credit="AFP"
    )
    return dataclasses.replace(annotated(reader, tmp_path, TEXT), article=meta)


@pytest.mark.parametrize(
    ("make", "shape"),
    [(text_facts, TextFacts), (quote_facts, QuoteFacts), (claim_facts, ClaimFacts)],
    ids=["text", "quotes", "claims"],
)
def test_facts_are_the_same_when_they_were_written_down(article, make, shape):
    written = msgspec.msgpack.encode(make(article))
    assert msgspec.msgpack.decode(written, type=shape) == make(article)
    assert msgspec.msgpack.encode(make(article)) == written


def test_what_a_text_is_decided_by(article):
    facts = text_facts(article)
    assert (facts.source, facts.domain, facts.credit) == ("Wire", "wire.example", "AFP")
    assert facts.moment == "2024-03-06T01:30:00+00:00"
    assert facts.correction is not None
    assert "2024-03-04" in facts.correction.days
    mended = dataclasses.replace(article, article=dataclasses.replace(article.article, title="The crowd"))
    other = text_facts(mended)
    assert (other.correction, other.body, other.words) == (None, facts.body, facts.words)
    assert other.printed != facts.printed


def test_speech_with_what_was_decided_over_all(article):
    facts = quote_facts(article)
    (quote,) = [one for one in facts.quotes if one.kind == "direct"]
    actors = dict.fromkeys(quote.entities, "ada-obi")
    found = list(said_in(facts, actors, source="wire", day="2024-03-06", least=0.0))
    (said,) = [one for one in found if one.quote == quote.id]
    assert (said.speakers, said.source, said.day) == ({"ada-obi"}, "wire", "2024-03-06")
    assert said.moment == text_facts(article).moment
    assert list(said_in(facts, actors, source="wire", day=None, least=2.0)) == []
