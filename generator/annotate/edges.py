"""Where a person's name begins and ends: what a model cut off is put back, what it took along is cut."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from generator.annotate.titles import GIVEN, without_title
from generator.knowledge.names import load_generic, load_parts, load_titles
from generator.models import Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.parsed import Parsed
    from generator.annotate.titles import Titled

_SUFFIX = re.compile(r",? (?:Jr|Sr)\.?(?!\w)|,? (?:II|III|IV)(?!\w)")
_CAPTION = ("Image", "Images", "Photo", "Photos")
_OWNER = re.compile(r"[^\s]+(?:['’]s|s['’]) (?=\S)")
_ABBREVIATED = re.compile(r" (?:Jr|Sr)$")
_CLAUSE = re.compile(r", (?!Jr|Sr|I{1,3}\b|IV\b)|\s*[(\[;:–—]| [-/] ")
_WORD = re.compile(r"[^\W\d_](?:(?:[\w‑-]|['’](?!s\b))*\w)?")
_GAP = re.compile(r"\.? ")
# Particles that are no English words: over these a name may be put together.
_BRIDGES = r"(?:von|van|der|den|de|del|della|di|da|dos|das|du|bin|ibn|bint|binti|al|el|ul|zu|ter|abu|ould)"
_ONWARD = re.compile(
    rf"(?:(?: {_BRIDGES})+ |[ ](?:{_BRIDGES} )*(?:al|el|ul|as|ar|ash|an|d|l)[-‑'’])([^\W\d_][\w'’‑-]*)"
)
_BACKWARD = re.compile(rf"((?:[^\W\d_][\w'’‑-]+ )+)((?:{_BRIDGES} )*{_BRIDGES}[ ]|(?:al|el|ul)[-‑])$")
# Ismael “El Example” García: the name goes on behind the nickname.
_NICKNAME = re.compile(r" [“\"‘][A-Z][^“”\"‘’\n]{1,24}[”\"’](?: [A-Z][\w'’‑-]+)+")
_SENTENCE = re.compile(r"[.!?…][”\"’')]* (?=[“\"‘'(]*[A-Z])")
_INITIALS = re.compile(
    r"(?<![\w.])(?!U\.[SKN]\.)(?:[^\W\d_a-z]\.[ -]?){1,4}(?:(?:de|van|von|der|al|el) )*$|(?<!\w)[^\W\d_a-z]\w+[-‑]$"
)
_BESIDE_LEFT = re.compile(r"(?<![\w-])([^\W\d_a-z](?:[\w'’‑-]*\w)?)(?<!['’]s) $")
_BESIDE_RIGHT = re.compile(r" ([^\W\d_a-z](?:[\w’'‑-]*\w)?)(?<!['’]s)\b")
_MOST_INITIALS = 2
_MOST_WORDS = 5
_REACH = 60
"""Characters in front of a name in which its first words can stand."""
_VAGUE = frozenset(
    {"chair", "chief", "general", "head", "justice", "leader", "major", "private", "director", "delegate"}
)
"""Titles that also begin the names of bodies (General Motors, Justice Department): they find no name by themselves."""


def whole_name(text: str, piece: Parsed, span: Span) -> Span | None:
    """The span of a person's name with its particles, without what does not belong to it; `None` if nothing is left."""
    end = piece.start + piece.doc[-1].idx + len(piece.doc[-1])
    span = _unglued(text, _cut(text, span))
    onward = _ONWARD.match(text, span.end, end)
    if onward and onward.group(1)[0].isupper() and onward.group(1) not in load_parts().calendar:
        span = Span(span.start, onward.end(1))
    nickname = _NICKNAME.match(text, span.end, end)
    if nickname:
        span = Span(span.start, nickname.end())
    span = _from_particle(text, piece, span)
    initials = _INITIALS.search(text[max(piece.start, span.start - _REACH) : span.start])
    if initials:
        span = Span(span.start - len(initials.group()), span.end)
    span = _without_loose_end(text, span)
    if _ABBREVIATED.search(span.of(text)) and text[span.end : span.end + 1] == ".":
        span = Span(span.start, span.end + 1)
    suffix = _SUFFIX.match(text, span.end, end)
    if suffix and span.end > span.start:
        span = Span(span.start, suffix.end())
    return span if span.end > span.start else None


def _cut(text: str, span: Span) -> Span:
    """The name up to a clause behind a comma or bracket."""
    owner = _OWNER.match(span.of(text))  # "The Example's Maria Example"
    span = Span(span.start + owner.end(), span.end) if owner else span
    words = _CLAUSE.split(span.of(text))[0]
    of = re.match(r"\S+ \S+.*?(?= of [A-Z])", words)  # "Maria Example of Example Party"
    return Span(span.start, span.start + len(of.group() if of else words))


def _unglued(text: str, span: Span) -> Span:
    """The name without a word of the page that was set straight behind it: "JensenImage"."""
    first, _, last = span.of(text).rpartition(" ")
    if first and last in _CAPTION:  # "Jensen Image": the line under a picture
        return Span(span.start, span.start + len(first))
    match = _glue().search(span.of(text))
    return Span(span.start, span.start + match.start(1)) if match else span


