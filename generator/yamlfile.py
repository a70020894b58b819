"""YAML as people write it: each value with the line it stands on, and mistakes in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

# The same in C where PyYAML was built with it: ten times as fast.
_TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_VALUES = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class YamlMistake(ValueError):  # noqa: N818  (a mistake of the user, not an error of ours)
    """The text is no YAML that can be used; says the line, what is wrong and what to do."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its value and where each part of it stands."""

    value: Any
    lines: dict[tuple[int | str, ...], int]

    def line(self, path: tuple[int | str, ...]) -> int:
        """The line (from 1) of the value at `path`, or of the nearest part above it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(data: bytes, *, first_line: int = 1, texts: bool = False) -> YamlFile:
    """The one YAML document in `data` (UTF-8).

    Args:
        data: the bytes of the document.
        first_line: the line in its file at which `data` begins.
        texts: keep every plain value as the text that was written (a title `No` or `1984` stays so).

    Raises:
        YamlMistake: not UTF-8, not YAML, a key that stands twice, or an alias (which could multiply without end).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + first_line
        raise YamlMistake(line, "is not UTF-8 text", "Save the file as UTF-8") from None
    lines: dict[tuple[int | str, ...], int] = {}
    try:
        node = yaml.compose(text, Loader=_Loader)
        value = None if node is None else _Construction(lines, first_line, texts).value(node, ())
    except yaml.MarkedYAMLError as error:
        # Of a bracket or a quotation mark that is never closed, the line on which it was opened helps more.
        opened = any(word in (error.context or "") for word in ("flow", "quoted"))
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise YamlMistake(line, f"is not YAML ({error.problem})", _hint(error)) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + first_line
        raise YamlMistake(line, f"is not YAML ({error.reason})", "Remove the unusual character") from None
    except RecursionError:
        raise YamlMistake(first_line, "is nested too deep", "Write fewer levels below one another") from None
    return YamlFile(value, lines)


def read_own(data: bytes, *, texts: bool = True) -> Any:  # noqa: ANN401
    """The value of a file that ships with the program; with `texts` each plain value as it is written: NO is Norway."""
    return yaml.load(data.decode(), Loader=_TEXTS if texts else _VALUES)  # noqa: S506  (neither makes objects)


class _Loader(yaml.SafeLoader):
    """Refuses aliases: a few of them can stand for a value too large for any memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias (*name) is not read here", problem_mark=mark)
        return super().compose_node(parent, index)


@dataclass(frozen=True, slots=True)
class _Construction:
    """Nodes to values, noting the line of each."""

    lines: dict[tuple[int | str, ...], int]
    first: int
    texts: bool

    def value(self, node: yaml.Node, path: tuple[int | str, ...]) -> Any:  # noqa: ANN401
        self.lines.setdefault(path, node.start_mark.line + self.first)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if node.tag == _NULL:
            return None
        # A date stays as it was written: whether the day exists is for the reader of the field to judge.
        if self.texts or node.tag == _TIMESTAMP:
            return str(node.value)
        try:
            return yaml.SafeLoader("").construct_object(node)
        except ValueError:
            line = node.start_mark.line + self.first
            what = f"is not YAML ({str(node.value)[:40]!r} is not what its tag says)"
            raise YamlMistake(line, what, "Put the value in quotation marks") from None

    def _mapping(self, node: yaml.MappingNode, path: tuple[int | str, ...]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            line = key_node.start_mark.line + self.first
            if not key:
                raise YamlMistake(line, "has a key that is no plain text", "Write the key as one word")
            if key in out:
                raise YamlMistake(line, f"has the key {key!r} twice", "Keep one of them")
            self.lines[(*path, key)] = line
            out[key] = self.value(value_node, (*path, key))
        return out


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return "Put the value in quotation marks if it contains a colon"
    if "tab" in problem or "\\t" in problem:
        return "Indent with spaces instead of tabs"
    if "alias" in problem:
        return "Put a value that begins with * or & in quotation marks"
    return "Check the indentation and the quotation marks of this line and the one above"
