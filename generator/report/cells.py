"""What each cell of a book holds, as a digest: by it the next run knows whether something else stands there."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from generator.report.collected import day_at
from generator.report.elsewhere import known_sources
from generator.report.silence import RECENT
from generator.report.watched import ALL, KEYS, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.editions import Grain
    from generator.resolve.quotations import Quotation

NOTHING = b""
"""The digest of what is not there."""


class Cells:
    """The digests of a book's cells, made when they are asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        # Some are made when they are first asked for.
        _ = (
            book.by_period,
            book.listed,
            book.open_names,
            book.by_month,
            book.story_lists.by_month,
            book.quote_days,
            book.repeated,
            book.columns,
        )
        single: dict[str, Callable[[str], bytes]] = {
            family: self._listed(data) if family.startswith("by ") else self._mapped(data)
            for family, data in book.watch.mappings.items()
        }
        single |= {
            "article": self._article,
            "actor": self._actor,
            "repeated": self._repeated,
            "elsewhere": self._elsewhere,
            "origin": lambda key: digest(book.found.origins.answer(key)),
            "source page": lambda key: digest(key in book.by_publisher.unwatched),
            "edition page": self._edition,
            "region page": lambda key: digest(key in book.by_region.unwatched),
            "sources in": lambda key: digest(book.sources_in.get(key)),
            "joined in": lambda key: digest(book.story_lists.joins.get(key)),
            "days in": lambda key: digest(book.editions.inside.get(key)),
            "stories near": lambda key: digest(
                book.story_lists.neighbours(key.rpartition(" ")[0], int(key.rpartition(" ")[2]))
            ),
            "printed": self._printed,
            "months": lambda key: digest(book.volume.within(*key.split(" "))),
            "volume": self._volume,
        }
        for grain in book.editions.all:
            single[f"before {grain}"] = partial(self._before, grain)
            single[f"after {grain}"] = partial(self._after, grain)
        self._of: dict[str, Callable[[Sequence[str]], Iterable[bytes]]] = {
            family: partial(map, of) for family, of in single.items()
        }
        # Of these there are tens of thousands: a call for each takes longer than what it does.
        self._of |= {"page": self._pages, "list": self._lists, "name": self._names}
        self._of |= {f"first {grain}": partial(self._firsts, grain) for grain in book.editions.all}

    def digests(self, family: str, keys: Sequence[str]) -> Iterable[bytes]:
        """What stands in cells of a family."""
        of = self._of.get(family)
        return of(keys) if of is not None else [NOTHING] * len(keys)

    def _mapped(self, data: Mapping[str, object]) -> Callable[[str], bytes]:
        def of(key: str) -> bytes:
            if key == KEYS:
                return _joined(name.encode() for name in data)
            if key == ALL:
                return _joined(name.encode() + digest(value) for name, value in data.items())
            found = data.get(key)
            return found.encode() if isinstance(found, str) else NOTHING if found is None else digest(found)

        return of

    def _listed(self, data: Mapping[str, Sequence[Entry]]) -> Callable[[str], bytes]:
        def of(key: str) -> bytes:
            if key == KEYS:
                return _joined(name.encode() for name in data)
            if key == ALL:
                return self._everything
            found = data.get(key, ())
            # One is told by its own stamp: most actors are named by a single article.
            if len(found) == 1:
                return found[0].stamp
            return _joined([entry.stamp for entry in found]) if found else NOTHING

        return of

    def _actor(self, key: str) -> bytes:
        found = self._book.found.actors
        if key == ALL:
            # Of the addresses issued before, those count that lead elsewhere now.
            lost = sorted(name for name in found.issued if name in found.actors and not self._book.has_enough(name))
            return digest((found.actors, found.open_names, found.redirects, lost))
        return digest(found.actors.get(key))

    def _names(self, keys: Sequence[str]) -> Iterable[bytes]:
        called = self._book.found.actors.told
        return [self._all_names(key) if key in (ALL, KEYS) else called.get(key, NOTHING) for key in keys]

    def _all_names(self, key: str) -> bytes:
        called = self._book.found.actors.told
        return _joined(name.encode() + (b"" if key == KEYS else found) for name, found in called.items())

    def _article(self, key: str) -> bytes:
        if key in (ALL, KEYS):
            return self._everything
        entry = self._book.by_id.unwatched.get(key)
        return entry.stamp if entry else NOTHING

    @cached_property
    def _everything(self) -> bytes:
        """All articles: every list of them follows from this."""
        return _joined(entry.stamp for entry in self._book.by_id.unwatched.values())

    def _repeated(self, key: str) -> bytes:
        months = self._book.repeated.unwatched
        if key == KEYS:
            return _joined(month.encode() for month in months)
        if key == ALL:
            return _joined(self._group(group) for group in self._book.quotations.groups)
        return _joined(self._group(group) for group in months.get(key, ()))

    def _group(self, group: Quotation) -> bytes:
        """Its articles' words are in their stamps."""
        stamps = (self._book.entry(said.article).stamp for said in group.occurrences)
        places = ((said.article, said.quote, said.speakers) for said in group.occurrences)
        return _joined([group.id.encode(), *stamps, digest(tuple(places))])

    def _elsewhere(self, key: str) -> bytes:
        book = self._book
        if key not in self._quoted:
            return NOTHING
        return digest(
            tuple(
                (quote, group.id, book.repeated_pages[group.id], known_sources(group), len(group.articles))
                for quote, group in self._quoted.get(key, ())
            )
        )

    @cached_property
    def _quoted(self) -> Mapping[str, list[tuple[str, Quotation]]]:
        """Article id → its quotes that others print, each with the quotation."""
        out: defaultdict[str, list[tuple[str, Quotation]]] = defaultdict(list)
        for (article, quote), group in sorted(self._book.quotations.of.items(), key=lambda item: item[0]):
            out[article].append((quote, group))
        return out

    def _volume(self, key: str) -> bytes:
        volume = self._book.volume
        return digest([(name, n, volume.names[name]) for name, n in volume.numbers(*key.split(" ")).items() if n])

    def _edition(self, key: str) -> bytes:
        grain, _, name = key.partition(" ")
        return digest(name in self._editions[grain])

    @cached_property
    def _editions(self) -> Mapping[str, Mapping[str, object]]:
        return {str(grain): editions for grain, editions in self._book.editions.all.items()}

    def _before(self, grain: Grain, key: str) -> bytes:
        name, _, most = key.rpartition(" ")
        return digest(tuple(self._book.editions.keys_before(grain, name, int(most))))

    def _after(self, grain: Grain, key: str) -> bytes:
        return digest(self._book.editions.key_after(grain, key))

    def _firsts(self, grain: Grain, keys: Sequence[str]) -> Iterable[bytes]:
        editions = self._book.editions
        days = editions.first_days

        @cache
        def told(day: str | None) -> bytes:
            return NOTHING if day is None else editions.key_of(grain, day).encode()

        return [told(days[sort].get(name)) for sort, _, name in (key.partition(" ") for key in keys)]

    def _pages(self, keys: Sequence[str]) -> Iterable[bytes]:
        enough = {name for name in self._book.by_actor.unwatched if self._book.has_enough(name)}
        return [b"1" if key in enough else NOTHING for key in keys]

    def _lists(self, keys: Sequence[str]) -> Iterable[bytes]:
        path = self._book.list_of.get
        return [path(key, "").encode() for key in keys]

    def _printed(self, key: str) -> bytes:
        printed = self._book.all_printed
        if key == "span":
            desk = printed.desk
            return digest((desk[:1], self._book.volume.running))
        if key == ALL:
            return self._everything
        # A day all of whose articles are gone shows what stood on the day before it.
        days = self._until_days
        place = bisect_right(days, key)
        return self._until[days[place - 1]] if place else NOTHING

    @cached_property
    def _until_days(self) -> Sequence[str]:
        return list(self._until)

    @cached_property
    def _until(self) -> Mapping[str, bytes]:
        """Day → what a page of that day may read of the record: all days with articles, the last ones of each source.

        So an article more on some day of the past changes a day only as long as it is among its source's last ones.
        """
        printed, publishers = self._book.all_printed, self._book.publishers.unwatched
        sources: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for name, days in printed.by_source.items():
            for place, day in enumerate(days, start=1):
                sources[day].append((name, place))
        out: dict[str, bytes] = {}
        windows: dict[str, int] = {}
        whole, desk = 0, NOTHING
        for day in printed.desk:
            desk = _joined([desk, str(day).encode()])
            for name, place in sources[day]:
                days = printed.by_source[name]
                window = (name, publishers[name].name, days[0], days[max(0, place - RECENT - 1) : place])
                found = int.from_bytes(digest(window), "big")
                # What all sources show is the sum of what each shows: exchanged where one prints.
                whole ^= windows.get(name, 0) ^ found
                windows[name] = found
            out[day_at(day)] = _joined([desk, whole.to_bytes(8, "big")])
        return out


def _joined(parts: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"\0".join(parts), digest_size=8).digest()
