"""The articles folder → drafts and problems. One bad file costs its own articles, one bad record only itself."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.errors import Problem
from generator.models import Article, Block, Input, Meta
from generator.names import slug
from generator.read.credits import find_credit
from generator.read.fields import ALSO_CALLED, read_fields, renamed
from generator.read.layout import Paragraph, dateline, lay_out, plain_paragraphs, split_title, without_title
from generator.read.markdown import markdown_paragraphs, read_markdown
from generator.yamlfile import YamlMistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUFFIXES = (".md", ".txt", ".jsonl", ".json")
_MEGABYTE = 1_000_000
_DATELINES = 6
"""Paragraphs among which the dateline stands, behind captions and by-lines."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What reading depends on besides the file."""

    language: str = "en"
    article_characters: int = 200_000
    file_megabytes: int = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that was read and has not been given its id."""

    key: str
    """What makes it itself: its own id, else its URL, else its path and place in the file."""
    where: str
    """File and line or item, for messages."""
    meta: Meta
    text: str
    blocks: tuple[Block, ...]
    input: Input
    own: str | None = None
    """Its own id, where it has one."""
    doubts: tuple[Problem, ...] = ()
    """Fields that could not be used; the article is published without them."""

    def stem(self) -> str:
        """Date and headline, as a new id begins."""
        return "-".join(filter(None, ((self.meta.published or "undated")[:10], slug(self.meta.title))))

    def new_id(self) -> str:
        """Date, headline and a digest of `key`; given once and then kept in the ledger."""
        return new_id(self.stem(), self.key)

    def named(self, article_id: str) -> Article:
        """The article under its id."""
        return Article(article_id, self.meta, self.text, self.blocks, self.input)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read."""

    problem: Problem
    broken: bool
    """Whether it may hold articles all the same."""


def new_id(stem: str, key: str) -> str:
    """The id of a new article: date and headline, and a digest of what makes it itself."""
    return f"{stem}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def place_key(file: str, item: str | None) -> str:
    """What makes an article itself that has neither an id of its own nor a URL: where it stands."""
    return f"path {file} {item or ''}"


def find_names(folder: Path) -> list[str]:
    """The names below `folder` of the files that may hold articles, with forward slashes and in their order.

    Names that begin with `_` or `.` are left out, and so is a README. A folder below that cannot be listed stands for
    the files in it.
    """
    top = str(folder)
    found: list[str] = []

    def note(error: OSError) -> None:
        found.append(str(error.filename))

    for here, folders, names in os.walk(top, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        kept = [name for name in names if not name.startswith(("_", ".")) and name != "README.md"]
        found.extend(f"{here}{os.sep}{name}" for name in kept)
    return sorted(path[len(top) :].replace(os.sep, "/").lstrip("/") for path in found if path != top)


def find_files(folder: Path) -> list[Path]:
    """The files of `find_names`."""
    return [folder / name for name in find_names(folder)]


def read_file(path: Path, name: str, rules: Rules) -> tuple[list[Draft], list[Problem], bool]:
    """The articles of one file.

    Args:
        path: the file.
        name: its name relative to `content/`, for messages and identity.
        rules: language and limits.

    Returns:
        Drafts in the order of the file, problems, and whether any part of the file could not be read (so that articles
        missing from it are not taken for withdrawn).
    """
    data = open_file(path, name, rules)
    if isinstance(data, Refused):
        return [], [data.problem], data.broken
    return read_drafts(data, name, rules)


def open_file(path: Path, name: str, rules: Rules) -> bytes | Refused:
    """What the file holds, or why it is not read."""
    if path.suffix.lower() not in SUFFIXES and not path.is_dir():
        remedy = f"Use one of {', '.join(SUFFIXES)}, or begin its name with _ to leave it out"
        return Refused(Problem(_printable(name), "is in no format that is read", remedy), broken=False)
    if _printable(name) != name:
        remedy = "Rename it with letters, digits and hyphens"
        return Refused(Problem(_printable(name), "has a name that cannot be printed", remedy), broken=True)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) and not stat.S_ISDIR(state.st_mode):
            return Refused(Problem(name, "is a device or a pipe, and no file", "Remove it"), broken=True)
        if state.st_size > rules.file_megabytes * _MEGABYTE:
            what = f"is larger than {rules.file_megabytes} MB"
            return Refused(Problem(name, what, "Split it, or raise limits.file_megabytes in site.yml"), broken=True)
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        return Refused(Problem(name, what, "Check the file, or remove it"), broken=True)


def read_drafts(data: bytes, name: str, rules: Rules) -> tuple[list[Draft], list[Problem], bool]:
    """What `read_file` returns, from the bytes of the file."""
    readers = {".md": _read_markdown, ".txt": _read_plain, ".jsonl": _read_lines, ".json": _read_json}
    results = list(readers[PurePosixPath(name).suffix.lower()](data, name, rules))
    drafts = [result for result in results if isinstance(result, Draft)]
    lost = [result for result in results if isinstance(result, Problem)]
    return drafts, [*lost, *(doubt for draft in drafts for doubt in draft.doubts)], bool(lost)


def _printable(name: str) -> str:
    """The name without what a message, a page or a JSON file cannot hold."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _text_of(data: bytes, name: str, rules: Rules) -> str | Problem:
    """The file's text: UTF-8, or UTF-16 where a byte order mark says so."""
    wide = data.startswith(_WIDE)
    if b"\x00" in data and not wide:
        return Problem(name, "holds NUL bytes, so it is no text", "Save it as UTF-8 text, or remove it")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(
            name if wide else f"{name}:{line}", f"is not UTF-{16 if wide else 8} text", "Save the file as UTF-8"
        )
    return text if len(text) <= rules.article_characters else _too_long(name, len(text), rules)


