"""Quotations and reported statements, by the reader, and by rules over quotation marks and the dependency parse.

Marks say what is verbatim; the reader, or where the model is another one the parse, says whose words they are. Beside
the reader the rules find what it was not taught: headlines, and what is reported inside of what is reported. Precision
comes first: words between marks without a cue and a speaker (titles, nicknames, scare quotes) are no quotations.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.beside import attribute_marked
from generator.annotate.clauses import find_reports
from generator.annotate.contents import whole
from generator.annotate.marks import find_marked
from generator.annotate.sureness import confidence
from generator.annotate.told import find_told
from generator.models import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import Parsed
    from generator.annotate.phrases import Report
    from generator.models import QuoteKind

_SILENT = frozenset({"byline", "credit", "dateline"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})
_SHORT = 3
"""A quotation in a sentence of its own has at least so many words, or it may be a title."""
_LEAST = 0.45
"""Confidence from which on an attribution counts: with less, more wrong ones than right ones would come in."""
_LEAST_UNKNOWN = 0.6
"""The same where the table of cues does not know the cue."""
_EXACT = frozenset({"speech-noun", "infinitive"})
"""Rules that know better where a content begins and ends than the reader does."""
_DOUBTED = 0.6
"""Probability of a source below which the rule's is the better one."""
_FIRM = 0.75
"""Confidence of a rule from which on it may find what is reported inside of what the reader found."""
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
    found = [row for row in weighed(text, pieces, marked) if row[-1] >= _least(*row[:2])]
    return _with_via(_quotes(found))


def weighed(text: str, pieces: Sequence[Parsed], marked: Sequence[Marked]) -> list[tuple[Report, QuoteKind, float]]:
    """All that may be a quotation, in order, with its kind and confidence; of two with the same words the first."""
    found: list[Report] = []
    for number, piece in enumerate(pieces):
        if piece.kind not in _SILENT:
            reports = _of_piece(number, piece, [m for m in marked if m.piece == number])
            found += [r for r in reports if piece.kind != "headline" or _says_enough(text, r)]
    if any(piece.spoken is not None for piece in pieces):
        found = _beside_the_reader(find_told(text, pieces, marked), found, pieces)
    solid = [replace(r, content=_solid(text, r.content, marked)) for r in _rejoined(found, marked)]
    unique = {(r.content, r.cue): r for r in reversed(solid) if r.content}
    ordered = sorted(unique.values(), key=lambda r: (r.content, r.cue or r.content[0]))
    return [(r, kind, _confidence(r, kind)) for r in ordered for kind in (_kind(text, r.content, marked),)]


def _confidence(report: Report, kind: QuoteKind) -> float:
    if report.signs is not None:
        return confidence(report.signs, kind, spoken=report.speaker is not None)
    return _CONFIDENCE.get(f"{report.rule} {kind} {report.act}") or _CONFIDENCE[report.rule]


def _least(report: Report, kind: QuoteKind) -> float:
    if report.signs is None:
        return 0.0
    if kind == "indirect" and report.cue is None and report.speaker is None:
        return math.inf  # nothing says that it is reported
    return _LEAST if report.signs.known else _LEAST_UNKNOWN


def _says_enough(text: str, report: Report) -> bool:
    """Whether a headline's report is a statement: "India asks for arms" is none."""
    return sum(len(span.of(text).split()) for span in report.content) >= _LEAST_IN_HEADLINE


def _beside_the_reader(told: Sequence[Report], ruled: Sequence[Report], pieces: Sequence[Parsed]) -> list[Report]:
    """What the reader found, put right by rules, and of what rules found that which it does not see."""
    beside = [r for r in ruled if r.rule == "marks-verb" and pieces[r.piece].kind != "headline"]
    out = [part for report in told for part in _parted(report, beside, ruled)]
    seen = [span for report in out for span in report.content]
    for rule in ruled:
        firm = rule.act == "speech" and rule.speaker is not None and _CONFIDENCE[rule.rule] >= _FIRM
        apart = rule in beside and not any(span.touches(own) for span in seen for own in rule.content)
        if pieces[rule.piece].kind == "headline" or apart or (firm and any(_is_within(rule, r) for r in told)):
            out.append(rule)
    return out


