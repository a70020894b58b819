"""The bottom line of a story: the sentences of its articles that say most of what they share.

A word counts by how much it tells (the fixed table of `knowledge/words.py`) and by the share of origins that print it;
a sentence by its words, the more the nearer it stands to the top of its article and the newer that is, so that the
latest state comes before the first report. (Extractive summary by shared words: H. P. Luhn, "The automatic
creation of literature abstracts", IBM Journal 2, 1958; against repetition: J. Carbonell and J. Goldstein, "The use of
MMR", SIGIR 1998. The weights are our own.)
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from generator.knowledge.words import load_word_weights, stems
from generator.report.views import Evidence, evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.report.book import Book, Entry

_SENTENCES = 3
_FEW = 5
"""With fewer articles two sentences say it."""
_TOP = 5
"""Sentences at the top of an article that are looked at."""
_LOOKED_AT = 250
"""Words at the top of an article that count as what it says; background comes last."""
_WORDS = (8, 50)
"""A sentence of fewer words says too little, one of more too much."""
_LEAST_INSIDE = 12
"""Words of a sentence that does not open its article."""
_COMMON = 1.0
"""What is taken off every weight: the most common words tell nothing."""
_MOST = 5.5
"""The weight of a rare word; rarer ones count no more."""
_FADE = 0.9
"""What a day takes off a sentence, for ten days."""
_SAME = (0.45, 0.6)
"""Share of its words that another sentence holds, from which on the two say the same; the second where only such are
left."""
_HANGING = """
he she it they his her its their this that these those such but and so yet nor or there here then we i you who which
meanwhile however also both
"""
"""First words of a sentence that is not understood without the one before."""

_SOMEONE = frozenset(["he", "she", "they", "him", "her", "his", "their", "them"])
_ERRATUM = re.compile(r"correct(?:ion|ed|ions)\b|clarification\b|erratum\b", re.IGNORECASE)
"""What a paper puts right matters to the reader, but is not what happened."""
_OURSELVES = frozenset(["we", "our", "us"])


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: Entry
    number: int
    words: Mapping[str, float]
    """Its words with what they tell, whoever else prints them."""
    score: float


def bottom_line(book: Book, entries: Sequence[Entry], origin_of: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Two or three sentences, the newest first; where there are two origins, of at least two.

    Args:
        book: all articles.
        entries: the articles of the story without copies, oldest first.
        origin_of: article id → its origin.
    """
    weights = _shared(entries, origin_of)
    fading = _fading(entries)
    ranked = sorted(
        (candidate for entry in entries for candidate in _candidates(book, entry, weights, fading[entry.id])),
        key=lambda c: (-c.score, c.entry.order, c.number),
    )
    wanted = _SENTENCES if len(entries) >= _FEW else _SENTENCES - 1
    chosen: list[_Candidate] = []
    for _ in range(wanted):
        heard = {origin_of[c.entry.id] for c in chosen}
        others = [c for c in ranked if origin_of[c.entry.id] not in heard]
        pools = (others, ranked) if len(heard) == 1 else (ranked,)
        # The second sentence may say what the first one says, in another's words; a third one may not.
        levels = _SAME[:1] if len(chosen) > 1 else _SAME
        tries = ((pool, same) for pool in pools for same in levels)
        best = (c for pool, same in tries for c in pool if _adds(c, chosen, same, alone=len(entries) == 1))
        chosen += [c for c in [next(best, None)] if c is not None]
    chosen.sort(key=lambda c: (c.entry.order, -c.number), reverse=True)
    return tuple(evidence_of(book, c.entry, c.entry.article.sentences[c.number].start) for c in chosen)


def _shared(entries: Sequence[Entry], origin_of: Mapping[str, str]) -> dict[str, float]:
    """Word → its weight, times the share of origins that print it; of words that one alone prints, nothing.

    Where there is one origin only, its articles count as origins do.
    """
    one = len({origin_of[entry.id] for entry in entries}) == 1
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for stem in set(stems(" ".join(entry.article.text.split(" ")[:_LOOKED_AT]))):
            holding[stem].add(entry.id if one else origin_of[entry.id])
    least = min(2, len(entries))
    total = len(entries) if one else len({origin_of[entry.id] for entry in entries})
    return {stem: _weight(stem) * len(held) / total for stem, held in holding.items() if len(held) >= least}


