"""`tearsheet check --site`: a sound site passes, and what is planted is found."""

import shutil

import pytest
from site_desks import put, tearsheet

from generator.site.links import check_links

PAGE = '<!doctype html><html lang="en"><head>{head}</head><body><h1 id="top">A page</h1>{body}</body></html>'


def make(folder, **pages):
    """A site of two pages, the second in a folder, with a style sheet."""
    put(folder, "index.html", PAGE.format(head=pages.get("head", ""), body=pages.get("body", "")))
    put(folder, "leaf/index.html", PAGE.format(head="", body=pages.get("leaf", "")))
    put(folder, "style.css", pages.get("css", ""))
    put(folder, "picture.svg", "<svg/>")
    return folder


@pytest.mark.parametrize(
    ("where", "html"),
    [
        ("body", '<a href="leaf/">folder</a>'),
        ("body", '<a href="leaf/index.html">file</a>'),
        ("body", '<a href="leaf/#top">a place on it</a>'),
        ("body", '<a href="#top">a place here</a>'),
        ("body", '<a href="?q=1#top">a query</a>'),
        ("body", '<a href="leaf/#:~:text=A%20page">a text fragment</a>'),
        ("body", '<a href=".">itself</a>'),
        ("leaf", '<a href="..">up</a>'),
        ("leaf", '<a href="../#top">a place above</a>'),
        ("leaf", '<a href="/leaf/">from the root</a>'),
        ("body", '<a href="https://else.example/x#nowhere">another host, followed by hand</a>'),
        ("body", '<a href="mailto:desk@else.example">mail</a>'),
        ("body", '<img src="picture.svg" srcset="picture.svg 1x, picture.svg 2x">'),
        ("body", '<img src="data:image/png;base64,AA==">'),
        ("head", '<link rel="canonical" href="https://else.example/">'),
        ("head", '<link rel="stylesheet" href="style.css">'),
        ("body", '<p style="background: url(picture.svg)">x</p>'),
        ("css", "a { background: url('picture.svg') } b { mask: url(data:image/svg+xml;utf8,x) } c { fill: url(#x) }"),
        ("css", "/* @import 'https://else.example/x.css'; */"),
    ],
)
def test_sound(tmp_path, where, html):
    assert check_links(make(tmp_path, **{where: html}))[1] == []


@pytest.mark.parametrize(
    ("where", "html", "found"),
    [
        ("body", '<a href="nowhere/">x</a>', "index.html:1: links to nowhere/, which does not exist"),
        ("leaf", '<a href="leaf/">x</a>', "leaf/index.html:1: links to leaf/, which does not exist"),
        ("body", '<a href="leaf/#nowhere">x</a>', "links to leaf/#nowhere, whose page has no such place"),
        ("body", '<a href="#nowhere">x</a>', "whose page has no such place"),
        ("body", '<a href="../index.html">x</a>', "which does not exist"),
        ("body", '<a href="Leaf/">x</a>', "which does not exist"),
        ("body", '<a href="picture.svg/">x</a>', "which does not exist"),
        ("body", '<img src="nowhere.png">', "links to nowhere.png"),
        ("body", '<a href="javascript:alert(1)">x</a>', "has a link of the kind javascript:"),
        ("head", '<script src="https://cdn.example/x.js"></script>', "loads https://cdn.example/x.js"),
        ("head", '<script src="//cdn.example/x.js"></script>', "loads //cdn.example/x.js"),
        ("head", '<link rel="stylesheet" href="https://cdn.example/x.css">', "loads https://cdn.example/x.css"),
        ("head", '<link rel="preconnect" href="https://fonts.example">', "loads https://fonts.example"),
        ("head", '<style>@font-face { src: url("https://fonts.example/x.woff2") }</style>', "loads https://fonts."),
        ("body", '<img src="https://cdn.example/x.png">', "loads https://cdn.example/x.png"),
        ("body", '<img src="picture.svg" srcset="picture.svg 1x, https://cdn.example/2.png 2x">', "cdn.example/2.png"),
        ("body", '<video poster="https://cdn.example/p.jpg"></video>', "cdn.example/p.jpg"),
        ("body", '<iframe src="https://cdn.example/"></iframe>', "loads https://cdn.example/"),
        ("body", '<svg><image href="https://cdn.example/p.svg"/></svg>', "cdn.example/p.svg"),
        ("body", "<p style=\"background: url('https://cdn.example/b.png')\">x</p>", "cdn.example/b.png"),
        ("css", '\n@import "https://cdn.example/x.css";', "style.css:2: loads https://cdn.example/x.css"),
        ("css", "a { src: url(https://fonts.example/x.woff2) }", "loads https://fonts.example/x.woff2"),
        ("css", "a { background: url('nowhere.png') }", "style.css:1: links to nowhere.png, which does not exist"),
    ],
)
def test_planted(tmp_path, where, html, found):
    problems = check_links(make(tmp_path, **{where: html}))[1]
    assert len(problems) == 1
    assert found in str(problems[0])


def test_paths_from_the_root_begin_with_the_path_of_the_address(tmp_path):
    make(
        tmp_path,
        head='<link rel="canonical" href="https://user.example/repo/">',
        leaf='<a href="/repo/leaf/">right</a><a href="/repo/">right</a><a href="/leaf/">elsewhere</a>',
    )
    assert [str(problem).split(", ")[0] for problem in check_links(tmp_path)[1]] == [
        "site/leaf/index.html:1: links to /leaf/"
    ]


def test_the_sample_site_is_sound(sample):
    done = tearsheet("check", "--site", "--strict", cwd=sample, check=0)
    assert ", 0 dead" in done.stderr
    assert int(done.stderr.split("Links: ")[1].split()[0]) > 10_000


def test_a_planted_dead_link_fails_the_command(small):
    page = small / "site/sources/index.html"
    page.write_text(page.read_text().replace("</article>", '<a href="../nowhere/">x</a></article>'))
    done = tearsheet("check", "--site", "--strict", cwd=small, check=1)
    assert "site/sources/index.html" in done.stderr
    assert tearsheet("check", "--site", cwd=small).returncode == 0


def test_without_a_site_it_says_what_to_do(small):
    shutil.rmtree(small / "site")
    assert "tearsheet build" in tearsheet("check", "--site", cwd=small, check=2).stderr