def _read_plain(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    text = _text_of(data, name, rules)
    if isinstance(text, Problem):
        yield text
    else:
        yield _draft({}, plain_paragraphs(text), _Place(name, name, None, {}), raw=data, rules=rules)


def _read_markdown(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    text = _text_of(data, name, rules)
    if isinstance(text, Problem):
        yield text
        return
    try:
        file = read_markdown(text)
    except YamlMistake as mistake:
        yield Problem(f"{name}:{mistake.line}", mistake.what, mistake.remedy)
        return
    place = _Place(name, name, None, {ALSO_CALLED.get(key, key): line for key, line in file.lines.items()})
    yield _draft(file.fields, markdown_paragraphs(file.body), place, raw=data, rules=rules)


def _read_lines(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    lines = lines_of(data, name, rules)
    if isinstance(lines, Problem):
        yield lines
        return
    for number, line in lines:
        yield read_line(line, number, name, rules)


def lines_of(data: bytes, name: str, rules: Rules) -> Iterator[tuple[int, bytes]] | Problem:
    """The lines of a file of records that hold anything, with their numbers."""
    if data.startswith(_WIDE):
        text = _text_of(data, name, dataclasses.replace(rules, article_characters=len(data)))
        if isinstance(text, Problem):
            return text
        data = text.encode("utf-8", "surrogatepass")
    lines = enumerate(io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")), start=1)
    return ((number, line.removesuffix(b"\n")) for number, line in lines if line.strip())


def read_line(line: bytes, number: int, name: str, rules: Rules) -> Draft | Problem:
    """The article of one line of a file of records."""
    where = f"{name}:{number}"
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return Problem(where, "is not UTF-8 text", "Save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        what = f"is not JSON ({_json_reason(error)})"
        return Problem(where, what, "Write one JSON object on each line, or remove the line")
    return _record(record, name=name, where=where, number=number, rules=rules)


def _read_json(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    # The limit is one of each article, not of a file that holds many.
    text = _text_of(data, name, dataclasses.replace(rules, article_characters=len(data)))
    if isinstance(text, Problem):
        yield text
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        what = f"is not JSON ({_json_reason(error)})"
        yield Problem(f"{name}{line}", what, "Correct the place, or export the file again")
        return
    if isinstance(value, dict):
        value = next((value[key] for key in ("articles", "items") if isinstance(value.get(key), list)), [value])
    if not isinstance(value, list):
        yield Problem(name, "holds no record", "Write one object, or a list of objects")
        return
    for number, record in enumerate(value, start=1):
        yield _record(record, name=name, where=f"{name}[{number}]", number=number, rules=rules)


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()}, character {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number has too many digits"


def _record(record: object, *, name: str, where: str, number: int, rules: Rules) -> Draft | Problem:
    if not isinstance(record, dict):
        return Problem(where, "is no record", 'Write an object with at least a text: {"text": …}')
    record = renamed(record)
    text = record.get("text")
    if not isinstance(text, str):
        return Problem(where, "has no text", "Give the record a `text` with the words of the article")
    if len(text) > rules.article_characters:
        return _too_long(where, len(text), rules)
    try:
        raw = json.dumps(record, sort_keys=True, ensure_ascii=True).encode()
    except RecursionError:
        return Problem(where, "is nested too deep", "Write the fields of the record as plain values")
    return _draft(record, plain_paragraphs(text), _Place(name, where, str(number), {}), raw=raw, rules=rules)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an article stands."""

    file: str
    where: str
    """File and line or item, for messages."""
    item: str | None
    """Its number in a file that holds several."""
    lines: Mapping[str, int]
    """Field → line, where fields have lines of their own."""

    def of(self, field: str) -> str:
        """Where a field stands."""
        return f"{self.file}:{self.lines[field]}" if field in self.lines else self.where


def _draft(
    record: dict[str, Any], paragraphs: list[Paragraph], place: _Place, *, raw: bytes, rules: Rules
) -> Draft | Problem:
    meta, own, doubts = read_fields(renamed(record), rules.language)
    title, headline = meta.title, True
    if title:
        paragraphs = without_title(title, paragraphs)
    else:
        title, paragraphs, headline = split_title(paragraphs)
    # A headline of its own may stand alone (a wire's flash); without one there must be a sentence.
    if not title or not any(paragraph.kind == "paragraph" or meta.title for paragraph in paragraphs):
        return Problem(place.where, "has no text", "Write the article's words into it, or remove it")
    text, blocks = lay_out(title, paragraphs, headline=headline)
    lines = [paragraph.text for paragraph in paragraphs]
    line = next(filter(None, map(dateline, paragraphs[:_DATELINES])), "")
    credit = meta.credit or find_credit(lines, line, meta.authors, meta.source)
    key = f"id {own}" if own else f"url {meta.url}" if meta.url else place_key(place.file, place.item)
    return Draft(
        key,
        place.where,
        dataclasses.replace(meta, title=title, credit=credit),
        text,
        blocks,
        Input(place.file, own or place.item, hashlib.sha256(raw).hexdigest()),
        own,
        tuple(Problem(place.of(doubt.field), doubt.what, doubt.remedy) for doubt in doubts),
    )


def _too_long(where: str, length: int, rules: Rules) -> Problem:
    what = f"is one article of {length:,} characters; the limit is {rules.article_characters:,}"
    return Problem(where, what, "Split it into articles, or raise limits.article_characters in site.yml")
