"""Every internal link and fragment of a built site, checked without a browser or a network.

Read are the pages and the style sheets. What a script puts together at run time cannot be read here: the browser tests
look at that.
"""

from __future__ import annotations

import html.parser
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_FOLLOWED = {("a", "href"), ("area", "href"), ("form", "action")}
_LOADED = {
    ("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("audio", "src"),
    ("video", "src"), ("video", "poster"), ("track", "src"), ("embed", "src"), ("object", "data"), ("input", "src"),
    ("image", "href"), ("use", "href"), ("image", "xlink:href"), ("use", "xlink:href"),
}  # fmt: skip
_SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_NOT_LOADED = {"canonical", "alternate", "prev", "next", "edit", "license"}
"""Relations of a `link` element that the browser does not fetch."""
_OUTSIDE = ("http", "https", "mailto", "tel", "data")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""
    url\(\s*"([^"]*)"\s*\) | url\(\s*'([^']*)'\s*\) | url\(\s*([^)"'\s]+)\s*\)
    | @import\s+"([^"]*)" | @import\s+'([^']*)'
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(slots=True)
class _Page:
    """What a page or a style sheet offers and what it asks for."""

    anchors: set[str] = field(default_factory=set)
    links: list[tuple[int, str, bool]] = field(default_factory=list)
    """Line, address, and whether the browser loads it by itself."""
    canonical: str = ""
    """The address that the page says it has."""


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        relations = set(values.get("rel", "").lower().split())
        for name, value in values.items():
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.page.anchors.add(value)
            elif (tag, name) in _FOLLOWED:
                self._add(value, loaded=False)
            elif (tag, name) in _LOADED:
                self._add(value, loaded=tag != "link" or not relations & _NOT_LOADED)
            elif (tag, name) in _SETS:
                for candidate in value.split(","):
                    self._add(candidate.split()[0] if candidate.split() else "", loaded=True)
            elif name == "style":
                self._add_css(value)
        if tag == "link" and "canonical" in relations:
            self.page.canonical = values.get("href", "")
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  (the parser's own signature)
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._add_css(data)

    def _add(self, address: str, *, loaded: bool) -> None:
        self.page.links.append((self.getpos()[0], address.strip(), loaded))

    def _add_css(self, text: str) -> None:
        self.page.links += [(self.getpos()[0] + line - 1, address, True) for line, address in _css_addresses(text)]


def check_links(site: Path) -> tuple[int, list[Problem]]:
    """The number of internal links of the site in folder `site`, and those that lead nowhere.

    A page or style sheet that makes the browser load something from another host is a problem too (promise 6).
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site / name) for name in sorted(files) if name.endswith((".html", ".css"))}
    base = urlsplit(pages["index.html"].canonical).path if "index.html" in pages else ""
    checked = 0
    problems: list[Problem] = []
    for where, page in pages.items():
        for line, address, loaded in page.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                fault = _fault_outside(address, parts.scheme, loaded=loaded)
            else:
                checked += 1
                fault = _fault_inside(where, address, base or "/", files, pages)
            if fault:
                problems.append(Problem(f"site/{where}:{line}", *fault))
    return checked, problems


def _read(path: Path) -> _Page:
    text = path.read_text("utf-8", errors="replace")
    if path.suffix == ".css":
        return _Page(links=[(line, address, True) for line, address in _css_addresses(text)])
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def _css_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Line and address of all that a style sheet loads."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    for match in _CSS_ADDRESS.finditer(bare):
        address = next(group for group in match.groups() if group is not None).strip()
        if address and not address.startswith("#"):
            yield bare.count("\n", 0, match.start()) + 1, address


def _fault_outside(address: str, scheme: str, *, loaded: bool) -> tuple[str, str] | None:
    if loaded and scheme != "data":
        return f"loads {address[:100]} from another host", "Keep the file in the project"
    if scheme and scheme not in _OUTSIDE:
        return f"has a link of the kind {scheme}:", "Remove the link"
    return None


def _fault_inside(
    where: str, address: str, base: str, files: AbstractSet[str], pages: Mapping[str, _Page]
) -> tuple[str, str] | None:
    parts = urlsplit(address)
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    goal = _goal(where, path, base, files)
    if goal is None:
        reason = "which does not exist"
    elif fragment and not fragment.startswith(":~:") and goal in pages and fragment not in pages[goal].anchors:
        reason = "whose page has no such place"
    else:
        return None
    return f"links to {address[:120]}, {reason}", "Correct the link or its target"


def _goal(where: str, path: str, base: str, files: AbstractSet[str]) -> str | None:
    """The file that a path on the page `where` leads to; `None` if there is none in the site."""
    if path.startswith("/"):
        if not (path + "/").startswith(base):
            return None
        full = path[len(base) :]
    else:
        full = posixpath.join(posixpath.dirname(where), path) if path else where
    goal = posixpath.normpath(full or ".")
    inside = "index.html" if goal == "." else f"{goal}/index.html"
    return next((name for name in ((inside,) if full.endswith("/") else (goal, inside)) if name in files), None)
