"""Topic pages: place in the hierarchy, share of coverage over closed months, silent sources."""

from __future__ import annotations

import dataclasses

import pytest
from core_desks import TinyDesk

from generator.models import Annotator, Meta, ProcessedArticle, Sentence, Source, Span, TopicScore

RAIN, CUP, WATER = "medtop:20001129", "medtop:15000000", "site:water"


def article(number, day, source="Herald", *topics):
    text = f"Headline {number}. It rained."
    return ProcessedArticle(
        id=f"article-{number}", article=Meta(title=f"Headline {number}", published=day, source=Source(source)), text=text,
        sentences=(Sentence(0, len(text), f"s-{number:06}"),), annotator=Annotator("test"),
        topics=tuple(TopicScore(topic, 0.5, (Span(0, 8),)) for topic in topics),
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    made = TinyDesk(tmp_path / "desk")
    made.put(
        "site_config/topics.yml",
        f"topics: [{{id: '{WATER}', name: Water, parent: '{RAIN}', words: [rain], exclude: ['rain check']}}]\n",
    )
    return made


def pages(desk, *articles):
    for one in articles:
        desk.deliver(f"{one.id}.json", one)
    return desk.generate()


def days(month, number):
    return [f"{month}-{day:02}" for day in range(1, number + 1)]


class TestPlace:
    def test_name_code_path_and_words(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", WATER))
        page = desk.page("topics/site-water.md")
        path = (
            "| **Place** | [weather](medtop-17000000.md) <small>medtop&#58;17000000</small> › "
            "[weather phenomena](medtop-20001129.md) <small>medtop&#58;20001129</small> › Water |"
        )
        for words in (path, "a topic of this desk (site&#58;water)", "| rain |", "| **Not beside** | rain check |"):
            assert words in page, words

    def test_a_media_topic_leads_to_iptc(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN))
        assert "(https://cv.iptc.org/newscodes/mediatopic/20001129)" in desk.page("topics/medtop-20001129.md")

    def test_the_tree_is_nested(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", WATER))
        lines = desk.page("topics/index.md").splitlines()
        assert [line.partition("[")[0] for line in lines if line.lstrip().startswith("- ")] == [
            "- ",
            "    - ",
            "        - ",
        ]

    def test_headlines_name_other_topics_only(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN, CUP))
        lines = desk.page("topics/medtop-20001129.md").splitlines()
        line = next(line for line in lines if line.startswith("- **[Headline"))
        assert "[sport]" in line
        assert "weather" not in line


class TestHowMuch:
    def test_stories_and_texts(self, desk):
        text = " ".join(
            f"The ferry to Kos left {word} the storm came, said harbour master {word.title()} Manis."
            for word in ("before", "after", "while", "since")
        )
        copies = [
            dataclasses.replace(article(n, f"2024-01-0{n}", f"Paper {n}", RAIN), text=text) for n in (1, 2, 3)
        ]  # fmt: skip
        pages(desk, *copies, article(4, "2024-01-04", "Herald", RAIN))
        page = desk.page("topics/medtop-20001129.md")
        assert "| **Articles** | 4; copies of one text counted once, 2; part of 1 story |" in page

    def test_nothing_where_each_article_stands_alone(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN))
        assert "**Articles**" not in desk.page("topics/medtop-20001129.md")


