"""What earlier runs found out makes a run faster and changes nothing, whatever became of the desk, or of the memory."""

from __future__ import annotations

import itertools
import os
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.resolve.copies import resolve_copies
from generator.resolve.grouping import LEAST, group
from generator.resolve.keptquotations import resolve_quotations
from generator.resolve.memory import Shelf, digest_of, packed_bytes
from generator.resolve.quotations import Said, quotations_among, with_own_ids, wording_of
from generator.resolve.shingles import likely_pairs, likely_with, shingles_of
from generator.resolve.similar import Pairs
from generator.resolve.stories import resolve_stories
from generator.resolve.textfacts import text_facts
from generator.resolve.wordings import runs_of, same_wording
from generator.store.index import Store
from tests.memories import Rows
from tests.story_articles import report, reports

EXAMPLES = int(os.environ.get("TEARSHEET_EXAMPLES", "40"))
DAMAGE = st.lists(st.tuples(st.sampled_from(["lost", "cut", "turned"]), st.integers(0, 10**6)), max_size=3)


@dataclass(frozen=True)
class Stranger:
    name: str
    names: frozenset[str]


class TestShelf:
    def shelf(self, memory, version="1"):
        return Shelf(memory, "kind", version)

    def test_rows_come_back(self):
        memory = Rows()
        self.shelf(memory).write({"a": [1, 2], "b": {"x": 3}})
        assert self.shelf(memory).read_as(list[int], ["a"]) == {"a": [1, 2]}
        self.shelf(memory).write({"b": None, "c": [4]})
        assert self.shelf(memory).read_as(list[int]) == {"a": [1, 2], "c": [4]}

    def test_another_version_is_not_read_and_goes_when_something_is_written(self):
        memory = Rows()
        self.shelf(memory).write({"a": [1], "b": [2]})
        assert self.shelf(memory, "2").read() == {}
        self.shelf(memory, "2").write({"b": [3]})
        assert memory.get("kind").keys() == {"b", "list"}

    def test_a_row_of_another_run_is_not_read(self):
        memory, other = Rows(), Rows()
        for held in (memory, other):
            self.shelf(held).write({"a": [1], "b": [2]})
        self.shelf(other).write({"a": [5]})
        memory.put("kind", {"a": other.get("kind")["a"]})
        assert self.shelf(memory).read_as(list[int]) == {"b": [2]}

    @pytest.mark.parametrize("how", ["lost", "cut", "turned"])
    @pytest.mark.parametrize("number", range(6))
    def test_damage_is_noticed(self, how, number):
        memory = Rows()
        self.shelf(memory).write({"a": [1, 2], "b": [3, 4]})
        memory.damage(how, number)
        left = self.shelf(memory).read_as(list[int])
        assert left.items() <= {"a": [1, 2], "b": [3, 4]}.items()
        assert len(left) < 2

    def test_nothing_is_written_where_nothing_changed(self):
        memory = Rows()
        self.shelf(memory).write({})
        written = memory.written
        self.shelf(memory).write({})
        assert memory.written == written

    def test_without_a_memory(self):
        self.shelf(None).write({"a": 1})
        assert self.shelf(None).read() == {}

    def test_equal_values_have_one_digest(self):
        one = Stranger("a", frozenset(["x", "y", "z"]))
        other = Stranger("a", frozenset(["z", "y", "x"]))
        assert packed_bytes([one, {"b": 1, "a": 2}]) == packed_bytes([other, {"a": 2, "b": 1}])
        assert digest_of(one) == digest_of(other) != digest_of(Stranger("a", frozenset("x")))

    def test_rows_of_the_store(self, tmp_path):
        with Store(tmp_path / "store.sqlite") as store:
            store.memory.put("one", {"a": b"1", "b": b"2"})
            store.memory.put("two", {"a": b"3"})
            store.memory.put("one", {"a": b"4", "b": None, "c": b""})
        with Store(tmp_path / "store.sqlite") as store:
            assert store.memory.get("one") == {"a": b"4", "c": b""}
            assert store.memory.get("one", ["c", "d"]) == {"c": b""}
            assert store.memory.get("three") == {}


