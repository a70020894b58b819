"""The two halves on tiny desks: what is done again, what is kept, and that the same input gives the same bytes."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from core_desks import DAM, NOTE, PORT, delivered

from generator.build import annotate, make_recipe, read_inbox
from generator.errors import DeskError
from generator.forks import apart
from generator.ledger import Ledger
from generator.render.folder import PagesFolder
from generator.settings import load_settings

WIRE = [
    {"id": f"w{n}", "title": f"Ship {n} sails", "text": f"Ship {n} left Odessa on Monday. It will return."}
    for n in range(4)
]
MADE = ("content/processed", "content/ledger.jsonl", "content/pages")


def lines(records):
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.fixture
def filled(desk):
    """A desk of three kinds of file and six articles, annotated and generated."""
    desk.article("dam.md", DAM)
    desk.article("port.md", PORT)
    desk.article("wire/wire.jsonl", lines(WIRE))
    desk.run()
    return desk


class TestAnnotatedOnce:
    def test_unchanged_articles_are_not_annotated_again(self, filled):
        result = filled.annotate()
        assert (result.articles, result.annotated, result.removed, result.words) == (6, 0, 0, 0)

    def test_of_a_file_with_many_only_the_changed_one(self, filled):
        before = filled.processed()
        filled.article("wire/wire.jsonl", lines([*WIRE[:2], {**WIRE[2], "text": "Ship 2 sank near Odessa."}, WIRE[3]]))
        assert filled.annotate().annotated == 1
        after = filled.processed()
        assert [name for name in after if after[name] != before[name]] == [n for n in after if "ship-2" in n]

    def test_a_moved_line_is_no_change(self, filled):
        filled.article("wire/wire.jsonl", lines(WIRE[::-1]))
        assert filled.annotate().annotated == 0

    def test_a_renamed_file_of_records_with_ids_is_no_change(self, filled):
        (filled.paths.articles / "wire/wire.jsonl").rename(filled.paths.articles / "other.jsonl")
        result = filled.annotate()
        assert (result.annotated, result.removed) == (0, 0)
        (ship, *_) = [a for a in filled.processed().values() if "Ship 2" in a.text]
        assert ship.input.path == "articles/other.jsonl"

    @pytest.mark.parametrize(
        ("file", "text", "annotated"),
        [
            ("site", "title: Other\ndescription: x\n", 0),
            ("site", "url: https://a.example/\ntimezone: Asia/Tokyo\n", 0),
            ("site", "publish: {text: full}\nthresholds: {actor_articles: 1}\n", 0),
            ("sources", "sources: [{name: Delta Herald, kind: newspaper}]\n", 0),
            ("actors", "actors: [{name: Lena Hassan}]\n", 0),
            ("regions", "places: [{name: Nubar, region: EG}]\n", 2),
            ("topics", "topics: [{id: 'site:dam', name: Dam, words: [dam]}]\n", 2),
            ("site", "language: de\n", 2),
        ],
        ids=[
            "title",
            "address and zone",
            "publish and thresholds",
            "sources",
            "actors",
            "regions",
            "topics",
            "language",
        ],
    )
    def test_only_settings_that_matter(self, desk, file, text, annotated):
        desk.article("dam.md", DAM)
        desk.article("port.md", PORT)
        desk.annotate()
        desk.put(f"site_config/{file}.yml", text)
        assert desk.annotate().annotated == annotated
        assert desk.annotate().annotated == 0

    def test_force(self, filled):
        before = filled.bytes("content/processed")
        assert filled.annotate(force=True).annotated == 6
        assert filled.bytes("content/processed") == before

    def test_a_damaged_processed_article_is_made_again(self, filled):
        before = filled.bytes("content/processed")
        (path,) = [p for p in filled.paths.processed.rglob("*.json") if "odessa" in p.name]
        path.write_bytes(path.read_bytes()[:200])
        assert filled.annotate().annotated == 1
        assert filled.bytes("content/processed") == before

    def test_check_writes_nothing(self, desk):
        desk.article("dam.md", DAM)
        count, problems = read_inbox(desk.paths, load_settings(desk.root))
        assert (count, problems) == (1, ())
        assert list(desk.bytes("content")) == ["articles/dam.md"]
        assert not desk.paths.cache.exists()


class TestIdentity:
    def test_a_mended_title_keeps_the_address(self, filled):
        before = set(filled.pages())
        filled.article("dam.md", DAM.replace("resume\n", "resume soon\n"))
        result, _ = filled.run()
        assert (result.annotated, result.removed) == (1, 0)
        assert set(filled.pages()) == before
        assert any(
            "resume soon" in text for name, text in filled.pages().items() if name.startswith("articles/2024-03-05")
        )

    def test_a_mended_date_keeps_the_address_and_moves_the_file(self, filled):
        filled.article("dam.md", DAM.replace("2024-03-05T09", "2023-12-05T09"))
        result, _ = filled.run()
        assert (result.annotated, result.removed) == (1, 0)
        (name,) = [name for name in filled.processed() if "dam" in name]
        assert name.startswith("2023/12/2024-03-05-talks")
        assert (filled.paths.pages / "quotes/2023/12/05.md").is_file()
        # Its edition was closed with it: it stays there, and the edition says that it is not as it was.
        edition = filled.pages()["briefings/2024/03/05.md"]
        assert "This edition is closed" in edition
        assert "Changed since: [Talks on the Nubar dam resume]" in edition

    def test_the_ledger_is_only_added_to(self, filled):
        before = filled.bytes("content/ledger.jsonl")["ledger.jsonl"]
        filled.article("note.txt", NOTE)
        (filled.paths.articles / "dam.md").unlink()
        filled.run()
        after = filled.bytes("content/ledger.jsonl")["ledger.jsonl"]
        assert after.startswith(before)
        assert len(after.splitlines()) == len(before.splitlines()) + 1

    def test_an_article_that_comes_back_has_its_old_address(self, filled):
        before = filled.bytes(*MADE)
        (filled.paths.articles / "dam.md").rename(filled.root / "dam.md")
        filled.run()
        assert filled.bytes(*MADE) != before
        (filled.root / "dam.md").rename(filled.paths.articles / "dam.md")
        filled.run()
        assert filled.bytes(*MADE) == before

    @pytest.mark.parametrize(
        "line",
        [
            "{",
            "<<<<<<< HEAD",
            "",
            "[]",
            "3",
            '{"kind": "article"}',
            '{"kind": "article", "key": "a", "id": "../../x"}',
            '{"kind": "actor", "key": "name x", "id": "../../x"}',
            '{"kind": "actor", "id": "x"}',
            '{"kind": "redirect", "from": "a"}',
            '{"kind": "story", "id": "../x", "articles": [], "day": null, "from": null}',
            '{"kind": "story", "id": "x", "articles": ["../../x"], "day": null, "from": null}',
            '{"kind": "edition", "key": "2024-1", "digest": "", "articles": {}, "stories": []}',
            '{"kind": "edition", "key": "2024-01-01", "digest": "", "articles": {}, "stories": [["x", []]]}',
            '{"kind": "redirect", "from": "actors/a", "to": "https://a.example"}',
            "\ud800",
        ],
    )
    def test_a_broken_line_of_the_ledger_is_named_and_nothing_is_written(self, filled, line):
        path = filled.paths.ledger
        good = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*good[:2], line.encode("utf-8", "surrogatepass") + b"\n", *good[2:]]))
        before = filled.times()
        filled.article("note.txt", NOTE)
        with pytest.raises(DeskError, match=r"content/ledger\.jsonl:3: .*Restore"):
            filled.annotate()
        assert {name: time for name, time in filled.times().items() if "note.txt" not in name} == before

    def test_lines_of_later_versions_stay(self, tmp_path):
        path = tmp_path / "ledger.jsonl"
        path.write_text('{"kind": "later", "from": "a"}\n')
        ledger = Ledger.load(path)
        ledger.issue("id x", "a-wish")
        ledger.save(path)
        assert path.read_text().splitlines()[0] == '{"kind": "later", "from": "a"}'
        assert Ledger.load(path).issue("id x", "another wish") == "a-wish"

    def test_two_wishes_for_one_id_get_two(self, tmp_path):
        ledger = Ledger.load(tmp_path / "none")
        assert [ledger.issue(key, "rain") for key in ("a", "b", "a", "c")] == ["rain", "rain-2", "rain", "rain-3"]


class TestGone:
    def test_a_removed_article_takes_its_pages_with_it(self, filled):
        assert any("Hassan" in text for text in filled.pages().values())
        (filled.paths.articles / "dam.md").unlink()
        annotated, made = filled.run()
        assert (annotated.removed, annotated.annotated) == (1, 0)
        assert made.removed >= 2
        assert not [name for name, text in filled.pages().items() if "Hassan" in text or "dam" in name]
        assert not any(b"Hassan" in data for data in filled.bytes("content/pages", "content/processed").values())

    def test_a_removed_record_takes_its_page_with_it(self, filled):
        filled.article("wire/wire.jsonl", lines(WIRE[1:]))
        assert filled.annotate().removed == 1

    def test_no_folder_stays_empty(self, filled):
        (filled.paths.articles / "dam.md").unlink()
        (filled.paths.articles / "port.md").unlink()
        filled.run()
        folders = [p for top in (filled.paths.processed, filled.paths.pages) for p in top.rglob("*") if p.is_dir()]
        assert [p for p in folders if not list(p.iterdir())] == []

    @pytest.mark.parametrize("gone", ["files", "folder"])
    def test_an_empty_articles_folder_prunes_nothing(self, filled, gone):
        before = filled.bytes("content/processed")
        shutil.rmtree(filled.paths.articles)
        if gone == "files":
            filled.paths.articles.mkdir()
        result = filled.annotate()
        (found,) = result.problems
        assert (found.where, result.removed) == ("articles", 0)
        assert "Nothing was removed" in found.remedy
        assert filled.bytes("content/processed") == before

    def test_a_file_of_the_users_among_the_pages_is_named_and_kept(self, filled):
        mine = filled.put("content/pages/my/own.md", "# Mine\n")
        made = filled.generate()
        assert [problem.where for problem in made.problems] == ["pages/my/own.md"]
        assert mine.read_text() == "# Mine\n"

    def test_what_a_killed_run_left_goes(self, filled):
        left = [filled.put(f"content/{folder}/2024/.tearsheet-x1.part", "half") for folder in ("processed", "pages")]
        _, made = filled.run()
        assert [path for path in left if path.exists()] == []
        assert made.problems == ()

    @pytest.mark.parametrize(
        "names", [["../../outside.md", "/etc/hostname"], [1, None, ["a"]], {"a": 1}, "x", None], ids=repr
    )
    def test_a_list_of_pages_that_lies_removes_nothing_outside(self, desk, names):
        outside = desk.put("outside.md", "mine")
        folder = desk.root / "a/b"
        desk.put("a/b/.tearsheet.json", json.dumps(names))
        pages = PagesFolder(folder)
        pages.take(pages.write("x.md", b"x"))
        assert (pages.written, pages.close(["x.md"])) == (1, (0, []))
        assert outside.exists()


BREAKS = {
    "bad YAML": DAM.replace("title: Talks", "title: [Talks"),
    "not UTF-8": DAM.encode().replace("—".encode(), b"\xff"),
    "NUL": DAM.replace("Cairo", "\0").encode(),
    "emptied": b"",
    "cut off in the front matter": DAM[:40],
    "grown without end": DAM + "word " * 50_000,
    "became a broken link": None,
}


class TestBroken:
    @pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
    def test_the_last_good_one_is_kept_and_marked_until_it_is_mended(self, desk, broken):
        path = desk.article("dam.md", DAM)
        desk.article("port.md", PORT)
        desk.run()
        before = desk.bytes(*MADE)
        if broken is None:
            path.unlink()
            path.symlink_to("nowhere")
        else:
            desk.article("dam.md", broken)
        annotated, made = desk.run()
        assert [problem.where.split(":")[0] for problem in annotated.problems] == ["articles/dam.md"]
        assert (annotated.removed, made.articles) == (0, 2)
        (kept,) = [a for a in desk.processed().values() if "Hassan" in a.text]
        assert kept.input.state == "broken"
        (page,) = [text for name, text in desk.pages().items() if name.startswith("articles/2024-03-05")]
        assert "can no longer be read" in page
        times = desk.times()
        desk.run()
        assert desk.times() == times
        path.unlink()
        desk.article("dam.md", DAM)
        mended, _ = desk.run()
        assert (mended.problems, mended.annotated) == ((), 0)
        assert desk.bytes(*MADE) == before

    def test_broken_from_the_first_costs_only_itself(self, desk):
        """Every kind of bad input at once; all good articles are published, every bad one is named."""
        for number, broken in enumerate(text for text in BREAKS.values() if text is not None):
            desk.article(f"bad-{number}.md", broken)
        desk.article("line.txt", b"x" * 5_000_000)
        desk.article("noise.json", os.urandom(2000))
        desk.article("picture.png", b"\x89PNG")
        desk.article("wire.jsonl", lines(WIRE[:2]) + "{\n" + lines(WIRE[2:]))
        desk.article("double-1.md", DAM.replace("---\n", "---\nid: w0\n", 1))
        desk.article("doubtful.md", PORT.replace("2024-03-06", "soon"))
        (desk.paths.articles / "loop.md").symlink_to("loop.md")
        annotated, made = desk.run()
        assert made.articles == annotated.articles == 5
        named = {problem.where.split(":")[0].split("[")[0] for problem in annotated.problems}
        assert named == {f"articles/bad-{n}.md" for n in range(6)} | {
            f"articles/{name}"
            for name in ("line.txt", "noise.json", "picture.png", "wire.jsonl", "doubtful.md", "loop.md")
        }
        assert all(problem.remedy for problem in annotated.problems)

    def test_a_broken_line_keeps_what_stood_on_it(self, filled):
        filled.article("wire/wire.jsonl", lines(WIRE[:3]) + "{" + lines(WIRE[3:]))
        annotated, made = filled.run()
        assert [problem.where for problem in annotated.problems] == ["articles/wire/wire.jsonl:4"]
        assert (annotated.removed, made.articles) == (0, 6)

    def test_of_two_with_one_id_the_first_is_used(self, desk):
        desk.article("a.jsonl", lines([WIRE[0]]))
        desk.article("b.jsonl", lines([{**WIRE[0], "text": "Other words stand here."}]))
        result = desk.annotate()
        (found,) = result.problems
        assert (found.where, result.articles) == ("articles/b.jsonl:1", 1)
        assert "same id as articles/a.jsonl:1" in found.what
        assert "left Odessa" in desk.only().text

    def test_a_file_that_vanishes_between_listing_and_reading(self, desk):
        desk.article("a.txt", NOTE)
        port = desk.article("port.md", PORT)
        result = annotate(
            desk.paths,
            load_settings(desk.root),
            progress=lambda stage, *_: stage == "read" and port.unlink(missing_ok=True),
        )
        assert (result.articles, result.annotated) == (1, 1)
        assert [problem.where for problem in result.problems] == ["articles/port.md"]

    def test_a_template_with_a_mistake_names_its_line(self, filled):
        filled.put("templates/home.md.j2", "# x\n\n{% if %}\n")
        before = filled.times()
        with pytest.raises(DeskError, match=r"templates/home\.md\.j2:3"):
            filled.generate()
        assert filled.times() == before


class TestSameBytes:
    def fill(self, desk, names=("dam.md", "port.md", "wire.jsonl", "note.txt")):
        texts = (DAM, PORT, lines(WIRE), NOTE)
        for name, text in zip(names, texts, strict=True):
            desk.article(name, text)

    def test_two_desks_in_two_folders(self, desk, other_desk):
        self.fill(desk)
        self.fill(other_desk)
        desk.run()
        other_desk.run()
        assert desk.bytes(*MADE) == other_desk.bytes(*MADE)
        assert not any(str(desk.root).encode() in data for data in desk.bytes(*MADE).values())

    def test_a_second_run_writes_nothing(self, desk):
        self.fill(desk)
        desk.run()
        before = desk.times()
        annotated, made = desk.run()
        assert (annotated.annotated, made.written, made.removed) == (0, 0, 0)
        assert desk.times() == before

    def test_incremental_equals_clean(self, desk, other_desk):
        """Add, change and remove one after another; then make the same again with nothing but what is put in."""
        self.fill(desk)
        desk.run()
        desk.article("late.txt", "Rain closed the road to Cairo. Lena Hassan said it would open again.\n")
        desk.run()
        desk.article("dam.md", DAM.replace("Tuesday", "Wednesday").replace("Cairo.", "Aswan."))
        desk.article("wire.jsonl", lines(WIRE[1:]))
        desk.run()
        (desk.paths.articles / "port.md").unlink()
        desk.run()
        for name in ("content/articles", "content/ledger.jsonl"):
            source, goal = desk.root / name, other_desk.root / name
            shutil.copytree(source, goal, dirs_exist_ok=True) if source.is_dir() else shutil.copy(source, goal)
        other_desk.run()
        assert desk.bytes(*MADE) == other_desk.bytes(*MADE)

    def test_the_order_of_arrival_does_not_matter(self, desk, other_desk):
        self.fill(desk)
        desk.run()
        for step in (("note.txt", NOTE), ("wire.jsonl", lines(WIRE)), ("port.md", PORT), ("dam.md", DAM)):
            other_desk.article(*step)
            other_desk.run()
        assert other_desk.bytes("content/processed", "content/pages") == desk.bytes(
            "content/processed", "content/pages"
        )

    def test_names_of_files_matter_to_nothing_but_names(self, desk, other_desk):
        """Articles with an address or an id of their own are the same under any file name."""
        text = PORT.replace("source:", "url: https://delta-herald.example/port\nsource:")
        for one, names in ((desk, ("a.md", "b.md", "c.jsonl")), (other_desk, ("z.md", "y.md", "x/b.jsonl"))):
            for name, words in zip(names, (DAM, text, lines(WIRE)), strict=True):
                one.article(name, words)
            one.run()
        assert desk.bytes("content/pages") == other_desk.bytes("content/pages")

    def test_a_lost_index_costs_nothing(self, filled):
        before = filled.times()
        shutil.rmtree(filled.paths.cache)
        annotated, made = filled.run()
        assert (annotated.annotated, made.written) == (0, 0)
        assert {n: t for n, t in filled.times().items() if "content" in n} == {
            n: t for n, t in before.items() if "content" in n
        }

    def test_a_damaged_index_starts_clean(self, filled):
        before = filled.bytes(*MADE)
        (filled.paths.cache / "store.sqlite").write_bytes(b"no database at all" * 1000)
        annotated, made = filled.run()
        assert (annotated.annotated, made.written) == (0, 0)
        assert filled.bytes(*MADE) == before

    def test_two_workers_do_what_one_does(self, desk, other_desk):
        many = [
            {**WIRE[0], "id": f"m{n}", "text": f"Lena Hassan said on day {n} that it rained in Cairo."}
            for n in range(20)
        ]
        for one in (desk, other_desk):
            one.article("many.jsonl", lines(many))
        desk.annotate()
        program = (
            "import sys\nfrom functools import partial\nfrom pathlib import Path\n"
            "from generator.build import annotate\nfrom generator.desk import Desk\n"
            "from generator.engines.local import Pool\nfrom generator.settings import Settings\n"
            "if __name__ == '__main__':\n    annotate(Desk(Path(sys.argv[1])), Settings(), engine=partial(Pool, workers=2))\n"
        )
        other_desk.put("two.py", program)
        subprocess.run([sys.executable, other_desk.root / "two.py", other_desk.root], check=True, timeout=120)
        assert desk.bytes("content/processed", "content/ledger.jsonl") == other_desk.bytes(
            "content/processed", "content/ledger.jsonl"
        )

    @pytest.mark.parametrize("at", [1, 7])
    @pytest.mark.parametrize("stage", ["annotate", "render"])
    def test_a_killed_run_leaves_no_half_file(self, desk, other_desk, stage, at):
        """The process ends without warning while it writes; the next run brings what a clean one does."""
        self.fill(desk)
        self.fill(other_desk)
        other_desk.run()
        child = os.fork()
        if not child:
            try:
                settings = load_settings(desk.root)
                stop = lambda now, done, _: os._exit(9) if (now, done) == (stage, at) else None  # noqa: E731
                annotate(desk.paths, settings, progress=stop)
                from generator.build import generate

                generate(desk.paths, settings, progress=stop)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        whole = other_desk.bytes(*MADE)
        there = desk.bytes(*MADE)
        assert there
        # What the ledger promises of stories and editions comes when the pages are made.
        assert {n for n, data in there.items() if not whole.get(n, b"").startswith(data) and n.endswith("l")} == set()
        assert {
            n for n, d in there.items() if whole.get(n) != d and not n.endswith((".json", ".jsonl", ".new"))
        } == set()
        desk.run()
        assert desk.bytes(*MADE) == whole


def test_the_model_is_loaded_once_for_many_runs(desk):
    """A preview keeps its pool: the second run with it annotates at once and gives the same as a new one."""
    from generator.engines.local import Pool

    settings = load_settings(desk.root)
    pool = Pool(make_recipe(desk.paths, settings))
    desk.article("dam.md", DAM)
    annotate(desk.paths, settings, engine=lambda _: pool)
    desk.article("port.md", PORT)
    assert annotate(desk.paths, settings, engine=lambda _: pool).annotated == 1
    before = desk.bytes("content/processed")
    desk.annotate(force=True)
    assert desk.bytes("content/processed") == before


def test_languages_without_a_model_are_listed_not_annotated(desk):
    desk.article("de.md", "---\ntitle: Regen\nlanguage: de\n---\n\nEs regnete in Berlin, sagte Anna Berger.\n")
    _, made = desk.run()
    article = desk.only()
    assert (article.quotes, article.entities, made.articles) == ((), (), 1)
    assert "Regen" in desk.page("articles/index.md")


def test_a_note_says_which_article_it_is_about(desk):
    desk.article("dam.md", DAM.replace("---\n", "---\nnote: The figure is disputed\n", 1))
    desk.article("port.md", PORT)
    desk.run()
    (own,) = (name for name, text in desk.pages().items() if name.startswith("articles/2") and "disputed" in text)
    assert "disputed <small>On: [Talks on the Nubar dam" in desk.page("articles/index.md")
    assert f"](../{own})" in desk.page("actors/index.md").split("disputed")[1].split("</p>")[0]
    assert "<small>On" not in desk.page(own).split("disputed")[1].split("</p>")[0]
    desk.article("port.md", PORT.replace("---\n", "---\nnote: The figure is disputed\n", 1))
    desk.run()
    assert "<small>On" not in desk.page("articles/index.md").split("disputed")[1].split("</p>")[0]


def test_withheld_articles_are_not_published(desk):
    desk.article("dam.md", DAM.replace("---\n", "---\nstatus: withheld\n", 1))
    desk.article("port.md", PORT)
    _, made = desk.run()
    assert made.articles == 1
    assert not any("Nubar" in text for text in desk.pages().values())


@pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")
def test_what_is_found_out_in_a_process_of_its_own_is_the_same(filled, monkeypatch):
    """As it is on large desks, where it would take memory from all that make pages."""
    before = filled.bytes(*MADE)
    found = []
    monkeypatch.setattr("generator.build._MANY", 2)
    monkeypatch.setattr("generator.build.apart", lambda make, tell: found.append(apart(make, tell)))
    for name in ("content/pages", ".tearsheet"):
        shutil.rmtree(filled.root / name)
    filled.generate()
    assert found == [None]
    assert filled.bytes(*MADE) == before
    filled.article("late.md", PORT.replace("Port", "Pier"))
    filled.run()
    assert found == [None], "for one more what is known is enough"


class TestOneWhoseLedgerWasPutBack:
    """As by `git checkout content/ledger.jsonl`, when an article was tried and taken out again."""

    @pytest.fixture
    def put_back(self, desk):
        desk.article("dam.md", DAM)
        desk.run()
        before = desk.paths.ledger.read_bytes()
        desk.article("port.md", PORT)
        desk.run()
        (desk.paths.articles / "port.md").unlink()
        desk.paths.ledger.write_bytes(before)
        return desk

    def test_what_was_made_here_goes_with_its_article(self, put_back):
        annotated, made = put_back.run()
        assert (annotated.removed, annotated.problems, made.articles) == (1, (), 1)
        assert len(put_back.processed()) == 1

    def test_where_nothing_tells_who_made_it_it_stays_and_is_counted(self, put_back):
        shutil.rmtree(put_back.paths.cache)
        annotated, made = put_back.run()
        assert (annotated.removed, annotated.problems, made.articles) == (0, (), 2)
        assert (annotated.articles, annotated.delivered) == (1, 1)

    def test_its_id_may_be_delivered_later(self, put_back):
        (theirs,) = [a for a in put_back.processed().values() if a.input.path == "articles/port.md"]
        put_back.run()
        put_back.deliver("theirs.json", theirs)
        annotated, made = put_back.run()
        assert (annotated.removed, made.articles) == (0, 2)


def test_a_delivered_and_an_own_article_stand_side_by_side(desk):
    desk.article("dam.md", DAM)
    desk.deliver("theirs.json", delivered())
    _, made = desk.run()
    assert (made.articles, made.problems) == (2, ())
    assert "Rain on the coast" in desk.page("articles/index.md")
    assert "Nubar dam" in desk.page("articles/index.md")
