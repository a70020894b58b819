"""A site that is larger than its budgets is named, with the remedy."""

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.core_desks import TinyDesk

PAGE = "<!DOCTYPE html><title>x</title><p>{}</p>"
NAV = "site_name: x\nnav:\n  - Home: index.md\n  - More:\n    - A: a.md\n    - B: !!python/name:os.name b.md\n"


@pytest.fixture
def built(tmp_path):
    desk = TinyDesk(tmp_path)
    desk.put("content/articles/a.md", "---\ntitle: A\n---\n\nRain fell in Cairo.\n")
    desk.put("mkdocs.yml", NAV)
    desk.put("site/index.html", PAGE.format("little"))
    desk.put("site/long/index.html", PAGE.format("word " * 1000))
    desk.put("site/data/all.json", "[" + "1," * 600_000 + "1]")
    desk.put("site/search/search_index.json", "".join(f"{n * 7919 % 10007} " for n in range(2000)))
    return desk


def check(desk, budgets, *options):
    desk.put("site_config/site.yml", f"title: x\nbudgets: {budgets}\n")
    return CliRunner().invoke(main, ["-C", str(desk.root), "check", "--site", *options])


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("page_kilobytes: 5", "site/long/index.html: has 5 kB, more than budgets.page_kilobytes (5)"),
        ("pages: 1", "2 pages, more than budgets.pages (1)"),
        ("nav_entries: 2", "3 entries of nav in mkdocs.yml, more than budgets.nav_entries (2)"),
        ("search_kilobytes: 1", "more than budgets.search_kilobytes (1)"),
        ("file_megabytes: 1", "site/data/all.json: has 1 MB, more than budgets.file_megabytes (1)"),
        ("site_megabytes: 1", "more than budgets.site_megabytes (1)"),
    ],
)
def test_each_budget_is_named_and_fails_under_strict(built, budget, said):
    result = check(built, f"{{{budget}}}")
    assert said in result.output
    assert result.exit_code == 0
    assert check(built, f"{{{budget}}}", "--strict").exit_code == 1


def test_within_its_budgets(built):
    result = check(built, "{}", "--strict")
    assert "0 over budget" in result.output
    assert result.exit_code == 0, result.output