def _parted(report: Report, beside: Sequence[Report], ruled: Sequence[Report]) -> Iterator[Report]:
    """The report with the speaker that stands right beside its marks; several reports where several speakers do.

    "A," said X. "B," said Y: the reader now and then takes both for one.
    """
    owners = [r for r in beside if set(r.content) & set(report.content)]
    taken = {span for owner in owners for span in owner.content}
    rest = tuple(span for span in report.content if span not in taken)
    twin = next((r for r in ruled if r not in owners and _alike(r, replace(report, content=rest))), None)
    if len({owner.speaker for owner in owners}) + (twin is not None) > 1:
        for owner in owners:
            more = tuple(span for span in rest if twin is None and _whose(span, owners) is owner)
            yield _owned(replace(report, content=tuple(sorted((*owner.content, *more)))), owner)
        if twin is not None:
            yield _with_twin(replace(twin, content=rest, signs=report.signs), twin)
    elif owners and owners[0].speaker is not None:
        yield _owned(report, owners[0])
    elif twin is not None and report.cue is None and report.speaker is None:
        yield twin  # the reader sees what is reported, and not by whom
    else:
        found = _with_twin(report, twin)
        agreed = found.signs is not None and found.signs.agreed
        if twin is not None and twin.rule in _EXACT and agreed:
            found = replace(found, content=twin.content)
        # "The statements from X before Y stressed …": a noun of speech tells whose it is better than what stands near.
        yield twin if twin is not None and twin.rule == "speech-noun" and not agreed else found


def _owned(report: Report, owner: Report) -> Report:
    """The report as said by the owner of its marks, whatever the reader takes for its source."""
    theirs, ours = report.speaker, owner.speaker
    agreed = theirs.span.touches(ours.span) if theirs and ours else theirs is ours
    signs = replace(report.signs, twin=True, agreed=agreed) if report.signs is not None else None
    return replace(report, speaker=ours, cue=owner.cue, verb=owner.verb, signs=signs)


def _whose(span: Span, owners: Sequence[Report]) -> Report:
    """The one of the owners who speaks last before a span; the first of them where none does."""
    return next((owner for owner in reversed(owners) if owner.content[0] < span), owners[0])


def _with_twin(report: Report, twin: Report | None) -> Report:
    """The report, knowing of another one of the same words, whose speaker it takes if it has none or doubts its own."""
    if twin is None or report.signs is None:
        return report
    doubted = report.signs.source < _DOUBTED and twin.speaker is not None
    speaker = twin.speaker if doubted else report.speaker or twin.speaker
    agreed = speaker.span.touches(twin.speaker.span) if speaker and twin.speaker else speaker is twin.speaker
    return replace(report, speaker=speaker, signs=replace(report.signs, twin=True, agreed=agreed))


def _alike(one: Report, other: Report) -> bool:
    """Whether two reports share most of their words."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return 2 * shared > max(sum(s.end - s.start for s in r.content) for r in (one, other))


def _is_within(inner: Report, outer: Report) -> bool:
    """Whether a whole report, its cue and speaker with it, stands in what another one reports."""
    parts = [*inner.content, *([inner.cue] if inner.cue else []), *([inner.speaker.span] if inner.speaker else [])]
    return all(any(span.covers(part) for span in outer.content) for part in parts)


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
            clauses.append(replace(report, content=whole(report.content, marked)))
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


def _continued(piece: Parsed, mark: Marked, earlier: Sequence[Report]) -> list[Report]:
    """A quotation in a sentence of its own straight after one with a speaker, in the same paragraph."""
    text = piece.doc.text
    quoted = text[mark.inner.start - piece.start : mark.outer.end - piece.start]
    before = [
        r for r in earlier if r.content[-1].end <= mark.outer.start and (r.cue is None or r.cue.end <= mark.outer.start)
    ]
    if not before or mark.reopened or len(quoted.split()) < _SHORT or not quoted[0].isupper():
        return []
    last = max(before, key=lambda report: report.end)
    gap = text[last.end - piece.start : mark.outer.start - piece.start]
    said = last.speaker is not None and text[last.speaker.start - piece.start : last.speaker.end - piece.start].lower()
    if last.act != "speech" or not said or said in _RELATIVES or any(c.isalnum() for c in gap):
        return []
    if not any(c in ".?!:" for c in gap) or not any(c in ".?!…" for c in quoted[-3:]):
        return []
    return [replace(last, content=(mark.inner,), rule="continuation")]


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


def _quotes(found: Sequence[tuple[Report, QuoteKind, float]]) -> tuple[Quote, ...]:
    """Reports as numbered quotes."""
    return tuple(
        Quote(f"q{number}", kind, r.content, r.act, r.cue, r.speaker, "unnamed", None, sure, r.rule)
        for number, (r, kind, sure) in enumerate(found, start=1)
    )


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
