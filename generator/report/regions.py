"""Regions: countries and wider areas; located in, about and reported from kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.names import fold_name
from generator.report.headlines import Headline, headline
from generator.report.ranks import by_month, top_actors, top_sources, top_topics
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Evidence,
    Link,
    Page,
    Unit,
    coverage_of,
    first_evidence,
    notes_of,
    region_link,
    region_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.knowledge.regions import Region
    from generator.models import Relation
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.report.tally import PlaceTally

_ARTICLES = 20
_RELATIONS: tuple[Relation, ...] = ("located", "about", "reported")
_EVIDENCE = 12
_PLACES = 25
WORLD = "m49:001"


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region in a table: articles by relation, and in all."""

    link: Link
    articles: int
    located: int
    about: int
    reported: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One way in which articles belong to a region, and what shows it."""

    relation: Relation
    articles: int
    by: tuple[tuple[str, int], ...]
    """Names printed, with the number of articles in which they show it, most first."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place that articles name, with a sentence that does."""

    name: str
    articles: int
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class RegionsPage(Page):
    """All regions of the desk's articles."""

    template: ClassVar[str] = "regions.md.j2"
    countries: tuple[RegionRow, ...]
    areas: tuple[RegionRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegionPage(Page):
    """One country or wider area."""

    template: ClassVar[str] = "region.md.j2"
    name: str
    code: str
    former: bool
    breadcrumb: tuple[Link, ...]
    """What it lies in, widest first."""
    row: RegionRow
    below: tuple[Count, ...]
    """Regions in it that articles are about."""
    shown: tuple[Shown, ...]
    """Located, about and reported, each with the names behind it; what has no article is left out."""
    at_home: tuple[Count, ...]
    """Sources that are published there by `sources.yml`: their articles are not counted as reported from there."""
    parts: tuple[Named, ...]
    """States, provinces and the like that articles name."""
    places: tuple[Named, ...]
    """Towns and other places that articles name."""
    months: tuple[tuple[str, int], ...]
    stories: tuple[StoryPart, ...]
    articles: tuple[Headline, ...]
    actors: tuple[Count, ...]
    topics: tuple[Count, ...]
    sources: tuple[Count, ...]


def region_units(book: Book) -> Iterator[Unit]:
    """The index and one page a region that has articles."""
    yield Unit("regions/index.md", lambda: [_index(book)])
    for name in book.by_region:
        yield Unit(region_path(name), partial(lambda name: [_page(book, book.gazetteer.regions[name])], name))


def _related(book: Book, entries: Iterable[Entry]) -> Counter[tuple[str, Relation]]:
    """Region, and how articles belong to it or to what lies in it → how many do."""
    counts: Counter[tuple[str, Relation]] = Counter()
    for entry in entries:
        counts.update(
            {(above, score.relation) for score in entry.tally.regions for above in book.lineage(score.id)}
        )  # fmt: skip
    return counts


def _row(book: Book, region: Region, counts: Counter[tuple[str, Relation]]) -> RegionRow:
    """Counts of the region itself and of what lies in it."""
    numbers = (counts[region.id, relation] for relation in _RELATIONS)
    return RegionRow(region_link(region), len(book.by_region[region.id]), *numbers)


def _index(book: Book) -> RegionsPage:
    regions = [book.gazetteer.regions[name] for name in book.by_region]
    counts = _related(book, book.entries)
    rows = sorted(
        ((region, _row(book, region, counts)) for region in regions), key=lambda r: (-r[1].articles, r[0].name)
    )
    return RegionsPage(
        path="regions/index.md",
        title="Regions",
        description="Where things happen, which countries articles are about, and where they were reported from.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        countries=tuple(row for region, row in rows if region.kind != "area"),
        areas=tuple(row for region, row in rows if region.kind == "area" and region.id != WORLD),
    )


def _page(book: Book, region: Region) -> RegionPage:
    entries = book.by_region[region.id]
    above = [r for r in reversed(book.gazetteer.lineage(region.id)) if r.id != region.id]
    inside = [r for r in (book.gazetteer.regions[n] for n in book.by_region) if r.id != region.id]
    below = [r for r in inside if region.id in book.lineage(r.id)]
    direct = [r for r in below if region.kind != "area" or r.kind != "area"] if region.id != WORLD else below
    ranked = sorted(direct, key=lambda r: (-len(book.by_region[r.id]), r.name))
    parts, places = _places(book, region, entries)
    return RegionPage(
        path=region_path(region.id),
        title=region.name,
        description=f"{region.name} in the news.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        name=region.name,
        code=region.id,
        former=region.kind == "former",
        breadcrumb=tuple(region_link(r) for r in above),
        row=_row(book, region, _related(book, entries)),
        below=tuple(Count(region_link(r), len(book.by_region[r.id])) for r in ranked),
        shown=_shown(book, region, entries),
        at_home=top_sources(book.in_country(region.id), _EVIDENCE),
        parts=parts,
        places=places,
        months=tuple(by_month(entries)),
        stories=story_parts(book, entries),
        articles=tuple(headline(book, entry) for entry in entries[:_ARTICLES]),
        actors=top_actors(book, entries, 12),
        topics=top_topics(book, entries, 10),
        sources=top_sources(entries, 12),
    )


def _shown(book: Book, region: Region, entries: tuple[Entry, ...]) -> tuple[Shown, ...]:
    """By relation the articles of the region and of what lies in it, and the names that show it."""
    articles: Counter[str] = Counter()
    names: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for entry in entries:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for score in entry.tally.regions:
            if region.id in book.lineage(score.id):
                found[score.relation].update(score.names)
        for relation, forms in found.items():
            articles[relation] += 1
            for key, form in {fold_name(form): form for form in sorted(forms)}.items():
                names[relation][key][form] += 1
    return tuple(
        Shown(relation, articles[relation], _most_named(names[relation]))
        for relation in _RELATIONS
        if articles[relation]
    )


def _most_named(names: Mapping[str, Counter[str]]) -> tuple[tuple[str, int], ...]:
    """Each name in its usual letters, with its number; of "ANKARA" and "Ankara" the latter."""
    rows = [
        (min(forms, key=lambda form: (form.isupper(), -forms[form], form)), forms.total()) for forms in names.values()
    ]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:_EVIDENCE])


