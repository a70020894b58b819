"""The same quotation across articles: which quotes are one, who printed it first, and how outlets changed it."""

from __future__ import annotations

import itertools
import random
import time
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import Quote, Span
from generator.resolve import keptquotations
from generator.resolve.memory import digest_of
from generator.resolve.quotations import Said
from generator.resolve.wordings import align, compared, folded

_number = itertools.count(1)
SAFE = "The bridge is safe and we will open both lanes on Monday morning"
ADA, BEN = "ada-obi", "ben-sow"


def said(*words, by=ADA, kind="direct", day="2024-03-05", source=None, article=None, moment=None):
    """A quote in an article of its own; `by` may name two actors, or nobody."""
    number = next(_number)
    speakers = frozenset(by.split("+")) if by else frozenset()
    article = article or f"a{number:04}"
    return Said(article, "q1", kind, words, speakers, source or f"paper {article}", day, moment or day or "")


def resolve_quotations(quotes, memory=None):
    """The quotations; of articles whose quotes are the same as before nothing is asked."""
    of = defaultdict(list)
    for quote in quotes:
        of[quote.article].append(quote)
    stamps = {name: digest_of(sorted(found, key=lambda quote: quote.order)) for name, found in of.items()}
    return keptquotations.resolve_quotations(stamps, of.__getitem__, memory)


def groups(*quotes):
    """The quotations as sets of articles."""
    return {frozenset(group.articles) for group in resolve_quotations(quotes).groups}


