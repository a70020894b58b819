"""Entities of all articles → names: what is printed the same is one name, with all that stands beside it.

The analyst's `actors.yml` comes first: an entity that bears one of its names belongs to that entry and to nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from generator.knowledge.bodies import known_bodies
from generator.names import fold_name
from generator.resolve.actorfacts import UNIT
from generator.resolve.context import Context, Frequency
from generator.resolve.personnames import PersonName, person_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.knowledge.bodies import Body
    from generator.knowledge.regions import Gazetteer
    from generator.resolve.actorfacts import ActorFacts, EntityFacts
    from generator.resolve.context import Gender
    from generator.settings import ActorSetting

ActorKind = Literal["person", "organisation", "state", "group"]
KINDS: tuple[ActorKind, ...] = ("person", "organisation", "state", "group")
Place = tuple[str, str]
"""(article id, entity id)."""

_PERSON, _OTHER = " (person)", " (other)"
_SPLIT_SHARE, _SPLIT_ARTICLES = 0.3, 2


@dataclass(frozen=True, slots=True)
class Member:
    """One entity of one article."""

    article: str
    entity: EntityFacts
    context: Context
    """What stands beside it in this article."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return (self.article, self.entity.id)


@dataclass(slots=True)
class Name:
    """What entities of all articles are printed as, after folding; or all names that an entry of the analyst claims."""

    key: str
    """Unique, and stable: `name …`, `region …`, `body …`, `analyst …`."""
    rule: Literal["analyst", "region", "same name", "known body"]
    judged: ActorSetting | None = None
    body: Body | None = None
    """The known body that it is."""
    only: ActorKind | None = None
    """Set where persons and others of one name were told apart, and where a source of the desk bears the name."""
    members: list[Member] = field(default_factory=list)
    context: Context = field(default_factory=Context)
    printed: Counter[str] = field(default_factory=Counter)
    votes: defaultdict[ActorKind, int] = field(default_factory=lambda: defaultdict(int))
    """Kind → confidence in millionths, summed."""
    folded: frozenset[str] = frozenset()
    title: str = ""
    """The form printed most; on a tie the longer, then the one with more diacritics."""
    forms: tuple[PersonName, ...] = ()
    """The names of a person as they are compared."""

    def add(self, member: Member) -> None:
        """Take in one entity."""
        self.members.append(member)
        self.printed[member.entity.name] += 1
        if member.entity.kind in KINDS:
            self.votes[member.entity.kind] += member.entity.confidence

    def close(self) -> None:
        """Sum up the members, in an order that does not depend on the articles' order."""
        self.members.sort(key=lambda member: member.place)
        self.context.add(member.context for member in self.members)
        if self.body is not None:
            self.title = self.body.name
            names: tuple[str, ...] = (self.title,)
        elif self.judged is None:
            self.title = max(self.printed.items(), key=lambda item: (item[1], len(item[0].encode()), item[0]))[0]
            names = (self.title,)
        else:
            self.title = self.judged.name
            names = (self.judged.name, *self.judged.aliases)
        self.forms = tuple(dict.fromkeys(person_name(name) for name in names))
        self.folded = frozenset(fold_name(name) for name in (*self.printed, *names))

    @property
    def base(self) -> str:
        """The key that persons and others of one name share."""
        return self.key.removesuffix(_PERSON).removesuffix(_OTHER)

    @property
    def kind(self) -> ActorKind:
        """The kind that most of the confidence is for."""
        if self.judged is not None and self.judged.kind != "none":
            return self.judged.kind
        return self.only or voted(self.votes)

    @property
    def is_of_country(self) -> bool:
        """Whether it is a known body whose name means another in other countries."""
        return self.body is not None and self.body.name in known_bodies().at_home

    @property
    def is_bare(self) -> bool:
        """Whether it is a surname or a first name alone."""
        return self.judged is None and all(form.is_bare for form in self.forms)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All names of all articles."""

    names: Mapping[str, Name]
    frequency: Frequency
    forbidden: frozenset[frozenset[str]]
    """Pairs of folded names that the analyst keeps apart."""

    def apart(self, one: Name, other: Name) -> bool:
        """Whether the analyst keeps the two names apart, or claims them for two entries; or one is a known body.

        A known body is no other known one, and no body of its name that may be another country's.
        """
        if one.judged is not None and other.judged is not None:
            return True
        if one.body is not None and other.body is not None:
            return True
        if (one.is_of_country and other.judged is None) or (other.is_of_country and one.judged is None):
            return True
        return any(frozenset((a, b)) in self.forbidden for a in one.folded for b in other.folded)


def voted(votes: Mapping[ActorKind, int]) -> ActorKind:
    """The kind with most votes."""
    if not votes:
        return "organisation"
    return max(votes.items(), key=lambda item: (item[1], -KINDS.index(item[0])))[0]


def gather(
    articles: Iterable[ActorFacts], judgements: Sequence[ActorSetting], gazetteer: Gazetteer, least: float
) -> Gathered:
    """The names of the articles; entities found with a confidence below `least` are left out."""
    table = _judgement_table(judgements)
    states = _judged_states(judgements, gazetteer)
    loose: defaultdict[str, list[Member]] = defaultdict(list)
    names: dict[str, Name] = {}
    papers: set[str] = set()
    total = 0
    for article in articles:
        total += 1
        papers.update([article.source] if article.source else [])
        for empty, member in _members(article, table, states, least):
            if empty.rule == "same name":
                loose[empty.key].append(member)
            else:
                names.setdefault(empty.key, empty).add(member)
    for key, members in loose.items():
        for name in _told_apart(key, members):
            names[name.key] = name
    for name in names.values():
        name.close()
        # A column may bear its writer's name: what an article treats as a person is one.
        is_paper = any(" " in folded for folded in name.folded & papers) and name.judged is None
        if is_paper and name.kind == "person" and not any(member.entity.personal for member in name.members):
            name.only = "organisation"
    ordered = dict(sorted(names.items()))
    return Gathered(ordered, _frequency(ordered.values(), total, gazetteer), _forbidden(judgements))


def _members(
    article: ActorFacts, table: Mapping[str, ActorSetting], states: Mapping[str, ActorSetting], least: float
) -> list[tuple[Name, Member]]:
    """The entities of an article that are actors, each with the name it belongs to and what stands beside it."""
    found: list[tuple[Name, EntityFacts]] = []
    for entity in article.entities():
        claim = _claim(entity, table)
        judged = _judged(entity, claim)
        if entity.described or (judged is not None and judged.kind == "none"):
            continue
        key = _key(entity, claim, states)
        wanted = judged is not None or (entity.confidence >= least * UNIT and entity.kind in KINDS)
        if wanted and key.key.partition(" ")[2]:  # a name that folds to nothing names nobody
            found.append((key, entity))
    keys = [key.key for key, _ in found]
    out = []
    for key, entity in found:
        genders: Counter[Gender] = Counter({"man": entity.man, "woman": entity.woman})
        context = Context(
            articles=Counter([article.id]),
            roles=Counter(entity.roles),
            others=Counter({other for other in keys if other != key.key}),
            regions=Counter(article.regions),
            genders=+genders,
            days=[] if article.day is None else [article.day],
            also=Counter(entity.also),
        )
        out.append((key, Member(article.id, entity, context)))
    return out


def _told_apart(key: str, members: list[Member]) -> list[Name]:
    """One name; or two, where it plainly is a person's and something else's too: a man and his company."""
    people = [member for member in members if member.entity.kind == "person"]
    rest = [member for member in members if member.entity.kind != "person"]
    both = {member.article for member in people} & {member.article for member in rest}
    weight = sum(member.entity.confidence for member in rest) / max(sum(m.entity.confidence for m in members), 1e-9)
    solid = len({member.article for member in rest}) >= _SPLIT_ARTICLES and weight >= _SPLIT_SHARE
    if people and rest and (both or (solid and any(member.entity.personal for member in people))):
        one = Name(f"{key}{_PERSON}", "same name", only="person")
        other = Name(f"{key}{_OTHER}", "same name")
        for member in members:
            (one if member.entity.kind == "person" else other).add(member)
        return [one, other]
    name = Name(key, "same name")
    for member in members:
        name.add(member)
    return [name]


def _judgement_table(judgements: Iterable[ActorSetting]) -> dict[str, ActorSetting]:
    """Folded name → the analyst's entry that claims it."""
    table: dict[str, ActorSetting] = {}
    for entry in judgements:
        for name in (entry.name, *entry.aliases):
            table.setdefault(fold_name(name), entry)
    return table


