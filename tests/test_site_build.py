"""The built site: the same bytes from the same input, at any address, and sound in all of its files."""

import csv
import gzip
import html.parser
import io
import json
import os
import re
import shutil
from collections import Counter
from urllib.parse import unquote

import pytest
from site_desks import files_of, mkdocs, put, run, tearsheet

from generator.site.links import check_links
from generator.site.stamp import set_build_date


class Reader(html.parser.HTMLParser):
    """What the tests ask of a page: identities, titles, headings, links, text."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.tags, self.links, self.language, self.words = Counter(), Counter(), [], None, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags[tag] += 1
        if values.get("id"):
            self.ids[values["id"]] += 1
        if tag == "html":
            self.language = values.get("lang")
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def pages(sample):
    """Path below the site → its reader, for every page of the sample."""
    site = sample / "site"
    return {p.relative_to(site).as_posix(): Reader(p.read_text()) for p in sorted(site.rglob("*.html"))}


class TestSameBytes:
    def test_in_another_folder_from_a_clean_start(self, sample, tmp_path):
        desk = tmp_path / "a desk elsewhere"
        for name in ("content/articles", "site_config"):
            shutil.copytree(sample / name, desk / name)
        shutil.copy(sample / "mkdocs.yml", desk)
        tearsheet("build", "--strict", "--workers", "2", cwd=desk, check=0, TZ="Pacific/Auckland", PYTHONHASHSEED="7")
        for name in ("content/processed", "content/pages", "site"):
            ours, theirs = files_of(desk / name), files_of(sample / name)
            assert ours.keys() == theirs.keys()
            assert [path for path in ours if ours[path] != theirs[path]] == []
        assert (desk / "content/ledger.jsonl").read_bytes() == (sample / "content/ledger.jsonl").read_bytes()

    @pytest.mark.parametrize(
        ("day", "stamp"),
        [("2024-03-06", b"2024-03-06"), ("1962-10-29", b"1970-01-01"), (None, b"1970-01-01")],
        ids=["the newest article", "before 1970", "undated"],
    )
    def test_the_sitemap_names_no_day_of_building(self, small, day, stamp):
        put(small, "site_config/site.yml", "title: Harbour desk\nurl: https://user.example/repo/\n")
        for path in (small / "content/articles").iterdir():
            text = path.read_text()
            text = re.sub(r"published: .*\n", f"published: {day}\n" if day else "", text)
            path.write_text(text)
        tearsheet("build", "--strict", cwd=small, check=0)
        first = files_of(small / "site")
        found = set(re.findall(rb"<lastmod>(.*?)</lastmod>", first["sitemap.xml"]))
        assert found == {stamp}
        assert gzip.decompress(first["sitemap.xml.gz"]) == first["sitemap.xml"]
        if day is None:
            mkdocs("build", "--strict", cwd=small, check=0)
            assert files_of(small / "site") == first

    def test_a_day_set_by_the_user_stays(self, small):
        put(small, "site_config/site.yml", "url: https://user.example/repo/\n")
        tearsheet("build", "--strict", cwd=small, check=0, SOURCE_DATE_EPOCH="86400")
        assert b"<lastmod>1970-01-02</lastmod>" in (small / "site/sitemap.xml").read_bytes()

    def test_the_date_follows_the_newest_article(self, monkeypatch):
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        said = []
        for latest in ("2024-03-06", None, "1962-10-29", "1970-01-02", "2924-03-06"):
            set_build_date(latest)
            said.append(os.environ["SOURCE_DATE_EPOCH"])
        assert said == ["1709683200", "0", "0", "86400", "4294967295"]

    def test_no_page_names_a_place_or_time_of_building(self, sample):
        for name, data in files_of(sample / "site").items():
            assert str(sample).encode() not in data, name
            assert b"build_date" not in data, name


@pytest.fixture(scope="module")
def site(small_master, tmp_path_factory):
    """The small desk, built for an address with a path."""
    desk = tmp_path_factory.mktemp("subpath") / "desk"
    shutil.copytree(small_master, desk)
    put(desk, "site_config/site.yml", "title: Harbour desk\nurl: https://user.example/repo\n")
    tearsheet("build", "--strict", cwd=desk, check=0)
    return desk / "site"


class TestSubPath:
    def test_every_link_resolves(self, site):
        links, dead = check_links(site)
        assert dead == []
        assert links > 100

    def test_links_of_pages_are_relative(self, site):
        for path in site.rglob("*.html"):
            links = Reader(path.read_text()).links
            assert path.name == "404.html" or not [link for link in links if link.startswith("/")], path

    def test_the_404_page_finds_its_files_from_any_address(self, site):
        text = (site / "404.html").read_text()
        assert 'href="/repo/assets/tearsheet.css"' in text
        assert 'src="/repo/assets/search.js"' in text

    def test_canonical_address_and_sitemap(self, site):
        text = (site / "sources/index.html").read_text()
        assert '<link rel="canonical" href="https://user.example/repo/sources/">' in text
        assert "<loc>https://user.example/repo/sources/</loc>" in (site / "sitemap.xml").read_text()


class TestSample:
    def test_one_h1_and_a_language_on_every_page(self, pages):
        for name, page in pages.items():
            assert (page.tags["h1"], page.language) == (1, "en"), name

    def test_no_id_twice_on_a_page(self, pages):
        twice = {name: [i for i, n in page.ids.items() if n > 1] for name, page in pages.items()}
        assert {name: ids for name, ids in twice.items() if ids} == {}

    def test_links_to_publishers_carry_text_fragments(self, pages, sample):
        """Where a link names the publisher's page, it leads to words that stand in the article."""
        texts = " ".join(
            " ".join(json.loads(p.read_text())["text"].split()) for p in (sample / "content/processed").rglob("*.json")
        )
        outside = [link for page in pages.values() for link in page.links if ".example/" in link]
        marked = [link for link in outside if "#:~:text=" in link]
        assert len(marked) > 0.8 * len(outside) > 1000
        for link in set(marked):
            for part in link.split("#:~:text=")[1].split(","):
                assert unquote(part) in texts, link

    def test_note_of_the_desk_on_every_page_of_an_article(self, pages):
        articles = {name: page for name, page in pages.items() if re.match(r"articles/\d.+/index.html", name)}
        assert len(articles) == 67
        for name, page in articles.items():
            assert "Reconstruction for demonstration" in "".join(page.words), name

    def test_search_rows_lead_to_places_that_are_there(self, sample, pages):
        folder = sample / "site/data/search"
        index = json.loads((folder / "index.json").read_text())
        names = [row for path in folder.glob("n-*.json") for row in json.loads(path.read_text())]
        assert {index["named"][row[0]] for row in names} == set(index["named"])
        texts = [row for path in folder.glob("*/text-*.json") for row in json.loads(path.read_text())]
        assert len(texts) == 67
        places = {row[3] for row in names}
        for name, _, sentences, quotes in texts:
            places |= {f"articles/{name}/", *(f"articles/{name}/#{row[0]}" for row in (*sentences, *quotes))}
        for row in places:
            path, _, anchor = row.partition("#")
            page = pages.get(f"{path}index.html")
            assert page is not None, row
            assert not anchor or anchor in page.ids, row

    def test_downloads_are_linked_and_whole(self, sample, pages):
        folder = sample / "site/data"
        linked = {link for link in pages["data/index.html"].links if link.endswith((".json", ".csv"))}
        listed = [*folder.glob("*"), *folder.glob("months/*/*")]
        files = {path.relative_to(folder).as_posix() for path in listed if path.suffix in (".json", ".csv")}
        assert linked == files
        for path in (folder / name for name in files if name.endswith(".json")):
            # Every surname of the sample is settled in actors.yml.
            assert json.loads(path.read_text()) or path.name == "open-names.json", path

    @pytest.mark.parametrize(
        ("name", "field"),
        [("months/1962-10/quotes.json", "sentence"), ("months/1962-10/articles.json", "page"), ("repeated.json", "page"),
         ("months/1962-10/quotes.csv", "sentence"), ("months/1962-10/articles.csv", "page")],
    )  # fmt: skip
    def test_addresses_in_the_downloads_are_pages_of_the_site(self, sample, pages, name, field):
        text = (sample / "site/data" / name).read_text("utf-8-sig")
        rows = json.loads(text) if name.endswith(".json") else list(csv.DictReader(io.StringIO(text)))
        assert rows
        for row in rows:
            path, _, anchor = row[field].partition("#")
            assert path.endswith("/"), row
            assert (sample / "site" / path / "index.html").is_file(), row
            assert not anchor or anchor in pages[f"{path}index.html"].ids, row


