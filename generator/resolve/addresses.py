"""Addresses of actors: issued once, kept in the ledger, and led on from when their actor takes another.

The ledger notes under which names an address was issued. An actor that bears such a name keeps the address, however
long the names that new articles bring. Where two actors claim one address (a group that was split), it stays with the
one that bears the name it was first issued for; where one actor could have two (a join), the older wins and the other
leads to it. A new name given in `actors.yml` is a new address.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from generator.names import slug
from generator.resolve.judged import ActorKind, JoinRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.ledger import Ledger

_ORDER = ("person", "organisation", "state", "group")


class Wish(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an actor is known by when its address is looked up or made."""

    slug: str
    """Of its name."""
    kind: ActorKind
    rule: JoinRule
    head: str
    """Key of the name that heads its page."""
    articles: int
    hard: tuple[tuple[str, int], ...]
    """Keys of its full names, each once, noted with the address, and in how many articles they stand."""
    soft: tuple[tuple[str, int], ...] = ()
    """Keys that it may share with others (a surname alone): they can claim an address and are not noted."""
    judged: str | None = None
    """For an entry of the analyst, the key of the name it gives."""


@dataclass(frozen=True, slots=True)
class Issued:
    """The addresses of this run."""

    ids: Mapping[str, str]
    """Key of a wish → its address."""
    redirects: Mapping[str, str]
    """Address issued before that is nobody's now → the one it leads to."""
    before: frozenset[str] = frozenset()
    """Addresses issued before."""


def give_addresses(
    wishes: Mapping[str, Wish], places: Iterable[str], ledger: Ledger | None, least_articles: int
) -> Issued:
    """An address for each actor; that of one with a page is issued for good.

    Args:
        wishes: the actors by their keys, in any order.
        places: names of countries and areas, whose addresses no person or body takes.
        ledger: what was issued before.
        least_articles: from how many articles on an actor has a page.
    """
    before = ledger.actors() if ledger is not None else {}
    ids, claims = _kept(wishes, before)
    kept = list(ids)
    taken = {"index", "open", *before}
    reserved = {slug(place) for place in places}
    turn = _in_turn(wishes, ids, least_articles)
    for key in turn:
        address = ids[key] = _new(wishes[key], taken, reserved)
        taken.add(address)
    live = set(ids.values())
    redirects = {old: ids[key] for old, key in claims.items() if ids[key] != old and old not in live}
    if ledger is not None:
        with_page = [key for key in turn if wishes[key].articles >= least_articles]
        _note(ledger, wishes, ids, before, [*kept, *with_page])
        for old, new in sorted(redirects.items()):
            ledger.redirect(f"actors/{old}", f"actors/{new}")
        redirects |= _earlier(ledger, live, redirects)
    return Issued(ids, redirects, frozenset(before))


def _note(
    ledger: Ledger, wishes: Mapping[str, Wish], ids: Mapping[str, str], before: Mapping[str, Sequence[str]],
    keys: Iterable[str],
) -> None:  # fmt: skip
    """Note in the ledger under which names the addresses of these actors are issued, where it does not say so."""
    missing = []
    for key in keys:
        wish, known = wishes[key], before.get(ids[key], ())
        if (wish.judged and wish.judged not in known) or not all(name in known for name, _ in wish.hard):
            missing.append(key)
    for key in sorted(missing):
        wish = wishes[key]
        # First the name that the address is made from: it is what the address belongs to.
        names = {*(name for name, _ in wish.hard), *([wish.judged] if wish.judged else [])}
        for name in sorted(names, key=lambda name: (name != wish.judged, name != wish.head, name)):
            ledger.issue_actor(ids[key], name)


def _in_turn(wishes: Mapping[str, Wish], ids: Mapping[str, str], least: int) -> list[str]:
    """Keys of the actors that have no address yet, in the order in which they get one."""
    rows: defaultdict[tuple[bool, int, str], list[str]] = defaultdict(list)
    for key, wish in wishes.items():
        if key not in ids:
            rows[wish.articles < least, _ORDER.index(wish.kind), wish.rule].append(key)
    return [key for row in sorted(rows) for key in sorted(rows[row])]


def _kept(wishes: Mapping[str, Wish], before: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Key of an actor → the address it keeps; and each address issued before → the actor whose names it bears."""
    noted = {key for keys in before.values() for key in keys}
    bearing: defaultdict[str, list[str]] = defaultdict(list)
    for actor, wish in wishes.items():
        for key, _ in wish.hard:
            if key in noted:
                bearing[key].append(actor)
        if wish.soft or wish.judged:
            for key in (*(key for key, _ in wish.soft), wish.judged or ""):
                if key in noted:
                    bearing[key].append(actor)
    claims: dict[str, str] = {}
    held: defaultdict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for age, (address, keys) in enumerate(before.items()):
        claimants = {actor for key in keys if key in bearing for actor in bearing[key]}
        if claimants:
            actor = (
                claimants.pop()
                if len(claimants) == 1
                else min(claimants, key=lambda actor: _claim(actor, wishes[actor], keys))
            )
            wish = wishes[actor]
            claims[address] = actor
            first = keys[0] == wish.judged or any(key == keys[0] for key, _ in (*wish.hard, *wish.soft))
            if wish.judged is None or wish.judged in keys:
                held[actor].append((not first, age, address))
    return {key: min(found)[2] for key, found in held.items()}, claims


def _claim(actor: str, wish: Wish, keys: Sequence[str]) -> tuple[bool, bool, int, int, str]:
    """How good the claim to an address issued under `keys` is; the least is the best."""
    hard, soft = dict(wish.hard), dict(wish.soft)
    first = hard.get(keys[0], 0) or soft.get(keys[0], 0)
    every = sum(hard.get(key, 0) + soft.get(key, 0) for key in keys)
    return (wish.judged not in keys, keys[0] not in hard, -first, -every, actor)


def _new(wish: Wish, taken: set[str], reserved: set[str]) -> str:
    """A free address. A person who bears the name of a country never takes its address."""
    base = wish.slug or "actor"
    chosen = f"{base}-{wish.kind}" if wish.kind != "state" and base in reserved else base
    if chosen in taken:
        chosen = f"{base}-{wish.kind}"
    first, number = chosen, 2
    while chosen in taken:
        chosen, number = f"{first}-{number}", number + 1
    return chosen


def _earlier(ledger: Ledger, live: set[str], redirects: Mapping[str, str]) -> dict[str, str]:
    """Redirects of earlier runs whose actor is gone under all its old names, led on to one that is there."""
    known = {
        old.removeprefix("actors/"): new.removeprefix("actors/")
        for old, new in ledger.redirects().items()
        if old.startswith("actors/") and new.startswith("actors/")
    }
    out = {}
    for old in known:
        here, seen = old, set()
        while here not in live and here not in seen:
            seen.add(here)
            here = redirects.get(here) or known.get(here, here)
        if here in live and old not in live and old not in redirects:
            out[old] = here
    return out
