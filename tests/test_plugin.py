"""Plain MkDocs in a desk: the plugin makes the pages first, and what is wrong shows as MkDocs shows it."""

import shutil

import pytest
from mkdocs.config import load_config
from site_desks import BRIDGE, BROKEN, REPOSITORY, TRAIN, Preview, files_of, mkdocs, put, run, warnings_of


def own_template(desk, name, add):
    """A template of the desk's own: the packaged one, and a line more."""
    return put(desk, f"templates/{name}", (REPOSITORY / "templates" / name).read_text() + f"\n{add}\n")


class TestBuild:
    def test_plain_mkdocs_makes_the_pages_first(self, small):
        for name in ("content/processed", "site", ".tearsheet"):
            shutil.rmtree(small / name)
        shutil.rmtree(small / "content/pages")
        (small / "content/pages").mkdir()
        done = mkdocs("build", "--strict", cwd=small, check=0)
        assert warnings_of(done) == []
        assert "2 of 2 articles annotated" in done.stderr
        assert "Harbour desk" in (small / "site/index.html").read_text()

    def test_same_site_as_the_command_line(self, small, small_master):
        shutil.rmtree(small / "site")
        mkdocs("build", "--strict", cwd=small, check=0)
        assert files_of(small / "site") == files_of(small_master / "site")

    def test_a_second_build_writes_no_page(self, small):
        done = mkdocs("build", "--strict", cwd=small, check=0)
        assert "tearsheet:" not in done.stderr

    @pytest.mark.parametrize(
        ("link", "named"),
        [("[dead](nowhere.md)", "nowhere.md"), ("[dead](../index.md#nowhere)", "#nowhere")],
        ids=["a page that is not there", "a place that is not on the page"],
    )
    def test_a_planted_dead_link_fails(self, small, link, named):
        own_template(small, "sources.md.j2", link)
        done = mkdocs("build", "--strict", cwd=small, check=1)
        assert [line for line in warnings_of(done) if named in line and "sources/index.md" in line]

    def test_a_broken_article_is_one_warning(self, small):
        put(small, "content/articles/broken.md", BROKEN)
        done = mkdocs("build", cwd=small, check=0)
        assert len(warnings_of(done)) == 1
        assert "articles/broken.md:" in warnings_of(done)[0]
        assert (small / "site/index.html").is_file()
        assert mkdocs("build", "--strict", cwd=small).returncode == 1

    def test_wrong_settings_stop_a_build(self, small):
        put(small, "site_config/site.yml", "title: Harbour desk\nlanguge: en\ntimezone: Mars\n")
        done = mkdocs("build", cwd=small, check=1)
        assert "site_config/site.yml:2: languge: is not a key of this file" in done.stderr
        assert "site_config/site.yml:3: timezone:" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_unknown_model_stops_a_build(self, small):
        put(small, "site_config/site.yml", "model: no_such_pipeline\n")
        done = mkdocs("build", cwd=small, check=1)
        assert "no_such_pipeline" in done.stderr
        assert "site_config/site.yml" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_broken_template_stops_a_build(self, small):
        own_template(small, "sources.md.j2", "{% if %}")
        done = mkdocs("build", cwd=small, check=1)
        assert "templates/sources.md.j2:" in done.stderr
        assert "Traceback" not in done.stderr

    def test_docs_dir_elsewhere_is_refused(self, small):
        (small / "docs").mkdir()
        config = (small / "mkdocs.yml").read_text().replace("docs_dir: content/pages", "docs_dir: docs")
        put(small, "mkdocs.yml", config)
        done = mkdocs("build", cwd=small, check=1)
        assert "docs_dir must be" in done.stderr
        assert "content/pages" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_missing_folder_of_pages_is_named(self, small):
        """MkDocs looks for it before any plugin runs; the command line makes it."""
        shutil.rmtree(small / "content/pages")
        done = mkdocs("build", cwd=small, check=1)
        assert "content/pages' isn't an existing directory" in done.stderr
        run("generator", "build", "--strict", cwd=small, check=0)
        mkdocs("build", "--strict", cwd=small, check=0)

    def test_desk_option_leads_from_another_folder(self, small):
        config = (small / "mkdocs.yml").read_text()
        config = config.replace("docs_dir: ", "docs_dir: ../").replace("site_dir: ", "site_dir: ../")
        put(small, "config/mkdocs.yml", config.replace("  - tearsheet\n", "  - tearsheet:\n      desk: '..'\n"))
        done = mkdocs("build", "--strict", "-f", "config/mkdocs.yml", cwd=small, check=0)
        assert warnings_of(done) == []


@pytest.fixture(scope="module")
def preview(small_master, tmp_path_factory):
    """`mkdocs serve` in a desk with templates of its own; every test leaves it as it found it."""
    folder = tmp_path_factory.mktemp("preview")
    desk = folder / "desk"
    shutil.copytree(small_master, desk)
    own_template(desk, "sources.md.j2", "Our own line.")
    preview = Preview(folder / "log", "mkdocs", "serve", "-a", "127.0.0.1:PORT", cwd=desk)
    preview.desk = desk
    yield preview
    preview.stop()


