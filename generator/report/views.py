"""The pieces that pages are put together from: links, statements with their evidence, quotes, counts.

A target is a page's path below `content/pages` (`actors/recep-tayyip-erdogan.md`) with an optional `#anchor`; the
template makes it relative to the page it prints.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from generator.report.around import chain_of, closing_of, role_of, words_around
from generator.report.elsewhere import Elsewhere, elsewhere_of
from generator.report.evidence import publisher_link, quotable
from generator.report.speakers import is_pronoun
from generator.report.whose import Whose, whose
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.knowledge.regions import Region
    from generator.models import Quote, Span
    from generator.report.book import Book
    from generator.report.entry import Entry, Named

HINT_WORDS = 4
_ALSO = 3
SURENESS = (("sure", 0.8), ("likely", 0.5), ("unsure", 0.0))
"""Words for a quote's confidence, and from where on each holds."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead; without a target only words."""

    text: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A link with how often."""

    link: Link
    number: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article: where a statement comes from."""

    text: str | None
    """`None` where the settings do not let the site print it."""
    target: str
    """The sentence on the article's page."""
    title: str
    """The article's headline."""
    source: Link
    day: str | None
    publisher: str | None
    """The publisher's page, with a text fragment."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as pages show it."""

    anchor: str
    kind: str
    act: str
    words: tuple[str, ...]
    """The content as printed, its parts in order; empty where the settings do not let the site print it."""
    around: tuple[str, ...]
    """What stands before, between and after the parts, as far as the site prints it; one more than parts, or none."""
    closing: tuple[str, ...]
    """What the article prints between each part and its closing mark."""
    in_marks: bool
    """Whether the words are shown in quotation marks: only direct speech, and only if it stands in the article."""
    speaker: str | None
    """As printed."""
    speakers: tuple[Link, ...]
    role: str | None
    """The speaker's role as the article prints it."""
    whose: Whose
    cue: str | None
    via: tuple[Link, ...]
    """Through whom the article has it, the nearest first."""
    confidence: float
    rule: str
    """What found it."""
    evidence: Evidence
    permalink: str
    """The quote on its article's page."""
    also: tuple[Evidence, ...] = ()
    """Other articles of the same page that print the same quotation."""
    elsewhere: Elsewhere | None = None
    """Who else prints it."""

    @property
    def sureness(self) -> str:
        """The confidence in a word."""
        return next(word for word, least in SURENESS if self.confidence >= least)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The period a page covers, and how much stands behind it."""

    first: str | None
    last: str | None
    articles: int
    sources: int
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the desk on articles behind a page."""

    text: str
    articles: int
    """How many bear it,"""
    of: int
    """and of how many."""
    article: Link | None = None
    """The one that bears it, if the others do not."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str] = ""
    path: str
    title: str
    coverage: Coverage
    notes: tuple[Note, ...] = ()
    """Notes of the articles behind the page, each once; those of most articles first."""
    searchable: bool = True
    """Whether the search of the header finds the page."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is no page."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unit:
    """Pages or files that are made together, because they share a list that is cut into parts; mostly one."""

    key: str
    """The path of the first page or file."""
    make: Callable[[], Sequence[Page | File]]
    """Reads the book through its cells, so that it is known when to make the pages again."""
    gives: bool = False
    """Whether it keeps in the memory of the book what a late one takes."""
    late: bool = False
    """Whether it takes from the memory of the book what others keep there: it is made after them."""
    near: str = ""
    """Units of one name read the same, and cost less if one process makes them. Empty: the month that the key names."""


def article_path(article_id: str) -> str:
    """The page of an article."""
    return f"articles/{article_id}.md"


def actor_path(actor: Named) -> str:
    """The page of an actor."""
    return f"actors/{actor.id}.md"


def topic_path(topic_id: str) -> str:
    """The page of a topic."""
    return f"topics/{topic_id.replace(':', '-')}.md"


def region_path(region_id: str) -> str:
    """The page of a region."""
    return f"regions/{region_id.replace(':', '-').lower()}.md"


def source_path(source_id: str) -> str:
    """The page of a source."""
    return f"sources/{source_id}.md"


def day_path(day: str) -> str:
    """The edition of a day, or of the undated articles."""
    return f"briefings/{day.replace('-', '/')}.md"