ONE = [
    ("case and marks", said(SAFE + "."), said("the bridge is safe, and we will open both lanes on Monday morning")),
    ("curly and straight marks", said("I can’t say when the ferry will sail again"), said("I can't say when the ferry will sail again")),
    ("contractions written out", said("We won't let the harbour die while I'm the mayor"), said("We will not let the harbour die while I am the mayor")),
    ("accents", said("Café owners in Orléans have paid for this strike long enough"), said("Cafe owners in Orleans have paid for this strike long enough")),
    ("dots of an abbreviation", said("The U.S. fleet leaves the port of Aden tomorrow"), said("The US fleet leaves the port of Aden tomorrow")),
    ("a numeral", said("We have five ships and no fuel left"), said("We have 5 ships and no fuel left")),
    ("thousands", said("The harbour lost 1,200 jobs in a single winter"), said("The harbour lost 1200 jobs in a single winter")),
    ("per cent", said("Prices of bread rose by 12 percent since the summer"), said("Prices of bread rose by 12% since the summer")),
    ("spoken forms", said("We're gonna rebuild the old lighthouse stone by stone"), said("We are going to rebuild the old lighthouse stone by stone")),
    ("the end cut", said(SAFE + ", whatever the ferry line says"), said(SAFE)),
    ("the start cut", said("I have told the council for weeks: " + SAFE), said(SAFE)),
    ("cut in the middle", said("We checked every bolt, and I mean every single one of them, and found no crack"), said("We checked every bolt … and found no crack")),
    ("in two parts", said("We checked every bolt", "and found no crack at all"), said("We checked every bolt and found no crack at all")),
    ("a part in marks", said("We have waited long enough for a new harbour wall"), said("waited long enough for a new harbour wall", kind="mixed")),
    ("a word in square brackets", said("He is the best harbour master this town ever had"), said("[Malenko] is the best harbour master this town ever had")),
    ("a word mended", said("The engineers has found cracks in three of the pillars"), said("The engineers have found cracks in three of the pillars")),
    ("British and American", said("The labour of our dockers built this harbour and this town"), said("The labor of our dockers built this harbor and this town")),
    ("an ampersand", said("Safe & sound at last after nine days at sea"), said("Safe and sound at last after nine days at sea")),
    ("fillers left out", said("Well, you know, we found cracks in the, uh, eastern pillar of the bridge"), said("We found cracks in the eastern pillar of the bridge")),
    ("two cuts that overlap", said("The wall will hold. " + SAFE), said(SAFE + ". Lorries must wait until the autumn")),
    ("a long one with one name misheard", said("I asked Malenko twice whether the pumps were running before the storm came in from the sea"), said("I asked Malinko twice whether the pumps were running before the storm came in from the sea")),
    ("a long one of which an outlet lost the not", said("We did not ask the ferry line to stop the night boats while the bridge was closed to lorries"), said("We did ask the ferry line to stop the night boats while the bridge was closed to lorries")),
    ("a speaker not resolved", said(SAFE), said(SAFE, by=None)),
    ("no speaker resolved", said(SAFE, by=None), said(SAFE, by=None)),
    ("a spokesman and whom he speaks for", said(SAFE, by="ada-obi+harbour-board"), said(SAFE, by="harbour-board")),
    ("a long one recalled years later", said(SAFE), said(SAFE, day="2027-01-01")),
    ("a long one of an undated article", said(SAFE), said(SAFE, day=None)),
    ("a short one of one speaker in near days", said("A disgrace for the harbour"), said("a disgrace for the harbour", day="2024-03-07")),
    ("two words of one speaker", said("utter disgrace", kind="mixed"), said("“Utter disgrace”", kind="mixed")),
    ("a short part of a longer one", said("It is a war of the ferry line's choosing, nothing else"), said("war of the ferry line's choosing", kind="mixed")),
    ("reported in the same words", said("that the bridge would open both lanes on Monday", kind="indirect"), said("the bridge would open both lanes on Monday", kind="indirect")),
]  # fmt: skip
TWO = [
    ("nothing in common", said(SAFE), said("The ferry line must answer for what it did to this harbour")),
    ("the same words of two speakers", said(SAFE, by=ADA), said(SAFE, by=BEN)),
    ("no comment", said("No comment", by=None), said("No comment", by=None)),
    ("no comment of two speakers", said("No comment", by=ADA), said("No comment", by=BEN)),
    ("no comment a month later", said("No comment"), said("No comment", day="2024-04-05")),
    ("a short one of an undated article", said("A disgrace for the harbour"), said("A disgrace for the harbour", day=None)),
    ("words that say nothing", said("I do not know what it is", by=None), said("I do not know what it is", by=None)),
    ("a phrase of light words inside another", said("I don't know"), said("I don't know who closed the bridge or why it was closed")),
    ("one word", said("disgrace", kind="mixed"), said("disgrace", kind="mixed")),
    ("a negation", said("We will open both lanes on Monday"), said("We will not open both lanes on Monday")),
    ("another number", said("We found 12 cracks in the eastern pillar of the bridge"), said("We found 20 cracks in the eastern pillar of the bridge")),
    ("another number in a long one", said("We have pulled 12 people from the water so far and the boats will search on until the morning"), said("We have pulled 20 people from the water so far and the boats will search on until the morning")),
    ("another name", said("I thank the people of Odessa for all their help"), said("I thank the people of Izmir for all their help")),
    ("the same opening", said("I want to say one thing to the people of this town: the wall will hold"), said("I want to say one thing to the people of this town: the ferry line has lied to you")),
    ("the same frame", said("We are here today because the council failed the fishermen"), said("We are here today because the bank saved the shipyard")),
    ("the same words in another order", said("Storms made the harbour and the harbour made the town"), said("The town made the harbour and storms unmade the town again")),
    ("a scrap of a longer one without a speaker", said("the harbour wall", by=None, kind="mixed"), said("We have waited long enough for a new harbour wall")),
    ("reported, nearly in the same words", said("that the bridge would open both lanes on Monday", kind="indirect"), said("that the bridge would open both its lanes on Monday", kind="indirect")),
    ("reported, without a speaker", said("that the bridge would open both lanes on Monday", kind="indirect"), said("that the bridge would open both lanes on Monday", kind="indirect", by=None)),
    ("reported, and short", said("that the bridge was safe", kind="indirect"), said("that the bridge was safe", kind="indirect")),
    ("twice in one article", said(SAFE, article="a"), said(SAFE, article="a")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in ONE], ids=[row[0] for row in ONE])
