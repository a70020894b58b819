"""The command line, as a user runs it: what it says, where it says it, and with which status it ends."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from site_desks import BRIDGE, BROKEN, REPOSITORY, TRAIN, files_of, mkdocs, put, tearsheet, warnings_of

import generator.cli

COMMANDS = ("init", "annotate", "generate", "build", "serve", "check", "explain", "actors", "topics")


def options_of(command):
    """Every long option of a command of the program (of the program itself with an empty name)."""
    found = generator.cli.main.commands[command] if command else generator.cli.main
    return [max(option.opts, key=len) for option in found.params if isinstance(option, click.Option)]


class TestHelp:
    def test_these_are_the_commands(self):
        assert set(generator.cli.main.commands) == set(COMMANDS)

    def test_the_program_tells_how_to_begin(self, tmp_path):
        done = tearsheet("--help", cwd=tmp_path, check=0)
        for word in (*COMMANDS, "content/articles", "tearsheet init", "Exit status", "-C"):
            assert word in done.stdout

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_option_is_explained(self, command):
        found = generator.cli.main.commands[command]
        assert len(found.help.split()) > 10
        for option in found.params:
            assert isinstance(option, click.Argument) or len((option.help or "").split()) > 3, option.name

    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_of_each_command(self, command):
        from click.testing import CliRunner

        shown = CliRunner().invoke(generator.cli.main, [command, "--help"])
        assert shown.exit_code == 0
        assert all(option in shown.output for option in options_of(command))

    def test_readme_names_every_command_and_option(self):
        readme = (REPOSITORY / "README.md").read_text()
        if not readme:
            pytest.skip("the README is not written yet")
        names = [f"tearsheet {command}" for command in COMMANDS]
        names += [option for command in ("", *COMMANDS) for option in options_of(command)]
        assert [name for name in names if name not in readme] == []


class TestStatus:
    def test_done(self, small):
        assert tearsheet("build", cwd=small).returncode == 0

    def test_problems_count_only_under_strict(self, small):
        put(small, "content/articles/broken.md", BROKEN)
        done = tearsheet("annotate", cwd=small, check=0)
        assert len(re.findall(r"^problem: articles/broken\.md:\d+: ", done.stderr, re.MULTILINE)) == 1
        assert done.stdout == ""
        assert tearsheet("build", "--strict", cwd=small).returncode == 1
        assert (small / "site/index.html").is_file()

    def test_a_date_that_is_yet_to_come_is_told_of(self, small):
        """A mistyped year takes over the front page: also where nothing is new, it is told of again."""
        assert "yet to come" not in tearsheet("build", cwd=small, check=0).stderr
        put(small, "content/articles/train.md", TRAIN.replace("2024-03-07", "2924-03-07"))
        for _ in range(2):
            done = tearsheet("build", cwd=small, check=0)
            assert re.search(r"^problem: articles: 2924-03-07-night-train\S+ has a date", done.stderr, re.MULTILINE)

    @pytest.mark.parametrize("command", ["annotate", "generate", "build", "serve", "check", "actors"])
    def test_a_folder_that_is_no_desk(self, tmp_path, command):
        done = tearsheet(command, cwd=tmp_path, check=2)
        assert "is no desk" in done.stderr
        assert "tearsheet init" in done.stderr
        assert done.stdout == ""
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_not_there(self, tmp_path):
        assert "no such folder" in tearsheet("-C", "nowhere", "build", cwd=tmp_path, check=2).stderr

    def test_every_wrong_setting_at_once(self, small):
        put(small, "site_config/site.yml", "titel: x\ntimezone: Mars\n")
        put(small, "site_config/actors.yml", "actors:\n  - nam: x\n")
        done = tearsheet("build", cwd=small, check=2)
        for place in ("site_config/site.yml:1: titel", "site_config/site.yml:2: timezone", "site_config/actors.yml:2"):
            assert f"error: {place}" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_unknown_model(self, small):
        put(small, "site_config/site.yml", "model: no_such_pipeline\n")
        done = tearsheet("build", cwd=small, check=2)
        assert "no_such_pipeline" in done.stderr
        assert "site_config/site.yml" in done.stderr

    def test_a_broken_mkdocs_yml(self, small):
        put(small, "mkdocs.yml", "site_name: x\ndocs_dir: nowhere\n")
        done = tearsheet("build", cwd=small, check=2)
        assert "docs_dir" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_dead_link_counts_under_strict(self, small):
        text = (REPOSITORY / "templates/sources.md.j2").read_text()
        put(small, "templates/sources.md.j2", f"{text}\n[dead](nowhere.md)\n")
        done = tearsheet("build", "--strict", cwd=small, check=1)
        assert "nowhere.md" in done.stderr

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_cannot_be_written(self, small):
        (small / "content/pages").chmod(0o500)
        put(small, "site_config/site.yml", "title: Other\n")
        assert "cannot be written" in tearsheet("generate", cwd=small, check=2).stderr


class TestOutput:
    def test_json_is_one_object_on_standard_output(self, small):
        put(small, "content/articles/broken.md", BROKEN)
        done = tearsheet("build", "--json", cwd=small, check=0)
        summary = json.loads(done.stdout)
        assert done.stdout.count("\n") == 1
        assert summary["annotate"]["articles"] == summary["generate"]["articles"] == 2
        assert [problem["where"].split(":")[0] for problem in summary["problems"]] == ["articles/broken.md"]
        assert set(summary["problems"][0]) == {"where", "what", "remedy"}

    @pytest.mark.parametrize("command", ["annotate", "generate", "check"])
    def test_every_command_has_it(self, small, command):
        done = tearsheet(command, "--json", cwd=small, check=0)
        assert json.loads(done.stdout)["problems"] == []
        assert done.stderr == ""

    def test_one_line_a_stage_where_there_is_no_terminal(self, small):
        done = tearsheet("build", cwd=small, check=0)
        lines = done.stderr.splitlines()
        assert done.stdout == ""
        assert [line.split()[0] for line in lines[:3]] == ["Annotated", "0", "Built"]
        assert len(lines) == 5
        assert "\x1b" not in done.stderr

    def test_check_writes_nothing(self, small):
        put(small, "content/articles/broken.md", BROKEN)
        before = files_of(small)
        done = tearsheet("check", cwd=small, check=0)
        assert "2 can be read; problems: 1" in done.stderr
        assert files_of(small) == before

    def test_a_second_run_writes_nothing(self, small):
        def stamps():
            folders = (small / "content", small / "site_config")
            return {p: p.stat().st_mtime_ns for folder in folders for p in folder.rglob("*") if p.is_file()}

        before = stamps()
        done = tearsheet("build", "--json", cwd=small, check=0)
        assert stamps() == before
        summary = json.loads(done.stdout)
        assert (summary["annotate"]["annotated"], summary["generate"]["written"]) == (0, 0)


class TestCalls:
    @pytest.mark.usefixtures("small")
    def test_dash_c_works_elsewhere(self, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        done = tearsheet("-C", "../desk", "check", cwd=elsewhere, check=0)
        assert "2 can be read" in done.stderr
        assert list(elsewhere.iterdir()) == []

    def test_the_console_command(self, small):
        command = shutil.which("tearsheet", path=Path(sys.executable).parent)
        if command is None:
            pytest.skip("the project is not installed")
        done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True, cwd=small)
        assert done.stdout == f"tearsheet, version {generator.__version__}\n"

    def test_nothing_but_articles(self, tmp_path):
        put(tmp_path, "content/articles/bridge.md", BRIDGE)
        tearsheet("build", "--strict", cwd=tmp_path, check=0)
        assert (tmp_path / "site/index.html").is_file()
        assert {p.name for p in tmp_path.iterdir()} == {"content", "site", ".tearsheet"}
        tearsheet("check", "--site", "--strict", cwd=tmp_path, check=0)


class TestInit:
    def test_a_desk_that_builds(self, tmp_path):
        done = tearsheet("init", "my desk", cwd=tmp_path, check=0)
        desk = tmp_path / "my desk"
        assert "content/articles" in done.stderr
        for name in ("mkdocs.yml", "site_config/site.yml", "site_config/schema/site.schema.json", "content/pages"):
            assert (desk / name).exists(), name
        assert [path.name for path in (desk / "content/articles").iterdir() if path.suffix != ".md"] == []
        assert tearsheet("build", "--strict", cwd=desk, check=0).stdout == ""
        put(desk, "content/articles/bridge.txt", BRIDGE.split("---\n")[2].strip())
        tearsheet("build", "--strict", cwd=desk, check=0)
        assert warnings_of(mkdocs("build", "--strict", cwd=desk, check=0)) == []
        tearsheet("check", "--site", "--strict", cwd=desk, check=0)
        assert "Anna Berger" in (desk / "site/quotes/index.html").read_text()

    def test_it_writes_over_nothing(self, tmp_path):
        put(tmp_path, "desk/mkdocs.yml", "site_name: mine\n")
        done = tearsheet("init", "desk", cwd=tmp_path, check=2)
        assert "mkdocs.yml" in done.stderr
        assert files_of(tmp_path) == {"desk/mkdocs.yml": b"site_name: mine\n"}


class TestWheel:
    @pytest.fixture(scope="class")
    @staticmethod
    def installed(tmp_path_factory):
        """The wheel, built and unpacked away from the checkout."""
        folder = tmp_path_factory.mktemp("wheel")
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
            cwd=REPOSITORY, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            wheel.extractall(folder / "installed")
        return folder / "installed"

    def test_it_holds_all_that_is_needed(self, installed):
        package = installed / "generator"
        for name in ("templates/home.md.j2", "templates/assets/search.js", "templates/assets/fonts/OFL.txt",
                     "starter/mkdocs.yml", "starter/desk/site_config/site.yml"):  # fmt: skip
            assert (package / name).is_file(), name
        data = [
            path.name for path in (REPOSITORY / "generator/knowledge").iterdir() if path.suffix in (".json", ".yml")
        ]
        assert data
        assert all((package / "knowledge" / name).is_file() for name in data)
        assert (package / "starter/mkdocs.yml").read_bytes() == (REPOSITORY / "mkdocs.yml").read_bytes()
        assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"generator"}
        modules = {path.relative_to(REPOSITORY) for path in (REPOSITORY / "generator").rglob("*.py")}
        assert modules == {path.relative_to(installed) for path in package.rglob("*.py")}

    def test_it_works_without_the_checkout(self, installed, tmp_path):
        variables = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
        tearsheet("init", "desk", cwd=tmp_path, check=0, **variables)
        desk = tmp_path / "desk"
        put(desk, "content/articles/bridge.md", BRIDGE)
        tearsheet("build", "--strict", cwd=desk, check=0, **variables)
        assert "Council opens the bridge" in (desk / "site/articles/index.html").read_text()
        assert warnings_of(mkdocs("build", "--strict", cwd=desk, check=0, **variables)) == []
        where = subprocess.run(
            [sys.executable, "-c", "import generator; print(generator.__file__)"],
            cwd=desk, env={**os.environ, **variables}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert where.stdout.startswith(str(installed))


def test_the_model_and_its_rules_load_only_for_news(small):
    """`generate`, and `annotate` without a new article, must not pay for them."""
    heavy = "spacy", "thinc", "onnxruntime", "tokenizers", "generator.annotate.pipeline"
    code = (
        "import sys; from generator.cli import main\n"
        "try: main(sys.argv[1:])\n"
        f"finally: print([name for name in {heavy} if name in sys.modules])"
    )
    for command in ("--help", "generate", "annotate"):
        arguments = [command] if command == "--help" else ["-C", str(small), command]
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=REPOSITORY
        )
        assert done.stdout.splitlines()[-1] == "[]", (command, done.stderr)
