"""`site_config/` as frozen settings: every problem with its file, line and key, then stop once.

Each file of the folder has a class here; the JSON Schema an editor reads is made from the same class. A file or a key
that is missing takes its default, so a desk without `site_config/` works.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from generator.errors import Problem, SettingsError
from generator.knowledge.regions import Gazetteer, extended_gazetteer, load_gazetteer
from generator.knowledge.topics import SiteTopic, load_topics, nearest_topics
from generator.names import fold_name
from generator.settings.site import Budgets, Domain, Limits, Period, Publish, Site, Strict, Text, Thresholds
from generator.settings.values import claimed_twice, wrong_periods
from generator.settings.words import explain, key_of
from generator.yamlfile import YamlMistake, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.settings.words import Mistake

__all__ = [
    "FILES", "FOLDER", "ActorSetting", "Actors", "Budgets", "Limits", "Period", "PlaceSetting", "Publish",
    "RegionSetting", "Regions", "Settings", "Site", "SourceSetting", "Sources", "Thresholds", "TopicSetting", "Topics",
    "load_settings", "schemas",
]  # fmt: skip
FOLDER = "site_config"


def _region(value: str) -> str:
    if value not in load_gazetteer().regions:
        raise ValueError("no such region; write an ISO 3166 code (TR), a UN M49 code (m49:145) or an area:…")
    return value


def _media_topic(value: str) -> str:
    if value not in load_topics():
        near = (
            ", ".join(f"{topic.id} ({topic.name})" for topic in nearest_topics(value)) or "medtop:11000000 (politics)"
        )
        raise ValueError(f"no such IPTC Media Topic: {value!r}; write medtop: and eight digits; nearest: {near}")
    return value


class SourceSetting(Strict):
    """A publisher, and how it is named."""

    name: Text
    """As the site shall call it."""
    aliases: tuple[Text, ...] = ()
    """Other names under which its articles arrive."""
    domain: Domain | None = None
    """Host name of its site; articles whose address lies there belong to it."""
    kind: Literal["newspaper", "agency", "broadcaster", "magazine", "web", "official", "other"] = "other"
    """What sort of publisher it is."""
    country: Annotated[str, AfterValidator(_region)] | None = None
    """Where it is published: an ISO 3166 code such as TR."""
    owner: Text | None = None
    """Sources of one owner are no independent witnesses of one another."""
    note: Text | None = None
    """Shown on the source's page."""
    collected: tuple[Period, ...] = ()
    """When its articles were collected, where that differs from `collected` in site.yml."""


class Sources(Strict):
    """`sources.yml`: the publishers."""

    sources: tuple[SourceSetting, ...] = ()
    """One entry a publisher."""

    def mistakes(self) -> Iterator[Mistake]:
        """A name or a domain that two sources claim, and periods that cannot be."""
        yield from claimed_twice("sources", [(s.name, *s.aliases) for s in self.sources], str.casefold)
        owner: dict[str, int] = {}
        for number, source in enumerate(self.sources):
            if source.domain and owner.setdefault(source.domain, number) != number:
                what = f"{source.domain!r} is the domain of {self.sources[owner[source.domain]].name!r} too"
                yield ("sources", number, "domain"), what, "Keep it in one of them"
            periods = [(period.first, period.last) for period in source.collected]
            yield from wrong_periods(("sources", number, "collected"), periods)


