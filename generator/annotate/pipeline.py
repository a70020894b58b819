"""`Article` → `ProcessedArticle`: pure, one article at a time, so it runs alike on one core or on many machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.dates import find_dates
from generator.annotate.figures import find_figures
from generator.annotate.mentions import find_mentions
from generator.annotate.model import load_model
from generator.annotate.parsed import ARTICLE, HEADLINE, Parsed
from generator.annotate.quotes import find_quotes
from generator.annotate.regions import find_regions
from generator.annotate.sentences import find_sentences
from generator.annotate.speakers import link_speakers
from generator.annotate.topics import find_topics
from generator.models import Article, ProcessedArticle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from generator.annotate.recipe import Recipe
    from generator.models import BlockKind, Span, TopicScore

_LONGEST_PIECE = 20_000
_DASH = re.compile(r"[\s.:—–-]*")
_READ = ("headline", "paragraph", "subheading", "caption")
# Characters that mean the same and that the model was not taught; one for one, so that offsets stay.
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "})


class Reader:
    """The loaded model and its recipe; make one a process."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.stamp = recipe.annotator()
        self._nlp: Language = load_model(recipe.model, recipe.desk)

    def annotate(self, articles: Sequence[Article]) -> Iterator[ProcessedArticle]:
        """The articles annotated, in order; call with at most `BATCH` of them.

        An article in a language that the model does not read gets its text and blocks only.
        """
        for article, read in zip(articles, self.parse(articles), strict=True):
            yield self._processed(article, read)

    def parse(self, articles: Sequence[Article]) -> list[list[Parsed]]:
        """The pieces of each article as the model reads them; none of an article that it does not read."""
        wanted = [article if self._reads(article) else None for article in articles]
        pieces = [(number, *piece) for number, article in enumerate(wanted) if article for piece in _pieces(article)]
        docs = (self._doc(*piece) for piece in pieces)
        parsed: list[list[Parsed]] = [[] for _ in articles]
        for (number, start, kind, _), doc in zip(pieces, self._nlp.pipe(docs, batch_size=64), strict=True):
            parsed[number].append(Parsed(start, kind, doc))
        return parsed

    def _doc(self, number: int, _start: int, kind: BlockKind, text: str) -> Doc:
        doc = self._nlp.make_doc(text.translate(_PLAIN))
        doc.user_data |= {ARTICLE: number, HEADLINE: kind == "headline"}
        return doc

    def _reads(self, article: Article) -> bool:
        read = str(self._nlp.lang)
        return (article.meta.language or read).split("-")[0].lower() == read and article.meta.status == "usable"

    def _topics(self, article: Article) -> tuple[TopicScore, ...]:
        """The topics; a headline alone is too little to tell."""
        if not any(block.kind == "paragraph" for block in article.blocks):
            return ()
        return find_topics(article.text, article.blocks, site_topics=self.recipe.site_topics)

    def _processed(self, article: Article, pieces: list[Parsed]) -> ProcessedArticle:
        text = article.text
        sentences = find_sentences(text, pieces)
        spans: list[Span] = [sentence.span for sentence in sentences]
        entities, mentions, roles = find_mentions(text, pieces, article.blocks, self.recipe.gazetteer)
        quotes, mentions = link_speakers(
            find_quotes(text, pieces, spans), text, pieces, spans, entities, mentions, roles
        )
        return ProcessedArticle(
            id=article.id,
            article=article.meta,
            text=text,
            blocks=article.blocks,
            sentences=sentences,
            entities=entities,
            mentions=mentions,
            roles=roles,
            quotes=quotes,
            topics=self._topics(article) if pieces else (),
            regions=find_regions(text, article.blocks, entities, mentions),
            figures=find_figures(text, pieces),
            dates=find_dates(text, pieces, article.meta.published),
            annotator=self.stamp,
            input=article.input,
        )


def _pieces(article: Article) -> Iterator[tuple[int, BlockKind, str]]:
    """Start, kind and text of what is read.

    A dateline is read apart from the sentence behind it, and a very long paragraph is cut at a blank.
    """
    datelines = {block.start: block.end for block in article.blocks if block.kind == "dateline"}
    for block in article.blocks:
        if block.kind not in _READ:
            continue
        start = block.start
        line = datelines.get(start)
        if line is not None and line < block.end:
            yield start, "dateline", article.text[start:line]
            match = _DASH.match(article.text, line, block.end)
            start = match.end() if match else line
        while start < block.end:
            end = min(block.end, start + _LONGEST_PIECE)
            if end < block.end:
                cut = article.text.rfind(" ", start, end)
                end = cut + 1 if cut > start else end
            yield start, block.kind, article.text[start:end]
            start = end
