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
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from generator.knowledge.words import load_word_weights, stems
from generator.report.views import Evidence, evidence_of
from generator.resolve.corrections import is_correction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry

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
_FADE = 0.96
"""What a day takes off a sentence, for ten days."""
_ALONE = 0.5
"""What is left of a sentence whose words no other origin prints, and that names nobody whom the others name."""
_SETS_SCENE = 0.5
"""What is left of a sentence that does not tell what somebody said or did."""
_ENOUGH = 0.35
"""Share of the best sentence's score below which another one says too little."""
_WRONG, _RIGHTED = 0.5, 1.2
"""What is left of a sentence with a figure that was corrected, and what one with the right figure gains."""
_SAME = (0.45, 0.6)
"""Share of its words that another sentence holds, from which on the two say the same; the second where they begin with
different actors, who may do the same in turn."""
_HANGING = """
he she it they his her its their this that these those such but and so yet nor or there here then we i you who which
meanwhile however also both now again still later earlier instead
"""
"""First words of a sentence that is not understood without the one before."""

_GOES_ON = re.compile(
    r"(?:(?:in|by) contrast|in addition|as a result|for (?:example|instance)|of course|(?:since|until|before) then"
    r"|on the other hand|at the (?:same )?time|in turn|after that|at that)\b|.*\bat the time\b(?! of)"
    r"|.*(?:\btoo|\bas well)\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence that begins or ends like this leans on the one before."""
_SOMEONE = frozenset(["he", "she", "they", "him", "her", "his", "their", "them"])
_ACTS = frozenset(
    stems(
        """
        accept accuse adopt agree allow announce appeal appoint approve arrest ask assault attack avert ban bar
        begin block board bomb break bring broke brought burn bury call cancel capture charge clash close collapse
        condemn confer confirm convict crash cross cut declare defeat defend demand demolish deny deploy destroy
        detain die disclose discuss drop elect end evacuate execute expel explode extend fell fight file fire fled
        flee flew flood fly force free grant halt hand held hit hold impose injure intercept invade jail join kill
        launch lead leave left lift lose lost meet met name offer open order oust pass pay pledge postpone pull quit
        raid raise reach refuse reject release remove rescue resign resume retire return reveal rule sack sank seize
        send sent sentence shoot shot sign sink stop storm strike struck sue suspend swear sweep swept take talk
        tell threaten told took urge vote vow warn win withdraw withdrew won wound
        """
    )
)
"""Verbs of news: what was done, where no verb of speech tells it."""
_OURSELVES = frozenset(["we", "our", "us"])


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: Entry
    number: int
    words: Mapping[str, float]
    """Its words with what they tell, whoever else prints them."""
    first: str | None
    """The actor whom it names first."""
    tells: bool
    """Whether it tells what somebody said or did."""
    score: float


def bottom_line(book: Book, entries: Sequence[Entry], origin_of: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Up to three sentences, the newest first; of two origins where each has one that says enough.

    Args:
        book: all articles.
        entries: the articles of the story without copies, oldest first.
        origin_of: article id → its origin.
    """
    weights = _shared(entries, origin_of)
    fading = _fading(entries)
    corrections = book.corrections(entries[0].story) if entries else {}
    corrected = set(corrections.values())
    entries = [entry for entry in entries if entry.id not in corrected] or entries
    righted = _righted(book, entries)
    named = Counter(name for entry in entries for name in entry.actor_ids)
    ranked = sorted(
        (
            candidate
            for entry in entries
            for candidate in _candidates(book, entry, weights, named, len(entries), fading[entry.id], righted)
        ),
        key=lambda c: (-c.score, c.entry.order, c.number),
    )
    wanted = _SENTENCES if len(entries) >= _FEW else _SENTENCES - 1
    chosen: list[_Candidate] = []
    for _ in range(wanted):
        heard = {origin_of[c.entry.id] for c in chosen}
        others = [c for c in ranked if origin_of[c.entry.id] not in heard]
        pools = (others, ranked) if len(heard) == 1 else (ranked,)
        top = ranked[0].score if chosen else 0.0
        best = (
            c
            for pool in pools
            for c in pool
            # A sentence that sets a scene stands alone, if at all.
            if (c.tells or not chosen) and c.score >= _ENOUGH * top and _adds(c, chosen, alone=len(entries) == 1)
        )
        chosen += [c for c in [next(best, None)] if c is not None]
    chosen.sort(key=lambda c: (c.entry.order, -c.number), reverse=True)
    return tuple(evidence_of(book, c.entry, c.entry.article.sentences[c.number].start) for c in chosen)


def _shared(entries: Sequence[Entry], origin_of: Mapping[str, str]) -> dict[str, float]:
    """Word → its weight, times the shares of origins and of headlines that print it; of words of one alone, nothing.

    Where there is one origin only, its articles count as origins do.
    """
    one = len({origin_of[entry.id] for entry in entries}) == 1
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for stem in set(stems(" ".join(entry.article.text.split(" ")[:_LOOKED_AT]))):
            holding[stem].add(entry.id if one else origin_of[entry.id])
    least = min(2, len(entries))
    total = len(entries) if one else len({origin_of[entry.id] for entry in entries})
    titles = Counter(stem for entry in entries for stem in set(stems(entry.article.article.title)))
    return {
        stem: _weight(stem) * (len(held) / total + titles[stem] / len(entries))
        for stem, held in holding.items()
        if len(held) >= least
    }


def _weight(stem: str) -> float:
    return max(0.0, min(_MOST, load_word_weights().weight(stem)) - _COMMON)


def _candidates(
    book: Book,
    entry: Entry,
    weights: Mapping[str, float],
    named: Mapping[str, int],
    total: int,
    fading: float,
    righted: Mapping[float, float],
) -> Iterator[_Candidate]:
    hidden = book.settings.site.publish.text == "none"
    # What a paper puts right matters to the reader, but is not what happened.
    if is_correction(entry.article.article.title):
        return
    for place, number in enumerate(_body(entry)[: 1 if hidden else _TOP]):
        text = entry.article.sentences[number].span.of(entry.article.text)
        words = text.split()
        if not hidden and (number not in entry.shown or not _is_whole(entry, number, first=place == 0)):
            continue
        # In the order of the sentence: a sum of fractions depends on its order.
        told = {stem: _weight(stem) for stem in dict.fromkeys(stems(_undated(entry, number)))}
        above = 1 if place == 0 else 1.6 + 0.2 * place
        shared = sum(weights.get(stem, 0.0) for stem in told)
        score = fading * shared / sqrt(len(words) + 8) / above
        first = _first_named(entry, number)
        score *= _ALONE + (1 - _ALONE) * named.get(first or "", 0) / total
        tells = _tells(entry, number, told)
        score *= 1.0 if tells else _SETS_SCENE
        for value in sorted(_values(entry, number)):
            score *= righted.get(value, 1.0)
        yield _Candidate(entry, number, told, first, tells, round(score, 6))


def _righted(book: Book, entries: Sequence[Entry]) -> dict[float, float]:
    """Figure → what it does to a sentence: wrong are those that a correction repeats from what it corrects."""
    here = {entry.id for entry in entries}
    out: dict[float, float] = {}
    for name, corrected in sorted(book.corrections(entries[0].story if entries else None).items()):
        if name in here and corrected is not None:
            given, wrong = _values(book.by_id[name]), _values(book.by_id[corrected])
            out |= {value: _WRONG if value in wrong else _RIGHTED for value in given}
    return out


def _values(entry: Entry, number: int | None = None) -> set[float]:
    """The values of the figures that count things, in the article or in one of its sentences."""
    span = None if number is None else entry.article.sentences[number].span
    return {f.value for f in entry.article.figures if f.of and (span is None or span.start <= f.start < span.end)}


def _first_named(entry: Entry, number: int) -> str | None:
    """The actor whom a sentence names first."""
    span = entry.article.sentences[number].span
    here = [(place.start, name) for name, places in entry.named.items() for place in places if span.covers(place)]
    return min(here)[1] if here else None


def _tells(entry: Entry, number: int, told: Mapping[str, float]) -> bool:
    """Whether the sentence tells what somebody said or did."""
    span = entry.article.sentences[number].span
    if any(quote.cue is not None and span.covers(quote.cue) for quote in entry.quotes):
        return True
    return not _ACTS.isdisjoint(told)


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
    if _GOES_ON.match(text):
        return False
    opening = _undated(entry, number).lstrip(" —–-").split()
    if text[0] in "\"'“‘«([" or not opening or opening[0].casefold().strip(",") in _HANGING.split():
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


def _adds(candidate: _Candidate, chosen: Sequence[_Candidate], *, alone: bool) -> bool:
    """Whether it comes from another article than those chosen, if there are several, and says something else."""
    for other in chosen:
        if other.entry is candidate.entry and (not alone or other.number == candidate.number):
            return False
        both = sum(weight for stem, weight in candidate.words.items() if stem in other.words)
        least = min(sum(candidate.words.values()), sum(other.words.values()))
        if both > _SAME[candidate.first != other.first] * least:
            return False
    return True
