"""What is kept of who is who from run to run: it saves time and changes nothing."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from actor_articles import Named, judgement, resolve_articles, told
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve_apart import NEAR, OTHER

from generator.ledger import Ledger
from generator.models import Mention, Source
from generator.resolve.actorfacts import ActorFacts, actor_brief, actor_facts
from generator.resolve.actormemory import load_memory
from generator.resolve.actors import resolve_actors
from generator.resolve.judged import Claims
from generator.settings import Settings

GAZETTEER = Settings().gazetteer()
NAMES = [
    "Recep Tayyip Erdogan", "Tayyip Erdogan", "Recep Tayyip Erdoğan", "Erdogan", "Paul Ryan", "Paul D. Ryan", "P. Ryan",
    "Ryan", "John Paul Ryan", "Igor Malenko", "Boris Malenko", "Malenko", "Malenco", "Kim Jong Un", "Kim", "Jong Un Kim",
    "Mohammed bin Salman", "bin Salman", "Zelensky", "Zelenskyy", "the Wire",
]  # fmt: skip
OTHERS = [
    Named("Paul Ryan", "organisation"), Named("Malenko", "organisation"), Named("Acme Inc.", "organisation"),
    Named("Acme", "organisation"), Named("Defence Office", "organisation"), Named("Defense Office", "organisation"),
    Named("Russia", "state", country="RU"), Named("FBI", "organisation"), Named("Turks", "group"),
    Named("Fish and Water Union", "organisation"), Named("FWU", "organisation"), Named("Hill", "other"),
]  # fmt: skip
JUDGEMENTS = [
    (), (judgement(name="Paul Ryan", aliases=["Ryan"]),), (judgement(name="Boris Malenko", **{"not": ["Igor Malenko"]}),),
    (judgement(name="Kremlin", kind="organisation", aliases=["Russia", "FBI"]),),
    (judgement(name="Russia", kind="state", aliases=["Hill"]), judgement(name="Turks", kind="none")),
]  # fmt: skip


def article(number, names, others, role, day, region, wire):
    """A ready-made article; one that explains an acronym, if it names the union."""
    first = Named(names[0], role=role, address="Mr." if role == "General" else "")
    made = told(number, first, *names[1:], *others, day=day, regions=region)
    known = {entity.name: entity.id for entity in made.entities}
    mentions = list(made.mentions)
    if "Fish and Water Union" in known:
        at = len(made.text) + 2
        mentions.append(Mention(at, at + 3, known["Fish and Water Union"], rule="acronym"))
    meta = dataclasses.replace(made.article, source=Source(wire)) if wire else made.article
    return dataclasses.replace(made, text=f"{made.text} (FWU)", mentions=tuple(mentions), article=meta)


drafts = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(OTHERS), max_size=3, unique=True),
    st.sampled_from(["", "President", "General", "the former President"]),
    st.sampled_from([None, "2024-03-05", "2024-03-07", "2024-05-01", "2009-01-01"]),
    st.sampled_from([(), ("TR",), ("RU", "TR")]),
    st.sampled_from(["", "The Wire", "Paul Ryan"]),
)
steps = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 12), drafts),
    st.tuples(st.just("put"), st.integers(0, 12), drafts),
    st.tuples(st.just("remove"), st.integers(0, 12), st.none()),
    st.tuples(st.just("judge"), st.integers(0, len(JUDGEMENTS) - 1), st.none()),
)


def outcome(actors):
    """All that a caller can see."""
    places = {
        name: (dict(actors.of_article(name)), actors.ids_in(name), actors.open_in(name)) for name in actors.digests
    }
    return {
        "actors": dict(actors.actors), "of": dict(actors.of), "joined": dict(actors.joined), "open": actors.open_names,
        "doubts": actors.doubts, "redirects": dict(actors.redirects), "issued": actors.issued, "places": places,
        "digests": dict(actors.digests),
    }  # fmt: skip


def again(ledger):
    """The ledger as it would be read from its file."""
    copy = Ledger()
    for actor, keys in ledger.actors().items():
        for key in keys:
            copy.issue_actor(actor, key)
    for old, new in ledger.redirects().items():
        copy.redirect(old, new)
    return copy


def recalled(kept, judgements, least=0.5):
    return load_memory(kept, Claims(judgements, GAZETTEER, least).identity)


def run(articles, judgements, ledger, kept=None):
    return resolve_articles(articles, judgements, ledger=ledger, least_articles=2, known=recalled(kept, judgements))


def check(articles, judgements, ledger, kept):
    """Resolve with what was kept and without; returns the first, after seeing that nobody can tell them apart."""
    plain = again(ledger)
    clean = run(sorted(articles, key=lambda one: actor_brief(one).digest), judgements, plain)
    found = run(articles, judgements, ledger, kept)
    assert outcome(found) == outcome(clean)
    assert (ledger.actors(), ledger.redirects()) == (plain.actors(), plain.redirects())
    return found


@given(st.lists(drafts, max_size=10), st.lists(steps, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_is_added_changed_and_removed(first, sequence):
    desk = {number: article(number, *row) for number, row in enumerate(first)}
    judgements, ledger = (), Ledger()
    kept = check(list(desk.values()), judgements, ledger, None).remember()
    for what, number, row in sequence:
        if what == "put":
            desk[number] = article(number, *row)
        elif what == "remove":
            desk.pop(number, None)
        else:
            judgements = JUDGEMENTS[number]
        kept = check(list(desk.values()), judgements, ledger, kept).remember()


@pytest.fixture(scope="module")
def desk():
    return [
        article(number, names, (), "President", "2024-03-05", (), "")
        for number, names in enumerate(
            [["Boris Malenko", "Paul Ryan"], ["Malenko"], ["P. Ryan", "B. Malenko"], ["Ryan"]]
        )
    ]


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"", lambda kept: kept[:-1], lambda kept: kept[:40], lambda kept: kept + b"\0",
        lambda kept: kept.replace(b"Malenko", b"Malinko", 1), lambda kept: bytes(len(kept)),
    ],
    ids=["empty", "cut", "head only", "too long", "a letter", "zeros"],
)  # fmt: skip
def test_what_is_damaged_only_costs_time(desk, harm):
    ledger = Ledger()
    kept = run(desk[:3], (), ledger).remember()
    check(desk, (), ledger, harm(kept))


def test_what_was_made_under_other_settings_is_not_used(desk):
    kept = run(desk, (), Ledger()).remember()
    other = resolve_articles(desk, (), least=0.95, known=recalled(kept, (), 0.95))
    assert not other.actors


class TestOneArticleMore:
    def test_of_the_others_the_facts_are_not_even_read(self, desk):
        known = recalled(run(desk[:3], (), Ledger()).remember(), ())
        there = {desk[3].id: actor_facts(desk[3])}
        found = resolve_actors([actor_brief(one) for one in desk], there.__getitem__, (), GAZETTEER, 0.5, known=known)
        assert found.actors == run(desk, (), Ledger()).actors

    def test_the_digest_tells_whose_entities_are_others_now(self):
        articles = [
            told(number, name, OTHER, **NEAR)
            for number, name in enumerate(["Boris Malenko", "Malenko", "Igor Malenko"])
        ]
        before = run(articles[:2], (), Ledger())
        after = run(articles, (), Ledger(), before.remember())
        assert before.of_article("article-1") == {"e1": "boris-malenko", "e2": "anna-lindqvist"}
        assert (after.of_article("article-1"), after.open_in("article-1")) == ({"e2": "anna-lindqvist"}, {"e1"})
        assert [name for name in before.digests if before.digests[name] != after.digests[name]] == ["article-1"]

    def test_the_same_again_gives_the_same_bytes(self, desk):
        ledger = Ledger()
        first = run(desk, (), ledger)
        second = run(desk, (), ledger, first.remember())
        assert run(desk, (), ledger, second.remember()).remember() == second.remember()


class TestFacts:
    def test_they_come_back_from_their_bytes(self, desk):
        facts = actor_facts(desk[0])
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=ActorFacts) == facts

    def test_articles_that_are_not_usable_are_left_out(self):
        made = told(1, "Boris Malenko")
        withheld = dataclasses.replace(made, article=dataclasses.replace(made.article, status="withheld"))
        assert not run([withheld], (), Ledger()).actors
        assert run([made], (), Ledger()).actors
