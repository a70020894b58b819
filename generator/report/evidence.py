"""Which sentences the site may print, and what leads to them.

Articles are other people's work: with `publish.text: evidence` at most a share of an article's words is printed as
sentences. The choice depends on the article and the settings alone, so that one
more article elsewhere changes nothing here.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

import msgspec

from generator.articlejson import anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import ProcessedArticle, Quote
    from generator.settings import Publish

VERSION = "2"
"""Raise it when other sentences of an article would be shown, or anchors come out otherwise."""
_FRAGMENT_WORDS = 5
_LITTLE = 8
"""Fewer words that are not all in quotation marks are not understood without their sentence."""


def shown_sentences(article: ProcessedArticle, quotes: Sequence[Quote], publish: Publish) -> frozenset[int]:
    """Indexes of the sentences that may be printed.

    Under `evidence`: the headline, then, as long as the share lasts, the sentences of quotes that say little by
    themselves, the first sentence, those of other quotes, and sentences that name someone or a place.
    """
    everything = range(len(article.sentences))
    headline = {
        number
        for number in everything
        if any(b.kind == "headline" and b.span.covers(article.sentences[number].span) for b in article.blocks)
    }
    if publish.text == "full":
        return frozenset(everything)
    if publish.text == "none":
        return frozenset(headline)
    left = publish.share * word_count(article.text)
    shown = set(headline)
    for number in _by_worth(article, quotes):
        if number in shown:
            continue
        words = word_count(article.sentences[number].span.of(article.text))
        if words <= left:
            shown.add(number)
            left -= words
    return frozenset(shown)


class Shown(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What of an article the site may print, and under which anchors."""

    sentences: frozenset[int]
    """Indexes of the sentences."""
    anchors: dict[str, str]
    """Quote id → its anchor, made from its words, so that it survives a new model; unique over all articles."""


def shown_of(article: ProcessedArticle, publish: Publish, least: float) -> Shown:
    """What of an article the site may print; quotes found with less confidence than `least` are left out."""
    quotes = [quote for quote in article.quotes if quote.confidence >= least]
    taken: set[str] = set()
    anchors = {
        quote.id: f"{article.id}-"
        + anchor(" ".join(part.of(article.text) for part in quote.content), taken, letter="q")
        for quote in article.quotes
    }
    return Shown(shown_sentences(article, quotes, publish), anchors)


def word_count(text: str) -> int:
    """Words separated by white space."""
    return len(text.split())


def _by_worth(article: ProcessedArticle, quotes: Sequence[Quote]) -> list[int]:
    """Sentences in the order in which they are worth showing."""
    spans = [sentence.span for sentence in article.sentences]
    first = next(
        (
            n
            for n, span in enumerate(spans)
            if not any(b.kind == "headline" and b.span.covers(span) for b in article.blocks)
        ),
        None,
    )
    of_quote = [[n for n, span in enumerate(spans) if any(span.touches(part) for part in q.content)] for q in quotes]
    little = [n for q, own in zip(quotes, of_quote, strict=True) if _says_little(article.text, q) for n in own]
    quoted = [n for own in of_quote for n in own]
    naming: list[int] = []
    seen: set[str] = set()
    for mention in article.mentions:
        if mention.entity not in seen:
            seen.add(mention.entity)
            naming += [n for n, span in enumerate(spans) if span.covers(mention.span)]
    return list(dict.fromkeys([*little, *([first] if first is not None else []), *quoted, *naming]))


def _says_little(text: str, quote: Quote) -> bool:
    return quote.kind != "direct" and sum(word_count(part.of(text)) for part in quote.content) < _LITTLE


def publisher_link(url: str | None, sentence: str | None) -> str | None:
    """The publisher's page, scrolled to the sentence by a text fragment (WICG Text Fragments)."""
    if url is None or sentence is None:
        return url
    base, hash_mark, fragment = url.partition("#")
    words = sentence.split()
    if len(words) > 2 * _FRAGMENT_WORDS:
        start, end = " ".join(words[:_FRAGMENT_WORDS]), " ".join(words[-_FRAGMENT_WORDS:])
        directive = f"{_encoded(start)},{_encoded(end)}"
    else:
        directive = _encoded(sentence)
    return f"{base}#{fragment if hash_mark else ''}:~:text={directive}"


def _encoded(words: str) -> str:
    """Percent-encoded; a dash, comma or ampersand would be taken for syntax of the fragment."""
    return percent(words, safe="").replace("-", "%2D")


def quotable(words: str, text: str) -> bool:
    """The verbatim gate: whether `words` stand in `text`, white space, quotation marks and Unicode form folded."""
    return _folded(words) in _folded(text)


@functools.lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return " ".join(re.sub("[\"'“”„‟«»‘’‚‛‹›`´]", "'", unicodedata.normalize("NFC", text)).split())
