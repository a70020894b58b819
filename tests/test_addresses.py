"""Addresses of actors: they stay when names grow, and lead on when actors are joined, renamed or parted."""

from __future__ import annotations

import json

import pytest
from actor_articles import judgement, resolved, told
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve_apart import NEAR, OTHER, built, one_article

from generator.ledger import Ledger

ERDOGAN, TAYYIP, LONG = "Recep Erdogan", "Tayyip Erdogan", "Recep Tayyip Erdogan"


@pytest.fixture
def ledger(tmp_path):
    return Ledger.load(tmp_path / "none")


def near(number, *names):
    return told(number, *names, OTHER, **NEAR)


def ids(articles, ledger, *judgements, least=1):
    return set(resolved(articles, *judgements, ledger=ledger, least_articles=least).actors) - {"anna-lindqvist"}


def of(actors, number):
    return actors.of[f"article-{number}", "e1"]


class TestStay:
    def test_a_longer_name_keeps_the_address(self, ledger):
        assert ids([near(1, TAYYIP)], ledger) == {"tayyip-erdogan"}
        articles = [near(1, TAYYIP), *[near(n, LONG) for n in range(2, 6)]]
        found = resolved(articles, ledger=ledger)
        assert found.actors["tayyip-erdogan"].name == LONG

    def test_a_surname_that_gets_a_full_name_keeps_it(self, ledger):
        assert ids([near(1, "Malenko")], ledger) == {"malenko"}
        assert ids([near(1, "Malenko"), near(2, "Boris Malenko")], ledger) == {"malenko"}

    def test_without_its_first_articles_too(self, ledger):
        ids([near(1, TAYYIP)], ledger)
        ids([near(1, TAYYIP), near(2, LONG)], ledger)
        assert ids([near(2, LONG)], ledger) == {"tayyip-erdogan"}

    def test_the_kind_does_not_matter(self, ledger):
        from actor_articles import Named

        ids([told(1, Named("Fatah", "person"))], ledger)
        assert ids([told(n, Named("Fatah", "organisation")) for n in range(3)], ledger) == {"fatah"}

    def test_an_address_is_never_given_to_another(self, ledger):
        ids([near(1, "Boris Malenko")], ledger)
        from actor_articles import Named

        articles = [told(2, Named("Boris-Malenko’", "organisation"), Named("Malenko Boris", "group"))]
        assert "boris-malenko" not in ids(articles, Ledger.load(_saved(ledger))) - ids(
            [near(1, "Boris Malenko")], ledger
        )

    def test_only_those_with_a_page_are_noted(self, ledger):
        ids([near(1, TAYYIP)], ledger, least=2)
        assert ledger.actors() == {}
        ids([near(1, TAYYIP), near(2, TAYYIP)], ledger, least=2)
        assert set(ledger.actors()) == {"tayyip-erdogan", "anna-lindqvist"}


def _saved(ledger, folder=None):
    import tempfile
    from pathlib import Path

    path = Path(folder or tempfile.mkdtemp()) / "ledger.jsonl"
    ledger.save(path)
    return path


