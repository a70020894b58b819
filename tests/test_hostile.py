"""Articles are untrusted: whatever they hold is shown as the characters it is, and does nothing.

One desk takes every hostile text in every field, twice: as an article that is read, and as a processed article that
someone delivered. It is built once with the project's own MkDocs configuration.
"""

import csv
import html.parser
import json
import re
import unicodedata
from dataclasses import replace

import markdown
import pytest
from core_desks import TinyDesk, delivered
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import models
from generator.articlejson import anchor
from generator.render.escape import address, attribute, escape, plain
from generator.render.jsonld import jsonld
from generator.site.build import build_site

HOSTILE = {
    "script": "<script>window.pwn=1</script>",
    "script in capitals": "<SCRIPT SRC=//pwn.example/x.js></SCRIPT>",
    "broken script": "<scr<script>ipt>pwn()</scr</script>ipt>",
    "image with an error": "<img src=x onerror=pwn()>",
    "svg with a load": "<svg/onload=pwn()>",
    "details": "<details open ontoggle=pwn()>x</details>",
    "iframe": '<iframe srcdoc="<b>pwn</b>"></iframe>',
    "style": "<style>body{display:none}</style>pwn",
    "comment": "<!-- pwn --> after",
    "open comment": "<!-- pwn",
    "cdata": "<![CDATA[ pwn ]]>",
    "instruction": "<?php pwn(); ?>",
    "closes the page": "</article></main></body></html>pwn",
    "closes the title": "</title><script>pwn()</script>",
    "closes an attribute": '" onmouseover="pwn()" x="',
    "closes a single-quoted attribute": "' onmouseover='pwn()' x='",
    "div with Markdown": '<div markdown="1" onclick="pwn()"># pwn</div>',
    "entities": "&lt;script&gt;pwn()&lt;/script&gt; &amp;amp; &copy; &#60;b&#62;",
    "entity without an end": "AT&T &pwn &lt &#x3c",
    "link": "[pwn](javascript:pwn())",
    "link with a title": '[pwn](https://pwn.example "t")',
    "image": "![pwn](https://pwn.example/p.png)",
    "autolink": "<https://pwn.example>",
    "bare address": "https://pwn.example/a?b=c&d=e www.pwn.example",
    "mail": "<pwn@pwn.example> mailto:pwn@pwn.example",
    "reference link": "[pwn][1] [1]: https://pwn.example",
    "reference definition": "[pwn]: javascript:pwn()",
    "footnote": "pwn[^1] [^1]: pwn",
    "abbreviation": "*[HTML]: pwn",
    "heading": "# pwn",
    "heading with an id": "## pwn {#pwn}",
    "underlined heading": "pwn\n===",
    "rule": "---",
    "rule of stars": "* * *",
    "list": "- pwn",
    "list with a plus": "+ pwn",
    "numbered list": "1. pwn",
    "numbered list with a bracket": "1) pwn",
    "definition list": "pwn\n:   pwn",
    "task": "- [x] pwn",
    "quotation": "> pwn",
    "indented code": "        pwn()",
    "code": "`pwn` ``pwn``",
    "fence": "```python\npwn()\n```",
    "tilde fence": "~~~\npwn\n~~~",
    "table": "| pwn | b |\n|---|---|\n| c | d |",
    "cell": "a | pwn | b",
    "emphasis": "**pwn** __pwn__ *pwn* _pwn_ ~~pwn~~ ==pwn== ^pwn^ ~pwn~",
    "attributes": "pwn {: onclick=pwn() #pwn .pwn }",
    "attributes on a line": "{: #pwn onclick='pwn()' }",
    "admonition": '!!! danger "pwn"\n    pwn',
    "collapsible": "??? pwn\n    pwn",
    "tab": '=== "pwn"\n    pwn',
    "snippet": '--8<-- "/etc/passwd"',
    "snippet block": "--8<--\n/etc/passwd\n--8<--",
    "front matter": "---\ntitle: pwn\ntemplate: pwn.html\n---",
    "Jinja value": "{{ config.pwn }} {{ 7*7 }}",
    "Jinja statement": "{% include '/etc/passwd' %}{# pwn #}",
    "critic": "{++pwn++} {--pwn--} {~~a~>b~~} {>>pwn<<}",
    "emoji name": ":pwn: :smile: :material-check:",
    "formula": "$pwn$ $$pwn$$ \\(pwn\\) \\[pwn\\]",
    "formula of a spreadsheet": '=HYPERLINK("https://pwn.example")',
    "backslashes": "\\<b\\> \\\\ \\` \\pwn",
    "include": "[[pwn]] [[_TOC_]] [TOC]",
    "key and mark": "++ctrl+pwn++",
    "turned": "abc\u202epwn\u202cdef\u2066x\u2069",
    "zero width": "p\u200bw\u200cn\u2060\ufeff\u00ad",
    "tag characters": "pwn\U000e0041\U000e0042\U000e007f",
    "control characters": "p\x07w\x1b[31mn\x7f\x9b",
    "line separators": "pwn\u2028# pwn\u2029- pwn",
    "Markdown's own marks": "\x02klzzwxh:0\x03 wzxhzdk:0 \x02amp\x03",
    "path": "../../../../tmp/pwn",
    "Windows path": "..\\..\\pwn C:\\pwn",
    "encoded path": "%2e%2e%2fpwn",
    "device": "CON",
    "dots": "..",
    "slash": "/",
    "index": "index",
    "NUL in a name": "pwn\x00.md",
    "long word": "pwn" * 400,
    "emoji": "👩‍🚒 🏳️‍🌈 🇹🇷 pwn",
    "Arabic": "قال الوزير pwn",
    "Hebrew with marks": "שָׁלוֹם pwn",
    "flood of accents": "p" + "\u0301\u0327" * 200 + "wn",
    "only marks": "!?*_#",
    "astral": "𝕡𝕨𝕟 𐎠 \U0010fffd",
    "full width": "＜script＞pwn＜／script＞",
}  # fmt: skip
TEXTS = list(HOSTILE.values())


