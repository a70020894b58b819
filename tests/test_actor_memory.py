"""What is kept of who is who from run to run: it saves time and changes nothing."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from actor_articles import Named, judgement, told
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve_apart import NEAR, OTHER

from generator.ledger import Ledger
from generator.models import Mention, Source
from generator.resolve.actorfacts import ActorFacts, actor_facts
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


def run(facts, judgements, ledger, kept=None, least=2):
    return resolve_actors(
        facts, judgements, GAZETTEER, 0.5, ledger=ledger, least_articles=least, known=recalled(kept, judgements)
    )


def check(facts, judgements, ledger, kept):
    """Resolve with what was kept and without; returns the first, after seeing that nobody can tell them apart."""
    plain = again(ledger)
    clean = run(sorted(facts, key=lambda one: one.digest), judgements, plain)
    found = run(facts, judgements, ledger, kept)
    assert outcome(found) == outcome(clean)
    assert (ledger.actors(), ledger.redirects()) == (plain.actors(), plain.redirects())
    return found


@given(st.lists(drafts, max_size=10), st.lists(steps, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_is_added_changed_and_removed(first, sequence):
    desk = {number: actor_facts(article(number, *row)) for number, row in enumerate(first)}
    judgements, ledger = (), Ledger()
    kept = check(list(desk.values()), judgements, ledger, None).remember()
    for what, number, row in sequence:
        if what == "put":
            desk[number] = actor_facts(article(number, *row))
        elif what == "remove":
            desk.pop(number, None)
        else:
            judgements = JUDGEMENTS[number]
        kept = check(list(desk.values()), judgements, ledger, kept).remember()


@pytest.fixture(scope="module")
def desk():
    rows = [
        article(number, names, (), "President", "2024-03-05", (), "")
        for number, names in enumerate(
            [["Boris Malenko", "Paul Ryan"], ["Malenko"], ["P. Ryan", "B. Malenko"], ["Ryan"]]
        )
    ]
    return [actor_facts(one) for one in rows]


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
    other = resolve_actors(desk, (), GAZETTEER, 0.95, known=recalled(kept, (), 0.95))
    assert not other.actors


class TestOneArticleMore:
    def test_only_the_new_one_is_unpacked(self, desk):
        """Of the others the packed part is not even read."""
        kept = run(desk[:3], (), Ledger()).remember()
        sealed = [msgspec.structs.replace(one, packed=b"sealed") for one in desk[:3]]
        found = run([*sealed, desk[3]], (), Ledger(), kept)
        assert found.actors == run(desk, (), Ledger()).actors

    def test_the_digest_tells_whose_entities_are_others_now(self):
        facts = [
            actor_facts(told(number, name, OTHER, **NEAR))
            for number, name in enumerate(["Boris Malenko", "Malenko", "Igor Malenko"])
        ]
        before = run(facts[:2], (), Ledger())
        after = run(facts, (), Ledger(), before.remember())
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
        data = msgspec.msgpack.encode(desk[0])
        assert msgspec.msgpack.decode(data, type=ActorFacts) == desk[0]

    def test_articles_that_are_not_usable_are_left_out(self):
        made = told(1, "Boris Malenko")
        withheld = dataclasses.replace(made, article=dataclasses.replace(made.article, status="withheld"))
        assert not run([actor_facts(withheld)], (), Ledger()).actors
        assert run([actor_facts(made)], (), Ledger()).actors
