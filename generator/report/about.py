"""Search, Data and Methods: the pages about the desk itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.knowledge.accuracy import Measured, load_accuracy
from generator.report.views import Coverage, Link, Page, coverage_of, notes_of, speech

if TYPE_CHECKING:
    from generator.report.book import Book

DOWNLOADS = (
    ("data/articles.json", "Articles: headline, date, source, address, actors, topics, regions"),
    ("data/articles.csv", "The same as a table"),
    (
        "data/quotes.json",
        "Quotes: words, kind, speaker, cue, confidence, sentence, the quotation that they are the same as",
    ),
    ("data/quotes.csv", "The same as a table"),
    (
        "data/repeated.json",
        "Repeated quotations: wordings beside the fullest one, who prints them, who printed them first",
    ),
    ("data/actors.json", "Actors: name, kind, names as printed, what joined them, articles"),
    ("data/open-names.json", "Names printed alone of which it is not clear whose they are: name, candidates, articles"),
    ("data/topics.json", "Topics: code, name, parent, articles"),
    ("data/regions.json", "Regions: code, name, what it lies in, articles"),
    ("data/sources.json", "Sources: name, kind, country, articles"),
)


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """Search over everything, and where to browse without JavaScript."""

    template: ClassVar[str] = "search.md.j2"


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """Downloads."""

    template: ClassVar[str] = "data.md.j2"
    downloads: tuple[Link, ...]
    mode: str


@dataclass(frozen=True, kw_only=True)
class MethodsPage(Page):
    """How the site is made, and how often it is wrong."""

    template: ClassVar[str] = "methods.md.j2"
    mode: str
    share: float
    annotators: tuple[tuple[str, int], ...]
    """What annotated the articles, and how many."""
    unread: int
    """Articles in a language that no model here reads."""
    broken: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    """What found or joined names, and how many mentions."""
    unnamed: int
    quotes: int
    measured: Measured | None
    same_model: bool
    """Whether all articles were annotated by what the figures were measured on."""
    timezone: str
    least_quote: float


def about_pages(book: Book) -> list[Page]:
    """Search, Data and Methods."""
    coverage, notes = coverage_of(book.entries), notes_of(book.entries)
    mode = book.settings.site.publish.text
    search = SearchPage(
        path="search.md", title="Search", coverage=coverage, notes=notes, description="Search articles, quotes, names.",
        searchable=False,
    )  # fmt: skip
    data = DataPage(
        path="data/index.md", title="Data", coverage=coverage, notes=notes, description="What the pages say, as files.",
        downloads=tuple(Link(text, path) for path, text in DOWNLOADS), mode=mode,
    )  # fmt: skip
    return [search, data, _methods(book, coverage, notes)]


def _methods(book: Book, coverage: Coverage, notes: tuple[str, ...]) -> MethodsPage:
    stamps = Counter(entry.article.annotator.label for entry in book.entries)
    said = [(entry, quote) for entry in book.entries for quote in speech(entry)]
    kinds = Counter(quote.kind for _, quote in said)
    rules = Counter(mention.rule for e in book.entries for mention in e.article.mentions if mention.rule)
    measured = load_accuracy()
    broken = {e.article.input.path for e in book.entries if e.article.input and e.article.input.state == "broken"}
    return MethodsPage(
        path="methods.md",
        title="Methods",
        description="How this site is made from the articles, and how often it is wrong.",
        coverage=coverage,
        notes=notes,
        mode=mode_of(book),
        share=book.settings.site.publish.share,
        annotators=tuple(sorted(stamps.items())),
        unread=sum(not e.article.sentences for e in book.entries),
        broken=tuple(sorted(broken)),
        kinds=tuple((kind, kinds[kind]) for kind in ("direct", "mixed", "indirect")),
        rules=tuple(sorted(rules.items(), key=lambda item: (-item[1], item[0]))),
        unnamed=sum(not entry.speakers(quote) for entry, quote in said),
        quotes=len(said),
        measured=measured,
        same_model=measured is not None and set(stamps) <= {measured.annotator},
        timezone=book.settings.site.timezone,
        least_quote=book.settings.site.thresholds.quote_confidence,
    )


def mode_of(book: Book) -> str:
    """What of the articles' words the site shows."""
    return book.settings.site.publish.text
