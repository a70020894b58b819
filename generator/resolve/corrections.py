"""Corrections that a paper prints: which articles are some, and which article each puts right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.models import ProcessedArticle
    from generator.resolve.textfacts import TextFacts

_WORDS = r"(?:corrections?|corrected|clarifications?|clarified|errat(?:um|a))"
_TITLE = re.compile(
    rf"\W*{_WORDS}(?=\s*(?:[^\w\s]|$)|\s+(?:and|to|on|of|for|from|about|regarding|version|story|report|copy|figures?)\b)",
    re.IGNORECASE,
)
""""Correction: the toll", "Correction to our report"; an article on a corrections officer is none."""
_PRINTED = re.compile(
    r"\b(?:articles?|reports?|reported|story|stories|dispatch|despatch|edition|issue|headline|heading|published|printed"
    r"|column|caption)\b",
    re.IGNORECASE,
)
"""What says of a day that something was printed on it."""
_LEAST = 3
"""Words of a headline that cannot be named by chance."""


class CorrectionFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a correction tells of what it corrects."""

    words: str
    """All its words, folded."""
    days: tuple[str, ...]
    """The days (ISO) that it names in sentences that speak of what was printed."""


def is_correction(title: str) -> bool:
    """Whether a headline opens as that of a correction does."""
    return _TITLE.match(title) is not None


def correction_facts(article: ProcessedArticle) -> CorrectionFacts | None:
    """What a correction tells of what it corrects; none of an article that is no correction."""
    if not is_correction(article.article.title):
        return None
    return CorrectionFacts(fold_name(article.text), tuple(sorted(_days(article))))


def corrections_in(
    texts: Iterable[TextFacts], days: Mapping[str, str | None], publisher_of: Mapping[str, str]
) -> dict[str, str | None]:
    """Id of each correction → id of the article that it corrects, `None` where that would be a guess.

    A correction corrects an earlier article of its source in the same story; where there is none, it is left out.

    Args:
        texts: the articles of one story.
        days: article id → its day on the desk's clock (ISO).
        publisher_of: article id → id of its source.
    """
    ordered = sorted(texts, key=lambda text: (days[text.id] or "", text.moment, text.id))
    out: dict[str, str | None] = {}
    for place, text in enumerate(ordered):
        if text.correction is None or days[text.id] is None:
            continue
        earlier = [
            other
            for other in ordered[:place]
            if publisher_of[other.id] == publisher_of[text.id]
            and days[other.id] is not None
            and other.correction is None
        ]
        if earlier:
            out[text.id] = _corrected(text.correction, earlier, days)
    return out


def _corrected(
    correction: CorrectionFacts, earlier: Sequence[TextFacts], days: Mapping[str, str | None]
) -> str | None:  # fmt: skip
    """The one article whose headline the correction prints, else the only one of the one day that it names."""
    words = f" {correction.words} "
    titles = {other.id: fold_name(other.title) for other in earlier}
    named = [name for name, title in titles.items() if len(title.split()) >= _LEAST and f" {title} " in words]
    if named:
        return named[0] if len(named) == 1 else None
    found = [other.id for other in earlier if days[other.id] in correction.days]
    return found[0] if len(found) == 1 else None


def _days(article: ProcessedArticle) -> set[str]:
    """The days that the article names in sentences that speak of what was printed."""
    printed = [s.span for s in article.sentences if _PRINTED.search(article.text, s.start, s.end)]
    return {
        date.value
        for date in article.dates
        if date.grain == "day" and any(span.start <= date.start < span.end for span in printed)
    }