class ActorSetting(Strict):
    """An actor, and the analyst's judgement on its names."""

    name: Text
    """The canonical name, used for its page."""
    kind: Literal["person", "organisation", "state", "group", "none"] = "person"
    """What sort of actor it is; none hides a name that was found and is no actor."""
    aliases: tuple[Text, ...] = ()
    """Names that always mean this actor on this desk."""
    never: Annotated[tuple[Text, ...], Field(alias="not")] = ()
    """Names that must stay apart from this actor."""
    note: Text | None = None
    """Shown on the actor's page."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")] | None = None
    """Its Wikidata id, if you looked it up."""


class Actors(Strict):
    """`actors.yml`: the analyst's judgements on names; they always win."""

    actors: tuple[ActorSetting, ...] = ()
    """One entry an actor."""

    def mistakes(self) -> Iterator[Mistake]:
        """A name that two actors claim, or that one claims and refuses."""
        yield from claimed_twice("actors", [(a.name, *a.aliases) for a in self.actors], fold_name)
        for number, actor in enumerate(self.actors):
            # Names that differ in an accent only may be two people's, so they are compared as written.
            own = {actor.name, *actor.aliases}
            for index, name in enumerate(actor.never):
                if name in own:
                    what = f"{name!r} is a name of {actor.name!r} and under its `not:`"
                    yield ("actors", number, "not", index), what, "Keep it in one of the two"


class TopicSetting(Strict):
    """A topic of the desk's own, standing under one of the IPTC Media Topics."""

    id: Annotated[str, StringConstraints(pattern=r"^site:[a-z0-9][a-z0-9-]*$")]
    """site: and a short name in lower-case letters, digits and hyphens."""
    name: Text
    """As the site shall call it."""
    parent: Annotated[str, AfterValidator(_media_topic)] | None = None
    """The Media Topic above it: medtop: and eight digits."""
    words: tuple[Text, ...] = ()
    """Single words that show the topic."""
    phrases: tuple[Text, ...] = ()
    """Several words in a row that show it."""
    exclude: tuple[Text, ...] = ()
    """Words or phrases in whose paragraph or headline the others do not count."""

    @model_validator(mode="after")
    def _can_match(self) -> Self:
        if not self.words and not self.phrases:
            raise ValueError("give at least one word or phrase, or the topic can never be found")
        return self


class Topics(Strict):
    """`topics.yml`: topics of the desk's own."""

    topics: tuple[TopicSetting, ...] = ()
    """One entry a topic."""

    def mistakes(self) -> Iterator[Mistake]:
        """An id that two topics have, and words that exclude themselves."""
        first: dict[str, int] = {}
        for number, topic in enumerate(self.topics):
            shows = {" ".join(word.split()).casefold() for word in (*topic.words, *topic.phrases)}
            for index, word in enumerate(topic.exclude):
                if " ".join(word.split()).casefold() in shows:
                    what = f"{word!r} is a word of the topic and excludes it too"
                    yield ("topics", number, "exclude", index), what, "Keep it in one of the two"
            if first.setdefault(topic.id, number) != number:
                yield ("topics", number, "id"), f"{topic.id} stands twice", "Give each topic an id of its own"


class RegionSetting(Strict):
    """Further names of a region, or a wider area of the desk's own."""

    id: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|[A-Z]{4}|m49:\d{3}|area:[a-z0-9-]+)$")]
    """An ISO 3166 or UN M49 code, or area: and a short name."""
    name: Text | None = None
    """How the site calls it; an area of your own must have one."""
    names: tuple[Text, ...] = ()
    """Names under which it is found in articles."""
    members: tuple[Annotated[str, AfterValidator(_region)], ...] = ()
    """For an area of your own: the regions in it."""

    @model_validator(mode="after")
    def _known_or_described(self) -> Self:
        if self.id not in load_gazetteer().regions and not (self.id.startswith("area:") and self.name and self.members):
            raise ValueError(f"no such region: {self.id}; an area of your own needs area:…, a name and members")
        return self


class PlaceSetting(Strict):
    """A place that the gazetteer does not know."""

    name: Text
    """As it is printed in articles."""
    region: Annotated[str, AfterValidator(_region)]
    """The country it lies in."""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees; north is positive."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees; east is positive."""


class Regions(Strict):
    """`regions.yml`: places and areas that this desk knows better."""

    regions: tuple[RegionSetting, ...] = ()
    """One entry a region."""
    places: tuple[PlaceSetting, ...] = ()
    """One entry a place."""


