"""The search page in a real browser, below a sub-path, over 2,000 articles: what it finds, counts and loads."""

import contextlib
import json
import random
import re
import shutil
from pathlib import Path

import pytest
from browsers import CHROMIUM
from core_desks import files_of
from search_desk import articles
from test_browser import FAINT, TOO_WIDE

from benchmarks.served import served
from generator.desk import Desk
from generator.render.pages import Renderer, asset_units
from generator.report.binding import make_book
from generator.report.pages import page_units
from generator.report.views import about_whom, quote_view, speech
from generator.settings import Settings
from generator.site.build import build_site, packaged_mkdocs_yml
from generator.site.packed import DIGITS
from generator.site.search import search_units
from generator.site.shards import digit_of
from generator.site.words import STOP, terms_in, words_in

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

TOTAL = 2000
BUDGET = 150_000
"""Bytes over the wire from the empty page to the first result."""
OLD, MIDDLE, NEW = 3, TOTAL // 2, TOTAL - 2
DONE = "document.querySelector('.ts-status').dataset.state === 'done'"


@pytest.fixture(scope="module")
def book():
    return make_book(articles(TOTAL), Settings())


@pytest.fixture(scope="module")
def site(book, tmp_path_factory):
    """The search page, the pages of a few articles, and the whole index: the other pages play no part."""
    desk = Desk(tmp_path_factory.mktemp("many") / "desk")
    wanted = {f"-report-{number:05d}.md" for number in (OLD, MIDDLE, NEW)}
    units = [unit for unit in page_units(book) if unit.key[-16:] in wanted or unit.key == "search.md"]
    assert len(units) == 4
    pages = [page for unit in units for page in unit.make() if page.path in (unit.key, "search.md")]
    renderer = Renderer(desk.templates)
    files = {page.path: renderer.page(page) for page in pages} | files_of(search_units, book)
    files |= {file.path: file.data for unit in asset_units(desk.templates) for file in unit.make()}
    files["index.md"] = b"# Home\n"
    for path, data in files.items():
        (desk.pages / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.pages / path).write_bytes(data)
    nav = re.sub(r"nav:\n(  - .*\n)+", "nav:\n  - Home: index.md\n  - Search: search.md\n", packaged_mkdocs_yml())
    (desk.root / "mkdocs.yml").write_text(nav, "utf-8")
    build_site(desk, "2019-12-28")
    return desk.site


@pytest.fixture(scope="module")
def base(site):
    with served(site) as address:
        yield address


@pytest.fixture
def visit(browser, base):
    """Opens the search page in a window of its own; bytes received and errors are kept."""
    with contextlib.ExitStack() as windows:

        def opened(asked="", width=1280, **options):
            window = browser.new_context(viewport={"width": width, "height": 800}, **options)
            windows.callback(window.close)
            page = window.new_page()
            page.received, page.errors, page.names = [], [], []
            devtools = window.new_cdp_session(page)
            devtools.send("Network.enable")
            devtools.on("Network.loadingFinished", lambda event: page.received.append(event["encodedDataLength"]))
            page.on("request", lambda request: page.names.append(request.url))
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            page.goto(f"{base}search/{asked}", wait_until="load")
            page.wait_for_function(DONE)
            return page

        yield opened


def find(page, words):
    page.locator("#ts-query").fill(words)
    page.wait_for_function(
        f"(words) => (new URL(location).searchParams.get('find') || '') === words && {DONE}", arg=words
    )
    return counted(page)


def choose(page, facet, value):
    with page.expect_event("framenavigated"):
        page.locator(f"#ts-by-{facet}").select_option(value)
    page.wait_for_function(DONE)


def counted(page):
    text = page.locator(".ts-status").inner_text()
    return 0 if text.startswith("Nothing") else int(re.match(r"[\d,]+", text)[0].replace(",", ""))


