"""What a name is found by when others are looked for that may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.knowledge.spellings import load_spellings
from generator.resolve.personnames import light, sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve.judged import ActorKind
    from generator.resolve.personnames import PersonName

_LEAST_LEGAL = 4
"""Letters that must be left of a name without its legal form."""

Marks = tuple[list[str], list[str], list[str]]
"""Words, block and ends of a name, each sorted."""


def marks_of(kind: ActorKind, forms: Sequence[PersonName], folded: Iterable[str]) -> Marks:
    """The marks of a name of this kind; a state needs none."""
    if kind == "person":
        words = {light(word) for form in forms for word in form.words}
        block = {key for form in forms for key in _block_keys(form)}
        ends = {key for form in forms if form.words for key in (sound(form.words[-1]), _joined(form))}
        return sorted(words), sorted(block), sorted(ends)
    if kind == "state":
        return [], [], []
    known = list(folded)
    bare = {short for form in known if (short := _without_legal(form)) is not None}
    return sorted({body_words(form) for form in known}), sorted(bare), []


def _block_keys(form: PersonName) -> set[str]:
    return {sound(word) for word in form.words if len(word) > 1} | {_joined(form)}


def _joined(form: PersonName) -> str:
    return f"={form.letters}"


def body_words(folded: str) -> str:
    """The name of a body with its words as they are compared."""
    known = load_spellings().words
    text = f" {folded} ".replace(" united states ", " us ").replace(" united nations ", " un ")
    return " ".join(filter(None, (known.get(word, word) for word in text.split())))


def _without_legal(folded: str) -> str | None:
    """The name without Inc., Ltd. and their like; `None` if it has none or too little is left."""
    legal = load_spellings().legal
    words = folded.split()
    kept = list(words)
    while kept and kept[-1] in legal:
        kept.pop()
    return body_words(" ".join(kept)) if len(kept) < len(words) and len("".join(kept)) >= _LEAST_LEGAL else None
