"""Markdown with front matter → its fields and the paragraphs of its body, as plain text."""

from __future__ import annotations

import html.parser
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from generator.read.clean import clean_line
from generator.read.layout import Paragraph, classified
from generator.yamlfile import YamlMistake, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<head>.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEPT = ("text", "code_inline", "text_special")
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A Markdown file, parted."""

    fields: dict[str, Any]
    """The front matter, each plain value as the text that was written."""
    lines: Mapping[str, int]
    """Key → line."""
    body: str


def read_markdown(text: str) -> MarkdownFile:
    """Front matter and body of `text`.

    Raises:
        YamlMistake: the front matter has no end, or is no YAML that can be used.
    """
    text = re.sub(r"\r\n?", "\n", text)
    if not re.match(r"---[ \t]*\n", text):
        return MarkdownFile({}, {}, text)
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise YamlMistake(1, "the front matter has no end", "Write a line with --- below it")
    file = read_yaml((match["head"] or "").encode("utf-8", "surrogatepass"), first_line=2, texts=True)
    if file.value is not None and not isinstance(file.value, dict):
        raise YamlMistake(2, "the front matter has no keys", "Write lines such as `title: …`")
    fields = file.value or {}
    return MarkdownFile(fields, {key: file.line((key,)) for key in fields}, text[match.end() :])


def markdown_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs and headings of a Markdown body; markup, images and the tags of HTML are left out, words never."""
    return classified(list(_paragraphs(text)))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            parts = [
                "\n" if c.type in _BREAKS else c.content for c in token.children or [] if c.type in (*_KEPT, *_BREAKS)
            ]
            words = clean_line("".join(parts))
            if words:
                yield Paragraph(words, "subheading" if heading else "paragraph")
        elif token.type in ("fence", "code_block", "html_block"):
            content = _words_of_html(token.content) if token.type == "html_block" else token.content
            yield from (Paragraph(words, "paragraph") for line in content.split("\n") if (words := clean_line(line)))


@dataclass(slots=True)
class _Collected:
    """The words of a piece of HTML, and whether they are meant for a reader."""

    parts: list[str] = field(default_factory=list)
    unseen: int = 0


class _Words(html.parser.HTMLParser):
    """Collects what a browser would show as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Collected()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.unseen += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.found.unseen = max(0, self.found.unseen - 1)
        elif tag in ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote"):
            self.found.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.found.unseen:
            self.found.parts.append(data)


def _words_of_html(markup: str) -> str:
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return "".join(reader.found.parts)
