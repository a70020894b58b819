"""Entities of all articles → names: what is printed the same is one name.

Only the names of articles that are new, changed or gone are summed up anew. Beside them the run says which names
stand in another light now: because what stands beside them is so much more or less frequent that it weighs otherwise.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from generator.knowledge.bodies import known_bodies
from generator.names import fold_name
from generator.resolve.columns import (
    CONFIDENCE,
    COUNTRY,
    KIND,
    PERSONAL,
    PRINTED,
    Chunk,
    Columns,
    Texts,
    bases_of,
    make_chunk,
)  # fmt: skip
from generator.resolve.frequency import Frequency, shifted
from generator.resolve.judged import KINDS, ActorKind, Claims, NameRule, body_names, rule_of
from generator.resolve.marks import marks_of
from generator.resolve.personnames import person_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.resolve.actorfacts import ActorBrief, ActorFacts
    from generator.resolve.personnames import PersonName

Place = tuple[str, str]
"""(article id, entity id)."""
_SUFFIX = ("", " (person)", " (other)")
WHOLE, PERSONS, OTHERS = range(3)
"""What part of the entities of one key a name holds: where persons and others were told apart, there are two names."""
_SPLIT_SHARE, _SPLIT_ARTICLES = 0.3, 2
_PERSON, _STATE = KINDS.index("person"), KINDS.index("state")


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What entities of all articles are printed as, after folding; or all names that an entry of the analyst claims."""

    key: str
    """Unique, and stable: `name …`, `region …`, `body …`, `analyst …`."""
    base: int
    """The number of the key that persons and others of one name share."""
    part: int
    title: str
    """The form printed most; on a tie the longer, then the one with more diacritics."""
    kind: ActorKind
    """The kind that most of the confidence is for."""
    only: ActorKind | None
    """Set where persons and others of one name were told apart, and where a source of the desk bears the name."""
    articles: int
    """How many print it."""
    members: int
    votes: tuple[int, ...]
    """Confidence in millionths, summed, for each of `KINDS`."""
    folded: tuple[int, ...]
    """Numbers of all its forms, folded."""
    bare: bool = False
    """Whether it is a person's surname or first name alone."""
    words: tuple[int, ...] = ()
    """Of a person, the words of the name in light spelling; of a body, its forms as they are compared."""
    block: tuple[int, ...] = ()
    """Of a person, what another name must end in to be compared; of a body, its forms without the legal one."""
    ends: tuple[int, ...] = ()
    """Of a person, what the name ends in."""
    states: tuple[str, ...] = ()
    """Countries of its members that are states."""
    printed: tuple[tuple[str, int], ...] = ()
    """Of an entry of the analyst: what articles print for it, and how many entities."""

    @property
    def rule(self) -> NameRule:
        """What made it one name."""
        return rule_of(self.key)

    @property
    def judged(self) -> bool:
        """Whether it is an entry of the analyst."""
        return self.key.startswith("analyst ")

    @property
    def is_full(self) -> bool:
        """Whether it is a person's, and more than a surname or first name."""
        return self.kind == "person" and not self.bare

    @property
    def is_body(self) -> bool:
        """Whether it is a known body."""
        return self.key.startswith("body ")

    @property
    def is_of_country(self) -> bool:
        """Whether it is a known body whose name means another in other countries."""
        return self.is_body and self.title in known_bodies().at_home


