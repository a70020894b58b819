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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.ledger import Ledger

_ORDER = ("person", "organisation", "state", "group")


class Wish(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an actor is known by when its address is looked up or made."""

    key: str
    """Unique among the actors of this run."""
    name: str
    kind: str
    rule: str
    head: str
    """Key of the name that heads its page."""
    articles: int
    hard: dict[str, int]
    """Keys of its full names, noted with the address, and in how many articles they stand."""
    soft: dict[str, int] = {}
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


def give_addresses(wishes: Sequence[Wish], places: Iterable[str], ledger: Ledger | None, least_articles: int) -> Issued:
    """An address for each actor; that of one with a page is issued for good.

    Args:
        wishes: the actors, in any order.
        places: names of countries and areas, whose addresses no person or body takes.
        ledger: what was issued before.
        least_articles: from how many articles on an actor has a page.
    """
    before = ledger.actors() if ledger is not None else {}
    ids, claims = _kept(wishes, before)
    taken = {"index", "open", *before}
    reserved = {slug(place) for place in places}
    order = sorted(
        wishes, key=lambda wish: (wish.articles < least_articles, _ORDER.index(wish.kind), wish.rule, wish.key)
    )
    for wish in order:
        if wish.key not in ids:
            ids[wish.key] = _new(wish, taken, reserved)
            taken.add(ids[wish.key])
    redirects = {old: ids[key] for old, key in claims.items() if ids[key] != old and old not in ids.values()}
    if ledger is not None:
        for wish in sorted(wishes, key=lambda wish: wish.key):
            if wish.articles >= least_articles or ids[wish.key] in before:
                # First the name that the address is made from: it is what the address belongs to.
                keys = sorted({*wish.hard, *([wish.judged] if wish.judged else [])})
                for key in sorted(keys, key=lambda key: (key != wish.judged, key != wish.head, key)):
                    ledger.issue_actor(ids[wish.key], key)
        for old, new in sorted(redirects.items()):
            ledger.redirect(f"actors/{old}", f"actors/{new}")
        redirects |= _earlier(ledger, set(ids.values()), redirects)
    return Issued(ids, redirects, frozenset(before))


def _kept(wishes: Sequence[Wish], before: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Key of a wish → the address it keeps; and each address issued before → the wish whose names it bears."""
    bearing: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        for key in {*wish.hard, *wish.soft, *([wish.judged] if wish.judged else [])}:
            bearing[key].append(wish)
    claims: dict[str, str] = {}
    held: defaultdict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for age, (address, keys) in enumerate(before.items()):
        claimants = {wish.key: wish for key in keys for wish in bearing.get(key, [])}
        if claimants:
            best = min(claimants.values(), key=lambda wish: _claim(wish, keys))
            claims[address] = best.key
            first = keys[0] in best.hard or keys[0] in best.soft or keys[0] == best.judged
            if best.judged is None or best.judged in keys:
                held[best.key].append((not first, age, address))
    return {key: min(found)[2] for key, found in held.items()}, claims


def _claim(wish: Wish, keys: Sequence[str]) -> tuple[bool, bool, int, int, str]:
    """How good the claim to an address issued under `keys` is; the least is the best."""
    first = wish.hard.get(keys[0], 0) or wish.soft.get(keys[0], 0)
    every = sum(wish.hard.get(key, 0) + wish.soft.get(key, 0) for key in keys)
    return (wish.judged not in keys, keys[0] not in wish.hard, -first, -every, wish.key)


def _new(wish: Wish, taken: set[str], reserved: set[str]) -> str:
    """A free address. A person who bears the name of a country never takes its address."""
    base = slug(wish.name) or "actor"
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
