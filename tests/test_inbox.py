"""What is kept of the articles folder changes nothing but the time: with it and without it the same is found."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.read.listing
from generator import inbox as inbox_module
from generator.desk import Desk
from generator.inbox import read_inbox
from generator.ledger import Ledger
from generator.settings import Limits, Settings, Site
from generator.store.index import Store

RECORDS = (
    {"text": "It rained. It stopped."},
    {"title": "Rain", "text": "It rained.", "published": "2024-03-05"},
    {"id": "a", "title": "Snow", "text": "It snowed."},
    {"id": "a", "title": "Snow again", "text": "It snowed again."},
    {"url": "https://wire.example/1", "text": "Fog kept the ferries in harbour."},
    {"url": "ftp://wire.example/1", "text": "Fog went.", "published": "yesterday", "titel": "x"},
    {"id": "long", "text": "It rained for days. " * 80},
    {"title": "Nothing"},
    ["no record"],
)
LINES = [json.dumps(record).encode() for record in RECORDS] + [b"", b"{", b'{"text": "\xff"}', b"  "]
NAMES = ("a.jsonl", "sub/b.JSONL", "c.json", "d.md", "e.txt", "f.pdf", "_out.txt", "g\x07.txt", "d.md/h.txt")
TEXTS = (
    b"It rained. It stopped.",
    b"---\ntitle: Rain\nid: a\npublished: soon\n---\n\nIt rained.\n",
    b"---\ntitle: [\n---\n\nIt rained.\n",
    b"",
    b"It rained\x00.",
    b"It rained \xff.",
)
FILES = (
    st.lists(st.sampled_from(LINES), max_size=6).map(b"\n".join)
    | st.lists(st.sampled_from(LINES[:4]), max_size=3).map(lambda lines: b"\n".join(lines).decode().encode("utf-16"))
    | st.lists(st.sampled_from(RECORDS), max_size=4).map(lambda records: json.dumps(records).encode())
    | st.sampled_from(TEXTS)
)
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), FILES),
    st.tuples(st.just("append"), st.sampled_from(NAMES), st.sampled_from(LINES)),
    st.tuples(st.just("prepend"), st.sampled_from(NAMES), st.sampled_from(LINES)),
    st.tuples(st.just("touch"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("limit"), st.just(""), st.sampled_from([1000, 200_000])),
    st.tuples(st.just("language"), st.just(""), st.sampled_from(["en", "de"])),
)


class Folder:
    """A desk whose articles are edited, and read with what is kept and without."""

    def __init__(self, root):
        self.desk = Desk(Path(root))
        self.desk.articles.mkdir(parents=True)
        self.site = Site()
        self.time = 0

    def edit(self, kind, name, value):
        path = self.desk.articles / name
        if kind == "limit":
            self.site = self.site.model_copy(update={"limits": Limits(article_characters=value)})
        elif kind == "language":
            self.site = self.site.model_copy(update={"language": value})
        elif kind == "write":
            self.put(path, value)
        elif path.is_file() and kind in ("append", "prepend", "touch"):
            old = path.read_bytes()
            parts = {"append": [old, value], "prepend": [value, old], "touch": [old]}
            self.put(path, b"\n".join(parts[kind]))
        elif path.is_file() and kind == "remove":
            path.unlink()
        elif path.is_file() and kind == "rename":
            self.put(self.desk.articles / value, path.read_bytes())

    def put(self, path, data):
        if path.is_dir() or path.parent.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.time += 1  # two edits within one tick of the file system's clock are two all the same
        os.utime(path, ns=(self.time, self.time))

    def read(self, *, kept):
        """All that is found, and the ledger with it."""
        ledger, failed = Ledger.load(self.desk.ledger), []
        config = Settings(site=self.site)
        if kept:
            with Store(self.desk.cache / "store.sqlite") as store:
                found = read_inbox(self.desk, config, ledger, store, lambda *_: None)
        else:
            found = read_inbox(self.desk, config, ledger, None, lambda *_: None)
        words = list(found.read(found.articles, failed))
        return (found.articles, found.lost, found.files, found.problems, words, failed, ledger._lines), ledger


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=5), st.sampled_from([0, 2, 256]))
def test_it_finds_what_reading_all_anew_finds(rounds, held):
    with tempfile.TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox_module, "_HELD", held)
        folder = Folder(root)
        for edits in rounds:
            for edit in edits:
                folder.edit(*edit)
            anew, _ = folder.read(kept=False)
            kept, ledger = folder.read(kept=True)
            assert kept == anew
            assert not anew[5]
            ledger.save(folder.desk.ledger)
        assert folder.read(kept=True)[0] == folder.read(kept=False)[0]


class TestWhatIsParsed:
    @pytest.fixture
    def folder(self, tmp_path, monkeypatch):
        """A folder, and what was parsed since it was asked last."""
        folder = Folder(tmp_path)
        folder.parsed = []
        for name in ("read_line", "read_drafts"):
            real = getattr(generator.read.listing, name)

            def noting(data, *rest, real=real):
                folder.parsed.append(data)
                return real(data, *rest)

            monkeypatch.setattr(generator.read.listing, name, noting)
        folder.edit("write", "a.jsonl", b"\n".join(LINES[:6]))
        folder.edit("write", "e.txt", TEXTS[0])
        assert len(self.parsed(folder)) == 7
        return folder

    def parsed(self, folder):
        folder.parsed.clear()
        folder.read(kept=True)
        return list(folder.parsed)

    def test_an_unchanged_folder_is_not_opened(self, folder, monkeypatch):
        monkeypatch.setattr(inbox_module, "open_file", None)
        with Store(folder.desk.cache / "store.sqlite") as store:
            found = read_inbox(folder.desk, Settings(), Ledger(), store, lambda *_: None)
        assert len(found.articles) == 6

    def test_a_new_line_is_parsed_alone(self, folder):
        folder.edit("append", "a.jsonl", LINES[6])
        assert folder.parsed.clear() is None
        with Store(folder.desk.cache / "store.sqlite") as store:
            read_inbox(folder.desk, Settings(), Ledger(), store, lambda *_: None)
        assert folder.parsed == [LINES[6]]

    def test_lines_that_moved_are_not_parsed(self, folder):
        folder.edit("prepend", "a.jsonl", LINES[6])
        folder.parsed.clear()
        with Store(folder.desk.cache / "store.sqlite") as store:
            read_inbox(folder.desk, Settings(), Ledger(), store, lambda *_: None)
        assert folder.parsed == [LINES[6]]

    def test_a_file_whose_time_alone_changed_is_not_parsed(self, folder):
        folder.edit("touch", "e.txt", None)
        folder.parsed.clear()
        with Store(folder.desk.cache / "store.sqlite") as store:
            read_inbox(folder.desk, Settings(), Ledger(), store, lambda *_: None)
        assert folder.parsed == []

    def test_another_reader_parses_all(self, folder, monkeypatch):
        monkeypatch.setattr(inbox_module, "reading_version", lambda: "another")
        assert len(self.parsed(folder)) == 7

    def test_a_damaged_note_is_made_again(self, folder):
        import sqlite3

        db = sqlite3.connect(folder.desk.cache / "store.sqlite")
        db.execute("UPDATE reading SET listing = x'00', lines = x'00'")
        db.commit()
        db.close()
        assert len(self.parsed(folder)) == 7
        assert folder.read(kept=True)[0] == folder.read(kept=False)[0]


def test_an_article_that_changes_while_it_is_read_costs_itself(tmp_path):
    folder = Folder(tmp_path)
    folder.edit("write", "a.jsonl", b"\n".join(LINES[:3]))
    folder.read(kept=True)
    with Store(folder.desk.cache / "store.sqlite") as store:
        found = read_inbox(folder.desk, Settings(), Ledger(), store, lambda *_: None)
    folder.edit("write", "a.jsonl", b"\n".join([LINES[0], LINES[4]]))
    failed = []
    assert len(list(found.read(found.articles, failed))) == 1
    assert [problem.where for problem in failed] == ["articles/a.jsonl:2", "articles/a.jsonl:3"]