def _claim(entity: EntityFacts, table: Mapping[str, ActorSetting]) -> ActorSetting | None:
    """The analyst's entry that bears the name; of a known body, a form that the article prints or everybody uses."""
    claim = table.get(fold_name(entity.name))
    if claim is not None or entity.body is None:
        return claim
    body = known_bodies().named[entity.body]
    everywhere = known_bodies().everywhere
    forms = [*entity.said, *(form for form in body.forms if everywhere.get(form) is body)]
    claims = ((form, table[fold_name(form)]) for form in forms if fold_name(form) in table)
    return next((claim for form, claim in claims if form not in claim.never), None)


def _judged(entity: EntityFacts, claim: ActorSetting | None) -> ActorSetting | None:
    """The analyst's entry that claims the name; a country that only is a place stays one."""
    if claim is None or entity.name in claim.never or (entity.kind == "place" and claim.kind == "state"):
        return None
    return claim


def _judged_states(judgements: Iterable[ActorSetting], gazetteer: Gazetteer) -> dict[str, ActorSetting]:
    """Region id → the analyst's entry for that state."""
    out: dict[str, ActorSetting] = {}
    for entry in judgements:
        sense = gazetteer.best(entry.name) if entry.kind == "state" else None
        if sense is not None and sense.sort == "country":
            out.setdefault(sense.region, entry)
    return out