class TestJoined:
    def test_the_older_address_wins_and_the_other_leads_to_it(self, ledger):
        articles = [near(1, TAYYIP), near(2, "Ali Veli")]
        ids(articles, ledger)
        entry = judgement(name=TAYYIP, aliases=["Ali Veli"])
        found = resolved(articles, entry, ledger=ledger)
        assert found.redirects == {"ali-veli": "tayyip-erdogan"}
        assert ledger.redirects() == {"actors/ali-veli": "actors/tayyip-erdogan"}

    def test_parted_again_both_have_their_own(self, ledger):
        articles = [near(1, TAYYIP), near(2, "Ali Veli")]
        ids(articles, ledger)
        resolved(articles, judgement(name=TAYYIP, aliases=["Ali Veli"]), ledger=ledger)
        found = resolved(articles, ledger=ledger)
        assert (of(found, 1), of(found, 2)) == ("tayyip-erdogan", "ali-veli")
        assert found.redirects == {}

    def test_a_new_name_of_the_analysts_is_a_new_address(self, ledger):
        articles = [near(1, TAYYIP)]
        ids(articles, ledger)
        found = resolved(articles, judgement(name="The President of Turkey", aliases=[TAYYIP]), ledger=ledger)
        assert of(found, 1) == "the-president-of-turkey"
        assert found.redirects == {"tayyip-erdogan": "the-president-of-turkey"}

    def test_renamed_twice_the_first_leads_to_the_last(self, ledger):
        articles = [near(1, TAYYIP)]
        ids(articles, ledger)
        resolved(articles, judgement(name="One", aliases=[TAYYIP]), ledger=ledger)
        found = resolved(articles, judgement(name="Two", aliases=[TAYYIP]), ledger=ledger)
        assert found.redirects == {"tayyip-erdogan": "two", "one": "two"}

    def test_renamed_and_back_leads_in_no_circle(self, ledger):
        articles = [near(1, TAYYIP)]
        ids(articles, ledger)
        resolved(articles, judgement(name="One", aliases=[TAYYIP]), ledger=ledger)
        found = resolved(articles, ledger=ledger)
        assert of(found, 1) == "tayyip-erdogan"
        assert found.redirects == {"one": "tayyip-erdogan"}

    def test_an_entry_with_the_name_that_stands_there_changes_nothing(self, ledger):
        articles = [near(1, TAYYIP), near(2, LONG)]
        before = ids(articles, ledger)
        assert ids(articles, ledger, judgement(name=LONG)) == before

    def test_a_split_keeps_it_with_the_name_it_was_made_for(self, ledger):
        articles = [near(1, TAYYIP), near(2, LONG), near(3, LONG), near(4, TAYYIP), near(5, LONG)]
        (old,) = ids(articles, ledger)
        found = resolved(articles, judgement(name=LONG, **{"not": [TAYYIP]}), ledger=ledger)
        assert of(found, 2) == old == "recep-tayyip-erdogan"
        assert of(found, 1) == "tayyip-erdogan"

    def test_who_is_gone_leads_nowhere(self, ledger):
        ids([near(1, TAYYIP)], ledger)
        assert resolved([near(2, "Boris Malenko")], ledger=ledger).redirects == {}


@given(st.lists(one_article, min_size=1, max_size=8), st.integers(1, 7))
@settings(max_examples=60, deadline=None)
def test_addresses_stay_when_articles_are_added(rows, number):
    """Whatever was issued is still somebody's, leads to somebody, or belongs to a name that became open."""
    articles = built(rows)
    ledger = Ledger()
    before = resolved(articles[:number], ledger=ledger)
    after = resolved(articles, ledger=ledger)
    still = {place: actor for place, actor in after.of.items() if place in before.of}
    for place, actor in still.items():
        old = before.of[place]
        assert old in after.actors or old in after.redirects
        if old not in after.actors:
            assert after.redirects[old] in after.actors
        if sum(other == old for other in before.of.values()) == 1 and old in after.actors:
            assert actor == old or place in after.joined or old in after.of.values()


@given(st.lists(one_article, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_second_run_with_the_ledger_changes_nothing(rows):
    articles = built(rows)
    ledger = Ledger()
    first = resolved(articles, ledger=ledger)
    lines = json.dumps([ledger.actors(), ledger.redirects()])
    second = resolved(articles, ledger=ledger)
    assert json.dumps([ledger.actors(), ledger.redirects()]) == lines
    assert (first.actors, first.of) == (second.actors, second.of)


@given(st.lists(one_article, min_size=1, max_size=8), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_with_one_ledger_the_way_to_it_does_not_matter(rows, number):
    """Incremental equals clean: the last run's outcome is that of a run with nothing but articles and ledger."""
    articles = built(rows)
    ledger = Ledger()
    resolved(articles[:number], ledger=ledger)
    last = resolved(articles, ledger=ledger)
    lines = json.dumps([ledger.actors(), ledger.redirects()])
    clean = resolved(articles, ledger=ledger)
    assert (last.actors, last.of, last.redirects) == (clean.actors, clean.of, clean.redirects)
    assert json.dumps([ledger.actors(), ledger.redirects()]) == lines
