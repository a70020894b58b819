"""`site.yml` as frozen settings, and what all files of the folder share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from generator.settings.values import address_of, day_of, wrong_periods, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.settings.words import Mistake

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
Day = Annotated[str, BeforeValidator(day_of), Field(json_schema_extra={"format": "date"})]


class Strict(BaseModel):
    """A part of a file: no unknown key, no changing, no guessing of types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)

    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong between values that are each in order."""
        yield from ()


class Period(Strict):
    """Some days on which articles were collected, both ends among them."""

    first: Annotated[Day | None, Field(alias="from")] = None
    """The first day, such as 1962-10-16; without it, from the beginning."""
    last: Annotated[Day | None, Field(alias="to")] = None
    """The last day; without it, to this day."""


class Publish(Strict):
    """What of the articles' words the site shows. Articles belong to their publishers."""

    text: Literal["evidence", "full", "none"] = "evidence"
    """evidence: quotes, and sentences that another page links to; full: all of it; none: headlines and links only."""
    share: Annotated[float, Field(ge=0, le=1)] = 0.3
    """With `evidence`: at most this part of an article's words is shown as sentences."""


class Thresholds(Strict):
    """From how much on something gets a page of its own or is shown."""

    actor_articles: Annotated[int, Field(ge=1)] = 2
    """An actor has a page of its own from this many articles on."""
    quote_confidence: Annotated[float, Field(ge=0, le=1)] = 0.3
    """Quotes found with less confidence than this are not shown."""
    name_confidence: Annotated[float, Field(ge=0, le=1)] = 0.6
    """Names found with less confidence than this do not count."""


class Limits(Strict):
    """What an input may cost at most."""

    article_characters: Annotated[int, Field(ge=1000)] = 200_000
    """A longer article is reported and left out: it is most likely not one article."""
    file_megabytes: Annotated[int, Field(ge=1)] = 200
    """A larger file is reported and left out."""


class Budgets(Strict):
    """What the built site may measure at most; `tearsheet check --site` names what is larger."""

    page_kilobytes: Annotated[int, Field(ge=1)] = 1_000
    """Of each page."""
    pages: Annotated[int, Field(ge=1)] = 40_000
    """All of them: more take long to build and to publish."""
    nav_entries: Annotated[int, Field(ge=1)] = 20
    """In mkdocs.yml."""
    search_kilobytes: Annotated[int, Field(ge=1)] = 1_000
    """The index of the search in the header, compressed: every reader who searches loads it."""
    file_megabytes: Annotated[int, Field(ge=1)] = 95
    """Of each file: GitHub takes none of 100 MB."""
    site_megabytes: Annotated[int, Field(ge=1)] = 900
    """All files together: GitHub Pages takes 1 GB."""


class Site(Strict):
    """`site.yml`: the site as a whole."""

    title: Text = "Tearsheet"
    """The name of the site."""
    description: Text = "Who did and said what, where, about what, and how we know."
    """One sentence, shown on the home page and to search engines."""
    url: Annotated[str, AfterValidator(address_of)] | None = None
    """Where the site will be published; may have a path: https://user.github.io/repo/."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    """BCP 47 tag of the articles that say nothing else."""
    timezone: Annotated[str, AfterValidator(zone_of)] = "UTC"
    """Days begin and end at midnight here."""
    model: Text = "tearsheet"
    """What reads the articles: `tearsheet`, the reader that ships, or a spaCy pipeline: an installed package, or a path
    relative to the desk."""
    publish: Publish = Publish()
    """What of the articles' words the site shows."""
    thresholds: Thresholds = Thresholds()
    """From how much on something is shown."""
    limits: Limits = Limits()
    """How large an input may be."""
    budgets: Budgets = Budgets()
    """How large the built site may be."""
    collected: tuple[Period, ...] = ()
    """When articles were collected, for all sources that name no periods of their own; without it the site does not say
    whether a day without articles was collected."""

    def mistakes(self) -> Iterator[Mistake]:
        """Periods that end before they begin, or lie over one another."""
        yield from wrong_periods(("collected",), [(p.first, p.last) for p in self.collected])
