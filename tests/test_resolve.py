"""Entities over all articles → actors: what is joined, what stays apart, and that the order does not matter."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from actor_articles import resolve_articles

from generator.models import Annotator, Entity, Mention, Meta, ProcessedArticle, Source
from generator.resolve.sources import resolve_sources
from generator.resolve.textfacts import text_facts
from generator.settings import ActorSetting, SourceSetting


def article(number: int, *named: tuple[str, str], country: str | None = None) -> ProcessedArticle:
    """An article that names each of `named` (name, kind) once."""
    text, entities, mentions = "Headline.", [], []
    for index, (name, kind) in enumerate(named, start=1):
        start = len(text) + 1
        text += f" {name}"
        entities.append(Entity(f"e{index}", kind, name, country=country))
        mentions.append(Mention(start, start + len(name), f"e{index}"))
    return ProcessedArticle(
        id=f"article-{number}", article=Meta(title="Headline"), text=text, entities=tuple(entities),
        mentions=tuple(mentions), annotator=Annotator("test"),
    )  # fmt: skip


def resolved(articles, *judgements):
    return resolve_articles(articles, judgements)


def groups(articles, *judgements):
    """The printed names that are one actor, as sets."""
    actors = resolved(articles, *judgements)
    out = {}
    for a in articles:
        for e in a.entities:
            if actors.entity(a.id, e.id):
                out.setdefault(actors.entity(a.id, e.id).id, set()).add(e.name)
    return sorted(map(sorted, out.values()))


SAME = [
    ("diacritics", "Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("case", "IBRAHIM RAISI", "Ibrahim Raisi"),
    ("apostrophe", "Beto O’Rourke", "Beto O'Rourke"),
    ("full stop of an initial", "John F Kennedy", "John F. Kennedy"),
    ("dotless i", "Binali Yıldırım", "Binali Yildirim"),
]
APART = [
    ("two of one surname", "John Kennedy", "Robert Kennedy"),
    ("father and son", "George Bush", "George W. Bush"),
    ("first names alike", "Kim Jong Il", "Kim Jong Un"),
    ("one letter", "Michael Brown", "Michaela Brown"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_one_actor(one, other):
    assert len(groups([article(1, (one, "person")), article(2, (other, "person"))])) == 1


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_two_actors(one, other):
    assert len(groups([article(1, (one, "person")), article(2, (other, "person"))])) == 2


def test_a_surname_alone_is_nobodys_page():
    actors = resolved([article(1, ("Boris Johnson", "person")), article(2, ("Johnson", "person"))])
    assert [a.name for a in actors.actors.values()] == ["Boris Johnson"]
    assert [(o.name, o.candidates, o.places) for o in actors.open_names] == [
        ("Johnson", ("boris-johnson",), (("article-2", "e1"),))
    ]


def test_the_analyst_joins_names():
    judgement = ActorSetting.model_validate({"name": "Boris Johnson", "aliases": ["Johnson"]}, strict=False)
    assert groups([article(1, ("Boris Johnson", "person")), article(2, ("Johnson", "person"))], judgement) == [
        ["Boris Johnson", "Johnson"]
    ]


def test_the_analysts_kind_and_name_win():
    judgement = ActorSetting.model_validate(
        {"name": "Hamas", "kind": "organisation", "aliases": ["HAMAS"]}, strict=False
    )
    actors = resolved([article(1, ("HAMAS", "person"))], judgement).actors
    assert [(a.name, a.kind, a.rule) for a in actors.values()] == [("Hamas", "organisation", "analyst")]


def test_the_analyst_hides_what_is_no_actor():
    judgement = ActorSetting.model_validate({"name": "Brexit", "kind": "none"}, strict=False)
    assert not resolved([article(1, ("Brexit", "organisation"))], judgement).actors


def test_not_keeps_apart_even_what_folds_to_the_same():
    judgement = ActorSetting.model_validate({"name": "Rene Muller", "not": ["René Müller"]}, strict=False)
    found = groups([article(1, ("Rene Muller", "person")), article(2, ("René Müller", "person"))], judgement)
    assert found == [["Rene Muller"], ["René Müller"]]


def test_a_person_named_like_a_country_never_takes_its_address():
    actors = resolved([article(1, ("Jordan", "person")), article(2, ("Jordan", "state"), country="JO")]).actors
    assert {(a.kind, a.id) for a in actors.values()} == {("person", "jordan-person"), ("state", "jordan")}


def test_a_state_is_one_actor_whatever_it_is_called():
    articles = [article(1, ("Turkey", "state"), country="TR"), article(2, ("Türkiye", "state"), country="TR")]
    actors = resolved(articles).actors
    assert [(a.id, a.name, a.region) for a in actors.values()] == [("turkiye", "Türkiye", "TR")]


def test_the_kind_is_voted_over_all_articles():
    articles = [
        article(1, ("Fatah", "person")),
        article(2, ("Fatah", "organisation")),
        article(3, ("Fatah", "organisation")),
    ]
    assert [a.kind for a in resolved(articles).actors.values()] == ["organisation"]


def test_an_unsure_name_is_no_actor():
    unsure = article(1, ("Gander", "person"))
    entity = Entity("e1", "person", "Gander", confidence=0.4)
    assert not resolved(
        [ProcessedArticle(**{**{f: getattr(unsure, f) for f in unsure.__slots__}, "entities": (entity,)})]
    ).actors


def test_the_order_of_the_articles_does_not_matter():
    articles = [
        article(1, ("Recep Tayyip Erdoğan", "person")),
        article(2, ("Recep Tayyip Erdogan", "person")),
        article(3, ("Jordan", "person"), ("NATO", "organisation")),
        article(4, ("Nato", "person")),
    ]
    outcomes = {str(sorted(resolved(order).actors.items())) for order in itertools.permutations(articles)}
    assert len(outcomes) == 1


def sourced(number: int, name: str | None, domain: str | None = None) -> ProcessedArticle:
    source = Source(name, domain) if name else None
    return ProcessedArticle(id=f"a{number}", article=Meta(title="T", source=source), text="T")


def test_sources_are_joined_by_the_settings_and_else_by_name():
    settings = [
        SourceSetting.model_validate(
            {"name": "Delta Herald", "aliases": ["The Herald"], "domain": "delta.example"}, strict=False
        )
    ]
    articles = [
        sourced(1, "The Herald"),
        sourced(2, "delta.example", "delta.example"),
        sourced(3, "DELTA HERALD"),
        sourced(4, "Other Paper"),
        sourced(5, None),
    ]
    publishers, of = resolve_sources(map(text_facts, articles), settings)
    assert [publishers[of[a.id]].name for a in articles] == [
        "Delta Herald", "Delta Herald", "Delta Herald", "Other Paper", "Source not stated",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source", "kind"),
    [
        ("Mersey Binnacle", "The Mersey Binnacle", "organisation"),
        ("Ada Obi", "The Mersey Binnacle", "person"),
        ("Rand", "Rand", "person"),
    ],
    ids=["a paper is no person", "who writes in it is", "one word may be a surname"],
)
def test_a_source_of_the_desk_is_no_person(name, source, kind):
    one = article(1, (name, "person"))
    signed = dataclasses.replace(one, article=dataclasses.replace(one.article, source=Source(source)))
    assert [actor.kind for actor in resolved([signed]).actors.values()] == [kind]
