"""The sample site in a real browser, below a sub-path: what a reader sees, with and without JavaScript."""

import json
import math
import re
import subprocess
import sys
import time
import urllib.request

import pytest
from browsers import CHROMIUM
from site_desks import free_port

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

ACTOR = "actors/john-f-kennedy/"

# Every piece of visible text with less contrast than WCAG AA asks for (4.5; 3 for large text), from computed styles.
FAINT = """
() => {
  const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const v = c[i] / 255;
    return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const faint = [];
  const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.textContent.trim();
    if (!words || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    seen += 1;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const ground = behind(element);
    const [r, g, b, a] = rgba(style.color);
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const found = ratio(over([r, g, b, a * opacity], ground), ground);
    if (found < wanted) faint.push(`${found.toFixed(2)} ${element.tagName}.${element.className}: ${words.slice(0, 40)}`);
  }
  return [seen, [...new Set(faint)]];
}
"""
# What sticks out to the right of the window and cannot be scrolled inside a box of its own.
TOO_WIDE = """
() => {
  const boxed = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const out = [...document.querySelectorAll(".md-content *")].filter(
    (e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 && !boxed(e));
  const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  return wide.concat(out.slice(0, 5).map((e) => e.tagName + "." + e.className + ": " + e.textContent.slice(0, 40)));
}
"""
# Boxes in which one would have to scroll sideways.
SCROLLED = """
() => [...document.querySelectorAll(".md-typeset__scrollwrap")].filter((e) => e.scrollWidth > e.clientWidth)
  .map((e) => `${e.scrollWidth} > ${e.clientWidth}`)
"""
GROUND = "getComputedStyle(document.querySelector(':target')).backgroundColor"
UNNAMED = """
() => [...document.querySelectorAll("img, .md-content svg")].filter((e) => !(
  e.getAttribute("alt") || e.getAttribute("aria-label") || e.getAttribute("aria-hidden") || e.querySelector("title")
)).map((e) => e.outerHTML.slice(0, 100))
"""


