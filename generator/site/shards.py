"""The index behind the search page, in shards of one month (a year, where a year has few articles).

A shard is made from its own articles alone, so that a new one changes its own shard and no other. It has four parts:

- `columns.json`: of each article, newest first, its day, source, topics, regions, actors and number of quotes; of each
  quote its kind, whose it is, its speakers and whom it names; without any words. By it results are counted.
- one or more buckets of words, by the alphabet: word → the articles and quotes in which it stands.
- as many of pairs: word → of each of these articles, in a few bits, the words that stand right behind it. By them most
  articles without a phrase are told apart from those with it, and only these are read.
- texts: headlines, the sentences that the site shows, and quotes, loaded for the results that are shown.

All hold no more of an article's words than its page. Numbers are packed as text (`site.packed`).
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping  # noqa: TC003  (msgspec reads it)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.report.evidence import word_count
from generator.report.views import about_whom, quote_view, speech
from generator.resolve.sources import UNKNOWN
from generator.site.packed import DIGITS, pack, pack_rising, to_json
from generator.site.words import STOP, stem, terms_in, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.report.views import QuoteView

FOLDER = "data/search"
KINDS = ("direct", "mixed", "indirect")
WHOSE = ("resolved", "unresolved", "unnamed", "document", "none")
LENGTHS = (8, 16, 32)
"""Words of a quote from which on it counts as longer."""
_TEXT = 5_000
"""Characters of one file of texts; the words of one article stay together."""
_ANY = 48
"""Digits of words behind one that tell nothing any more."""
_SPEAKERS = 3
"""Of one quote: as many as two bits can count."""
_WORLD = "001"
"""The region that holds every other: no choice."""
_BUCKET = 12_000
"""Characters of a bucket, about; there are 1, 4, 16 or 64 of them."""
_BOUNDS = """
    64 ad air ana art bar bid bro cap chi col con cou dat dem dis don eit esq f fin fou gir gro her huc inc int joe
    kno lea log man mem mon nam nin oba ope ove pen pol pre pro ran rel res rud sch ser sin spe sti sur ter tho tra
    tun unt vie wea who wor
"""
BOUNDS = ("", *_BOUNDS.split())
"""With which word each of 64 buckets begins: about as much of English news stands in each."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the files over all shards say of one."""

    key: str
    first: str | None
    """Its first day; `None` if it holds the undated articles."""
    last: str | None
    articles: int
    quotes: int
    buckets: int
    words: Mapping[str, int]
    """Word without its ending → articles and quotes that it stands in."""
    facets: Mapping[str, Mapping[str, int]]
    """`source` and the like → its values → articles and quotes of which it is true."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard: its files, and what is kept of them for the files over all."""

    files: Mapping[str, bytes]
    """Path below `content/pages` → bytes."""
    summary: Summary


@dataclass(frozen=True, slots=True)
class _Quote:
    view: QuoteView
    speakers: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def printed(self) -> str:
        """The words that say who speaks, where that is no actor."""
        return "" if self.speakers else self.view.speaker or ""


def make_shard(book: Book, key: str, entries: Sequence[Entry]) -> Shard:
    """The shard of these articles; it depends on nothing but them and how their quotes and actors are shown."""
    quotes = [_quotes(book, entry) for entry in entries]
    places, behind = _places(book, entries, quotes)
    packed = {word: _packed_places(found) for word, found in sorted(places.items())}
    number = _number_of_buckets(packed)
    # In the order of the words: that of `places` is another in every run.
    pairs = {word: "".join(_packed_set(behind[word][article]) for article in places[word]) for word in packed}
    texts, sizes = _texts(entries, quotes)
    columns, facets = _columns(book, entries, quotes, sizes)
    folder = f"{FOLDER}/{key}"
    files = {
        f"{folder}/columns.json": to_json(columns),
        **{f"{folder}/words-{n}.json": to_json(words) for n, words in enumerate(_buckets(packed, number))},
        **{f"{folder}/pairs-{n}.json": to_json(words) for n, words in enumerate(_buckets(pairs, number))},
        **{f"{folder}/text-{number}.json": to_json(text) for number, text in enumerate(texts)},
    }
    days = sorted(entry.day for entry in entries if entry.day)
    words = {word: sum(1 + len(at) for _, at in found.values()) for word, found in places.items()}
    summary = Summary(
        key, days[0] if days else None, days[-1] if days else None, len(entries), sum(map(len, quotes)), number,
        words, facets,
    )  # fmt: skip
    return Shard(files, summary)