@pytest.fixture(scope="module")
def records(book):
    """Every article and quote: terms, texts, and facets, made without the index."""
    rows = []
    for entry in book.entries:
        article = entry.article
        common = {
            "source": {entry.publisher.id}, "topic": set(entry.topics), "region": set(entry.regions),
            "period": {entry.day[:4], entry.day[:7]},
        }  # fmt: skip
        shown = [article.sentences[n].span.of(article.text) for n in sorted(entry.shown)]
        whole = terms_in(" ".join([article.article.title, entry.publisher.name, *shown]))
        quotes = []
        for quote in speech(entry):
            view = quote_view(book, entry, quote)
            who = {actor.id for actor in entry.speakers(quote)}
            names = " ".join(book.actors[name].name for name in who)
            terms = terms_in(" ".join((*view.words, view.speaker or "", names)))
            facets = {
                "kind": {quote.kind, "quote"}, "speaker": who, "whose": {view.whose},
                "actor": who | set(about_whom(entry, quote)),
            }  # fmt: skip
            quotes.append((terms, " ".join(view.words), {**common, **facets}))
            whole |= terms
        rows.append((whole, article.text, {**common, "kind": {"article"}, "actor": entry.actor_ids}))
        rows += quotes
    return rows


def brute(records, words, **chosen):
    """How many of them hold all the words and are what is chosen."""
    terms = terms_in(words)
    return sum(
        terms <= held and all(value in facets.get(facet, ()) for facet, value in chosen.items())
        for held, _, facets in records
    )


def test_words_are_folded_as_in_python(visit, base):
    table = [row[1] for row in json.loads((Path(__file__).parent / "data/search_words.json").read_text("utf-8"))]
    table += sorted({chr(n) * 2 + "s" for n in range(0x20, 0x2FF)})
    js = """async ([address, texts]) => {
      const { STOP, digitOf, stem, wordsIn } = await import(address);
      const terms = (words) => [...new Set(words.map(stem))].filter((w) => !STOP.has(w)).sort();
      return texts.map(wordsIn).map((words) => [words, terms(words), words.map(digitOf)]);
    }"""
    found = visit().evaluate(js, [f"{base}assets/search/words.js", table])
    assert found == [
        [words, sorted(terms_in(text)), [DIGITS.index(digit_of(word)) for word in words]]
        for text in table
        for words in [words_in(text)]
    ]


QUERIES = {
    "new": "quince jelly", "old": "marmalade", "rare pair": "velvet line", "common": "bridge", "two common": "ferry strike",
    "a name": "wanjiru njoroge", "a beginning": "marmal", "nothing": "zebra", "phrase": '"velvet red line"',
}  # fmt: skip


@pytest.mark.parametrize("words", QUERIES.values(), ids=QUERIES)
def test_bytes_to_the_first_result(visit, words):
    page = visit()
    page.locator("#ts-query").fill(words)
    page.wait_for_function(f"document.querySelector('.ts-results li') || ({DONE})")
    assert sum(page.received) < BUDGET + 350_000  # with the page itself: fonts, theme and scripts
    page = visit()
    before = sum(page.received)
    page.locator("#ts-query").fill(words)
    page.wait_for_function(
        "() => document.querySelector('.ts-results li') || /Nothing found/.test(document.querySelector('.ts-status').textContent)"
    )
    assert 0 < sum(page.received) - before < BUDGET
    assert page.errors == []


