"""Lines → blocks: what is a headline, a paragraph, a sub-heading, a dateline, a byline.

Layout only: no language model. A line is called something other than a paragraph only on plain evidence.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass

from generator.knowledge.agencies import load_agencies
from generator.models import Block, BlockKind
from generator.read.clean import clean_line, clean_text
from generator.read.credits import is_credit_line

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_DATE_LINE = re.compile(rf"{_WEEKDAY}{_DATE}\.?")
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*)*"
_PLACE = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3}"
_DATELINE = re.compile(
    rf"(?P<line>(?:{_CAPITALS})(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, {_DATE})?(?: ?\([A-Z][\w ]{{1,30}}\))?"
    rf"|{_PLACE}(?:, {_PLACE})?(?:, {_DATE}(?: ?\([A-Z][\w ]{{1,30}}\))?| \([A-Z][\w ]{{1,30}}\)))"
    r"(?:\.?\s?[—–]\s?|\s?-{1,2}\s|:\s)(?=\S)"
)
_BYLINE = re.compile(r"(?:By|BY) [A-Z][^.!?]{2,80}|(?:Reporting|Writing|Editing) by .{3,120}")
_SIGNED = re.compile(r"(?P<line>\((?P<agency>[^()]{2,40})\)) ?[—–-]{1,2} ?(?=\S)")
"""What stands for a dateline where an agency names no place."""
_CREDIT = re.compile(r"(?:Credit|Source|Photo|Via): ?.{2,100}|https?://\S+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|Mt|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_SUBHEADING_WORDS = 10
_SUBHEADING_CHARACTERS = 80
_TITLE_WORDS = 25
_TITLE_CHARACTERS = 160
_LONGEST_TITLE = 140
_WRAPPED_LINE = 100
_WRAPPED_MEDIAN = 45


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of cleaned text and what it is."""

    text: str
    kind: BlockKind


def plain_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text without markup, in order, none of them empty."""
    groups: list[list[str]] = [[]]
    for line in clean_text(text).split("\n"):
        words = " ".join(line.split())
        if words:
            groups[-1].append(words)
        elif groups[-1]:
            groups.append([])
    lines = [line for group in groups for line in group]
    if _is_wrapped(groups):
        lines = [" ".join(group) for group in groups if group]
    return classified([Paragraph(line, "paragraph") for line in lines])


def classified(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those that are something else than running text under their own kind."""
    short = [_is_short(paragraph.text) for paragraph in paragraphs]
    out = []
    for number, paragraph in enumerate(paragraphs):
        neighbours = short[max(0, number - 1) : number] + short[number + 1 : number + 2]
        kind = paragraph.kind
        if kind == "paragraph":
            kind = _line_kind(paragraph.text, first=number < 3, last=number >= len(paragraphs) - 2)
        # A sub-heading stands alone above a paragraph; short lines in a row are a list or a table.
        if kind == "paragraph" and short[number] and number + 1 < len(paragraphs) and not any(neighbours):
            kind = "subheading"
        out.append(Paragraph(paragraph.text, kind))
    return out


def split_title(paragraphs: list[Paragraph]) -> tuple[str, list[Paragraph], bool]:
    """Title, body, and whether the title is a line of its own.

    The first line is the title if it reads like one; otherwise the first sentence serves as the title and stays in
    the body, so that no word stands twice.
    """
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind in ("dateline", "credit", "byline") and number < len(paragraphs) - 1:
            continue
        if number + 1 < len(paragraphs) and _reads_like_title(paragraph.text):
            return paragraph.text, paragraphs[:number] + paragraphs[number + 1 :], True
        return first_sentence(paragraph.text), paragraphs, False
    return "", paragraphs, False


def without_title(title: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The body without a first line that only repeats the title."""
    if len(paragraphs) > 1 and _folded(paragraphs[0].text) == _folded(title):
        return paragraphs[1:]
    return paragraphs


def first_sentence(text: str) -> str:
    """The first sentence without its full stop, cut at a word if it is very long."""
    text = text[: 2 * _LONGEST_TITLE]
    sentence = text
    for match in re.finditer(r"[.!?][\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9À-Þ])", text):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            sentence = text[: match.end()]
            break
    sentence = re.sub(r"(?<!\.)\.$", "", sentence)
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    return sentence[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"


def lay_out(title: str, paragraphs: list[Paragraph], *, headline: bool) -> tuple[str, tuple[Block, ...]]:
    """The article's text and its blocks; with `headline` the title stands in front as a block of its own."""
    parts = [Paragraph(title, "headline"), *paragraphs] if headline else paragraphs
    blocks: list[Block] = []
    text = ""
    for part in parts:
        text += "\n\n" if text else ""
        start = len(text)
        text += part.text
        blocks.append(Block(start, len(text), part.kind))
        line = dateline(part)
        if line:
            blocks.append(Block(start, start + len(line), "dateline"))
    return text, tuple(sorted(blocks, key=lambda block: (block.start, block.end)))


def dateline(paragraph: Paragraph) -> str:
    """The place, and what stands with it, in front of a paragraph; empty if there is none."""
    if paragraph.kind != "paragraph":
        return ""
    match = _DATELINE.match(paragraph.text)
    if not match and (signed := _SIGNED.match(paragraph.text)):
        match = signed if load_agencies().find(signed["agency"], sure=True) else None
    return match["line"] if match else ""


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether line ends were set by an editor at a fixed width and mean nothing."""
    inner = [len(line) for group in groups for line in group[:-1]]
    longest = max((len(line) for group in groups for line in group), default=0)
    return len(inner) >= 2 and longest <= _WRAPPED_LINE and statistics.median(inner) >= _WRAPPED_MEDIAN


def _is_short(text: str) -> bool:
    return (
        len(text) <= _SUBHEADING_CHARACTERS
        and len(text.split()) <= _SUBHEADING_WORDS
        and not _ENDS_SENTENCE.search(text)
        and text[0] not in "\"“„«'‘-–—*•·"
        and any(c.isalpha() for c in text)
    )


def _line_kind(text: str, *, first: bool, last: bool) -> BlockKind:
    if _DATE_LINE.fullmatch(text):
        return "dateline"
    if (first or last) and _BYLINE.fullmatch(text):
        return "byline"
    if _CREDIT.fullmatch(text) or is_credit_line(text, first=first, last=last):
        return "credit"
    return "paragraph"


def _reads_like_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_CHARACTERS
        and len(text.split()) <= _TITLE_WORDS
        and not re.search(r"[.:;,][\"'”’)]*$", text)
        and any(c.isalpha() for c in text)
    )


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", clean_line(text).casefold()))
