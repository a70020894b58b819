"""The articles folder under the ids of its articles: what arrives, what is wrong with it, what could not be read.

A file whose size and times are those of the run before is not opened, one whose bytes are the same is not parsed, and
of a file of records only new lines are. Words are read where an article must be annotated; the outcome is that of
reading everything anew.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.read.files import Refused, Rules, find_names, open_file
from generator.read.listing import Line, Listing, list_file, read_again, reading_version
from generator.store.readings import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.desk import Desk
    from generator.ledger import Ledger
    from generator.models import Article, Input
    from generator.read.files import Draft
    from generator.read.listing import Listed
    from generator.settings import Settings
    from generator.store.index import Store

_HELD = 256
"""Articles of which the words stay at hand, since most that were parsed are annotated next; others are read again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article of the folder under its id."""

    id: str
    where: str
    """File and line or item."""
    input: Input


@dataclass(slots=True)
class _Pass:
    """One passage through the folder."""

    rules: Rules
    store: Store | None
    before: dict[str, Reading[Listing]]
    drafts: dict[str, Draft] = field(default_factory=dict)
    read: dict[str, tuple[Reading[Listing], dict[bytes, Line]]] = field(default_factory=dict)
    touched: dict[str, Reading[Listing]] = field(default_factory=dict)

    def listing(self, path: Path, name: str) -> Listing:
        """What the file holds, as it was noted or read now."""
        stamp, old = _stamp(path), self.before.get(name)
        if old is not None and old.stamp == stamp:
            return old.listing
        data = open_file(path, name, self.rules)
        if isinstance(data, Refused):
            return Listing((), (data.problem,), data.broken)
        digest = hashlib.sha256(data).digest()
        if old is not None and old.digest == digest:
            if stamp is not None:
                self.touched[name] = Reading(stamp, digest, old.listing)
            return old.listing
        known = self.store.readings.lines(name, Line) if self.store is not None and old is not None else {}
        listing, lines, drafts = list_file(data, name, self.rules, known)
        room = _HELD - len(self.drafts)
        self.drafts |= {draft.where: draft for draft in drafts[: max(0, room)]}
        if stamp is not None:
            self.read[name] = Reading(stamp, digest, listing), lines
        return listing


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the articles folder holds."""

    articles: tuple[Arrival, ...]
    """Of two with one identity the first, in the order of the paths."""
    lost: frozenset[str]
    """Files of which at least a part could not be read."""
    files: int
    problems: tuple[Problem, ...]
    _content: Path
    _rules: Rules
    _drafts: dict[str, Draft]

    def read(self, wanted: Sequence[Arrival], failed: list[Problem]) -> Iterator[Article]:
        """The articles with their words, in the order of the folder; to `failed` come those that are there no more."""
        for name, group in itertools.groupby(wanted, key=lambda arrival: arrival.input.path):
            arrivals = list(group)
            rest = {arrival.where: arrival for arrival in arrivals}
            for draft in self._read(name, rest):
                arrival = rest.get(draft.where)
                if arrival is not None and draft.input == arrival.input:
                    del rest[draft.where]
                    yield draft.named(arrival.id)
            for where in rest:
                failed.append(Problem(where, "changed while it was read", "Run the same command again"))

    def _read(self, name: str, wanted: dict[str, Arrival]) -> Iterator[Draft]:
        if all(where in self._drafts for where in wanted):
            yield from [self._drafts[where] for where in wanted]
            return
        data = open_file(self._content / name, name, self._rules)
        if not isinstance(data, Refused):
            yield from read_again(data, name, self._rules, frozenset(wanted))


def read_inbox(
    desk: Desk, settings: Settings, ledger: Ledger, store: Store | None, progress: Callable[[str, int, int], None]
) -> Inbox:
    """What the articles folder holds; each article gets the id that the ledger knows, or a new one.

    Args:
        desk: the project folder.
        settings: its settings.
        ledger: the ids issued so far; new ones are added to it.
        store: where it is noted what each file holds; nothing is noted if `None`.
        progress: is told how far it is.
    """
    limits = settings.site.limits
    rules = Rules(settings.site.language, limits.article_characters, limits.file_megabytes)
    version = f"{reading_version()} {rules}"
    now = _Pass(rules, store, {} if store is None else store.readings.load(version, Listing))
    names = find_names(desk.articles)
    articles: dict[str, Listed] = {}
    problems: list[Problem] = []
    lost: set[str] = set()
    prefix = desk.articles.relative_to(desk.content).as_posix()
    for number, below in enumerate(names, start=1):
        name = f"{prefix}/{below}"
        listing = now.listing(desk.articles / below, name)
        problems += listing.problems
        if listing.broken:
            lost.add(name)
        for article in listing.articles:
            first = articles.setdefault(article.key, article)
            if first is not article and first.input.fingerprint != article.input.fingerprint:
                what = f"has the same {article.key.split()[0]} as {first.where}, and other words"
                remedy = "Give it an id of its own, or remove one of the two; the first is used"
                problems.append(Problem(article.where, what, remedy))
        progress("read", number, len(names))
    if store is not None:
        store.readings.save(version, now.read, now.touched, frozenset(f"{prefix}/{below}" for below in names))
    arrivals = tuple(Arrival(ledger.issue(key, one.wish), one.where, one.input) for key, one in articles.items())
    return Inbox(arrivals, frozenset(lost), len(names), tuple(problems), desk.content, rules, now.drafts)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What tells that a file has not changed; `None` if there is nothing that could be read."""
    try:
        state = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns
