"""Tiny desks for the tests of the core, run inside this process with the language model loaded once."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator.annotate.pipeline
from generator import articlejson
from generator.build import annotate, generate
from generator.desk import Desk
from generator.models import Meta, ProcessedArticle
from generator.settings import load_settings

DAM = """\
---
title: Talks on the Nubar dam resume
published: 2024-03-05T09:00:00Z
source: Delta Herald
url: https://delta-herald.example/dam
---

CAIRO — The water minister, Lena Hassan, said on Tuesday that talks on the dam would resume in Cairo.

"We will not sign a paper that we cannot keep," Hassan said. Engineers from Sudan and Ethiopia arrived on Monday.
"""
PORT = """\
---
title: Port of Odessa reopens
published: 2024-03-06
source: Delta Herald
---

The port of Odessa reopened on Wednesday. The harbour master, Igor Malenko, said that eleven ships were waiting.

"The first one left at dawn," Malenko told reporters.
"""
NOTE = "Fog kept the ferries in harbour this week. A spokesman for the ferry line said it would run again on Friday.\n"


@pytest.fixture(scope="session", autouse=True)
def one_model():
    """The real model, loaded once for all tests of this process (as a live preview keeps it)."""
    real, loaded = generator.annotate.pipeline.load_model, {}

    def load(name, desk):
        if (desk / name).is_dir():
            return real(name, desk)
        if name not in loaded:
            loaded[name] = real(name, desk)
        return loaded[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.annotate.pipeline, "load_model", load)
        yield


@dataclass
class TinyDesk:
    """A desk in a temporary folder, and the two halves of the program on it."""

    root: Path

    @property
    def paths(self):
        return Desk(self.root)

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def article(self, name, text):
        return self.put(f"content/articles/{name}", text)

    def annotate(self, **options):
        return annotate(self.paths, load_settings(self.root), **options)

    def generate(self, **options):
        return generate(self.paths, load_settings(self.root), **options)

    def run(self):
        return self.annotate(), self.generate()

    def processed(self):
        """Path below content/processed → processed article."""
        folder = self.paths.processed
        return {
            p.relative_to(folder).as_posix(): articlejson.load(p.read_bytes()) for p in sorted(folder.rglob("*.json"))
        }

    def only(self):
        (article,) = self.processed().values()
        return article

    def page(self, name):
        return (self.paths.pages / name).read_text("utf-8")

    def pages(self):
        """Path → text of every generated Markdown page."""
        return {n: data.decode() for n, data in self.bytes("content/pages").items() if n.endswith(".md")}

    def bytes(self, *names):
        """Path → bytes of every file below the folders (or of the files) named."""
        found = {}
        for name in names:
            top = self.root / name
            for path in [top] if top.is_file() else sorted(top.rglob("*")):
                if path.is_file():
                    found[path.relative_to(top.parent if top.is_file() else top).as_posix()] = path.read_bytes()
        return found

    def times(self):
        """Path → time of change of every file of the desk, but the index's own."""
        found = [p for p in sorted(self.root.rglob("*")) if p.is_file() and "store.sqlite" not in p.name]
        return {p.relative_to(self.root).as_posix(): p.stat().st_mtime_ns for p in found}

    def deliver(self, name, article):
        return self.put(f"content/processed/{name}", articlejson.dump(article))


@pytest.fixture
def desk(tmp_path):
    made = TinyDesk(tmp_path / "desk")
    (made.root / "content/articles").mkdir(parents=True)
    return made


@pytest.fixture
def other_desk(tmp_path):
    made = TinyDesk(tmp_path / "somewhere else" / "another desk")
    (made.root / "content/articles").mkdir(parents=True)
    return made


@pytest.fixture
def run_cli():
    """Call the command line inside this process: arguments → click's result."""

    def call(*arguments):
        from generator.cli import main

        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


@pytest.fixture(scope="session")
def data_dir():
    """The development data, named by TEARSHEET_DATA."""
    folder = os.environ.get("TEARSHEET_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the development data: set TEARSHEET_DATA to its folder")
    return Path(folder)


def accepted(path, made):
    """Whether a committed file holds what the program makes; TEARSHEET_ACCEPT=1 writes it instead."""
    if os.environ.get("TEARSHEET_ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    return path.read_bytes() == made


def delivered(name="2024-03-07-from-elsewhere", text="Rain on the coast\n\nRain fell on the coast.", **values):
    """A processed article that someone else made."""
    title = text.partition("\n")[0]
    return replace(ProcessedArticle(id=name, article=Meta(title=title), text=text), **values)


def files_of(units, book):
    """Path → bytes of all files that are made beside the pages."""
    return {file.path: file.data for unit in units(book) for file in unit.make()}


def rows_of(pages, name):
    """The rows of a list that comes by month (articles, quotes), newest first, the undated last."""
    folders = sorted((pages / "data/months").iterdir(), key=lambda folder: (folder.name != "undated", folder.name))
    return [row for folder in reversed(folders) for row in json.loads((folder / f"{name}.json").read_text("utf-8"))]
