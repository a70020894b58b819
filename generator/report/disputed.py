"""Figures of a story that do not agree: in dispute at one time, or changed over time; each with who gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.entry import local_time
from generator.report.speakers import is_pronoun
from generator.report.views import Evidence, Link, actor_link, evidence_of
from generator.resolve.claims import claim_facts
from generator.resolve.disputes import Kind, disputes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.report.book import Book
    from generator.resolve.claims import Claim
    from generator.resolve.disputes import Dispute

_CLAIMS = 12
_KINDS: tuple[Kind, ...] = ("disputed", "changed", "differ")


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A value, and who gives it."""

    words: str
    """The figure as printed."""
    who: tuple[Link, ...]
    """The speakers, or the printed words for them; empty where the article itself gives the value."""
    evidence: Evidence
    time: str | None
    """On the desk's clock."""
    more: int
    """Further articles in which the same party gives the same value."""


@dataclass(frozen=True, slots=True)
class DisputeView:
    """The values given for one quantity."""

    of: str
    unit: str | None
    places: tuple[str, ...]
    kind: Kind
    claims: tuple[ClaimView, ...]
    """The newest value first, each where it was given first."""
    more: int
    """Claims beyond those listed."""


def dispute_views(book: Book, articles: Iterable[str]) -> tuple[DisputeView, ...]:
    """The disputes of a story, then what changed, then what differs; none where the site prints no words.

    Args:
        book: all articles.
        articles: ids of those of the story, without copies: who reprints a figure is no witness of it.
    """
    if book.settings.site.publish.text == "none":
        return ()
    found = disputes_of(claim_facts(book.by_id[name].article) for name in articles)
    views = [_view(book, dispute) for dispute in found]
    return tuple(sorted(views, key=lambda view: _KINDS.index(view.kind)))


def _view(book: Book, dispute: Dispute) -> DisputeView:
    parties: dict[tuple[object, ...], list[Claim]] = {}
    spoken = {(claim.article, claim.value) for claim in dispute.claims if claim.speaker is not None}
    for claim in dispute.claims:
        if claim.speaker is None and (claim.article, claim.value) in spoken:
            continue  # the headline gives in its own words what a speaker says below it
        parties.setdefault((claim.value, claim.bound, claim.parties), []).append(claim)
    groups = list(parties.values())[::-1]
    return DisputeView(
        dispute.of,
        dispute.unit,
        tuple(_place(book, name) for name in dispute.places),
        dispute.kind,
        tuple(_claim(book, claims) for claims in groups[:_CLAIMS]),
        len(groups[_CLAIMS:]),
    )


def _claim(book: Book, claims: Sequence[Claim]) -> ClaimView:
    """The first of the claims of one party; the others are counted."""
    first = claims[0]
    entry = book.by_id[first.article]
    text = entry.article.text
    actors = {name: entry.actors[name] for name in first.entities if name in entry.actors}
    who = tuple(actor_link(book, actor) for actor in {actor.id: actor for actor in actors.values()}.values())
    if not who and first.speaker is not None and not is_pronoun(first.speaker.of(text)):
        who = (Link(first.speaker.of(text)),)
    return ClaimView(
        first.span.of(text),
        who,
        evidence_of(book, entry, first.span.start),
        local_time(entry.meta.published, book.settings),
        len({claim.article for claim in claims}) - 1,
    )


def _place(book: Book, name: str) -> str:
    """A region by its name, another place as it was compared."""
    region = book.region(name) or book.region(name.rpartition(":")[2])
    return region.name if region else name.title()
