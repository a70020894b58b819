"""One article with everything that was resolved about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.names import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.models import ProcessedArticle, Quote, Span
    from generator.resolve.gather import ActorKind
    from generator.resolve.sources import Publisher
    from generator.settings import Settings


UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as an article's page needs it: what it is called and where it stands."""

    id: str
    name: str
    kind: ActorKind
    region: str | None = None
    """For a state, its region id."""
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the book."""

    article: ProcessedArticle
    """As processed, but for the topics of a copy: those are its group's (`resolve.agreed`)."""
    stamp: bytes
    """Tells it from what it was in another run: its words, and all that is said of it here."""
    day: str | None
    """Its day on the desk's clock (ISO), `None` if undated."""
    publisher: Publisher
    original: str
    """Id of the article whose text it prints: its own, if it is no copy."""
    story: str | None
    """Id of the story that it belongs to; none if no other reports its event."""
    shown: frozenset[int]
    """Indexes of the sentences that `publish.text` lets the site print."""
    quotes: tuple[Quote, ...]
    """The quotes found with enough confidence."""
    anchors: Mapping[str, str]
    """Quote id → its anchor, made from its words, so that it survives a new model; unique over all articles."""
    actors: Mapping[str, Named]
    """Entity id → actor."""
    joined: Mapping[str, str]
    """Entity id → the rule that joined its name to the actor, where it is not simply the actor's."""
    unclear: frozenset[str]
    """Entities printed by a bare name that may be several actors'."""
    named: Mapping[str, tuple[Span, ...]]
    """Actor id → where the article names it, in order."""
    topics: frozenset[str]
    """Topics of the article and everything above them."""
    lent: frozenset[str]
    """Topics that it has because copies of its text have them."""
    regions: frozenset[str]
    """Regions of the article and everything they lie in."""

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts by day, then by the time printed, then by id."""
        return (self.day or "", _instant(self.article.article.published), self.id)

    @property
    def actor_ids(self) -> set[str]:
        """The actors that the article names."""
        return {actor.id for actor in self.actors.values()}

    def sentence_at(self, start: int) -> int | None:
        """The index of the sentence in which position `start` lies."""
        for number, sentence in enumerate(self.article.sentences):
            if sentence.start <= start < sentence.end:
                return number
        return None

    def in_headline(self, start: int) -> bool:
        """Whether position `start` lies in the headline."""
        return any(block.kind == "headline" and block.start <= start < block.end for block in self.article.blocks)

    def mentions_of(self, actor_id: str) -> list[Span]:
        """Where the article names the actor, in order."""
        return list(self.named.get(actor_id, ()))

    def is_actor(self, entity_id: str, actor_id: str) -> bool:
        """Whether the entity is that actor."""
        actor = self.actors.get(entity_id)
        return actor is not None and actor.id == actor_id

    def speakers(self, quote: Quote) -> list[Named]:
        """The actors that speak the quote."""
        names = quote.speaker.entities if quote.speaker else ()
        return list({self.actors[name].id: self.actors[name] for name in names if name in self.actors}.values())


def letter_path(name: str) -> str:
    """The page of the list of all actors on which one of this name stands."""
    first = slug(name)[:1]
    return f"actors/all/{first if first.isalpha() else '0-9'}.md"


def local_day(published: str | None, settings: Settings) -> str | None:
    """The ISO day of a date, or of a date-time on the desk's clock."""
    moment = _moment(published)
    return published if moment is None else moment.astimezone(settings.zone()).date().isoformat()


def local_time(published: str | None, settings: Settings) -> str | None:
    """Hours and minutes of a date-time on the desk's clock; `None` for a mere date."""
    moment = _moment(published)
    return None if moment is None else moment.astimezone(settings.zone()).strftime("%H:%M")


def _instant(published: str | None) -> str:
    """The moment in universal time, for sorting; a mere date comes before every moment of its day."""
    moment = _moment(published)
    return published or "" if moment is None else moment.astimezone(dt.UTC).isoformat()


def _moment(published: str | None) -> dt.datetime | None:
    """A date-time with zone; `None` for a mere date, and for none at all."""
    if published is None or len(published) == len("2024-01-24"):
        return None
    return dt.datetime.fromisoformat(published)
