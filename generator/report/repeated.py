"""Quotations that several articles print: first printed by whom, and how others cut or changed them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from generator.report.dates import written_month
from generator.report.elsewhere import ON_A_PAGE, REPEATED, known_sources, month_page
from generator.report.entry import UNDATED
from generator.report.evidence import quotable
from generator.report.views import Count, Evidence, Link, Page, Unit, actor_link, coverage_of, evidence_of, notes_of
from generator.report.whose import Whose, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.quotations import Quotation, Said, Variant
    from generator.resolve.wordings import Piece

_WIDEST = 20
_PRINTED = 12
"""Articles listed of each wording."""
_LONG = {"cut": (14, 4), "same": (40, 12)}
"""A longer stretch is shown by so many words at both ends."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of a wording beside the fullest one."""

    kind: str
    """`same`, `cut`, `added` or `changed`."""
    words: str
    instead: str
    """Where it is changed, the words of the fullest wording."""
    ending: str
    """Of a long stretch, its last words; what lies between is left out."""
    number: int
    """Words of the whole stretch."""


@dataclass(frozen=True, slots=True)
class VariantView:
    """One wording, and who prints it."""

    pieces: tuple[PieceView, ...]
    """Empty for the fullest wording, and where the settings do not let the site print it."""
    changes: tuple[tuple[str, int], ...]
    """How many words are cut, added, changed."""
    printed: tuple[Evidence, ...]
    more: int
    """Articles beyond those listed."""


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation with all who print it."""

    anchor: str
    words: tuple[str, ...]
    """The fullest wording, its parts in order; empty where the settings do not let the site print it."""
    in_marks: bool
    speakers: tuple[Link, ...]
    spoken: str | None
    """Where no speaker is resolved, the one printed first."""
    whose: Whose
    """Whose it is, by what is printed first."""
    unresolved: int
    """Quotes of which the speaker is not resolved, where others' is."""
    sources: int
    articles: int
    credits: tuple[tuple[str, int], ...]
    """Whom articles that print it credit with their text, and how many: copies, not prints of their own."""
    first_day: str | None
    first: tuple[Evidence, ...]
    """Several where the times printed do not tell who was first, none where all are undated."""
    variants: tuple[VariantView, ...]


@dataclass(frozen=True, kw_only=True)
class RepeatedPage(Page):
    """The quotations printed most widely, and the way to all others."""

    template: ClassVar[str] = "repeated.md.j2"
    total: int
    changed: int
    """Quotations of which there are several wordings."""
    months: tuple[Count, ...]
    widest: tuple[QuotationView, ...]


@dataclass(frozen=True, kw_only=True)
class RepeatedMonthPage(Page):
    """The quotations first printed in one month, or in undated articles only, oldest first."""

    template: ClassVar[str] = "repeated_month.md.j2"
    quotations: tuple[QuotationView, ...]
    parts: tuple[Link, ...]
    part: int


def repeated_units(book: Book) -> Iterator[Unit]:
    """The index and the pages of the months."""
    yield Unit(REPEATED, lambda: [_index(book)])
    for month in book.repeated:
        yield Unit(month_page(month, 1), partial(_month, book, month))


def _title(month: str) -> str:
    return "undated articles" if month == UNDATED else written_month(month)


def _index(book: Book) -> RepeatedPage:
    months = dict(book.repeated.items())
    groups = book.quotations.groups
    newest = tuple(reversed(groups))
    widest = sorted(newest, key=lambda group: (-len(known_sources(group)), -len(group.articles)))
    dated = sorted((month for month in months if month != UNDATED), reverse=True)
    behind = _behind(book, groups)
    return RepeatedPage(
        path=REPEATED,
        title="Repeated quotations",
        description="The same quotation across articles: who printed it first, and who cut or changed it.",
        coverage=coverage_of(behind),
        notes=notes_of(behind),
        searchable=False,
        total=len(groups),
        changed=sum(len(group.variants) > 1 for group in groups),
        months=tuple(
            Count(Link(_title(month), month_page(month, 1)), len(months[month]))
            for month in [*dated, *([UNDATED] if UNDATED in months else [])]
        ),
        widest=tuple(quotation_view(book, group) for group in widest[:_WIDEST]),
    )


def _month(book: Book, month: str) -> list[Page]:
    groups = book.repeated[month]
    parts = [groups[at : at + ON_A_PAGE] for at in range(0, len(groups), ON_A_PAGE)]
    links = tuple(Link(str(n), month_page(month, n)) for n in range(1, len(parts) + 1)) if len(parts) > 1 else ()
    pages: list[Page] = []
    for number, part in enumerate(parts, start=1):
        behind = _behind(book, part)
        pages.append(
            RepeatedMonthPage(
                path=month_page(month, number),
                title=f"Repeated quotations: {_title(month)}" + (f", part {number}" if links else ""),
                coverage=coverage_of(behind),
                notes=notes_of(behind),
                searchable=False,
                quotations=tuple(quotation_view(book, group) for group in part),
                parts=links,
                part=number,
            )
        )
    return pages


