"""One article with everything that was resolved about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.names import beginning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.models import Meta, ProcessedArticle, Quote, Span, TopicScore
    from generator.report.brief import Detail, SaidBrief
    from generator.report.tally import SaidTally, Tally
    from generator.resolve.judged import ActorKind
    from generator.resolve.sources import Publisher
    from generator.settings import Settings


UNDATED = "undated"
_DEEPEST = 5
"""Letters by which a long list is cut at most."""


class Named(Protocol):
    """An actor as an article's page needs it: what it is called and where it stands."""

    @property
    def id(self) -> str:
        """Its address."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def kind(self) -> ActorKind:
        """What it is."""

    @property
    def region(self) -> str | None:
        """For a state, its region id."""

    @property
    def wikidata(self) -> str | None:
        """Its entry there, where the analyst gives it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is read of an article only where its words are needed."""

    article: ProcessedArticle
    """As processed, but for the topics of a copy: those are its group's (`resolve.agreed`)."""
    shown: frozenset[int]
    """Indexes of the sentences that `publish.text` lets the site print."""
    quotes: tuple[Quote, ...]
    """The quotes found with enough confidence."""
    anchors: Mapping[str, str]
    """Quote id → its anchor, made from its words, so that it survives a new model; unique over all articles."""
    named: Mapping[str, tuple[Span, ...]]
    """Actor id → where the article names it, in order."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An article in brief, with the actors that its entities are."""

    detail: Detail
    said: tuple[SaidBrief, ...]
    """The quotes found with enough confidence."""
    about: tuple[TopicScore, ...]
    """Its topics, surest first; those of a copy are its group's."""
    actors: Mapping[str, Named]
    """Entity id → actor."""
    unclear: frozenset[str]
    """Entities printed by a bare name that may be several actors'."""


