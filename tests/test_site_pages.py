"""Pages made one by one, by one process or several: the same bytes and the same warnings as plain MkDocs."""

import logging
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as plain_build
from mkdocs.config import load_config
from site_desks import files_of, mkdocs, put, run, tearsheet, warnings_of

from generator.desk import Desk
from generator.errors import DeskError
from generator.site.build import build_site

EXAMPLES = int(os.environ.get("TEARSHEET_EXAMPLES", "12"))
CONFIG = """\
site_name: Harbour desk
site_url: https://user.example/repo/
docs_dir: content/pages
site_dir: site
theme: {name: material, font: false}
nav: [Home: index.md]
not_in_nav: "*"
validation: {nav: {omitted_files: warn}, links: {not_found: warn, anchors: warn, unrecognized_links: warn}}
markdown_extensions: [attr_list, md_in_html, tables, toc]
plugins: [tearsheet, search]
"""


class Pages:
    """A desk whose pages the test writes itself."""

    def __init__(self, root):
        self.root = root
        self.config(CONFIG)
        put(root, "content/articles/.gitkeep", "")
        self.write("index.md", "# Home\n")

    def config(self, text):
        put(self.root, "mkdocs.yml", text)

    def write(self, name, text):
        return put(self.root, f"content/pages/{name}", text)

    def remove(self, name):
        (self.root / "content/pages" / name).unlink(missing_ok=True)

    def build(self, **options):
        return build_site(Desk(self.root), None, **options)

    @property
    def site(self):
        return files_of(self.root / "site")

    def plain(self):
        """The site and the warnings of plain MkDocs."""
        config = load_config(config_file=str(self.root / "mkdocs.yml"), site_dir=str(self.root / "plain"))
        config.plugins["tearsheet"].config.regenerate = False
        heard = Heard()
        logging.getLogger("mkdocs").addHandler(heard)
        try:
            config.plugins.on_startup(command="build", dirty=False)
            plain_build(config)
        finally:
            logging.getLogger("mkdocs").removeHandler(heard)
        return files_of(self.root / "plain"), heard.texts

    def same(self, **options):
        """Build, and demand what plain MkDocs makes and says; what was built."""
        built = self.build(**options)
        site, said = self.plain()
        found = self.site
        assert sorted(found) == sorted(site)
        assert [name for name, data in found.items() if site[name] != data] == []
        assert [problem.what for problem in built.problems] == said
        return built


class Heard(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage().strip())


@pytest.fixture
def pages(tmp_path):
    return Pages(tmp_path / "desk")