def _quotes(book: Book, entry: Entry) -> list[_Quote]:
    """The quotes of which the site shows the words."""
    views = ((quote, quote_view(book, entry, quote)) for quote in speech(entry))
    return [
        _Quote(view, tuple(actor.id for actor in entry.speakers(quote)[:_SPEAKERS]), tuple(about_whom(entry, quote)))
        for quote, view in views
        if view.words
    ]


def _shown(entry: Entry) -> list[tuple[str, str]]:
    """Anchor and text of the sentences that the site prints, but for the headline, which stands by itself."""
    article = entry.article
    return [
        (article.sentences[n].anchor, article.sentences[n].span.of(article.text))
        for n in sorted(entry.shown)
        if not entry.in_headline(article.sentences[n].start)
    ]


_Places = dict[str, dict[int, tuple[int, list[int]]]]
"""Word → article → (1 if it stands in the headline, 2 if in the text, 3 in both), and the numbers of its quotes."""


_Behind = defaultdict[str, defaultdict[int, set[str]]]
"""Word → article → the digits of the words that stand right behind it, in the headline, the text or a quote."""


def _places(book: Book, entries: Sequence[Entry], quotes: Sequence[Sequence[_Quote]]) -> tuple[_Places, _Behind]:
    places: defaultdict[str, dict[int, tuple[int, list[int]]]] = defaultdict(dict)
    behind: _Behind = defaultdict(lambda: defaultdict(set))
    for number, (entry, said) in enumerate(zip(entries, quotes, strict=True)):

        def read(text: str, number: int = number) -> set[str]:
            words = words_in(text)
            stems = [stem(word) for word in words]
            for word, after in zip(stems, itertools.islice(words, 1, None), strict=False):
                behind[word][number].add(digit_of(after))
            return set(stems)

        source = "" if entry.publisher.id == UNKNOWN.id else entry.publisher.name
        title = read(entry.title) - STOP
        body = read(" ".join(words for _, words in _shown(entry))) | terms_in(source)
        for word in title | body - STOP:
            places[word][number] = ((word in title) + 2 * (word in body), [])
        for at, quote in enumerate(said):
            names = " ".join(book.actors[name].name for name in quote.speakers)
            who = terms_in(f"{quote.view.speaker or ''} {names}")
            for word in (read(" ".join(quote.view.words)) | who) - STOP:
                places[word].setdefault(number, (0, []))[1].append(at)
    return dict(places), behind


@functools.lru_cache(maxsize=1 << 16)
def digit_of(word: str) -> str:
    """One of 64, for a folded word; `templates/assets/search/words.js` does the same."""
    found = 0
    for letter in word:
        found = (31 * found + ord(letter)) % 65_521
    return DIGITS[found % 64]


def _packed_places(found: Mapping[int, tuple[int, list[int]]]) -> str:
    """Of each article: how far it is behind the one before, where in it the word stands, and the quotes."""
    numbers: list[int] = []
    before = 0
    for article, (where, quotes) in found.items():
        numbers += (article - before, where + 4 * len(quotes))
        numbers += (b - a for a, b in zip([0, *quotes], quotes, strict=False))
        before = article
    return pack(numbers)


def _packed_set(digits: AbstractSet[str]) -> str:
    """How many there are, and each; the last digit alone where they are too many to tell anything."""
    return DIGITS[len(digits)] + "".join(sorted(digits)) if len(digits) < _ANY else DIGITS[-1]


def _number_of_buckets(packed: Mapping[str, str]) -> int:
    size = sum(len(word) + len(places) + 6 for word, places in packed.items())
    return next((n for n in (1, 4, 16) if size <= n * _BUCKET), 64)


