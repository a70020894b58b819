"""site_config: every mistake at once, each with its file, line, key and remedy; and what an editor is told."""

import json
from pathlib import Path

import pytest
from core_desks import accepted

from generator.errors import SettingsError
from generator.settings import FILES, load_settings, schemas
from generator.starter import schema_text

REPOSITORY = Path(__file__).resolve().parent.parent


def mistakes(folder, **files):
    for name, text in files.items():
        (folder / "site_config").mkdir(exist_ok=True)
        (folder / "site_config" / f"{name}.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        load_settings(folder)
    return caught.value.problems


def case(name, file, text, where, what, remedy):
    return pytest.param(file, text, where, what, remedy, id=name)


MISTAKES = [
    case("unknown key", "site", "title: A\ncolour: red\n", ":2", "colour: is not a key", "title, description, url"),
    case("unknown key below", "site", "publish:\n  txt: full\n", ":2", "publish.txt: is not a key", "text, share"),
    case("unknown key in a list", "actors", "actors:\n  - name: A\n    aka: [B]\n", ":3", "actors[1].aka", "name, kind, aliases, not"),
    case("no such choice", "site", "publish:\n  text: all\n", ":2", "publish.text: 'all' is not possible", "'evidence', 'full' or 'none'"),
    case("share above one", "site", "publish: {share: 30}\n", ":1", "publish.share: 30", "at most 1"),
    case("share below zero", "site", "publish:\n  share: -0.1\n", ":2", "publish.share", "at least 0"),
    case("share is no number", "site", "publish:\n  share: a third\n", ":2", "'a third' is no number", "without quotation marks"),
    case("share is not a number", "site", "publish:\n  share: .nan\n", ":2", "publish.share: nan", "at most"),
    case("not a whole number", "site", "thresholds:\n  actor_articles: 1.5\n", ":2", "1.5 is no whole number", "whole number"),
    case("number in marks", "site", "thresholds:\n  actor_articles: '2'\n", ":2", "'2' is no whole number", "without quotation marks"),
    case("title is a number", "site", "title: 1984\n", ":1", "1984 is no text", "quotation marks"),
    case("title is Off", "site", "title: Off\n", ":1", "title: is read as true or false", "quotation marks"),
    case("title is empty", "site", "title:\n", ":1", "title: is empty", "remove the key"),
    case("title is blank", "site", "title: '  '\n", ":1", "title: is empty", "remove the key"),
    case("title is a list", "site", "title: [a]\n", ":1", "title: is no text", "one value"),
    case("title without end", "site", f"title: {'x' * 3000}\n", ":1", "title: is too long", "2000 characters"),
    case("bad address", "site", "# where\nurl: user.github.io/repo\n", ":2", "'user.github.io/repo' is not possible", "https://"),
    case("script address", "site", "url: javascript:alert(1)\n", ":1", "is not possible", "https://"),
    case("no such zone", "site", "timezone: Paris\n", ":1", "'Paris' is not possible", "Europe/London"),
    case("no such language", "site", "language: English\n", ":1", "'English' is not possible", "BCP 47"),
    case("Norway", "sources", "sources:\n  - name: A\n    country: NO\n", ":3", "read as true or false", "quotation marks"),
    case("no such country", "sources", "sources:\n  - name: A\n    country: UK\n", ":3", "no such region", "ISO 3166"),
    case("address for a domain", "sources", "sources:\n  - name: A\n    domain: https://a.example/\n", ":3", "domain: 'https://a.example/'", "Host name"),
    case("source without a name", "sources", "sources:\n  - kind: web\n", ":2", "sources[1].name: is missing", "Add it"),
    case("name of two sources", "sources", "sources:\n  - name: A\n  - name: B\n    aliases: [x, a]\n", ":4", "sources[2].aliases[2]: 'a' is a name of 'A' too", "one of them"),
    case("domain of two sources", "sources", "sources:\n  - {name: A, domain: a.example}\n  - {name: B, domain: a.example}\n", ":3", "domain of 'A' too", "one of them"),
    case("entry is a word", "sources", "sources:\n  - Herald\n", ":2", "sources[1]: has no keys", "name: …"),
    case("mapping for a list", "sources", "sources:\n  name: A\n", ":1", "sources: is not a list", "“- ”"),
    case("word for a list", "actors", "actors:\n  - name: A\n    aliases: B\n", ":3", "aliases: is not a list", "“- ”"),
    case("alias of two actors", "actors", "actors:\n  - name: Ann Lee\n    aliases: [Lee]\n  - name: Bo Lee\n    aliases:\n      - Bo\n      - LEE\n", ":7", "actors[2].aliases[2]: 'LEE' is a name of 'Ann Lee' too", "one of them"),
    case("actor twice", "actors", "actors:\n  - name: Ann Lee\n  - name: ann lee\n", ":3", "actors[2].name: 'ann lee'", "one of them"),
    case("alias that differs by an accent", "actors", "actors:\n  - name: José Ruiz\n  - name: B\n    aliases: [Jose Ruiz]\n", ":4", "'Jose Ruiz' is a name of 'José Ruiz' too", "one of them"),
    case("alias under not", "actors", "actors:\n  - name: Ann Lee\n    aliases: [Lee]\n    not:\n      - Bo Lee\n      - Lee\n", ":6", "actors[1].not[2]: 'Lee'", "one of the two"),
    case("no such kind", "actors", "actors:\n  - name: A\n    kind: human\n", ":3", "'human' is not possible", "'person', 'organisation', 'state', 'group' or 'none'"),
    case("Wikidata address", "actors", "actors:\n  - name: A\n    wikidata: https://www.wikidata.org/wiki/Q1\n", ":3", "wikidata", "Wikidata id"),
    case("topic without words", "topics", "topics:\n  - id: site:a\n    name: A\n", ":2", "topics[1]", "at least one word or phrase"),
    case("topic id without site", "topics", "topics:\n  - id: Dams\n    name: A\n    words: [dam]\n", ":2", "'Dams' is not possible", "site: and a short name"),
    case("topic twice", "topics", "topics:\n  - {id: 'site:a', name: A, words: [a]}\n  - {id: 'site:a', name: B, words: [b]}\n", ":3", "site:a stands twice", "id of its own"),
    case("no such Media Topic", "topics", "topics:\n  - id: site:a\n    name: A\n    parent: medtop:1\n    words: [a]\n", ":4", "no such IPTC Media Topic", "eight digits"),
    case("word is a number", "topics", "topics:\n  - id: site:a\n    name: A\n    words: [1984]\n", ":4", "words[1]: 1984 is no text", "quotation marks"),
    case("no such region", "regions", "regions:\n  - id: XX\n    names: [Nowhere]\n", ":2", "no such region: XX", "area:…"),
    case("area without members", "regions", "regions:\n  - id: area:own\n    name: Own\n", ":2", "area:own", "members"),
    case("member that is none", "regions", "regions:\n  - id: area:own\n    name: Own\n    members: [EG, ZZZ]\n", ":4", "members[2]: no such region", "ISO 3166"),
    case("place off the globe", "regions", "places:\n  - {name: A, region: EG, lat: 91, lon: 0}\n", ":2", "places[1].lat: 91", "at most 90"),
    case("place without a region", "regions", "places:\n  - name: A\n", ":2", "places[1].region: is missing", "Add it"),
    case("a year for a day", "sources", "sources:\n  - name: A\n    collected:\n      - from: 1962\n", ":4", "sources[1].collected[1].from: '1962' is no day", "such as 1962-10-16"),
    case("a day as people write it", "site", "collected:\n  - to: 16.10.1962\n", ":2", "collected[1].to: '16.10.1962' is no day", "year, month and day"),
    case("a time for a day", "site", "collected:\n  - from: 1962-10-16T09:00:00\n", ":2", "collected[1].from: '1962-10-16T09:00:00' is no day", "year, month and day"),
    case("no such day", "site", "collected:\n  - to: 1962-02-30\n", ":2", "there is no day 1962-02-30", "calendar"),
    case("to before from", "sources", "sources:\n  - name: A\n    collected:\n      - from: 1962-10-29\n        to: 1962-10-16\n", ":5", "sources[1].collected[1].to: 1962-10-16 lies before `from`, 1962-10-29", "Change the two round"),
    case("to before from, of the desk", "site", "collected:\n  - {from: 1962-10-29, to: 1962-10-16}\n", ":2", "collected[1].to", "Change the two round"),
    case("periods that share a day", "sources", "sources:\n  - name: A\n    collected:\n      - {from: 1962-10-16, to: 1962-10-20}\n      - {from: 1962-11-01, to: 1962-11-02}\n      - {from: 1962-10-20, to: 1962-10-25}\n", ":6", "sources[1].collected[3]: has days that stand in period 1 too", "make them one"),
    case("an open end over a later period", "site", "collected:\n  - from: 1962-10-16\n  - {from: 1962-11-01, to: 1962-11-02}\n", ":3", "collected[2]: has days that stand in period 1 too", "make them one"),
    case("two open beginnings", "site", "collected:\n  - to: 1962-10-16\n  - to: 1962-10-01\n", ":3", "collected[2]: has days that stand in period 1 too", "make them one"),
    case("a period without days", "site", "collected:\n  - {}\n", ":2", "collected[1]: has neither `from` nor `to`", "Write one of them"),
    case("a period that is a day", "site", "collected:\n  - 1962-10-16\n", ":2", "collected[1]: has no keys", "Write its keys"),
    case("a period that is no list", "site", "collected: {from: 1962-10-16}\n", ":1", "collected: is not a list", "“- ”"),
    case("another word for from", "site", "collected:\n  - since: 1962-10-16\n", ":2", "collected[1].since: is not a key", "from, to"),
    case("key twice", "site", "title: A\nurl: https://a.example\ntitle: B\n", ":3", "'title' twice", "Keep one"),
    case("tab", "site", "publish:\n\ttext: full\n", ":2", "is not YAML", "spaces instead of tabs"),
    case("colon in a value", "site", "title: Dams: the site\n", ":1", "is not YAML", "quotation marks"),
    case("alias", "actors", "actors: &a\n  - name: A\nx: *a\n", ":3", "alias", "* or &"),
    case("a list at the top", "actors", "- name: A\n", ":1", "does not begin with a key", "actors"),
    case("words at the top", "topics", "no topics yet\n", ":1", "does not begin with a key", "topics"),
    case("not UTF-8", "site", b"language: en\ntitle: K\xf6ln\n", ":2", "not UTF-8", "Save the file as UTF-8"),
    case("control character", "site", "language: en\ntitle: a\x07b\n", ":2", "is not YAML", "unusual character"),
    case("two documents", "site", "title: A\n---\ntitle: B\n", ":2", "is not YAML", ""),
    case("a tag that does not fit", "site", "title: !!int many\n", ":1", "is not YAML", "quotation marks"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "where", "what", "remedy"), MISTAKES)
def test_a_mistake_names_line_key_and_remedy(tmp_path, file, text, where, what, remedy):
    (found,) = mistakes(tmp_path, **{file: text})
    assert found.where == f"site_config/{file}.yml{where}"
    assert what in found.what
    assert remedy in found.remedy
    assert len(str(found)) < 400


def test_all_mistakes_of_all_files_at_once(tmp_path):
    found = mistakes(
        tmp_path,
        site="title: 1984\nurl: nowhere\npublish:\n  text: all\n",
        sources="sources: 'never closed\n",
        actors="actors:\n  - name: A\n    kind: human\n  - kind: person\n",
        topics="topics: 3\n",
    )
    assert [problem.where.removeprefix("site_config/") for problem in found] == [
        "site.yml:1", "site.yml:2", "site.yml:4", "sources.yml:1", "actors.yml:3", "actors.yml:4", "topics.yml:1",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["site.yaml", "actor.yml", "corrections.yml"])
def test_a_file_under_another_name_is_not_passed_over(tmp_path, name):
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / name).write_text("title: A\n")
    (found,) = mistakes(tmp_path)
    assert found.where == f"site_config/{name}"
    assert "site.yml" in found.remedy