def edition_path(key: str) -> str:
    """The edition of a day, an ISO week (2024-W04) or a month (2024-01), or of the undated articles."""
    if "W" in key:
        return f"briefings/{key[:4]}/w{key[6:]}.md"
    return f"briefings/{key[:4]}/{key[5:]}/index.md" if len(key) == len("2024-01") else day_path(key)


def story_path(story_id: str) -> str:
    """The page of a story."""
    return f"stories/{story_id}.md"


def quotes_path(day: str) -> str:
    """The quotes of a day, or of the undated articles."""
    return f"quotes/{day.replace('-', '/')}.md"


def all_quotes(facet: str, value: str) -> str:
    """The page of quotes with its filter set; without JavaScript, the page with all its lists."""
    return f"quotes/index.md?{facet}={value}"


def actor_link(book: Book, actor: Named) -> Link:
    """To the actor's page, or to its line in the list of all actors."""
    return Link(actor.name, actor_path(actor) if book.has_page(actor.id) else f"{book.list_path(actor)}#{actor.id}")


def topic_link(book: Book, topic_id: str) -> Link:
    """To the topic's page."""
    return Link(book.topics[topic_id].name if topic_id in book.topics else topic_id, topic_path(topic_id))


def region_link(region: Region) -> Link:
    """To the region's page."""
    return Link(region.name, region_path(region.id))


def source_link(entry: Entry) -> Link:
    """To the page of the article's source."""
    return Link(entry.publisher.name, source_path(entry.publisher.id))


def story_link(book: Book, story: str) -> Link:
    """To the story's page; the headline of its central article names it."""
    return Link(book.by_id[book.centres[story]].title, story_path(story))


def article_link(entry: Entry) -> Link:
    """To the article's page."""
    return Link(entry.title, article_path(entry.id))


def coverage_of(entries: Iterable[Entry]) -> Coverage:
    """Period and size of the articles."""
    found = list(entries)
    days = sorted(entry.day for entry in found if entry.day)
    return Coverage(
        days[0] if days else None,
        days[-1] if days else None,
        len(found),
        len({entry.publisher.id for entry in found} - {UNKNOWN.id}),
        sum(entry.day is None for entry in found),
    )


def notes_of(entries: Iterable[Entry]) -> tuple[Note, ...]:
    """The notes of the articles."""
    found = {entry.id: entry for entry in entries}
    numbers = Counter(entry.note for entry in found.values() if entry.note)
    by_note = {entry.note: entry for entry in found.values()}
    return tuple(
        Note(text, number, len(found), article_link(by_note[text]) if number == 1 < len(found) else None)
        for text, number in sorted(numbers.items(), key=lambda row: (-row[1], row[0]))
    )


def evidence_of(book: Book, entry: Entry, start: int) -> Evidence:
    """The sentence at position `start` of the article's text; where there is none, the article itself."""
    number = entry.sentence_at(start)
    page = article_path(entry.id)
    common = (entry.title, source_link(entry), entry.day)
    if number is None:
        return Evidence(None, page, *common, entry.meta.url)
    sentence = entry.article.sentences[number]
    return Evidence(
        sentence.span.of(entry.article.text) if number in entry.shown else None,
        f"{page}#{sentence.anchor}",
        *common,
        sentence_link(book, entry, number),
    )


def sentence_link(book: Book, entry: Entry, number: int) -> str | None:
    """The publisher's page at a sentence. The link of a sentence that is not shown holds its first words only."""
    words = entry.article.sentences[number].span.of(entry.article.text)
    if number not in entry.shown:
        hidden = book.settings.site.publish.text == "none"
        return publisher_link(entry.meta.url, None if hidden else " ".join(words.split()[:HINT_WORDS]))
    return publisher_link(entry.meta.url, words)


def quote_view(book: Book, entry: Entry, quote: Quote) -> QuoteView:
    """The quote as pages show it; many pages show the same one."""
    return book.watch.once(("quote", entry.id, quote.id), lambda: _quote_view(book, entry, quote))


