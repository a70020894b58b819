"""A small desk of our own whose articles and silences are known: so many words, and days that tell something."""

from __future__ import annotations

import datetime as dt

from generator.models import Block, Meta, ProcessedArticle, Sentence, Source
from generator.report.binding import make_book
from generator.settings import Settings, Site, Sources


def printed(source: str | None, day: str | None, number: int = 1) -> ProcessedArticle:
    """An article of a source on a day."""
    title = f"Rain on the coast, {number}"
    text = f"{title}\n\nRain fell on the coast."
    name = f"{day or 'undated'}-{(source or 'nobody').lower().replace(' ', '-')}-{number}"
    return ProcessedArticle(
        id=name,
        article=Meta(title=title, published=day, source=Source(source) if source else None),
        text=text,
        blocks=(Block(0, len(title), "headline"), Block(len(title) + 2, len(text), "paragraph")),
        sentences=(Sentence(0, len(title), "s-1"), Sentence(len(title) + 2, len(text), "s-2")),
    )


def run_of(source: str, first: str, *steps: int) -> list[ProcessedArticle]:
    """One article a day: on the first day, and so many days after the one before."""
    day = dt.date.fromisoformat(first)
    out = [printed(source, day.isoformat())]
    for step in steps:
        day += dt.timedelta(step)
        out.append(printed(source, day.isoformat()))
    return out


def daily(source: str, first: str, days: int) -> list[ProcessedArticle]:
    """One article on each of so many days."""
    return run_of(source, first, *[1] * (days - 1))


def settings_of(collected=(), sources=None) -> Settings:
    """Settings with periods of the desk, and of each source named."""
    return Settings(
        site=Site.model_validate({"collected": tuple(map(period, collected))}),
        sources=Sources.model_validate(
            {
                "sources": tuple(
                    {"name": name, "collected": tuple(map(period, periods))}
                    for name, periods in (sources or {}).items()
                )
            }
        ),
    )


def period(ends: tuple[str | None, str | None]) -> dict[str, str | None]:
    return {"from": ends[0], "to": ends[1]}


def book_of(*articles, collected=(), sources=None):
    """The book of lists of articles."""
    return make_book([a for group in articles for a in group], settings_of(collected, sources))
