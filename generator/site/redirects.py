"""Pages at addresses that were issued before and lead elsewhere now.

An actor was joined to another or renamed, a story was joined to another or fell apart. Plain HTML files: they work
without JavaScript and below any path, stand in no menu, search index or site map, and any Markdown site generator
copies them as they are. (The plugin mkdocs-redirects, MIT, would write the same after the build, but only under MkDocs,
and from its own list in mkdocs.yml.)
"""

from __future__ import annotations

import html
import posixpath
from typing import TYPE_CHECKING

from generator.names import on_one_line
from generator.report.views import File, Unit, actor_link, article_link, story_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book
    from generator.report.views import Link

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={to}">
</head>
<body>
<p>This page has moved to <a href="{to}">{title}</a>.</p>
</body>
</html>
"""


def redirect_units(book: Book) -> Iterator[Unit]:
    """The pages of all old addresses."""
    yield Unit("redirects", lambda: book.whole(lambda: [File(path, data) for path, data in _redirects(book).items()]))


def _redirects(book: Book) -> dict[str, bytes]:
    to = dict(book.resolved.redirects)
    # An actor that now stands in too few articles is only listed; its old address leads to the list.
    issued = book.resolved.issued
    to |= {actor.id: actor.id for actor in book.actors.values() if actor.id in issued and not book.has_page(actor.id)}
    links = {f"actors/{old}": actor_link(book, book.actors[new]) for old, new in to.items()}
    links |= {old: _story(book, new) for old, new in book.moved.items()}
    return {f"{old}/index.html": _page(book, old, link).encode() for old, link in sorted(links.items())}


def _story(book: Book, address: str) -> Link:
    """To the story, or to the one article that is left of it."""
    folder, _, name = address.partition("/")
    return story_link(book, name) if folder == "stories" else article_link(book.by_id[name])


def _page(book: Book, old: str, link: Link) -> str:
    target, mark, anchor = (link.target or "").partition("#")
    address = target.removesuffix(".md") + "/"
    relative = posixpath.relpath(address, old) + "/" + mark + anchor
    site = book.settings.site.url
    canonical = f"{site}{address}{mark}{anchor}" if site else relative
    return _PAGE.format(
        title=html.escape(on_one_line(link.text)), to=html.escape(relative), canonical=html.escape(canonical)
    )