@dataclass(frozen=True, slots=True)
class Before:
    """What the run before gathered."""

    chunks: Mapping[str, Chunk]
    """By the id of the article."""
    texts: Sequence[str]
    names: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All names of all articles."""

    claims: Claims
    columns: Columns
    names: Mapping[str, Name]
    frequency: Frequency
    forbidden: frozenset[frozenset[int]]
    changed: frozenset[str]
    """Keys of names with other members than before, those that are gone among them."""
    stirred: frozenset[str]
    """Those, and keys of names that stand beside something that weighs otherwise now."""
    articles: frozenset[str]
    """Ids of articles that are new, changed or gone."""

    @property
    def texts(self) -> Texts:
        """The texts that the numbers stand for."""
        return self.columns.texts

    def members(self, name: Name) -> list[int]:
        """The members of a name."""
        found = self.columns.of_base(name.base)
        if name.part == WHOLE:
            return found
        kinds = self.columns.members[found, KIND].tolist()
        return [m for m, kind in zip(found, kinds, strict=True) if (kind == _PERSON) == (name.part == PERSONS)]

    def forms(self, name: Name) -> tuple[PersonName, ...]:
        """The names of a person as they are compared."""
        return forms_of(self.claims, name.key, name.title)

    def may_differ(self, one: str, other: str) -> bool:
        """Whether what stands beside two names may weigh otherwise than before; for that it stands beside both."""
        if one in self.changed or other in self.changed:
            return True
        return one in self.stirred and other in self.stirred

    def apart(self, one: Name, other: Name) -> bool:
        """Whether the analyst keeps the two names apart, or claims them for two entries; or one is a known body.

        A known body is no other known one, and no body of its name that may be another country's.
        """
        if (one.judged and other.judged) or (one.is_body and other.is_body):
            return True
        if (one.is_of_country and not other.judged) or (other.is_of_country and not one.judged):
            return True
        if not self.forbidden:
            return False
        return any(frozenset((a, b)) in self.forbidden for a in one.folded for b in other.folded)


def key_in(texts: Texts, base: int, part: int) -> str:
    """The key of the name that holds this part of the entities of one key."""
    return texts.all[base] + _SUFFIX[part]


def forms_of(claims: Claims, key: str, title: str) -> tuple[PersonName, ...]:
    """The names of a person as they are compared: the title's, or all that the analyst's entry lists."""
    entry = claims.entry(key) if key.startswith("analyst ") else None
    if entry is None:
        return (person_name(title),)
    return tuple(dict.fromkeys(person_name(name) for name in (entry.name, *entry.aliases)))


def gather(
    briefs: Sequence[ActorBrief], facts: Callable[[str], ActorFacts], claims: Claims, before: Before
) -> Gathered:
    """The names of the articles, which come in the order of their ids."""
    texts = Texts(before.texts)
    chunks, changed = {}, dict(before.chunks)
    dirty: set[int] = set()
    for found in briefs:
        chunk = changed.pop(found.id, None)
        if chunk is None or chunk.digest != found.digest:
            if chunk is not None:
                changed[found.id] = chunk
            chunks[found.id] = made = make_chunk(found.digest, facts(found.id), claims, texts)
            dirty |= bases_of(made)
        else:
            chunks[found.id] = chunk
    for chunk in changed.values():
        dirty |= bases_of(chunk)
    articles = frozenset(changed) | (chunks.keys() - before.chunks.keys())
    papers = {chunk.source for chunk in chunks.values()} - {-1}
    moved = papers ^ ({chunk.source for chunk in before.chunks.values()} - {-1})
    if moved and before.names:
        dirty |= {name.base for name in before.names.values() if not moved.isdisjoint(name.folded)}
    forbidden = frozenset(frozenset(map(texts.number, pair)) for pair in claims.forbidden)
    columns = Columns(list(chunks), list(chunks.values()), texts)
    gatherer = _Gatherer(columns, claims, papers)
    fresh = [name for base in sorted(dirty) for name in gatherer.names(base)]
    stale = {key for key, name in before.names.items() if name.base in dirty}
    names = {key: name for key, name in before.names.items() if key not in stale} | {name.key: name for name in fresh}
    frequency = Frequency.of(names.values(), columns.chunks, claims, texts.all)
    beside = shifted(frequency, [before.names[key] for key in stale], before.chunks, articles, columns)
    touched = {key for base in beside for key in (key_in(texts, base, part) for part in range(3)) if key in names}
    keys = frozenset(stale | {name.key for name in fresh})
    return Gathered(claims, columns, names, frequency, forbidden, keys, keys | touched, articles)


class _Gatherer:
    """Sums up the members of one key."""

    def __init__(self, columns: Columns, claims: Claims, papers: Iterable[int]) -> None:
        self._columns, self._claims = columns, claims
        self._texts = columns.texts
        self._papers = {paper for paper in papers if " " in self._texts.all[paper]}

    def names(self, base: int) -> list[Name]:
        """The names that the entities of one key are; none if there are no such entities any more."""
        members = self._columns.of_base(base)
        if not members:
            return []
        rows = self._columns.members[members].tolist()
        articles = [self._columns.articles[member] for member in members]
        if rule_of(self._texts.all[base]) != "same name" or not _are_two(rows, articles):
            return [self._name(base, WHOLE, rows, articles)]
        parts = []
        for part in (PERSONS, OTHERS):
            own = [at for at, row in enumerate(rows) if (row[KIND] == _PERSON) == (part == PERSONS)]
            parts.append(self._name(base, part, [rows[at] for at in own], [articles[at] for at in own]))
        return parts

    def _name(self, base: int, part: int, rows: list[list[int]], articles: list[int]) -> Name:
        texts, claims = self._texts, self._claims
        key = key_in(texts, base, part)
        printed = Counter(texts.all[row[PRINTED]] for row in rows)
        votes = [0] * len(KINDS)
        for row in rows:
            if row[KIND] < len(KINDS):
                votes[row[KIND]] += row[CONFIDENCE]
        title, given = self._title(key, printed)
        folded = {texts.number(fold_name(form)) for form in (*printed, *given)}
        entry = claims.entry(key)
        only: ActorKind | None = "person" if part == PERSONS else None
        kind = (entry.kind if entry and entry.kind != "none" else None) or only or voted(votes)
        # A column may bear its writer's name: what an article treats as a person is one.
        is_paper = entry is None and not self._papers.isdisjoint(folded)
        if is_paper and kind == "person" and not any(row[PERSONAL] for row in rows):
            kind = only = "organisation"
        forms = forms_of(claims, key, title) if kind == "person" else ()
        states = {texts.all[row[COUNTRY]] for row in rows if row[KIND] == _STATE and row[COUNTRY] >= 0}
        marks = marks_of(kind, forms, (texts.all[number] for number in sorted(folded)))
        words, block, ends = (tuple(map(texts.number, found)) for found in marks)
        return Name(
            key, base, part, title, kind, only, len(set(articles)), len(rows), tuple(votes), tuple(sorted(folded)),
            kind == "person" and entry is None and all(form.is_bare for form in forms), words, block, ends,
            tuple(sorted(states)), tuple(sorted(printed.items())) if entry else (),
        )  # fmt: skip

    def _title(self, key: str, printed: Counter[str]) -> tuple[str, tuple[str, ...]]:
        """How to call the name, and what it is called besides what articles print."""
        entry = self._claims.entry(key)
        if entry is not None:
            return entry.name, (entry.name, *entry.aliases)
        if key.startswith("body "):
            title = body_names()[key]
        else:
            title = max(printed.items(), key=lambda item: (item[1], len(item[0].encode()), item[0]))[0]
        return title, (title,)


def _are_two(rows: list[list[int]], articles: list[int]) -> bool:
    """Whether one name plainly is a person's and something else's too: a man and his company."""
    people = {article for row, article in zip(rows, articles, strict=True) if row[KIND] == _PERSON}
    rest = {article for row, article in zip(rows, articles, strict=True) if row[KIND] != _PERSON}
    if not people or not rest:
        return False
    if not people.isdisjoint(rest):
        return True
    other = sum(row[CONFIDENCE] for row in rows if row[KIND] != _PERSON)
    weight = other / max(sum(row[CONFIDENCE] for row in rows), 1)
    solid = len(rest) >= _SPLIT_ARTICLES and weight >= _SPLIT_SHARE
    return solid and any(row[PERSONAL] for row in rows)


def voted(votes: Sequence[int]) -> ActorKind:
    """The kind with most votes."""
    if not any(votes):
        return "organisation"
    return KINDS[max(range(len(KINDS)), key=lambda kind: (votes[kind], -kind))]