class TestWhatIsMadeAgain:
    def test_only_what_changed(self, pages):
        for name in "abc":
            pages.write(f"{name}.md", f"# {name}\n")
        assert pages.same().made == 4
        assert pages.same().made == 0
        pages.write("b.md", "# b, changed\n")
        assert pages.same().made == 1

    def test_another_time_is_no_change(self, pages):
        path = pages.write("a.md", "# a\n")
        pages.same()
        os.utime(path, (1, 1))
        os.utime(pages.root / "site/index.html", (1, 1))
        assert pages.same().made == 0

    def test_a_change_within_the_same_instant(self, pages):
        path = pages.write("a.md", "# a\n")
        pages.same()
        before = path.stat()
        pages.write("a.md", "# b\n")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert pages.same().made == 1

    def test_who_links_to_what_went_and_comes_back(self, pages):
        pages.write("a.md", "# a\n\n[b](b.md) [c](c.md)\n")
        pages.write("b.md", "# b\n\n[c](c.md)\n")
        pages.write("c.md", "# c\n")
        pages.same()
        pages.remove("c.md")
        built = pages.same()
        assert built.made == 2
        assert len(built.problems) == 2
        assert len(pages.same().problems) == 2  # it is said each time
        pages.write("c.md", "# c\n")
        assert pages.same().problems == ()

    def test_who_links_to_what_comes_also_where_that_is_no_warning(self, pages):
        pages.config(CONFIG.replace("not_found: warn", "not_found: ignore"))
        pages.write("a.md", "# a\n\n[b](b.md)\n")
        assert pages.same().problems == ()
        pages.write("b.md", "# b\n")
        assert pages.same().made == 2

    def test_an_anchor_that_goes_from_under_a_link(self, pages):
        pages.write("a.md", "# a\n\n[there](b.md#place) [home](index.md#nowhere-yet)\n")
        pages.write("b.md", '# b\n\n<span id="place"></span>Text.\n')
        assert len(pages.same().problems) == 1
        pages.write("index.md", "# Home\n\n## Nowhere yet\n")
        assert pages.same().problems == ()
        pages.write("b.md", "# b\n\nText.\n")
        assert len(pages.same().problems) == 1
        pages.write("b.md", '# b\n\n<a name="place"></a>Text.\n')
        assert pages.same().problems == ()

    def test_an_anchor_of_the_page_itself(self, pages):
        pages.write("a.md", "# a\n\n[down](#below)\n")
        assert len(pages.same().problems) == 1
        pages.write("a.md", "# a\n\n[down](#below)\n\n## Below\n")
        assert pages.same().problems == ()

    def test_a_title_in_the_menu_that_stands_in_the_page(self, pages):
        pages.config(CONFIG.replace("[Home: index.md]", "[index.md, a.md]"))
        pages.write("a.md", "# First\n")
        pages.write("b.md", "# b\n")
        pages.same()
        pages.write("a.md", "# Second\n")
        assert "changed" in pages.same().why_clean
        assert b"Second" in pages.site["b/index.html"]

    def test_a_file_in_place_of_one_of_the_theme(self, pages):
        pages.same()
        theirs = pages.site["assets/images/favicon.png"]
        pages.write("assets/images/favicon.png", "ours")
        pages.same()
        assert pages.site["assets/images/favicon.png"] == b"ours"
        pages.remove("assets/images/favicon.png")
        pages.same()
        assert pages.site["assets/images/favicon.png"] == theirs

    def test_files_that_stay_out(self, pages):
        pages.config(CONFIG + "exclude_docs: |\n  /drafts/\n")
        pages.write("drafts/a.md", "# a\n")
        pages.write(".hidden.md", "# hidden\n")
        pages.write("b.md", "# b\n\n[a](drafts/a.md)\n")
        pages.same()
        pages.write("drafts/a.md", "# a, changed\n")
        assert pages.same().made == 0
        pages.remove("drafts/a.md")
        assert pages.same().made == 1

    def test_a_page_that_should_stand_in_the_menu(self, pages):
        pages.config(CONFIG.replace('not_in_nav: "*"\n', ""))
        pages.write("a.md", "# a\n")
        assert len(pages.same().problems) == 1
        assert len(pages.same().problems) == 1

    @pytest.mark.parametrize(
        ("one", "other"),
        [("a.md", "a/index.md"), ("a.md", "a/index.html"), ("b/index.md", "b/README.md"), ("a.md", "sitemap.xml")],
    )
    def test_two_files_of_one_address_are_left_to_mkdocs(self, pages, one, other):
        pages.write(one, "# one\n")
        pages.same()
        pages.write(other, "# other\n")
        assert "one address" in pages.same().why_clean
        pages.remove(other)
        pages.same()


class TestInTheWay:
    def test_a_folder_for_a_file_and_a_file_for_a_folder(self, pages):
        pages.write("a.md", "# a\n")
        pages.write("b.css", "p {}\n")
        pages.same()
        site = pages.root / "site"
        shutil.rmtree(site / "a")
        put(pages.root, "site/a", "not ours")
        (site / "b.css").unlink()
        put(pages.root, "site/b.css/c/d.txt", "not ours")
        (site / "empty/below").mkdir(parents=True)
        pages.same()
        assert not (site / "empty").exists()

    def test_a_link_out_of_the_site_is_removed_and_not_followed(self, pages, tmp_path):
        outside = put(tmp_path, "outside/kept.txt", "kept")
        pages.same()
        (pages.root / "site/elsewhere").symlink_to(outside.parent)
        pages.write("index.md", "# Home, changed\n")
        pages.same()
        assert outside.read_text() == "kept"


WORDS = st.sampled_from(["one", "two", "three"])
NAMES = ["a.md", "b/index.md", "b/c.md", "d.css", "assets/images/favicon.png"]
TEXTS = st.tuples(WORDS, st.lists(st.sampled_from([*NAMES, "a.md#one", "b/c.md#two", "#three", "e"]), max_size=3))
STEPS = st.lists(st.tuples(st.sampled_from(["index.md", *NAMES]), st.none() | TEXTS), min_size=1, max_size=3)


