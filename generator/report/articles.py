"""Articles: the list by month, and one page each with its evidence."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.models import Span
from generator.report.dates import written_day, written_month
from generator.report.entry import UNDATED, local_time
from generator.report.headlines import Headline, headline
from generator.report.quotations import quotations
from generator.report.timeline import corrections_to
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    Unit,
    actor_link,
    article_link,
    article_path,
    context_once,
    coverage_of,
    day_path,
    edition_path,
    notes_of,
    part_links,
    part_path,
    quote_view,
    region_link,
    sentence_link,
    source_link,
    story_link,
    topic_link,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.models import Block, RegionScore, Sentence
    from generator.report.book import Book
    from generator.report.entry import Entry

_ON_A_PAGE = 200
_Names = list[tuple[Span, Link]]
"""Where names stand, and where they lead."""


@dataclass(frozen=True, kw_only=True)
class ArticlesPage(Page):
    """The way to every article."""

    template: ClassVar[str] = "articles.md.j2"
    months: tuple[Count, ...]
    latest: tuple[Headline, ...]


@dataclass(frozen=True, kw_only=True)
class ArticlesMonthPage(Page):
    """The articles of one month, or the undated ones."""

    template: ClassVar[str] = "articles_month.md.j2"
    articles: tuple[Headline, ...]
    parts: tuple[Link, ...]
    part: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence: plain, naming an actor, or quoted."""

    text: str
    link: Link | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on the article's page."""

    anchor: str
    segments: tuple[Segment, ...]
    """Empty where the settings do not let the site print it; of a sentence that holds a quote, at least the quote."""
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article."""

    kind: str
    lines: tuple[Line, ...]
    """Sentences; for a sub-heading one line without an anchor."""


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """One article."""

    template: ClassVar[str] = "article.md.j2"
    source: Link
    credit: str | None
    authors: tuple[str, ...]
    published: str | None
    """As printed."""
    day: str | None
    """On the desk's clock, as wherever else the site gives a day."""
    time: str | None
    timezone: str
    """Of the desk's clock."""
    edition: Link
    story: Link | None
    """None if no other article reports its event."""
    corrects: Link | None
    """The earlier article of its source that it corrects, where that is known."""
    corrected: tuple[Link, ...]
    """Later articles that correct it."""
    section: str | None
    keywords: tuple[str, ...]
    language: str | None
    rights: str | None
    url: str | None
    broken: str | None
    """The file that can no longer be read, if this is its last good version."""
    mode: str
    """`publish.text`."""
    passages: tuple[Passage, ...]
    shown: int
    sentences: int
    quotes: tuple[QuoteView, ...]
    quotations: tuple[Mapping[str, object], ...]
    """Its direct speech as schema.org `Quotation`s."""
    thoughts: tuple[QuoteView, ...]
    actors: tuple[tuple[Link, str, int], ...]
    topics: tuple[tuple[Link, float, tuple[str, ...], bool], ...]
    """Each with its score, the words that show it, and whether only copies of the text show it."""
    regions: tuple[tuple[Link, str, float], ...]
    annotator: str


def article_units(book: Book) -> Iterator[Unit]:
    """The index, the lists by month, and one page an article."""
    yield Unit("articles/index.md", lambda: [_index(book)])
    for month in book.by_month:
        yield Unit(_path(month), partial(_month, book, month))
    for name in book.by_id:
        yield Unit(article_path(name), partial(lambda name: [_page(book, book.by_id[name])], name))


def _index(book: Book) -> ArticlesPage:
    groups = book.by_month
    return ArticlesPage(
        path="articles/index.md",
        title="Articles",
        description="Every article of the desk.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        months=tuple(Count(Link(_title(month), _path(month)), len(found)) for month, found in groups.items()),
        latest=tuple(headline(book, entry) for entry in book.entries[:30]),
    )


def _title(month: str) -> str:
    return "Undated" if month == UNDATED else written_month(month)


def _path(month: str) -> str:
    return f"articles/by-month/{month}.md"


