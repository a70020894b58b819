"""Every page of the site, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.report.about import about_pages
from generator.report.actors import actor_pages
from generator.report.articles import article_pages
from generator.report.coverage_pages import coverage_page
from generator.report.editions import edition_pages
from generator.report.quotes import quote_pages
from generator.report.regions import region_pages
from generator.report.repeated import repeated_pages
from generator.report.sources import source_pages
from generator.report.stories import story_pages
from generator.report.topics import topic_pages

if TYPE_CHECKING:
    from generator.report.book import Book
    from generator.report.views import Page


def make_pages(book: Book) -> list[Page]:
    """The page models, home first."""
    return [
        *edition_pages(book),
        *story_pages(book),
        *actor_pages(book),
        *topic_pages(book),
        *quote_pages(book),
        *repeated_pages(book),
        *region_pages(book),
        *article_pages(book),
        *source_pages(book),
        coverage_page(book),
        *about_pages(book),
    ]