def _key(entity: EntityFacts, judged: ActorSetting | None, states: Mapping[str, ActorSetting]) -> Name:
    """An empty name with the key that entities must share to be one."""
    folded = fold_name(entity.name)
    if judged is not None and entity.name in judged.never:
        # The same after folding, and yet somebody else: the analyst says so.
        return Name(f"name {folded} (not {fold_name(judged.name)})", "same name")
    if judged is None and entity.kind == "state" and entity.country:
        judged = states.get(entity.country)
        if judged is None:
            return Name(f"region {entity.country}", "region")
    if judged is not None:
        return Name(f"analyst {fold_name(judged.name)}", "analyst", judged)
    if entity.body is not None:
        return Name(f"body {fold_name(entity.body)}", "known body", body=known_bodies().named[entity.body])
    return Name(f"name {folded}" if folded else "", "same name")


def _forbidden(judgements: Iterable[ActorSetting]) -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((fold_name(name), fold_name(never)))
        for entry in judgements
        for name in (entry.name, *entry.aliases)
        for never in entry.never
    )


def _frequency(names: Iterable[Name], articles: int, gazetteer: Gazetteer) -> Frequency:
    others: Counter[str] = Counter()
    called: dict[str, str] = {}
    regions: Counter[str] = Counter()
    counted: set[str] = set()
    for name in names:
        others[name.base] += len(name.context.articles)
        called[name.base] = name.title
        for member in name.members:
            if member.article not in counted:
                counted.add(member.article)
                regions.update(member.context.regions)
    called |= {region: gazetteer.regions[region].name for region in regions if region in gazetteer.regions}
    return Frequency(articles, others, regions, called)
