"""The incremental build of the site: whatever happens to the desk, `site/` equals that of a clean build, byte for byte."""

from __future__ import annotations

import dataclasses
import os
import shutil
from pathlib import Path  # noqa: TC003

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.models import Entity, Mention
from generator.site.build import build_site, look_ahead, packaged_mkdocs_yml
from tests.core_desks import TinyDesk
from tests.story_articles import reports

EXAMPLES = int(os.environ.get("TEARSHEET_EXAMPLES", "200"))
"""More in the nightly job."""


def named(article, number):
    """The report as written by Ada Obi or Ben Sow, so that there are actors with pages of their own."""
    who = ("Ada Obi", "Ben Sow")[number % 2]
    text = f"{article.text} {who} reports."
    start = len(article.text) + 1
    return dataclasses.replace(
        article, text=text, entities=(Entity("e1", "person", who),), mentions=(Mention(start, start + len(who), "e1"),)
    )


ARTICLES = [named(article, number) for number, article in enumerate(reports()[:8])]
CHANGED = [dataclasses.replace(a, article=dataclasses.replace(a.article, section="Changed")) for a in ARTICLES]


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def made(desk: TinyDesk, *, ahead: bool = False):
    """The second half of the program on the desk, and its site; `ahead`, it is looked at before, as a run does."""
    stood = look_ahead(desk.paths, changed=True) if ahead else None
    found = desk.generate()
    return build_site(desk.paths, found.latest, stood=stood, changed=found.changed)


def age(desk: TinyDesk) -> None:
    """Time passes: nothing is so young any more that a later change might bear the same time."""
    for top in (desk.paths.site, desk.paths.pages):
        for path in (top, *top.rglob("*")):
            time = path.stat().st_mtime_ns - 10_000_000_000
            os.utime(path, ns=(time, time))


