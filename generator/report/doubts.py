"""Doubtful joins as the analyst sees them: both names with the sentences that print them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.names import fold_name, on_one_line

if TYPE_CHECKING:
    from generator.report.book import Book
    from generator.report.entry import Entry, Named


@dataclass(frozen=True, slots=True)
class Shown:
    """A name in a sentence of an article."""

    name: str
    """As printed there."""
    sentence: str
    title: str
    article: str
    """Id."""
    day: str | None
    source: str


@dataclass(frozen=True, slots=True)
class DoubtView:
    """Two names that may or may not be one actor's."""

    one: str
    other: str
    kind: str
    made: bool
    """Whether they are one now."""
    rule: str
    confidence: float
    because: tuple[str, ...]
    articles: int
    rivals: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the articles know of a name."""

    head: str
    """The name that heads its actor's page; itself where it is open."""
    kind: str
    articles: int


def doubt_views(book: Book) -> tuple[DoubtView, ...]:
    """The doubts, those of most articles first."""
    entries = {entry.id: entry for entry in book.entries}
    return tuple(
        DoubtView(
            doubt.one, doubt.other, doubt.kind, doubt.made, doubt.rule, doubt.confidence, doubt.because, doubt.articles,
            doubt.rivals, tuple(_shown(entries[article], entity) for article, entity in doubt.places),
        )
        for doubt in book.resolved.doubts
    )  # fmt: skip


def _shown(entry: Entry, entity: str) -> Shown:
    mention = next((m for m in entry.article.mentions if m.entity == entity and not entry.in_headline(m.start)), None)
    mention = mention or next((m for m in entry.article.mentions if m.entity == entity), None)
    number = entry.sentence_at(mention.start) if mention else None
    text = entry.article.text
    return Shown(
        mention.span.of(text) if mention else "",
        entry.article.sentences[number].span.of(text) if number is not None else "",
        entry.article.article.title, entry.id, entry.day, entry.publisher.name,
    )  # fmt: skip


def doubt_lines(number: int, doubt: DoubtView) -> list[str]:
    """A doubt in lines for a terminal; what articles print is shown without control characters."""
    state = "joined" if doubt.made else "not joined"
    sure = f"{doubt.rule}, {100 * doubt.confidence:.0f} % sure" if doubt.confidence else doubt.rule
    articles = f"{doubt.articles} article{'s' if doubt.articles != 1 else ''}"
    lines = [f"{number}. {doubt.one}  =?  {doubt.other}   ({doubt.kind}; {state}: {sure}; {articles})"]
    if doubt.rivals:
        lines.append(f"   may also be: {', '.join(doubt.rivals)}")
    lines += [f"   speaks for it: {reason}" for reason in doubt.because]
    lines += [
        f"   {s.name}: {s.sentence}  [{s.source}, {s.day or 'undated'}: {s.title}; {s.article}]" for s in doubt.shown
    ]
    names = shlex.join(map(on_one_line, (doubt.one, doubt.other)))
    lines += [f"   tearsheet actors --same {names}", f"   tearsheet actors --not-same {names}", ""]
    return [line[:3] + on_one_line(line[3:]) if line else line for line in lines]


def find_name(book: Book, name: str) -> Known | None:
    """What the articles know of a name, however it is printed; by the id of an actor too. `None` if none prints it."""
    folded = fold_name(name)
    found: dict[str, Named] = {}
    for actor in book.actors.values():
        if actor.id == name or fold_name(actor.name) == folded:
            found[actor.id] = actor
    for entry in book.entries:
        for entity in entry.article.entities:
            if fold_name(entity.name) == folded and entity.id in entry.actors:
                found.setdefault(entry.actors[entity.id].id, entry.actors[entity.id])
    if found:
        best = max(found.values(), key=lambda actor: (len(book.by_actor[actor.id]), actor.id))
        return Known(best.name, best.kind, len(book.by_actor[best.id]))
    is_open = any(fold_name(other.name) == folded for other in book.resolved.open_names)
    return Known(name, "person", 0) if is_open else None
