"""An analyst's judgement on two names, "same" or "not the same", written into `actors.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from generator.errors import DeskError
from generator.names import fold_name
from generator.settings.edit import add_to_list, append_entry
from generator.yamlfile import YamlFile, YamlMistake, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "site_config/actors.yml"
Verdict = Literal["same", "not the same"]
_KEY = "actors"
_BEHIND = ("name", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the analyst decided on two names."""

    verdict: Verdict
    one: str
    other: str
    head: str
    """The name of the entry that is made where there is none."""
    kind: str
    """The kind of that entry."""


def judged(text: str, judgement: Judgement) -> tuple[str, str]:
    """The file with the judgement in it, and one sentence that says what was written.

    Args:
        text: `actors.yml` as it is; empty if there is none. It must be in order.
        judgement: the judgement.

    Raises:
        DeskError: it contradicts what stands in the file, or the file is written in a way that cannot be edited here.
    """
    file = _read(text)
    entries: list[dict[str, Any]] = list((file.value or {}).get(_KEY) or [])
    write = _same if judgement.verdict == "same" else _not_same
    new, wanted, said = write(text, file, entries, judgement)
    if (_read(new).value or {}).get(_KEY) != wanted:
        where = file.line((_KEY,))
        raise DeskError(f"{FILE}:{where}: could not be edited without changing other parts. Write by hand: {said}.")
    return new, said


def _read(text: str) -> YamlFile:
    try:
        return read_yaml(text.encode())
    except YamlMistake as mistake:
        raise DeskError(f"{FILE}:{mistake.line}: {mistake.what}. {mistake.remedy}.") from None


def _same(
    text: str, file: YamlFile, entries: list[dict[str, Any]], judgement: Judgement
) -> tuple[str, list[dict[str, Any]], str]:
    one, other = _entry_of(entries, judgement.one), _entry_of(entries, judgement.other)
    if one is not None and other is not None and one != other:
        lines = " and ".join(str(file.line((_KEY, number))) for number in sorted((one, other)))
        raise DeskError(
            f"{FILE}:{file.line((_KEY, max(one, other)))}: {judgement.one!r} and {judgement.other!r} are two entries "
            f"(lines {lines}). Move the names of one under the other's `aliases` by hand."
        )
    if one is not None and other is not None:
        return text, entries, f"nothing, for {judgement.one!r} and {judgement.other!r} stand in one entry already"
    if one is None and other is None:
        aliases = _others(judgement.head, (judgement.one, judgement.other))
        fields: dict[str, Any] = {"name": judgement.head, "kind": judgement.kind, "aliases": aliases}
        said = f"an entry {judgement.head!r} with the aliases {', '.join(map(repr, aliases))}"
        return append_entry(text, _KEY, fields), [*entries, fields], said
    number, name = (one, judgement.other) if one is not None else (other, judgement.one)
    assert number is not None
    entry = entries[number]
    if fold_name(name) in _folded(entry.get("not")):
        line = file.line((_KEY, number, "not"))
        raise DeskError(f"{FILE}:{line}: {name!r} stands under `not` of {entry['name']!r}. Take it out there first.")
    wanted = _with(entries, number, "aliases", name)
    return (
        add_to_list(text, _KEY, number, "aliases", name, _BEHIND),
        wanted,
        f"{name!r} as an alias of {entry['name']!r}",
    )


def _not_same(
    text: str, file: YamlFile, entries: list[dict[str, Any]], judgement: Judgement
) -> tuple[str, list[dict[str, Any]], str]:
    first, second = judgement.one, judgement.other
    if fold_name(first) != fold_name(judgement.head) == fold_name(second):
        first, second = second, first
    number, name = _entry_of(entries, first), second
    if number is None:
        number, name = _entry_of(entries, second), first
    if number is None:
        fields: dict[str, Any] = {"name": first, "kind": judgement.kind, "not": [second]}
        return append_entry(text, _KEY, fields), [*entries, fields], f"an entry {first!r} with {second!r} under `not`"
    entry = entries[number]
    if name in (entry.get("not") or []):
        return text, entries, f"nothing, for {name!r} stands under `not` of {entry['name']!r} already"
    if _entry_of([entry], name) is not None:
        line = file.line((_KEY, number, "aliases"))
        raise DeskError(f"{FILE}:{line}: {name!r} is a name of the entry {entry['name']!r}. Take it out there first.")
    wanted = _with(entries, number, "not", name)
    return add_to_list(text, _KEY, number, "not", name, _BEHIND), wanted, f"{name!r} under `not` of {entry['name']!r}"


def _entry_of(entries: Sequence[dict[str, Any]], name: str) -> int | None:
    """The number of the entry that bears the name."""
    folded = fold_name(name)
    for number, entry in enumerate(entries):
        if folded in _folded([entry["name"], *(entry.get("aliases") or [])]):
            return number
    return None


def _folded(names: Sequence[str] | None) -> set[str]:
    return {fold_name(str(name)) for name in names or []}


def _others(head: str, names: Sequence[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if fold_name(name) != fold_name(head)]


def _with(entries: Sequence[dict[str, Any]], number: int, key: str, name: str) -> list[dict[str, Any]]:
    changed = {**entries[number], key: [*(entries[number].get(key) or []), name]}
    return [changed if n == number else entry for n, entry in enumerate(entries)]