def _quote_view(book: Book, entry: Entry, quote: Quote) -> QuoteView:
    text = entry.article.text
    words = tuple(span.of(text) for span in quote.content)
    hidden = book.settings.site.publish.text == "none"
    evidence = evidence_of(book, entry, quote.content[0].start)
    return QuoteView(
        anchor=entry.anchors[quote.id],
        kind=quote.kind,
        act=quote.act,
        words=() if hidden else words,
        around=() if hidden else words_around(entry, quote),
        closing=() if hidden else closing_of(entry, quote),
        in_marks=quote.kind == "direct" and all(quotable(part, text) for part in words),
        speaker=quote.speaker.span.of(text) if quote.speaker and not hidden else None,
        speakers=tuple(actor_link(book, actor) for actor in entry.speakers(quote)),
        role=None if hidden else role_of(entry, quote),
        whose=whose(entry, quote),
        cue=quote.cue.of(text) if quote.cue and not hidden else None,
        via=tuple(link for other in chain_of(entry, quote) for link in _who(book, entry, other)),
        confidence=quote.confidence,
        rule=quote.rule,
        evidence=evidence,
        elsewhere=elsewhere_of(book, entry, quote),
        permalink=f"{article_path(entry.id)}#{entry.anchors[quote.id]}",
    )


def _who(book: Book, entry: Entry, quote: Quote) -> list[Link]:
    """The speakers of a quote; where they are not known, the words that say who, but for a pronoun."""
    links = [actor_link(book, actor) for actor in entry.speakers(quote)]
    if links or quote.speaker is None or book.settings.site.publish.text == "none":
        return links
    words = quote.speaker.span.of(entry.article.text)
    return [] if is_pronoun(words) else [Link(words)]


def merged(views: Iterable[QuoteView]) -> tuple[QuoteView, ...]:
    """The quotes, the same quotation once in its fullest wording, with other articles that print it."""
    groups: dict[tuple[object, ...], list[QuoteView]] = {}
    for view in views:
        words = " ".join(re.findall(r"\w+", " ".join(view.words).casefold())) or view.anchor
        key = (view.elsewhere.id,) if view.elsewhere else (words, view.speakers or view.speaker)
        groups.setdefault(key, []).append(view)
    return tuple(_fullest(group) for group in groups.values())


def context_once(views: Iterable[QuoteView]) -> tuple[QuoteView, ...]:
    """The quotes in their order; of several in one sentence only the first stands among the words round it."""
    out: list[QuoteView] = []
    shown = ""
    for view in views:
        again = view.evidence.target == shown
        out.append(replace(view, around=("",) * len(view.around)) if again else view)
        shown = view.evidence.target if again or any(view.around) else ""
    return tuple(out)


def _fullest(group: list[QuoteView]) -> QuoteView:
    """The one with most words, of several the first."""
    best = max(group, key=lambda view: sum(len(part.split()) for part in view.words))
    return replace(best, also=_also(best, group))


def _also(first: QuoteView, others: Iterable[QuoteView]) -> tuple[Evidence, ...]:
    """A few of the others, each article once."""
    found = {view.evidence.target.partition("#")[0]: view.evidence for view in others}
    found.pop(first.evidence.target.partition("#")[0], None)
    return tuple(found.values())[:_ALSO]


def speech(entry: Entry) -> list[Quote]:
    """The quotes of the article that are speech; beliefs and intentions are kept apart."""
    return [quote for quote in entry.quotes if quote.act == "speech"]


def telling(entry: Entry) -> list[Quote]:
    """The speech of the article that says something by itself: no reported one of a few words."""
    names = {said.id for said in entry.speech if said.telling}
    return [quote for quote in entry.quotes if quote.id in names] if names else []


def about_whom(entry: Entry, quote: Quote) -> list[str]:
    """Ids of the actors that the words of a quote name and that do not speak it themselves, sorted."""
    parts = [(part.start, part.end) for part in quote.content]
    found = set()
    for name, spans in entry.named.items():
        for span in spans:
            for start, end in parts:
                if start <= span.start and span.end <= end:
                    found.add(name)
    return sorted(found.difference(actor.id for actor in entry.speakers(quote)))


def first_evidence(book: Book, entry: Entry, spans: Sequence[Span]) -> Evidence:
    """The first of the spans whose sentence the site prints, rather in the body than in the headline."""
    body = [span for span in spans if not entry.in_headline(span.start)]
    starts = dict.fromkeys([span.start for span in (*body, *spans)] or [0])
    found = (evidence_of(book, entry, start) for start in starts)
    first = next(found)
    return first if first.text else next((evidence for evidence in found if evidence.text), first)


def part_path(path: str, part: int) -> str:
    """The page of one part of a long list; the first part has the list's own address."""
    return path if part == 1 else f"{path.removesuffix('.md')}-part-{part}.md"


def part_links(path: str, parts: int) -> tuple[Link, ...]:
    """To all parts of a list; none where there is only one."""
    return tuple(Link(str(n), part_path(path, n)) for n in range(1, parts + 1)) if parts > 1 else ()
