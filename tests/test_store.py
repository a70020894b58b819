"""The index can always be made again, and whatever happens to it costs nothing but time."""

import sqlite3

import pytest
from core_desks import delivered

from generator.errors import DeskError
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
    sqlite_do(path, "UPDATE article SET payload = x'00'")
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