@pytest.fixture(scope="module")
def base(sample):
    """The address of the sample site on a plain file server, one folder below the root."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(sample)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/site/"
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(30)


@pytest.fixture
def visit(browser, base):
    """Opens pages of the site, in a window of its own each; their requests and errors are kept."""
    windows = []

    def opened(path="", width=1280, **options):
        window = browser.new_context(viewport={"width": width, "height": 800}, **options)
        windows.append(window)
        page = window.new_page()
        page.requests, page.errors = [], []
        window.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(base + path, wait_until="load")
        if path.startswith(("quotes/?", "search/")) and options.get("java_script_enabled", True):
            page.wait_for_selector(".ts-status[data-state=done]")
        return page

    yield opened
    for window in windows:
        window.close()


@pytest.fixture(scope="module")
def leaves(sample):
    """Kind of page → its address below the site."""
    article = next((sample / "site/articles").glob("1962-10-22-president-tells-*"))
    told = json.loads((sample / "content/pages/data/stories.json").read_text())
    story = max(told, key=lambda row: len(row["articles"]))["page"]
    return {
        "home": "", "actor": ACTOR, "quotes": "quotes/", "article": f"articles/{article.name}/", "search": "search/?find=Cuba",
        "regions": "regions/", "sources": "sources/", "topics": "topics/", "actors": "actors/", "methods": "methods/",
        "filtered": "quotes/?speaker=john-f-kennedy", "day": "quotes/1962/10/24/", "month": "quotes/1962-10/",
        "data": "data/", "briefings": "briefings/", "articles": "articles/", "repeated": "quotes/repeated/",
        "coverage": "coverage/", "topic": "topics/medtop-11000000/", "region": "regions/us/", "stories": "stories/",
        "source": "sources/the-potomac-ledger/", "week": "briefings/1962/w43/", "story": story,
    }  # fmt: skip


KINDS = ("home", "actor", "quotes", "filtered", "day", "article", "search", "regions", "sources")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_else_and_has_no_errors(visit, leaves, base, kind):
    page = visit(leaves[kind])
    page.wait_for_load_state("networkidle")
    assert len(page.requests) > 3
    assert [address for address in page.requests if not address.startswith((base, "data:", "blob:"))] == []
    assert page.errors == []
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.evaluate(UNNAMED) == []


@pytest.mark.parametrize(
    "kind",
    [
        *KINDS, "month", "topics", "actors", "methods", "data", "briefings", "articles", "repeated", "coverage", "topic",
        "region", "stories", "source", "week", "story",
    ],
)  # fmt: skip
def test_no_sideways_scrolling_on_a_telephone(visit, leaves, kind):
    assert visit(leaves[kind], width=390).evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("kind", ["sources", "coverage"])
def test_tables_of_numbers_fit_a_telephone(visit, leaves, kind):
    assert visit(leaves[kind], width=390).evaluate(SCROLLED) == []


def test_the_bars_of_regions_are_to_one_scale(visit):
    page = visit("", width=390)
    bars = page.locator(".ts-strip [role=listitem]").evaluate_all(
        "(all) => all.map((e) => [parseInt(e.querySelector('.ts-count').textContent),"
        " parseFloat(getComputedStyle(e, '::after').width)])"
    )
    assert len(bars) >= 3
    most, wide = bars[0]
    assert all(width == pytest.approx(wide * math.ceil(10 * number / most) / 10, abs=0.1) for number, width in bars)
    assert re.fullmatch(r"United States \d+ articles?", page.locator(".ts-chip").first.text_content())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "kind",
    [
        "home",
        "actor",
        "quotes",
        "filtered",
        "day",
        "article",
        "search",
        "regions",
        "methods",
        "repeated",
        "coverage",
        "story",
    ],
)
def test_text_stands_out(visit, leaves, kind, scheme):
    page = visit(leaves[kind], color_scheme=scheme)
    name = {"light": "default", "dark": "slate"}[scheme]
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == name
    seen, faint = page.evaluate(FAINT)
    assert seen > 20
    assert faint == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_without_javascript(visit, leaves, kind):
    page = visit(leaves[kind], java_script_enabled=False)
    assert page.locator("h1").inner_text().strip()
    content = page.locator(".md-content")
    assert len(content.inner_text().split()) > 40
    assert content.locator("a:visible").count() > 3


def test_walking_without_javascript(visit):
    page = visit("", java_script_enabled=False)
    page.locator(".md-nav--primary a", has_text="Actors").first.click()
    assert page.locator("h1").inner_text().strip() == "Actors"
    page.locator(".md-content a", has_text="John F. Kennedy").first.click()
    assert page.url.endswith(ACTOR)
    page.locator('.md-content a[href*="#s-"]').first.click()
    assert re.search(r"/articles/.+/#s-[0-9a-f]+$", page.url)


def test_the_scheme_can_be_changed(visit):
    page = visit("", color_scheme="light")
    page.locator("label[title='Switch to dark colours']:visible").click()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"


class TestFromStatementToSentence:
    @pytest.mark.parametrize("width", [1280, 390])
    @pytest.mark.parametrize("number", [0, 3, -1])
    def test_a_link_lands_on_its_sentence(self, visit, width, number):
        page = visit("", width=width)
        links = page.locator('.md-content a[href*="#s-"]')
        assert links.count() > 10
        links.nth(number if number >= 0 else links.count() - 1).click()
        page.wait_for_url(re.compile("/articles/.*#s-"))
        page.wait_for_load_state("networkidle")
        name = page.url.rpartition("#")[2]
        top = page.evaluate("(name) => document.getElementById(name).getBoundingClientRect().top", name)
        header = page.locator(".md-header").bounding_box()["height"]
        assert header - 1 <= top < 800
        assert page.evaluate("(name) => document.getElementById(name).checkVisibility()", name)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_sentence_is_marked(self, visit, scheme):
        page = visit("", color_scheme=scheme)
        page.locator('.md-content a[href*="#s-"]').first.click()
        page.wait_for_load_state("networkidle")
        mark = page.evaluate("getComputedStyle(document.querySelector(':target'), '::before').content")
        assert mark not in ("none", "normal")
        assert page.evaluate(GROUND) not in ("rgba(0, 0, 0, 0)", page.evaluate(GROUND.replace(":target", "body")))
        assert page.locator(":target").inner_text().rstrip("”").endswith((".", "?", "!"))
        assert page.evaluate(FAINT)[1] == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_so_is_a_quote(self, visit, scheme):
        page = visit("quotes/1962/10/24/", color_scheme=scheme)
        page.locator(".md-content a", has_text="link to this quote").first.click()
        page.wait_for_url(re.compile("#.*-q-"))
        assert page.evaluate(GROUND.replace(":target", "blockquote:has(:target)")) != "rgba(0, 0, 0, 0)"
        assert page.evaluate(FAINT)[1] == []


class TestHeaderSearch:
    def test_it_finds_an_actor(self, visit):
        page = visit("")
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("Khrushchev")
        found = page.locator(".md-search-result__link[href*='actors/nikita-s-khrushchev/']").first
        found.wait_for(state="visible")
        found.click()
        page.wait_for_url(re.compile("actors/nikita-s-khrushchev/"))
        assert "Khrushchev" in page.locator("h1").inner_text()

    def test_it_leads_on_to_the_search_in_everything(self, visit):
        page = visit("")
        assert "stories, actors, topics" in page.locator(".md-search__input").get_attribute("aria-label")
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("unmistakable evidence")
        page.locator(".ts-everything").click()
        page.wait_for_url(re.compile(r"/search/\?find=unmistakable"))
        page.locator(".ts-results li").filter(has_text="quote ·").first.wait_for()


class TestSearchPage:
    def results(self, page, words):
        page.locator("#ts-query").fill(words)
        page.wait_for_function(
            "(words) => new URL(location).searchParams.get('find') === words"
            " && document.querySelector('.ts-status').dataset.state === 'done'",
            arg=words,
        )
        return page.locator(".ts-results li")

    def kind(self, page, name):
        page.locator(f".ts-kind[data-kind={name}]").click()
        page.wait_for_function(
            "(kind) => new URL(location).searchParams.get('kind') === kind"
            " && document.querySelector('.ts-status').dataset.state === 'done'",
            arg=name,
        )

    def test_it_finds_a_quote(self, visit):
        page = visit("search/")
        quote = self.results(page, "unmistakable evidence").filter(has_text="quote ·").first
        assert "“Within the past week, unmistakable evidence" in quote.inner_text()
        quote.locator("a").click()
        page.wait_for_url(re.compile("/articles/.*#s-"))
        assert page.locator(":target").count() == 1

    def test_it_finds_a_headline_and_names(self, visit):
        page = visit("search/")
        assert self.results(page, "assembly of one hundred and nine").filter(has_text="article ·").count() == 1
        assert self.results(page, "macmillan").filter(has_text="actor").count() >= 1
        assert self.results(page, "japan zebra nowhere").count() == 0
        assert "Nothing found" in page.locator(".ts-status[role=status]").inner_text()

    @pytest.mark.parametrize(
        ("words", "kind", "address"),
        [
            ("24 october 1962", "briefing", "/briefings/1962/10/24/"),
            ("1962-10-24", "briefing", "/briefings/1962/10/24/"),
            ("briefing week", "briefing", "/briefings/1962/w4"),
            ("potomac ledger", "source", "/sources/the-potomac-ledger/"),
        ],
    )
    def test_it_finds_briefings_and_sources(self, visit, words, kind, address):
        page = visit("search/")
        self.results(page, words)
        self.kind(page, kind)
        kinds = page.locator(".ts-results small").all_inner_texts()
        assert kinds
        assert all(text.startswith(kind) for text in kinds)
        links = page.locator(".ts-results a").evaluate_all("(all) => all.map((e) => e.href)")
        assert any(address in link for link in links)

    def test_it_says_how_the_two_searches_differ(self, visit):
        page = visit("search/")
        assert "Two searches" in page.locator(".md-content").inner_text()

    def test_accents_and_case_do_not_matter(self, visit):
        assert self.results(visit("search/"), "VÖLKERFREUNDSCHAFT").count() >= 1
        assert self.results(visit("search/"), "volkerfreundschaft").count() >= 1

    def test_kinds_can_be_left_out(self, visit):
        page = visit("search/?find=khrushchev")
        assert page.locator(".ts-results li").filter(has_text="quote ·").count() > 0
        self.kind(page, "article")
        assert page.locator(".ts-results li").count() > 0
        assert page.locator(".ts-results li").filter(has_text="quote ·").count() == 0

    def test_its_address_can_be_shared(self, visit):
        page = visit("search/")
        first = self.results(page, "Völkerfreundschaft").all_inner_texts()
        page.wait_for_url(re.compile(r"\?find=V%C3%B6lker"))
        other = visit(page.url.partition("/site/")[2])
        other.locator(".ts-results li").first.wait_for()
        assert other.locator("#ts-query").input_value() == "Völkerfreundschaft"
        assert other.locator(".ts-results li").all_inner_texts() == first

    def test_the_keyboard_is_enough(self, visit):
        page = visit("search/")
        page.keyboard.type("unmistakable evidence")
        page.locator(".ts-results li").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('.ts-results') !== null")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/articles/"))

    def test_what_is_typed_is_never_markup(self, visit):
        page = visit("search/?find=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
        assert page.locator("img[src=x]").count() == 0
        assert page.errors == []


class TestQuotesFilter:
    def results(self, page):
        page.wait_for_selector(".ts-status[data-state=done]")
        return page.locator(".ts-results > li")

    def choose(self, page, **fields):
        for name, value in fields.items():
            page.locator(f"#ts-by-{name}").select_option(value)
            page.wait_for_url(re.compile(f"[?&]{name}={value}"))
        return self.results(page)

    def test_every_facet_narrows_to_what_it_counts(self, visit):
        page = visit("quotes/?words=the")
        for name in ("speaker", "about", "topic", "region", "source", "kind", "attribution", "sureness"):
            field = page.locator(f"#ts-by-{name}")
            options = field.locator("option").evaluate_all("(all) => all.map((o) => [o.value, o.textContent])")
            assert len(options) >= 3, name
            value, text = options[2]
            counted = int(re.search(r"\((\d+)\)$", text)[1])
            field.select_option(value)
            page.wait_for_url(re.compile(f"[?&]{name}="))
            self.results(page)
            assert page.locator(".ts-status[role=status]").inner_text().startswith(f"{counted} of "), name
            field.select_option("")
            page.wait_for_function("(name) => !new URL(location).searchParams.has(name)", arg=name)

    def test_facets_count_within_one_another(self, visit):
        page = visit("quotes/")
        found = self.choose(page, speaker="john-f-kennedy", kind="direct")
        number = found.count()
        assert 0 < number < 50
        assert page.locator("#ts-by-kind option:checked").inner_text() == f"direct ({number})"
        for text in found.all_inner_texts():
            assert "John F. Kennedy" in text
            assert "direct" in text
            assert re.search(r"“.+”", text)

    def test_days_and_words(self, visit):
        page = visit("quotes/?from=1962-10-22&to=1962-10-22")
        texts = self.results(page).all_inner_texts()
        assert texts
        assert all("22 October 1962" in text for text in texts)
        page.locator("#ts-by-words").fill("unmistakable evidence")
        page.wait_for_url(re.compile("words=unmistakable"))
        assert 0 < self.results(page).count() < len(texts)

    def test_words_are_read_as_the_search_page_reads_them(self, visit):
        page = visit("quotes/")

        def found(words):
            page.locator("#ts-by-words").fill(words)
            page.wait_for_function(
                "(words) => (new URL(location).searchParams.get('words') || '') === words", arg=words
            )
            return {text.lower() for text in self.results(page).all_inner_texts()}

        side_by_side, anywhere = found("“missile sites”"), found("missile sites")
        assert side_by_side
        assert side_by_side < anywhere
        assert all(re.search(r"missile\W+sites", text) for text in side_by_side)
        assert found('"missile sites" cuba') < side_by_side
        assert found("missiles") == found("missile") != set()
        assert found("míssile") == found("missile")
        assert found("missil") >= found("missile"), "while a word is typed"

    def test_its_address_can_be_shared(self, visit):
        page = visit("quotes/")
        self.choose(page, speaker="nikita-s-khrushchev", attribution="resolved")
        first = self.results(page).all_inner_texts()
        other = visit(page.url.partition("/site/")[2])
        assert self.results(other).all_inner_texts() == first != []
        assert other.locator("#ts-by-speaker").input_value() == "nikita-s-khrushchev"

    def test_an_actor_leads_to_its_quotes(self, visit):
        page = visit(ACTOR)
        link = page.locator(".md-content a", has_text="All quotes by John F. Kennedy")
        number = int(re.search(r"\((\d+)\)", link.locator("..").inner_text())[1])
        link.click()
        page.wait_for_url(re.compile(r"/quotes/\?speaker=john-f-kennedy"))
        self.results(page)
        assert page.locator(".ts-status[role=status]").inner_text().startswith(f"{number} of ")

    def test_a_quote_leads_to_itself_and_to_its_sentence(self, visit):
        for pattern, name in (("link to this quote", "-q-[0-9a-f]+$"), (None, "#s-[0-9a-f]+$")):
            page = visit("quotes/?speaker=john-f-kennedy&kind=direct")
            links = self.results(page).first.locator("small a")
            (links.filter(has_text=pattern) if pattern else links).first.click()
            page.wait_for_url(re.compile("/articles/.*" + name))
            assert page.locator(":target").count() == 1

    def test_the_keyboard_is_enough(self, visit):
        page = visit("quotes/")
        page.wait_for_selector(".ts-status[data-state=done]")
        page.locator("#ts-by-speaker").focus()
        page.keyboard.type("John F")
        page.wait_for_url(re.compile("speaker=john-f-kennedy"))
        for _ in range(25):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type === 'reset'"):
                break
        assert self.results(page).count() > 1
        page.keyboard.press("Enter")
        page.wait_for_function("location.search === ''")
        assert self.results(page).count() == 0

    def test_more_are_shown_when_asked_for(self, visit):
        page = visit("quotes/?kind=indirect")
        assert self.results(page).count() == 50
        page.locator("button", has_text="Show more").click()
        page.wait_for_function("document.querySelectorAll('.ts-results > li').length === 100")

    def test_it_tells_what_is_unknown_and_that_all_are_there(self, visit):
        page = visit("quotes/?speaker=nonsense")
        assert self.results(page).count() == 0
        status = page.locator(".ts-status[role=status]").inner_text()
        assert re.fullmatch(r"0 of \d+ quotes\. Speaker: “nonsense” is unknown on this site\.", status)
        page = visit("quotes/")
        self.results(page)
        assert re.fullmatch(r"All \d+ quotes\.", page.locator(".ts-status[role=status]").inner_text())
        assert page.locator("#ts-by-region option[value='001']").count() == 0

    def test_what_the_address_holds_is_never_markup(self, visit):
        page = visit("quotes/?speaker=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&words=%3Cimg%20src%3Dx%3E")
        assert self.results(page).count() == 0
        assert page.locator("img[src=x]").count() == 0
        assert page.errors == []

    def test_without_javascript_every_quote_can_be_reached(self, visit):
        page = visit("quotes/", java_script_enabled=False)
        assert "needs JavaScript" in page.locator("#ts-quotes").inner_text()
        assert page.locator(".md-content blockquote").count() > 10
        page.locator(".md-content a", has_text="October 1962").first.click()
        page.locator(".md-content a", has_text="All quotes of 24 October 1962").click()
        assert page.url.endswith("/quotes/1962/10/24/")
        assert page.locator(".md-content blockquote").count() > 20


def test_a_page_that_is_not_there_is_told(visit):
    """The 404 page has the site's own look at any address."""
    page = visit("404.html")
    assert "404" in page.locator("h1").inner_text()
