"""The index can always be made again, and whatever happens to it costs nothing but time."""

import os
import sqlite3
from dataclasses import dataclass

import pytest
from core_desks import delivered

from generator import articlejson
from generator.errors import DeskError
from generator.store.facts import Extract, read_before
from generator.store.index import STORE_VERSION, Store


@pytest.fixture
def full(desk):
    """A desk of thirty delivered articles, and the path of its index."""
    for number in range(30):
        name = f"a-{number:02}"
        desk.deliver(f"{name}.json", delivered(name, f"Rain {number}\n\n" + f"It rained {number} times. " * 40))
    path = desk.root / "store.sqlite"
    assert len(titles(path, desk)) == 30
    return desk, path


def titles(path, desk):
    with Store(path) as store:
        store.sync(desk.paths.processed)
        return [article.article.title for article in store.articles()]


def overwrite(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def test_articles_come_by_id_whatever_their_files_are_called(desk):
    for file, name in (("z/1.json", "a"), ("b.json", "c"), ("y.json", "b")):
        desk.deliver(file, delivered(name, f"{name.upper()}\n\nIt rained."))
    assert titles(desk.root / "x.sqlite", desk) == ["A", "B", "C"]


def test_it_follows_the_folder(full):
    desk, path = full
    (desk.paths.processed / "a-05.json").unlink()
    desk.deliver("a-06.json", delivered("a-06", "Snow\n\nIt snowed."))
    desk.deliver("new.json", delivered("new", "Hail\n\nIt hailed."))
    found = titles(path, desk)
    assert len(found) == 30
    assert {"Snow", "Hail"} < set(found)
    assert not {"Rain 5", "Rain 6"} & set(found)


def test_an_unchanged_folder_changes_nothing_in_it(full):
    desk, path = full
    before = path.read_bytes()
    titles(path, desk)
    assert path.read_bytes() == before


DAMAGES = {
    "garbage": lambda path: path.write_bytes(b"this is no database" * 500),
    "empty file": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a hole in the middle": lambda path: overwrite(path, 4096, b"\xff" * (path.stat().st_size - 8192)),
    "no table": lambda path: sqlite_do(path, "DROP TABLE article"),
    "older version": lambda path: sqlite_do(path, f"PRAGMA user_version = {STORE_VERSION - 1}"),
    "newer version": lambda path: sqlite_do(path, "CREATE TABLE other (a)", f"PRAGMA user_version = {STORE_VERSION + 1}"),
}  # fmt: skip


def sqlite_do(path, *commands):
    db = sqlite3.connect(path)
    for command in commands:
        db.execute(command)
    db.commit()
    db.close()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_made_anew(full, damage):
    desk, path = full
    damage(path)
    assert len(titles(path, desk)) == 30
    assert len(titles(path, desk)) == 30


def test_a_damaged_article_inside_it_is_said_with_the_remedy(full):
    desk, path = full
    sqlite_do(path, "UPDATE body SET payload = x'00'")
    with pytest.raises(DeskError, match=r"store\.sqlite.*remove the file"):
        titles(path, desk)


def test_a_folder_in_its_place_is_said_with_the_remedy(desk):
    (desk.root / "store.sqlite").mkdir()
    with pytest.raises(DeskError, match=r"store\.sqlite.*remove"):
        Store(desk.root / "store.sqlite")


def test_the_lock_of_another_run_loses_nothing(full, monkeypatch):
    desk, path = full
    desk.deliver("new.json", delivered("new", "Hail\n\nIt hailed."))
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: real(path, timeout=0.1))
    try:
        with pytest.raises(DeskError, match="no other run is at work"):
            titles(path, desk)
    finally:
        other.rollback()
        other.close()
    assert len(titles(path, desk)) == 31


def test_a_file_whose_time_alone_changed_is_not_parsed_again(full, monkeypatch):
    desk, path = full
    for file in desk.paths.processed.iterdir():
        os.utime(file, (1, 1))
    monkeypatch.setattr(articlejson, "load", None)
    assert len(titles(path, desk)) == 30


def test_digests_name_each_article_once_in_order(full):
    desk, path = full
    desk.deliver("z.json", delivered("a-07", "Another\n\nOther words."))
    desk.put("content/processed/bad.json", "{")
    with Store(path) as store:
        before = store.digests()
        store.sync(desk.paths.processed)
        assert store.digests() == before
        assert list(before) == sorted(before) == [article.id for article in store.articles()]
        desk.deliver("a-07.json", delivered("a-07", "Changed\n\nOther words."))
        store.sync(desk.paths.processed)
        assert [name for name, digest in store.digests().items() if digest != before[name]] == ["a-07"]
        assert store.article("a-07").article.title == "Changed"
        with pytest.raises(KeyError):
            store.article("a-99")