FILES: dict[str, type[Strict]] = {
    "site.yml": Site,
    "sources.yml": Sources,
    "actors.yml": Actors,
    "topics.yml": Topics,
    "regions.yml": Regions,
}


class Settings(Strict):
    """All of `site_config/`."""

    site: Site = Site()
    sources: Sources = Sources()
    actors: Actors = Actors()
    topics: Topics = Topics()
    regions: Regions = Regions()

    def gazetteer(self) -> Gazetteer:
        """The world's places, with this desk's additions."""
        own = [region for region in self.regions.regions if region.id not in load_gazetteer().regions]
        if not self.regions.regions and not self.regions.places:
            return load_gazetteer()
        return extended_gazetteer(
            tuple((region.id, region.names) for region in self.regions.regions),
            tuple((place.name, place.region, place.lat, place.lon) for place in self.regions.places),
            tuple((region.id, region.name or region.id, region.members) for region in own),
            tuple((region.id, region.name) for region in self.regions.regions if region.name),
        )

    def site_topics(self) -> tuple[SiteTopic, ...]:
        """The desk's own topics as `annotate` wants them."""
        return tuple(
            SiteTopic(topic.id, topic.name, topic.parent, topic.words, topic.phrases, topic.exclude)
            for topic in self.topics.topics
        )

    def zone(self) -> ZoneInfo:
        """Where the desk's days begin and end."""
        return ZoneInfo(self.site.timezone)

    def annotation_fingerprint(self) -> str:
        """Identity (SHA-256, hex) of the settings that annotation depends on, and of no others."""
        parts = [self.regions.model_dump(mode="json"), self.topics.model_dump(mode="json")]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def load_settings(desk: Path) -> Settings:
    """The settings of the desk in folder `desk`; what is missing takes its default.

    Raises:
        SettingsError: with every mistake of every file.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    folder = desk / FOLDER
    for name, kind in FILES.items():
        path = folder / name
        if path.exists():
            value, found = _load_file(path, f"{FOLDER}/{name}", kind)
            problems += found
            if value is not None:
                values[name.removesuffix(".yml")] = value
    known = {*FILES, "README.md"}
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else []:
        if path.name not in known:
            names = ", ".join(FILES)
            problems.append(
                Problem(f"{FOLDER}/{path.name}", "is not a file of the settings", f"Rename it to one of {names}")
            )
    if problems:
        raise SettingsError(tuple(problems))
    return Settings.model_construct(**values)


def schemas() -> dict[str, dict[str, Any]]:
    """File name of each JSON Schema and the schema itself, for editors."""
    return {
        name.replace(".yml", ".schema.json"): {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **kind.model_json_schema(by_alias=True),
        }
        for name, kind in FILES.items()
    }


def _load_file(path: Path, where: str, kind: type[Strict]) -> tuple[Strict | None, list[Problem]]:
    try:
        file = read_yaml(path.read_bytes())
    except OSError as error:
        return None, [Problem(where, f"cannot be read ({error.strerror})", "Check the file and its permissions")]
    except YamlMistake as mistake:
        return None, [Problem(f"{where}:{mistake.line}", mistake.what, mistake.remedy)]
    if not isinstance(file.value, dict) and file.value is not None:
        keys = ", ".join(kind.model_fields)
        return None, [Problem(f"{where}:1", "does not begin with a key", f"Write one of the keys: {keys}")]
    try:
        value = kind.model_validate_json(json.dumps(file.value or {}, default=str))
    except ValidationError as error:
        details: list[Any] = list(error.errors(include_url=False))
        mistakes = [
            (tuple(detail["loc"]), *explain(kind.model_json_schema(by_alias=True), detail)) for detail in details
        ]
    else:
        mistakes = list(value.mistakes())
        if not mistakes:
            return value, []
    return None, [
        Problem(f"{where}:{file.line(place)}", f"{key_of(place)}: {what}", remedy) for place, what, remedy in mistakes
    ]
