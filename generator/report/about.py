"""Search, Data and Methods: the pages about the desk itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.knowledge.accuracy import Measured, load_accuracy
from generator.report.dates import written_month
from generator.report.entry import UNDATED
from generator.report.trends import LEAST, LEAST_BEFORE
from generator.report.views import (
    SURENESS,
    Coverage,
    Link,
    Note,
    Page,
    Unit,
    coverage_of,
    notes_of,
)
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book

DOWNLOADS = (
    (
        "data/repeated.json",
        "Repeated quotations: wordings beside the fullest one, who prints them, who printed them first",
    ),
    ("data/actors.json", "Actors: name, kind, names as printed, what joined them, articles"),
    ("data/open-names.json", "Names printed alone of which it is not clear whose they are: name, candidates, articles"),
    (
        "data/stories.json",
        "Stories: headline, first and last day, articles, number of sources, origins with their articles",
    ),
    ("data/topics.json", "Topics: code, name, parent, articles"),
    ("data/regions.json", "Regions: code, name, what it lies in, articles"),
    ("data/editions.json", "Briefings: their articles and stories, and the digest of those that are closed"),
    ("data/sources.json", "Sources: name, kind, country, articles"),
)


MONTHLY = (
    ("articles", "Articles: headline, date, source, address, actors, topics, regions"),
    ("quotes", "Quotes: words, kind, speaker, cue, confidence, sentence, the quotation that they are the same as"),
)


_QUOTE_RULES = {
    "reader": "what the network was taught to read: words that are reported, whose they are, and the cue",
    "marks-verb": "words in quotation marks beside a verb of saying",
    "clause": "a clause that hangs on a verb of saying, believing or wanting: “said that …”",
    "according-to": "“according to …” and its like",
    "naming": "what a speaker is said to call something: “called it …”",
    "passive": "“was told that …”, “is said to …”",
    "object": "the object of such a verb: “denied the charge”",
    "preposition": "what stands behind a verb and its preposition: “warned of …”",
    "infinitive": "“asked them to …”, “promised to …”",
    "speech-noun": "a noun that stands for speech: “his denial that …”",
    "colon": "a name, a colon, and the words",
    "continuation": "words in quotation marks that go on without a new attribution",
}
"""What the rules of our own annotator look for; of those of others only the name is known."""


@dataclass(frozen=True, slots=True)
class QuoteRule:
    """A rule that found quotes."""

    name: str
    looks_for: str
    quotes: int


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """Search over everything, and where to browse without JavaScript."""

    template: ClassVar[str] = "search.md.j2"


@dataclass(frozen=True, slots=True)
class MonthFiles:
    """The files of one month."""

    month: str
    articles: int
    files: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """Downloads."""

    template: ClassVar[str] = "data.md.j2"
    downloads: tuple[Link, ...]
    monthly: tuple[tuple[str, str], ...]
    """Name and description of the lists that come by month."""
    months: tuple[MonthFiles, ...]
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
    attributions: Attributions
    quote_rules: tuple[QuoteRule, ...]
    sureness: tuple[tuple[str, float], ...]
    """The words for a quote's confidence, and from where on each holds."""
    measured: Measured | None
    same_model: bool
    """Whether all articles were annotated by what the figures were measured on."""
    timezone: str
    least_quote: float
    trend_least: int
    """Articles that a riser has, and that one expects of a faller."""
    trend_least_before: int
    """Articles of the editions before, from which on anything is compared."""


def about_units(book: Book) -> Iterator[Unit]:
    """Search, Data and Methods."""
    yield Unit("search.md", lambda: _pages(book))


def _pages(book: Book) -> list[Page]:
    coverage, notes = coverage_of(book.entries), notes_of(book.entries)
    mode = book.settings.site.publish.text
    search = SearchPage(
        path="search.md", title="Search everything", coverage=coverage, notes=notes,
        description="Search articles, quotes, names.", searchable=False,
    )  # fmt: skip
    data = DataPage(
        path="data/index.md", title="Data", coverage=coverage, notes=notes, description="What the pages say, as files.",
        downloads=tuple(Link(text, path) for path, text in DOWNLOADS), monthly=MONTHLY,
        months=tuple(_month(month, len(entries)) for month, entries in book.by_month.items()), mode=mode,
    )  # fmt: skip
    return [search, data, _methods(book, coverage, notes)]


def _month(month: str, articles: int) -> MonthFiles:
    files = [f"{name}.{ending}" for name, _ in MONTHLY for ending in ("json", "csv")]
    return MonthFiles(
        "undated" if month == UNDATED else written_month(month), articles,
        tuple(Link(file, f"{month_folder(month)}{file}") for file in files),
    )  # fmt: skip


def month_folder(month: str) -> str:
    """Where the data files of a month, or of the undated articles, lie."""
    return f"data/months/{month}/"


def _methods(book: Book, coverage: Coverage, notes: tuple[Note, ...]) -> MethodsPage:
    stamps = Counter(entry.tally.annotator for entry in book.entries)
    kinds = book.columns.kinds.counts(book.columns.places(book.entries))
    rules = Counter[str]()
    for entry in book.entries:
        rules.update(dict(entry.tally.rules))
    measured = load_accuracy()
    broken = {file for entry in book.entries if (file := entry.tally.broken)}
    return MethodsPage(
        path="methods.md",
        title="Methods",
        description="How this site is made from the articles, and how often it is wrong.",
        coverage=coverage,
        notes=notes,
        trend_least=LEAST,
        trend_least_before=LEAST_BEFORE,
        mode=mode_of(book),
        share=book.settings.site.publish.share,
        annotators=tuple(sorted(stamps.items())),
        unread=sum(not entry.tally.is_read for entry in book.entries),
        broken=tuple(sorted(broken)),
        kinds=tuple((kind, kinds[kind]) for kind in ("direct", "mixed", "indirect")),
        rules=tuple(sorted(rules.items(), key=lambda item: (-item[1], item[0]))),
        attributions=attributions_of(book, book.entries),
        quote_rules=_quote_rules(book),
        sureness=SURENESS,
        measured=measured,
        same_model=measured is not None and set(stamps) <= {measured.annotator},
        timezone=book.settings.site.timezone,
        least_quote=book.settings.site.thresholds.quote_confidence,
    )


def _quote_rules(book: Book) -> tuple[QuoteRule, ...]:
    """Those of the desk's quotes, beliefs and intentions among them; most quotes first."""
    counts = Counter[str]()
    for entry in book.entries:
        counts.update(dict(entry.tally.quote_rules))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        QuoteRule(name, _QUOTE_RULES.get(name, "not known here: a rule of the annotator that read the articles"), n)
        for name, n in ranked
    )


def mode_of(book: Book) -> str:
    """What of the articles' words the site shows."""
    return book.settings.site.publish.text