def seen(text):
    """What of a text a reader shall see, without white space: that may stand for a control character."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", plain(text)))


def theirs(number, text):
    """A processed article from elsewhere that holds `text` in every field and place."""
    words = [text, f"Berta Lind said: {text}", f"{text} was seen in Oslo.", "The end of it."]
    body, spans = "", []
    for part in words:
        body += "\n\n" if body else ""
        spans.append(models.Span(len(body), len(body) + len(part)))
        body += part
    headline, said, seen, end = spans
    hostile = models.Span(said.end - len(text), said.end)
    taken = set()
    return delivered(
        f"theirs-{number:02}",
        body,
        article=models.Meta(
            title=text, published=f"2024-05-{number % 28 + 1:02}", version=text, source=models.Source(text, text),
            url=f"https://pwn.example/{text}", authors=(text, "Ann Lee"), credit=text, language="en", section=text,
            keywords=(text, "harbour"), rights=text, note=text,
        ),
        blocks=(models.Block(*_ends(headline), "headline"), models.Block(*_ends(said), "paragraph"),
                models.Block(*_ends(seen), "paragraph"), models.Block(*_ends(end), "subheading")),
        sentences=tuple(models.Sentence(*_ends(s), anchor(str(n), taken)) for n, s in enumerate((headline, said, seen))),
        entities=(models.Entity("e1", "person", f"Person {text}"), models.Entity("e2", "organisation", text, ref=text),
                  models.Entity("e3", "place", text, country="NO")),
        mentions=(models.Mention(*_ends(hostile), "e1", rule=text), models.Mention(seen.start, seen.start + len(text), "e2", rule=text)),
        roles=(models.Role(*_ends(hostile), "e1"),),
        quotes=(
            models.Quote("q1", "direct", (hostile,), cue=hostile, speaker=models.Speaker(*_ends(hostile), ("e1",)), attribution="named", rule=text),
            models.Quote("q2", "indirect", (seen,), cue=hostile, speaker=models.Speaker(*_ends(hostile)), rule=text),
            models.Quote("q3", "mixed", (seen, hostile), act="belief"),
        ),
        topics=(models.TopicScore("medtop:20000639", 0.9, (hostile,)),),
        regions=(models.RegionScore("NO", 0.9, "located", ("e3",)),),
        annotator=models.Annotator(text, text, text),
        input=models.Input(text, text, text, "broken"),
    )  # fmt: skip


def _ends(span):
    return span.start, span.end


def ours(number, text):
    """A record that holds `text` in every field, to be read and annotated here."""
    return {
        "id": f"{number} {text}", "title": f"T {text}", "published": "2024-06-01", "source": f"S {text}",
        "text": f'Fog closed the port.\n\n{text}\n\n"{text}," Berta Lind said in Oslo. {text}',
        "authors": [text], "keywords": [text], "section": text, "credit": text, "note": text, "rights": text,
        "url": f"https://pwn.example/{text}", "language": "en",
    }  # fmt: skip


DATA = ("script", [("type", "application/ld+json")])
"""Data for programs; a browser does not run it."""


class Page(html.parser.HTMLParser):
    """The elements of a page, and the text of its content."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.everything, self.words, self.title, self.scripts = [], [], [], "", ""
        self.data = []
        self._open, self._inside = [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        # What the theme puts round the content is not ours to judge; only its head and title hold our words.
        if self._inside or tag == "article":
            self._inside += tag == "article"
            self.elements.append((tag, dict(attrs)))
        elif tag == "meta" and dict(attrs).get("name") == "description":
            self.elements.append((tag, dict(attrs)))
        self.everything.append((tag, dict(attrs)))
        self._open.append("data" if (tag, attrs) == DATA else tag)

    def handle_endtag(self, tag):
        self._inside -= tag == "article" and self._inside > 0
        tag = "data" if tag == "script" and self._open[-1:] == ["data"] else tag
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if self._open[-1:] in (["script"], ["style"]):
            self.scripts += data
        elif self._open[-1:] == ["data"]:
            self.data.append(data)
        elif self._inside:
            self.words.append(data)
        elif self._open[-1:] == ["title"] and "head" in self._open and "svg" not in self._open:
            self.title += data

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    @property
    def shape(self):
        """Elements and the names of their attributes, in order; without what says who else prints it."""
        following = [*self.elements[1:], ("", {})]
        kept = [
            (tag, attrs)
            for (tag, attrs), (_, after) in zip(self.elements, following, strict=True)
            if not _elsewhere(attrs) and not (tag == "br" and _elsewhere(after))
        ]
        return [(tag, sorted(attrs)) for tag, attrs in kept]


def _elsewhere(attrs):
    return any(folder in (attrs.get("href") or "") for folder in ("/quotes/repeated/", "/stories/"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The hostile desk as a built site; pages are parsed by their path."""
    desk = TinyDesk(tmp_path_factory.mktemp("hostile") / "a" / "b" / "c" / "desk")
    desk.article("records.jsonl", "".join(json.dumps(ours(n, text)) + "\n" for n, text in enumerate(TEXTS)))
    for number, text in enumerate(TEXTS):
        desk.deliver(f"theirs-{number:02}.json", theirs(number, text))
    desk.deliver("tame.json", replace(theirs(98, "Harbour pwn"), id="tame"))
    desk.put("site_config/site.yml", "publish: {text: full}\nthresholds: {actor_articles: 1}\n")
    annotated, made = desk.run()
    assert (made.articles, annotated.annotated) == (2 * len(TEXTS) + 1, len(TEXTS))
    problems = build_site(desk.paths, made.latest).problems
    assert problems == ()
    pages = {
        p.relative_to(desk.paths.site).as_posix(): Page(p.read_text("utf-8")) for p in desk.paths.site.rglob("*.html")
    }
    return desk, pages


# The theme prints the front matter's title and description as HTML. `escape.head_text` makes them safe;
# render/pages.py has to use it, and then these marks go.

TAGS = {
    "article", "h1", "h2", "h3", "p", "a", "span", "strong", "em", "mark", "small", "br", "hr", "blockquote", "ul", "ol", "li",
    "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "div", "meta",
    "svg", "title", "desc", "rect", "text", "path", "g", "del", "ins",
}  # fmt: skip
ATTRIBUTES = {
    "id", "class", "href", "title", "style", "name", "content", "data-index", "markdown", "role", "viewbox", "xmlns",
    "x", "y", "width", "height", "rx", "text-anchor", "d", "aria-label", "start", "open",
}  # fmt: skip


def test_no_element_and_no_attribute_comes_from_an_article(built):
    _, pages = built
    found = [(name, tag, attrs) for name, page in pages.items() for tag, attrs in page.elements]
    found = [(name, tag, attrs) for name, tag, attrs in found if (tag, list(attrs.items())) != DATA]
    assert {tag for _, tag, _ in found} - TAGS == set()
    assert {name for _, _, attrs in found for name in attrs} - ATTRIBUTES == set()
    changes = {(tag, attrs.get("class")) for _, tag, attrs in found if tag in ("del", "ins")}
    assert changes == {("del", "ts-cut"), ("ins", "ts-added")}
    assert {attrs["style"] for _, _, attrs in found if "style" in attrs} <= {
        "text-align: right;",
        "text-align: left;",
        "text-align: center;",
    }
    held = {
        (n, v)
        for _, tag, attrs in found
        for n, v in attrs.items()
        if "pwn" in (v or "") and n != "href" and tag != "meta"
    }
    # Names of pages and anchors are made of letters, digits and hyphens.
    assert {(name, value) for name, value in held if name != "id" or not re.fullmatch(r"[\w-]+", value)} == set()


def test_links_lead_to_pages_of_the_site_or_to_the_publisher(built):
    _, pages = built
    outside = {
        attrs["href"]
        for page in pages.values()
        for tag, attrs in page.elements
        if "href" in attrs and ":" in attrs["href"].partition("/")[0]
    }
    assert {
        link
        for link in outside
        if not re.match(r"https://(pwn\.example/|iptc\.org/|cv\.iptc\.org/|www\.wikidata\.org/)", link)
    } == set()
    # In the table the host follows only from the record's own address, never from its words.
    assert all(re.match(r"https://pwn\.example/\S*$", link) for link in outside if "pwn" in link)


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=HOSTILE)
def test_an_article_page_has_the_shape_of_a_tame_one(built, number):
    """Same elements with the same attributes in the same order, whatever the words are."""
    _, pages = built
    page, tame = pages[f"articles/theirs-{number:02}/index.html"], pages["articles/tame/index.html"]
    # A name that folds to nothing is no actor, so nothing links to it.
    if re.search(r"\w", plain(TEXTS[number])):
        assert page.shape == tame.shape
    assert sum(tag == "h1" for tag, _ in page.elements) == 1


@pytest.mark.parametrize("text", TEXTS, ids=HOSTILE)
def test_the_words_are_shown_as_they_are(built, text):
    """Title, body, quote, and every field of the table."""
    _, pages = built
    number = TEXTS.index(text)
    words, shown = seen(pages[f"articles/theirs-{number:02}/index.html"].text), seen(text)
    assert f"Source{shown},creditedto{shown}" in words
    assert f"By{shown},AnnLee" in words
    assert f"Section{shown}Keywords{shown},harbourRights{shown}" in words
    assert f"BertaLindsaid:{shown}" in words
    assert f"{shown}wasseeninOslo." in words
    assert f"“{shown}”" in words
    assert f"Annotatedby{shown}{shown}{shown}" in words


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=HOSTILE)
def test_the_title_of_the_window_is_the_headline(built, number):
    _, pages = built
    page, shown = pages[f"articles/theirs-{number:02}/index.html"], seen(TEXTS[number])
    assert seen(page.title) == f"{shown}-Tearsheet"
    described = [attrs["content"] for tag, attrs in page.elements if tag == "meta"]
    assert [seen(words) for words in described] == [f"{shown}:{shown}"]


def test_pages_that_were_read_here_show_the_same_words(built):
    _, pages = built
    read = [seen(page.text) for name, page in pages.items() if name.startswith("articles/2024-06-01-t-")]
    wanted = {text: (f"T{seen(text)}", f"S{seen(text)}", f"{seen(text)},”") for text in TEXTS}
    missing = [
        text
        for text, parts in wanted.items()
        if not any(
            all(p in words.replace('"', "”") for p in (part.replace('"', "”") for part in parts)) for words in read
        )
    ]
    assert missing == []


def test_nothing_of_an_article_runs_anywhere_in_the_files(built):
    """Not in the head, the navigation or the search index either."""
    desk, pages = built
    handlers = {
        (name, key)
        for name, page in pages.items()
        for _, attrs in page.everything
        for key in attrs
        if key.startswith("on")
    }
    assert handlers == set()
    assert [name for name, page in pages.items() if "pwn" in page.scripts] == []
    index = json.loads((desk.paths.site / "search/search_index.json").read_text("utf-8"))
    for entry in index["docs"]:
        for part in (entry["title"], entry["text"]):
            assert {tag for tag, _ in Page(f"<article>{part}</article>").elements} <= TAGS


@pytest.mark.parametrize("text", TEXTS, ids=HOSTILE)
def test_data_for_programs_holds_the_words_and_nothing_else(built, text):
    """One block a page, which is JSON, and in which no mark of HTML or Markdown stands as it is."""
    _, pages = built
    blocks = pages[f"articles/theirs-{TEXTS.index(text):02}/index.html"].data
    if not re.search(r"\w", plain(text)):  # a name that folds to nothing is nobody, so nobody speaks
        assert blocks == []
        return
    (block,) = blocks
    assert [mark for mark in "<>&`*_#$|~^()!=" if mark in block] == []
    assert not re.search(r"\{\{|\{%|--|www\.|https?:", block)
    read = json.loads(block)
    assert (list(read), read["@context"]) == (["@context", "@graph"], "https://schema.org")
    (quotation,) = read["@graph"]
    assert list(quotation) == ["@type", "@id", "text", "creator", "isPartOf"]
    assert seen(quotation["text"]) == seen(text)
    assert list(quotation["isPartOf"]) == ["@type", "headline", "url", "datePublished", "publisher"]
    assert seen(quotation["isPartOf"]["headline"]) == seen(text)
    assert seen(quotation["isPartOf"]["publisher"]["name"]) == seen(text)


def test_nothing_is_written_outside_the_folders(built):
    desk, _ = built
    top = desk.root.parents[2]
    assert {p.relative_to(desk.root).parts[0] for p in top.rglob("*") if p.is_file()} == {
        "content",
        "site_config",
        "site",
        ".tearsheet",
    }
    names = [p.relative_to(desk.paths.pages).as_posix() for p in desk.paths.pages.rglob("*") if p.is_file()]
    assert [
        name for name in names if not re.fullmatch(r"[A-Za-z0-9_./-]+", name) or ".." in name or len(name) > 150
    ] == []


@pytest.mark.parametrize("name", ["sources", "actors", "articles"])
def test_no_name_takes_the_place_of_a_list(built, name):
    _, pages = built
    assert [tag for tag, _ in pages[f"{name}/index.html"].elements].count("h1") == 1
    assert pages[f"{name}/index.html"].text.startswith(name.title())


def test_formulas_do_not_run_in_a_spreadsheet(built):
    desk, _ = built
    for path in desk.paths.pages.glob("data/months/*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] == []


WRAPPERS = {
    "paragraph": ("Words {} words", "p"),
    "alone": ("{}", "p"),
    "heading": ("# {}", "h1"),
    "sub-heading": ("### {}", "h3"),
    "list item": ("- {}", "ul li"),
    "numbered item": ("1. {}", "ol li"),
    "quotation": ("> {}", "blockquote p"),
    "bold": ("**{}**", "p strong"),
    "link": ("[{}](page.md)", "p a"),
    "in marks": ("> “{}”", "blockquote p"),
    "note": ('<p class="ts-note" markdown="span">{}</p>', "p"),
    "marked": ("A <mark>{}</mark> b", "p mark"),
    "cell": ("| a | b |\n|---|---|\n| c | {} |", "table thead tr th th tbody tr td td"),
    "linked cell": ("| a | b |\n|---|---|\n| c | [{}](page.md) |", "table thead tr th th tbody tr td td a"),
    "small": ("- x<br><small>{}</small>", "ul li br small"),
    "between lines": ("One line\n{}\nlast line", "p"),
}
ALPHABET = st.one_of(
    st.sampled_from(list("\\`*_{}[]()#+!<>&|~^=:\"@$/-.' \n\t\u2028\u200b\u202e1a;")),
    st.characters(),
)


def tags_of(markup):
    page = Page(f"<article>{markup}</article>")
    return [tag for tag, _ in page.elements[1:]], page.text, [attrs for _, attrs in page.elements[1:]]


def python_markdown(source):
    return markdown.markdown(source, extensions=["attr_list", "md_in_html", "tables", "toc"])


def common_mark(source):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)


@pytest.mark.parametrize("convert", [python_markdown, common_mark], ids=["Python-Markdown", "CommonMark"])
@pytest.mark.parametrize(("wrapper", "tags"), WRAPPERS.values(), ids=WRAPPERS)
def test_escaped_text_is_text(convert, wrapper, tags):
    before, _, after = wrapper.partition("{}")
    frame = Page(f"<article>{convert(before + 'pwn' + after)}</article>").text
    own = {name for attrs in tags_of(convert(before + "pwn" + after))[2] for name in attrs}

    @settings(max_examples=60, deadline=None)
    @given(st.text(ALPHABET, min_size=1, max_size=40))
    @example("- a\n- b")
    @example("1. a")
    @example("a\n===")
    @example("--")
    @example("a -")
    @example("{: #a }")
    @example("*[a]: b")
    @example("a  \nb")
    @example("&amp;lt;")
    def holds(text):
        words = plain(text)
        if not words:
            return
        found, shown, attributes = tags_of(convert(before + str(escape(words if "**" in wrapper else text)) + after))
        assert found == tags.split()
        assert words in shown
        assert seen(shown) == seen(frame.replace("pwn", words))
        assert {name for attrs in attributes for name in attrs} <= {"id", "class", "href", *own}

    holds()


@pytest.mark.parametrize("text", TEXTS, ids=HOSTILE)
def test_every_hostile_text_in_every_frame(text):
    for wrapper, tags in WRAPPERS.values():
        # In bold there stand names only, and they have no blanks at their ends.
        words = plain(text) if "**" in wrapper else text
        found, shown, _ = tags_of(python_markdown(wrapper.replace("{}", str(escape(words)))))
        assert found == tags.split(), wrapper
        assert plain(text) in shown, wrapper


@given(st.text())
def test_an_attribute_holds_its_text(text):
    page = Page(f'<article title="{attribute(text)}">')
    assert page.elements == [("article", {"title": plain(text)})]


@given(st.text(ALPHABET))
def test_an_address_stays_in_its_link(text):
    source = f"[word](https://a.example/{address('x/' + text)[2:]})"
    found, shown, attributes = tags_of(python_markdown(source))
    assert (found, shown) == (["p", "a"], "word")
    assert attributes[1]["href"].startswith("https://a.example/")


@pytest.mark.parametrize(
    "url",
    ["javascript:pwn()", "data:text/html,x", "JAVASCRIPT:x", "vbscript:x", "\x01javascript:x", "java\u200bscript:x"],
)
def test_no_other_scheme(url):
    with pytest.raises(ValueError, match="not a web address"):
        address(url)


@given(st.text())
def test_escaping_twice_is_escaping_once(text):
    assert escape(escape(text)) == escape(text)


@given(st.text(ALPHABET))
@example("</script><script>pwn()</script>")
@example('\u2028\ud83d\ude00 \U0001f600 \\ " \\u003c')
def test_data_for_programs_cannot_be_left(text):
    block = str(jsonld([{"text": text, "parts": [text]}]))
    page = Page(f"<article>{block}<i>after</i></article>")
    assert [tag for tag, _ in page.elements] == ["article", "script", "i"]
    (item,) = json.loads(page.data[0])["@graph"]
    assert item["text"] == plain(text)
    assert python_markdown(f"a\n\n{block}\n\nb") == f"<p>a</p>\n{block}\n\n<p>b</p>"
    assert block in common_mark(f"a\n\n{block}\n\nb")
