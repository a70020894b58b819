"""`tearsheet actors` and the redirects, end to end, on delivered articles (no language model is needed)."""

from __future__ import annotations

import html.parser
import json
import posixpath
import shutil
import subprocess
import sys

import pytest
import yaml
from actor_articles import Named, told
from core_desks import TinyDesk
from hypothesis import given, settings
from hypothesis import strategies as st
from site_desks import REPOSITORY

from generator.errors import DeskError
from generator.names import fold_name
from generator.report.actorpage import not_same
from generator.settings.judgements import Judgement, judged
from generator.site.build import build_site
from generator.site.links import check_links

NEAR = {"day": "2024-03-05", "regions": ("TR",)}
OTHER = "Anna Lindqvist"
FILE = """\
# Our desk's names. This comment stays.
actors:
  - name: Anna Lindqvist   # the envoy
    kind: person
    aliases: [Lindqvist,
              "Ms. Lindqvist"]

  # a body
  - name: Harbour Board
    kind: organisation
    aliases:
      - the Board
"""


@pytest.fixture
def small(tmp_path):
    """Two spellings of one man, and a surname that two people bear."""
    desk = TinyDesk(tmp_path / "desk")
    named = [
        "Tayyip Erdogan", "Tayyip Erdogan", "Recep Tayyip Erdogan", "Recep Tayyip Erdogan", "Boris Malenko", "Igor Malenko",
        "Malenko", "Paul Ryan", "Paul D. Ryan",
    ]  # fmt: skip
    for number, name in enumerate(named):
        far = name.startswith("Paul")
        article = told(number, name, day=f"200{number}-01-01") if far else told(number, name, OTHER, **NEAR)
        desk.deliver(f"article-{number}.json", article)
    return desk


def actors(desk):
    rows = json.loads((desk.paths.pages / "data/actors.json").read_text())
    return {row["id"]: row for row in rows}


class TestList:
    def test_joins_and_open_names_with_their_evidence(self, small, run_cli):
        shown = run_cli("-C", small.root, "actors")
        assert shown.exit_code == 0
        for words in (
            "Malenko =? Boris Malenko", "may also be: Igor Malenko", "not joined", "Malenko: Then Malenko spoke.",
            "Paul Ryan =? Paul D. Ryan", "middle name, 62 % sure", "article-6", "2024-03-05",
            "tearsheet actors --same 'Paul Ryan' 'Paul D. Ryan'", "tearsheet actors --not-same",
        ):  # fmt: skip
            assert words in shown.output, words

    def test_as_json(self, small, run_cli):
        shown = run_cli("-C", small.root, "actors", "--json", "--most", 1)
        record = json.loads(shown.stdout)
        assert record["total"] > len(record["doubts"]) == 1
        assert {"one", "other", "made", "rule", "confidence", "because", "shown"} <= set(record["doubts"][0])

    def test_it_writes_nothing(self, small, run_cli):
        before = small.times()
        run_cli("-C", small.root, "actors")
        assert {n: t for n, t in small.times().items() if ".tearsheet" not in n} == before

    def test_control_characters_of_an_article_do_not_reach_the_terminal(self, tmp_path, run_cli):
        desk = TinyDesk(tmp_path / "desk")
        for number, name in enumerate(("Boris Malenko", "Igor Malenko", "Malenko")):
            desk.deliver(f"article-{number}.json", told(number, name, Named("Bad\x1b[31m\u202eName"), **NEAR))
        assert not set(run_cli("-C", desk.root, "actors").output) & {"\x1b", "\u202e"}

    def test_a_name_cannot_give_commands_to_the_shell(self):
        assert not_same("A", "$(rm -rf x)`y`'z") == """tearsheet actors --not-same A '$(rm -rf x)`y`'"'"'z'"""


