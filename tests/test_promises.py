"""The promises of the design on real pages: verbatim, unknown, and other people's work."""

import csv
import html
import io
import json
import re
import unicodedata
from dataclasses import replace
from urllib.parse import unquote

import markdown
import pytest
from core_desks import delivered, rows_of

from generator import models
from generator.articlejson import load

TRICKY = """\
---
title: “No” is no answer, says the pilots’ union
published: 2024-05-02
source: Delta Herald
url: https://delta-herald.example/pilots
---

"We won't fly," Lena Hassan said on Thursday. “It isn’t safe,” she added, “and it never was.”

Igor Malenko called the plan “a "clever" trick” and left. He said that the pilots had “no reason” to complain.

«Nous partons», Anna Berger said. „Das reicht“, she told reporters.  "Two  blanks   stand\there," Berger said.

“This paragraph begins a statement that goes on.

“It ends here,” Malenko said. The union's letter says: 'We ask for 5% more & "fair" rest.'

"Cafe\u0301s stay open," Hassan said -- "for now." An unclosed “mark stands here, Malenko said.
"""
LONG = """\
---
title: Harbour strike enters second week
published: 2024-05-03
source: Delta Herald
url: https://delta-herald.example/strike
---

Dock workers in Odessa stayed at home for a ninth day on Friday while cranes stood still above the quays.

"Nobody has spoken to us since last Sunday evening," Igor Malenko said outside the gate of the eastern terminal.

Grain ships from Egypt waited beyond the breakwater because pilots refused to cross the line of small boats.

Lena Hassan, who leads the port authority, said that the talks would begin again after the holiday in May.

The warehouses along the northern mole have been full since March and hold mostly barley and sunflower oil.

Insurance companies raised their rates twice this month for vessels that call anywhere between Varna and Batumi.

Short lines stay short.
"""


BREAK = "zzbreakzz"
"""Stands between things that a page prints beside one another."""


def folded(text):
    """White space, quotation marks and Unicode form do not count."""
    return " ".join(re.sub("[\"'“”„‟«»‘’‚‛‹›`´]", "'", unicodedata.normalize("NFC", text)).split())


def shown(desk):
    """Path → what a reader sees of every generated page and data file, assets aside."""
    found = {}
    for name, data in desk.bytes("content/pages").items():
        if name.endswith(".md"):
            body = data.decode().split("\n---\n", 1)
            made = markdown.markdown(body[1], extensions=["attr_list", "md_in_html", "tables", "toc"])
            made = re.sub(r"</?(p|small|td|th|tr|li|h\d|blockquote|br|strong)\b[^>]*>", f" {BREAK} ", made)
            found[name] = f"{body[0]} {BREAK} " + html.unescape(re.sub(r"<[^>]*>", "", made))
        elif name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
            found[name] = f" {BREAK} ".join(cells)
        elif name.endswith(".json") and not name.startswith("."):
            found[name] = re.sub(r'(?<!\\)"', f" {BREAK} ", data.decode()).replace('\\"', '"')
    return found


def statements(desk):
    """(path, words between the marks that a template printed, or None, the words printed without)."""
    out = []
    for name, text in desk.pages().items():
        for block in re.findall(r"(?m)^> (?!<small>|<span id|\*\*|Speaker not|\S+.*ts-tag)(.+)$", text):
            said = re.sub(r'<span class="ts-context">.*?</span>', " … ", block)
            words = html.unescape(re.sub(r"<[^>]*>", "", said)).strip(" …")
            marked = re.fullmatch(r"“(.*)”", words)
            out.append((name, marked[1].split("” … “") if marked else None, words))
    return out


