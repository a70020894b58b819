"""The articles folder → drafts and problems. One bad file costs its own articles, one bad record only itself."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from generator.errors import Problem
from generator.models import Article, Block, Input, Meta
from generator.names import slug
from generator.read.clean import clean_line
from generator.read.fields import read_fields
from generator.read.layout import Paragraph, classified, lay_out, plain_paragraphs, split_title, without_title
from generator.yamlfile import YamlMistake, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

READ_VERSION = "1"
"""Raised when the same file would give another text; articles are then annotated again."""
SUFFIXES = (".md", ".txt", ".jsonl", ".json")
_MEGABYTE = 1_000_000


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

    def new_id(self) -> str:
        """Date, headline and a digest of `key`; given once and then kept in the ledger."""
        day = (self.meta.published or "undated")[:10]
        digest = hashlib.sha256(self.key.encode()).hexdigest()[:6]
        return "-".join(filter(None, (day, slug(self.meta.title), digest)))

    def named(self, article_id: str) -> Article:
        """The article under its id."""
        return Article(article_id, self.meta, self.text, self.blocks, self.input)


def find_files(folder: Path) -> list[Path]:
    """The files below `folder` that may hold articles, in the order of their paths.

    Names that begin with `_` or `.` are left out, and so is a README.
    """
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        found += [Path(here) / name for name in names if not name.startswith(("_", ".")) and name != "README.md"]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


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
    reader = {".md": _read_markdown, ".txt": _read_plain, ".jsonl": _read_lines, ".json": _read_json}.get(
        path.suffix.lower()
    )
    if reader is None:
        remedy = f"Use one of {', '.join(SUFFIXES)}, or begin its name with _ to leave it out"
        return [], [Problem(name, "is in no format that is read", remedy)], False
    try:
        if path.stat().st_size > rules.file_megabytes * _MEGABYTE:
            what = f"is larger than {rules.file_megabytes} MB"
            return [], [Problem(name, what, "Split it, or raise limits.file_megabytes in site.yml")], True
        data = path.read_bytes()
    except OSError as error:
        return [], [Problem(name, f"cannot be read ({error.strerror or error})", "Check the file, or remove it")], True
    try:
        results = list(reader(data, name, rules))
    except UnicodeError:
        results = [Problem(name, "is not UTF-8 text", "Save the file as UTF-8")]
    drafts = [result for result in results if isinstance(result, Draft)]
    problems = [result for result in results if isinstance(result, Problem)]
    # Doubts about a field come with their draft; any other problem means that something of the file is missing.
    lost = sum(isinstance(result, Problem) and not isinstance(result, _Doubted) for result in results)
    return drafts, problems, lost > 0


class _Doubted(Problem):
    """A problem with a field of an article that is published all the same."""


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _undecodable(data: bytes, name: str) -> Problem | None:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(name, "holds NUL bytes, so it is no text", "Save it as UTF-8 text, or remove it")
    try:
        _decode(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(f"{name}:{line}", "is not UTF-8 text", "Save the file as UTF-8")
    return None


def _read_plain(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    problem = _undecodable(data, name)
    if problem:
        yield problem
        return
    paragraphs = plain_paragraphs(_decode(data))
    yield from _draft({}, paragraphs, name=name, where=name, item=None, raw=data, rules=rules)


def _read_markdown(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    problem = _undecodable(data, name)
    if problem:
        yield problem
        return
    text = _decode(data).replace("\r\n", "\n")
    record: dict[str, Any] = {}
    if text.startswith("---\n"):
        head, found, body = text[4:].partition("\n---\n")
        if not found and text.endswith("\n---"):
            head, found, body = text[4:-4], "---", ""
        if not found:
            yield Problem(f"{name}:1", "the front matter has no end", "Write a line with --- below it")
            return
        try:
            value = read_yaml(head.encode(), first_line=2, texts=True).value
        except YamlMistake as mistake:
            yield Problem(f"{name}:{mistake.line}", mistake.what, mistake.remedy)
            return
        if value is not None and not isinstance(value, dict):
            yield Problem(f"{name}:2", "the front matter has no keys", "Write lines such as `title: …`")
            return
        record, text = value or {}, body
    yield from _draft(record, _markdown_paragraphs(text), name=name, where=name, item=None, raw=data, rules=rules)


def _markdown_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs and headings of a Markdown body as plain text; markup, images and HTML tags are left out."""
    out: list[Paragraph] = []
    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            parts = [
                "\n" if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or []
                if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
            ]
            words = clean_line("".join(parts))
            if words:
                out.append(Paragraph(words, "subheading" if heading else "paragraph"))
    return classified(out)


def _read_lines(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            record = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield Problem(where, "is not UTF-8 text", "Save the file as UTF-8")
        except (ValueError, RecursionError) as error:
            what = f"is not JSON ({_json_reason(error)})"
            yield Problem(where, what, "Write one JSON object on each line, or remove the line")
        else:
            yield from _record(record, name=name, where=where, number=number, rules=rules)


def _read_json(data: bytes, name: str, rules: Rules) -> Iterator[Draft | Problem]:
    try:
        value = json.loads(_decode(data))
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
        yield from _record(record, name=name, where=f"{name}[{number}]", number=number, rules=rules)


def _json_reason(error: Exception) -> str:
    return error.msg.lower() if isinstance(error, json.JSONDecodeError) else type(error).__name__


def _record(record: object, *, name: str, where: str, number: int, rules: Rules) -> Iterator[Draft | Problem]:
    if not isinstance(record, dict):
        yield Problem(where, "is no record", 'Write an object with at least a text: {"text": …}')
        return
    text = record.get("text")
    if not isinstance(text, str):
        yield Problem(where, "has no text", "Give the record a `text` with the words of the article")
        return
    raw = json.dumps(record, sort_keys=True, ensure_ascii=True).encode()
    if len(text) > rules.article_characters:
        yield _too_long(where, len(text), rules)
        return
    own = record.get("id")
    item = clean_line(str(own)) if isinstance(own, (str, int)) and not isinstance(own, bool) else ""
    yield from _draft(
        record, plain_paragraphs(text), name=name, where=where, item=item or str(number), raw=raw, rules=rules
    )


def _draft(
    record: dict[str, Any],
    paragraphs: list[Paragraph],
    *,
    name: str,
    where: str,
    item: str | None,
    raw: bytes,
    rules: Rules,
) -> Iterator[Draft | Problem]:
    meta, doubts = read_fields(record, rules.language)
    title, headline = meta.title, True
    if title:
        paragraphs = without_title(title, paragraphs)
    else:
        title, paragraphs, headline = split_title(paragraphs)
    if not title or not any(paragraph.kind == "paragraph" for paragraph in paragraphs):
        yield Problem(where, "has no text", "Write the article's words into it, or remove it")
        return
    text, blocks = lay_out(title, paragraphs, headline=headline)
    if len(text) > rules.article_characters:
        yield _too_long(where, len(text), rules)
        return
    own = clean_line(str(record["id"])) if record.get("id") not in (None, "") else None
    key = f"id {own}" if own else f"url {meta.url}" if meta.url else f"path {name} {item or ''}"
    fingerprint = hashlib.sha256(raw).hexdigest()
    yield Draft(key, where, dataclasses.replace(meta, title=title), text, blocks, Input(name, own or item, fingerprint))
    for doubt in doubts:
        yield _Doubted(where, doubt.what, doubt.remedy)


def _too_long(where: str, length: int, rules: Rules) -> Problem:
    what = f"is one article of {length:,} characters; the limit is {rules.article_characters:,}"
    return Problem(where, what, "Split it into articles, or raise limits.article_characters in site.yml")