class TestTrend:
    def test_without_a_closed_month_it_says_so(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN))
        assert "No month is closed yet since its first article" in desk.page("topics/medtop-20001129.md")

    def test_undated_articles_alone_have_no_months(self, desk):
        pages(desk, article(1, None, "Herald", RAIN))
        assert "No month is closed" not in desk.page("topics/medtop-20001129.md")

    def articles(self):
        rows = [("2024-01", 4, 1), ("2024-02", 2, 0), ("2024-04", 8, 6), ("2024-05", 3, 2)]
        for start, (month, number, rainy) in enumerate(rows):
            for index, day in enumerate(days(month, number)):
                yield article(100 * start + index, day, "Herald", RAIN if index < rainy else CUP)

    def test_shares_of_closed_months_and_the_count_of_the_running_one(self, desk):
        pages(desk, *self.articles())
        page = desk.page("topics/medtop-20001129.md")
        table = [line for line in page.splitlines() if line.startswith("| ") and " 2024 |" in line]
        assert table == [
            "| May 2024 | 2 | month not over | |", "| April 2024 | 6 | 8 | 75 % |", "| February 2024 | 0 | 2 | 0 % |",
            "| January 2024 | 1 | 4 | 25 % |",
        ]  # fmt: skip
        assert "<desc>2024-01: 25 %; 2024-02: 0 %; 2024-04: 75 %</desc>" in page
        assert "most in April 2024: 75 %" in page

    def test_an_article_on_something_else_changes_no_page_of_the_topic(self, desk):
        pages(desk, *self.articles())
        before = desk.page("topics/medtop-20001129.md")
        pages(desk, article(999, "2024-05-28", "Herald", CUP))
        assert desk.page("topics/medtop-20001129.md") == before

    def test_while_one_month_runs_there_is_no_share(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN), article(2, "2024-01-06"))
        page = desk.page("topics/medtop-20001129.md")
        assert "%" not in page
        assert "Over time" not in page

    def test_one_closed_month_is_a_sentence(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN), article(2, "2024-01-06"), article(3, "2024-02-01"))
        assert "1 of the desk’s 2 articles of January 2024 (50 %)." in desk.page("topics/medtop-20001129.md")

    def test_two_months_of_which_one_runs_are_counted(self, desk):
        pages(desk, article(1, "2024-01-05", "Herald", RAIN), article(2, "2024-02-06", "Herald", RAIN))
        assert "<title>Articles a month</title>" in desk.page("topics/medtop-20001129.md")

    def test_a_small_share_is_not_none(self, desk):
        rainy = [article(1, "2024-01-01", "Herald", RAIN), article(2, "2024-02-01", "Herald", RAIN)]
        pages(desk, *rainy, *(article(10 + n, "2024-01-02") for n in range(300)))
        assert "| January 2024 | 1 | 301 | under 1 % |" in desk.page("topics/medtop-20001129.md")

    def test_undated_articles_are_in_no_month(self, desk):
        pages(desk, article(1, None, "Herald", RAIN))
        assert "Silent" not in desk.page("topics/medtop-20001129.md")


class TestSilentSources:
    def desk_of(self, *, rainy=6, dry=4, silent=5, others=("Herald", "Courier"), last="2024-01-31"):
        """Two sources with `rainy` articles on rain and `dry` others each, and one with `silent` others."""
        number = iter(range(10_000))
        for source in others:
            for n in range(rainy):
                yield article(next(number), last if n else "2024-01-01", source, RAIN)
            for _ in range(dry):
                yield article(next(number), "2024-01-10", source, CUP)
        for _ in range(silent):
            yield article(next(number), "2024-01-20", "Gazette", CUP)

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({}, True),
            ({"silent": 4}, False),
            ({"dry": 20}, False),
            ({"dry": 20, "silent": 20}, True),
            ({"dry": 50, "silent": 90}, False),
            ({"others": ("Herald",), "rainy": 8}, False),
            ({"last": "2024-01-15"}, False),
        ],
        ids=["silent", "too few articles", "too few expected", "many articles", "small share", "one other", "period"],
    )
    def test_only_where_articles_would_be_expected(self, desk, options, told):
        pages(desk, *self.desk_of(**options))
        assert ("| **Silent** | [Gazette](../sources/gazette.md) |" in desk.page("topics/medtop-20001129.md")) == told

    def test_it_speaks_of_the_collected_articles(self, desk):
        pages(desk, *self.desk_of())
        page = desk.page("topics/medtop-20001129.md")
        assert "of the articles collected from this source for 1–31 Jan 2024, at least 5, none was found" in page
        assert "is not known" in page

    def test_a_source_that_is_not_stated_is_not_silent(self, desk):
        for one in self.desk_of():
            meta = one.article
            nameless = dataclasses.replace(one, article=dataclasses.replace(meta, source=None))
            pages(desk, nameless if meta.source.name == "Gazette" else one)
        assert "Silent" not in desk.page("topics/medtop-20001129.md")
