"""The words that attribute (`cue_verbs.yml`, our own hand): which verbs report what, and which nouns speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.models import QuoteAct


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that reports: what each complement it takes makes of the content."""

    takes: Mapping[str, QuoteAct]
    """Complement (`quote`, `clause`, `to`, `object`, `~of` …) → the act: "hope that" and "hope to" differ."""
    of_documents: frozenset[str] = frozenset()
    """Complements taken only where the subject is a document ("figures show that …")."""


@dataclass(frozen=True, slots=True)
class Cues:
    """All words that attribute, by lemma in lower case."""

    verbs: Mapping[str, CueVerb]
    """A verb, or a verb and its particle with a space ("point out")."""
    nouns: frozenset[str]
    """What has been said: claim, denial, statement."""
    thoughts: frozenset[str]
    """Those of `nouns` that report a belief."""
    documents: frozenset[str]
    unnamed: frozenset[str]
    of_things: frozenset[str]
    """Verbs that need a subject able to speak."""
    voices: frozenset[str]
    """Nouns that speak for whom they belong to: spokesman, government."""
    media: frozenset[str]
    """What a publisher may be called behind its own name."""
    issued: frozenset[str]
    """Documents that bear the name of whom they come from in front."""
    misread: Mapping[str, str] = field(default_factory=dict)
    """Lemmas that the language model gives to another verb ("hop" for "hoped")."""
    phrasal: frozenset[str] = field(default_factory=frozenset)
    """First words of the verbs with a particle."""


@cache
def load_cues() -> Cues:
    """The table that ships with the program."""
    raw = read_own(files("generator.knowledge").joinpath("cue_verbs.yml").read_bytes(), texts=False)
    verbs = _verbs(raw["verbs"])
    named = ("nouns", "thoughts", "documents", "unnamed", "of_things", "voices", "media", "issued")
    lists = {name: frozenset(raw[name]) for name in named}
    phrasal = frozenset(verb.split()[0] for verb in verbs if " " in verb)
    return Cues(verbs=verbs, phrasal=phrasal, misread=dict(raw["misread"]), **lists)


def _verbs(groups: list[dict[str, Any]]) -> dict[str, CueVerb]:
    """The groups, turned round: verb → complements; the first group that names a complement decides its act."""
    takes: dict[str, dict[str, QuoteAct]] = {}
    only: dict[str, set[str]] = {}
    for group in groups:
        for lemma in group["lemmas"]:
            own = takes.setdefault(lemma, {})
            new = [kind for kind in group["takes"] if kind not in own]
            own.update(dict.fromkeys(new, group["act"]))
            if group.get("subject") == "document":
                only.setdefault(lemma, set()).update(new)
    return {lemma: CueVerb(own, frozenset(only.get(lemma, ()))) for lemma, own in sorted(takes.items())}
