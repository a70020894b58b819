"""The page of a region: located, about and reported apart, each with the names that show it."""

from __future__ import annotations

from generator.articlejson import anchor
from generator.models import Block, Entity, Mention, Meta, ProcessedArticle, RegionScore, Sentence, Source
from generator.report.binding import make_book
from generator.report.pages import make_pages
from generator.report.regions import RegionPage
from generator.settings import Settings, Sources, SourceSetting

# Where each name of the sentence stands is looked up; kind, printed name, latitude.
WORDS = "ANKARA — Trains stopped in Izmir and in Irkutsk Oblast. Turkey sent buses."
NAMED = [
    ("e1", "place", "ANKARA", "TR", 39.9),
    ("e2", "place", "Izmir", "TR", 38.4),
    ("e4", "state", "Turkey", "TR", None),
]


def article(name: str, *scores: RegionScore, source: str = "The Paper") -> ProcessedArticle:
    title = f"Headline {name}"
    text = f"{title}\n\n{WORDS}"
    start = len(title) + 2
    oblast = ("e3", "place", "Irkutsk Oblast", "RU", None)
    found = [*NAMED[:2], oblast, *NAMED[2:]]
    taken: set[str] = set()
    return ProcessedArticle(
        id=f"2024-03-05-{name}",
        article=Meta(title=title, published="2024-03-05", source=Source(source)),
        text=text,
        blocks=(Block(0, len(title), "headline"), Block(start, len(text), "paragraph")),
        sentences=(Sentence(start, len(text), anchor(WORDS, taken)),),
        entities=tuple(
            Entity(e, kind, printed, "iso3166:TR" if kind == "state" else None, country, lat, lat)
            for e, kind, printed, country, lat in found
        ),
        mentions=tuple(
            Mention(text.index(printed), text.index(printed) + len(printed), e) for e, _, printed, _, _ in found
        ),
        regions=scores,
    )


ARTICLES = (
    article(
        "a",
        RegionScore("TR", 0.5, "located", ("e2",)),
        RegionScore("TR", 0.3, "reported", ("e1",)),
        RegionScore("TR", 0.2, "about", ("e4",)),
        RegionScore("RU", 0.1, "located", ("e3",)),
    ),
    article("b", RegionScore("TR", 0.5, "about", ("e4", "e1"))),
    article("c", RegionScore("RU", 0.5, "located", ("e3",)), source="The Bosporus Example"),
)


def page_of(region: str) -> RegionPage:
    sources = Sources(sources=(SourceSetting(name="The Bosporus Example", country="TR"),))
    pages = {page.path: page for page in make_pages(make_book(ARTICLES, Settings(sources=sources)))}
    page = pages[f"regions/{region}.md"]
    assert isinstance(page, RegionPage)
    return page


def test_each_relation_has_its_number_and_the_names_behind_it():
    shown = [(row.relation, row.articles, row.by) for row in page_of("tr").shown]
    assert shown == [
        ("located", 1, (("Izmir", 1),)),
        ("about", 2, (("Turkey", 2), ("ANKARA", 1))),
        ("reported", 1, (("ANKARA", 1),)),
    ]


def test_a_wider_area_shows_the_names_of_what_lies_in_it():
    shown = {row.relation: dict(row.by) for row in page_of("m49-001").shown}
    assert shown["located"] == {"Irkutsk Oblast": 2, "Izmir": 1}


def test_parts_of_a_country_stand_apart_from_its_towns():
    russia, turkey = page_of("ru"), page_of("tr")
    assert [(named.name, named.articles) for named in russia.parts] == [("Irkutsk Oblast", 2)]
    assert russia.places == ()
    assert [named.name for named in turkey.places] == ["ANKARA", "Izmir"]
    assert turkey.parts == ()


def test_a_source_at_home_in_a_country_is_named_and_its_articles_are_not_reported_from_there():
    turkey = page_of("tr")
    assert [(count.link.text, count.number) for count in turkey.at_home] == [("The Bosporus Example", 1)]
    assert turkey.coverage.articles == 2
    assert page_of("ru").at_home == ()