@functools.cache
def _glue() -> re.Pattern[str]:
    words = "|".join(sorted(load_parts().glued, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<=[a-zß-ÿ])((?:{words})(?:[A-Z]\w*)?)\b")


def _from_particle(text: str, piece: Parsed, span: Span) -> Span:
    """The name from its first word on, where the model found only what stands behind the particle."""
    start = span.start
    lowest = max(piece.start, start - _REACH)
    match = _BACKWARD.search(text[lowest:start])
    if match is None or not text[start].isupper():
        return span
    words = list(_WORD.finditer(match.group(1)))
    from_word = None
    titles = load_titles()
    for word in reversed(words):
        if (
            not word.group()[0].isupper()
            or titles.is_role(word.group())
            or word.group().casefold() in titles.honorifics
        ):
            break
        from_word = word
    return span if from_word is None else Span(lowest + match.start(1) + from_word.start(), span.end)


def _without_loose_end(text: str, span: Span) -> Span:
    """The name without a verb or a particle in lower case at its end."""
    words = span.of(text).split(" ")
    honours = load_parts().honours
    while len(words) > 1 and (words[-1].islower() or words[-1].casefold().rstrip(".,") in honours):
        words.pop()
    return Span(span.start, span.start + len(" ".join(words).rstrip(",")))


def first_word(text: str, piece: Parsed, span: Span) -> bool:
    """Whether only one word, and titles before it, stand between the name and the beginning of its sentence."""
    before = text[max(piece.start, span.start - _REACH) : span.start]
    *front, last = _SENTENCE.split(before)[-1].split() or [""]
    titles = load_titles()
    plain = (word.casefold().rstrip(".") for word in front)
    return (
        last[:1].isupper()
        and before[-1:] == " "
        and all(
            titles.is_role(word) or titles.is_role(word.removesuffix("s")) or word in titles.honorifics | titles.before
            for word in plain
        )
    )


def grown(text: str, piece: Parsed, span: Span, others: Sequence[Span], proper: frozenset[int]) -> Span:
    """The name with the proper names straight beside it that the model left out: "Kassym-Jomart" and "Tokayev" are one.

    Args:
        text: the article.
        piece: where the name stands.
        span: the name, without titles.
        others: places and bodies that it may not swallow.
        proper: where the proper nouns of the piece begin.
    """
    start, end = span.start, span.end
    particles = load_parts().particles
    while word := _BESIDE_LEFT.search(text, max(piece.start, start - _REACH), start):
        found = Span(word.start(1), word.end(1))
        given = found.of(text).casefold() in GIVEN and text[start:end].split(maxsplit=1)[0].casefold() in particles
        if not given and not _belongs(found.of(text), found, others, proper):
            break
        start = found.start
    if text[max(piece.start, start - 4) : start].endswith(" of "):
        start = span.start  # the Economic Affairs of "Minister of Economic Affairs Example"
    stop = piece.start + piece.doc[-1].idx + len(piece.doc[-1])
    while word := _BESIDE_RIGHT.match(text, end, stop):
        found = Span(word.start(1), word.end(1))
        if not _belongs(found.of(text), found, others, proper):
            break
        end = found.end
    return Span(start, end) if len(text[start:end].split()) <= _MOST_WORDS else span


def _belongs(word: str, span: Span, others: Sequence[Span], proper: frozenset[int]) -> bool:
    """Whether a word beside a name can be a part of it."""
    titles, parts = load_titles(), load_parts()
    plain = word.casefold().rstrip(".")
    title = (
        titles.is_role(plain) or titles.is_role(plain.removesuffix("s")) or plain in titles.honorifics | titles.before
    )
    return (
        span.start in proper
        and not title
        and not (word.isupper() and len(word) > _MOST_INITIALS)
        and word not in parts.calendar
        and plain not in parts.honours
        and word not in parts.body_last
        and not any(span.touches(other) for other in others)
    )


def find_titled(text: str, piece: Parsed) -> Iterator[Titled]:
    """Names that a title in front of them gives away: "Ayatollah Example", "Smt. Example Devi"."""
    for span in _capitals(text, piece):
        whole = span.of(text)
        if fold_name(whole) in load_generic() or _names_a_body(whole):
            continue
        found = without_title(text, span, piece.start)
        if found is None or not found.courtesy:
            continue
        words = found.name.of(text)
        role = found.role.of(text).casefold() if found.role else ""
        vague = role in _VAGUE and found.gender is None
        if not vague and fold_name(words) not in load_generic() and not load_titles().is_role(words.split()[0]):
            yield found


def _names_a_body(words: str) -> bool:
    parts = load_parts()
    last = words.rsplit(maxsplit=1)[-1]
    return last in parts.body_last or last in parts.place_last or " of " in f" {words} "


def _capitals(text: str, piece: Parsed) -> Iterator[Span]:
    """Runs of words in capitals, with particles inside them."""
    parts, titles = load_parts(), load_titles()
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text, piece.start, piece.span.end):
        if run and not _goes_on(text, run[-1], word):
            yield from _run(run)
            run = []
        name = word.group()
        if name in parts.calendar:
            yield from _run(run)
            run = []
        elif name[0].isupper() or (run and (name in parts.particles or name.startswith(("al-", "el-", "al‑", "ul-")))):
            run.append(word)
        elif not run and titles.is_role(name):
            continue
        else:
            yield from _run(run)
            run = []
    yield from _run(run)


def _goes_on(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Whether two words are one run: a blank between them, or the full stop of an initial or a title."""
    between = text[last.end() : word.start()]
    if between == " ":
        return True
    short = len(last.group()) == 1 or last.group().casefold() in load_titles().stopped
    return _GAP.fullmatch(between) is not None and short


def _run(words: list[re.Match[str]]) -> Iterator[Span]:
    while words and words[-1].group().islower():
        words = words[:-1]
    if words:
        yield Span(words[0].start(), words[-1].end())