class TestVerbatim:
    def test_every_quote_in_marks_stands_in_the_stored_text(self, desk):
        desk.article("tricky.md", TRICKY)
        desk.article("long.md", LONG)
        desk.put("site_config/site.yml", "thresholds: {actor_articles: 1, quote_confidence: 0}\n")
        desk.run()
        stored = " ¶ ".join(folded(article.text) for article in desk.processed().values())
        found = [(name, part) for name, parts, _ in statements(desk) if parts for part in parts]
        assert len({part for _, part in found}) >= 6
        assert {name.split("/")[0] for name, _ in found} >= {"articles", "quotes", "actors", "briefings"}
        assert [(name, part) for name, part in found if folded(part) not in stored] == []

    def test_every_direct_quote_stood_in_marks_in_the_article(self, desk):
        desk.article("tricky.md", TRICKY)
        desk.annotate()
        article = desk.only()
        marks = "\"'“”„«»‘’"
        direct = [span for quote in article.quotes if quote.kind == "direct" for span in quote.content]
        assert len(direct) >= 5
        for span in direct:
            assert any(c in marks for c in article.text[max(0, span.start - 2) : span.start]), span.of(article.text)

    def test_reported_speech_gets_no_marks(self, desk):
        desk.article("long.md", LONG)
        desk.run()
        without = [words for _, parts, words in statements(desk) if parts is None]
        assert any("the talks would begin again" in words for words in without)
        assert not any(parts and "talks would begin" in " ".join(parts) for _, parts, _ in statements(desk))

    @pytest.mark.parametrize("kind", ["indirect", "mixed"])
    def test_a_delivered_paraphrase_gets_none_either(self, desk, kind):
        text = "Rain\n\nHassan said rain was near."
        span = models.Span(text.index("rain"), text.index("rain") + 13)
        desk.deliver("x.json", delivered("x", text, quotes=(models.Quote("q1", kind, (span,)),)))
        desk.generate()
        assert "rain was near" in desk.page("quotes/undated.md")
        assert "“rain was near" not in "".join(desk.pages().values())

    def test_a_delivered_quote_that_is_not_in_the_text_is_not_printed(self, desk):
        """A span is all a quote can be, so words that do not stand in the text have nowhere to come from."""
        text = "Rain\n\nHassan said: “Go home.”"
        span = models.Span(text.index("Go"), text.index("Go") + 8)
        good = delivered("x", text, quotes=(models.Quote("q1", "direct", (span,)),))
        path = desk.deliver("x.json", good)
        desk.generate()
        assert "“Go home.”" in desk.page("quotes/undated.md")
        record = json.loads(path.read_text())
        for change in (
            {"words": "Stay here."},
            {"content": [{"start": span.start, "end": 400}]},
            {"content": ["Stay here."]},
        ):
            path.write_text(json.dumps({**record, "quotes": [{**record["quotes"][0], **change}]}))
            made = desk.generate()
            assert [problem.where for problem in made.problems] == ["processed/x.json"]
            assert "quotes[0]" in made.problems[0].what
            assert not any("Stay here" in page or "“Go" in page for page in desk.pages().values())

    def test_a_text_that_was_changed_is_quoted_as_it_stands_now(self, desk):
        text = "Rain\n\nHassan said: “Go home.”"
        span = models.Span(text.index("Go"), text.index("Go") + 8)
        good = delivered("x", text, quotes=(models.Quote("q1", "direct", (span,)),))
        desk.deliver("x.json", replace(good, text=text.replace("Go home.", "We stay.")))
        desk.generate()
        assert "“We stay.”" in desk.page("quotes/undated.md")
        assert not any("Go home" in page for page in desk.pages().values())


class TestUnknown:
    def test_an_undated_article_stays_undated(self, desk):
        desk.article("a.txt", "Fog in the harbour\n\nFog closed the harbour on Monday, Lena Hassan said.\n")
        desk.article("b.md", LONG)
        _, made = desk.run()
        assert made.latest == "2024-05-03"
        (article,) = [a for a in desk.processed().values() if "Fog" in a.text]
        assert article.article.published is None
        (page,) = [text for name, text in desk.pages().items() if name.startswith("articles/undated-fog")]
        assert "Undated" in page
        assert not re.search(r"\b(19|20)\d\d\b", page)
        assert "Fog in the harbour" in desk.page("briefings/undated.md")
        assert "Fog in the harbour" not in desk.page("briefings/2024/05/03.md")
        record = next(r for r in rows_of(desk.paths.pages, "articles") if "fog" in r["id"])
        assert (record["published"], record["day"], record["url"]) == (None, None, None)

    def test_a_time_without_a_zone_is_only_a_day(self, desk):
        desk.article("a.md", LONG.replace("2024-05-03", "2024-05-03T23:50:00"))
        desk.run()
        assert desk.only().article.published == "2024-05-03"
        assert "23:50" not in "".join(desk.pages().values())

    def test_a_date_that_cannot_be_read_is_a_problem_and_no_date(self, desk):
        desk.article("a.md", LONG.replace("2024-05-03", "next Friday"))
        annotated, _ = desk.run()
        assert [problem.where for problem in annotated.problems] == ["articles/a.md:3"]
        assert "undated" in annotated.problems[0].remedy
        assert desk.only().article.published is None

    def test_only_undated_articles_still_make_a_home_worth_reading(self, desk):
        desk.article("a.txt", "Fog in the harbour\n\nFog closed the harbour on Monday, Lena Hassan said.\n")
        _, made = desk.run()
        assert made.latest is None
        assert "Fog in the harbour" in desk.page("index.md")

    def test_a_speaker_who_may_be_one_of_two_is_none(self, desk):
        desk.article(
            "a.txt", "Talks end\n\nJohn Smith met Peter Brown on Monday.\n\n“We shall see,” he said on leaving.\n"
        )
        desk.run()
        (quote,) = [q for q in desk.only().quotes if q.kind == "direct"]
        assert quote.speaker is None or quote.speaker.entities == ()
        page = desk.page("quotes/undated.md")
        assert re.search(r"Speaker not known|not named|not resolved", page)
        block = page[page.index("> ") :]
        assert "Smith" not in block.split("We shall see")[0]
        assert "Brown" not in block.split("We shall see")[0]

    def test_a_quote_without_a_speaker_says_so(self, desk):
        text = "Rain\n\n“Go home,” the board read."
        span = models.Span(text.index("Go"), text.index("Go") + 7)
        desk.deliver("x.json", delivered("x", text, quotes=(models.Quote("q1", "direct", (span,)),)))
        desk.generate()
        assert "Speaker not known" in desk.page("quotes/undated.md")

    @pytest.mark.parametrize("place", ["Georgia", "Cordoba", "San Jose"])
    def test_a_place_that_may_be_two_has_no_region(self, desk, place):
        desk.article("a.txt", f"Rain\n\nIt rained in {place} on Monday.\n")
        desk.run()
        assert desk.only().regions == ()
        assert not [name for name in desk.pages() if name.startswith("regions/") and name != "regions/index.md"]

    def test_an_unknown_source_is_not_guessed(self, desk):
        desk.article("reuters-bbc.txt", "Rain\n\nIt rained on Monday.\n")
        desk.run()
        assert "Source not stated" in desk.page("sources/index.md")


