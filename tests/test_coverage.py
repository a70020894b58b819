"""Coverage: who has articles when, who fell silent, and three kinds of days without articles that are kept apart."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from coverage_desk import book_of, daily, printed, run_of
from site_desks import put, tearsheet

from generator.articlejson import dump
from generator.render.charts import calendar
from generator.render.pages import Renderer
from generator.report.collected import Collected, Lacks, number_of
from generator.report.coverage import DayCoverage, day_coverage
from generator.report.coverage_pages import coverage_page, source_months
from generator.report.pages import make_pages
from generator.report.silence import habit_of, has_fallen_silent, is_late, longest_silence
from generator.report.sources import SourcePage

START = number_of("2024-03-01")
SVG = "{http://www.w3.org/2000/svg}"


def source(page, name):
    return next(source for source in page.sources if source.link.text == name)


def text_of(*pages):
    """The pages as Markdown, by path."""
    renderer = Renderer(Path("nowhere"))
    return {page.path: renderer.page(page).decode() for page in pages}


def days(*numbers):
    """Days of March 2024, as numbers."""
    return tuple(START + number - 1 for number in numbers)


def spread(text):
    """Days of March 2024, from `#` for a day with articles and `.` for one without."""
    return tuple(START + place for place, sign in enumerate(text) if sign == "#")


def during(*periods):
    return Collected(tuple((START + a - 1, START + b - 1) for a, b in periods), "uncollected")


ANY = Collected()

# The source's days, the desk's days, and what is said at the end of the desk's last day.
FELL_SILENT = [
    ("daily, three days gone", "######...", "#########", ANY, True),
    ("daily, two days gone", "######..", "########", ANY, False),
    ("on four days only", "####.....", "#########", ANY, False),
    ("on five days", "#####...", "########", ANY, True),
    ("every other day, five days gone", "#.#.#.#.#.....", "##############", ANY, False),
    ("every other day, six days gone", "#.#.#.#.#......", "###############", ANY, True),
    ("less than twice its longest gap", "######....#####.........", "########################", ANY, False),
    ("twice its longest gap", "######....#####..........", "#########################", ANY, True),
    ("weekdays, and a bank holiday", "#####..#####..#####...", "######################", ANY, False),
    ("weekdays, and a week gone", "#####..#####..#####.......", "##########################", ANY, True),
    ("the desk paused too", "######...", "#######.#", ANY, False),
    ("the desk went on after a pause", "######......", "#######.#..#", ANY, True),
    ("not collected since", "######......", "############", during((1, 6)), False),
    ("silent before the collecting ended", "######......", "############", during((1, 9)), True),
    ("collected again, and nothing for two days", "######......", "############", during((1, 6), (11, 12)), False),
    ("a gap that was not collected is no habit", "##.......###...", "###############", during((1, 2), (10, 30)), False),
    ("but with enough other gaps it fell silent", "#####......####...", "##################", during((1, 5), (12, 30)), True),
    ("the desk went on while it was not collected", "######........", "##########...#", during((1, 6), (11, 14)), False),
    ("there on the last day", "######...#", "##########", ANY, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "desk", "collected", "silent"), [row[1:] for row in FELL_SILENT], ids=[row[0] for row in FELL_SILENT]
)
def test_who_fell_silent(own, desk, collected, silent):
    found = spread(own)
    assert has_fallen_silent(found, collected, spread(desk), START + len(desk) - 1) is silent


LATE = [
    ("daily, not today", "######.", ANY, True),
    ("every other day, the day between", "#.#.#.#.#.", ANY, False),
    ("every other day, not when it was due", "#.#.#.#.#..", ANY, True),
    ("one long gap before is no habit", "###...###.#.#..", ANY, True),
    ("two long gaps are", "###...##...##.#..", ANY, False),
    ("too few days to tell", "####.", ANY, False),
    ("now and then", "####.....#.......#.#........", ANY, False),
    ("not collected today", "######.", during((1, 6)), False),
]


@pytest.mark.parametrize(("own", "collected", "late"), [row[1:] for row in LATE], ids=[row[0] for row in LATE])
def test_who_is_usually_there_by_now(own, collected, late):
    assert is_late(spread(own), collected, START + len(own) - 1) is late


HABITS = [
    ("daily", "######", 1),
    ("weekdays", "#####..#####..#####", 1),
    ("weekly", "#......#......#......#......#", 7),
    ("of an even number of gaps the larger middle", "##.#..#...#", 3),
    ("four days", "####", None),
]


@pytest.mark.parametrize(("own", "usual"), [row[1:] for row in HABITS], ids=[row[0] for row in HABITS])
def test_the_usual_gap(own, usual):
    habit = habit_of(spread(own), ANY)
    assert (habit.usual if habit else None) == usual


def test_only_the_last_twenty_gaps_tell_the_habit():
    weekly_then_daily = [*range(START, START + 70, 7), *range(START + 64, START + 85)]
    assert habit_of(weekly_then_daily, ANY).usual == 1
    assert habit_of(weekly_then_daily, ANY).longest == 1


def test_the_longest_silence_ends_where_collecting_ended():
    own = spread("##....##.......##")
    assert longest_silence(own, ANY).days == 7
    assert longest_silence(own, during((1, 10), (14, 17))).days == 4
    assert longest_silence(spread("####"), ANY) is None


LACKS = [
    ("nothing is said", ANY, Lacks(0, 0, 6)),
    ("all collected", during((1, 10)), Lacks(6, 0, 0)),
    ("a part", during((1, 5)), Lacks(3, 3, 0)),
    ("two parts", during((1, 3), (9, 20)), Lacks(3, 3, 0)),
    ("after it", during((20, 25)), Lacks(0, 6, 0)),
    ("desk of which only a source speaks", Collected(((START, START + 4),)), Lacks(3, 0, 3)),
]


@pytest.mark.parametrize(("collected", "expected"), [row[1:] for row in LACKS], ids=[row[0] for row in LACKS])
def test_days_without_articles_are_of_three_kinds(collected, expected):
    assert collected.lacks(spread("##..." + ".##.."), START, START + 9) == expected
    kinds = [collected.lack(day) for day in range(START, START + 10) if day not in spread("##....##..")]
    assert Lacks(*(kinds.count(kind) for kind in ("nothing", "uncollected", "unsaid"))) == expected


WHOLE = [
    ("nothing said", (), {}, "unsaid"),
    ("the desk says so", [("2024-03-01", "2024-03-05")], {}, "uncollected"),
    ("one source says, the other not", (), {"A": [("2024-03-01", "2024-03-05")], "B": []}, "unsaid"),
    ("each source says", (), {"A": [("2024-03-01", "2024-03-05")], "B": [("2024-03-01", "2024-03-04")]}, "uncollected"),
    ("a source was collected longer than the desk", [("2024-03-01", "2024-03-05")], {"A": [(None, None)]}, "nothing"),
    ("open to this day", [("2024-03-01", None)], {}, "nothing"),
    ("open to the beginning", [(None, "2024-03-05")], {}, "uncollected"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("collected", "sources", "lack"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE]
)  # fmt: skip
def test_a_day_without_any_article(collected, sources, lack):
    book = book_of(daily("A", "2024-03-01", 5), daily("B", "2024-03-09", 1), collected=collected, sources=sources)
    page = coverage_page(book)
    assert [(s.first, s.last, s.days, s.lack) for s in page.stretches] == [("2024-03-06", "2024-03-08", 3, lack)]
    assert page.days - page.lacks.days == 6


@pytest.fixture(scope="module")
def book():
    return book_of(
        daily("Harbour Gazette", "2024-02-20", 31),
        [printed("Harbour Gazette", "2024-03-05", 2), printed(None, "2024-03-05"), printed("Night Post", None)],
        run_of("Night Post", "2024-02-20", 1, 1, 2, 1, 1, 1),
        run_of("Weekly Buoy", "2024-02-22", 7, 7),
        [printed("Weekly Buoy", "2024-03-31")],
        collected=[("2024-02-20", "2024-03-25")],
        sources={"Weekly Buoy": [("2024-02-22", "2024-03-10")], "Never <b>Seen</b>": [("2024-03-01", None)]},
    )


@pytest.fixture(scope="module")
def page(book):
    return coverage_page(book)


class TestThePage:
    def test_the_period_and_its_days(self, page):
        assert (page.days, page.lacks) == (41, Lacks(9, 0, 0))
        assert [(s.first, s.days, s.lack) for s in page.stretches] == [("2024-03-22", 9, "nothing")]
        assert [len(month.days) for month in page.months] == [31, 10]

    def test_a_source_in_numbers(self, page):
        gazette = source(page, "Harbour Gazette")
        assert (gazette.articles, gazette.days, gazette.first, gazette.last) == (32, 31, "2024-02-20", "2024-03-21")
        assert (gazette.usual, gazette.longest, gazette.lacks) == (1, None, Lacks(4, 6, 0))
        night = source(page, "Night Post")
        assert (night.undated, night.usual, night.longest.first, night.longest.days) == (1, 1, "2024-02-23", 1)

    def test_what_speaks_against_the_settings_is_told(self, page):
        assert source(page, "Weekly Buoy").contradicted == 1
        assert source(page, "Harbour Gazette").contradicted == 0

    def test_who_fell_silent(self, page):
        assert [source.link.text for source in page.fallen] == ["Night Post"]
        assert source(page, "Night Post").silent == 27  # 28 February to 25 March, the end of the collecting

    def test_a_listed_source_without_articles_is_listed(self, page):
        never = page.sources[-1]
        assert (never.link.text, never.link.target, never.articles, never.lacks.nothing) == (
            "Never <b>Seen</b>",
            None,
            0,
            31,
        )

    def test_it_says_what_is_left_out(self, page):
        printed = text_of(page)["coverage.md"]
        assert "1 undated article belongs to no day; 1 article names no source" in printed
        assert "[Night Post](sources/night-post.md) (last article on 27 February 2024)" in printed
        assert "<b>" not in printed

    SILENT = (
        ("one source", [daily("A", "2024-03-01", 9)], "With articles of one source alone it cannot be told whether it fell"),
        ("too few days", [daily("A", "2024-03-01", 2), daily("B", "2024-03-01", 3)], "Whether one fell silent cannot be told yet"),
        ("all are there", [daily("A", "2024-03-01", 9), daily("B", "2024-03-01", 9)], "None fell silent. This can be told of all 2."),
        ("one is new", [daily("A", "2024-03-01", 9), daily("B", "2024-03-09", 1)], "None fell silent. This can be told of 1 of 2; the other has"),
        ("one fell silent", [daily("A", "2024-03-01", 9), daily("B", "2024-03-01", 5)], "(last article on 5 March 2024). This can be told of all 2."),
        ("no source is named", [[printed(None, "2024-03-01")]], None),
    )  # fmt: skip

    @pytest.mark.parametrize(("articles", "said"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
    def test_it_says_whether_anyone_fell_silent_or_why_that_cannot_be_told(self, articles, said):
        text = text_of(coverage_page(book_of(*articles)))["coverage.md"]
        assert (said in text) if said else ("**Sources.**" not in text)

    def test_days_without_articles_are_told_in_plain_words(self):
        book = book_of(
            daily("A", "2024-03-01", 2), daily("A", "2024-03-12", 1), collected=[("2024-03-01", "2024-03-04")]
        )  # fmt: skip
        text = text_of(coverage_page(book))["coverage.md"]
        assert "Without any article: 2 days (collected, but nothing came) · 7 days (not collected)." in text
        assert "| 2 days (collected, but nothing from it) · 7 days (not collected) |" in text

    def test_the_rule_is_stated(self, page):
        printed = text_of(page)["coverage.md"]
        assert "at least 5 days" in printed
        assert "at least 2 times the longest of its last 20 gaps and 3 times its usual gap" in printed

    def test_the_chart_and_the_table_have_the_same_numbers(self, page):
        printed = text_of(page)["coverage.md"]
        rows = re.findall(r"(?m)^\| (?:\[([^\]]+)\]\(\S+\)|(\d+ \w+ \d{4})) \| (.+?) \|", printed)
        table = {linked or bare: said for linked, bare, said in rows if re.fullmatch(r"\d+ \w+ 2024", linked or bare)}
        drawn = {}
        for month in page.months:
            (chart,) = ET.fromstring(f"<x>{calendar(month)}</x>")
            assert chart.tag == f"{SVG}svg"
            assert chart.find(f"{SVG}title").text.startswith("Articles a day, ")
            described = chart.find(f"{SVG}desc").text.split("; ")
            cells = [(g.find(f"{SVG}title").text, g.findall(f"{SVG}text")[-1].text) for g in chart.iter(f"{SVG}g")]
            assert described == [title for title, _ in cells]
            drawn |= {title.partition(":")[0]: sign for title, sign in cells}
        assert len(table) == 41
        assert {day: said if said.isdigit() else "0" for day, said in table.items()} == drawn
        assert table["5 March 2024"] == "3"
        assert table["25 March 2024"] == "collected, no article"

    def test_the_signs_in_the_chart_are_explained(self):
        two = [daily("A", "2024-03-01", 2), daily("A", "2024-03-05", 1)]
        for collected, sign, words in (
            ((), "?", "it is not known whether the day was collected"),
            ([("2024-03-01", "2024-03-02")], "×", "not collected"),
            ([("2024-03-01", None)], "0", "collected, and no article is there"),
        ):
            printed = text_of(coverage_page(book_of(*two, collected=collected)))["coverage.md"]
            assert f">{sign}</text>" in printed
            assert f"**{sign}**" in printed
            assert words in printed

    def test_many_years_stay_a_small_page(self):
        old = [printed("A", "1899-12-31"), printed("A", "1950-06-01"), printed("A", "2024-03-05")]
        page = coverage_page(book_of(old))
        assert [line.month for line in page.earlier] == ["1950-06", "1899-12"]
        assert (len(page.months), page.days) == (12, 45_356)
        assert len(text_of(page)["coverage.md"]) < 150_000

    @pytest.mark.parametrize("articles", [[], [printed("A", None)]], ids=["empty", "undated"])
    def test_a_desk_without_days(self, articles):
        printed = text_of(coverage_page(book_of(articles)))["coverage.md"]
        assert "## Day by day" not in printed
        assert "## How to read this" in printed


class TestTheSourcesPage:
    def test_it_shows_closed_months_only(self):
        book = book_of(daily("A", "2024-01-30", 10), daily("B", "2024-02-27", 5), collected=[("2024-01-01", None)])
        lines = source_months(book, "a")
        assert [(line.month, line.articles, line.days, line.lacks) for line in lines] == [
            ("2024-02", 8, 8, Lacks(21, 0, 0)), ("2024-01", 2, 2, Lacks()),
        ]  # fmt: skip
        assert [line.month for line in source_months(book, "b")] == ["2024-02"]

    def test_an_article_of_the_running_month_changes_no_other_source(self):
        articles = [daily("A", "2024-01-30", 40), daily("B", "2024-02-27", 9)]
        before, after = (
            text_of(*[page for page in make_pages(book) if isinstance(page, SourcePage)])
            for book in (book_of(*articles), book_of(*articles, [printed("B", "2024-03-15")]))
        )
        assert before["sources/a.md"] == after["sources/a.md"]
        assert before["sources/b.md"] != after["sources/b.md"]

    def test_without_a_closed_month_it_says_so(self):
        pages = make_pages(book_of(daily("A", "2024-01-03", 4)))
        printed = text_of(*[page for page in pages if isinstance(page, SourcePage)])["sources/a.md"]
        assert "No month is closed yet" in printed


class TestAnEdition:
    """What an edition says of its day: `day_coverage` and `coverage_day.md.j2`."""

    def articles(self):
        return [
            daily("Gazette", "2024-03-01", 20),
            daily("Post", "2024-03-01", 8),
            [a for a in daily("Star", "2024-03-01", 20) if a.article.published != "2024-03-12"],
            daily("Buoy", "2024-03-01", 5),
        ]

    def of(self, day, *more, **settings):
        return day_coverage(book_of(*self.articles(), *more, **settings), day)

    def names(self, absents):
        return [(absent.link.text, absent.last) for absent in absents]

    def test_who_is_there_and_who_is_not(self):
        found = self.of("2024-03-09")
        assert [count.link.text for count in found.sources] == ["Gazette", "Star"]
        assert self.names(found.late) == [("Post", "2024-03-08")]
        assert (found.fallen, found.silent, found.watched, found.seen) == ((), 1, 4, 4)
        assert self.names(self.of("2024-03-12").late) == [("Star", "2024-03-11")]

    def test_who_falls_silent_is_named_once_then_counted(self):
        assert self.names(self.of("2024-03-11").fallen) == [("Post", "2024-03-08")]
        after = self.of("2024-03-13")
        assert (after.fallen, after.late, after.silent) == ((), (), 2)

    def test_before_five_days_nobody_can_be_missing(self):
        found = day_coverage(book_of(daily("A", "2024-03-01", 4), daily("B", "2024-03-05", 1)), "2024-03-05")
        assert (found.late, found.watched) == ((), 0)

    def test_what_was_not_collected(self):
        found = self.of(
            "2024-03-09", sources={"Post": [(None, "2024-03-08")], "Tide": [("2024-03-15", None)], "Reef": []}
        )
        assert [(link.text, link.target) for link in found.uncollected] == [("Post", "sources/post.md"), ("Tide", None)]
        assert found.late == ()

    @pytest.mark.parametrize(
        ("collected", "expected"),
        [
            ((), [("2024-03-21", 4, "unsaid")]),
            ([("2024-03-01", "2024-03-22")], [("2024-03-21", 2, "nothing"), ("2024-03-23", 2, "uncollected")]),
        ],
        ids=["not said", "said"],
    )
    def test_days_without_any_article_before_it(self, collected, expected):
        found = self.of("2024-03-25", daily("Gazette", "2024-03-25", 1), collected=collected)
        assert [(s.first, s.days, s.lack) for s in found.gap] == expected
        assert self.of("2024-03-20").gap == ()
        assert self.of("2024-03-01").gap == ()

    def test_nothing_later_plays_a_part(self):
        """A closed edition stays as it is, whatever comes after it: a source first seen later, a habit that changes."""
        articles = [a for group in self.articles() for a in group]
        settings = {"sources": {"Post": [("2024-03-02", None)], "Tide": [("2024-03-15", None)]}}
        later = [printed("Tide", "2024-03-16"), printed(None, "2024-03-17"), *run_of("Comet", "2024-03-10", 2, 2, 2, 2)]
        whole = book_of(articles, later, **settings)
        for number in range(1, 21):
            day = f"2024-03-{number:02}"
            known = [a for a in [*articles, *later] if a.article.published <= day]
            assert day_coverage(whole, day) == day_coverage(book_of(known, **settings), day), day

    def test_a_source_first_seen_later_does_not_change_why_a_day_was_empty(self):
        early, settings = daily("A", "2024-03-01", 5) + daily("A", "2024-03-09", 1), {"A": [(None, "2024-03-05")]}
        whole = book_of(early, daily("Comet", "2024-03-20", 1), sources=settings)
        assert [s.lack for s in day_coverage(whole, "2024-03-09").gap] == ["uncollected"]
        assert [s.lack for s in day_coverage(whole, "2024-03-20").gap] == ["unsaid"]

    def test_the_undated(self):
        found = day_coverage(book_of([printed("A", None), printed(None, None)], daily("B", "2024-03-01", 1)), "undated")
        assert (found.day, [c.link.text for c in found.sources], found.unstated) == (None, ["A"], 1)

    def printed(self, found: DayCoverage):
        page = Renderer(Path("nowhere"))._environment.from_string(
            '{% import "coverage_day.md.j2" as c with context %}{{ c.day_coverage(d) }}'
        )
        return page.render(d=found, here="briefings/2024/03/09.md")

    def test_what_is_printed(self):
        found = self.of("2024-03-09", collected=[(None, "2024-03-08")], sources={"Post": [("2024-03-01", None)]})
        lines = [line for line in self.printed(found).split("\n") if line]
        assert lines == [
            "- Sources today: 2: [Gazette](../../../sources/gazette.md) (1) · [Star](../../../sources/star.md) (1)",
            "- Usually there by now, but not today: [Post](../../../sources/post.md) (last article on 8 March 2024)",
            "- Not collected: [Buoy](../../../sources/buoy.md)",
            "- [Coverage of all days and sources](../../../coverage.md)",
        ]

    def test_what_is_printed_where_all_are_there(self):
        assert (
            "No source is missing that is usually there by now. This can be told of the 4 sources with articles on at"
            " least 5 days."
        ) in self.printed(self.of("2024-03-05"))
        assert "no source has articles on 5 days yet" in self.printed(self.of("2024-03-02"))

    @pytest.mark.parametrize("number", [3, 5, 9])
    def test_nothing_is_said_of_who_is_missing_where_one_source_is_all_there_is(self, number):
        found = day_coverage(book_of(daily("Gazette", "2024-03-01", 9)), f"2024-03-{number:02}")
        assert [line[:18] for line in self.printed(found).split("\n") if line] == [
            "- Sources today: 1", "- [Coverage of all",
        ]  # fmt: skip

    GAPS = (
        ("one day, not known", 2, (), "6 March 2024 has no article; whether anything was collected is not known"),
        ("one day, collected", 2, [("2024-03-01", None)], "6 March 2024 has no article, though collected"),
        ("one day, not collected", 2, [(None, "2024-03-05")], "6 March 2024 was not collected"),
        (
            "three days, not known",
            4,
            (),
            "6–8 Mar 2024 (3 days) have no article; whether anything was collected is not",
        ),
        ("three days, not collected", 4, [(None, "2024-03-05")], "6–8 Mar 2024 (3 days) were not collected"),
    )

    @pytest.mark.parametrize(("after", "collected", "said"), [row[1:] for row in GAPS], ids=[row[0] for row in GAPS])
    def test_days_without_articles_in_plain_words(self, after, collected, said):
        day = f"2024-03-{5 + after:02}"
        book = book_of(daily("A", "2024-03-01", 5), [printed("A", day)], collected=collected)
        assert f"- Before this day: {said}" in self.printed(day_coverage(book, day))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    desk = tmp_path_factory.mktemp("coverage") / "desk"
    shutil.copy(Path(__file__).resolve().parent.parent / "mkdocs.yml", put(desk, "mkdocs.yml", ""))
    put(desk, "site_config/site.yml", "title: Coast\ncollected:\n  - {from: 2024-02-26, to: 2024-03-12}\n")
    put(desk, "site_config/sources.yml", "sources:\n  - name: The Never Seen\n")
    articles = [
        *daily("Gazette", "2024-02-26", 12),
        *run_of("A Source of a very long Name that goes on", "2024-02-26", 1, 1, 1, 1),
        *daily("Gazette", "2024-03-11", 9),
    ]
    for article in articles:
        put(desk, f"content/processed/{article.id}.json", dump(article))
    tearsheet("build", "--strict", cwd=desk, check=0)
    return desk


class TestTheSite:
    def test_every_link_resolves(self, site):
        tearsheet("check", "--site", "--strict", cwd=site, check=0)
        for name in ("sources/index.html", "briefings/index.html", "sources/gazette/index.html"):
            assert re.search(r'href="(\.\./)+coverage/"', (site / "site" / name).read_text()), name

    def test_it_is_not_in_the_menu(self, site):
        home = (site / "site/index.html").read_text()
        assert "Coverage" not in re.search(r'(?s)<nav class="md-nav md-nav--primary".*?</nav>', home)[0]
