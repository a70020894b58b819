"""What the search of the header finds a page by, beside its title: a line, not the page.

A reader's browser loads this search whole, so it holds names alone. Every word of articles and quotes is found by the
search page, whose index loads in pieces.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from generator.report.actorpage import ActorPage
from generator.report.editions import EditionPage
from generator.report.regions import RegionPage
from generator.report.sources import SourcePage
from generator.report.stories import StoryPage
from generator.report.topics import TopicPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.report.views import Page

_ROLES = 1
_ALIASES = 3
_LEADS = 2
_ACTORS = 4


@singledispatch
def found_by(page: Page) -> str:
    """The line, as text; empty where the title says it all."""
    return page.description


@found_by.register
def _(page: ActorPage) -> str:
    roles = [printed.words for printed in page.roles[:_ROLES]]
    known = set(page.name.split())
    # A form that has no other word than the name is found by the name.
    other = [printed.words for printed in page.aliases if not set(printed.words.split()) <= known]
    return _line([page.kind, *roles, *other[:_ALIASES]])


@found_by.register
def _(page: StoryPage) -> str:
    return _line(count.link.text for count in page.actors[:_ACTORS])


@found_by.register
def _(page: EditionPage) -> str:
    return _line(lead.link.text for lead in page.edition.leads[:_LEADS])


@found_by.register
def _(page: TopicPage) -> str:
    return _line(["topic", *(link.text for link, _ in page.place[:-1])])


@found_by.register
def _(page: RegionPage) -> str:
    return _line(["region", *(link.text for link in page.breadcrumb)])


@found_by.register
def _(page: SourcePage) -> str:
    return _line(["source", page.domain or ""])


def _line(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
