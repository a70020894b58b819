"""Articles of a story → how many independent origins they have.

Ten papers that print one agency's copy are one witness. Each article has one origin: the body that its text is
credited to, else the owner of its source, else the source. Copies of one text have one origin: the known agency, or the
source or owner of the desk, that the first of them credits, else the origin of the text that was printed first; any
other credit ("Special to The Lantern") takes no text away from who printed it first. A paper's own report and the
agency copy that it prints beside it stay two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from generator.knowledge.agencies import load_agencies
from generator.names import fold_name
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.copies import Copies, CopyGroup
    from generator.resolve.sources import Publisher
    from generator.resolve.textfacts import TextFacts

OriginKind = Literal["agency", "owner", "source", "unknown"]
JoinKind = Literal["first", "text", "credit", "own", "owner", "source"]

_NOBODY = re.compile(
    r"^special to |(?:^| )(?:staff|special|agency|agencies|correspondents?|reporters?|bureau|desk|newsroom|wires?"
    r"|wire services?|reports?|news services?|editors?)(?: |$)"
)
"""What names nobody in a credit that is no known agency's: "Our correspondent", "Agencies", "Special to us"."""


@dataclass(frozen=True, slots=True)
class Joined:
    """An article of an origin, and why it is there."""

    article: str
    why: JoinKind
    """The rule that joined it; `first` is the first article of an origin, if nothing else says whose it is."""
    name: str = ""
    """Whom the text is credited to, who published it, or who owns its source."""
    like: str | None = None
    """Id of the article with the same text; it may stand outside the story."""

    @property
    def words(self) -> str:
        """The rule for a reader; behind "copy of" stands the article."""
        return {
            "first": "", "text": "copy of", "credit": f"credited to {self.name}",
            "own": f"published by {self.name}", "owner": f"same owner: {self.name}", "source": "same source",
        }[self.why]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are one witness."""

    name: str
    """Agency, owner or source."""
    kind: OriginKind
    joined: tuple[Joined, ...]
    """In order of publication."""
    source: str | None = None
    """Id of the source of the desk that it is, if it is one."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of its articles."""
        return tuple(joined.article for joined in self.joined)


@dataclass(frozen=True, slots=True)
class _House:
    """Whom an article can come from."""

    key: str
    name: str = field(compare=False)
    kind: OriginKind = field(compare=False)


