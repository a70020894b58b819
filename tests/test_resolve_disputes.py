"""Figures of one story that contradict one another, change, or tell of different things."""

import dataclasses
import itertools

import pytest
from one_article import annotated

from generator.models import Meta, Source
from generator.resolve import disputes
from generator.resolve.claims import claim_facts

DAY, NEXT, LATER = "2024-01-24", "2024-01-25", "2024-01-27"
EIGHT, TEN, NIGHT = f"{DAY}T08:00:00Z", f"{DAY}T10:00:00Z", f"{DAY}T23:00:00Z"


@pytest.fixture
def story(reader, tmp_path):
    """The articles of a story from rows of source, time and text."""

    def make(rows):
        return [
            dataclasses.replace(
                annotated(reader, tmp_path, text),
                id=f"article-{number}",
                article=Meta("A headline", published=published, source=Source(source) if source else None),
            )
            for number, (source, published, text) in enumerate(rows)
        ]

    return make


def disputes_of(articles):
    return disputes.disputes_of(map(claim_facts, articles))


def shown(found):
    return [(dispute.of, dispute.kind, dispute.values) for dispute in found]


SHIP = "A ferry sank off Zanzibar. "
CASES = {
    "two sources on one day": (
        [("Wire", TEN, SHIP + "It left 84 people dead."), ("Echo", TEN, SHIP + "It left 97 people dead.")],
        [("killed", "disputed", (84, 97))],
    ),
    "two sources that give a mere date": (
        [("Wire", DAY, SHIP + "The death toll was 84."), ("Echo", DAY, SHIP + "It killed 97.")],
        [("killed", "disputed", (84, 97))],
    ),
    "two sources days apart": (
        [("Wire", DAY, SHIP + "It left 84 people dead."), ("Echo", LATER, SHIP + "It left 97 people dead.")],
        [("killed", "differ", (84, 97))],
    ),
    "a rising toll of one source is no dispute": (
        [("Wire", EIGHT, SHIP + "It left 12 people dead."), ("Wire", NIGHT, SHIP + "It left 84 people dead.")],
        [("killed", "changed", (12, 84))],
    ),
    "two bodies four hours apart": (
        [
            ("Wire", EIGHT, SHIP + "The coast guard said that at least 84 people died."),
            ("Echo", TEN, SHIP + "The governor said that 97 people died."),
        ],
        [("killed", "disputed", (84, 97))],
    ),
    "two bodies days apart": (
        [
            ("Wire", DAY, SHIP + "The coast guard said that 84 people died."),
            ("Echo", LATER, SHIP + "The governor said that 97 people died."),
        ],
        [("killed", "differ", (84, 97))],
    ),
    "passengers aboard": (
        [
            ("Wire", DAY, SHIP + "The ferry carried 212 passengers."),
            ("Echo", DAY, SHIP + "The ferry carried 240 passengers."),
        ],
        [("passenger aboard", "disputed", (212, 240))],
    ),
    "people saved and rescued are the same": (
        [
            ("Wire", DAY, SHIP + "The navy said that 120 people were saved."),
            ("Echo", DAY, SHIP + "The governor said that 90 people were rescued."),
        ],
        [("rescued", "disputed", (90, 120))],
    ),
    "jobs are not saved from the sea": (
        [
            ("Wire", DAY, SHIP + "The deal saved 120 jobs."),
            ("Echo", DAY, SHIP + "The deal saved 90 jobs."),
        ],
        [],
    ),
    "a rising toll that another source follows": (
        [
            ("Wire", EIGHT, SHIP + "It left 12 people dead."),
            ("Wire", NIGHT, SHIP + "It left 84 people dead."),
            ("Echo", NIGHT, SHIP + "It killed 84."),
        ],
        [("killed", "changed", (12, 84))],
    ),
    "one speaker who brings his figure up to date in two papers": (
        [
            ("Wire", EIGHT, SHIP + "The coast guard said that 12 people died."),
            ("Echo", NIGHT, SHIP + "The coast guard said that 84 people died."),
        ],
        [("killed", "changed", (12, 84))],
    ),
    "police and organisers on a crowd": (
        [("Wire", DAY, "Police put the crowd at 10,000. Organisers said that 50,000 people took part.")],
        [("taking part", "disputed", (10_000, 50_000))],
    ),
    "two governments on the soldiers of one nation": (
        [
            ("Wire", DAY, "Pakistan said that 12 Indian soldiers were killed."),
            ("Echo", DAY, "India said that three Indian soldiers were killed."),
        ],
        [("soldier killed", "disputed", (3, 12))],
    ),
    "two governments that each count their own": (
        [
            ("Wire", DAY, "Pakistan said that 12 soldiers were killed."),
            ("Echo", DAY, "India said that three soldiers were killed."),
        ],
        [],
    ),
    "the same in other words": (
        [("Wire", DAY, SHIP + "It killed 84."), ("Echo", DAY, SHIP + "The death toll rose to 84.")],
        [],
    ),
    "different things": (
        [("Wire", DAY, SHIP + "It left 84 people dead."), ("Echo", DAY, SHIP + "It left 97 people injured.")],
        [],
    ),
    "soldiers are not all people": (
        [("Wire", DAY, "The raid killed 12 soldiers."), ("Echo", DAY, "The raid killed 30 people.")],
        [],
    ),
    "at least 80 does not contradict 84": (
        [("Wire", DAY, SHIP + "At least 80 people were killed."), ("Echo", DAY, SHIP + "It killed 84.")],
        [],
    ),
    "about 1,000 does not contradict 1,040": (
        [("Wire", DAY, "About 1,000 people were arrested."), ("Echo", DAY, "Police arrested 1,040 people.")],
        [],
    ),
    "at least 100 contradicts 84": (
        [("Wire", DAY, SHIP + "At least 100 people were killed."), ("Echo", DAY, SHIP + "It killed 84.")],
        [("killed", "disputed", (84, 100))],
    ),
    "at least 12 and 84 may both be right": (
        [("Wire", DAY, SHIP + "At least 12 people were killed."), ("Echo", DAY, SHIP + "It killed 84.")],
        [("killed", "differ", (12, 84))],
    ),
    "a percentage with a decimal more": (
        [("Wire", DAY, "Turnout was 62 per cent."), ("Echo", DAY, "Turnout stood at 62.4 per cent.")],
        [],
    ),
    "two magnitudes": (
        [("Wire", DAY, "A 6.2-magnitude earthquake struck."), ("Echo", DAY, "An earthquake of magnitude 6.6 struck.")],
        [("earthquake", "disputed", (6.2, 6.6))],
    ),
    "mere things are counted in many ways": (
        [("Wire", DAY, "Spotters saw 12 ships."), ("Echo", DAY, "The port was full of 30 ships.")],
        [],
    ),
    "one is one of them": (
        [("Wire", DAY, "The blast injured three people."), ("Echo", DAY, "One person was injured outside the bank.")],
        [],
    ),
    "another year is another event": (
        [
            ("Wire", DAY, SHIP + "It left 84 people dead."),
            ("Echo", DAY, "In 2011, 200 people were killed. Ten years ago 300 people died."),
        ],
        [],
    ),
    "two places": (
        [
            ("Wire", DAY, "The storm crossed the islands. In Manila 12 people were killed."),
            ("Echo", DAY, "The storm crossed the islands. Officials spoke of the damage. In Cebu 30 people were killed."),
            ("Post", DAY, "The storm crossed the islands."),
        ],
        [],
    ),
    "one article that lists several events": (
        [
            ("Wire", DAY, "A bomb killed 12 people. A second bomb killed 30 people."),
            ("Echo", DAY, "A bomb killed 14 people."),
        ],
        [],
    ),
    "sources unknown are not two": (
        [(None, DAY, SHIP + "It left 84 people dead."), (None, DAY, SHIP + "It left 97 people dead.")],
        [],
    ),
    "undated articles of two sources": (
        [("Wire", None, SHIP + "It left 84 people dead."), ("Echo", None, SHIP + "It left 97 people dead.")],
        [("killed", "differ", (84, 97))],
    ),
    "no articles": ([], []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_disputes_of_a_story(story, rows, expected):
    assert shown(disputes_of(story(rows))) == expected


def test_a_claim_says_who_when_and_where(story):
    text = "Police put the crowd at about 10,000. Organisers said that 50,000 people took part."
    (article,) = story([("Wire", TEN, text)])
    (dispute,) = disputes_of([article])
    first, second = dispute.claims
    assert (first.span.of(article.text), first.bound, first.published) == ("about 10,000", "about", TEN)
    assert second.span.of(article.text) == "50,000"
    assert second.speaker.of(article.text) == "Organisers"
    assert second.sentence.of(article.text) == "Organisers said that 50,000 people took part."
    assert second.anchor == article.sentences[-1].anchor
    assert second.source == "Wire"
    assert dispute.unit == "people"


def test_claims_stand_in_order_of_time(story):
    rows = [("Echo", NIGHT, SHIP + "It left 97 people dead."), ("Wire", EIGHT, SHIP + "It left 84 people dead.")]
    (dispute,) = disputes_of(story(rows))
    assert [claim.value for claim in dispute.claims] == [84, 97]


def test_the_credit_of_an_agency_makes_one_party(story):
    one, other = story([("Wire", DAY, SHIP + "It killed 84."), ("Echo", DAY, SHIP + "It killed 97.")])
    credited = [
        dataclasses.replace(a, article=dataclasses.replace(a.article, credit="Delta Press")) for a in (one, other)
    ]
    special = [dataclasses.replace(a, article=dataclasses.replace(a.article, credit="Special")) for a in (one, other)]
    found = [[dispute.kind for dispute in disputes_of(pair)] for pair in ([one, other], credited, special)]
    assert found == [["disputed"], ["changed"], ["disputed"]]


def test_the_order_of_articles_does_not_matter(story):
    articles = story([*CASES["a rising toll that another source follows"][0], *CASES["two sources on one day"][0]])
    expected = disputes_of(articles)
    assert expected
    assert all(disputes_of(order) == expected for order in itertools.permutations(articles))
