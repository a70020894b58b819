"""`content/ledger.jsonl`: what was promised to the world and must outlive its cause.

One JSON object a line, only ever added to:

- `kind: article`: the id issued to an article, kept by the article's identity, so that mending a headline or a date
  does not change its address.
- `kind: actor`: an id issued to an actor, with a name that it was issued under; one line for each such name.
- `kind: story`: articles that stand under the id issued to a story, the newest day of the desk when they came under it,
  and the id under which they stood before, if any.
- `kind: edition`: a closed edition (a day, week or month): its articles with a digest of each, its stories in their
  order, and the digest of the whole.
- `kind: redirect`: an address that leads to another since its actor was joined or renamed; the later line counts.

Lines of other kinds are kept as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import msgspec

from generator.articlejson import ID_PATTERN
from generator.desk import write_if_changed
from generator.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


_ADDRESS = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
_EDITION = re.compile(r"\d{4}-(?:\d{2}(?:-\d{2})?|W\d{2})")


@dataclass(frozen=True, slots=True)
class StoryMove:
    """Articles that came from one story to another."""

    to: str
    origin: str
    articles: tuple[str, ...]
    day: str | None


@dataclass(frozen=True, slots=True)
class PlacedStory:
    """A story in an edition."""

    story: str
    """Its id when the edition was made."""
    face: str
    """The article of the edition under whose headline it stands there."""
    articles: tuple[str, ...]
    """Those of the edition, by day, then by id."""
    before: tuple[int, int, int]
    """Articles, sources and origins that it had in the editions before."""
    now: tuple[int, int]
    """Sources and origins of the articles of this edition."""
    whole: tuple[int, int, int]
    """Articles, sources and origins with those of this edition."""


@dataclass(frozen=True, slots=True)
class ClosedEdition:
    """What stood in an edition when it was closed."""

    key: str
    """`2024-01-24`, `2024-W04` or `2024-01`."""
    articles: Mapping[str, str]
    """Article id → digest of its words; empty for weeks and months, which consist of their days."""
    stories: tuple[PlacedStory, ...]
    digest: str


class Ledger:
    """The lines of the ledger, and those added since it was read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._ids: dict[str, str] = {}
        self._issued: set[str] = set()
        self._actors: dict[str, list[str]] = {}
        self._stories: dict[str, list[str]] = {}
        self._moves: list[StoryMove] = []
        self._editions: dict[str, ClosedEdition] = {}
        self._redirects: dict[str, str] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """The ledger at `path`, empty if there is none.

        Raises:
            DeskError: a line cannot be read. The ledger is never half-read: an address could change without notice.
        """
        try:
            lines = path.read_bytes().split(b"\n") if path.exists() else []
        except OSError as error:
            raise DeskError(f"content/{path.name}: cannot be read ({error.strerror}). Check the file.") from None
        if lines and not lines[-1]:
            lines.pop()
        ledger = cls()
        for number, line in enumerate(lines, start=1):
            try:
                good = ledger._take(msgspec.json.decode(line))
                ledger._lines.append(line.decode())
            except (ValueError, TypeError, KeyError, RecursionError, msgspec.MsgspecError):
                good = False
            if not good:
                raise DeskError(
                    f"content/{path.name}:{number}: is no line of the ledger. Restore the file from git or a backup."
                )
        return ledger

    def _take(self, record: Mapping[str, Any]) -> bool:
        """Note what a line says; whether it can be read."""
        kind = record["kind"]
        if kind == "article":
            if not ID_PATTERN.fullmatch(record["id"]):
                return False
            self._ids.setdefault(str(record["key"]), record["id"])
            self._issued.add(record["id"])
        elif kind == "actor":
            if not _ADDRESS.fullmatch(f"actors/{record['id']}"):
                return False
            keys = self._actors.setdefault(record["id"], [])
            if str(record["key"]) not in keys:
                keys.append(str(record["key"]))
        elif kind == "story":
            names = [record["id"], *record["articles"], *([record["from"]] if record["from"] else [])]
            if not all(ID_PATTERN.fullmatch(name) for name in names):
                return False
            known = self._stories.setdefault(record["id"], [])
            known += [name for name in record["articles"] if name not in known]
            if record["from"]:
                self._moves.append(StoryMove(record["id"], record["from"], tuple(record["articles"]), record["day"]))
        elif kind == "edition":
            edition = _edition(record)
            if not (_EDITION.fullmatch(edition.key) and all(map(ID_PATTERN.fullmatch, edition.articles))):
                return False
            self._editions.setdefault(edition.key, edition)
        elif kind == "redirect":
            if not (_ADDRESS.fullmatch(record["from"]) and _ADDRESS.fullmatch(record["to"])):
                return False
            self._redirects[record["from"]] = record["to"]
        return True

    def issue(self, key: str, wish: str) -> str:
        """The id of the article with identity `key`: the one issued before, else `wish`, now issued for good."""
        short = hashlib.sha256(key.encode()).hexdigest()[:20]
        if short in self._ids:
            return self._ids[short]
        number, chosen = 2, wish
        while chosen in self._issued:
            number, chosen = number + 1, f"{wish}-{number}"
        self._add({"kind": "article", "key": short, "id": chosen})
        return chosen

    def issued(self, article_id: str) -> bool:
        """Whether this id was issued here to an article."""
        return article_id in self._issued

    def actors(self) -> dict[str, tuple[str, ...]]:
        """The ids issued to actors, the oldest first, with the keys of the names they were issued under."""
        return {name: tuple(keys) for name, keys in self._actors.items()}

    def issue_actor(self, actor_id: str, key: str) -> None:
        """Note that the actor with a name of this key has this id."""
        if key not in self._actors.get(actor_id, []):
            self._add({"kind": "actor", "key": key, "id": actor_id})

    def stories(self) -> dict[str, tuple[str, ...]]:
        """The ids issued to stories, the oldest first, with the articles that stood under them."""
        return {name: tuple(articles) for name, articles in self._stories.items()}

    def issue_story(self, story_id: str, articles: Sequence[str], day: str | None, origin: str | None) -> None:
        """Note that these articles stand under this id; they stood under that of `origin` before, if any."""
        self._add({"kind": "story", "id": story_id, "articles": list(articles), "day": day, "from": origin})

    def story_moves(self) -> tuple[StoryMove, ...]:
        """Articles that came from one story to another, the oldest first."""
        return tuple(self._moves)

    def editions(self) -> dict[str, ClosedEdition]:
        """The closed editions by key."""
        return dict(self._editions)

    def close_edition(self, edition: ClosedEdition) -> None:
        """Note what stands in an edition for good."""
        stories = [
            [s.story, s.face, list(s.articles), list(s.before), list(s.now), list(s.whole)] for s in edition.stories
        ]
        self._add(
            {
                "kind": "edition", "key": edition.key, "digest": edition.digest, "articles": dict(edition.articles),
                "stories": stories,
            }
        )  # fmt: skip

    def redirects(self) -> dict[str, str]:
        """Addresses below the site's root (`actors/name`) that lead to another one."""
        return dict(self._redirects)

    def redirect(self, old: str, new: str) -> None:
        """Note that the address `old` leads to `new`."""
        if self._redirects.get(old) != new:
            self._add({"kind": "redirect", "from": old, "to": new})

    def _add(self, record: dict[str, Any]) -> None:
        self._take(record)
        self._lines.append(json.dumps(record, ensure_ascii=False))

    def save(self, path: Path) -> bool:
        """Write the ledger if it has lines; whether it was written."""
        if not self._lines:
            return False
        return write_if_changed(path, ("\n".join(self._lines) + "\n").encode())


def _edition(record: Mapping[str, Any]) -> ClosedEdition:
    """The closed edition of a line."""
    stories = []
    for story, face, articles, before, now, whole in record["stories"]:
        (b1, b2, b3), (n1, n2), (w1, w2, w3) = before, now, whole
        counts = (b1, b2, b3), (n1, n2), (w1, w2, w3)
        stories.append(PlacedStory(str(story), str(face), tuple(map(str, articles)), *counts))
    return ClosedEdition(record["key"], dict(record["articles"]), tuple(stories), str(record["digest"]))
