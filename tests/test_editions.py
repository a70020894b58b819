"""Editions: which articles stand in which, what is frozen, and what their pages say."""

from __future__ import annotations

import dataclasses

import pytest

from generator.ledger import Ledger
from generator.models import Entity, Mention
from generator.report.binding import make_book
from generator.report.pages import make_pages
from generator.resolve.editions import week_of
from generator.settings import Settings, Site
from tests.story_articles import report, reports

ALL = reports()
FERRY = ALL[:4]


class Desk:
    """A desk whose ledger lives from run to run."""

    def __init__(self, path, **site):
        self.path, self.site = path / "ledger.jsonl", site

    def book(self, *articles):
        ledger = Ledger.load(self.path)
        book = make_book(articles, Settings(site=Site(**self.site)), ledger)
        ledger.save(self.path)
        return book

    def pages(self, *articles):
        return {page.path: page for page in make_pages(self.book(*articles))}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def dated(day, name="x", text="It rained in Oslo.", title="Rain", **more):
    return report(name, 0, day, "Nordic Post", title, text, **more)


class TestPlacing:
    def test_an_edition_holds_the_articles_of_its_day(self, desk):
        days = desk.book(*ALL).editions.days
        assert {day: len(edition.articles) for day, edition in days.items()} == {
            "2024-03-04": 2, "2024-03-05": 4, "2024-03-06": 6, "2024-03-07": 3, "2024-03-08": 1,
        }  # fmt: skip

    def test_only_the_newest_is_open(self, desk):
        days = desk.book(*ALL).editions.days
        assert [day for day, edition in days.items() if edition.closed is None] == ["2024-03-08"]

    def test_a_late_article_stands_in_the_open_edition_and_the_closed_one_says_so(self, desk):
        early, late = dated("2024-03-04", "early"), dated("2024-03-04", "late", "Hail fell on Turku.")
        newest = dated("2024-03-06", "newest", "The sun shone on Riga.")
        desk.book(early, newest)
        editions = desk.book(early, newest, late).editions
        assert editions.days["2024-03-04"].articles == (early.id,)
        assert editions.days["2024-03-04"].missed == (late.id,)
        assert editions.days["2024-03-06"].articles == (late.id, newest.id)
        assert editions.days["2024-03-06"].late == {late.id}
        pages = desk.pages(early, newest, late)
        ((article, where),) = pages["briefings/2024/03/04.md"].edition.since.missed
        assert (article.text, where.target) == ("Rain", "briefings/2024/03/06.md")
        assert [item.link.target for item in pages["briefings/2024/03/06.md"].edition.late] == ["articles/late-0.md"]
        assert pages["articles/late-0.md"].edition.target == "briefings/2024/03/06.md"

    def test_it_stays_there_when_that_edition_closes(self, desk):
        early, late, newest = dated("2024-03-04", "a"), dated("2024-03-04", "b"), dated("2024-03-06", "c")
        desk.book(early, newest)
        desk.book(early, newest, late)
        editions = desk.book(early, newest, late, dated("2024-03-07", "d")).editions
        assert editions.days["2024-03-06"].articles == (late.id, newest.id)
        assert editions.days["2024-03-06"].closed

    def test_a_day_before_the_first_edition_gets_none_of_its_own(self, desk):
        desk.book(dated("2024-03-04", "a"), dated("2024-03-06", "b"))
        book = desk.book(dated("2024-03-04", "a"), dated("2024-03-06", "b"), dated("2023-12-01", "c"))
        assert list(book.editions.days) == ["2024-03-04", "2024-03-06"]

    def test_a_closed_edition_says_what_changed_and_what_is_gone(self, desk):
        a, b, c = dated("2024-03-04", "a"), dated("2024-03-04", "b", "Hail fell."), dated("2024-03-05", "c")
        closed = desk.book(a, b, c).editions.days["2024-03-04"].closed
        other = dated("2024-03-04", "a", "It snowed in Oslo.")
        edition = desk.book(other, c).editions.days["2024-03-04"]
        assert (edition.changed, edition.gone, edition.closed) == ((a.id,), (b.id,), closed)

    def test_a_new_model_changes_no_closed_edition(self, desk):
        a, c = dated("2024-03-04", "a"), dated("2024-03-05", "c")
        desk.book(a, c)
        renamed = dataclasses.replace(a, sentences=(), annotator=dataclasses.replace(a.annotator, fingerprint="other"))
        assert desk.book(renamed, c).editions.days["2024-03-04"].changed == ()

    def test_a_second_run_adds_nothing_to_the_ledger(self, desk):
        desk.book(*ALL)
        before = desk.path.read_bytes()
        desk.book(*reversed(ALL))
        assert desk.path.read_bytes() == before

    def test_undated_articles_have_no_edition_but_a_page(self, desk):
        pages = desk.pages(dated(None, "a"), dated("2024-03-04", "b"))
        assert [item.link.target for item in pages["briefings/undated.md"].edition.articles] == ["articles/a-0.md"]

    def test_without_a_ledger_the_same_pages_come_out(self, desk):
        one, other = desk.book(*ALL).editions, make_book(ALL, Settings()).editions
        assert (one.days, one.weeks, one.months, one.of) == (other.days, other.weeks, other.months, other.of)

    @pytest.mark.parametrize(
        ("day", "week"),
        [
            ("2024-03-04", "2024-W10"),
            ("2024-03-10", "2024-W10"),
            ("2024-12-30", "2025-W01"),
            ("2021-01-03", "2020-W53"),
        ],
        ids=["a Monday", "a Sunday", "the last days of a year", "the first days of a year"],
    )
    def test_weeks_are_those_of_iso(self, day, week):
        assert week_of(day) == week


