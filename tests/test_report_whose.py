"""Whose a quote is when no actor speaks it: somebody not resolved, or somebody the article does not name."""

from __future__ import annotations

import pytest

from generator.report.speakers import is_somebody
from generator.report.whose import Attributions

SOMEBODY = [
    "he", "She", "It", "They", "which", "the minister", "The Prime Minister", "The Leader of the Opposition",
    "His press secretary", "their lawyer", "The Government", "the American delegate", "the Defence Department in Washington",
    "The Soviet delegate, who is President of the Council this month", "Mr. Zorin", "Juana Xol", "Ruth Adams", "Zorin",
    "Prime Minister Jones", "the Havana radio", "Mr. Kennedy’s brother", "the Joint Chiefs of Staff", "the United States",
    "the mother of one of them",
]  # fmt: skip
NOBODY = [
    "Officials", "The officials", "officials", "persons close to the Cabinet", "Diplomats at the United Nations",
    "A grandmother from Matanzas, with six relatives still on the island", "A Liverpool broker", "an Asian ambassador",
    "residents", "Several Labour members", "Many electors", "One of its leaders in Ernakulam", "Two people briefed on it",
    "About thirty Congress members", "60 senators", "Police", "the police", "American officials", "Federal interviewers",
    "Members of Mr. Nehru’s own party", "His aides", "Mr. Kennedy’s aides", "Airlines serving the Southeast", "Others",
    "A Defence Ministry spokesman", "the source", "the official", "Senior White House official", "the villagers",
    "merchants in Mincing Lane", "Those who defended patience", "witnesses", "The American authorities", "state media", "",
]  # fmt: skip


@pytest.mark.parametrize("words", SOMEBODY)
def test_it_stands_for_somebody(words):
    assert is_somebody(words)


@pytest.mark.parametrize("words", NOBODY)
def test_nobody_is_named(words):
    assert not is_somebody(words)


def test_a_surname_that_looks_like_a_plural_is_known_by_being_a_name():
    assert not is_somebody("Williams")
    assert is_somebody("Williams", known=True)


def test_the_numbers_add_up():
    found = Attributions(1, 2, 3, 4, 5)
    assert found.total == sum(number for _, number in found.counts) == 15
