"""Who said what in our own sentences, by the whole annotator: an article in, the published quotes out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from quote_cases import CASES as IN_MARKS
from quote_cases_reported import CASES as REPORTED
from quote_cases_speakers import CASES as SPEAKERS
from quote_cases_whom import CASES as WHOM
from quote_missed import MISSED
from quote_notation import Said

from generator.annotate.mentions import find_mentions
from generator.annotate.sentences import find_sentences
from generator.annotate.speakers import link_speakers
from generator.engines.batches import BATCH
from generator.models import Quote, Span, Speaker
from generator.read.files import Rules, read_file
from generator.settings import Settings

if TYPE_CHECKING:
    from quote_notation import Case

    from generator.models import Article, ProcessedArticle

CASES = [*IN_MARKS, *REPORTED, *SPEAKERS]
LEAST = Settings().site.thresholds.quote_confidence
"""What is less sure is not published."""
_EDGES = "“”„‟\"＂‘’‚'`«»‹›「」『』 .,;:!?…"


@pytest.fixture(scope="session")
def articles(tmp_path_factory) -> dict[str, Article]:
    """Every case as an article of its own."""
    path = tmp_path_factory.mktemp("inbox") / "cases.jsonl"
    records = [{"id": c.point, "title": c.headline, "text": c.text.replace("¶", "\n\n")} for c in (*CASES, *WHOM)]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    drafts, problems, _ = read_file(path, "articles/cases.jsonl", Rules())
    assert not problems
    named = [draft.named(f"case-{number}") for number, draft in enumerate(drafts)]
    return {str(article.input.item): article for article in named}


@pytest.fixture(scope="session")
def annotated(reader, articles) -> dict[str, ProcessedArticle]:
    """The cases of whole quotations, all read in one go."""
    wanted = [articles[c.point] for c in CASES]
    done = [article for i in range(0, len(wanted), BATCH) for article in reader.annotate(wanted[i : i + BATCH])]
    return {str(article.input.item): article for article in done}


def folded(content: str) -> str:
    """The one tolerance: white space, outer quotation marks and end punctuation do not count."""
    return "|".join(re.sub(r"\s+", " ", span).strip(_EDGES) for span in content.split("|"))


def _speaker(article: ProcessedArticle, quote: Quote | None, wanted: str | None) -> str | None:
    """Who speaks, as printed; in the words of the case where these say that more may follow."""
    printed = quote.speaker.span.of(article.text).strip(" ,") if quote and quote.speaker else None
    if printed and wanted and wanted.endswith("…") and re.match(re.escape(wanted[:-1]) + r"(?!\w)", printed):
        return wanted
    return printed


def found(article: ProcessedArticle, wanted: tuple[Said, ...]) -> list[tuple[object, ...]]:
    """The published quotes in the order of the text; what is not the point of the case is left out."""
    published = [q for q in article.quotes if q.confidence >= LEAST]
    places = sorted((q.content[0].start, q.speaker.start if q.speaker else -1, q.id) for q in published)
    names = {e.id: e.name for e in article.entities}
    by_id = {q.id: q for q in article.quotes}
    out: list[tuple[object, ...]] = []
    for number, (_, _, name) in enumerate(places):
        quote = by_id[name]
        want = wanted[number] if number < len(wanted) else Said(quote.kind, "", None)
        mean = "; ".join(names[i] for i in quote.speaker.entities) if quote.speaker else ""
        row = (
            quote.kind,
            quote.act,
            folded("|".join(s.of(article.text) for s in quote.content)),
            _speaker(article, quote, want.speaker),
            None if want.names is None else mean,
            want.attribution and quote.attribution,
            want.via and _speaker(article, by_id.get(quote.via or ""), want.via),
        )
        out.append(row)
    return out


def expected(wanted: tuple[Said, ...]) -> list[tuple[object, ...]]:
    return [(q.kind, q.act, folded(q.content), q.speaker, q.names, q.attribution, q.via) for q in wanted]


def _row(row: Case) -> object:
    marks = [pytest.mark.xfail(reason=MISSED[row.point], strict=True)] if row.point in MISSED else []
    return pytest.param(row, id=row.point, marks=marks)


@pytest.mark.parametrize("row", [_row(c) for c in CASES])
def test_quotes_of_the_world(annotated, row):
    article = annotated[row.point]
    assert found(article, row.quotes) == expected(row.quotes), row.text


def given(article: Article, row: Case) -> list[Quote]:
    """The quotes of a case as somebody else might have found them."""
    text, out, at = article.text, [], 0
    for number, said in enumerate(row.quotes, start=1):
        start = text.index(said.content, at)
        content = Span(start, start + len(said.content))
        words = str(said.speaker)
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        first = min(places, key=lambda p: (min(abs(p - content.end), abs(content.start - p - len(words))), p))
        verb = re.compile(r" (added|said|told|wrote|reported)\b").match(text, first + len(words))
        cue = Span(*verb.span(1)) if verb else None
        marks = "direct" if text[start - 1] == "“" else "indirect"
        speaker = Speaker(first, first + len(words))
        out.append(Quote(f"q{number}", marks, (content,), cue=cue, speaker=speaker))
        at = content.end
    return out


@pytest.mark.parametrize("row", [_row(c) for c in WHOM])
def test_whom_the_speakers_of_the_world_mean(reader, articles, row):
    article = articles[row.point]
    (pieces,) = reader.parse([article])
    sentences = [s.span for s in find_sentences(article.text, pieces)]
    entities, mentions, roles = find_mentions(article.text, pieces, article.blocks, reader.recipe.gazetteer)
    quotes = given(article, row)
    linked, _ = link_speakers(quotes, article.text, pieces, sentences, entities, mentions, roles)
    names = {e.id: e.name for e in entities}
    got = [("; ".join(names[i] for i in q.speaker.entities), q.attribution) for q in linked]
    want = [
        (g[0] if said.names is None else said.names, said.attribution or g[1])
        for g, said in zip(got, row.quotes, strict=True)
    ]
    assert got == want, (row.text, sorted(names.values()))


def test_the_tables_are_as_large_as_promised_and_no_point_stands_twice():
    points = [c.point for c in (*CASES, *WHOM)]
    assert len(points) >= 300
    assert len(set(points)) == len(points)
    assert len({c.text for c in (*CASES, *WHOM)}) == len(points)
    assert set(MISSED) <= set(points)


def test_what_a_case_expects_stands_in_its_text():
    for row in CASES:
        for quote in row.quotes:
            text = re.sub(r"\s+", " ", row.headline + " " + row.text)
            assert all(span in text for span in folded(quote.content).split("|")), row.point
            assert quote.speaker is None or quote.speaker.rstrip("…") in text, row.point
