"""The search in the header: of each page that we make its title and one line, which stands in the page's front matter.

Material's plugin would take every word of the page: 52 MB at 10,000 articles, which each visitor loads.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


def put_in_header_search(page: Page, config: MkDocsConfig) -> None:
    """Put the page's line into the index in place of its text; a page without one is left to the search plugin."""
    index = getattr(config.plugins.get("material/search"), "search_index", None)
    said = page.meta.get("search")
    if index is None or not isinstance(said, dict) or not isinstance(text := said.get("text"), str):
        return
    title = str(page.meta.get("title", page.title))
    index.entries.append({"location": page.url, "title": _escaped(title), "text": _escaped(text)})
    page.meta["search"] = {**said, "exclude": True}


def _escaped(text: str) -> str:
    """As the search shows it, which takes it for HTML; front matter holds it escaped already, quotation marks too."""
    return html.escape(html.unescape(text), quote=False)