def test_undated_desk_has_a_home_worth_reading(tmp_path):
    put(
        tmp_path,
        "content/articles/a.txt",
        "Mayor opens bridge\n\nThe mayor of Hamburg said that the bridge would open.\n",
    )
    put(
        tmp_path,
        "content/articles/b.txt",
        "Ferry protests\n\nThe ferry line of Hamburg said that it would go to court.\n",
    )
    tearsheet("build", "--strict", cwd=tmp_path, check=0)
    page = Reader((tmp_path / "site/index.html").read_text())
    text = " ".join(" ".join(page.words).split())
    assert "ndated" in text
    assert "Mayor opens bridge" in text
    assert check_links(tmp_path / "site")[1] == []


class TestProperDocs:
    """The fork of MkDocs builds the same pages; only the tag that names the generator differs."""

    def generator_removed(self, site):
        tag = re.compile(rb'\s*<meta name="generator" content="[^"]*">')
        return {name: tag.sub(b"", data) if name.endswith(".html") else data for name, data in files_of(site).items()}

    def test_same_site_from_the_pages_alone(self, sample, tmp_path):
        """No plugin of ours: the pages are complete Markdown. Only the search of the header takes all their words."""
        config = (sample / "mkdocs.yml").read_text().replace("  - tearsheet\n", "")
        title, description = re.findall(
            r"^(?:title|description): (.*)$", (sample / "site_config/site.yml").read_text(), re.MULTILINE
        )
        config = config.replace(
            "site_name: Tearsheet", f"site_name: {title}\nsite_description: {json.dumps(description)}"
        )
        shutil.copytree(sample / "content/pages", tmp_path / "content/pages")
        put(tmp_path, "mkdocs.yml", config)
        run("properdocs", "build", "--strict", "-f", "mkdocs.yml", cwd=tmp_path, check=0, SOURCE_DATE_EPOCH="0")
        ours, theirs = self.generator_removed(sample / "site"), self.generator_removed(tmp_path / "site")
        assert ours.keys() == theirs.keys()
        assert [name for name in ours if ours[name] != theirs[name]] == ["search/search_index.json"]

    def test_the_plugin_runs_there_too(self, small, small_master):
        for name in ("site", "content/processed", "content/pages"):
            shutil.rmtree(small / name)
        (small / "content/pages").mkdir()
        done = run("properdocs", "build", "--strict", "-f", "mkdocs.yml", cwd=small, check=0)
        assert "2 of 2 articles annotated" in done.stderr
        assert self.generator_removed(small / "site") == self.generator_removed(small_master / "site")


def test_pages_read_well_on_a_git_host(sample):
    """Plain Markdown: a heading first, links to files that are there, no construct of a template engine."""
    pages = sample / "content/pages"
    for path in sorted(pages.rglob("*.md")):
        text = path.read_text().split("---\n", 2)[2]
        assert text.lstrip().startswith("# "), path
        assert "{%" not in text, path
        assert "{{" not in text, path
        for target in re.findall(r"\]\(([^)#:]+\.md)[)#]", text):
            assert (path.parent / target).is_file(), (path, target)