class TestFrozen:
    def test_the_stories_of_a_closed_edition_stay_as_they_were(self, desk):
        """Even if what came later shows that two stories are one, or the grouping becomes another."""
        desk.book(*ALL)
        before = desk.book(*ALL).editions.days["2024-03-06"].stories
        assert before
        fewer = [article for article in ALL if article.id not in ("budget-6", "match-10")]
        assert desk.book(*fewer).editions.days["2024-03-06"].stories == before

    def test_the_page_of_a_closed_day_does_not_change_with_later_articles(self, desk):
        until = [article for article in ALL if article.article.published <= "2024-03-07"]
        page = desk.pages(*until)["briefings/2024/03/06.md"]
        later = desk.pages(*ALL)["briefings/2024/03/06.md"]
        same = dataclasses.replace(page.edition, following=later.edition.following)
        assert same == later.edition

    def test_week_and_month_close_with_their_last_day(self, desk):
        book = desk.book(dated("2024-02-29", "a"), dated("2024-03-01", "b"), dated("2024-03-04", "c"))
        assert {k: bool(e.closed) for k, e in book.editions.weeks.items()} == {"2024-W09": True, "2024-W10": False}
        assert {k: bool(e.closed) for k, e in book.editions.months.items()} == {"2024-02": True, "2024-03": False}