class OriginFinder:
    """Finds the origins of many stories of one desk, by ids of articles; its sources are looked through once.

    Args:
        texts: all articles of the desk, by id.
        copies: the copies of the desk.
        publishers: all sources by id.
        publisher_of: article id → id of its source.
    """

    def __init__(
        self, texts: Mapping[str, TextFacts], copies: Copies, publishers: Mapping[str, Publisher],
        publisher_of: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._texts = texts
        self._desk = _Desk(copies, _Houses(publishers), publisher_of)

    def find(self, members: Iterable[str]) -> tuple[Origin, ...]:
        """The origins of articles, in whatever order: the one with most articles first, then by publication."""
        parts: defaultdict[_House, list[TextFacts]] = defaultdict(list)
        for text in sorted((self._texts[name] for name in members), key=lambda text: text.order):
            parts[self._desk.house(text)].append(text)
        # The parts stand in the order of their first articles already.
        found = sorted(parts.items(), key=lambda part: -len(part[1]))
        return tuple(_origin(house, articles, self._desk) for house, articles in found)

    def asked(self, member: str) -> set[str]:
        """Whom the desk is asked for where the origin of an article is sought: sources, and names in credits."""
        group = self._desk.copies.of.get(member)
        names = {member} if group is None else {member, group.original}
        named = {credit for _, credit in group.credits} if group else set()
        if credit := self._texts[member].credit:
            named.add(credit)
        return {f"{_SOURCE}{self._desk.source(name)}" for name in names} | {f"{_CREDIT}{credit}" for credit in named}

    def answer(self, asked: str) -> tuple[object, ...]:
        """What the desk knows of one of them: origins of articles change only where their answers do."""
        houses = self._desk.houses
        if asked.startswith(_SOURCE):
            house = houses.publisher(asked.removeprefix(_SOURCE))
            publisher = houses.publishers.get(asked.removeprefix(_SOURCE))
            return _told(house), houses.source(house) if house else None, publisher.name if publisher else None
        credit = asked.removeprefix(_CREDIT)
        house = houses.credited(credit)
        return _told(houses.known(credit)), _told(house), houses.source(house) if house else None


_SOURCE, _CREDIT = "source ", "credit "


def _told(house: _House | None) -> tuple[str, ...] | None:
    return (house.key, house.name, house.kind) if house else None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known of all articles."""

    copies: Copies
    houses: _Houses
    publisher_of: Mapping[str, str]
    _own: dict[str, _House] = field(default_factory=dict)

    def source(self, article: str) -> str:
        """Id of the article's source."""
        return self.publisher_of.get(article, UNKNOWN.id)

    def house(self, article: TextFacts) -> _House:
        """Whom an article comes from."""
        group = self.copies.of.get(article.id)
        if group is None:
            return self.own(article)
        known = (house for _, credit in group.credits if (house := self.houses.known(credit)))
        return (
            next(known, None)
            or self.houses.credited(dict(group.credits).get(group.original))
            or self.houses.publisher(self.source(group.original))
            or _House(f"text {group.original}", UNKNOWN.name, "unknown")
        )

    def own(self, article: TextFacts) -> _House:
        """Whom it says it comes from, whatever has the same text."""
        found = self._own.get(article.id)
        if found is None:
            found = self._own[article.id] = (
                self.houses.credited(article.credit)
                or self.houses.publisher(self.source(article.id))
                or _House(f"article {article.id}", UNKNOWN.name, "unknown")
            )
        return found


@dataclass(slots=True)
class _Houses:
    """Sources, owners and agencies under one key each."""

    publishers: Mapping[str, Publisher]
    named: dict[str, list[str]] = field(default_factory=dict)
    """Folded name, an agency's own for all its forms → ids of the sources that bear it."""
    owners: set[str] = field(default_factory=set)
    """Folded names of those that own a source."""

    def __post_init__(self) -> None:
        for publisher in self.publishers.values():
            self.named.setdefault(_called(publisher.name), []).append(publisher.id)
            if publisher.owner:
                self.owners.add(_called(publisher.owner))

    def known(self, credit: str) -> _House | None:
        """Whom a credit names, if it is a known agency, or a source or an owner of the desk."""
        agency = load_agencies().first_in(credit)
        called = _called(credit)
        return self.credited(credit) if agency or called in self.named or called in self.owners else None

    def credited(self, credit: str | None) -> _House | None:
        """Whom a text with this credit comes from."""
        if not credit:
            return None
        agency = load_agencies().first_in(credit)
        owner = _called(credit) in self.owners
        if agency or owner or _called(credit) in self.named or not names_nobody(credit):
            return self._called(agency or credit, "owner" if owner and not agency else "agency")
        return None

    def publisher(self, name: str | None, owned: tuple[str, ...] = ()) -> _House | None:
        """Whom the articles of the source with this id come from: its owner, if it has one.

        `owned` are the sources through which the owner was reached.
        """
        publisher = self.publishers.get(name or "")
        if publisher is None or publisher.id == UNKNOWN.id:
            return None
        if publisher.id in owned:  # two sources that own each other
            publisher = self.publishers[min(owned[owned.index(publisher.id) :])]
        elif publisher.owner:
            return self._called(publisher.owner, "owner", (*owned, publisher.id))
        agency = load_agencies().find(publisher.name)
        if agency:
            return _House(f"agency {agency}", agency, "agency")
        kind: OriginKind = "agency" if publisher.kind == "agency" else "owner" if owned else "source"
        return _House(f"source {publisher.id}", publisher.name, kind)

    def source(self, house: _House) -> str | None:
        """Id of the one source that bears the name of an origin."""
        found = self.named.get(_called(house.name), []) if house.kind != "unknown" else []
        return found[0] if len(found) == 1 else None

    def _called(self, name: str, kind: OriginKind, owned: tuple[str, ...] = ()) -> _House:
        found = self.named.get(_called(name), [])
        # Two sources of one name: exactly one candidate, or none.
        if len(found) == 1 and (house := self.publisher(found[0], owned)):
            return house
        agency = load_agencies().find(name)
        return _House(f"agency {agency}", agency, "agency") if agency else _House(f"name {_called(name)}", name, kind)


def names_nobody(credit: str) -> bool:
    """Whether a credit line that is no known agency's says only that the text is the paper's own, or some agency's."""
    return _NOBODY.search(fold_name(credit).casefold()) is not None


def _called(name: str) -> str:
    return fold_name(load_agencies().find(name) or name)


def _origin(house: _House, articles: Sequence[TextFacts], desk: _Desk) -> Origin:
    name, kind, known = house.name, house.kind, desk.houses.source(house)
    sources = {desk.source(article.id) for article in articles}
    if kind == "owner" and len(sources) == 1:
        known = min(sources)
        name, kind = desk.houses.publishers[known].name, "source"
    members = [article.id for article in articles]
    joined = (_joined(article, members[:number], house, members, desk) for number, article in enumerate(articles))
    return Origin(name, kind, tuple(joined), known)


def _joined(article: TextFacts, before: Sequence[str], house: _House, members: Sequence[str], desk: _Desk) -> Joined:
    """Why an article is of this origin; `before` are those of its members that were published before it."""
    like = _like(article.id, members, desk.copies.of.get(article.id))
    elsewhere = house.kind != "unknown" and desk.own(article) != house
    if like and (like in before or elsewhere):
        return Joined(article.id, "text", like=like)
    if desk.houses.credited(article.credit) == house:
        return Joined(article.id, "credit", house.name)
    if house.kind == "agency":
        return Joined(article.id, "own", house.name)
    if not before or house.kind == "unknown":
        return Joined(article.id, "first")
    if desk.source(article.id) in map(desk.source, before):
        return Joined(article.id, "source")
    return Joined(article.id, "owner" if house.kind == "owner" else "own", house.name)


def _like(name: str, members: Sequence[str], group: CopyGroup | None) -> str | None:
    """The article whose text this one has: of the story if there is one, published before it if there is one."""
    if group is None:
        return None
    copy = next(copy for copy in group.members if copy.article == name)
    before = [other for other in group.articles[: group.articles.index(name)] if other in members]
    if group.original in before:
        return group.original
    if copy.like in before:
        return copy.like
    others = [other for other in group.articles if other != name]
    return next((other for other in (*before, *others) if other in members), None) or (
        group.original if group.original != name else others[0]
    )
