"""`content/ledger.jsonl`: what was promised to the world and must outlive its cause.

One JSON object a line, only ever added to. So far: the id issued to each article (`kind: article`), kept by the
article's identity, so that mending a headline or a date does not change its address.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Self

from generator.articlejson import ID_PATTERN
from generator.desk import write_if_changed
from generator.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path


class Ledger:
    """The lines of the ledger, and those added since it was read."""

    def __init__(self, lines: tuple[str, ...], ids: dict[str, str]) -> None:
        self._lines = list(lines)
        self._ids = ids
        self._issued = set(ids.values())

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
        ids: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                good = record["kind"] != "article" or bool(ID_PATTERN.fullmatch(record["id"]))
                if good and record["kind"] == "article":
                    ids.setdefault(str(record["key"]), record["id"])
            except (ValueError, TypeError, KeyError, RecursionError):
                good = False
            if not good:
                raise DeskError(
                    f"content/{path.name}:{number}: is no line of the ledger. Restore the file from git or a backup."
                )
        return cls(tuple(line.decode() for line in lines), ids)

    def issue(self, key: str, wish: str) -> str:
        """The id of the article with identity `key`: the one issued before, else `wish`, now issued for good."""
        short = hashlib.sha256(key.encode()).hexdigest()[:20]
        if short in self._ids:
            return self._ids[short]
        number, chosen = 2, wish
        while chosen in self._issued:
            number, chosen = number + 1, f"{wish}-{number}"
        self._ids[short] = chosen
        self._issued.add(chosen)
        self._lines.append(json.dumps({"kind": "article", "key": short, "id": chosen}))
        return chosen

    def issued(self, article_id: str) -> bool:
        """Whether this id was issued here."""
        return article_id in self._issued

    def save(self, path: Path) -> bool:
        """Write the ledger if a line was added; whether it was written."""
        if not self._lines:
            return False
        return write_if_changed(path, ("\n".join(self._lines) + "\n").encode())