class TestPage:
    def edition(self, desk, day, *articles):
        return desk.pages(*(articles or ALL))[f"briefings/{day}.md"].edition

    def test_a_top_story_says_why_it_stands_there(self, desk):
        story = self.edition(desk, "2024/03/04").stories[0]
        assert (story.articles, story.sources, story.origins, story.before) == (2, 2, 2, 0)
        grown = next(s for s in self.edition(desk, "2024/03/06").stories if "Sea Gazelle" in s.link.text)
        assert (grown.articles, grown.before, grown.whole, grown.last) == (1, 2, (3, 2, 2), None)

    def test_copies_are_one_origin(self, desk):
        body = ALL[0].text.split("\n\n")[1]
        copy = report("copy", 0, "2024-03-04", "Island Voice", "Ferry lost", body, credit="Delta Herald")
        story = self.edition(desk, "2024/03/04", *FERRY, copy).stories[0]
        assert (story.articles, story.sources, story.origins) == (3, 3, 2)

    def test_what_became_of_the_stories_of_the_edition_before(self, desk):
        changes = self.edition(desk, "2024/03/06").changes
        assert any("Okafor" in item.link.text for item in changes.new)
        assert [(item.added, item.whole) for item in changes.grown] == [(1, 3)]
        assert [item.link.text for item in changes.faded] == ["Ferry runs aground in Lofoten fog"]

    def test_the_first_edition_has_nothing_to_compare_with(self, desk):
        edition = self.edition(desk, "2024/03/04")
        assert not edition.changes
        assert (edition.newcomers, edition.previous) == ((), None)

    def test_the_bottom_line_tells_of_different_stories(self, desk):
        leads = self.edition(desk, "2024/03/06").leads
        assert len(leads) == 3
        assert len({lead.link.target.split("-")[0] for lead in leads}) == 3

    def test_no_story_takes_more_than_a_third_of_a_page(self, desk):
        body = "Divers reached the wreck of the ferry Sea Gazelle off Tumaini island and brought up bodies."
        many = [
            report(
                "ferry", 20 + n, "2024-03-06", f"Paper {n}", f"Divers at the wreck, day {n}", f"{body} Number {n} sank."
            )
            for n in range(30)
        ]
        page = self.edition(desk, "2024/03/06", *ALL, *many)
        (story,) = [story for story in page.stories if story.articles > 20]
        assert (len(story.shown), story.more) == (3, story.articles - 4)
        assert not {item.link.target for item in page.articles} & {f"articles/ferry-{n}.md" for n in range(20, 50)}

    def test_every_article_of_the_day_is_listed_or_counted(self, desk):
        edition = self.edition(desk, "2024/03/06")
        listed = {item.link.target for item in (*edition.articles, *(i for s in edition.stories for i in s.shown))}
        listed |= {f"articles/{story.face}.md" for story in edition.stories}
        assert len(listed) + sum(story.more for story in edition.stories) == 6

    def test_an_edition_says_what_was_corrected_later(self, desk):
        body = (
            "In our report “Dozens missing as Sea Gazelle goes down” the ferry that sank off Tumaini island, whose pumps "
            "failed in the swell, was said to have carried dozens of passengers who are missing. It is not so."
        )
        mended = report("ferry", 40, "2024-03-06", "Coast Courier", "Correction: the Sea Gazelle", body)
        ((article, by),) = self.edition(desk, "2024/03/04", *ALL, mended).since.corrected
        assert (article.text, by.text) == ("Dozens missing as Sea Gazelle goes down", "Correction: the Sea Gazelle")

    def test_a_story_has_one_name_in_an_edition(self, desk):
        edition = self.edition(desk, "2024/03/06")
        top = {story.link.target: story.link.text for story in edition.stories}
        changed = [*edition.changes.new, *edition.changes.grown]
        assert {
            item.link.text for item in changed if top.get(item.link.target, item.link.text) != item.link.text
        } == set()
        later = [article.article.title for article in ALL if article.article.published > "2024-03-06"]
        assert not {item.link.text for item in changed} & set(later)

    def test_a_reprint_of_yesterday_is_no_news(self, desk):
        body = ALL[0].text.split("\n\n")[1]
        late = report("ferry", 30, "2024-03-05", "Island Voice", "Ferry lost off Tumaini", body)
        edition = self.edition(desk, "2024/03/05", *ALL, late)
        assert late.id not in {story.face for story in edition.stories}
        assert late.id not in {lead.link.target.split("/")[1].removesuffix(".md") for lead in edition.leads}
        assert "Ferry lost off Tumaini" in [item.link.text for item in edition.articles]

    def test_what_is_gone_is_not_counted(self, desk):
        desk.book(*ALL)
        left = [article for article in ALL if article.id != "ferry-0"]
        (story,) = [s for s in self.edition(desk, "2024/03/04", *left).stories if "Sea Gazelle" in s.link.text]
        assert (story.articles, story.sources, story.origins, story.whole) == (1, 1, 1, None)
        page = desk.pages(*left)["briefings/2024/w10.md"]
        assert page.edition.since.gone == ()  # the week is still open
        closed = desk.pages(*left, dated("2024-03-12", "next"))
        assert closed["briefings/2024/03/04.md"].edition.since.gone == ("ferry-0",)

    def test_a_closed_week_tells_what_its_days_tell(self, desk):
        desk.book(*ALL, dated("2024-03-12", "next"))
        left = [article for article in ALL if article.id != "ferry-0"]
        page = desk.pages(*left, dated("2024-03-12", "next"))["briefings/2024/w10.md"]
        assert page.edition.since.gone == ("ferry-0",)

    def test_a_correction_is_no_top_story(self, desk):
        body = "The ferry that sank off Tumaini island on Sunday is called the Sea Gazelle, not the Sea Giraffe."
        mended = report("ferry", 9, "2024-03-05", "Coast Courier", "Correction: the Sea Gazelle", body)
        book = desk.book(*ALL, mended)
        assert "ferry-9" in {name for placed in book.editions.days["2024-03-05"].stories for name in placed.articles}
        edition = self.edition(desk, "2024/03/05", *ALL, mended)
        assert "ferry-9" not in {story.face for story in edition.stories}
        assert "Correction: the Sea Gazelle" in [item.link.text for item in edition.articles]

    def test_the_week_holds_its_days(self, desk):
        page = desk.pages(*ALL)["briefings/2024/w10.md"]
        assert [count.number for count in page.days] == [2, 4, 6, 3, 1]
        assert page.edition.stories[0].articles == 4

    def test_the_list_of_editions_leads_to_days_weeks_and_months(self, desk):
        (row,) = desk.pages(*ALL)["briefings/index.md"].months
        assert (row.month.link.target, row.month.number) == ("briefings/2024/03/index.md", 16)
        assert [week.link.target for week in row.weeks] == ["briefings/2024/w10.md"]
        assert [day.number for day in row.days] == [1, 3, 6, 4, 2]


