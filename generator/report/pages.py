"""Every page of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.report.about import about_units
from generator.report.actors import actor_units
from generator.report.articles import article_units
from generator.report.coverage_pages import PATH, coverage_page
from generator.report.editions import edition_units
from generator.report.quotes import quote_units
from generator.report.regions import region_units
from generator.report.repeated import repeated_units
from generator.report.sources import source_units
from generator.report.stories import story_units
from generator.report.topics import topic_units
from generator.report.views import Page, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book


def page_units(book: Book) -> Iterator[Unit]:
    """How to make every page, home first."""
    yield from edition_units(book)
    yield from story_units(book)
    yield from actor_units(book)
    yield from topic_units(book)
    yield from quote_units(book)
    yield from repeated_units(book)
    yield from region_units(book)
    yield from article_units(book)
    yield from source_units(book)
    yield Unit(PATH, lambda: [coverage_page(book)])
    yield from about_units(book)


def make_pages(book: Book) -> list[Page]:
    """The page models, home first."""
    return [page for unit in page_units(book) for page in unit.make() if isinstance(page, Page)]
