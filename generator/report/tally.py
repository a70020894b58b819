"""What lists and counts take from an article once its actors are known; kept from run to run, for thousands are read.

A tally is known by the stamp of its article in the book: where that stays, the article is not even looked at in brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from generator.models import MentionForm, QuoteKind, Relation
from generator.report import brief
from generator.report.watched import digest
from generator.report.whose import Whose, whose_of

if TYPE_CHECKING:
    from generator.report.entry import Bound
    from generator.settings import Settings

VERSION = "5"
"""Raise it when the tally of an article would come out otherwise."""


class SaidTally(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quote of speech."""

    id: str
    kind: QuoteKind
    telling: bool
    """Whether it says something by itself: no reported one of a few words."""
    speakers: tuple[str, ...]
    """Ids of the actors that speak it."""
    about: tuple[str, ...]
    """Ids of the actors that its words name and that do not speak it."""
    whose: Whose


class RegionTally(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A region of the article."""

    id: str
    relation: Relation
    score: float
    names: tuple[str, ...]
    """What shows it, as printed."""


class PlaceTally(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place that the article names."""

    entity: str
    name: str
    country: str
    placed: bool
    """Whether it is known where it lies."""


class FormTally(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How the article prints an actor's name."""

    actor: str
    words: str
    form: MentionForm
    rule: str
    number: int
    entity: str


class Names(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How the article calls its actors."""

    forms: tuple[FormTally, ...]
    roles: tuple[tuple[str, str], ...]
    """Actor, and role as printed, in order."""


class Tally(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One article in numbers.

    Its lists stay packed, in the bytes that it was read from, until they are asked for: all would fill the memory.
    """

    packed_said: msgspec.Raw
    spoken: int
    """Quotes of speech."""
    quotes: int
    """Of speech, belief and intention."""
    packed_times: msgspec.Raw
    packed_topics: msgspec.Raw
    packed_regions: msgspec.Raw
    packed_places: msgspec.Raw
    credit: str | None
    packed_names: msgspec.Raw
    packed_rules: msgspec.Raw
    packed_quote_rules: msgspec.Raw
    annotator: str
    broken: str | None
    """The file that can no longer be read, if this is its last good version."""
    is_read: bool
    """Whether its sentences are known."""

    @property
    def said(self) -> tuple[SaidTally, ...]:
        """Its speech."""
        return _SAID.decode(self.packed_said)

    @property
    def times(self) -> dict[str, int]:
        """Actor id → how often the article names it."""
        return _TIMES.decode(self.packed_times)

    @property
    def topics(self) -> tuple[tuple[str, float], ...]:
        """Ids and scores, surest first."""
        return _TOPICS.decode(self.packed_topics)

    @property
    def regions(self) -> tuple[RegionTally, ...]:
        """Its regions."""
        return _REGIONS.decode(self.packed_regions)

    @property
    def places(self) -> tuple[PlaceTally, ...]:
        """The places that it names."""
        return _PLACES.decode(self.packed_places)

    @property
    def names(self) -> Names:
        """How it calls its actors."""
        return _NAMES.decode(self.packed_names)

    @property
    def rules(self) -> tuple[tuple[str, int], ...]:
        """What found or joined mentions, and how many."""
        return _RULES.decode(self.packed_rules)

    @property
    def quote_rules(self) -> tuple[tuple[str, int], ...]:
        """What found quotes, and how many."""
        return _RULES.decode(self.packed_quote_rules)


_SAID = msgspec.msgpack.Decoder(tuple[SaidTally, ...])
_TIMES = msgspec.msgpack.Decoder(dict[str, int])
_TOPICS = msgspec.msgpack.Decoder(tuple[tuple[str, float], ...])
_REGIONS = msgspec.msgpack.Decoder(tuple[RegionTally, ...])
_PLACES = msgspec.msgpack.Decoder(tuple[PlaceTally, ...])
_RULES = msgspec.msgpack.Decoder(tuple[tuple[str, int], ...])
_NAMES = msgspec.msgpack.Decoder(Names)
unpacked_tally = msgspec.msgpack.Decoder(Tally).decode


def version_of(settings: Settings) -> bytes:
    """What every tally depends on besides its article's stamp."""
    return digest((VERSION, brief.VERSION, settings.site.thresholds.quote_confidence))


def _packed(value: object) -> msgspec.Raw:
    """Packed, to be part of something packed."""
    return msgspec.Raw(msgspec.msgpack.encode(value))


def tally_of(bound: Bound) -> Tally:
    """The tally of an article."""
    actors, detail = bound.actors, bound.detail
    times: dict[str, int] = {}
    for entity in detail.entities:
        if entity.id in actors:
            times[actors[entity.id].id] = times.get(actors[entity.id].id, 0) + entity.mentions
    printed = {entity.id: entity.name for entity in detail.entities}
    rules: dict[str, int] = {}
    for said in bound.said:
        if said.rule:
            rules[said.rule] = rules.get(said.rule, 0) + 1
    names = Names(
        tuple(
            FormTally(actors[f.entity].id, f.words, f.form, f.rule, f.number, f.entity)
            for f in detail.forms
            if f.entity in actors
        ),
        tuple((actors[entity].id, words) for entity, words in detail.roles if entity in actors),
    )
    regions = [
        RegionTally(r.id, r.relation, r.score, tuple(printed[name] for name in r.entities if name in printed))
        for r in detail.regions
    ]
    places = [
        PlaceTally(e.id, e.name, e.country, e.placed)
        for e in detail.entities
        if e.kind == "place" and e.country and not e.known and e.mentions and "." not in e.name
    ]
    return Tally(
        packed_said=_packed([_said(bound, number) for number, said in enumerate(bound.said) if said.is_speech]),
        spoken=sum(said.is_speech for said in bound.said),
        quotes=len(bound.said),
        packed_times=_packed(times),
        packed_topics=_packed([(topic.id, topic.score) for topic in bound.about]),
        packed_regions=_packed(regions),
        packed_places=_packed(places),
        credit=detail.meta.credit,
        packed_names=_packed(names),
        packed_rules=_packed(detail.rules),
        packed_quote_rules=_packed(sorted(rules.items())),
        annotator=detail.annotator,
        broken=detail.broken,
        is_read=detail.is_read,
    )


def _said(bound: Bound, number: int) -> SaidTally:
    said, actors = bound.said[number], bound.actors
    speakers = tuple(dict.fromkeys(actors[name].id for name in said.speakers if name in actors))
    about = dict.fromkeys(actors[name].id for name in said.about if name in actors)
    others = tuple(name for name in about if name not in speakers)
    return SaidTally(said.id, said.kind, said.is_telling, speakers, others, whose_of(bound, said))
