"""Mistakes in the settings, in words for someone who is no programmer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Mistake = tuple[tuple[int | str, ...], str, str]
"""Where, what is wrong, and what to do."""

_LONGEST = 60


def key_of(parts: tuple[int | str, ...]) -> str:
    """The place inside a file: `actors[2].aliases[1]`."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in parts).lstrip(".") or "the file"


def explain(schema: Mapping[str, Any], detail: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong and what to do.

    Args:
        schema: the JSON Schema of the file.
        detail: one error as pydantic describes it.
    """
    message = str(detail["msg"]).removeprefix("Value error, ")
    given, limits = detail.get("input"), detail.get("ctx", {})
    shown = repr(given)[:_LONGEST]
    match detail["type"]:
        case "extra_forbidden":
            siblings = ", ".join(_siblings(schema, detail["loc"]))
            return "is not a key of this file", f"Remove it or use one of: {siblings}"
        case "missing":
            return "is missing", "Add it"
        case "literal_error":
            return f"{shown} is not possible here", f"Write {limits['expected']}"
        case "string_type" if isinstance(given, bool):
            return "is read as true or false, not as text", "Put the value in quotation marks"
        case "string_type" if isinstance(given, (int, float)):
            return f"{shown} is no text", "Put the value in quotation marks"
        case "string_type" if given is None:
            return "is empty", "Write a value, or remove the key"
        case "string_type":
            return "is no text", "Write one value behind the key"
        case "string_too_short":
            return "is empty", "Write a value, or remove the key"
        case "string_too_long":
            return "is too long", f"Write at most {limits['max_length']} characters"
        case "string_pattern_mismatch":
            return f"{shown} is not possible here", _described(schema, detail["loc"])
        case "int_type" | "float_type" | "int_from_float":
            whole = "whole " if detail["type"] != "float_type" else ""
            return f"{shown} is no {whole}number", f"Write a {whole}number without quotation marks"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            bound = {"greater_than_equal": "ge", "less_than_equal": "le"}.get(detail["type"])
            word = "at least" if bound == "ge" else "at most"
            return f"{shown} is not possible here", f"Write {word} {limits[bound]}" if bound else "Write a number"
        case "value_error" if ";" in message:
            what, _, remedy = message.partition(";")
            return what, _sentence(remedy.strip())
        case "value_error":
            return f"{shown} is not possible here", _sentence(message)
        case "tuple_type":
            return "is not a list", "Write each value on a line of its own that begins with “- ”"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "has no keys", "Write its keys below it, such as `name: …`"
    return message[:1].lower() + message[1:], "Correct the value; the README lists what is possible"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _described(schema: Mapping[str, Any], parts: tuple[int | str, ...]) -> str:
    """The description of the key as a remedy."""
    name = next((part for part in reversed(parts) if isinstance(part, str)), "")
    described = str(_above(schema, parts).get("properties", {}).get(name, {}).get("description", ""))
    return f"It should be: {described.rstrip('.')}" if described else "Correct the value"


def _siblings(schema: Mapping[str, Any], parts: tuple[int | str, ...]) -> Iterator[str]:
    """The keys that are possible where an unknown key was found."""
    yield from _above(schema, parts).get("properties", {})


def _above(schema: Mapping[str, Any], parts: tuple[int | str, ...]) -> Mapping[str, Any]:
    """The schema of what holds the last key of `parts`."""
    while parts and isinstance(parts[-1], int):
        parts = parts[:-1]
    here = schema
    for part in parts[:-1]:
        here = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
        here = here.get("allOf", [here])[0]
        while "$ref" in here:
            here = schema["$defs"][here["$ref"].rsplit("/", 1)[1]]
    return here