class TestPreview:
    def test_no_rebuild_without_a_change(self, preview):
        assert preview.builds == 1
        assert "Our own line." in preview.get("sources/")

    def test_a_new_article_is_one_rebuild(self, preview):
        with preview.one_rebuild(seconds=4):
            article = put(preview.desk, "content/articles/train.md", TRAIN)
        assert "Night train to Vienna returns" in preview.get("articles/")
        with preview.one_rebuild(seconds=0):
            article.unlink()
        assert "Night train" not in preview.get("articles/")

    def test_a_changed_article_is_one_rebuild(self, preview):
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "content/articles/bridge.md", BRIDGE.replace("Council opens", "Council shuts"))
        assert "Council shuts the bridge" in preview.get("articles/")
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "content/articles/bridge.md", BRIDGE)

    def test_a_broken_article_is_one_warning(self, preview):
        with preview.one_rebuild() as news:
            article = put(preview.desk, "content/articles/broken.md", BROKEN)
        assert news[0].count("WARNING") == 1
        assert news[0].count("articles/broken.md") == 1
        assert "Council opens the bridge" in preview.get("articles/")
        with preview.one_rebuild() as news:
            put(preview.desk, "content/articles/broken.md", BROKEN.replace("[never closed", "Mended and published"))
        assert "WARNING" not in news[0]
        assert "Mended and published" in preview.get("articles/")
        with preview.one_rebuild(seconds=0):
            article.unlink()

    @pytest.mark.parametrize(
        "mistake",
        ["{% if %}", "{{ page.nothing.at_all }}", '{% include "none.j2" %}'],
        ids=["syntax", "no such value", "no such template"],
    )
    def test_a_broken_template_keeps_the_last_pages(self, preview, mistake):
        with preview.one_rebuild(seconds=0) as news:
            own_template(preview.desk, "sources.md.j2", mistake)
        assert news[0].count("WARNING") == 1
        assert "templates/" in news[0]
        assert "Our own line." in preview.get("sources/")
        with preview.one_rebuild(seconds=0) as news:
            own_template(preview.desk, "sources.md.j2", "Our own line.")
        assert "WARNING" not in news[0]

    def test_an_error_of_python_does_not_silence_the_preview(self, preview):
        with preview.one_rebuild(seconds=0) as news:
            own_template(preview.desk, "sources.md.j2", "{{ 1 / 0 }}")
        assert news[0].count("WARNING") == 1
        assert "division by zero" in news[0]
        assert "Our own line." in preview.get("sources/")
        with preview.one_rebuild(seconds=0):
            own_template(preview.desk, "sources.md.j2", "Our own line.")

    def test_wrong_settings_keep_the_last_pages_and_title(self, preview):
        with preview.one_rebuild() as news:
            put(preview.desk, "site_config/site.yml", "titel: Harbour desk\n")
        assert news[0].count("WARNING") == 1
        assert "site_config/site.yml:1: titel" in news[0]
        assert "<title>Sources - Harbour desk</title>" in preview.get("sources/")
        with preview.one_rebuild() as news:
            put(preview.desk, "site_config/site.yml", "title: Harbour news\n")
        assert "WARNING" not in news[0]
        assert "<title>Sources - Harbour news</title>" in preview.get("sources/")
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "site_config/site.yml", "title: Harbour desk\n")

    def test_the_address_of_publication_does_not_move_the_preview(self, preview):
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "site_config/site.yml", "title: Harbour desk\nurl: https://user.example/repo/\n")
        assert preview.address == f"http://127.0.0.1:{preview.port}/"
        assert "Harbour desk" in preview.get()
        with preview.one_rebuild(seconds=0):
            put(preview.desk, "site_config/site.yml", "title: Harbour desk\n")


def test_the_model_is_loaded_once(small):
    """Also where the desk's own places make a gazetteer anew at every build."""
    put(small, "site_config/regions.yml", "places:\n  - {name: Altona, region: DE}\n")
    readers = []
    for name in ("one", "two"):
        put(small, f"content/articles/{name}.md", TRAIN.replace("Night train", f"Night train {name}"))
        config = load_config(str(small / "mkdocs.yml"))
        plugin = config.plugins["tearsheet"]
        plugin.on_startup(command="serve", dirty=False)
        plugin.on_config(config)
        readers.append(plugin._pool._reader)
    assert readers[0] is readers[1] is not None


class TestServe:
    def test_a_folder_with_nothing_but_articles(self, tmp_path):
        desk = tmp_path / "desk"
        put(desk, "content/articles/bridge.md", BRIDGE)
        preview = Preview(tmp_path / "log", "generator", "serve", "--address", "127.0.0.1:PORT", cwd=desk)
        try:
            assert preview.builds == 1
            with preview.one_rebuild(seconds=4):
                put(desk, "content/articles/train.md", TRAIN)
            assert "Night train to Vienna returns" in preview.get("articles/")
            with preview.one_rebuild() as news:
                put(desk, "content/articles/broken.md", BROKEN)
            assert news[0].count("warning:") == 1
            assert "articles/broken.md" in news[0]
            assert preview.get("articles/") is not None
        finally:
            preview.stop()

    def test_a_busy_address_is_named(self, small, preview):
        done = run("generator", "serve", "--address", f"127.0.0.1:{preview.port}", cwd=small, check=2)
        assert f"127.0.0.1:{preview.port}" in done.stderr
        assert "--address" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_wrong_address_is_named(self, small):
        done = run("generator", "serve", "--address", "nonsense", cwd=small, check=2)
        assert "dev_addr" in done.stderr
        assert "Traceback" not in done.stderr
