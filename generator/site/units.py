"""Everything that is made in `content/pages`, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.report.pages import page_units
from generator.site.downloads import download_units
from generator.site.filter import filter_units
from generator.site.redirects import redirect_units
from generator.site.search import search_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book
    from generator.report.views import Unit


def all_units(book: Book) -> Iterator[Unit]:
    """How to make every page and every file beside them, but for style sheets and scripts."""
    for units in (page_units, download_units, search_units, filter_units, redirect_units):
        yield from units(book)