def _places(book: Book, region: Region, entries: tuple[Entry, ...]) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """The region's parts, and other places in it, that articles name (not the region itself), most articles first.

    A place in capitals, as datelines print it, is the same place; a mere abbreviation ("N.Y.") is none.
    """
    found: defaultdict[str, list[tuple[Entry, PlaceTally]]] = defaultdict(list)
    for entry in entries:
        for place in entry.tally.places:
            if place.country == region.id:
                found[fold_name(place.name)].append((entry, place))
    rows = []
    for seen in found.values():
        name = min((entity.name for _, entity in seen), key=lambda name: (name.isupper(), name))
        is_part = any(not entity.placed and _is_part(book, region, entity.name) for _, entity in seen)
        rows.append((-len({entry.id for entry, _ in seen}), name, is_part, *seen[0]))
    rows.sort(key=lambda row: row[:2])
    parts, others = ([row for row in rows if row[2] is wanted][:_PLACES] for wanted in (True, False))
    return tuple(_named(book, row) for row in parts), tuple(_named(book, row) for row in others)


def _named(book: Book, row: tuple[int, str, bool, Entry, PlaceTally]) -> Named:
    number, name, _, entry, entity = row
    spans = [mention.span for mention in entry.article.mentions if mention.entity == entity.entity]
    return Named(name, -number, first_evidence(book, entry, spans))


def _is_part(book: Book, region: Region, name: str) -> bool:
    """Whether the name is that of a state, province or county of the region: "Irkutsk Oblast" by its last word too."""
    senses = book.gazetteer.senses(name) or book.gazetteer.senses(name.rpartition(" ")[0])
    return any(sense.sort == "admin" and sense.region == region.id for sense in senses)
