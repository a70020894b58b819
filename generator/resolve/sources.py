"""Articles → the publishers they come from, under one name each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.textfacts import TextFacts
    from generator.settings import SourceSetting


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source over all articles."""

    id: str
    name: str
    domain: str | None = None
    kind: str | None = None
    country: str | None = None
    owner: str | None = None
    note: str | None = None


UNKNOWN = Publisher("unknown-source", "Source not stated")


def resolve_sources(
    texts: Iterable[TextFacts], settings: Sequence[SourceSetting]
) -> tuple[Mapping[str, Publisher], Mapping[str, str]]:
    """Publishers by id, and article id → publisher id.

    An article belongs to the source of `sources.yml` that bears its source's name, else the one at its domain, else to
    a source of the name printed.
    """
    by_name = {name.casefold(): entry for entry in settings for name in (entry.name, *entry.aliases)}
    by_domain = {entry.domain: entry for entry in settings if entry.domain}
    publishers: dict[str, Publisher] = {}
    names: dict[str, str] = {}
    of: dict[str, str] = {}
    for text in sorted(texts, key=lambda text: text.id):
        if text.source is None:
            publishers[UNKNOWN.id] = UNKNOWN
            of[text.id] = UNKNOWN.id
            continue
        entry = by_name.get(text.source.casefold()) or (by_domain.get(text.domain) if text.domain else None)
        name = entry.name if entry else text.source
        if name.casefold() not in names:
            names[name.casefold()] = _free(slug(name) or "source", publishers)
        chosen = names[name.casefold()]
        of[text.id] = chosen
        if entry:
            publishers[chosen] = Publisher(
                chosen, name, entry.domain or text.domain, entry.kind, entry.country, entry.owner, entry.note
            )
        else:
            publishers.setdefault(chosen, Publisher(chosen, name, text.domain))
    return dict(sorted(publishers.items())), of


def _free(wish: str, taken: Mapping[str, Publisher]) -> str:
    name, number = wish, 2
    while name in taken or name in (UNKNOWN.id, "index"):
        name, number = f"{wish}-{number}", number + 1
    return name