@pytest.mark.parametrize(
    ("before", "now", "rising", "falling"),
    [
        ((2, 20), (5, 10), ["Ada Obi"], []),
        ((10, 20), (5, 10), [], []),
        ((1, 20), (2, 4), [], []),
        ((4, 12), (5, 10), [], []),
        ((1, 6), (5, 6), [], []),
        ((0, 20), (5, 10), [], []),
        ((10, 20), (0, 10), [], ["Ada Obi"]),
        ((10, 20), (4, 10), [], []),
        ((2, 20), (0, 10), [], []),
    ],
    ids=[
        "a larger share rises", "the same share does not, though it is fewer articles", "two articles are too few",
        "a little more may be chance", "six articles are too few to compare with",
        "who was not there before is new, not rising", "a lost share falls", "a little less is nothing",
        "of whom little is expected none can be missed",
    ],
)  # fmt: skip
def test_trends_go_by_share_of_coverage_beyond_chance(desk, before, now, rising, falling):
    def day(date, named, of):
        made = [dated(date, f"n{date[-1]}-{number}", f"Ada Obi met number {number} of {date}.") for number in range(of)]
        return [
            dataclasses.replace(
                article,
                entities=(Entity("e1", "person", "Ada Obi"),),
                mentions=(Mention(6, 13, "e1"),),
            )
            if number < named
            else article
            for number, article in enumerate(made)
        ]

    edition = desk.pages(*day("2024-03-04", *before), *day("2024-03-05", *now))["briefings/2024/03/05.md"].edition
    assert [trend.link.text for trend in edition.actor_trends.rising] == rising
    assert [trend.link.text for trend in edition.actor_trends.falling] == falling
