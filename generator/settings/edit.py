"""A word or an entry put into a YAML file that somebody keeps by hand; every other byte stays as it is.

Libraries that write YAML anew change quotation marks, indents and line ends here and there. One insertion at the place
that the parser names changes nothing else, so the difference an analyst sees in git is the judgement alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BOM = "\ufeff"


def quoted(value: str) -> str:
    """The text as YAML in double quotation marks, on one line."""
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=math.inf).strip()


def add_to_list(text: str, key: str, number: int, name: str, value: str, after: Sequence[str]) -> str:
    """Add `value` to the list `name` of an entry; the list is made if the entry has none.

    Args:
        text: the file.
        key: the top key, which holds a list of entries.
        number: which entry, from 0.
        name: the key inside the entry.
        value: what to add.
        after: keys behind which a new list goes, the best last.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    entry = _sequence(body, key).value[number]
    held = {part.value: (part, inside) for part, inside in entry.value}
    if name in held:
        return mark + _into(body, *held[name], value)
    if entry.flow_style:
        at = entry.value[-1][1].end_mark.index
        return mark + _insert(body, at, f", {name}: [{quoted(value)}]")
    behind = next((held[part][1] for part in reversed(after) if part in held), entry.value[-1][1])
    return mark + _insert_line(body, _end(behind), f"{' ' * entry.start_mark.column}{name}: [{quoted(value)}]")


def append_entry(text: str, key: str, fields: Mapping[str, str | Sequence[str]]) -> str:
    """Add an entry at the end of the list under the top key; key and list are made if there are none."""
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    found = {part.value: (part, inside) for part, inside in root.value} if isinstance(root, yaml.MappingNode) else {}
    if key not in found:
        start = body if not body or body.endswith("\n") else body + _newline(body)
        return mark + start + _lines(body, f"{key}:", _entry(fields, 2))
    part, inside = found[key]
    if not isinstance(inside, yaml.SequenceNode):
        return mark + _insert_line(body, part.end_mark.index, _joined(body, _entry(fields, 2)))
    if not inside.value:
        body = body[: inside.start_mark.index].rstrip(" ") + body[inside.end_mark.index :]
        return mark + _insert_line(body, part.end_mark.index, _joined(body, _entry(fields, 2)))
    end = _end(inside.value[-1])
    if inside.flow_style:
        parts = ", ".join(_fields(fields))
        return mark + _insert(body, end, f", {{{parts}}}")
    apart = [""] if _are_apart(body, inside) else []
    return mark + _insert_line(body, end, _joined(body, [*apart, *_entry(fields, inside.start_mark.column)]))


def _into(body: str, part: yaml.Node, inside: yaml.Node, value: str) -> str:
    """The value at the end of a list that is there."""
    if not isinstance(inside, yaml.SequenceNode):
        return _insert(body, body.index(":", part.end_mark.index) + 1, f" [{quoted(value)}]")
    if not inside.value:
        return _insert(body, inside.start_mark.index + 1, quoted(value))
    end = _end(inside.value[-1])
    if inside.flow_style:
        return _insert(body, end, f", {quoted(value)}")
    return _insert_line(body, end, f"{' ' * inside.start_mark.column}- {quoted(value)}")


def _sequence(body: str, key: str) -> yaml.Node:
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # the file is in order
    found: yaml.Node = next(inside for part, inside in root.value if part.value == key)
    return found


def _end(node: yaml.Node) -> int:
    """Where a value ends; of a block its last value counts, for to the parser it ends where the next begins."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _are_apart(body: str, entries: yaml.SequenceNode) -> bool:
    """Whether empty lines stand between the entries."""
    if len(entries.value) == 1:
        return False
    between = body[_end(entries.value[-2]) : entries.value[-1].start_mark.index]
    return any(not line.strip() for line in between.splitlines()[1:-1])


def _entry(fields: Mapping[str, str | Sequence[str]], indent: int) -> list[str]:
    first = " " * indent + "- "
    rest = " " * (indent + 2)
    return [f"{first if number == 0 else rest}{field}" for number, field in enumerate(_fields(fields))]


def _fields(fields: Mapping[str, str | Sequence[str]]) -> list[str]:
    """Keys and values; the kind is a plain word and needs no quotation marks."""
    out = []
    for name, value in fields.items():
        if isinstance(value, str):
            out.append(f"{name}: {value if name == 'kind' else quoted(value)}")
        else:
            out.append(f"{name}: [{', '.join(map(quoted, value))}]")
    return out


def _newline(body: str) -> str:
    return "\r\n" if "\r\n" in body else "\n"


def _joined(body: str, lines: Sequence[str]) -> str:
    return _newline(body).join(lines)


def _lines(body: str, first: str, rest: Sequence[str]) -> str:
    return _joined(body, [first, *rest]) + _newline(body)


def _insert(body: str, at: int, words: str) -> str:
    return body[:at] + words + body[at:]


def _insert_line(body: str, at: int, words: str) -> str:
    """A line of its own behind the line on which position `at` lies."""
    newline = _newline(body)
    end = body.find(newline, at)
    if end < 0:
        return body + newline + words + newline
    return body[:end] + newline + words + body[end:]
