"""Real input that nobody here wrote, from file to site."""

import json
import re
import shutil

import pytest
from core_desks import rows_of
from site_desks import REPOSITORY, mkdocs, tearsheet, warnings_of

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def ankara(data_dir, tmp_path_factory):
    """A desk with nothing but one plain text without metadata, built."""
    desk = tmp_path_factory.mktemp("ankara")
    (desk / "content/articles").mkdir(parents=True)
    shutil.copy(data_dir / "articles/leaders-meet-in-ankara.txt", desk / "content/articles")
    tearsheet("build", "--strict", cwd=desk, check=0)
    return desk


@pytest.fixture(scope="module")
def processed(ankara):
    [path] = (ankara / "content/processed").rglob("*.json")
    return json.loads(path.read_text())


def rows(desk, name):
    if name in ("articles", "quotes"):
        return rows_of(desk / "site", name)
    return json.loads((desk / f"site/data/{name}.json").read_text())


class TestAnkara:
    def test_its_persons_are_these_two_and_no_others(self, ankara):
        persons = {row["name"]: row["aliases"] for row in rows(ankara, "actors") if row["kind"] == "person"}
        assert persons == {
            "Ibrahim Raisi": ["Ibrahim Raisi", "Raisi"],
            "Recep Tayyip Erdogan": ["Erdogan", "Recep Tayyip Erdogan"],
        }

    def test_two_spellings_are_one_state_and_one_region(self, ankara):
        assert [row["name"] for row in rows(ankara, "regions") if row["id"] == "TR"] == ["Türkiye"]
        states = [
            row["aliases"] for row in rows(ankara, "actors") if row["kind"] == "state" and "Turkey" in row["aliases"]
        ]
        assert len(states) == 1
        assert {"Turkey", "Türkiye"} <= set(states[0])

    @pytest.mark.parametrize(("name", "region"), [("Ankara", "TR"), ("Tehran", "IR"), ("Kerman", "IR"), ("Gaza", "PS")])
    def test_a_city_rolls_up_to_its_country(self, ankara, processed, name, region):
        text = processed["text"]
        entities = {entity["id"]: entity for entity in processed["entities"]}
        named = [entities[m["entity"]] for m in processed["mentions"] if text[m["start"] : m["end"]] == name]
        assert named
        assert {entity["country"] for entity in named} == {region}
        assert region in {row["id"] for row in rows(ankara, "regions")}

    @pytest.mark.parametrize(
        ("name", "region"),
        [("North America", "m49:003"), ("Middle East", "area:middle-east"), ("Caucasus", "area:caucasus")],
    )
    def test_a_wider_area_is_a_region_and_no_actor(self, ankara, name, region):
        assert {row["id"]: row["name"] for row in rows(ankara, "regions")}[region] == name
        assert name not in {alias for row in rows(ankara, "actors") for alias in row["aliases"]}

    def test_no_organisations_are_found(self, ankara):
        assert [row["name"] for row in rows(ankara, "actors") if row["kind"] == "organisation"] == []

    def test_what_each_side_is_reported_to_have_said(self, ankara):
        names = {row["id"]: row["name"] for row in rows(ankara, "actors")}
        speakers = {names[actor] for row in rows(ankara, "quotes") for actor in row["actors"]}
        assert {"Ibrahim Raisi", "Recep Tayyip Erdogan", "Iran", "Türkiye"} <= speakers

    def test_reported_speech_stands_without_quotation_marks(self, ankara):
        assert {row["kind"] for row in rows(ankara, "quotes")} == {"indirect"}
        for path in (ankara / "site/quotes").rglob("*.html"):
            content = path.read_text().split("<article", 1)[1].split("</article>")[0]
            assert not re.search("[“”„«»]|&ldquo;|&quot;", re.sub(r"<[^>]*>", "", content)), path

    def test_it_stays_undated(self, ankara, processed):
        assert processed["article"]["published"] is None
        assert processed["article"]["source"] is None or processed["article"]["source"]["name"] is None
        assert "ndated" in (ankara / "site/index.html").read_text()

    def test_every_link_resolves(self, ankara):
        tearsheet("check", "--site", "--strict", cwd=ankara, check=0)


def test_three_hundred_articles_of_a_corpus(data_dir, tmp_path):
    """Every record is published, MkDocs and we warn of nothing, and no link is dead."""
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/pages").mkdir()
    shutil.copy(data_dir / "corpus_free.jsonl", tmp_path / "content/articles")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    done = mkdocs("build", "--strict", cwd=tmp_path)
    assert warnings_of(done) == []
    assert done.returncode == 0
    assert len(rows(tmp_path, "articles")) == 295
    done = tearsheet("check", "--site", "--strict", cwd=tmp_path, check=0)
    assert ", 0 dead" in done.stderr
