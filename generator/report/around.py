"""What is printed round a quote: the words before, between and after its parts, the speaker's role, and the chain.

Nothing here adds to what the site prints of an article: the words come from sentences that it shows anyway.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.models import Quote
    from generator.report.entry import Entry

_MOST_WORDS = 30
"""Words on either side of a quote."""
_MARKS = "\"'“”„‟«»‘’‚‛‹›`´"
_CLOSING = re.compile(rf"^([,.;:!?…]*)[{_MARKS}]+")
"""A comma may stand before the mark and outside the words: the page prints it there too."""
_LONGEST_CHAIN = 3


def words_around(entry: Entry, quote: Quote) -> tuple[str, ...]:
    """The words before the first part, between the parts, and after the last one; "…" where they may not be printed.

    Of the sentence in which the quote begins or ends; where the quote is the whole sentence, the next one of the
    paragraph. Marks that stand directly round direct speech are left out: the page prints its own.
    """
    parts = quote.content
    first, last = entry.sentence_at(parts[0].start), entry.sentence_at(max(parts[-1].end - 1, parts[-1].start))
    sentences = entry.article.sentences
    before = "" if first is None else _printed(entry, first, sentences[first].start, parts[0].start)
    after = "" if last is None else _printed(entry, last, parts[-1].end, sentences[last].end)
    between = [_printed(entry, first, one.end, two.start) for one, two in itertools.pairwise(parts)]
    gaps = [before, *between, after]
    if quote.kind == "direct":
        gaps = [_bare(gap, left=n > 0, right=n < len(parts)) for n, gap in enumerate(gaps)]
    text = entry.article.text
    if first is not None and _withheld(gaps[0], text[sentences[first].start : parts[0].start]):
        gaps[0] = "… "
    elif first is not None and not gaps[0].strip():
        gaps[0] = _neighbour(entry, first, -1)
    if last is not None and _withheld(gaps[-1], text[parts[-1].end : sentences[last].end]):
        gaps[-1] = " …"
    elif last in entry.shown and last is not None and not gaps[-1].strip(f" {_MARKS}"):
        following = _neighbour(entry, last, 1)
        gaps[-1] = gaps[-1] + following if following else gaps[-1]
    return (_end(gaps[0]), *(_middle(gap) for gap in gaps[1:-1]), _start(gaps[-1]))


def closing_of(entry: Entry, quote: Quote) -> tuple[str, ...]:
    """For each part of direct speech, what the article prints between its last word and the closing mark."""
    text = entry.article.text
    found = [_CLOSING.match(text[part.end : part.end + _MOST_WORDS]) for part in quote.content]
    return tuple(match.group(1) if match and quote.kind == "direct" else "" for match in found)


def role_of(entry: Entry, quote: Quote) -> str | None:
    """The role that the article prints with the speaker's name; `None` where the speaker's own words hold it."""
    if quote.speaker is None:
        return None
    for role in entry.article.roles:
        if role.entity in quote.speaker.entities:
            words = role.span.of(entry.article.text)
            inside = words.casefold() in quote.speaker.span.of(entry.article.text).casefold()
            return None if inside else words
    return None


def chain_of(entry: Entry, quote: Quote) -> list[Quote]:
    """The quotes through which this one came, the nearest first."""
    by_id = {other.id: other for other in entry.article.quotes}
    out: list[Quote] = []
    here = quote
    while here.via in by_id and len(out) < _LONGEST_CHAIN and by_id[here.via] not in (*out, quote):
        here = by_id[here.via]
        out.append(here)
    return out


def _printed(entry: Entry, first: int | None, start: int, end: int) -> str:
    """The text between two positions, if the site shows every sentence that it touches, from number `first` on."""
    if first is None or start >= end:
        return ""
    text, sentences = entry.article.text, entry.article.sentences
    at = start
    for number in range(first, len(sentences)):
        sentence = sentences[number]
        if sentence.start >= end:
            break
        # Words that stand in no sentence are counted by no share, so they are not shown either.
        if sentence.end > at and (number not in entry.shown or text[at : sentence.start].strip()):
            return ""
        at = max(at, sentence.end)
    return "" if text[at:end].strip() else text[start:end]


def _withheld(gap: str, printed: str) -> bool:
    """Whether the article prints words there that the page does not."""
    return not gap.strip() and re.search(r"\w", printed) is not None


def _neighbour(entry: Entry, number: int, step: int) -> str:
    """The sentence before or after, if it stands in the same block and the site shows it."""
    other = number + step
    if other not in entry.shown:
        return ""
    one, two = (entry.article.sentences[n] for n in (number, other))
    together = any(block.span.covers(one.span) and block.span.covers(two.span) for block in entry.article.blocks)
    words = two.span.of(entry.article.text)
    return "" if not together else f"{words} " if step < 0 else f" {words}"


def _bare(gap: str, *, left: bool, right: bool) -> str:
    """Without the marks at the sides where the page prints its own."""
    if left:
        gap = _CLOSING.sub("", gap)
    return gap.rstrip(_MARKS) if right else gap


def _end(gap: str) -> str:
    """The last words of what stands before."""
    words = gap.split(" ")
    return gap if len(words) <= _MOST_WORDS else "… " + " ".join(words[-_MOST_WORDS:])


def _start(gap: str) -> str:
    """The first words of what stands after."""
    words = gap.split(" ")
    return gap if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + " …"


def _middle(gap: str) -> str:
    words = gap.split(" ")
    half = _MOST_WORDS // 2
    return gap if len(words) <= _MOST_WORDS else f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
