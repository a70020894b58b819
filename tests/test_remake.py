"""Pages are made again where something they read changed, and nowhere else: the outcome is that of a clean run."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.errors import DeskError
from tests.core_desks import TinyDesk

SAMPLE = Path(__file__).parent.parent / "content/articles"
EXAMPLES = int(os.environ.get("TEARSHEET_EXAMPLES", "200"))
"""More in the nightly job."""
ACTORS = (
    "actors: []\n",
    "actors:\n  - {name: Nikita Khrushchev, aliases: [Khrushchev], note: Head of the government}\n",
    "actors:\n  - {name: John Kennedy, kind: person, not: [Jacqueline Kennedy]}\n  - {name: Cuba, kind: state}\n",
)
SETTINGS = (
    "title: Desk\n",
    "title: Desk\nthresholds: {actor_articles: 1}\n",
    "title: Desk\npublish: {text: none}\n",
    "title: Desk\nthresholds: {quote_confidence: 0.8}\ntimezone: Asia/Tokyo\n",
)
SOURCES = (
    "sources: []\n",
    "sources:\n  - {name: The Lantern, country: US, owner: Lantern House, note: A paper}\n",
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """Twelve articles of the sample, annotated: their quotes, actors and regions meet one another."""
    desk = TinyDesk(tmp_path_factory.mktemp("annotated"))
    for path in sorted(SAMPLE.rglob("*.md"))[:12]:
        desk.article(path.name, path.read_text("utf-8"))
    desk.annotate()
    found = list(desk.processed().values())
    assert len(found) == 12
    return found


def clean(desk: TinyDesk, folder: Path) -> TinyDesk:
    """A desk with the same inputs and nothing else, generated."""
    for name in ("content/processed", "site_config", "templates"):
        if (desk.root / name).is_dir():
            shutil.copytree(desk.root / name, folder / name)
    shutil.copy(desk.paths.ledger, folder / "content/ledger.jsonl")
    other = TinyDesk(folder)
    other.generate()
    return other


def equal(desk: TinyDesk, folder: Path) -> None:
    found, wanted = desk.bytes("content/pages"), clean(desk, folder).bytes("content/pages")
    assert sorted(found) == sorted(wanted)
    assert [name for name, data in found.items() if wanted[name] != data] == []


@pytest.fixture
def filled(articles, tmp_path):
    desk = TinyDesk(tmp_path / "desk")
    for number in range(8):
        desk.deliver(f"{number}.json", articles[number])
    desk.generate()
    return desk


class TestOnlyWhatIsTouched:
    def test_nothing_new_makes_nothing(self, filled):
        before = filled.times()
        result = filled.generate()
        assert (result.made, result.written, result.removed, result.why_all) == (0, 0, 0, None)
        assert {n: t for n, t in filled.times().items() if n.startswith("content")} == {
            n: t for n, t in before.items() if n.startswith("content")
        }

    def test_an_article_more_makes_its_own_pages_and_those_that_show_it(self, filled, articles, tmp_path):
        before = filled.bytes("content/pages")
        filled.deliver("9.json", articles[9])
        result = filled.generate()
        after = filled.bytes("content/pages")
        assert f"articles/{articles[9].id}.md" in after
        assert result.why_all is None
        changed = {name for name in after if after[name] != before.get(name) and name.endswith(".md")}
        assert len(changed) <= result.made < result.pages
        assert result.written == sum(after[name] != before.get(name) for name in after if name != ".tearsheet.json")
        equal(filled, tmp_path / "clean")

    def test_a_template_makes_the_pages_that_use_it(self, filled):
        stories = [name for name in filled.pages() if name.startswith("articles/1962")]
        shipped = Path(__file__).parent.parent / "templates/article.md.j2"
        filled.put("templates/article.md.j2", shipped.read_text("utf-8") + "\nOurs.\n")
        result = filled.generate()
        assert (result.made, result.why_all) == (len(stories), None)
        assert all(filled.page(name).endswith("Ours.\n") for name in stories)

    def test_a_lost_or_changed_page_is_made_again(self, filled):
        before = filled.bytes("content/pages")
        (filled.paths.pages / "index.md").unlink()
        filled.put("content/pages/topics/index.md", "Not ours.\n")
        assert filled.generate().made == 2
        assert filled.bytes("content/pages") == before

    @pytest.mark.parametrize("record", [b"", b"{", b"SQLite format 3\0" + b"x" * 5000, None])
    @pytest.mark.parametrize("name", ["pages.made", "pages.outcome", "store.sqlite"])
    def test_a_damaged_memory_only_costs_time(self, filled, articles, tmp_path, name, record):
        if record is None:
            (filled.paths.cache / name).unlink()
        else:
            filled.put(f".tearsheet/{name}", record)
        filled.deliver("9.json", articles[9])
        filled.generate()
        equal(filled, tmp_path / "clean")


def cut_off(desk: TinyDesk, after: int) -> bool:
    """Generate in a process that ends without warning before it puts the next file in place; whether it came so far."""
    child = os.fork()
    if not child:
        left, real = [after], (os.replace, Path.unlink)

        def counted(function):
            def call(*arguments, **options):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                return function(*arguments, **options)

            return call

        os.replace, Path.unlink = map(counted, real)
        try:
            desk.generate()
            os._exit(0)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9)
    return ended == 9


class TestCutOff:
    @pytest.mark.parametrize("start", [0, 1])
    def test_at_any_write_the_next_run_brings_what_a_clean_one_does(self, filled, articles, tmp_path, start):
        """An article comes and another one goes, so that pages are made, changed and removed."""
        folder = tmp_path / "trial"
        after = start
        while True:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(filled.root, folder / "desk")
            desk = TinyDesk(folder / "desk")
            desk.deliver("9.json", articles[9])
            (desk.paths.processed / "2.json").unlink()
            reached = cut_off(desk, after)
            for page in desk.paths.pages.rglob("*.md"):
                assert page.read_text("utf-8").endswith("\n"), page
            desk.generate()
            equal(desk, folder / "clean")
            if not reached:
                break
            after += 9
        assert after > 40

    def test_a_file_that_cannot_be_written_is_named(self, filled, articles):
        """A folder stands where a page should be."""
        filled.deliver("9.json", articles[9])
        (filled.paths.pages / f"articles/{articles[9].id}.md/in the way").mkdir(parents=True)
        with pytest.raises(DeskError, match=f"{articles[9].id}.md: cannot be written"):
            filled.generate()
        shutil.rmtree(filled.paths.pages / f"articles/{articles[9].id}.md")
        assert filled.generate().written > 0


OPERATIONS = st.one_of(
    st.tuples(st.sampled_from(["add", "remove", "retitle", "move", "shorten"]), st.integers(0, 11)),
    st.tuples(st.sampled_from(["actors", "settings", "sources", "template", "lose", "harm"]), st.integers(0, 3)),
)


def operate(desk: TinyDesk, articles: list, what: str, number: int) -> None:
    """One thing that may happen to a desk between two runs."""
    if what in ("add", "retitle", "move", "shorten"):
        article = articles[number]
        meta = article.article
        changed = {
            "add": article,
            "retitle": dataclasses.replace(article, article=dataclasses.replace(meta, credit="Another Wire")),
            "move": dataclasses.replace(article, article=dataclasses.replace(meta, published="1962-11-02")),
            "shorten": dataclasses.replace(article, quotes=(), topics=(), roles=()),
        }
        desk.deliver(f"{number}.json", changed[what])
    elif what == "remove":
        (desk.paths.processed / f"{number}.json").unlink(missing_ok=True)
    elif what in ("actors", "settings", "sources"):
        choices = {"actors": ACTORS, "settings": SETTINGS, "sources": SOURCES}[what]
        name = "site" if what == "settings" else what
        desk.put(f"site_config/{name}.yml", choices[number % len(choices)])
    elif what == "template":
        desk.put("templates/data.md.j2", f"# Data {number}\n")
    elif what == "lose":
        for path in sorted(desk.paths.pages.rglob("*.md"))[number::5]:
            path.unlink()
    elif what == "harm":
        for path in sorted(desk.paths.pages.rglob("*.json"))[number::5]:
            path.write_bytes(b"harmed")


@given(st.lists(OPERATIONS, min_size=1, max_size=5))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_the_pages_are_those_of_a_clean_run(articles, tmp_path_factory, operations):
    folder = tmp_path_factory.mktemp("sequence")
    desk = TinyDesk(folder / "desk")
    for number in (0, 2, 4, 6):
        desk.deliver(f"{number}.json", articles[number])
    desk.generate()
    for what, number in operations:
        operate(desk, articles, what, number)
        desk.generate(workers=1 + number % 2)
    equal(desk, folder / "clean")
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="several processes make pages on Linux only")
class TestSeveralProcesses:
    def test_make_what_one_makes(self, articles, tmp_path):
        desk = TinyDesk(tmp_path / "desk")
        for number in range(8):
            desk.deliver(f"{number}.json", articles[number])
        assert desk.generate(workers=2).why_all
        equal(desk, tmp_path / "first")
        desk.deliver("9.json", articles[9])
        assert desk.generate(workers=3).why_all is None
        equal(desk, tmp_path / "second")
        assert desk.generate().made == 0

    def test_a_mistake_in_a_template_is_told_as_by_one(self, articles, tmp_path):
        desk = TinyDesk(tmp_path)
        for number in range(8):
            desk.deliver(f"{number}.json", articles[number])
        desk.put("templates/article.md.j2", "{{ page.nothing_of_this_name }}")
        with pytest.raises(DeskError, match=r"templates/article.md.j2: .*nothing_of_this_name"):
            desk.generate(workers=2)
        (tmp_path / "templates/article.md.j2").unlink()
        assert desk.generate(workers=2).pages > 8


class TestExplain:
    def run(self, desk, *arguments):
        return CliRunner().invoke(main, ["-C", str(desk.root), "explain", *arguments])

    def test_names_the_articles_behind_a_page(self, filled, articles):
        result = self.run(filled, f"articles/{articles[0].id}/")
        assert result.exit_code == 0, result.output
        assert f"articles/{articles[0].id}.md" in result.output
        assert "article.md.j2" in result.output

    def test_says_why_a_page_was_last_made(self, filled, articles):
        filled.deliver("9.json", articles[9])
        filled.generate()
        assert "it is new" in self.run(filled, f"content/pages/articles/{articles[9].id}.md").output
        assert (
            f"articles of the month: {articles[9].article.published[:7]}"
            in self.run(filled, f"articles/by-month/{articles[9].article.published[:7]}/").output
        )

    def test_a_page_that_is_not_there(self, filled):
        result = self.run(filled, "nowhere/")
        assert result.exit_code == 2
        assert "no such page" in result.output