@dataclass(frozen=True)
class Heading:
    title: str
    words: tuple[str, ...]


class Making:
    """A maker of facts that notes for which articles it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, article):
        self.asked.append(article.id)
        return Heading(article.article.title, tuple(article.text.split()[:2]))


class TestFacts:
    @pytest.fixture
    def facts(self, full):
        desk, path = full

        def run(version="1", kind="heading"):
            make = Making()
            with Store(path) as store:
                store.sync(desk.paths.processed)
                found = store.facts(Extract(kind, version, make, Heading))
                assert found == [make(article) for article in store.articles()]
            return make.asked[: len(make.asked) - len(found)]

        return run

    def test_they_are_made_once(self, facts):
        assert len(facts()) == 30
        assert facts() == []

    def test_of_what_changed_alone(self, facts, full):
        desk, _ = full
        facts()
        (desk.paths.processed / "a-05.json").unlink()
        desk.deliver("a-06.json", delivered("a-06", "Snow\n\nIt snowed."))
        desk.deliver("new.json", delivered("new", "Hail\n\nIt hailed."))
        assert facts() == ["a-06", "new"]
        assert facts() == []

    def test_what_was_read_before_a_change_is_no_more_than_it_was(self, facts, full):
        desk, path = full
        facts()
        extract = Extract("heading", "1", Making(), Heading)
        before = read_before(path, [extract, Extract("heading", "2", Making(), Heading)])
        (desk.paths.processed / "a-05.json").unlink()
        desk.deliver("a-06.json", delivered("a-06", "Snow\n\nIt snowed."))
        with Store(path) as store:
            store.take_over(before)
            store.sync(desk.paths.processed)
            found = store.facts(extract)
            assert extract.make.asked == ["a-06"]
            assert found == [extract.make(article) for article in store.articles()]
        assert facts() == []
        assert len(facts("2")) == 29

    @pytest.mark.parametrize("early", [False, True])
    def test_one_by_one_they_are_the_same(self, facts, full, early):
        """Whether there are none yet, some are of articles that changed or went, or one is damaged."""
        desk, path = full

        def read():
            extract = Extract("heading", "1", Making(), Heading)
            before = read_before(path, [], [extract]) if early else None
            with Store(path) as store:
                if before is not None:
                    store.take_over(before)
                store.sync(desk.paths.processed)
                one = store.fact(extract)
                asked = list(extract.make.asked)
                assert all(one(article.id) == extract.make(article) for article in store.articles())
            return asked

        assert len(read()) == 30
        assert read() == []
        (desk.paths.processed / "a-05.json").unlink()
        desk.deliver("a-06.json", delivered("a-06", "Snow\n\nIt snowed."))
        assert read() == ["a-06"]
        sqlite_do(path, "UPDATE fact SET payload = x'00' WHERE id = 'a-03'")
        assert read() == []
        assert facts() == ["a-03"]
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT count(*) FROM fact").fetchone() == (29,)
        db.close()

    def test_nothing_is_known_before_of_what_is_no_store(self, tmp_path):
        for data in (None, b"", b"{", b"SQLite format 3\0" + b"x" * 5000):
            if data is not None:
                (tmp_path / "store.sqlite").write_bytes(data)
            assert not any(
                read_before(tmp_path / "store.sqlite", [Extract("a", "1", Making(), Heading)]).extracts.values()
            )
        assert [path.name for path in tmp_path.iterdir()] == ["store.sqlite"]

    def test_again_under_another_version(self, facts):
        facts()
        assert len(facts("2")) == 30
        assert len(facts("1")) == 30

    def test_each_kind_for_itself(self, facts):
        facts()
        assert len(facts(kind="other")) == 30
        assert facts() == []

    def test_what_is_gone_leaves_nothing_behind(self, facts, full):
        desk, path = full
        facts()
        (desk.paths.processed / "a-05.json").unlink()
        facts()
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT count(*) FROM fact").fetchone() == (29,)
        db.close()

    def test_a_damaged_one_is_made_again(self, facts, full):
        _, path = full
        facts()
        sqlite_do(path, "UPDATE fact SET payload = x'00' WHERE id = 'a-03'")
        assert facts() == ["a-03"]
        assert facts() == []

    def test_a_maker_that_fails_leaves_the_store_as_it_was(self, facts, full):
        _, path = full
        with Store(path) as store, pytest.raises(ZeroDivisionError):
            store.facts(Extract("heading", "1", lambda article: len(article.id) / 0, Heading))
        assert len(facts()) == 30
