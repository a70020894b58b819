"""What each origin of a story has that the others do not: names, topics, words and speakers, by counts alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from generator.knowledge.spellings import load_spellings
from generator.knowledge.words import load_word_weights, stem
from generator.report.evidence import word_count
from generator.report.ranks import top_speakers
from generator.report.views import Count, Link, actor_link, evidence_of, first_evidence, topic_link
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.models import Span
    from generator.report.book import Book
    from generator.report.entry import Entry, Named
    from generator.resolve.origins import Origin

_LEAST_WORDS = 120
"""Words of an origin's articles; of less nobody can say what they leave out."""
_ORIGINS = 8
_NAMES = 6
_TOPICS = 4
_SHOWN_BY = 2
"""Words that show a topic before it counts: one may be a chance."""
_WORDS = 8
_TIMES = 2
"""How often a name is printed before it counts."""
_WORD_TIMES = 3
_TELLING = 5.5
"""Weight from which on a word is rare enough to tell something: four of a thousand texts hold it."""
_EMPTY = frozenset(["herself", "himself", "itself", "themselves", "myself", "ourselves", "soon", "anyone"])
_SURPRISE = 5.0
"""Log-likelihood ratio from which on it is no chance that the others do not print a word (T. Dunning, "Accurate
methods for the statistics of surprise and coincidence", Computational Linguistics 19, 1993)."""
_OF_COUNTRIES = ("country", "area", "adjective", "people")
"""Sorts of names that are a state's own; by a capital it is only meant."""
_WORD = re.compile(r"(?<![\w'’-])[a-zß-ÿ]{4,}(?![\w'’-])")
"""A word that does not begin with a capital letter, as names do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one origin alone prints, how often, and the first sentence that does."""

    link: Link
    number: int
    target: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """What one origin has that no other of the story has."""

    name: str
    articles: int
    """Texts of its own; what is printed twice counts once."""
    words: int
    names: tuple[Found, ...]
    topics: tuple[Found, ...]
    printed: tuple[Found, ...]
    """Words; none where the settings do not let the site print them."""
    speakers: tuple[Count, ...]
    """Whom it quotes most."""
    attributions: Attributions


@dataclass(frozen=True, slots=True)
class _Side:
    origin: Origin
    entries: Sequence[Entry]
    words: int


@dataclass(frozen=True, slots=True)
class _Text:
    places: Sequence[tuple[str, str, int]]
    """Each word that is no name, its key, and where it stands."""
    keys: frozenset[str]
    """Of all words, names among them."""


def contrasts(book: Book, entries: Sequence[Entry], origins: Sequence[Origin]) -> tuple[Contrast, ...]:
    """The origins with enough words, those with most articles first; none where only one has.

    Args:
        book: all articles.
        entries: the articles of the story without copies, oldest first.
        origins: the origins of the story.
    """
    sides = []
    for origin in origins:
        own = [entry for entry in entries if entry.id in origin.articles]
        words = sum(word_count(entry.article.text) for entry in own)
        if words >= _LEAST_WORDS:
            sides.append(_Side(origin, own, words))
    if len(sides) < 2:
        return ()
    hidden = book.settings.site.publish.text == "none"
    texts = {} if hidden else {entry.id: _text(entry) for entry in entries}
    found = (
        _contrast(book, side, [entry for entry in entries if entry.id not in side.origin.articles], texts)
        for side in sides[:_ORIGINS]
    )
    return tuple(row for row in found if row.names or row.topics or row.printed or row.speakers)


def _contrast(book: Book, side: _Side, others: Sequence[Entry], texts: Mapping[str, _Text]) -> Contrast:
    return Contrast(
        side.origin.name,
        len(side.entries),
        side.words,
        _names(book, side.entries, others),
        _topics(book, side.entries, others),
        _printed(book, side.entries, others, texts) if texts else (),
        top_speakers(book, side.entries, 3),
        attributions_of(book, side.entries),
    )


