"""The index behind the search page: what a reader's browser loads first, and what leads it to the shards.

- `index.json`: the shards, and the names of the files of words and facets below;
- `facets.json`: what can be chosen, with the counts over everything;
- `names.json`: the names of the files of names below;
- `w-….json`: word → in how many places it stands, about, and in which shards; `f-….json`: the same of facets;
- `n-….json`: stories, actors, topics, regions, sources and briefings, by the words of their names;
- the folders of the shards (`site.shards`).

A browser reads the first three, one file for each word that was typed, and then, the newest first, of each shard in
which all of them stand, the buckets of the words and the columns; texts only of what it shows.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from generator.report.entry import UNDATED
from generator.report.views import File, Unit
from generator.report.watched import digest
from generator.resolve.memory import packed_bytes
from generator.site.leaves import cut_by_beginning, file_name
from generator.site.named import KINDS as NAMED_KINDS
from generator.site.named import name_counts, name_files, names_of, ordered
from generator.site.packed import DIGITS, pack_sets, to_json
from generator.site.shards import BOUNDS, FOLDER, KINDS, LENGTHS, WHOSE, Shard, Summary, make_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.report.book import Book

VERSION = 2
_SUMMARY = msgspec.msgpack.Decoder(Summary)
_WORDS = 700
"""Of one file, about."""
_CHOICES = 300
"""Actors that are offered, those with most articles and quotes; the others are found by their names."""


def search_units(book: Book) -> Iterator[Unit]:
    """The shards, and then what stands over all of them."""
    for key in book.by_period:
        yield Unit(f"{FOLDER}/{key}/columns.json", partial(_shard, book, key), gives=True)
    yield Unit(f"{FOLDER}/names.json", lambda: _names(book), near="actors")
    yield Unit(f"{FOLDER}/index.json", lambda: _over_all(book), late=True)


def _shard(book: Book, key: str) -> list[File]:
    return [File(path, data) for path, data in _made(book, key).files.items()]


def _made(book: Book, key: str) -> Shard:
    shard = make_shard(book, key, book.by_period[key])
    book.keep("search", key, _stamp(book, key), packed_bytes(shard.summary))
    return shard


def _over_all(book: Book) -> list[File]:
    def make() -> list[File]:
        found = summary_files(book, [_summary(book, key) for key in book.by_period])
        return [File(path, data) for path, data in found.items()]

    return book.whole(make)


def _names(book: Book) -> list[File]:
    def make() -> list[File]:
        names = ordered(names_of(book))
        files = name_files(names)
        # A row stands in several files.
        rows = [msgspec.json.encode(named.row) for named in names]
        return [
            File(f"{FOLDER}/names.json", to_json(list(files))),
            *(
                File(f"{FOLDER}/n-{file_name(start)}.json", b"[%b]\n" % b",".join(map(rows.__getitem__, found)))
                for start, found in files.items()
            ),
        ]

    return book.whole(make)


def _summary(book: Book, key: str) -> Summary:
    """What is kept of a shard, if it is of the same articles."""
    kept = book.kept("search", key, _stamp(book, key))
    return _made(book, key).summary if kept is None else _SUMMARY.decode(kept)


def _stamp(book: Book, key: str) -> bytes:
    """Identity of all that a shard is made from."""
    return digest((VERSION, [entry.stamp for entry in book.by_period[key]]))


def summary_files(book: Book, summaries: Iterable[Summary]) -> dict[str, bytes]:
    """What stands over all shards: made from what is kept of each."""
    # From the oldest on, so that the next month changes no number.
    ordered = sorted(summaries, key=lambda summary: (summary.key != UNDATED, summary.key))
    words = _words_of(ordered)
    facets = _facets_of(ordered)
    index = {
        "version": VERSION,
        "shards": [[s.key, s.first, s.last, s.articles, s.quotes, s.buckets] for s in ordered],
        "bounds": BOUNDS, "kinds": KINDS, "named": NAMED_KINDS, "whose": WHOSE, "lengths": LENGTHS,
        "words": list(words), "facets": list(facets),
    }  # fmt: skip
    return {
        f"{FOLDER}/index.json": to_json(index),
        f"{FOLDER}/facets.json": to_json(_choices(book, ordered)),
        **{f"{FOLDER}/w-{file_name(start)}.json": _lines(found) for start, found in words.items()},
        **{f"{FOLDER}/f-{file_name(start)}.json": _lines(found) for start, found in facets.items()},
    }


def _words_of(summaries: Sequence[Summary]) -> dict[str, dict[str, str]]:
    """Beginning → word → a digit for how frequent it is, and the set of its shards."""
    numbers: dict[str, int] = {}
    which, often = array("i"), array("q")
    for summary in summaries:
        which.extend([numbers.setdefault(word, len(numbers)) for word in summary.words])
        often.extend(summary.words.values())
    shards = np.repeat(np.arange(len(summaries)), [len(summary.words) for summary in summaries])
    counts = np.bincount(which, often, len(numbers)).astype(np.int64).tolist()
    sets = pack_sets(np.array(which), shards, len(numbers))
    leaves = cut_by_beginning(dict.fromkeys(numbers, 1), _WORDS)
    return {
        start: {word: DIGITS[counts[n].bit_length()] + sets[n] for word in words for n in (numbers[word],)}
        for start, words in leaves.items()
    }


def _facets_of(summaries: Sequence[Summary]) -> dict[str, dict[str, str]]:
    """Beginning → the facet's first letter and a value → the set of the shards that have it."""
    numbers: dict[str, int] = {}
    which, shards = array("i"), array("i")
    for number, summary in enumerate(summaries):
        for facet, values in summary.facets.items():
            if facet != "speaker":  # who is an actor too
                which.extend([numbers.setdefault(facet[0] + value, len(numbers)) for value in values])
        shards.extend([number] * (len(which) - len(shards)))
    sets = pack_sets(np.array(which), np.array(shards), len(numbers))
    leaves = cut_by_beginning(dict.fromkeys(numbers, 1), _WORDS)
    return {start: {name: sets[numbers[name]] for name in found} for start, found in leaves.items()}


def _choices(book: Book, summaries: Sequence[Summary]) -> dict[str, list[list[Any]]]:
    """Facet → its values: id, name and count, most first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for summary in summaries:
        for facet, values in summary.facets.items():
            counts[facet].update(values)
    counts["kind"].update(name_counts(book))
    names: dict[str, Callable[[str], str]] = {
        "source": lambda name: book.publishers[name].name, "topic": lambda name: book.topics[name].name,
        "region": lambda name: book.gazetteer.regions[name].name, "actor": lambda name: book.actors[name].name,
        "speaker": lambda name: book.actors[name].name,
    }  # fmt: skip
    out = {}
    for facet in ("kind", "whose", *names):
        called = names.get(facet)
        most = _CHOICES if facet in ("actor", "speaker") else len(counts[facet])
        least = min(heapq.nlargest(most, counts[facet].values()), default=0)
        found = sorted((-n, called(value) if called else "", value) for value, n in counts[facet].items() if n >= least)
        out[facet] = [[value, name, -n] for n, name, value in found[:most]]
    return out


def _lines(found: Mapping[str, str]) -> bytes:
    """One line an entry, which compresses as well and can be compared; words, ids and digits need no escapes."""
    return ("{\n" + ",\n".join(f'"{name}":"{value}"' for name, value in found.items()) + "\n}\n").encode()