def _month(book: Book, month: str) -> list[Page]:
    entries = book.by_month[month]
    parts = [entries[i : i + _ON_A_PAGE] for i in range(0, len(entries), _ON_A_PAGE)]
    links = part_links(_path(month), len(parts))
    return [
        ArticlesMonthPage(
            path=part_path(_path(month), number),
            title=f"Articles: {_title(month)}" + (f", part {number}" if links else ""),
            coverage=coverage_of(part),
            notes=notes_of(part),
            searchable=False,
            articles=tuple(headline(book, entry) for entry in part),
            parts=links,
            part=number,
        )
        for number, part in enumerate(parts, start=1)
    ]


def _page(book: Book, entry: Entry) -> ArticlePage:
    meta = entry.article.article
    origin = entry.article.input
    views = [quote_view(book, entry, quote) for quote in entry.quotes]
    passages = tuple(_passages(book, entry))
    return ArticlePage(
        path=article_path(entry.id),
        title=meta.title,
        description=f"{entry.publisher.name}: {meta.title}",
        coverage=coverage_of([entry]),
        notes=notes_of([entry]),
        searchable=False,
        source=source_link(entry),
        credit=meta.credit,
        authors=meta.authors,
        published=meta.published,
        day=entry.day,
        time=local_time(meta.published, book.settings),
        timezone=book.settings.site.timezone,
        edition=_edition(book, entry),
        story=story_link(book, entry.story) if entry.story else None,
        corrects=article_link(book.by_id[name]) if (name := book.corrections(entry.story).get(entry.id)) else None,
        corrected=corrections_to(book, entry),
        section=meta.section,
        keywords=meta.keywords,
        language=meta.language,
        rights=meta.rights,
        url=meta.url,
        broken=origin.path if origin and origin.state == "broken" else None,
        mode=book.settings.site.publish.text,
        passages=passages,
        shown=sum(not entry.in_headline(entry.article.sentences[n].start) for n in entry.shown),
        sentences=sum(not entry.in_headline(sentence.start) for sentence in entry.article.sentences),
        quotes=context_once(view for view in views if view.act == "speech"),
        quotations=quotations(book, entry),
        thoughts=tuple(view for view in views if view.act != "speech"),
        actors=_actors(book, entry),
        topics=tuple(
            (topic_link(book, t.id), t.score, _evidence_words(entry, t.evidence), t.id in entry.lent)
            for t in entry.article.topics
            if t.id in book.topics
        ),
        regions=_regions(book, entry),
        annotator=entry.article.annotator.label,
    )


def _edition(book: Book, entry: Entry) -> Link:
    """The edition in which the article stands: of its day, or, if that was closed before it came, a later one."""
    day = book.editions.of.get(entry.id)
    if day is None:
        return Link("Undated articles", day_path(UNDATED))
    late = "" if day == entry.day else " (it came when the edition of its own day was closed)"
    return Link(f"Briefing of {written_day(day)}{late}", edition_path(day))


def _regions(book: Book, entry: Entry) -> tuple[tuple[Link, str, float], ...]:
    """Each region once: how it belongs to the article, and its share in all."""
    found: dict[str, list[RegionScore]] = {}
    for score in entry.article.regions:
        found.setdefault(score.id, []).append(score)
    rows = [(book.region(name), scores) for name, scores in found.items()]
    merged = [
        (region_link(region), ", ".join(score.relation for score in scores), sum(score.score for score in scores))
        for region, scores in rows
        if region is not None
    ]
    return tuple(sorted(merged, key=lambda row: (-row[2], row[0].text)))