def _names(book: Book, own: Sequence[Entry], others: Sequence[Entry]) -> tuple[Found, ...]:
    """Actors that no other origin names, not even as a place, most named first."""
    elsewhere = " ".join(_bare(entry.article.text) for entry in others)
    known = {name for entry in others for name in entry.actor_ids}
    regions = {name for entry in others for name in entry.regions}
    places: defaultdict[str, list[tuple[Entry, Span]]] = defaultdict(list)
    for entry in own:
        for mention in entry.article.mentions:
            actor = entry.actors.get(mention.entity)
            if actor is None or actor.id in known or actor.region in regions:
                continue
            if mention.form in ("name", "adjective") and _is_called(book, actor, mention.span.of(entry.article.text)):
                places[actor.id].append((entry, mention.span))
    out = []
    for name, found in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        forms = {span.of(entry.article.text) for entry, span in found} | {book.actors[name].name}
        if len(found) >= _TIMES and not any(f" {_bare(form)} " in f" {elsewhere} " for form in forms):
            entry = found[0][0]
            target = first_evidence(book, entry, [span for other, span in found if other is entry]).target
            out.append(Found(actor_link(book, book.actors[name]), len(found), target))
    return tuple(out[:_NAMES])


def _is_called(book: Book, actor: Named, printed: str) -> bool:
    """Whether the words are a name of the actor: a state has its own and its people's, not those of its towns."""
    if actor.kind not in ("state", "place") or actor.region is None:
        return True
    senses = book.gazetteer.senses(printed)
    return not senses or any(s.region == actor.region and s.sort in _OF_COUNTRIES for s in senses)


def _bare(text: str) -> str:
    """The words alone."""
    return " ".join(re.findall(r"\w+", text))


def _topics(book: Book, own: Sequence[Entry], others: Sequence[Entry]) -> tuple[Found, ...]:
    """Topics that no article of another origin has; the sentence is the first that shows it."""
    elsewhere = {name for entry in others for name in entry.topics}
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entry in own:
        for topic in entry.article.topics:
            if topic.id in book.topics and topic.id not in elsewhere and len(topic.evidence) >= _SHOWN_BY:
                counts[topic.id] += 1
                first.setdefault(topic.id, evidence_of(book, entry, topic.evidence[0].start).target)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_TOPICS]
    return tuple(Found(topic_link(book, name), n, first[name]) for name, n in ranked)


def _printed(
    book: Book, own: Sequence[Entry], others: Sequence[Entry], texts: Mapping[str, _Text]
) -> tuple[Found, ...]:
    """Words that no other origin prints, the most telling first; names stand apart."""
    elsewhere = frozenset[str]().union(*(texts[entry.id].keys for entry in others))
    places: defaultdict[str, list[tuple[Entry, str, int]]] = defaultdict(list)
    for entry in own:
        for word, key, start in texts[entry.id].places:
            places[key].append((entry, word, start))
    table = load_word_weights()
    words, rest = (sum(word_count(entry.article.text) for entry in found) for found in (own, others))
    surprise = 2 * log((words + rest) / words)
    weighed = {
        key: round(len(found) * min(6.0, table.weight(key)), 6)
        for key, found in places.items()
        if key not in elsewhere
        and key not in _EMPTY
        and len(found) >= _WORD_TIMES
        and len(found) * surprise >= _SURPRISE
        and table.weight(key) >= _TELLING
    }
    ranked = sorted(weighed, key=lambda key: (-weighed[key], key))[:_WORDS]
    return tuple(_found(book, places[key]) for key in ranked)


def _found(book: Book, places: Sequence[tuple[Entry, str, int]]) -> Found:
    """The word in its most usual form, with the first sentence that the site shows."""
    forms = Counter(word for _, word, _ in places)
    usual = min(forms, key=lambda word: (-forms[word], word))
    evidence = [evidence_of(book, entry, start) for entry, _, start in places]
    best = next((e for e in evidence if e.text), evidence[0])
    return Found(Link(usual), len(places), best.target)


def _text(entry: Entry) -> _Text:
    text = entry.article.text
    names = [span for spans in entry.named.values() for span in spans]
    names += [mention.span for mention in entry.article.mentions if mention.form == "name"]
    taken = {at for span in names for at in range(span.start, span.end)}
    found = [(m.group(), _key(m.group()), m.start()) for m in _WORD.finditer(text) if m.start() not in taken]
    return _Text(found, frozenset(_key(word) for word in _WORD.findall(text.casefold())))


def _key(word: str) -> str:
    """The word as it is compared: its stem, American spellings as British ones."""
    return stem(load_spellings().words.get(word, word))