class Reader(Protocol):
    """Reads what an entry does not hold itself."""

    def load(self, entry: Entry) -> Loaded:
        """The article with its words."""

    def bind(self, entry: Entry) -> Bound:
        """The article in brief, with its actors."""

    def tally(self, entry: Entry) -> Tally:
        """What lists and counts need."""

    def joined(self, entry: Entry) -> Mapping[str, str]:
        """Entity id → the rule that joined its name to its actor, where it is not simply the actor's."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One article in the book. Its words are read when they are asked for."""

    id: str
    stamp: bytes
    """Tells it from what it was in another run: its words, and all that is said of it here."""
    day: str | None
    """Its day on the desk's clock (ISO), `None` if undated."""
    order: tuple[str, str, str]
    """Sorts by day, then by the time printed, then by id."""
    title: str
    note: str | None
    """Shown on every page that uses the article."""
    publisher: Publisher
    original: str
    """Id of the article whose text it prints: its own, if it is no copy."""
    story: str | None
    """Id of the story that it belongs to; none if no other reports its event."""
    actor_ids: frozenset[str]
    """The actors that it names."""
    topics: frozenset[str]
    """Topics of the article and everything above them."""
    lent: frozenset[str]
    """Topics that it has because copies of its text have them."""
    regions: frozenset[str]
    """Regions of the article and everything they lie in."""
    names: str
    """The names that it prints, folded, and of each the last word, whoever is meant; one a line."""
    has_quotes: bool
    """Whether there are quotes found with enough confidence."""
    reader: Reader

    @property
    def article(self) -> ProcessedArticle:
        """As processed, but for the topics of a copy."""
        return self.reader.load(self).article

    @property
    def shown(self) -> frozenset[int]:
        """Indexes of the sentences that `publish.text` lets the site print."""
        return self.reader.load(self).shown

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes found with enough confidence."""
        return self.reader.load(self).quotes

    @property
    def anchors(self) -> Mapping[str, str]:
        """Quote id → its anchor."""
        return self.reader.load(self).anchors

    @property
    def named(self) -> Mapping[str, tuple[Span, ...]]:
        """Actor id → where the article names it, in order."""
        return self.reader.load(self).named

    @property
    def bound(self) -> Bound:
        """The article in brief, with its actors."""
        return self.reader.bind(self)

    @property
    def meta(self) -> Meta:
        """What is known of it besides its words."""
        return self.bound.detail.meta

    @property
    def tally(self) -> Tally:
        """What lists and counts take from it."""
        return self.reader.tally(self)

    @property
    def speech(self) -> tuple[SaidTally, ...]:
        """Its quotes that are speech, without their words; beliefs and intentions are kept apart."""
        return self.reader.tally(self).said

    @property
    def about(self) -> tuple[TopicScore, ...]:
        """Its topics, surest first."""
        return self.bound.about

    @property
    def actors(self) -> Mapping[str, Named]:
        """Entity id → actor."""
        return self.bound.actors

    @property
    def joined(self) -> Mapping[str, str]:
        """Entity id → the rule that joined its name; it may change though nothing else does: the actor tells of it."""
        return self.reader.joined(self)

    @property
    def unclear(self) -> frozenset[str]:
        """Entities printed by a bare name that may be several actors'."""
        return self.bound.unclear

    def quote(self, name: str) -> Quote:
        """The quote of this id."""
        return next(quote for quote in self.quotes if quote.id == name)

    def sentence_at(self, start: int) -> int | None:
        """The index of the sentence in which position `start` lies."""
        return next(
            (n for n, sentence in enumerate(self.article.sentences) if sentence.start <= start < sentence.end), None
        )

    def in_headline(self, start: int) -> bool:
        """Whether position `start` lies in the headline."""
        return any(block.kind == "headline" and block.start <= start < block.end for block in self.article.blocks)

    def mentions_of(self, actor_id: str) -> list[Span]:
        """Where the article names the actor, in order."""
        return list(self.named.get(actor_id, ()))

    def speakers(self, quote: Quote) -> list[Named]:
        """The actors that speak the quote."""
        return self.who(quote.speaker.entities if quote.speaker else ())

    def who(self, entities: Iterable[str]) -> list[Named]:
        """The actors that some entities are, each once."""
        actors = self.actors
        return list({actors[name].id: actors[name] for name in entities if name in actors}.values())


def first_letter(name: str) -> str:
    """The first letter of a name as its address has it; `0-9` for all that begin with none."""
    return beginnings(deepest(name))[0]


def deepest(name: str) -> str:
    """The first letters of a name's address, as many as a list is cut by at most."""
    return beginning(name, _DEEPEST)


def beginnings(letters: str) -> Sequence[str]:
    """The beginnings of these letters under which a list may hold a name, from the first one on."""
    if not letters[:1].isalpha():
        return ("0-9",)
    return tuple(dict.fromkeys(letters[:n].rstrip("-") for n in range(1, len(letters) + 1)))


def open_path(name: str) -> str:
    """The page on which a name stands that is printed alone."""
    return f"actors/open/{first_letter(name)}.md"


def local_day(published: str | None, settings: Settings) -> str | None:
    """The ISO day of a date, or of a date-time on the desk's clock."""
    moment = _moment(published)
    return published if moment is None else moment.astimezone(settings.zone()).date().isoformat()


def local_time(published: str | None, settings: Settings) -> str | None:
    """Hours and minutes of a date-time on the desk's clock; `None` for a mere date."""
    moment = _moment(published)
    return None if moment is None else moment.astimezone(settings.zone()).strftime("%H:%M")


def instant(published: str | None) -> str:
    """The moment in universal time, for sorting; a mere date comes before every moment of its day."""
    moment = _moment(published)
    return published or "" if moment is None else moment.astimezone(dt.UTC).isoformat()


def _moment(published: str | None) -> dt.datetime | None:
    """A date-time with zone; `None` for a mere date, and for none at all."""
    if published is None or len(published) == len("2024-01-24"):
        return None
    return dt.datetime.fromisoformat(published)