def _behind(book: Book, groups: Iterable[Quotation]) -> list[Entry]:
    """The articles that print the quotations."""
    return [book.by_id[name] for name in sorted({name for group in groups for name in group.articles})]


def quotation_view(book: Book, group: Quotation) -> QuotationView:
    """The quotation as the page shows it."""
    hidden = book.settings.site.publish.text == "none"
    fullest = group.variants[0]
    head = fullest.printed[0]
    text = book.by_id[head.article].article.text
    resolved = [said for said in group.occurrences if said.speakers]
    spoken, sort = _spoken(book, group)
    return QuotationView(
        anchor=group.id,
        words=() if hidden else fullest.words,
        in_marks=head.kind != "indirect" and all(quotable(part, text) for part in fullest.words),
        speakers=tuple(actor_link(book, book.actors[name]) for name in _speakers(group)),
        spoken=None if hidden or resolved else spoken,
        whose=sort,
        unresolved=len(group.occurrences) - len(resolved) if resolved else 0,
        sources=len(known_sources(group)),
        articles=len(group.articles),
        credits=_credits(book, group),
        first_day=group.occurrences[0].day,
        first=_evidence(book, group.first),
        variants=tuple(_variant(book, variant, hidden=hidden) for variant in group.variants),
    )


def _speakers(group: Quotation) -> list[str]:
    """Ids of the speakers, the one given most often first."""
    counts = Counter(name for said in group.occurrences for name in said.speakers)
    return sorted(counts, key=lambda name: (-counts[name], name))


def _credits(book: Book, group: Quotation) -> tuple[tuple[str, int], ...]:
    credited = (book.by_id[name].tally.credit for name in sorted(group.articles))
    counts = Counter(name for name in credited if name)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _spoken(book: Book, group: Quotation) -> tuple[str | None, Whose]:
    """The first printed speaker, and whose that makes it."""
    for said in group.occurrences:
        entry = book.by_id[said.article]
        quote = entry.quote(said.quote)
        if quote.speaker is not None:
            return quote.speaker.span.of(entry.article.text), whose(entry, quote)
    return None, "none"


def _evidence(book: Book, printed: Sequence[Said]) -> tuple[Evidence, ...]:
    """Where it is printed, each article once."""
    out: dict[str, Evidence] = {}
    for said in printed:
        if said.article not in out:
            entry = book.by_id[said.article]
            quote = entry.quote(said.quote)
            out[said.article] = evidence_of(book, entry, quote.content[0].start)
    return tuple(out.values())


def _variant(book: Book, variant: Variant, *, hidden: bool) -> VariantView:
    changed = [piece for piece in variant.pieces if piece.kind != "same"]
    counts = Counter[str]()
    for piece in changed:
        counts[piece.kind] += max(len(piece.words.split()), len(piece.instead.split()))
    printed = _evidence(book, variant.printed)
    return VariantView(
        pieces=() if hidden or not changed else tuple(_piece(piece) for piece in variant.pieces),
        changes=tuple((kind, counts[kind]) for kind in ("cut", "added", "changed") if counts[kind]),
        printed=printed[:_PRINTED],
        more=len(printed) - len(printed[:_PRINTED]),
    )


def _piece(piece: Piece) -> PieceView:
    words = piece.words.split()
    most, ends = _LONG.get(piece.kind, (len(words), 0))
    if len(words) <= most:
        return PieceView(piece.kind, piece.words, piece.instead, "", len(words))
    return PieceView(piece.kind, " ".join(words[:ends]), "", " ".join(words[-ends:]), len(words))


def repeated_rows(book: Book) -> list[dict[str, Any]]:
    """The quotations as data; without words where the settings do not let the site print them."""
    hidden = book.settings.site.publish.text == "none"
    return [
        {
            "id": group.id,
            "actors": _speakers(group),
            "sources": sorted(known_sources(group)),
            "first": [said.article for said in group.first],
            "page": f"{book.repeated_pages[group.id]}#{group.id}",
            "variants": [
                {
                    "words": [] if hidden else list(variant.words),
                    "beside_the_fullest": [] if hidden else [[p.kind, p.words, p.instead] for p in variant.pieces],
                    "quotes": [
                        {"article": said.article, "quote": said.quote, "day": said.day} for said in variant.printed
                    ],
                }
                for variant in group.variants
            ],
        }
        for group in book.quotations.groups
    ]