class TestCounts:
    @pytest.mark.parametrize(
        "words", ["bridge", "ferry strike", "closing bridges", "anna berger", "river", "officials number", "velvet"]
    )
    def test_they_are_those_of_looking_through_everything(self, visit, records, words):
        page = visit()
        named = find(page, words) - brute(records, words)
        kinds = ("story", "actor", "topic", "region", "source", "briefing")
        buttons = page.locator(",".join(f".ts-kind[data-kind={kind}] .ts-count" for kind in kinds))
        assert named == sum(int(text.replace(",", "")) for text in buttons.all_inner_texts())
        for kind in ("article", "direct", "mixed", "indirect"):
            button = page.locator(f".ts-kind[data-kind={kind}] .ts-count")
            shown = int(button.inner_text().replace(",", "")) if button.count() else 0
            assert shown == brute(records, words, kind=kind), kind

    @pytest.mark.parametrize(
        "chosen",
        [
            {"speaker": "anna-berger"}, {"actor": "anna-berger", "kind": "article"}, {"whose": "unnamed"},
            {"source": "river-post", "topic": "medtop:11000000"}, {"region": "EG", "period": "2017", "kind": "direct"},
            {"period": "2018-02", "kind": "article"}, {"source": "olfeld-kurier", "whose": "resolved", "kind": "mixed"},
        ],
        ids=str,
    )  # fmt: skip
    @pytest.mark.parametrize("words", ["", "bridge"])
    def test_of_choices(self, visit, records, chosen, words):
        page = visit("?" + "&".join(f"{k}={v}" for k, v in {**chosen, **({"find": words} if words else {})}.items()))
        assert counted(page) == brute(records, words, **chosen)
        # What is offered beside each choice: its count with the other choices.
        for facet in ("source", "speaker", "whose", "actor", "topic", "region", "period"):
            options = page.locator(f"#ts-by-{facet} option").evaluate_all("(all) => all.map((e) => [e.value, e.text])")
            others = {name: value for name, value in chosen.items() if name != facet}
            for value, text in random.Random(1).sample(options[1:], min(4, len(options) - 1)):
                counted_here = int(re.search(r"\(([\d,]+)\)$", text)[1].replace(",", ""))
                assert counted_here == brute(records, words, **others, **{facet: value}), (facet, value)

    def test_a_phrase(self, visit, records):
        page = visit()
        assert find(page, '"velvet red line"') == sum("velvet red line" in text for _, text, _ in records) == 2
        assert find(page, '"red velvet line"') == 0
        assert find(page, "red velvet line") == 2

    def test_phrases_are_those_that_are_printed(self, visit, book):
        """Of what the site shows: in a headline, in the sentences one behind the other, in a quote."""
        printed = []
        for entry in book.entries:
            article = entry.article
            shown = [article.sentences[n].span.of(article.text) for n in sorted(entry.shown)]
            text = " ".join(words for words in shown if words != article.article.title)
            quotes = [words for quote in speech(entry) if (words := " ".join(quote_view(book, entry, quote).words))]
            whole = [f" {' '.join(words_in(part))} " for part in (article.article.title, text, *quotes)]
            printed += [whole, *([quote] for quote in whole[2:])]
        chosen = random.Random(3)
        page = visit()
        for length in (2, 2, 2, 3, 3, 4):
            words = chosen.choice(chosen.choice(printed)).split()
            at = chosen.randrange(max(1, len(words) - length))
            phrase = words[at : at + length]
            if len(phrase) > 1 and not STOP.issuperset(phrase):
                wanted = f" {' '.join(phrase)} "
                assert find(page, f'"{wanted.strip()}"') == sum(any(wanted in part for part in one) for one in printed)

    def test_of_articles_without_the_phrase_hardly_one_is_read(self, visit, records):
        page = visit()
        assert brute(records, "ferry strike") == 40
        assert find(page, '"strike ferry"') == 0
        assert sum("/text-" in name for name in page.names) <= 3

    def test_the_last_word_may_be_a_beginning(self, visit, records):
        page = visit()
        found = brute(records, "marmalade")
        assert found > 0
        for beginning in ("marm", "marmala", "marmalade", "marmalades"):
            assert find(page, beginning) == found
        assert find(page, "marmala bridge") == 0
        assert find(page, "marmala* railway") == found

    def test_order(self, visit):
        page = visit("?find=bridge&kind=article")
        days = page.locator(".ts-results small").all_inner_texts()
        assert len(days) == 20
        assert "2019" in days[0]
        page.locator("#ts-order").select_option("oldest")
        page.wait_for_function("/2016/.test(document.querySelector('.ts-results:not(.ts-named) small').textContent)")
        assert "order=oldest" in page.url
        best = visit("?find=marmalade+bridge+ferry&order=relevance")
        assert counted(best) == 0