def test_whoever_reads_enough_is_not_bothered(small):
    """As `tearsheet actors | head -1`."""
    command = [sys.executable, "-m", "generator", "-C", str(small.root), "actors", "--most", "500"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdout.close()
        assert "error" not in running.stderr.read()


class TestJudge:
    def test_same_joins_and_leads_on_from_the_old_page(self, small, run_cli):
        small.put("site_config/site.yml", "thresholds: {actor_articles: 1}\n")
        small.generate()
        assert {"paul-ryan", "paul-d-ryan"} <= set(actors(small))
        done = run_cli("-C", small.root, "actors", "--same", "Paul Ryan", "Paul D. Ryan")
        assert done.exit_code == 0, done.output
        small.generate()
        (kept,) = {"paul-ryan", "paul-d-ryan"} & set(actors(small))
        (gone,) = {"paul-ryan", "paul-d-ryan"} - {kept}
        assert actors(small)[kept]["aliases"] == ["Paul D. Ryan", "Paul Ryan"]
        assert f'href="../{kept}/"' in small.page(f"actors/{gone}/index.html")
        assert not (small.paths.pages / f"actors/{gone}.md").exists()

    def test_not_the_same_parts_what_the_program_joined(self, small, run_cli):
        small.generate()
        page = small.page("actors/recep-tayyip-erdogan.md")
        assert "Tayyip Erdogan" in page.split("## Wrong merge?")[1]
        run_cli("-C", small.root, "actors", "--not-same", "Tayyip Erdogan", "Recep Tayyip Erdogan")
        small.generate()
        assert {"recep-tayyip-erdogan", "tayyip-erdogan"} <= set(actors(small))
        assert actors(small)["recep-tayyip-erdogan"]["aliases"] == ["Recep Tayyip Erdogan"]

    def test_an_open_name_is_settled(self, small, run_cli):
        small.generate()
        assert [row["name"] for row in json.loads(small.page("data/open-names.json"))] == ["Malenko"]
        assert "Malenko" in small.page("actors/index.md").split("## Open names")[1]
        run_cli("-C", small.root, "actors", "--same", "Malenko", "Igor Malenko")
        small.generate()
        assert json.loads(small.page("data/open-names.json")) == []
        assert yaml.safe_load((small.root / "site_config/actors.yml").read_text())["actors"] == [
            {"name": "Igor Malenko", "kind": "person", "aliases": ["Malenko"]}
        ]

    def test_a_name_that_no_article_prints_is_told_of(self, small, run_cli):
        done = run_cli("-C", small.root, "actors", "--same", "Paul Ryan", "Paul Rain")
        assert done.exit_code == 0
        assert "no article prints 'Paul Rain' yet" in done.output
        again = run_cli("-C", small.root, "actors", "--not-same", "Paul Ryan", "Anna Lindqvist")
        assert "no article" not in again.output

    def test_asked_one_by_one(self, small, run_cli):
        from click.testing import CliRunner

        from generator.cli import main

        count = json.loads(run_cli("-C", small.root, "actors", "--json").stdout)["total"]
        done = CliRunner().invoke(main, ["-C", str(small.root), "actors", "--ask"], input="l\n" * (count - 1) + "n\n")
        assert done.exit_code == 0, done.output
        assert done.output.count("Wrote to site_config/actors.yml") == 1
        done = CliRunner().invoke(main, ["-C", str(small.root), "actors", "--ask"], input="q\n")
        assert "Wrote" not in done.output

    def test_comments_and_layout_stay(self, small, run_cli):
        path = small.put("site_config/actors.yml", FILE)
        run_cli(
            "-C", small.root, "actors", "--same", "Anna Lindqvist", "Malenko", "--not-same", "Paul Ryan", "Paul D. Ryan"
        )
        run_cli("-C", small.root, "actors", "--not-same", "Harbour Board", "Tayyip Erdogan")
        after = path.read_text()
        new = [line for line in after.splitlines() if line not in FILE.splitlines()]
        assert new == [
            '              "Ms. Lindqvist", "Malenko"]', '    not: ["Tayyip Erdogan"]', '  - name: "Paul Ryan"',
            '    not: ["Paul D. Ryan"]',
        ]  # fmt: skip
        assert "# the envoy" in after
        assert "\n  # a body\n" in after

    @pytest.mark.parametrize(
        ("file", "arguments", "words"),
        [
            ("", ("--same", "Nobody", "Noone"), "is a name that an article prints"),
            ("", ("--same", "Paul Ryan", " Paul  Ryan"), "two different names"),
            ("", ("--not-same", "", "Paul Ryan"), "two different names"),
            (
                "actors:\n  - name: Paul Ryan\n    not: [Paul D. Ryan]\n", ("--same", "Paul Ryan", "Paul D. Ryan"),
                "site_config/actors.yml:3: 'Paul D. Ryan' stands under `not` of 'Paul Ryan'. Take it out",
            ),
            (
                "actors:\n  - name: Paul Ryan\n    aliases: [Paul D. Ryan]\n", ("--not-same", "Paul Ryan", "Paul D. Ryan"),
                "site_config/actors.yml:3: 'Paul D. Ryan' is a name of the entry 'Paul Ryan'. Take it out",
            ),
            (
                "actors:\n  - name: Paul Ryan\n  - name: Paul D. Ryan\n", ("--same", "Paul Ryan", "Paul D. Ryan"),
                "site_config/actors.yml:3: 'Paul Ryan' and 'Paul D. Ryan' are two entries (lines 2 and 3). Move",
            ),
            ("actors: [x\n", ("--same", "Paul Ryan", "Paul D. Ryan"), "site_config/actors.yml:1: is not YAML"),
        ],
        ids=["unknown", "one name", "no name", "refused before", "joined before", "two entries", "broken file"],
    )  # fmt: skip
    def test_what_cannot_be_written_is_said_and_changes_nothing(self, small, run_cli, file, arguments, words):
        if file:
            small.put("site_config/actors.yml", file)
        done = run_cli("-C", small.root, "actors", *arguments)
        assert done.exit_code == 2
        assert words in done.output
        path = small.root / "site_config/actors.yml"
        assert (path.read_text() if path.exists() else "") == file

    def test_the_same_judgement_twice_changes_nothing(self, small, run_cli):
        for _ in range(2):
            done = run_cli("-C", small.root, "actors", "--same", "Paul Ryan", "Paul D. Ryan")
        assert "nothing, for" in done.output


FORMS = [
    "", "# only a comment\n", "actors:\n", "actors: []\n", "actors: []  # none yet\n", "actors: [{name: A, kind: person}]",
    "actors:\n- name: A\n  note: >\n    folded\n    text\n", "actors:\r\n  - {name: A, not: [q,\r\n    ]}\r\n",
    "\ufeffactors:\n  - aliases: [x]\n    name: A", "actors:\n  - name: A\n    not:\n    - x  # why\n\n# the end\n",
    "actors:\n  - name: A\n    aliases:\n",
]  # fmt: skip


@given(st.sampled_from(FORMS), st.text(min_size=1, max_size=20), st.sampled_from(["same", "not the same"]))
@settings(max_examples=150, deadline=None)
def test_a_judgement_is_one_insertion_whatever_the_layout(text, name, verdict):
    """Nothing that stood in the file is lost or moved, and the file says what was decided."""
    name = " ".join(name.split())
    if fold_name(name) in ("", "a", "x", "q"):
        return
    try:
        new, _ = judged(text, Judgement(verdict, "A", name, "A", "person"))
    except DeskError:
        return  # it contradicts the file, or cannot be edited; then nothing is written
    rest = iter(new)
    assert all(character in rest for character in text.replace(" []", ""))
    entry = next(e for e in yaml.safe_load(new)["actors"] if e["name"] == "A")
    assert name in entry["aliases" if verdict == "same" else "not"] or verdict == "same"


class Refresh(html.parser.HTMLParser):
    """Where a redirect page leads, by each of its ways."""

    def __init__(self, text):
        super().__init__()
        self.targets = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.scripts += tag == "script"
        if tag == "meta" and values.get("http-equiv") == "refresh":
            self.targets.append(values["content"].partition("url=")[2])
        if "href" in values:
            self.targets.append(values["href"])


class TestRedirects:
    @pytest.fixture
    def renamed(self, small):
        """A desk on which an actor with a page was renamed."""
        small.generate()
        small.put(
            "site_config/actors.yml", 'actors:\n  - {name: "The <b>President", aliases: [Recep Tayyip Erdogan]}\n'
        )
        small.generate()
        return small

    def test_every_way_leads_to_the_new_page(self, renamed):
        page = Refresh(renamed.page("actors/recep-tayyip-erdogan/index.html"))
        assert page.targets == ["../the-b-president/"] * 3
        assert page.scripts == 0
        goal = posixpath.normpath(f"actors/recep-tayyip-erdogan/{page.targets[0]}")
        assert (renamed.paths.pages / f"{goal}.md").is_file()

    def test_a_name_is_shown_as_its_characters(self, renamed):
        assert "<b>" not in renamed.page("actors/recep-tayyip-erdogan/index.html")

    def test_the_ledger_notes_it(self, renamed):
        lines = [json.loads(line) for line in renamed.paths.ledger.read_text().splitlines()]
        wanted = {"kind": "redirect", "from": "actors/recep-tayyip-erdogan", "to": "actors/the-b-president"}
        assert [line for line in lines if line["kind"] == "redirect"] == [wanted]

    def test_it_stands_in_no_list_and_no_search(self, renamed):
        pages = renamed.bytes("content/pages")
        naming = [n for n, data in pages.items() if b"actors/recep-tayyip-erdogan" in data or b"](recep-tayyip" in data]
        assert [n for n in naming if not n.startswith(".")] == []

    def test_the_site_is_quiet_and_has_no_dead_link(self, renamed):
        shutil.copy(REPOSITORY / "mkdocs.yml", renamed.root)
        assert build_site(renamed.paths, "2024-03-05").problems == ()
        assert (renamed.paths.site / "actors/recep-tayyip-erdogan/index.html").is_file()
        assert check_links(renamed.paths.site)[1] == []
        assert "recep-tayyip" not in (renamed.paths.site / "sitemap.xml").read_text()
        assert "recep-tayyip" not in (renamed.paths.site / "search/search_index.json").read_text()

    def test_the_full_address_is_named_where_it_is_known(self, renamed):
        renamed.put("site_config/site.yml", "url: https://user.github.io/repo\n")
        renamed.generate()
        page = renamed.page("actors/recep-tayyip-erdogan/index.html")
        assert '<link rel="canonical" href="https://user.github.io/repo/actors/the-b-president/">' in page

    def test_an_actor_that_is_only_listed_now_is_found_in_the_list(self, small):
        small.generate()
        small.put("site_config/site.yml", "thresholds: {actor_articles: 5}\n")
        small.generate()
        assert "../all/r/#recep-tayyip-erdogan" in small.page("actors/recep-tayyip-erdogan/index.html")

    def test_a_second_run_and_a_clean_one_say_the_same(self, renamed):
        before = renamed.bytes("content")
        assert renamed.generate().written == 0
        shutil.rmtree(renamed.paths.pages)
        shutil.rmtree(renamed.paths.cache)
        renamed.generate()
        assert renamed.bytes("content") == before