def texts_of(articles):
    by_id = {article.id: article for article in articles}
    return [text_facts(article) for article in articles], by_id.__getitem__


REPORTS = reports()
COPIES = [
    report(f"copy of {article.id}", number, day, f"Paper {number}", title, body * times)
    for number, (article, times) in enumerate(itertools.product(REPORTS[:5], (1, 2)))
    for title, body in [article.text.split("\n\n")]
    for day in [("2024-03-04", "2024-03-06", None)[number % 3]]
]
MENDED = [
    report(one.id.rsplit("-", 1)[0], int(one.id.rsplit("-", 1)[1]), "2024-03-07", "Echo", "A headline", other.text)
    for one, other in zip(REPORTS[:6], REPORTS[3:9], strict=True)
]
DESK = [*REPORTS, *COPIES, *MENDED]
STEPS = st.lists(st.tuples(st.sets(st.sampled_from(range(len(DESK)))), DAMAGE), min_size=2, max_size=4)


class TestTexts:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(STEPS)
    def test_copies_and_stories_after_any_steps(self, steps):
        memory = Rows()
        for chosen, damage in steps:
            # A later article of one id stands for an earlier one: its words were mended.
            articles = list({DESK[number].id: DESK[number] for number in sorted(chosen)}.values())
            texts, article_of = texts_of(articles)
            days = {article.id: article.article.published for article in articles}
            copies = resolve_copies(texts, article_of, memory)
            assert copies == resolve_copies(texts[::-1], article_of)
            same = [group.articles for group in copies.groups]
            found = resolve_stories(texts, article_of, days, copies=same, memory=memory)
            assert found == resolve_stories(texts[::-1], article_of, days, copies=same)
            for how, number in damage:
                memory.damage(how, number)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(
        st.lists(st.integers(0, 6), min_size=8, max_size=8),
        st.lists(st.integers(0, 6), min_size=8, max_size=8),
        st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 7)), st.integers(LEAST, 600_000), min_size=3),
        st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=1),
    )
    def test_groups_of_other_days(self, before, now, likeness, joined):
        memory = Rows()
        one, other = (np.array([pair[end] for pair in sorted(likeness)], np.int64) for end in (0, 1))
        pairs = Pairs(one, other, np.array([likeness[pair] for pair in sorted(likeness)], np.int64))
        group(before, pairs, joined, memory)
        assert group(now, pairs, joined, memory) == group(now, pairs, joined)
        assert group(now, pairs, [], memory) == group(now, pairs)

    def test_only_new_articles_are_looked_at(self):
        memory, asked = Rows(), []

        def resolve(articles):
            texts, article_of = texts_of(articles)
            days = {article.id: article.article.published for article in articles}
            asked.clear()

            def noted(name):
                asked.append(name)
                return article_of(name)

            resolve_stories(texts, noted, days, memory=memory)
            resolve_copies(texts, noted, memory)

        resolve(REPORTS[1:])
        resolve(REPORTS)
        assert set(asked) == {REPORTS[0].id}
        written = memory.written
        resolve(REPORTS)
        assert (asked, memory.written) == ([], written)


SPEECH = [
    "We",
    "have",
    "told",
    "the",
    "council",
    "for",
    "weeks",
    "that",
    "the",
    "bridge",
    "at",
    "Velden",
    "is",
    "safe",
    "and",
    "that",
    "both",
    "lanes",
    "will",
    "open",
    "on",
    "Monday",
    "morning",
    "whatever",
    "the",
    "ferry",
    "line",
    "may",
    "say",
    "about",
    "twelve",
    "cracks",
    "in",
    "its",
    "eastern",
    "pillar",
]
SPEAKERS = ["", "ada", "ben", "ada+ben", "cem"]
CUTS = [(0, 33), (0, 18), (6, 26), (10, 20), (10, 17), (10, 16), (12, 15), (20, 33), (24, 33), (28, 33), (13, 15)]
SPOKEN = st.tuples(
    st.sampled_from(CUTS), st.sampled_from(SPEAKERS), st.sampled_from(["direct", "direct", "mixed", "indirect"]),
    st.sampled_from([None, "2024-03-01", "2024-03-03", "2024-03-06", "2024-03-20"]), st.booleans(),
)  # fmt: skip
QUOTES = st.dictionaries(st.integers(0, 7), st.lists(SPOKEN, min_size=1, max_size=3), max_size=8)