@given(st.lists(STEPS, min_size=1, max_size=4))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_of_pages_it_says_and_makes_what_mkdocs_does(tmp_path_factory, builds):
    pages = Pages(tmp_path_factory.mktemp("pages") / "desk")
    for steps in builds:
        for name, text in steps:
            if text is None and name != "index.md":
                pages.remove(name)
            elif text is not None:
                word, links = text
                up = "../" * name.count("/")
                shown = [f"[{link}]({link if link.startswith('#') else up + link})" for link in links]
                pages.write(name, f"# Page\n\n## {word}\n\n{' '.join(shown)}\n")
        pages.same()
    shutil.rmtree(pages.root)


class TestWorkers:
    """Forks make pages; what goes wrong in one of them is told, and the last good site stays."""

    @pytest.fixture
    def many(self, pages):
        for number in range(60):
            pages.write(f"n/{number}.md", f"# Page {number}\n\n[next](./{(number + 1) % 60}.md) {'word ' * number}\n")
        return pages

    def test_the_same_bytes_and_words(self, many):
        many.write("n/7.md", "# Seven\n\n[dead](gone.md) [dead](8.md#gone)\n")
        many.write("n/9.md", "# Nine\n\n[dead](gone.md)\n")
        assert len(many.same(workers=2).problems) == 3
        first = many.site
        many.same(workers=1, clean=True)
        assert many.site == first

    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ("raise ValueError('no good')", "no good"),
            ("os._exit(7)", "status 7"),
            ("os.kill(os.getpid(), 9)", "status -9"),
        ],
        ids=["an error", "an end", "a kill"],
    )
    @pytest.mark.skipif(sys.platform != "linux", reason="one process makes all pages there")
    def test_a_fault_names_its_page(self, many, monkeypatch, tmp_path, fault, said):
        many.same(workers=2)
        before = many.site
        put(tmp_path, "lib/faulty_markup.py", FAULTY.format(fault=fault))
        monkeypatch.syspath_prepend(str(tmp_path / "lib"))
        monkeypatch.delitem(sys.modules, "faulty_markup", raising=False)
        many.config(CONFIG.replace("[attr_list,", "[faulty_markup, attr_list,"))
        many.write("n/33.md", "# Faulty\n")
        with pytest.raises(DeskError) as error:
            many.build(workers=2)
        assert "n/33.md" in str(error.value)
        assert said in str(error.value)
        assert many.site == before
        many.write("n/33.md", "# Mended\n")
        many.same(workers=2)


FAULTY = """\
import os
from markdown import Extension, preprocessors

class Faulty(preprocessors.Preprocessor):
    def run(self, lines):
        if "# Faulty" in lines:
            {fault}
        return lines

class Register(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Faulty(md), "faulty", 100)

def makeExtension(**kwargs):
    return Register(**kwargs)
"""


class TestSample:
    def test_it_is_what_plain_mkdocs_makes(self, sample, tmp_path):
        desk = tmp_path / "desk"
        shutil.copytree(sample, desk)
        shutil.rmtree(desk / "site")
        mkdocs("build", "--strict", cwd=desk, check=0)
        assert files_of(desk / "site") == files_of(sample / "site")

    @pytest.mark.parametrize(
        ("link", "named"),
        [("[dead](nowhere.md)", "nowhere.md"), ("[dead](../index.md#nowhere)", "#nowhere")],
        ids=["a page that is not there", "a place that is not on the page"],
    )
    def test_a_planted_dead_link_fails(self, small, link, named):
        own = Path(__file__).parent.parent / "templates/sources.md.j2"
        put(small, "templates/sources.md.j2", own.read_text() + f"\n{link}\n")
        done = tearsheet("build", "--strict", "--workers", "2", cwd=small, check=1)
        assert "sources/index.md" in done.stderr
        assert named in done.stderr
        again = tearsheet("build", "--strict", cwd=small, check=1)
        assert named in again.stderr
        assert warnings_of(run("mkdocs", "build", cwd=small, check=0))
