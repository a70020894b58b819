"""The sample desk "Thirteen Days": what its articles promise, and what the program makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from core_desks import rows_of

from generator.names import slug

REPOSITORY = Path(__file__).resolve().parent.parent
ARTICLES = REPOSITORY / "content/articles"
LISTED = yaml.safe_load((ARTICLES / "_quotations.yml").read_text("utf-8"))


def articles():
    for path in sorted(ARTICLES.glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        yield path.name, yaml.safe_load(head), body


def test_every_quotation_stands_in_the_list_and_the_other_way_round():
    printed = {(name, words) for name, _, body in articles() for words in re.findall("“([^”]*)”", body)}
    assert printed == {(row["article"], row["words"]) for row in LISTED}
    assert all(row["record"] and row["speaker"] for row in LISTED)


def test_no_other_quotation_marks():
    for name, _, body in articles():
        assert not re.search('["„«»‹›]', body), name
        assert body.count("“") == body.count("”"), name


def test_seven_sources_of_three_countries_and_thirteen_days():
    heads = [head for _, head, _ in articles()]
    sources = yaml.safe_load((REPOSITORY / "site_config/sources.yml").read_text("utf-8"))["sources"]
    papers = {source["name"] for source in sources if source["kind"] == "newspaper"}
    (agency,) = (source["name"] for source in sources if source["kind"] == "agency")
    assert len(heads) >= 36
    assert len(papers) == 6
    assert len({source["country"] for source in sources if source["name"] in papers}) == 3
    assert {head["source"] for head in heads} == papers | {agency}
    assert len({head["source"] for head in heads if head.get("credit") == agency}) == 2
    assert {str(head["published"])[:10] for head in heads} >= {f"1962-10-{day}" for day in range(16, 30)}


def test_every_article_says_what_it_is():
    for name, head, body in articles():
        assert "Reconstruction for demonstration" in head["note"], name
        assert re.match(r"https://[a-z.-]+\.example/", head["url"]), name
        assert 150 <= len(body.split()) <= 400, name


@pytest.fixture(scope="module")
def quotes(sample):
    files = {}
    for path in (sample / "content/processed").rglob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        files[record["id"]] = record["input"]["path"].removeprefix("articles/")
    found = rows_of(sample / "content/pages", "quotes")
    return [{**quote, "file": files[quote["article"]]} for quote in found]


def folded(words):
    return " ".join(re.findall(r"\w+", words.casefold()))


def test_what_is_shown_in_marks_stands_in_the_public_record(quotes):
    listed = {}
    for row in LISTED:
        listed.setdefault(row["article"], []).append(folded(row["words"]))
    for quote in quotes:
        for words in quote["words"] if quote["kind"] == "direct" else []:
            assert any(folded(words) in whole for whole in listed[quote["file"]]), quote


def test_no_direct_quotation_is_laid_in_the_wrong_mouth(quotes):
    wrong, resolved = [], 0
    for quote in quotes:
        for words in quote["words"] if quote["kind"] == "direct" and quote["actors"] else []:
            row = next(r for r in LISTED if r["article"] == quote["file"] and folded(words) in folded(r["words"]))
            speaker = row["speaker"].split(" (")[0].removeprefix("The ")
            resolved += 1
            if slug(speaker) not in quote["actors"]:
                wrong.append((speaker, quote["actors"], words))
    assert not wrong
    assert resolved >= 20
