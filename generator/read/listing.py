"""What is known of the articles of a file without their words, so that an unchanged file is not parsed again.

Of a file of records each line is known by its bytes alone, wherever it stands: a line more or less costs that line.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import generator
from generator.errors import Problem
from generator.models import Input
from generator.read.files import Draft, lines_of, new_id, place_key, read_drafts, read_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.read.files import Rules

_RECORDS = ".jsonl"
_CODE = ("read", "knowledge/agencies.py", "knowledge/agencies.yml", "models.py", "names.py", "yamlfile.py")
"""What reading rests on, below the package."""
_LIBRARIES = ("markdown-it-py", "pyyaml")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the folder, without its words."""

    key: str
    """What makes it itself, as in `Draft`."""
    where: str
    """File and line or item."""
    wish: str
    """The id that it gets unless one was issued before."""
    input: Input


@dataclass(frozen=True, slots=True)
class Listing:
    """What one file holds."""

    articles: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    """Whether any part of it could not be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line turned out to be, without its place."""

    problems: tuple[tuple[str, str], ...]
    """What is wrong, and what to do."""
    fingerprint: str | None = None
    """Of the article; `None` if the line holds none."""
    stem: str = ""
    key: str | None = None
    """`None` if its place alone makes it itself."""
    item: str | None = None
    """Its own id, where it has one."""

    def at(self, name: str, number: int) -> tuple[Listed | None, list[Problem]]:
        """The article and the problems of the line in this place."""
        where = f"{name}:{number}"
        problems = [Problem(where, *problem) for problem in self.problems]
        if self.fingerprint is None:
            return None, problems
        key = self.key or place_key(name, str(number))
        origin = Input(name, self.item or str(number), self.fingerprint)
        return Listed(key, where, new_id(self.stem, key), origin), problems


@functools.cache
def reading_version() -> str:
    """Identity (SHA-256, hex) of the code, the data and the libraries that reading rests on."""
    top = Path(generator.__file__).parent
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}".encode())
    for part in _CODE:
        for path in sorted((top / part).glob("*.py")) if (top / part).is_dir() else [top / part]:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def list_file(
    data: bytes, name: str, rules: Rules, known: Mapping[bytes, Line]
) -> tuple[Listing, dict[bytes, Line], list[Draft]]:
    """What a file holds, from its bytes.

    Args:
        data: the bytes of the file.
        name: its name relative to `content/`.
        rules: language and limits.
        known: lines that were read before, by digest.

    Returns:
        The listing, its lines by digest (none but for files of records), and the articles that had to be read for it.
    """
    lines = _lines(data, name, rules)
    if lines is None:
        drafts, problems, broken = read_drafts(data, name, rules)
        return Listing(tuple(map(_listed, drafts)), tuple(problems), broken), {}, drafts
    found: dict[bytes, Line] = {}
    fresh: list[Draft] = []
    articles: list[Listed] = []
    lost: list[Problem] = []
    doubts: list[Problem] = []
    for number, text in lines:
        digest = hashlib.sha256(text).digest()[:16]
        line = found.get(digest) or known.get(digest)
        if line is None:
            result = read_line(text, number, name, rules)
            line = _line(result)
            if isinstance(result, Draft):
                fresh.append(result)
        found[digest] = line
        article, problems = line.at(name, number)
        if article is None:
            lost += problems
        else:
            articles.append(article)
            doubts += problems
    return Listing(tuple(articles), (*lost, *doubts), bool(lost)), found, fresh


def read_again(data: bytes, name: str, rules: Rules, wanted: Collection[str]) -> Iterator[Draft]:
    """The articles of a file at the places `wanted` (as `Draft.where` says them), one after the other."""
    lines = _lines(data, name, rules)
    if lines is None:
        yield from (draft for draft in read_drafts(data, name, rules)[0] if draft.where in wanted)
        return
    for number, text in lines:
        if f"{name}:{number}" in wanted:
            result = read_line(text, number, name, rules)
            if isinstance(result, Draft):
                yield result


def _lines(data: bytes, name: str, rules: Rules) -> Iterator[tuple[int, bytes]] | None:
    """The lines of a file of records; `None` of another file, and of one that is no text."""
    lines = lines_of(data, name, rules) if name.lower().endswith(_RECORDS) else None
    return None if isinstance(lines, Problem) else lines


def _listed(draft: Draft) -> Listed:
    return Listed(draft.key, draft.where, draft.new_id(), draft.input)


def _line(result: Draft | Problem) -> Line:
    if isinstance(result, Problem):
        return Line(((result.what, result.remedy),))
    doubts = tuple((doubt.what, doubt.remedy) for doubt in result.doubts)
    key = None if result.key == place_key(result.input.path, result.input.item) else result.key
    return Line(doubts, result.input.fingerprint, result.stem(), key, result.own)