def test_a_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "site_config/site.yml").mkdir(parents=True)
    (found,) = mistakes(tmp_path)
    assert (found.where, "cannot be read" in found.what) == ("site_config/site.yml", True)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "{}\n"], ids=["empty", "comment", "mark", "braces"])
@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_means_the_defaults(tmp_path, name, text):
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / name).write_text(text)
    assert load_settings(tmp_path) == load_settings(tmp_path / "nowhere")


def test_what_is_written_is_what_holds(tmp_path):
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config/site.yml").write_text(
        "title: 'No'\nurl: https://u.example/r\npublish: {text: none, share: 0}\n"
    )
    (tmp_path / "site_config/actors.yml").write_text("actors:\n  - {name: Ann Lee, not: [Bo Lee]}\n")
    settings = load_settings(tmp_path)
    assert (settings.site.title, settings.site.url) == ("No", "https://u.example/r/")
    assert (settings.site.publish.text, settings.site.publish.share, settings.site.language) == ("none", 0, "en")
    assert settings.actors.actors[0].never == ("Bo Lee",)


def test_the_sample_desk_is_in_order():
    settings = load_settings(REPOSITORY)
    assert settings.site.title == "Thirteen Days"
    assert settings.actors.actors
    assert settings.gazetteer().regions["area:eastern-bloc"].name == "The Soviet bloc"


@pytest.mark.parametrize("name", schemas())
def test_the_committed_schema_is_the_one_of_the_program(name):
    assert accepted(REPOSITORY / "site_config/schema" / name, schema_text(schemas()[name]))


@pytest.mark.parametrize("name", schemas())
def test_an_editor_is_told_what_every_setting_means(name):
    schema = json.loads(schema_text(schemas()[name]))
    objects = [schema, *schema.get("$defs", {}).values()]
    silent = [
        f"{part.get('title')}.{key}"
        for part in objects
        for key, value in part["properties"].items()
        if not value.get("description")
    ]
    assert silent == []
    assert all(part["additionalProperties"] is False for part in objects)