def test_one_quotation(one, other):
    assert groups(one, other) == groups(other, one) == {frozenset({one.article, other.article})}


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in TWO], ids=[row[0] for row in TWO])
def test_two_quotations(one, other):
    assert groups(one, other) == groups(other, one) == set()


def test_a_quote_that_fits_two_speakers_belongs_to_neither():
    ada, again = said(SAFE, by=ADA), said(SAFE, by=ADA)
    ben, once_more = said(SAFE, by=BEN), said(SAFE, by=BEN)
    nobody = said(SAFE, by=None)
    assert groups(ada, again, ben, once_more, nobody) == {
        frozenset({ada.article, again.article}),
        frozenset({ben.article, once_more.article}),
    }


def test_no_chain_joins_what_the_fullest_wording_does_not_hold():
    first = said("We will dredge the channel before winter comes and rebuild the eastern pier by hand")
    both = said("rebuild the eastern pier by hand")
    second = said("In spring the school children rebuild the eastern pier by hand as their elders did")
    # The fragment stands in both; it belongs to one, and the two others stay apart.
    found = groups(first, both, second)
    assert len(found) == 1
    assert all(len(group) == 2 and both.article in group for group in found)


def test_a_fuller_wording_without_a_speaker_holds_its_parts_together():
    start, end = (
        "The wall will hold through every storm this winter.",
        "But the ferry line must pay its share of the cost",
    )
    whole, one, other = said(f"{start} {end}", by=None), said(start), said(end)
    assert groups(whole, one, other) == {frozenset({whole.article, one.article, other.article})}


class TestOrder:
    POOL = tuple(row[i] for table in (ONE, TWO) for row in table for i in (1, 2))

    @settings(max_examples=60, deadline=None)
    @given(st.permutations(range(len(POOL))))
    def test_the_order_of_articles_does_not_matter(self, order):
        assert resolve_quotations([self.POOL[n] for n in order]) == resolve_quotations(self.POOL)

    @settings(max_examples=60, deadline=None)
    @given(st.sets(st.sampled_from(range(len(POOL))), min_size=2), st.sampled_from(range(len(POOL))))
    def test_another_article_changes_only_what_it_touches(self, numbers, extra):
        """A group that shares no long run of words with the new quote stays as it was."""
        before = resolve_quotations([self.POOL[n] for n in sorted(numbers)])
        after = resolve_quotations([self.POOL[n] for n in sorted(numbers | {extra})])
        new = set(folded(self.POOL[extra].words))
        for group in before.groups:
            if all(len(new & set(folded(s.words))) < 2 for s in group.occurrences):
                assert group in after.groups


class TestFirst:
    def test_occurrences_stand_in_the_order_of_time_and_the_undated_last(self):
        quotes = [
            said(SAFE, day=None),
            said(SAFE, day="2024-03-06"),
            said(SAFE, day="2024-03-05", moment="2024-03-05T14:00:00+00:00"),
            said(SAFE, day="2024-03-05", moment="2024-03-05T09:00:00+00:00"),
        ]
        (group,) = resolve_quotations(quotes).groups
        assert list(group.occurrences) == [quotes[3], quotes[2], quotes[1], quotes[0]]
        assert group.first == (quotes[3],)

    def test_where_the_times_do_not_tell_there_are_several_first(self):
        bare = said(SAFE)
        early, late = (said(SAFE, moment=f"2024-03-05T{hour}:00:00+00:00") for hour in ("09", "14"))
        (group,) = resolve_quotations([late, bare, early]).groups
        assert group.first == (bare, early)

    def test_without_dates_nobody_is_first(self):
        (group,) = resolve_quotations([said(SAFE, day=None), said(SAFE, day=None)]).groups
        assert group.first == ()

    def test_a_source_counts_once_and_its_articles_each(self):
        (group,) = resolve_quotations([said(SAFE, source="x"), said(SAFE, source="x"), said(SAFE, source="y")]).groups
        assert (len(group.sources), len(group.articles)) == (2, 3)

    def test_the_id_stays_when_others_print_it_later(self):
        two = [said(SAFE), said(SAFE + "!")]
        (before,) = resolve_quotations(two).groups
        (after,) = resolve_quotations([*two, said("As I said: " + SAFE, day="2024-03-09")]).groups
        assert before.id == after.id