def _weight(stem: str) -> float:
    return max(0.0, min(_MOST, load_word_weights().weight(stem)) - _COMMON)


def _candidates(book: Book, entry: Entry, weights: Mapping[str, float], fading: float) -> Iterator[_Candidate]:
    hidden = book.settings.site.publish.text == "none"
    if _ERRATUM.match(entry.article.article.title):
        return
    for place, number in enumerate(_body(entry)[: 1 if hidden else _TOP]):
        text = entry.article.sentences[number].span.of(entry.article.text)
        words = text.split()
        if not hidden and (number not in entry.shown or not _is_whole(entry, number, first=place == 0)):
            continue
        # In the order of the sentence: a sum of fractions depends on its order.
        told = {stem: _weight(stem) for stem in dict.fromkeys(stems(_undated(entry, number)))}
        above = 1 if place == 0 else 1.6 + 0.2 * place
        score = fading * sum(weights.get(stem, 0.0) for stem in told) / sqrt(len(words) + 8) / above
        yield _Candidate(entry, number, told, round(score, 6))


def _undated(entry: Entry, number: int) -> str:
    """The words of the sentence behind its dateline: that two were written in one town says nothing."""
    sentence = entry.article.sentences[number]
    ends = [b.end for b in entry.article.blocks if b.kind == "dateline" and sentence.start <= b.start < sentence.end]
    return entry.article.text[max([sentence.start, *ends]) : sentence.end]


def _body(entry: Entry) -> list[int]:
    """The sentences of the paragraphs."""
    spans = [block.span for block in entry.article.blocks if block.kind == "paragraph"]
    silent = [block.span for block in entry.article.blocks if block.kind in ("byline", "credit", "caption")]
    numbered = enumerate(entry.article.sentences)
    if not spans:
        return [number for number, sentence in numbered if not entry.in_headline(sentence.start)]
    return [
        number
        for number, sentence in numbered
        if any(span.covers(sentence.span) for span in spans) and not any(s.touches(sentence.span) for s in silent)
    ]


def _is_whole(entry: Entry, number: int, *, first: bool) -> bool:
    """Whether the sentence can be understood by itself, and is not the paper's word about itself."""
    sentence = entry.article.sentences[number]
    text = sentence.span.of(entry.article.text)
    words = text.split()
    least, most = _WORDS if first else (_LEAST_INSIDE, _WORDS[1])
    if not least <= len(words) <= most or not text.rstrip("\"'”’)»").endswith((".", "!")):
        return False
    if text[0] in "\"'“‘«" or words[0].casefold().strip(",") in _HANGING.split():
        return False
    quoted = [part for quote in entry.quotes if quote.kind != "indirect" for part in quote.content]
    for match in re.finditer(r"\w+", text):
        word = match.group().casefold()
        here = sentence.start + match.start()
        if any(part.start <= here < part.end for part in quoted):
            continue
        if word in _OURSELVES or (not first and word in _SOMEONE and not _is_named(entry, sentence.start, here)):
            return False
    return True


def _is_named(entry: Entry, start: int, at: int) -> bool:
    """Whether whom the pronoun at `at` means is named before it in the sentence."""
    whom = {m.entity for m in entry.article.mentions if m.start == at}
    return any(m.entity in whom and m.form == "name" and start <= m.start < at for m in entry.article.mentions)


def _fading(entries: Sequence[Entry]) -> dict[str, float]:
    """Article → what is left of its weight, by its days before the newest; undated ones count as old."""
    days = {entry.id: dt.date.fromisoformat(entry.day) for entry in entries if entry.day}
    newest = max(days.values(), default=None)
    return {
        entry.id: _FADE ** min(10, (newest - days[entry.id]).days if newest and entry.id in days else 10)
        for entry in entries
    }


def _adds(candidate: _Candidate, chosen: Sequence[_Candidate], same: float, *, alone: bool) -> bool:
    """Whether it comes from another article than those chosen, if there are several, and says something else."""
    for other in chosen:
        if other.entry is candidate.entry and (not alone or other.number == candidate.number):
            return False
        both = sum(weight for stem, weight in candidate.words.items() if stem in other.words)
        least = min(sum(candidate.words.values()), sum(other.words.values()))
        if both > same * least:
            return False
    return True