class TestUse:
    @pytest.mark.parametrize("number", [OLD, MIDDLE, NEW])
    def test_a_result_leads_to_its_sentence_and_back(self, visit, number):
        words = {OLD: "marmalade", MIDDLE: "velvet red", NEW: "quince jelly"}[number]
        page = visit()
        find(page, words)
        quote = page.locator(".ts-results li", has_text="quote ·").first
        assert "“We are" in quote.inner_text()
        assert words.split()[0] in quote.locator("mark").first.inner_text()
        shown = page.locator(".ts-results li").all_inner_texts()
        quote.locator("a").click()
        page.wait_for_url(re.compile(f"/repo/articles/.*-report-{number:05d}/#s-"))
        assert words.split()[0] in page.locator(":target").inner_text()
        page.go_back()
        page.wait_for_function(DONE)
        assert page.locator("#ts-query").input_value() == words
        assert page.locator(".ts-results li").all_inner_texts() == shown

    def test_back_takes_a_choice_back_and_forward_makes_it_again(self, visit):
        page = visit()
        all_of_it = find(page, "bridge")
        choose(page, "source", "river-post")
        some = counted(page)
        assert 0 < some < all_of_it
        assert page.locator(".ts-chosen button").inner_text().startswith("Source: River Post")
        page.go_back()
        page.wait_for_function(f"!new URL(location).searchParams.has('source') && {DONE}")
        assert counted(page) == all_of_it
        page.go_forward()
        page.wait_for_function(f"new URL(location).searchParams.has('source') && {DONE}")
        assert counted(page) == some
        page.locator(".ts-chosen button").click()
        page.wait_for_function(f"!new URL(location).searchParams.has('source') && {DONE}")
        assert counted(page) == all_of_it

    def test_by_keys(self, visit):
        page = visit()
        page.locator("h1").click()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "ts-query"
        page.keyboard.type("ferry strike")
        page.wait_for_function(f"document.querySelector('.ts-results li') && {DONE}")
        focused = "[...document.querySelectorAll('.ts-results a')].indexOf(document.activeElement)"
        for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
            page.keyboard.press(key)
            assert page.evaluate(focused) == at
        page.keyboard.press("Escape")
        page.wait_for_function(f"location.search === '' && {DONE}")
        assert page.evaluate("document.activeElement.id") == "ts-query"
        assert page.locator("#ts-query").input_value() == ""
        assert page.locator(".ts-results li").count() == 0

    def test_it_says_how_far_it_has_looked(self, visit):
        page = visit()
        page.route("**/2017-0*/**", lambda _: None)  # never answered
        page.locator("#ts-query").fill("bridge")
        page.locator(".ts-results li").first.wait_for()
        page.wait_for_function(
            "/looked through \\d+ of \\d+ parts/.test(document.querySelector('.ts-progress').textContent)"
        )
        assert "so far" in page.locator(".ts-status[role=status]").inner_text()
        page.unroute_all(behavior="ignoreErrors")

    def test_more_are_shown_when_asked_for(self, visit):
        page = visit("?find=bridge&kind=article")
        page.locator("button", has_text="Show more").click()
        page.wait_for_function("document.querySelectorAll('.ts-results li').length === 40")

    def test_a_lost_file_is_said(self, visit):
        page = visit()
        page.route("**/data/search/2018-*/**", lambda route: route.abort())
        page.locator("#ts-query").fill("bridge")
        page.wait_for_function("document.querySelector('.ts-status').dataset.state === 'failed'")
        assert "could not be loaded" in page.locator(".ts-status").inner_text()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_it_can_be_read(self, visit, scheme):
        page = visit("?find=bridge&source=river-post", width=390, color_scheme=scheme)
        page.locator(".ts-narrow summary").click()
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(FAINT)[1] == []

    def test_it_asks_nobody_else(self, visit, base):
        page = visit("?find=bridge")
        assert all(name.startswith((base, "data:", "blob:")) for name in page.names)
        assert page.errors == []
        assert shutil.which("chromium") is None or page.locator("h1").inner_text() == "Search everything"
