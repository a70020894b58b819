"""Quotations and reported statements, by rules over quotation marks and the dependency parse.

Marks say what is verbatim, the parse says whose words they are. Precision comes first: words between marks without a
cue and a speaker beside them (titles, nicknames, scare quotes) are no quotations.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.beside import attribute_marked
from generator.annotate.clauses import find_reports
from generator.annotate.marks import find_marked
from generator.models import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import Parsed
    from generator.annotate.phrases import Report
    from generator.models import QuoteKind

_SILENT = frozenset({"byline", "credit", "dateline"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})
_SHORT = 3
"""A quotation in a sentence of its own has at least so many words, or it may be a title."""
_LEAST_IN_HEADLINE = 5
"""Words."""
# The share of quotes whose content and speaker were both right, on 280 articles of quotes_train; a rule seen fewer than
# 20 times is set down cautiously. True quotes that the gold leaves out count as wrong there, so the figures are low.
_CONFIDENCE = {
    "marks-verb": 0.9,
    "clause": 0.8,
    "clause mixed speech": 0.85,
    "clause direct speech": 0.5,
    "clause direct belief": 0.4,
    "clause indirect belief": 0.5,
    "clause mixed belief": 0.4,
    "according-to": 0.75,
    "naming": 0.6,
    "naming mixed speech": 0.75,
    "naming direct speech": 0.75,
    "passive": 0.75,
    "object": 0.6,
    "object indirect intention": 0.5,
    "object indirect belief": 0.35,
    "object mixed belief": 0.35,
    "preposition": 0.6,
    "preposition indirect belief": 0.4,
    "infinitive": 0.55,
    "infinitive indirect intention": 0.4,
    "infinitive mixed intention": 0.4,
    "speech-noun": 0.4,
    "colon": 0.5,
    "continuation": 0.3,
}


def find_quotes(text: str, pieces: Sequence[Parsed], sentences: Sequence[Span]) -> tuple[Quote, ...]:
    """The quotations and reported statements of an article, in the order of their first words; no entities yet.

    Content and speakers never leave their sentence's paragraph, so `sentences` is not needed by the rules of today.
    """
    del sentences
    marked = find_marked(pieces)
    found: list[Report] = []
    for number, piece in enumerate(pieces):
        if piece.kind not in _SILENT:
            reports = _of_piece(number, piece, [m for m in marked if m.piece == number])
            found += [r for r in reports if piece.kind != "headline" or _says_enough(text, r)]
    return _with_via(_quotes(text, _rejoined(found, marked), marked))


def _says_enough(text: str, report: Report) -> bool:
    """Whether a headline's report is a statement: "India asks for arms" is none."""
    return sum(len(span.of(text).split()) for span in report.content) >= _LEAST_IN_HEADLINE


def _of_piece(number: int, piece: Parsed, marked: Sequence[Marked]) -> list[Report]:
    """Quotations of one paragraph: those between marks, reported clauses, then what goes on without a cue."""
    inside = _inside(piece, marked)
    pairs = attribute_marked(number, piece, marked, inside)
    direct: dict[int, Report] = {}
    for mark, report in pairs:
        one = direct.get(report.verb)
        direct[report.verb] = report if one is None else replace(one, content=_added(one.content, mark.inner))
    taken = [mark for mark, _ in pairs]
    clauses = []
    for report in find_reports(number, piece, inside):
        cut = any(mark.outer.touches(span) for mark in taken for span in report.content)
        if report.verb not in direct and not cut:
            clauses.append(_widened(report, marked))
    found = [*direct.values(), *clauses]
    free = [m for m in marked if m not in taken and not any(s.touches(m.inner) for r in clauses for s in r.content)]
    for mark in free:
        found += _continued(piece, mark, found)
    return found


def _inside(piece: Parsed, marked: Sequence[Marked]) -> list[bool]:
    """For each token, whether it stands between quotation marks (the marks themselves included)."""
    inside = [False] * len(piece.doc)
    for mark in marked:
        first, last = mark.outer.start - piece.start, mark.outer.end - piece.start
        words = piece.doc.char_span(first, last, alignment_mode="expand")
        for i in range(words.start, words.end) if words is not None else ():
            inside[i] = True
    return inside