def _evidence_words(entry: Entry, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(sorted({span.of(entry.article.text).casefold() for span in spans}))[:8]


def _actors(book: Book, entry: Entry) -> tuple[tuple[Link, str, int], ...]:
    counts: defaultdict[str, int] = defaultdict(int)
    for mention in entry.article.mentions:
        if mention.entity in entry.actors:
            counts[entry.actors[mention.entity].id] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((actor_link(book, book.actors[name]), book.actors[name].kind, n) for name, n in ranked)


def _passages(book: Book, entry: Entry) -> list[Passage]:
    """The blocks in order; sentences outside every block (from elsewhere) come last."""
    names = _names(book, entry)
    blocks = [b for b in entry.article.blocks if b.kind != "dateline" or not _inside_paragraph(entry, b)]
    used: set[int] = set()
    out: list[Passage] = []
    for block in blocks:
        if block.kind == "headline":
            used |= {n for n, s in enumerate(entry.article.sentences) if block.span.covers(s.span)}
            lines = [
                _line(book, entry, s, n, names)
                for n, s in enumerate(entry.article.sentences)
                if block.span.covers(s.span)
            ]
            out.append(Passage("headline", tuple(lines)))
            continue
        inside = [(n, s) for n, s in enumerate(entry.article.sentences) if block.start <= s.start < block.end]
        used |= {n for n, _ in inside}
        if inside:
            lines = [_line(book, entry, s, n, names) for n, s in inside]
        elif book.settings.site.publish.text == "full":
            lines = [Line("", (Segment(block.span.of(entry.article.text), None, quoted=False),), None)]
        else:
            continue
        out.append(Passage(block.kind, tuple(lines)))
    rest = [(n, s) for n, s in enumerate(entry.article.sentences) if n not in used]
    if rest:
        lines = [_line(book, entry, s, n, names) for n, s in rest]
        out.append(Passage("paragraph", tuple(lines)))
    elif not entry.article.sentences and not blocks and book.settings.site.publish.text == "full":
        out.append(Passage("paragraph", (Line("", (Segment(entry.article.text, None, quoted=False),), None),)))
    return out


def _inside_paragraph(entry: Entry, block: Block) -> bool:
    return any(other.kind == "paragraph" and other.span.covers(block.span) for other in entry.article.blocks)


def _line(book: Book, entry: Entry, sentence: Sentence, number: int, names: _Names) -> Line:
    if number in entry.shown:
        segments = tuple(_segments(entry, sentence, names))
    else:
        segments = () if book.settings.site.publish.text == "none" else tuple(_quoted_parts(entry, sentence))
    return Line(sentence.anchor, segments, sentence_link(book, entry, number))


def _quoted_parts(entry: Entry, sentence: Sentence) -> list[Segment]:
    """Of a sentence that is not shown, the quotes in it, which other pages show too."""
    parts = {
        (max(span.start, sentence.start), min(span.end, sentence.end))
        for quote in entry.quotes
        for span in quote.content
        if span.touches(sentence.span)
    }
    out: list[Segment] = []
    end = sentence.start
    for start, stop in sorted(parts):
        if start >= end:
            if start > end:
                out.append(Segment("⋯ ", None, quoted=False))
            out.append(Segment(entry.article.text[start:stop] + " ", None, quoted=True))
            end = stop
    if out and end < sentence.end:
        out.append(Segment("⋯", None, quoted=False))
    return out


def _link_of(book: Book, entry: Entry, entity_id: str) -> Link | None:
    """Where a name in the text leads: to its actor, or to the region of its place."""
    if entity_id in entry.actors:
        return actor_link(book, entry.actors[entity_id])
    entity = next(entity for entity in entry.article.entities if entity.id == entity_id)
    region = book.region(entity.country) if entity.country and entity.kind in ("place", "state") else None
    return region_link(region) if region is not None and region.id in entry.regions else None


def _names(book: Book, entry: Entry) -> _Names:
    """The names of the article that lead somewhere, in order, not overlapping."""
    links = {entity.id: _link_of(book, entry, entity.id) for entity in entry.article.entities}
    out: _Names = []
    for mention in entry.article.mentions:
        link = links.get(mention.entity)
        if link is not None and (not out or out[-1][0].end <= mention.start):
            out.append((mention.span, link))
    return out


def _segments(entry: Entry, sentence: Sentence, all_names: _Names) -> list[Segment]:
    """The sentence cut where a name or a quote begins or ends."""
    text = entry.article.text
    names = [(span, link) for span, link in all_names if sentence.span.covers(span)]
    quoted = [span for quote in entry.quotes for span in quote.content if span.touches(sentence.span)]
    cuts = {sentence.start, sentence.end}
    for span in [*[span for span, _ in names], *quoted]:
        cuts |= {min(max(at, sentence.start), sentence.end) for at in (span.start, span.end)}
    for span, _ in names:  # a link is never cut in two
        cuts -= {at for at in cuts if span.start < at < span.end}
    order = sorted(cuts)
    out = []
    for start, end in itertools.pairwise(order):
        here = Span(start, end)
        link = next((link for span, link in names if span.covers(here)), None)
        out.append(Segment(text[start:end], link, any(q.touches(here) for q in quoted)))
    return out
