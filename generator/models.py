"""The words of the domain as frozen values.

Everything points into one text by half-open spans, counted in Unicode code points. The processed article is the
contract between the half that reads language (`annotate`) and the half that makes pages (`resolve` to `render`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SCHEMA_VERSION = 1

BlockKind = Literal["headline", "paragraph", "subheading", "dateline", "byline", "credit", "caption"]
EntityKind = Literal["person", "organisation", "state", "place", "group", "event", "other"]
MentionForm = Literal["name", "adjective", "nominal", "pronoun"]
QuoteKind = Literal["direct", "mixed", "indirect"]
QuoteAct = Literal["speech", "belief", "intention"]
Attribution = Literal["named", "unnamed", "document"]
Relation = Literal["located", "about", "reported"]
Grain = Literal["year", "month", "day", "hour", "minute"]
ArticleStatus = Literal["usable", "withheld", "cancelled"]
InputState = Literal["ok", "broken"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of an article's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """The publisher of an article."""

    name: str
    """As printed or as the settings call it."""
    domain: str | None = None
    """Host name of its site, where known."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an article besides its words; unknown is `None`, never a guess."""

    title: str
    published: str | None = None
    """ISO 8601 date, or date-time with zone."""
    updated: str | None = None
    version: str | None = None
    status: ArticleStatus = "usable"
    source: Source | None = None
    url: str | None = None
    """The publisher's page; http or https only."""
    authors: tuple[str, ...] = ()
    credit: str | None = None
    """The agency or other paper that the text is credited to."""
    language: str | None = None
    """BCP 47 tag."""
    section: str | None = None
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    note: str | None = None
    """Shown on every page that uses the article."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, sub-heading … of the text; a dateline may lie inside a paragraph."""

    start: int
    end: int
    kind: BlockKind

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Input:
    """Where an article came from."""

    path: str
    """The file, relative to `content/`, with forward slashes: `articles/wire.jsonl`."""
    item: str | None = None
    """The record's own id inside the file, where it has one."""
    fingerprint: str = ""
    """SHA-256 (hex) of this item alone."""
    state: InputState = "ok"
    """`broken` when the file can no longer be read and this is its last good version."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as published, read and cleaned, not yet annotated."""

    id: str
    meta: Meta
    text: str
    """The headline, then blocks, separated by blank lines."""
    blocks: tuple[Block, ...]
    input: Input


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; its anchor is made from its own words, so that it survives a new model."""

    start: int
    end: int
    anchor: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """What the mentions of one article name."""

    id: str
    kind: EntityKind
    name: str
    """The fullest form printed in this article; of a body that everybody knows, its name in full, printed or not."""
    ref: str | None = None
    """A stable outside id (`wikidata:`, `iso3166:`, `m49:`, `geonames:`) from a source at hand."""
    country: str | None = None
    """Region id that a place or state rolls up to, or that a known body acts for."""
    lat: float | None = None
    lon: float | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity."""

    start: int
    end: int
    entity: str
    form: MentionForm = "name"
    rule: str = ""
    """What found or joined it: `model`, `gazetteer`, `surname`, `acronym` …"""
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Role:
    """A title or office printed with a name: "President", "foreign minister"."""

    start: int
    end: int
    entity: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that say who spoke, and whom they mean (a spokesman and whom he speaks for: two)."""

    start: int
    end: int
    entities: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words or a statement that the article attributes to someone."""

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    """One span, or several where the attribution splits it; without the outer quotation marks."""
    act: QuoteAct = "speech"
    cue: Span | None = None
    speaker: Speaker | None = None
    attribution: Attribution = "unnamed"
    via: str | None = None
    """The id of the quote through which this one came ("Reuters reported that X said …")."""
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic of the article with the words that show it."""

    id: str
    """`medtop:` and a code of IPTC Media Topics, or `site:` and a name of the desk's own."""
    score: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionScore:
    """A country or wider area of the article, and how it belongs to it."""

    id: str
    score: float
    relation: Relation
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: "at least 84 killed"."""

    start: int
    end: int
    value: float
    unit: str | None = None
    of: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date named in the text, resolved against `published` only where one reading remains."""

    start: int
    end: int
    value: str
    grain: Grain


@dataclass(frozen=True, slots=True)
class Annotator:
    """What annotated the article."""

    name: str
    version: str = ""
    model: str = ""
    fingerprint: str = ""
    """Identity of annotator version, model and the settings that annotation depends on."""

    @property
    def label(self) -> str:
        """Name, version and model, for a reader."""
        return " ".join(filter(None, (self.name, self.version, self.model)))


@dataclass(frozen=True, slots=True)
class ProcessedArticle:
    """An article with its annotations: one JSON file (`articlejson`)."""

    id: str
    article: Meta
    text: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    quotes: tuple[Quote, ...] = ()
    topics: tuple[TopicScore, ...] = ()
    regions: tuple[RegionScore, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[Date, ...] = ()
    annotator: Annotator = field(default_factory=lambda: Annotator(name="unknown"))
    input: Input | None = None
