"""Load, dump and describe the processed article, the contract between the halves (`schema_version` 1).

A file holds one UTF-8 JSON object with its keys in the order of `models.ProcessedArticle`. Fields that an upstream
system leaves out are null or empty. What a schema cannot say (spans inside the text, ids that exist, anchors that
differ) is checked on loading; every error names the path inside the file.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

from generator.errors import FormatError
from generator.models import SCHEMA_VERSION, ProcessedArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import TypeAdapter, ValidationError

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_DATE_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?")
_MOST_SHOWN = 5
_LONGEST_SHOWN = 60
_RESERVED = ("index",)
"""Names of pages of the site's own."""


_TEXT = json.JSONEncoder(ensure_ascii=False)
_READER = msgspec.json.Decoder(ProcessedArticle)
_PACKED = msgspec.msgpack.Decoder(ProcessedArticle)


@functools.cache
def _adapter() -> TypeAdapter[ProcessedArticle]:
    from pydantic import ConfigDict, TypeAdapter

    for value in _dataclasses(ProcessedArticle):
        value.__pydantic_config__ = ConfigDict(extra="forbid", allow_inf_nan=False)  # type: ignore[attr-defined]
    return TypeAdapter(ProcessedArticle)


def _dataclasses(top: type) -> tuple[type, ...]:
    import generator.models as words

    members = [value for value in vars(words).values() if isinstance(value, type) and dataclasses.is_dataclass(value)]
    return (*members, top)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a processed article, as a dictionary ready for `json.dumps`."""
    from pydantic.json_schema import GenerateJsonSchema

    made = _adapter().json_schema(schema_generator=GenerateJsonSchema, mode="validation")
    properties = {"schema_version": {"const": SCHEMA_VERSION, "title": "Schema Version"}, **made.pop("properties")}
    required = ["schema_version", *made.pop("required")]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tearsheet processed article"}
    made.pop("title", None)
    return {**head, **made, "properties": properties, "required": required}


def dump(article: ProcessedArticle) -> str:
    """The article as JSON text: keys in the order of the format, one line a value of the lists, newline at the end."""
    record: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **msgspec.to_builtins(article)}
    lines = []
    for key, value in record.items():
        name = _TEXT.encode(key)
        if isinstance(value, (list, tuple)) and value:
            items = ",\n    ".join(_TEXT.encode(item) for item in value)
            lines.append(f"  {name}: [\n    {items}\n  ]")
        else:
            lines.append(f"  {name}: {_TEXT.encode(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load(data: bytes | str) -> ProcessedArticle:
    """The processed article in `data`.

    Raises:
        FormatError: not JSON, another schema version, or a value that breaks the format; the text names the path
            inside the file (`mentions[3].entity`) of up to five mistakes.
    """
    article = _plainly(data) or _checked(data)
    mistakes = list(_inconsistencies(article))
    if mistakes:
        raise FormatError("; ".join(mistakes[:_MOST_SHOWN]))
    return article


def pack(article: ProcessedArticle) -> bytes:
    """The article in a form that `unpack` reads ten times as fast; only for what this program keeps for itself."""
    return msgspec.msgpack.encode(article)


def unpack(data: bytes) -> ProcessedArticle:
    """The article that `pack` was given.

    Raises:
        FormatError: the bytes are others.
    """
    try:
        return _PACKED.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FormatError(f"not a packed article ({error})") from None


def _plainly(data: bytes | str) -> ProcessedArticle | None:
    """The article of a file that is written as `dump` writes it; `None` where a closer look is needed."""
    try:
        record = msgspec.json.decode(data)
        version = record.pop("schema_version", None) if isinstance(record, dict) else None
        if version != SCHEMA_VERSION or isinstance(version, (bool, float)):
            return None
        article = _READER.decode(data)
        # The same bytes again: no unknown key, none left out, each value of the very type that the format wants.
        return article if msgspec.json.encode(article) == msgspec.json.encode(record) else None
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None


def _checked(data: bytes | str) -> ProcessedArticle:
    """The article as the schema lets it in; `FormatError` with every mistake otherwise."""
    from pydantic import ValidationError

    try:
        record = json.loads(data)
        if not isinstance(record, dict):
            raise FormatError("not a JSON object")
        version = record.pop("schema_version", None)
        if version != SCHEMA_VERSION or isinstance(version, bool):
            given = "is missing; this" if version is None else f"{_shown(version)} is not the version that this"
            raise FormatError(f"schema_version: {given} program reads {SCHEMA_VERSION}")
        return _adapter().validate_json(json.dumps(record), strict=True)
    except ValidationError as error:
        raise FormatError("; ".join(_messages(error))) from None
    except RecursionError:
        raise FormatError("not JSON that can be read (nested too deep)") from None
    except ValueError as error:
        raise FormatError(f"not JSON ({error})") from None


def anchor(words: str, taken: set[str], *, letter: str = "s") -> str:
    """The anchor of a sentence, made from its words alone (case, spacing and marks do not count).

    A sentence that stands twice gets a number from its second time on; `taken` collects the anchors of one article.
    A quote has one of the same make, under another letter.
    """
    folded = " ".join(re.findall(r"\w+", words.casefold()))
    base = f"{letter}-" + hashlib.sha256(folded.encode()).hexdigest()[:8]
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _shown(value: object) -> str:
    """The value in a message, cut."""
    return repr(value)[:_LONGEST_SHOWN]


def _messages(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False)[:_MOST_SHOWN]:
        yield f"{_path(detail['loc'])}: {detail['msg'].lower()}"


def _path(parts: tuple[int | str, ...]) -> str:
    out = ""
    for part in parts:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "the whole file"


def _inconsistencies(article: ProcessedArticle) -> Iterator[str]:
    """What the schema cannot say, one message each with the path inside the file."""
    if not ID_PATTERN.fullmatch(article.id):
        yield "id: use lower-case letters, digits and hyphens, at most 120, beginning with a letter or digit"
    elif article.id in _RESERVED:
        yield f"id: {article.id!r} is the name of a page of the site"
    if not article.article.title.strip():
        yield "article.title: is empty"
    for name in ("published", "updated"):
        value = getattr(article.article, name)
        if value is not None and not _is_moment(value):
            yield f"article.{name}: {_shown(value)} is not an ISO date, nor a date-time with zone"
    url = article.article.url
    if url is not None and not re.match(r"https?://[^\s/]", url):
        yield f"article.url: {_shown(url)} is not an http or https address"
    yield from _span_mistakes(article)
    yield from _reference_mistakes(article)


def _is_moment(value: str) -> bool:
    """Whether it is a day, or a time with zone, that can be told on the clock of any zone."""
    if not _DATE_PATTERN.fullmatch(value):
        return False
    try:
        year = dt.datetime.fromisoformat(value).year
    except ValueError:
        return False
    return dt.MINYEAR < year < dt.MAXYEAR


def _span_mistakes(article: ProcessedArticle) -> Iterator[str]:
    length = len(article.text)
    for path, start, end in _spans(article):
        if not 0 <= start < end <= length:
            yield f"{path}: {start}–{end} is not a span of the text, which has {length} code points"
    for name in ("sentences", "mentions", "roles", "figures", "dates"):
        starts = [(value.start, value.end) for value in getattr(article, name)]
        if starts != sorted(starts):
            yield f"{name}: not sorted by start"
    # Sentences must not overlap, or an article's page would print words twice.
    for number, (left, right) in enumerate(zip(article.sentences, article.sentences[1:], strict=False)):
        if left.end > right.start:
            yield f"sentences[{number + 1}]: begins before the sentence in front of it ends"


def _spans(article: ProcessedArticle) -> Iterator[tuple[str, int, int]]:
    for name in ("blocks", "sentences", "mentions", "roles", "figures", "dates"):
        for number, value in enumerate(getattr(article, name)):
            yield f"{name}[{number}]", value.start, value.end
    for number, quote in enumerate(article.quotes):
        for index, span in enumerate(quote.content):
            yield f"quotes[{number}].content[{index}]", span.start, span.end
        for name, part in (("cue", quote.cue), ("speaker", quote.speaker)):
            if part is not None:
                yield f"quotes[{number}].{name}", part.start, part.end
    for number, topic in enumerate(article.topics):
        for index, span in enumerate(topic.evidence):
            yield f"topics[{number}].evidence[{index}]", span.start, span.end


def _reference_mistakes(article: ProcessedArticle) -> Iterator[str]:
    entities = {entity.id for entity in article.entities}
    quotes = {quote.id for quote in article.quotes}
    if len(entities) < len(article.entities):
        yield "entities: two have the same id"
    if len(quotes) < len(article.quotes):
        yield "quotes: two have the same id"
    anchors = [sentence.anchor for sentence in article.sentences]
    if len(set(anchors)) < len(anchors):
        yield "sentences: two have the same anchor"
    for number, sentence in enumerate(article.sentences):
        if not ID_PATTERN.fullmatch(sentence.anchor):
            yield f"sentences[{number}].anchor: use lower-case letters, digits and hyphens"
    named: list[tuple[str, str]] = []
    named += [(f"mentions[{n}].entity", mention.entity) for n, mention in enumerate(article.mentions)]
    named += [(f"roles[{n}].entity", role.entity) for n, role in enumerate(article.roles)]
    for number, quote in enumerate(article.quotes):
        if not ID_PATTERN.fullmatch(quote.id):
            yield f"quotes[{number}].id: use lower-case letters, digits and hyphens"
        if not quote.content:
            yield f"quotes[{number}].content: is empty"
        if quote.via is not None and quote.via not in quotes:
            yield f"quotes[{number}].via: no quote has the id {_shown(quote.via)}"
        named += [(f"quotes[{number}].speaker.entities", e) for e in (quote.speaker.entities if quote.speaker else ())]
    for number, region in enumerate(article.regions):
        named += [(f"regions[{number}].entities", e) for e in region.entities]
    for path, entity in named:
        if entity not in entities:
            yield f"{path}: no entity has the id {_shown(entity)}"
