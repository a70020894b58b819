"""The index behind the search page: what stands in it, what of it changes, and that its counts are right."""

import dataclasses
import itertools
import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from core_desks import files_of
from search_desk import article, articles

from generator.report.binding import make_book
from generator.report.views import quote_view, speech
from generator.settings import Settings
from generator.site.leaves import cut_by_beginning, file_name
from generator.site.named import name_counts, names_of
from generator.site.packed import DIGITS, pack, pack_rising, pack_sets
from generator.site.search import search_units, summary_files
from generator.site.shards import BOUNDS, make_shard
from generator.site.words import terms_in, words_in

WORDS = json.loads((Path(__file__).parent / "data/search_words.json").read_text("utf-8"))
REPORTS = articles(400, years=2)


def book_of(reports, **publish):
    settings = Settings()
    if publish:
        site = settings.site.model_copy(update={"publish": settings.site.publish.model_copy(update=publish)})
        settings = settings.model_copy(update={"site": site})
    return make_book(reports, settings)


@pytest.fixture(scope="module")
def book():
    return book_of(REPORTS)


@pytest.fixture(scope="module")
def index(book):
    return files_of(search_units, book)


@pytest.mark.parametrize(("text", "words", "terms"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_words(text, words, terms):
    assert words is None or words_in(text) == words
    assert terms is None or sorted(terms_in(text)) == terms


def unpacked(text):
    numbers, number, times = [], 0, 1
    for value in map(DIGITS.index, text):
        number += value % 32 * times
        times *= 32
        if value < 32:
            numbers.append(number)
            number, times = 0, 1
    return numbers


def test_numbers_are_packed_and_unpacked():
    numbers = [0, 1, 31, 32, 1023, 1024, 190_000, 7]
    assert unpacked(pack(numbers)) == numbers
    assert unpacked(pack_rising([5, 3, 40])) == [3, 3, 2, 35]


def test_sets_are_packed():
    wanted = [{8, 13, 390}, {0}, {5, 6}, {383, 384}, set(range(200))]
    pairs = [(which, member) for which, members in enumerate(wanted) for member in members]
    random.Random(1).shuffle(pairs)
    packed = pack_sets(np.array([w for w, _ in pairs]), np.array([m for _, m in pairs]), len(wanted))
    assert [
        {
            (DIGITS.index(text[0]) * 64 + DIGITS.index(text[1]) + n) * 6 + bit
            for n, group in enumerate(text[2:])
            for bit in range(6)
            if DIGITS.index(group) >> bit & 1
        }
        for text in packed
    ] == wanted
    assert [len(text) for text in packed[1:3]] == [3, 4]
    assert pack_sets(np.array([]), np.array([]), 0) == []


class TestBeginnings:
    words = sorted(
        {"".join(w) for n in (1, 2, 3, 4) for w in itertools.product("abé", repeat=n)} | {"abbabbabba", "东京"}
    )

    @pytest.mark.parametrize("most", [1, 5, 30, 1000])
    def test_the_longest_name_that_begins_a_word_is_its_file(self, most):
        leaves = cut_by_beginning(dict.fromkeys(self.words, 1), most)
        for word in self.words:
            name = next(word[:n] for n in range(len(word), -1, -1) if word[:n] in leaves)
            assert word in leaves[name]
        assert sum(map(len, leaves.values())) == len(self.words)

    def test_a_new_word_changes_one_file(self):
        before = cut_by_beginning(dict.fromkeys(self.words, 1), 30)
        after = cut_by_beginning(dict.fromkeys([*self.words, "abc"], 1), 30)
        assert before.keys() == after.keys()
        assert sum(before[name] != after[name] for name in before) == 1

    def test_names_of_files_are_letters_and_digits(self):
        names = {file_name(beginning) for beginning in ("ab", "é", "_", "a/b", "..", "A", "", "东")}
        assert len(names) == 8
        assert all(re.fullmatch(r"[A-Za-z0-9._-]*", name) for name in names)


def test_the_beginnings_of_buckets_are_in_order():
    assert len(BOUNDS) == 64
    assert list(BOUNDS) == sorted(set(BOUNDS))


class TestShards:
    def test_a_month_is_a_shard_and_a_year_with_few_articles_is_one(self, book):
        assert all(re.fullmatch(r"201[67]-\d\d", key) for key in book.by_period)
        few = book_of([*REPORTS[:5], article(900, "2012-05-01"), article(901, None)])
        assert list(few.by_period) == ["2016", "2012", "undated"]

    def test_an_article_more_changes_its_own_shard_alone(self, index):
        after = files_of(search_units, book_of([*REPORTS, article(950, "2016-05-20")]))
        changed = {path for path in index.keys() | after.keys() if index.get(path) != after.get(path)}
        folders = {path.split("/")[2] for path in changed if path.count("/") == 3}
        assert folders == {"2016-05"}
        whole = {path for path in after if path.count("/") == 2}
        assert len(changed & whole) < len(whole)

    def test_a_shard_depends_on_its_articles_alone(self, book):
        """But for the names of actors, which are all articles'."""
        key = "2016-03"
        entries = book.by_period[key]
        alone = book_of([entry.article for entry in entries])
        assert make_shard(alone, key, alone.entries) == make_shard(book, key, entries)

    def test_what_stands_over_all_is_made_from_the_summaries(self, book, index):
        shards = [make_shard(book, key, entries) for key, entries in book.by_period.items()]
        over = summary_files(book, [shard.summary for shard in reversed(shards)])
        assert over == {
            path: data for path, data in index.items() if path.count("/") == 2 and not path.startswith("data/search/n")
        }

    def test_names_are_counted_as_they_are_listed(self, book):
        assert name_counts(book) == Counter(named.kind for named in names_of(book))

    def test_no_articles_and_articles_without_anything(self):
        assert json.loads(files_of(search_units, book_of([]))["data/search/index.json"])["shards"] == []
        bare = dataclasses.replace(
            article(1, "2020-01-01"),
            sentences=(),
            blocks=(),
            quotes=(),
            mentions=(),
            entities=(),
            topics=(),
            regions=(),
        )
        files = files_of(search_units, book_of([bare]))
        assert json.loads(files["data/search/2020/text-0.json"])[0][1] == bare.article.title

    def test_it_is_the_same_in_every_order_of_the_articles(self, index):
        assert files_of(search_units, book_of(REPORTS[::-1])) == index


def facets_of(book):
    """Facet → value → articles and quotes of which it is true, counted one by one."""
    counts = Counter()
    for entry in book.entries:
        of_all = [("source", entry.publisher.id), *(("topic", name) for name in entry.topics)]
        of_all += [("region", name) for name in entry.regions if name != "001"]
        counts.update([*of_all, ("kind", "article"), *(("actor", name) for name in entry.actor_ids)])
        for quote in speech(entry):
            view = quote_view(book, entry, quote)
            who = {actor.id for actor in entry.speakers(quote)}
            text = " ".join(view.words)
            about = {actor.id for actor in entry.actors.values() if actor.name in text}
            counts.update([*of_all, ("kind", quote.kind), ("whose", view.whose)])
            counts.update([*(("speaker", name) for name in who), *(("actor", name) for name in who | about)])
    return counts


def test_counts_of_choices_are_those_of_counting_one_by_one(book, index):
    wanted = facets_of(book)
    found = json.loads(index["data/search/facets.json"])
    for facet in ("source", "topic", "region", "whose", "actor", "speaker"):
        assert {value: n for value, _, n in found[facet]} == {v: n for (f, v), n in wanted.items() if f == facet}
    kinds = {value: n for value, _, n in found["kind"]}
    assert {kind: kinds[kind] for kind in ("article", "direct", "mixed", "indirect")} == {
        value: n for (facet, value), n in wanted.items() if facet == "kind"
    }
    assert kinds["actor"] == len(book.actors)


class TestWhatItHolds:
    def words_of(self, files):
        return {
            word for path, data in files.items() if re.search(r"/\d+(-\d+)?/words-", path) for word in json.loads(data)
        }

    def texts_of(self, files):
        return "".join(data.decode() for path, data in files.items() if "/text-" in path)

    def test_every_word_that_is_shown_is_found(self, book, index):
        found = self.words_of(index)
        entry = book.entries[7]
        assert terms_in(entry.article.article.title) <= found
        for quote in speech(entry):
            assert terms_in(" ".join(quote_view(book, entry, quote).words)) <= found

    @pytest.mark.parametrize("text", ["evidence", "full", "none"])
    def test_and_none_that_is_not(self, text):
        book = book_of(REPORTS[:40], text=text)
        files = files_of(search_units, book)
        shown = set()
        for entry in book.entries:
            article = entry.article
            shown |= terms_in(f"{article.article.title} {entry.publisher.name}")
            for number in entry.shown:
                shown |= terms_in(article.sentences[number].span.of(article.text))
            for quote in speech(entry):
                view = quote_view(book, entry, quote)
                shown |= terms_in(" ".join((*view.words, view.speaker or "", *(link.text for link in view.speakers))))
        assert self.words_of(files) <= shown
        assert text == "none" or shown <= self.words_of(files)
        assert ("Nobody" in self.texts_of(files)) == (text == "full")
        assert ("would close because" in self.texts_of(files)) == (text != "none")

    def test_names_lead_to_their_pages(self, index):
        rows = [row for path, data in index.items() if "/n-" in path for row in json.loads(data)]
        assert ["Anna Berger", "actors/anna-berger/"] in [[row[1], row[3]] for row in rows]
        for word in ("anna", "berger"):
            names = json.loads(index["data/search/names.json"])
            start = next(word[:n] for n in range(len(word), -1, -1) if word[:n] in names)
            held = json.loads(index[f"data/search/n-{file_name(start)}.json"])
            assert "Anna Berger" in [row[1] for row in held]
