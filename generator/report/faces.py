"""Under whose headline a story stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.resolve.corrections import is_correction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.report.entry import Entry
    from generator.resolve.copies import Copies


def face_of(central: str, names: Sequence[str], entries: Mapping[str, Entry], copies: Copies) -> str:
    """Of some articles of a story the one under whose headline it stands: its central one, if it is among them.

    Else the one that names what most others name. A correction comes last, and a copy behind its original.
    """
    found = [entries[name] for name in names]
    counts = Counter(name for entry in found for name in entry.actor_ids)

    def rank(entry: Entry) -> tuple[bool, bool, bool, int, tuple[str, str, str]]:
        group = copies.of.get(entry.id)
        copy = group is not None and group.original != entry.id
        shared = sum(counts[name] for name in entry.actor_ids if counts[name] > 1)
        return (is_correction(entry.title), entry.id != central, copy, -shared, entry.order)

    return min(found, key=rank).id
