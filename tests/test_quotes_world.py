"""Who said what in our own sentences, by the whole annotator: an article in, the published quotes out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from quote_cases import CASES as IN_MARKS
from quote_cases_reported import CASES as REPORTED
from quote_cases_speakers import CASES as SPEAKERS
from quote_missed import MISSED
from quote_notation import Said

from generator.annotate.pipeline import BATCH
from generator.read.files import Rules, read_file
from generator.settings import Settings

if TYPE_CHECKING:
    from quote_notation import Case

    from generator.models import ProcessedArticle, Quote

CASES = [*IN_MARKS, *REPORTED, *SPEAKERS]
LEAST = Settings().site.thresholds.quote_confidence
"""What is less sure is not published."""
_EDGES = "“”„‟\"＂‘’‚'`«»‹›「」『』 .,;:!?…"


@pytest.fixture(scope="session")
def annotated(reader, tmp_path_factory) -> dict[str, ProcessedArticle]:
    """Every case as an article of its own, all read in one go."""
    path = tmp_path_factory.mktemp("inbox") / "cases.jsonl"
    records = [{"id": c.point, "title": c.headline, "text": c.text.replace("¶", "\n\n")} for c in CASES]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    drafts, problems, _ = read_file(path, "articles/cases.jsonl", Rules())
    assert not problems
    articles = [draft.named(f"case-{number}") for number, draft in enumerate(drafts)]
    done = [article for i in range(0, len(articles), BATCH) for article in reader.annotate(articles[i : i + BATCH])]
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


def test_the_tables_are_as_large_as_promised_and_no_point_stands_twice():
    points = [c.point for c in CASES]
    assert len(points) >= 230
    assert len(set(points)) == len(points)
    assert len({c.text for c in CASES}) == len(points)
    assert set(MISSED) <= set(points)


def test_what_a_case_expects_stands_in_its_text():
    for row in CASES:
        for quote in row.quotes:
            text = re.sub(r"\s+", " ", row.headline + " " + row.text)
            assert all(span in text for span in folded(quote.content).split("|")), row.point
            assert quote.speaker is None or quote.speaker.rstrip("…") in text, row.point
