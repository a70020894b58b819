"""What pages say of a quotation that several articles print."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from core_desks import files_of

from generator.articlejson import anchor
from generator.models import Block, Entity, Mention, Meta, ProcessedArticle, Quote, Sentence, Source, Span, Speaker
from generator.render.pages import Renderer
from generator.report.binding import make_book
from generator.report.elsewhere import ON_A_PAGE
from generator.report.pages import make_pages
from generator.settings import Publish, Settings, Site
from generator.site.downloads import download_units

FULL = "I have told the council for weeks: the bridge is safe and both lanes will open"
CUT = "the bridge is safe and both lanes will open"
CHANGED = "I told the council for months: the bridge is safe & both *lanes* will <open>"


def printed(name, words, published="2024-03-05", *, source=None, who="Ada Obi", speaker=True, credit=None):
    """An article in which `who` says the words, in quotation marks."""
    title = f"Headline {name}"
    text = f"{title}\n\n{who} said: “{words}.”"
    start = len(title) + 2
    said = text.index("“") + 1
    taken: set[str] = set()
    spans = [Span(0, len(title)), Span(start, len(text))]
    return ProcessedArticle(
        id=name,
        article=Meta(title=title, published=published, source=Source(source or f"Paper {name}"), credit=credit),
        text=text,
        blocks=(Block(0, len(title), "headline"), Block(start, len(text), "paragraph")),
        sentences=tuple(Sentence(s.start, s.end, anchor(s.of(text), taken)) for s in spans),
        entities=(Entity("e1", "person", who),),
        mentions=(Mention(start, start + len(who), "e1"),),
        quotes=(
            Quote(
                "q1", "direct", (Span(said, said + len(words)),),
                speaker=Speaker(start, start + len(who), ("e1",) if speaker else ()), attribution="named",
            ),
        ),
    )  # fmt: skip


def book_of(*articles, **publish):
    return make_book(articles, Settings(site=Site(publish=Publish(**publish))))


def pages_of(book):
    return {page.path: page for page in make_pages(book)}


def rendered(book, prefix="quotes/repeated"):
    pages = [page for page in make_pages(book) if page.path.startswith(prefix)]
    renderer = Renderer(Path("no templates here"))
    files = {page.path: renderer.page(page) for page in pages}
    return {path: data.decode() for path, data in files.items()}


THREE = (
    printed("a", FULL, "2024-03-05T09:00:00Z"),
    printed("b", CUT, "2024-03-05T11:00:00Z"),
    printed("c", CHANGED, "2024-03-06"),
)


def test_a_quote_says_who_else_prints_it():
    pages = pages_of(book_of(*THREE))
    (quote,) = pages["articles/a.md"].quotes
    assert (quote.elsewhere.sources, quote.elsewhere.articles) == (2, 2)
    path, _, name = quote.elsewhere.target.partition("#")
    assert path == "quotes/repeated/2024-03.md"
    assert [group.anchor for group in pages[path].quotations] == [name]
    text = rendered(book_of(*THREE), "articles/a")["articles/a.md"]
    assert f"also printed by [2 other sources](../quotes/repeated/2024-03.md#{name})" in text


def test_a_quote_that_nobody_else_prints_says_nothing():
    book = book_of(printed("a", FULL))
    assert pages_of(book)["articles/a.md"].quotes[0].elsewhere is None
    assert "also printed" not in rendered(book, "articles/a")["articles/a.md"]
    assert "more than one article yet" in rendered(book)["quotes/repeated.md"]


def test_the_same_source_is_no_other_source():
    book = book_of(printed("a", FULL, source="The Paper"), printed("b", FULL, source="The Paper"))
    assert "also printed by [the same source, 1 more time]" in rendered(book, "articles/a")["articles/a.md"]


def test_a_list_shows_the_quotation_once():
    page = pages_of(book_of(*THREE))["actors/ada-obi.md"]
    assert page.quotes_by_total == 3
    (quote,) = page.quotes_by
    assert {evidence.title for evidence in quote.also} == {"Headline b", "Headline c"}
    assert (quote.words, quote.evidence.title) == ((FULL,), "Headline a")


def test_the_page_tells_who_was_first_and_what_was_changed():
    (view,) = pages_of(book_of(*THREE))["quotes/repeated/2024-03.md"].quotations
    assert (view.sources, view.articles, view.first_day) == (3, 3, "2024-03-05")
    assert [evidence.title for evidence in view.first] == ["Headline a"]
    assert [speaker.text for speaker in view.speakers] == ["Ada Obi"]
    assert [[e.title for e in variant.printed] for variant in view.variants] == [
        ["Headline a"],
        ["Headline c"],
        ["Headline b"],
    ]
    assert [dict(variant.changes) for variant in view.variants] == [{}, {"cut": 1, "changed": 1}, {"cut": 7}]


def test_the_page_reads_without_colours_and_escapes_every_word():
    text = rendered(book_of(*THREE))["quotes/repeated/2024-03.md"]
    seen = html.unescape(re.sub(r"<[^>]+>", "", text))
    assert "[−I have told the council for weeks:−] the bridge is safe and both lanes will open" in seen
    assert (
        "I [−have−] told the council for [−weeks:−] [+months:+] the bridge is safe & both *lanes* will <open>" in seen
    )
    assert "<open>" not in text
    assert "*lanes*" not in text
    assert "First printed 5 March 2024 by" in text


def test_quotation_marks_stand_only_round_the_fullest_wording():
    text = rendered(book_of(*THREE))["quotes/repeated/2024-03.md"]
    assert re.findall("“([^”]*)”", html.unescape(text)) == [FULL]


def test_times_that_do_not_tell_are_no_first():
    text = rendered(book_of(printed("a", FULL), printed("b", FULL)))["quotes/repeated/2024-03.md"]
    assert re.search(r"First printed 5 March 2024 by \[Paper a\]\(\S+\) or \[Paper b\]\(\S+\); the times printed", text)
    undated = rendered(book_of(printed("a", FULL, None), printed("b", FULL, None)))["quotes/repeated/undated.md"]
    assert "the articles are undated" in undated


def test_a_copy_of_an_agency_is_an_occurrence():
    book = book_of(printed("a", FULL, source="Wire"), *(printed(n, FULL, credit="Wire") for n in "bc"))
    assert "printed by 3 sources in 3 articles, 2 credited to Wire" in rendered(book)["quotes/repeated/2024-03.md"]


def test_a_speaker_who_is_not_resolved_is_told():
    book = book_of(printed("a", FULL), printed("b", FULL, speaker=False))
    assert "(1 without a resolved speaker)" in rendered(book)["quotes/repeated/2024-03.md"]
    neither = book_of(*(printed(n, FULL, who="she", speaker=False) for n in "ab"))
    assert re.search(r"she <span[^>]*>not resolved", rendered(neither)["quotes/repeated/2024-03.md"])


def test_without_text_no_word_is_shown():
    book = book_of(*THREE, text="none")
    files = [
        *rendered(book).values(),
        *(
            data.decode()
            for name, data in files_of(download_units, book).items()
            if name.endswith(("quotes.json", "repeated.json"))
        ),
    ]
    for word in ("bridge", "council", "lanes", "weeks", "months"):
        assert not any(word in text for text in files), word
    assert "words are not shown" in rendered(book)["quotes/repeated/2024-03.md"]


def test_a_long_list_comes_in_parts_and_a_new_quotation_last():
    words = [
        f"The pier number {chr(97 + n % 26)}{n} was built by master mason K{n} of M{n}" for n in range(ON_A_PAGE + 1)
    ]
    articles = [printed(f"{n:03}{side}", said) for n, said in enumerate(words) for side in "ab"]
    before = rendered(book_of(*articles[:-2]))
    after = rendered(book_of(*articles))
    assert sorted(before) == ["quotes/repeated.md", "quotes/repeated/2024-03.md"]
    assert "quotes/repeated/2024-03-part-2.md" in after
    assert after["quotes/repeated/2024-03-part-2.md"].count('id="said-') == 1


def test_another_quotation_changes_no_page_of_another_month():
    more = [printed(name, "The ferry line must answer for what it did to us", "2024-05-01") for name in "de"]
    path = "quotes/repeated/2024-03.md"
    assert rendered(book_of(*THREE))[path] == rendered(book_of(*THREE, *more))[path]


def test_the_files_name_the_quotation():
    book = book_of(*THREE, printed("d", "The ferry line must answer for what it did to us"))
    files = files_of(download_units, book)
    same = {
        row["article"]: row["same_as"]
        for name in files
        if name.endswith("/quotes.json")
        for row in json.loads(files[name])
    }
    (group,) = json.loads(files["data/repeated.json"])
    assert same == {"a": group["id"], "b": group["id"], "c": group["id"], "d": None}
    assert group["first"] == ["a"]
    assert [variant["words"] for variant in group["variants"]] == [[FULL], [CHANGED], [CUT]]
    assert group["variants"][2]["beside_the_fullest"][0] == ["cut", "I have told the council for weeks:", ""]