class TestVariants:
    def test_each_wording_once_the_fullest_first(self):
        full, cut, again = said("I say it again: " + SAFE), said(SAFE), said(SAFE.upper())
        (group,) = resolve_quotations([cut, full, again]).groups
        assert [len(variant.printed) for variant in group.variants] == [1, 2]
        assert [(p.kind, p.words) for p in group.variants[1].pieces] == [("cut", "I say it again:"), ("same", SAFE)]

    @pytest.mark.parametrize(
        ("variant", "pieces"),
        [
            ("We will open both lanes today.", ["same We will open both lanes", "changed today. (on Monday)"]),
            ("We will open lanes on Monday", ["same We will open", "cut both", "same lanes on Monday"]),
            ("We will open both lanes—on Monday", ["same We will open both lanes—on Monday"]),
            ("We will soon open both lanes", ["same We will", "added soon", "same open both lanes", "cut on Monday"]),
            ("“WE will … open both lanes on Monday”", ["same “WE will … open both lanes on Monday”"]),
        ],
        ids=["changed", "cut", "a dash without blanks", "added", "marks and case are no change"],
    )
    def test_word_by_word(self, variant, pieces):
        found = align(["We will open both lanes on Monday"], [variant])
        assert [f"{p.kind} {p.words}" + (f" ({p.instead})" if p.instead else "") for p in found] == pieces

    @given(st.lists(st.sampled_from(["one", "two", "three", "four"])), st.lists(st.sampled_from(["one", "two", "six"])))
    def test_no_word_is_lost(self, one, other):
        pieces = align([" ".join(one)], [" ".join(other)])
        mine = " ".join(p.words for p in pieces if p.kind != "cut")
        fullest = " ".join(p.instead if p.kind == "changed" else p.words for p in pieces if p.kind != "added")
        assert (mine.split(), fullest.split()) == (other, one)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("called it “a disgrace” for the “whole town”", ("a disgrace", "whole town")),
        ('that it "cannot go on', ("cannot go on",)),
        ("said it was 'no man's land' by now", ("no man's land",)),
        ("the mayor's office and the council's", ()),
    ],
)
def test_of_a_mixed_quote_the_words_in_marks_are_compared(text, words):
    assert compared(Quote("q1", "mixed", (Span(0, len(text)),)), text) == words


def test_ten_thousand_quotes_in_seconds():
    """About 1,500 articles; a tenth of the quotes are printed by three sources, one of them cut."""
    rng = random.Random(7)
    common = [f"w{n}" for n in range(300)]
    words = [f"word{n}" for n in range(20_000)]
    quotes = []
    for number in range(8_000):
        length = rng.randint(4, 45)
        text = [rng.choice(common) if rng.random() < 0.6 else rng.choice(words) for _ in range(length)]
        by, day = f"actor-{number % 700}", f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}"
        quotes.append(said(" ".join(text), by=by, day=day))
        if number % 8 == 0:
            quotes += [said(" ".join(text), by=None, day=day), said(" ".join(text[length // 4 :]), by=by, day=day)]
    start = time.process_time()
    found = resolve_quotations(quotes)
    assert time.process_time() - start < 4
    assert 850 <= len(found.groups) <= 1_000


def test_british_and_american_spellings_are_one_wording():
    british = ("The Defence Department will ship sulphur to the centre",)
    american = ("The Defense Department will ship sulfur to the center",)
    assert folded(british) == folded(american)