def clean(desk: TinyDesk, folder: Path) -> dict[str, bytes]:
    """The site of a desk with the same inputs and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    other = TinyDesk(folder)
    for name in ("content/processed", "content/ledger.jsonl", "site_config", "templates", "mkdocs.yml"):
        source = desk.root / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    made(other)
    return files_of(other.paths.site)


def equal(desk: TinyDesk, tmp_path: Path) -> None:
    found, wanted = files_of(desk.paths.site), clean(desk, tmp_path / "clean")
    assert sorted(found) == sorted(wanted)
    assert [name for name, data in found.items() if wanted[name] != data] == []


@pytest.fixture
def desk(tmp_path):
    """A desk of four processed articles, and its site."""
    found = TinyDesk(tmp_path / "desk")
    for number in range(4):
        found.deliver(f"{number}.json", ARTICLES[number])
    made(found)
    return found


class TestWhatIsMade:
    def test_nothing_new_makes_nothing_and_writes_nothing(self, desk):
        before = {path: path.stat().st_mtime_ns for path in desk.paths.site.rglob("*")}
        assert made(desk).made == 0
        assert {path: path.stat().st_mtime_ns for path in desk.paths.site.rglob("*")} == before

    def test_an_article_more_leaves_most_pages_as_they_are(self, desk, tmp_path):
        before = {path: path.stat().st_mtime_ns for path in desk.paths.site.rglob("*") if path.is_file()}
        desk.deliver("7.json", ARTICLES[7])
        built = made(desk)
        assert built.why_clean is None
        assert 0 < built.made < built.pages
        same = [path for path, time in before.items() if path.exists() and path.stat().st_mtime_ns == time]
        assert len(same) > len(before) / 2
        equal(desk, tmp_path)

    def test_a_removed_article_disappears_with_its_pages(self, desk, tmp_path):
        (desk.paths.processed / "3.json").unlink()
        assert made(desk).why_clean is None
        assert not [name for name in files_of(desk.paths.site) if ARTICLES[3].id in name]
        equal(desk, tmp_path)

    @pytest.mark.parametrize("ahead", [False, True])
    def test_so_does_one_that_stood_there_for_long(self, desk, tmp_path, ahead):
        for number in (5, 6):
            age(desk)
            desk.deliver(f"{number}.json", ARTICLES[number])
            made(desk, ahead=ahead)
        age(desk)
        made(desk, ahead=ahead)
        (desk.paths.processed / "3.json").unlink()
        assert made(desk, ahead=ahead).why_clean is None
        assert not [name for name in files_of(desk.paths.site) if ARTICLES[3].id in name]
        equal(desk, tmp_path)

    def test_an_added_article_can_be_searched_beside_the_old_ones(self, desk):
        before = (desk.paths.site / "search/search_index.json").read_text()
        desk.deliver("7.json", ARTICLES[7])
        made(desk)
        after = (desk.paths.site / "search/search_index.json").read_text()
        assert len(after) > len(before)
        assert "actors/ada-obi/" in before
        assert "actors/ada-obi/" in after


class TestCleanWhereItCannotBeKnown:
    @pytest.mark.parametrize(
        ("change", "why"),
        [
            (("site_config/site.yml", "title: Another desk\n"), "changed"),
            (("mkdocs.yml", packaged_mkdocs_yml() + "copyright: Ours\n"), "changed"),
        ],
        ids=["the title of the site", "mkdocs.yml"],
    )
    def test_a_change_of_what_all_pages_show(self, desk, tmp_path, change, why):
        desk.put(*change)
        built = made(desk)
        assert why in built.why_clean
        assert built.made == built.pages
        equal(desk, tmp_path)

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ("  - search\n", "  - search\n  - offline\n", "the plugin material/offline"),
            ("docs_dir:", "hooks: [hook.py]\ndocs_dir:", "hooks"),
            ("  name: material\n", "  name: material\n  custom_dir: own\n", "custom_dir"),
        ],
        ids=["another plugin", "a hook", "templates of the theme"],
    )
    def test_what_may_make_pages_depend_on_one_another(self, desk, old, new, why):
        desk.put("hook.py", "def on_page_content(html, **_):\n    return html\n")
        desk.put("own/main.html", '{% extends "base.html" %}\n')
        text = packaged_mkdocs_yml()
        assert old in text
        desk.put("mkdocs.yml", text.replace(old, new, 1))
        made(desk)
        built = made(desk)
        assert why in built.why_clean
        assert built.made == built.pages

    @pytest.mark.parametrize("record", ["", "{", "SQLite format 3\0" + "x" * 5000, None])
    def test_a_damaged_record(self, desk, tmp_path, record):
        if record is None:
            (desk.root / ".tearsheet/site.sqlite").unlink()
        else:
            desk.put(".tearsheet/site.sqlite", record)
        assert "no record" in made(desk).why_clean
        equal(desk, tmp_path)

    def test_on_demand(self, desk):
        built = build_site(desk.paths, desk.generate().latest, clean=True)
        assert built.made == built.pages


class TestOthersInTheSite:
    @pytest.mark.parametrize(
        "harm",
        [
            lambda site: (site / "index.html").unlink(),
            lambda site: (site / "actors/ada-obi/index.html").write_text("not ours"),
            lambda site: (site / "stray.html").write_text("not ours"),
            lambda site: (site / "data/actors.json").write_text("{}"),
            lambda site: shutil.rmtree(site / "articles"),
            shutil.rmtree,
        ],
        ids=["a page lost", "a page overwritten", "a stray file", "data overwritten", "a folder lost", "all lost"],
    )
    def test_is_put_right_by_the_next_change(self, desk, tmp_path, harm):
        harm(desk.paths.site)
        desk.deliver("5.json", ARTICLES[5])
        made(desk)
        equal(desk, tmp_path)


class TestFailure:
    def test_a_build_that_fails_leaves_the_last_site(self, desk, tmp_path):
        before = files_of(desk.paths.site)
        desk.put("mkdocs.yml", packaged_mkdocs_yml().replace("  name: material\n", "  name: no-such-theme\n"))
        with pytest.raises(Exception, match="theme"):
            made(desk)
        assert files_of(desk.paths.site) == before
        (desk.root / "mkdocs.yml").unlink()
        made(desk)
        equal(desk, tmp_path)


OPERATIONS = st.one_of(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.sampled_from(range(8))),
    st.tuples(st.sampled_from(["title", "style", "template", "stray", "lose", "age"]), st.sampled_from(range(2))),
)


def operate(desk: TinyDesk, what: str, number: int) -> None:
    """One thing that may happen to a desk between two builds."""
    if what in ("add", "change"):
        desk.deliver(f"{number}.json", (ARTICLES if what == "add" else CHANGED)[number])
    elif what == "remove":
        (desk.paths.processed / f"{number}.json").unlink(missing_ok=True)
    elif what == "title":
        desk.put("site_config/site.yml", f"title: Desk {number}\n")
    elif what == "style":
        desk.put("templates/assets/own.css", f"/* {number} */\n")
    elif what == "template":
        desk.put("templates/data.md.j2", f"# Data {number}\n")
    elif what == "age":
        age(desk)
    elif what == "stray":
        desk.put(f"site/stray-{number}/index.html", "not ours")
    elif what == "lose":
        for path in sorted(desk.paths.site.rglob("*.html"))[number::7]:
            path.unlink()


@given(st.lists(OPERATIONS, min_size=1, max_size=5))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_it_is_what_a_clean_build_makes(tmp_path_factory, operations):
    folder = tmp_path_factory.mktemp("sequence")
    found = TinyDesk(folder / "desk")
    for number in (0, 2, 4):
        found.deliver(f"{number}.json", ARTICLES[number])
    made(found)
    for step, (what, number) in enumerate(operations):
        operate(found, what, number)
        made(found, ahead=bool((step + number) % 2))
    # A stray file is noticed with the next change.
    found.deliver("7.json", dataclasses.replace(CHANGED[7], id="the-last"))
    made(found)
    equal(found, folder)
    shutil.rmtree(folder)


def test_no_page_is_left_out_of_the_search(desk):
    index = (desk.paths.site / "search/search_index.json").read_text()
    for number in (1, 5, 6):
        desk.deliver(f"{number}.json", CHANGED[number])
        made(desk)
    for page in ("briefings/2024/03/04/", "actors/ada-obi/", "methods/"):
        assert page in index
        assert page in (desk.paths.site / "search/search_index.json").read_text()