def _buckets(packed: Mapping[str, str], number: int) -> list[dict[str, str]]:
    bounds = BOUNDS[:: 64 // number]
    out: list[dict[str, str]] = [{} for _ in bounds]
    for word, places in packed.items():
        out[bisect_right(bounds, word) - 1][word] = places
    return out


def _texts(entries: Sequence[Entry], quotes: Sequence[Sequence[_Quote]]) -> tuple[list[list[Any]], list[int]]:
    """The texts of the articles in parts, and how many articles each part holds."""
    parts: list[list[Any]] = []
    held = 0
    for entry, said in zip(entries, quotes, strict=True):
        shown = _shown(entry)
        rows = [
            [quote.view.evidence.target.partition("#")[2], int(quote.view.in_marks), quote.printed, *quote.view.words]
            for quote in said
        ]
        size = sum(len(text) for _, text in shown) + sum(len(text) for quote in said for text in quote.view.words)
        if not parts or (held and held + size > _TEXT):
            parts.append([])
            held = 0
        parts[-1].append([entry.id, entry.title, [list(pair) for pair in shown], rows])
        held += size
    return parts, [len(part) for part in parts]


def _columns(
    book: Book, entries: Sequence[Entry], quotes: Sequence[Sequence[_Quote]], sizes: list[int]
) -> tuple[dict[str, Any], dict[str, dict[str, int]]]:
    """What is counted, and its counts."""
    named = [
        sorted(entry.actor_ids | {name for quote in said for name in (*quote.speakers, *quote.about)})
        for entry, said in zip(entries, quotes, strict=True)
    ]
    actors = _ranked(named)
    sources = _ranked([entry.publisher.id] for entry in entries)
    topics = _ranked(entry.topics for entry in entries)
    regions = _ranked(entry.regions - {_WORLD} for entry in entries)
    facets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    codes: list[str] = []
    people: list[int] = []
    for entry, said, names in zip(entries, quotes, named, strict=True):
        order = {name: at for at, name in enumerate(sorted(names, key=actors.__getitem__))}
        of_all = {"source": [entry.publisher.id], "topic": entry.topics, "region": entry.regions - {_WORLD}}
        for facet, values in of_all.items():
            for value in values:
                facets[facet][value] += 1 + len(said)
        facets["kind"]["article"] += 1
        facets["actor"].update(names)
        for quote in said:
            codes.append(DIGITS[_code(quote)])
            people.append(len(quote.speakers) + 4 * len(quote.about))
            people += (order[name] for name in (*quote.speakers, *quote.about))
            facets["kind"][quote.view.kind] += 1
            facets["whose"][quote.view.whose] += 1
            facets["speaker"].update(set(quote.speakers))
            facets["actor"].update({*quote.speakers, *quote.about})
    columns = {
        "days": [[day, n] for day, n in Counter(entry.day for entry in entries).items()],
        "texts": sizes,
        "sources": list(sources), "topics": list(topics), "regions": list(regions),
        "actors": [_actor(book, name) for name in actors],
        "source": pack(sources[entry.publisher.id] for entry in entries),
        "topic": "".join(pack_rising(topics[name] for name in entry.topics) for entry in entries),
        "region": "".join(pack_rising(regions[name] for name in entry.regions - {_WORLD}) for entry in entries),
        "actor": "".join(pack_rising(actors[name] for name in names) for names in named),
        "quotes": pack(map(len, quotes)), "quote": "".join(codes), "people": pack(people),
    }  # fmt: skip
    return columns, {facet: dict(sorted(values.items())) for facet, values in sorted(facets.items())}


def _code(quote: _Quote) -> int:
    """Kind, whose it is, and how long, in one number below 60."""
    length = sum(word_count(part) for part in quote.view.words)
    return (KINDS.index(quote.view.kind) * len(WHOSE) + WHOSE.index(quote.view.whose)) * 4 + bisect_right(
        LENGTHS, length - 1
    )


def _ranked(lists: Iterable[Iterable[str]]) -> dict[str, int]:
    """Name → its number; the most frequent first, so that its number is short."""
    counts = Counter(name for names in lists for name in names)
    return {name: n for n, name in enumerate(sorted(counts, key=lambda name: (-counts[name], name)))}


def _actor(book: Book, name: str) -> str | list[str]:
    """Its name; its id too, unless that follows from the name."""
    written = book.actors[name].name
    return written if "-".join(words_in(written)) == name else [written, name]
