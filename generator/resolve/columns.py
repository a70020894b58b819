"""What all articles say of who is who, as columns of numbers: small, quick to keep, and quick to look through.

Every text has a number; the numbers depend on the order in which texts came, so nothing may be decided by them.
"""

from __future__ import annotations

import functools
from array import array
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from generator.resolve.actorfacts import ActorFacts
    from generator.resolve.judged import Claims

_KINDS = {"person": 0, "organisation": 1, "state": 2, "group": 3, "place": 4, "event": 5, "other": 6}
_NONE = -1
_WIDTH = 9
ENTITY, BASE, PRINTED, KIND, CONFIDENCE, PERSONAL, COUNTRY, MAN, WOMAN = range(_WIDTH)
"""The columns of a member: the numbers of its id in the article and of its key, and what is said of it."""


class Texts:
    """Texts and their numbers."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.all = list(known)
        self._numbers = dict(zip(self.all, range(len(self.all)), strict=True))

    def number(self, text: str) -> int:
        """The number of the text, which is a new one if need be."""
        number = self._numbers.setdefault(text, len(self.all))
        if number == len(self.all):
            self.all.append(text)
        return number


class Chunk(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The part of the columns that one article fills."""

    digest: bytes
    """Of its facts."""
    day: int | None
    source: int
    members: bytes
    """Its entities that are actors, by id, `_WIDTH` numbers each."""
    roles: bytes
    """Pairs: a member's place among the members, and the number of a role."""
    also: bytes
    """Pairs: the same, and the number of a full name printed for it."""
    regions: bytes
    acronyms: bytes
    """Pairs: an acronym, and what it stands for."""


def make_chunk(digest: bytes, facts: ActorFacts, claims: Claims, texts: Texts) -> Chunk:
    """The chunk of an article whose facts have this digest."""
    number = texts.number
    members, roles, also = array("i"), array("i"), array("i")
    for entity in facts.entities:
        key = claims.key(entity)
        if key:
            at = len(members) // _WIDTH
            members.extend(
                (
                    number(entity.id), number(key), number(entity.name), _KINDS[entity.kind], entity.confidence,
                    entity.personal, number(entity.country) if entity.country else _NONE, entity.man, entity.woman,
                )
            )  # fmt: skip
            for words in entity.roles:
                roles.extend((at, number(words)))
            for name in entity.also:
                also.extend((at, number(name)))
    acronyms = array("i", [number(text) for pair in facts.acronyms for text in pair])
    regions = array("i", [number(region) for region in facts.regions])
    source = number(facts.source) if facts.source else _NONE
    parts = (part.tobytes() for part in (members, roles, also, regions, acronyms))
    return Chunk(digest, facts.day, source, *parts)


def bases_of(chunk: Chunk) -> set[int]:
    """Numbers of the keys that the article's actors bear."""
    return set(np.frombuffer(chunk.members, np.int32)[BASE::_WIDTH].tolist())


def _row(values: NDArray[np.integer[Any]]) -> array[int]:
    """The numbers, to be asked for one by one, in a ninth of a list's memory."""
    return array("i", values.astype(np.int32).tobytes())


class Columns:
    """The members of all articles, in the order of the articles' ids and then of the entities' ids."""

    def __init__(self, ids: Sequence[str], chunks: Sequence[Chunk], texts: Texts) -> None:
        self.ids = ids
        self.chunks = chunks
        self.texts = texts
        self.members: NDArray[np.int32] = numbers(chunk.members for chunk in chunks).reshape(-1, _WIDTH)
        sizes = [len(chunk.members) // (4 * _WIDTH) for chunk in chunks]
        self.starts = _row(np.cumsum([0, *sizes]))
        article = np.repeat(np.arange(len(ids)), sizes)
        self.articles = _row(article)
        """Member → its article."""
        self.bases = _row(self.members[:, BASE])
        """Member → the number of its key."""
        self._order = np.argsort(self.members[:, BASE], kind="stable")
        self._ends = _row(np.searchsorted(self.members[self._order, BASE], np.arange(len(texts.all) + 1)))

    @functools.cached_property
    def addressed(self) -> tuple[list[int], list[int]]:
        """Member → how many forms of address say man, and how many woman."""
        return self.members[:, MAN].tolist(), self.members[:, WOMAN].tolist()

    def of_base(self, base: int) -> list[int]:
        """The members whose key has this number."""
        found: list[int] = self._order[self._ends[base] : self._ends[base + 1]].tolist()
        return found

    def of_article(self, article: int) -> range:
        """The members of an article."""
        return range(self.starts[article], self.starts[article + 1])

    @functools.cached_property
    def regions(self) -> list[tuple[int, ...]]:
        """Article → its regions; none where it names no actor."""
        return [
            tuple(np.frombuffer(chunk.regions, np.int32).tolist()) if chunk.members else () for chunk in self.chunks
        ]

    @functools.cached_property
    def days(self) -> list[int | None]:
        """Article → its day."""
        return [chunk.day for chunk in self.chunks]

    @functools.cached_property
    def roles(self) -> tuple[list[int], list[int]]:
        """Where the roles of each member start among those of all members, and these."""
        return self._of_members([chunk.roles for chunk in self.chunks])

    @functools.cached_property
    def also(self) -> tuple[list[int], list[int]]:
        """The same for the full names that articles print for their members."""
        return self._of_members([chunk.also for chunk in self.chunks])

    def _of_members(self, parts: Sequence[bytes]) -> tuple[list[int], list[int]]:
        """Where the values of each member start, and all values."""
        rows = numbers(parts).reshape(-1, 2)
        of = rows[:, 0] + np.repeat(np.array(self.starts[:-1], np.int64), [len(part) // 8 for part in parts])
        counts = np.bincount(of, minlength=len(self.members)) if len(of) else np.zeros(len(self.members), np.int64)
        return [0, *np.cumsum(counts).tolist()], rows[:, 1].tolist()

    def acronyms(self) -> list[tuple[str, str, int]]:
        """Each acronym, what it stands for, and how often."""
        rows = numbers(chunk.acronyms for chunk in self.chunks).reshape(-1, 2)
        found, counts = np.unique(rows, axis=0, return_counts=True)
        texts = self.texts.all
        return [
            (texts[short], texts[full], number)
            for (short, full), number in zip(found.tolist(), counts.tolist(), strict=True)
        ]


def numbers(parts: Iterable[bytes]) -> NDArray[np.int32]:
    """The numbers of all parts, one after the other."""
    return np.frombuffer(b"".join(parts), np.int32)