def _added(content: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    return content if span in content else tuple(sorted((*content, span)))


def _widened(report: Report, marked: Sequence[Marked]) -> Report:
    """The report with marked stretches taken whole: what is quoted is never cut in the middle."""
    spans = [_whole(span, marked) for span in report.content]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return replace(report, content=tuple(merged))


def _whole(span: Span, marked: Sequence[Marked]) -> Span:
    touched = [m for m in marked if m.outer.touches(span)]
    if not touched:
        return span
    start = min(span.start, *(m.outer.start for m in touched))
    end = max(span.end, *(m.outer.end for m in touched))
    if len(touched) == 1 and touched[0].outer == Span(start, end):
        return touched[0].inner
    return Span(start, end)


def _continued(piece: Parsed, mark: Marked, earlier: Sequence[Report]) -> list[Report]:
    """A quotation in a sentence of its own straight after one with a speaker, in the same paragraph."""
    text = piece.doc.text
    quoted = text[mark.inner.start - piece.start : mark.outer.end - piece.start]
    before = [r for r in earlier if r.content[-1].end <= mark.outer.start and r.cue.end <= mark.outer.start]
    if not before or mark.reopened or len(quoted.split()) < _SHORT or not quoted[0].isupper():
        return []
    last = max(before, key=_end)
    gap = text[_end(last) - piece.start : mark.outer.start - piece.start]
    said = last.speaker is not None and text[last.speaker.start - piece.start : last.speaker.end - piece.start].lower()
    if last.act != "speech" or not said or said in _RELATIVES or any(c.isalnum() for c in gap):
        return []
    if not any(c in ".?!:" for c in gap) or not any(c in ".?!…" for c in quoted[-3:]):
        return []
    return [replace(last, content=(mark.inner,), rule="continuation")]


def _end(report: Report) -> int:
    return max(report.content[-1].end, report.cue.end, report.speaker.end if report.speaker else 0)


def _rejoined(found: Sequence[Report], marked: Sequence[Marked]) -> list[Report]:
    """Quotations over several paragraphs as one: all parts belong to the part that has a speaker."""
    out = list(found)
    for chain in _chains(marked):
        owners = [n for n, r in enumerate(out) if any(s == m.inner for m in chain for s in r.content)]
        if not owners:
            continue
        first = out[owners[0]]
        whole = tuple(sorted({*(s for n in owners for s in out[n].content), *(m.inner for m in chain)}))
        same = [n for n in owners if out[n].rule == first.rule or n == owners[0]]
        out[owners[0]] = replace(first, content=whole if len(same) == len(owners) else first.content)
        out = [r for n, r in enumerate(out) if n not in same[1:]]
    return out


def _chains(marked: Sequence[Marked]) -> list[list[Marked]]:
    """Marked stretches that a re-opened mark ties together over paragraphs."""
    chains: list[list[Marked]] = []
    previous: Marked | None = None
    for mark in marked:
        if mark.reopened and previous is not None and previous.piece == mark.piece - 1:
            if chains and chains[-1][-1] == previous:
                chains[-1].append(mark)
            else:
                chains.append([previous, mark])
        previous = mark
    return chains


def _kind(text: str, content: Sequence[Span], marked: Sequence[Marked]) -> QuoteKind:
    """Direct where every word stands between quotation marks, mixed where some do."""
    words = [i for span in content for i in range(span.start, span.end) if text[i].isalnum()]
    near = [m.outer for m in marked if m.outer.start < content[-1].end and m.outer.end > content[0].start]
    quoted = sum(any(m.start <= i < m.end for m in near) for i in words)
    return "direct" if quoted == len(words) else "mixed" if quoted else "indirect"


_LOOSE_END = re.compile(r"[\s,;]*\b(?:where|which|who|whom|whose|that|when|and|but|or|as)$", re.IGNORECASE)


def _solid(text: str, content: Sequence[Span], marked: Sequence[Marked]) -> tuple[Span, ...]:
    """The parts that say something: a reported part that is one word, or a mere link to what follows, is dropped."""
    out = []
    for span in content:
        words = span.of(text)
        if not any(mark.outer.touches(span) for mark in marked):
            words = _LOOSE_END.sub("", words)
            cut = len(content) > 1 or len(words) < span.end - span.start
            if cut and len(words.split()) < 2:
                continue
        if any(c.isalnum() for c in words):
            out.append(Span(span.start, span.start + len(words)))
    return tuple(out)


def _quotes(text: str, found: Sequence[Report], marked: Sequence[Marked]) -> tuple[Quote, ...]:
    """Reports as numbered quotes; of two with the same content and cue the first stands."""
    unique = {(r.content, r.cue): r for r in reversed(found)}
    ordered = sorted(unique.values(), key=lambda r: (r.content, r.cue))
    quotes: list[Quote] = []
    for r in ordered:
        content = _solid(text, r.content, marked)
        if content:
            kind = _kind(text, content, marked)
            confidence = _CONFIDENCE.get(f"{r.rule} {kind} {r.act}") or _CONFIDENCE[r.rule]
            name = f"q{len(quotes) + 1}"
            quotes.append(Quote(name, kind, content, r.act, r.cue, r.speaker, "unnamed", None, confidence, r.rule))
    return tuple(quotes)


def _with_via(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Each quote with the reported one in which its own cue stands ("Reuters reported that X said …")."""
    out = []
    for quote in quotes:
        cue = quote.cue
        around = [
            (span.end - span.start, other.id)
            for other in quotes
            if other is not quote and other.act == "speech" and cue is not None
            for span in other.content
            if span.covers(cue) and span.covers(quote.content[0])
        ]
        out.append(replace(quote, via=min(around)[1]) if around else quote)
    return tuple(out)
