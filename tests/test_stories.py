"""Which articles are one story, and what becomes of its address."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger import Ledger
from generator.resolve.stories import resolve_stories
from generator.resolve.storyaddresses import give_story_addresses
from generator.resolve.textfacts import text_facts
from tests.memories import Rows
from tests.story_articles import report, reports

ALL = reports()
EVENTS = sorted({article.id.rsplit("-", 1)[0] for article in ALL})


def stories_of(articles, *, ledger=None, memory=None, copies=()):
    days = {article.id: article.article.published for article in articles}
    texts = {article.id: article for article in articles}
    facts = [text_facts(article) for article in articles]
    return resolve_stories(facts, texts.__getitem__, days, ledger=ledger, memory=memory, copies=copies)


def groups(found):
    return {frozenset(story.articles) for story in found.stories.values()}


class TestGrouping:
    def test_each_event_is_one_story_and_each_story_one_event(self):
        wanted = defaultdict(set)
        for article in ALL:
            wanted[article.id.rsplit("-", 1)[0]].add(article.id)
        assert groups(stories_of(ALL)) == {frozenset(names) for names in wanted.values() if len(names) > 1}

    def test_a_developing_event_is_one_story_over_days(self):
        (ferry,) = [story for story in stories_of(ALL).stories.values() if story.articles[0].startswith("ferry")]
        assert len(ferry.articles) == 4

    @pytest.mark.parametrize("event", ["ferry", "other-ferry", "budget", "budget-abroad", "match", "vaccine"])
    def test_the_headline_alone_decides_nothing(self, event):
        """Under one headline for all the same stories come out."""
        same = [
            dataclasses.replace(
                report(article.id.rsplit("-", 1)[0], number, article.article.published, "X", "News in brief",
                       article.text.split("\n\n")[1])
            )
            for number, article in enumerate(ALL)
        ]  # fmt: skip
        wanted = frozenset(a.id for a in same if a.id.rsplit("-", 1)[0] == event)
        assert wanted in groups(stories_of(same))

    def test_the_same_event_a_month_later_is_another_story(self):
        first, second = ALL[0], ALL[1]
        late = dataclasses.replace(second, article=dataclasses.replace(second.article, published="2024-04-20"))
        assert groups(stories_of([first, late])) == set()

    def test_undated_articles_stand_alone_unless_they_are_copies(self):
        dateless = dataclasses.replace(ALL[1], article=dataclasses.replace(ALL[1].article, published=None))
        assert groups(stories_of([ALL[0], dateless])) == set()
        joined = stories_of([ALL[0], dateless], copies=[(ALL[0].id, dateless.id)])
        assert groups(joined) == {frozenset((ALL[0].id, dateless.id))}

    def test_the_central_article_is_one_of_the_story(self):
        assert all(story.central in story.articles for story in stories_of(ALL).stories.values())

    @given(st.permutations(ALL))
    @settings(max_examples=25, deadline=None)
    def test_the_order_in_which_articles_come_is_nothing_to_it(self, articles):
        assert stories_of(articles).stories == stories_of(ALL).stories

    @given(st.lists(st.sampled_from(range(len(ALL))), unique=True), st.sampled_from(range(len(ALL))))
    @settings(max_examples=60, deadline=None)
    def test_an_article_more_changes_only_stories_of_its_event(self, held, new):
        before = [ALL[number] for number in sorted(held) if number != new]
        event = ALL[new].id.rsplit("-", 1)[0]
        changed = groups(stories_of([*before, ALL[new]])) ^ groups(stories_of(before))
        assert all({name.rsplit("-", 1)[0] for name in story} == {event} for story in changed)

    @given(st.sets(st.sampled_from(range(len(ALL)))), st.sets(st.sampled_from(range(len(ALL)))))
    @settings(max_examples=40, deadline=None)
    def test_what_was_kept_changes_nothing(self, first, second):
        memory, clean = Rows(), Rows()
        stories_of([ALL[number] for number in sorted(first)], memory=memory)
        now = [ALL[number] for number in sorted(second)]
        again = stories_of(now, memory=memory)
        assert again.stories == stories_of(now, memory=clean).stories == stories_of(now).stories
        assert memory.get("likeness") == clean.get("likeness")

    def test_a_changed_text_is_read_again(self):
        memory = Rows()
        stories_of(ALL, memory=memory)
        mended = dataclasses.replace(report("ferry", 1, "2024-03-04", "Coast Courier", "Rain", "It rained in Oslo."))
        now = [ALL[0], mended, *ALL[2:]]
        found = stories_of(now, memory=memory)
        assert found.stories == stories_of(now).stories
        assert "ferry-1" not in found.of


class TestAddresses:
    """Groups of ids are given; the ledger remembers."""

    def give(self, ledger, *found, day="2024-03-09"):
        groups = [tuple(names.split()) for names in found]
        alone = {name for names in groups for name in names}
        return give_story_addresses([g for g in groups if len(g) > 1], alone, day, ledger)

    @pytest.mark.parametrize(
        ("runs", "ids", "redirects"),
        [
            (["a b", "a b c"], ["a"], {}),
            (["b c", "a b c"], ["b"], {}),
            (["a b | c d", "a b c d"], ["a"], {"stories/c": "stories/a"}),
            (["a b | c d e", "a b c d e"], ["c"], {"stories/a": "stories/c"}),
            (["a b c d", "a b c | d e"], ["a", "d"], {}),
            (["a b c d e", "a b | c d e"], ["a-2", "a"], {}),
            (["a b c d", "a b | c d"], ["a", "c"], {}),
            (["a b c", "a | b | c"], [], {"stories/a": "articles/a"}),
            (["a b c", "c"], [], {"stories/a": "articles/c"}),
            (["a b", "x y"], ["x"], {}),
            (["a b", "a", "a b"], ["a"], {}),
            (["a b | c d", "a b c d", "a b | c d"], ["a", "c"], {}),
        ],
        ids=[
            "a story that grows keeps it", "also if an earlier article comes", "of two of one size the older stays",
            "the larger takes in the smaller", "a part that leaves gets its own", "it stays with the larger part",
            "of two parts with the earliest article", "a story that falls apart leads to its first article",
            "and to the one that is left", "nothing is left", "a story comes back to its address",
            "two that were joined and part again have their own",
        ],
    )  # fmt: skip
    def test_what_becomes_of_it(self, tmp_path, runs, ids, redirects):
        path = tmp_path / "ledger.jsonl"
        for run in runs:
            ledger = Ledger.load(path)
            issued = self.give(ledger, *run.split(" | "))
            ledger.save(path)
        assert (list(issued.ids), issued.redirects) == (ids, redirects)
        assert self.give(Ledger.load(path), *runs[-1].split(" | ")) == issued

    def test_a_second_run_adds_nothing(self, tmp_path):
        path = tmp_path / "ledger.jsonl"
        ledger = Ledger.load(path)
        self.give(ledger, "a b", "c d e")
        ledger.save(path)
        again = Ledger.load(path)
        self.give(again, "a b", "c d e")
        assert not again.save(path)

    def test_joins_and_splits_are_told(self, tmp_path):
        path = tmp_path / "ledger.jsonl"
        for day, run in (("2024-03-01", "a b | c d e"), ("2024-03-02", "a b c d e"), ("2024-03-03", "a b | c d e")):
            ledger = Ledger.load(path)
            issued = self.give(ledger, *run.split(" | "), day=day)
            ledger.save(path)
            if day == "2024-03-02":
                (joined,) = issued.changes["c"]
                assert (joined.kind, joined.day, joined.story, joined.articles) == ("joined", day, "a", ("a", "b"))
        assert "c" not in issued.changes

    def test_a_split_is_told_on_both_sides(self, tmp_path):
        path = tmp_path / "ledger.jsonl"
        for day, run in (("2024-03-01", "a b c d e"), ("2024-03-02", "a b c | d e"), ("2024-03-03", "a b c | d e f")):
            ledger = Ledger.load(path)
            issued = self.give(ledger, *run.split(" | "), day=day)
            ledger.save(path)
        (came,), (left,) = issued.changes["d"], issued.changes["a"]
        assert (came.kind, came.story, came.articles) == ("split", "a", ("d", "e"))
        assert (left.kind, left.day, left.story, left.articles) == ("left", "2024-03-02", "d", ("d", "e"))
