"""`tearsheet serve`: after a change only what it touches is made again; a large archive can be shown by its last days."""

import re
import shutil

import pytest
from site_desks import BRIDGE, TRAIN, Preview, files_of, put

from generator.site.window import left_out


def serve(small, folder, *options):
    folder.mkdir(exist_ok=True)
    return Preview(folder / "log", "generator", "serve", "--address", "127.0.0.1:PORT", *options, cwd=small)


def built(preview):
    """Pages made and pages of the site, for each build so far."""
    found = re.findall(r"Built ([\d,]+) of ([\d,]+) pages", preview.log)
    return [tuple(int(number.replace(",", "")) for number in pair) for pair in found]


@pytest.fixture
def preview(small, tmp_path):
    running = serve(small, tmp_path)
    running.desk = small
    yield running
    running.stop()


class TestIncremental:
    def test_a_change_makes_what_it_touches(self, preview):
        assert built(preview)[0][0] == built(preview)[0][1]
        assert "livereload(" in preview.get("articles/")
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "content/articles/bridge.md", BRIDGE.replace("grown for years", "grown for decades"))
        made, pages = built(preview)[1]
        assert 0 < made < pages
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "content/articles/train.md", TRAIN)
        made, pages = built(preview)[2]
        assert 0 < made < pages
        assert "Night train to Vienna returns" in preview.get("articles/")
        assert not (preview.desk / "site/livereload").exists()

    def test_the_site_is_left_alone(self, preview, small_master):
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "content/articles/train.md", TRAIN)
        assert files_of(preview.desk / "site") == files_of(small_master / "site")

    def test_a_broken_mkdocs_yml_keeps_the_last_pages(self, preview):
        text = (preview.desk / "mkdocs.yml").read_text()
        with preview.one_rebuild(seconds=0) as news:
            put(preview.desk, "mkdocs.yml", text.replace("name: material", "name: no-such-theme"))
        assert "no-such-theme" in news[0]
        assert "Council opens the bridge" in preview.get("articles/")
        with preview.one_rebuild(seconds=0) as news:
            put(preview.desk, "mkdocs.yml", text)
        assert "error" not in news[0]

    def test_another_preview_begins_where_the_last_one_ended(self, small, tmp_path):
        port = None
        for number in range(2):
            folder = tmp_path / str(number)
            folder.mkdir()
            address = f"127.0.0.1:{port or 'PORT'}"
            running = Preview(folder / "log", "generator", "serve", "--address", address, cwd=small)
            port = port or running.port
            made = built(running)
            running.stop()
        assert made[0][0] == 0


class TestWindow:
    def test_older_pages_are_left_out_and_links_say_so(self, small, tmp_path):
        pages = files_of(small / "content/pages")
        running = serve(small, tmp_path, "--days", "1")
        try:
            shown, every = re.search(r"shows ([\d,]+) of ([\d,]+) pages", running.log).groups()
            assert int(shown) < int(every) == sum(name.endswith(".md") for name in pages)
            articles = running.get("articles/")
            assert "not-in-this-preview/" in articles
            assert "Not in this preview" in running.get("not-in-this-preview/")
            old = next(name for name in pages if name.startswith("articles/2024-03-05"))
            new = next(name for name in pages if name.startswith("articles/2024-03-06"))
            assert running.get(f"{old.removesuffix('.md')}/") is None
            assert running.get(f"{new.removesuffix('.md')}/") is not None
            assert "Doc file" not in running.log
            with running.one_rebuild(seconds=0) as news:
                put(small, "content/articles/train.md", TRAIN)
            assert "Doc file" not in news[0]
            assert running.get(f"{new.removesuffix('.md')}/") is None
        finally:
            running.stop()
        kept = {name: data for name, data in files_of(small / "content/pages").items() if name in pages}
        assert sorted(kept) == sorted(pages)

    @pytest.mark.parametrize(
        ("name", "days", "out"),
        [
            ("articles/2024-03-05-bridge-1a2b3c.md", 1, True),
            ("articles/2024-03-05-bridge-1a2b3c.md", 2, False),
            ("articles/index.md", 1, False),
            ("articles/undated-1a2b3c.md", 1, False),
            ("briefings/2024/03/05.md", 1, True),
            ("briefings/2024/03/06.md", 1, False),
            ("briefings/2024/w09.md", 2, True),
            ("briefings/2024/w10.md", 1, False),
            ("briefings/2024/w99.md", 1, False),
            ("briefings/2024/03/index.md", 1, False),
            ("briefings/2024/02/index.md", 6, True),
            ("briefings/2024/02/index.md", 7, False),
            ("briefings/2023/12/index.md", 9, True),
            ("briefings/undated.md", 1, False),
            ("quotes/2024/03/05.md", 1, True),
            ("quotes/2024/03/05-part-2.md", 1, True),
            ("quotes/2024-02.md", 1, True),
            ("quotes/repeated/2024-02.md", 1, True),
            ("stories/2024-03-05-bridge-1a2b3c.md", 1, False),
            ("actors/2024-03-05.md", 1, False),
        ],
    )
    def test_which_pages_are_left_out(self, name, days, out):
        newest = "articles/2024-03-06-ferry-4d5e6f.md"
        assert (name in left_out([newest, name, "index.md"], days)) is out

    def test_a_desk_without_days(self):
        assert left_out(["index.md", "articles/undated-1a2b3c.md"], 1) == set()


def test_two_previews_of_one_desk_do_not_disturb_each_other(small, tmp_path):
    put(small, "content/articles/old.md", TRAIN.replace("2024-03", "2023-03"))
    whole = serve(small, tmp_path / "whole")
    try:
        (old,) = (small / "content/pages/articles").glob("2023-*.md")
        address = f"articles/{old.stem}/"
        recent = serve(small, tmp_path / "recent", "--days", "1")
        try:
            assert "Night train" in whole.get(address)
            assert "--days" in recent.missing(address)
            assert "--days" not in whole.missing("articles/nowhere/")
            assert "Council opens the bridge" in recent.get("articles/")
        finally:
            recent.stop()
        assert "Night train" in whole.get(address)
    finally:
        whole.stop()


def test_a_preview_that_ran_before_is_no_part_of_a_build(small, tmp_path):
    running = serve(small, tmp_path)
    running.stop()
    assert (small / ".tearsheet/preview/site/index.html").is_file()
    shutil.rmtree(small / ".tearsheet/preview")
