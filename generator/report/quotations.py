"""Direct speech as schema.org `Quotation`s (https://schema.org/Quotation), for programs that read a page."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from generator.models import Span
from generator.report.views import quote_view, speech
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.report.views import QuoteView

_TYPES = {"person": "Person", "organisation": "Organization", "state": "Organization", "group": "Organization"}
"""Kind of actor → what schema.org lets be a creator."""
_ATTRIBUTION = 15
"""Words between two parts of a quotation that may be no more than who said it."""
_ASIDE = re.compile(r"[,.;:!?…]*\s*[\"”»“][^\"“”„«»]*[\"“„«”]")
"""From the closing mark to the next opening one, nothing else quoted in between."""
_WIKIDATA = "http://www.wikidata.org/entity/"


def quotations(book: Book, entry: Entry) -> tuple[Mapping[str, object], ...]:
    """The direct speech of the article whose words stand in it and whose speaker is resolved, or at least printed.

    A printed speaker who stands for someone else ("he", "the minister") is none. Empty where the settings do not let
    the site print the words.
    """
    article = _article(entry)
    found: list[Mapping[str, object]] = []
    for quote in speech(entry):
        view = quote_view(book, entry, quote)
        speaker = _speaker(entry, quote, view)
        if view.words and view.in_marks and speaker:
            found.append(
                {
                    "@type": "Quotation",
                    "@id": f"#{view.anchor}",
                    "text": _joined(entry, quote),
                    **speaker,
                    "isPartOf": article,
                }
            )
    return tuple(found)


def _joined(entry: Entry, quote: Quote) -> str:
    """The words in one piece; where the article left out more than it says of the speaker, with a sign."""
    text = entry.article.text
    out = " ".join(quote.content[0].of(text).split())
    for one, two in itertools.pairwise(quote.content):
        gap = Span(one.end, two.start)
        tellers = (quote.cue, quote.speaker.span if quote.speaker else None)
        told = any(span is not None and gap.covers(span) for span in tellers)
        short = len(gap.of(text).split()) <= _ATTRIBUTION
        between = " " if told and short and _ASIDE.fullmatch(gap.of(text)) else " … "
        out += between + " ".join(two.of(text).split())
    return out


def _speaker(entry: Entry, quote: Quote, view: QuoteView) -> dict[str, object]:
    actors = entry.speakers(quote)
    if actors:
        made = [
            {"@type": _TYPES[actor.kind], "name": actor.name}
            | ({"sameAs": _WIKIDATA + actor.wikidata} if actor.wikidata else {})
            for actor in actors
        ]
        return {"creator": made[0] if len(made) == 1 else made}
    if view.speaker is None or view.whose == "unresolved":
        return {}
    # What kind of thing bears a name that is nobody's page is not known, and an official without a name is no name.
    return {"creditText": " ".join(view.speaker.split())}


def _article(entry: Entry) -> Mapping[str, object]:
    meta = entry.article.article
    known = entry.publisher.id != UNKNOWN.id
    facts = {
        "headline": " ".join(meta.title.split()),
        "url": meta.url,
        "datePublished": meta.published,
        "publisher": {"@type": "Organization", "name": entry.publisher.name} if known else None,
    }
    return {"@type": "NewsArticle", **{name: value for name, value in facts.items() if value is not None}}
