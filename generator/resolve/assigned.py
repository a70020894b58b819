"""Which entity of which article is which actor, put together when asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from generator.resolve.judged import KINDS
from generator.resolve.columns import BASE, KIND, ROW
from generator.resolve.gather import OTHERS, PERSONS, WHOLE, key_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve.actorfacts import ActorFacts
    from generator.resolve.bare import BareName, Taken
    from generator.resolve.drafts import Draft
    from generator.resolve.gather import Gathered, Name, Place

T = TypeVar("T")
_DIGEST = 12
_PERSON = KINDS.index("person")


class Assigned:
    """Entities and their actors."""

    def __init__(
        self, gathered: Gathered, facts: Mapping[str, ActorFacts], drafts: Mapping[str, Draft], bare: Iterable[BareName]
    ) -> None:
        self._gathered, self._facts, self._drafts = gathered, facts, drafts
        self._numbers = {name: number for number, name in enumerate(gathered.columns.ids)}
        self._keys: dict[tuple[int, bool], str] = {}
        self.owner = {key: draft.key for draft in drafts.values() for key in draft.names}
        """Key of a name → that of its actor's group."""
        self._taken: dict[tuple[str, int], tuple[str, Taken]] = {
            (taken.article, taken.row): (found.key, taken) for found in bare for taken in found.taken
        }

    @property
    def articles(self) -> Sequence[str]:
        """Ids of the articles, sorted."""
        return self._gathered.columns.ids

    def entity(self, article: str, row: int) -> str:
        """The id of the entity at this place of an article."""
        return self._facts[article].entities()[row].id

    def first(self, name: Name, most: int) -> tuple[Place, ...]:
        """The first places of a name."""
        columns = self._gathered.columns
        found = []
        for member in self._gathered.members(name)[:most]:
            article = columns.ids[columns.articles[member]]
            found.append((article, self.entity(article, int(columns.members[member, ROW]))))
        return tuple(found)

    def size(self, article: str) -> int:
        """How many entities of an article are actors or open."""
        number = self._numbers.get(article)
        return 0 if number is None else len(self._gathered.columns.of_article(number))

    def keys(self, article: str) -> list[tuple[int, str, str | None]]:
        """For each entity of an article that is one: its place, the key of its name, and of its actor's group.

        The last is `None` where it is open whose the name is.
        """
        number = self._numbers.get(article)
        if number is None:
            return []
        columns = self._gathered.columns
        members = columns.of_article(number)
        rows, bases, kinds = columns.members[members.start : members.stop, [ROW, BASE, KIND]].T.tolist()
        out: list[tuple[int, str, str | None]] = []
        for row, base, kind in zip(rows, bases, kinds, strict=True):
            taken = self._taken.get((article, row))
            if taken is not None:
                out.append((row, taken[0], taken[1].group))
            else:
                key = self._key(base, kind == _PERSON)
                out.append((row, key, self.owner[key]))
        return out

    def _key(self, base: int, person: bool) -> str:
        """The key of the name that a person or something else with the key of this number is."""
        known = self._keys.get((base, person))
        if known is None:
            texts = self._gathered.texts
            known = key_in(texts, base, WHOLE)
            if known not in self.owner:
                known = key_in(texts, base, PERSONS if person else OTHERS)
            self._keys[base, person] = known
        return known

    def of_article(self, article: str) -> dict[str, str]:
        """Entity id → actor id."""
        found = self.keys(article)
        entities = self._facts[article].entities() if found else ()
        return {entities[row].id: self._drafts[group].actor.id for row, _, group in found if group is not None}

    def open_in(self, article: str) -> frozenset[str]:
        """Ids of the entities of which it is not clear who they are."""
        open_rows = [row for row, _, group in self.keys(article) if group is None]
        entities = self._facts[article].entities() if open_rows else ()
        return frozenset(entities[row].id for row in open_rows)

    def ids_in(self, article: str) -> frozenset[str]:
        """Ids of the actors of an article."""
        return frozenset(self._drafts[group].actor.id for _, _, group in self.keys(article) if group is not None)

    def digest(self, article: str) -> bytes:
        """Of which entity of the article is which actor, and which are open."""
        found = self.keys(article)
        entities = self._facts[article].entities() if found else ()
        said = [(entities[row].id, None if group is None else self._drafts[group].actor.id) for row, _, group in found]
        return hashlib.blake2b(msgspec.msgpack.encode(said), digest_size=_DIGEST).digest()


class Places(Mapping["Place", T], Generic[T]):
    """(article id, entity id) → something, an article at a time."""

    def __init__(self, assigned: Assigned, of_article: Callable[[str], Mapping[str, T]]) -> None:
        self._assigned, self._of_article = assigned, of_article
        self._last: tuple[str, Mapping[str, T]] = ("", {})

    def _found(self, article: str) -> Mapping[str, T]:
        if self._last[0] != article:
            self._last = (article, self._of_article(article))
        return self._last[1]

    def __getitem__(self, place: Place) -> T:
        return self._found(place[0])[place[1]]

    def __iter__(self) -> Iterator[Place]:
        for article in self._assigned.articles:
            for entity in self._of_article(article):
                yield (article, entity)

    def __len__(self) -> int:
        return sum(len(self._of_article(article)) for article in self._assigned.articles)
