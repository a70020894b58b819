"""What an article says for the question who is who: all that `resolve_actors` reads of it.

Facts depend on the article and on what ships with the program, not on the desk's settings, so they are made once per
processed file. Of most articles it is enough to know that they are the same as in the run before.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import generator
from generator.knowledge.bodies import known_bodies
from generator.knowledge.spellings import load_spellings
from generator.models import EntityKind
from generator.names import fold_name

if TYPE_CHECKING:
    from generator.knowledge.bodies import Body
    from generator.models import Entity, Mention, ProcessedArticle

_MADE_WITH = ("knowledge/bodies.*", "knowledge/spellings.*", "names.py", "resolve/actorfacts.py")
UNIT = 1_000_000
"""Confidence is counted in whole millionths, so that a sum does not depend on its order."""
_PERSONAL = {"surname", "first name", "shorter name", "pronoun"}
"""Rules that join mentions to persons only."""
_ADDRESSED = re.compile(r"\b([^\W\d_]{2,12})\.?\s+$")
_DIGEST = 12


class EntityFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an article says of one entity."""

    id: str
    kind: EntityKind
    name: str
    """The fullest form printed in the article."""
    confidence: int
    """In millionths."""
    country: str | None = None
    body: str | None = None
    """Name of the known body that it is."""
    personal: bool = False
    """Whether the article itself treats it as a person: a role, a form of address, a surname or pronoun for it."""
    described: bool = False
    """Whether it is only an adjective ("Democratic senators"), which names nobody."""
    man: int = 0
    """How many forms of address say so."""
    woman: int = 0
    roles: tuple[str, ...] = ()
    """As they are compared, each once, sorted."""
    also: tuple[str, ...] = ()
    """The full names, folded, that the article prints for it, sorted."""
    said: tuple[str, ...] = ()
    """Of a known body, the forms printed, in the order of the article."""


class ActorBrief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Which facts there are of an article."""

    id: str
    digest: bytes
    """Of its facts."""
    usable: bool


class ActorFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an article says for the question who is who."""

    day: int | None
    """As an ordinal."""
    source: str
    """The name of its source, folded; empty if unknown."""
    regions: tuple[str, ...]
    """Ids, sorted."""
    entities: tuple[EntityFacts, ...]
    """By id."""
    acronyms: tuple[tuple[str, str], ...]
    """Each time an acronym stands for a body: the acronym and the name, both folded."""


def facts_version() -> str:
    """Identity of what facts are made with: facts of another one are made anew."""
    return digest_of(*_MADE_WITH)


@functools.cache
def digest_of(*patterns: str) -> str:
    """Identity of files of the program: whoever changes a rule need not remember to raise a number."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in Path(generator.__file__).parent.glob(pattern)):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def actor_facts(article: ProcessedArticle) -> ActorFacts:
    """The facts of the article."""
    entities = sorted(_entities(article), key=lambda entity: entity.id)
    source = fold_name(article.article.source.name) if article.article.source else ""
    regions = tuple(sorted({region.id for region in article.regions}))
    return ActorFacts(_day(article.article.published), source, regions, tuple(entities), tuple(_acronyms(article)))


def actor_brief(article: ProcessedArticle) -> ActorBrief:
    """Which facts there are of the article."""
    facts = msgspec.msgpack.encode((article.id, actor_facts(article)))
    digest = hashlib.blake2b(facts, digest_size=_DIGEST).digest()
    return ActorBrief(article.id, digest, article.article.status == "usable")


def _day(published: str | None) -> int | None:
    return dt.date.fromisoformat(published[:10]).toordinal() if published else None


def _entities(article: ProcessedArticle) -> list[EntityFacts]:
    mentions: dict[str, list[Mention]] = {}
    for mention in article.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    roles: dict[str, set[str]] = {}
    for role in article.roles:
        if words := compared_role(role.span.of(article.text)):
            roles.setdefault(role.entity, set()).add(words)
    return [
        _entity(article.text, entity, mentions.get(entity.id, []), roles.get(entity.id, set()))
        for entity in article.entities
    ]


def _entity(text: str, entity: Entity, mentions: list[Mention], roles: set[str]) -> EntityFacts:
    man, woman = _addressed(text, mentions)
    body = known_body(entity.name, entity.kind, entity.country)
    said = [mention.span.of(text) for mention in mentions if mention.form == "name"]
    personal = bool(roles or man or woman) or any(mention.rule in _PERSONAL for mention in mentions)
    forms = {mention.form for mention in mentions}
    return EntityFacts(
        entity.id, entity.kind, entity.name, round(entity.confidence * UNIT), entity.country,
        body.name if body else None, entity.kind == "person" and personal, forms == {"adjective"},
        man, woman, tuple(sorted(roles)), tuple(sorted({name for name in map(fold_name, said) if " " in name})),
        tuple(dict.fromkeys(said)) if body else (),
    )  # fmt: skip


def known_body(name: str, kind: EntityKind, country: str | None) -> Body | None:
    """The body that everybody knows by this name; where a model took a single word of it for a surname, too."""
    body = known_bodies().find(name, country)
    return body if kind != "person" or " " not in name else None


def compared_role(words: str) -> str:
    """The role without what does not tell it from another: former, abbreviations, case."""
    known = load_spellings().roles
    return " ".join(known.get(word, word) for word in fold_name(words).split() if word not in ("former", "then", "ex"))


def _addressed(text: str, mentions: list[Mention]) -> tuple[int, int]:
    """How many forms of address before the mentions say man, and how many woman."""
    known = load_spellings()
    man = woman = 0
    for mention in mentions:
        before = _ADDRESSED.search(text[max(0, mention.start - 16) : mention.start])
        word = fold_name(before.group(1)) if before and before.group(1)[0].isupper() else ""
        man += word in known.man
        woman += word in known.woman and word not in known.man
    return man, woman


def _acronyms(article: ProcessedArticle) -> list[tuple[str, str]]:
    named = {entity.id: entity for entity in article.entities}
    out = []
    for mention in article.mentions:
        if mention.rule == "acronym" and mention.entity in named:
            short, full = fold_name(mention.span.of(article.text)), fold_name(named[mention.entity].name)
            if short and short != full:
                out.append((short, full))
    return out