def said(article, number, spoken):
    (start, end), who, kind, day, turned = spoken
    words = SPEECH[start:end]
    if turned and len(words) > 4:
        words = [*words[:2], "not", *words[2:]]
    names = frozenset(who.split("+")) if who else frozenset()
    return Said(f"a{article}", f"q{number}", kind, (" ".join(words),), names, f"s{article % 3}", day, day or "")


def said_in(drawn):
    return {
        f"a{article}": [said(article, number, spoken) for number, spoken in enumerate(quotes)]
        for article, quotes in drawn.items()
    }


def judged_at_once(articles):
    """All quotes beside all others, as if everything hung together."""
    piles = defaultdict(list)
    for quote in itertools.chain.from_iterable(articles.values()):
        words = wording_of(quote)
        if words is not None:
            piles[words].append(quote)
    near = {one: {other for other in piles if other != one and is_near(one, other)} for one in piles}
    return tuple(with_own_ids(quotations_among(piles, near)))


def is_near(one, other):
    return min(len(one), len(other)) > 2 and same_wording(one, other)


class TestQuotations:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.lists(st.tuples(QUOTES, DAMAGE), min_size=2, max_size=4))
    def test_quotations_after_any_steps(self, steps):
        memory = Rows()
        for drawn, damage in steps:
            articles = said_in(drawn)
            stamps = {name: digest_of(quotes) for name, quotes in articles.items()}
            found = resolve_quotations(stamps, articles.__getitem__, memory)
            assert found.groups == judged_at_once(articles)
            assert found == resolve_quotations(dict(reversed(stamps.items())), articles.__getitem__)
            for how, number in damage:
                memory.damage(how, number)

    def test_only_changed_articles_and_those_with_like_quotes_are_asked(self):
        memory, asked = Rows(), []
        whole, part, other = (0, 33), (0, 18), (20, 33)
        drawn = {
            number: [(cut, "ada", "direct", "2024-03-01", False)]
            for number, cut in enumerate([whole, part, other, (24, 33)])
        }

        def resolve(drawn):
            articles = said_in(drawn)
            asked.clear()

            def noted(name):
                asked.append(name)
                return articles[name]

            stamps = {name: digest_of(quotes) for name, quotes in articles.items()}
            return resolve_quotations(stamps, noted, memory)

        assert len(resolve(drawn).groups) == 1
        resolve(drawn)
        assert asked == []
        resolve({**drawn, 9: [((13, 15), "cem", "direct", "2024-03-01", False)]})
        assert set(asked) == {"a9"}
        changed = {**drawn, 3: [((24, 33), "ben", "direct", "2024-03-01", False)]}
        assert resolve(changed).groups != resolve(drawn).groups

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(
        st.lists(st.sampled_from([w for c in CUTS for w in (SPEECH[slice(*c)], SPEECH[slice(*c)][::-1])]), max_size=12)
    )
    def test_all_wordings_that_share_half_of_their_runs_are_found(self, words):
        wordings = [tuple(one) for one in words]
        shingles = shingles_of(wordings)
        every = set(itertools.combinations(range(len(wordings)), 2))
        wanted = {pair for pair in every if half_shared(*(wordings[number] for number in pair))}
        assert wanted <= likely_pairs(shingles) <= every
        new = np.arange(len(wordings) // 2, len(wordings))
        touched = {pair for pair in wanted if set(pair) & set(new.tolist())}
        assert touched <= likely_with(new, shingles) <= every


def half_shared(one, other):
    short = min(len(one), len(other))
    shared = len(runs_of(one) & runs_of(other))
    return shared > 0 and any(2 * shared >= len(runs_of(words)) for words in (one, other) if len(words) == short)
