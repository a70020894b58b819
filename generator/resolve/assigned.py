"""Which entity of which article is which actor, put together when asked for."""

from __future__ import annotations

import functools
import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
import numpy as np

from generator.resolve.columns import BASE, ENTITY, KIND
from generator.resolve.gather import OTHERS, PERSONS, WHOLE, key_in
from generator.resolve.judged import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.resolve.bare import BareName
    from generator.resolve.drafts import Draft
    from generator.resolve.gather import Gathered, Name, Place

T = TypeVar("T")
_DIGEST = 12
_PERSON = KINDS.index("person")
_OPEN = -1


class Assigned:
    """Entities and their actors."""

    def __init__(self, gathered: Gathered, drafts: Mapping[str, Draft], bare: Sequence[BareName]) -> None:
        self._gathered, self._bare = gathered, bare
        self._drafts = list(drafts.values())
        self._numbers = {name: number for number, name in enumerate(gathered.columns.ids)}

    @property
    def articles(self) -> Sequence[str]:
        """Ids of the articles, sorted."""
        return self._gathered.columns.ids

    def first(self, name: Name, most: int) -> tuple[Place, ...]:
        """The first places of a name."""
        columns = self._gathered.columns
        members = self._gathered.members(name)[:most]
        entities = self._ids(members)
        return tuple((columns.ids[columns.articles[m]], entity) for m, entity in zip(members, entities, strict=True))

    def _ids(self, members: Sequence[int] | slice) -> list[str]:
        """The ids of members in their articles."""
        columns = self._gathered.columns
        return [columns.texts.all[number] for number in columns.members[members, ENTITY].tolist()]

    @functools.cached_property
    def _of_members(self) -> array[int]:
        """Member → the number of its actor's draft; `_OPEN` where it is open whose the name is."""
        gathered = self._gathered
        columns, names = gathered.columns, gathered.names
        of_base = np.full((len(columns.texts.all), 2), _OPEN, np.int32)
        of_key = {}
        for number, draft in enumerate(self._drafts):
            of_key[draft.key] = number
            for key in draft.names:
                name = names[key]
                if name.part != OTHERS:
                    of_base[name.base, 1] = number
                if name.part != PERSONS:
                    of_base[name.base, 0] = number
        found = of_base[columns.members[:, BASE], (columns.members[:, KIND] == _PERSON).astype(np.int8)]
        for bare in self._bare:
            # What was taken stands in the order of the members.
            groups = [_OPEN if taken.group is None else of_key[taken.group] for taken in bare.taken]
            found[gathered.members(names[bare.key])] = groups
        return array("i", found.astype(np.int32).tobytes())

    def _in(self, article: str) -> range:
        number = self._numbers.get(article)
        return range(0) if number is None else self._gathered.columns.of_article(number)

    def rows(self, article: str) -> list[tuple[int, str, Draft | None]]:
        """For each entity of an article that is one: the member, its id, and its actor, unless that is open."""
        members = self._in(article)
        part = slice(members.start, members.stop)
        drafts = [None if number == _OPEN else self._drafts[number] for number in self._of_members[part]]
        return list(zip(members, self._ids(part), drafts, strict=True))

    def key(self, member: int) -> str:
        """The key of the name of a member."""
        columns, names = self._gathered.columns, self._gathered.names
        base = columns.bases[member]
        whole = key_in(columns.texts, base, WHOLE)
        person = columns.members[member, KIND] == _PERSON
        return whole if whole in names else key_in(columns.texts, base, PERSONS if person else OTHERS)

    def of_article(self, article: str) -> dict[str, str]:
        """Entity id → actor id."""
        return {entity: draft.actor.id for _, entity, draft in self.rows(article) if draft is not None}

    def open_in(self, article: str) -> frozenset[str]:
        """Ids of the entities of which it is not clear who they are."""
        members = self._in(article)
        if _OPEN not in self._of_members[members.start : members.stop]:
            return frozenset()
        return frozenset(entity for _, entity, draft in self.rows(article) if draft is None)

    def ids_in(self, article: str) -> frozenset[str]:
        """Ids of the actors of an article."""
        members = self._in(article)
        found = set(self._of_members[members.start : members.stop])
        found.discard(_OPEN)
        return frozenset(map(self._actors.__getitem__, found))

    @functools.cached_property
    def _actors(self) -> Sequence[str]:
        """Number of a draft → the id of its actor."""
        return [draft.actor.id for draft in self._drafts]

    def summed(self, values: Mapping[str, bytes]) -> dict[str, int]:
        """See `Actors.summed`."""
        of_draft = np.frombuffer(b"".join([*map(values.__getitem__, self._actors), bytes(8)]), np.uint64)
        # The last is that of no draft.
        until = np.cumsum(np.concatenate([of_draft[_OPEN:], of_draft[np.frombuffer(self._of_members, np.int32)]]))
        columns = self._gathered.columns
        found = np.diff(until[np.frombuffer(columns.starts, np.int32)])
        return dict(zip(columns.ids, found.tolist(), strict=True))

    def digest(self, article: str) -> bytes:
        """Of which entity of the article is which actor, and which are open."""
        said = [(entity, None if draft is None else draft.actor.id) for _, entity, draft in self.rows(article)]
        return hashlib.blake2b(msgspec.msgpack.encode(said), digest_size=_DIGEST).digest()


def stale_articles(
    gathered: Gathered, other: Collection[str], drafts: tuple[Mapping[str, Draft], Mapping[str, Draft]],
    bare: tuple[Sequence[BareName], Sequence[BareName]], moved: Collection[str],
) -> set[str]:  # fmt: skip
    """Ids of the articles of which an entity may be another actor than in the run before.

    Args:
        gathered: all names.
        other: keys of the actors that are not simply those of the run before.
        drafts: the actors by keys, of the run before and of this one.
        bare: what became of bare names, likewise.
        moved: keys of bare names of which something else became.
    """
    before, after = drafts
    columns = gathered.columns
    old, new = ({name: run[key].actor.id for key in other if key in run for name in run[key].names} for run in drafts)
    stale = set(gathered.articles)
    for key, address in new.items():
        if old.get(key) != address:
            stale.update(columns.ids[columns.articles[member]] for member in gathered.members(gathered.names[key]))
    # A bare name that was given to somebody is not among the names of the draft.
    elsewhere = {key for key in other if _id(before, key) != _id(after, key)}
    given, now = (
        {(taken.article, taken.entity, taken.group) for found in run if found.key in moved for taken in found.taken}
        for run in bare
    )
    stale.update(article for article, _, _ in given ^ now)
    for found in bare[1] if elsewhere else ():
        stale.update(taken.article for taken in found.taken if taken.group in elsewhere)
    return stale


def _id(drafts: Mapping[str, Draft], key: str) -> str | None:
    return drafts[key].actor.id if key in drafts else None


class Places(Mapping["Place", T], Generic[T]):
    """(article id, entity id) → something, an article at a time."""

    def __init__(self, assigned: Assigned, of_article: Callable[[str], Mapping[str, T]]) -> None:
        self._assigned, self._of_article = assigned, of_article
        self._last: tuple[str, Mapping[str, T]] | None = None

    def __getitem__(self, place: Place) -> T:
        article, entity = place
        if self._last is None or self._last[0] != article:
            self._last = (article, self._of_article(article))
        return self._last[1][entity]

    def __iter__(self) -> Iterator[Place]:
        for article in self._assigned.articles:
            for entity in self._of_article(article):
                yield (article, entity)

    def __len__(self) -> int:
        return sum(len(self._of_article(article)) for article in self._assigned.articles)