def runs(text, length):
    """Every run of so many words in a row, folded, and where it stands."""
    words = re.findall(r"\w+", folded(text).casefold())
    return {tuple(words[i : i + length]): range(i, i + length) for i in range(len(words) - length + 1)}


def covered(body, texts, length=5):
    """Indexes of the words of `body` that stand in `texts`, in runs of at least so many words."""
    mine = runs(body, length)
    theirs = set().union(*(runs(text, length) for text in texts))
    return {at for run, places in mine.items() if run in theirs for at in places}


class TestOtherPeoplesWork:
    @pytest.fixture
    def made(self, desk):
        def call(setting):
            desk.article("long.md", LONG)
            desk.put("site_config/site.yml", f"thresholds: {{actor_articles: 1}}\npublish: {setting}\n")
            desk.run()
            article = desk.only()
            body = article.text.partition("\n\n")[2]
            quoted = " ¶ ".join(span.of(article.text) for quote in article.quotes for span in quote.content)
            return body, quoted, shown(desk), desk.bytes("content/pages")

        return call

    def test_full_shows_all_of_it(self, made):
        body, _, texts, _ = made("{text: full}")
        assert covered(body, texts.values(), 4) == set(range(len(re.findall(r"\w+", folded(body)))))

    @pytest.mark.parametrize("share", [0, 0.15, 0.3, 0.6])
    def test_evidence_shows_quotes_and_at_most_the_share(self, made, share):
        body, quoted, texts, _ = made(f"{{text: evidence, share: {share}}}")
        sentences = covered(body, texts.values()) - covered(body, [quoted])
        assert len(sentences) <= share * len(LONG.split())
        assert covered(body, [quoted]) <= covered(body, texts.values())
        if share >= 0.3:
            assert sentences

    def test_evidence_is_what_a_desk_shows_that_says_nothing(self, made):
        """Also of what only data files and the index behind the search hold."""
        body, quoted, texts, _ = made("{}")
        data = [text for name, text in texts.items() if name.startswith("data/")]
        assert data
        assert len(covered(body, texts.values()) - covered(body, [quoted])) <= 0.3 * len(LONG.split())
        assert not any("warehouses along the northern mole" in text for text in texts.values())

    def test_none_shows_no_words_of_it(self, made):
        body, _, texts, files = made("{text: none}")
        assert covered(body, texts.values(), 4) == set()
        # Nor where no reader looks: addresses, titles of links, marks of search engines.
        assert (
            covered(body, [unquote(data.decode("utf-8", "ignore")).replace("%2D", "-") for data in files.values()], 4)
            == set()
        )
        assert any("Harbour strike enters second week" in text for text in texts.values())
        assert "https://delta-herald.example/strike" in "".join(
            data.decode("utf-8", "ignore") for data in files.values()
        )

    @pytest.mark.parametrize("setting", ["{text: none}", "{text: evidence}", "{text: full}"])
    def test_the_processed_article_holds_all_of_it_under_any_setting(self, made, desk, setting):
        made(setting)
        (path,) = desk.paths.processed.rglob("*.json")
        assert "Insurance companies raised their rates" in load(path.read_bytes()).text
