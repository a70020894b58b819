"""What was made, in columns: it says what the same units as objects would."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.store.made import MadeUnit, MadeUnits
from generator.store.pages import MadePages, PageStore, Table

KEYS = [f"articles/{n}.md" for n in range(6)]
CELLS = 5
files = st.lists(st.tuples(st.sampled_from(["", "b", "c/d"]), st.integers(0, 2**40), st.integers(0, 2**62)), max_size=3)
units = st.dictionaries(
    st.sampled_from(KEYS),
    st.tuples(st.lists(st.integers(0, CELLS - 1), unique=True), files, st.sampled_from(["it is new", "its template"])),
)
runs = st.lists(st.tuples(units, st.sets(st.sampled_from(KEYS))), min_size=1, max_size=4)


def made_of(key, cells, found, why):
    paths = {f"{key}{end}": (size, time) for end, size, time in found}
    return MadeUnit(np.array(cells, np.uint32), tuple((path, *state) for path, state in paths.items()), why, 0.25)


def told(unit):
    return unit and (unit.cells.tolist(), unit.files, unit.why, unit.seconds)


@given(runs)
@settings(max_examples=200, deadline=None)
def test_runs_one_after_the_other(sequence):
    columns, plain = MadeUnits(), {}
    for drawn, dropped in sequence:
        made = {key: made_of(key, *unit) for key, unit in drawn.items()}
        planned = [key for key in KEYS if key in made or (key in plain and key not in dropped)]
        columns = columns.with_made(planned, made)
        plain = {key: made.get(key) or plain[key] for key in planned}
        assert (len(columns), set(columns.keys)) == (len(plain), plain.keys())
        for key in KEYS:
            assert (key in columns) == (key in plain)
            assert told(columns.get(key)) == told(plain.get(key))
            assert columns.seconds_of(key) == (0.25 if key in plain else None)
        left = {path: (key, state) for key, unit in plain.items() for path, *state in unit.files}
        assert set(columns.paths) == left.keys()
        for path, (key, state) in left.items():
            assert columns.of_file(path) == key
            there = {other: tuple(own) for other, (_, own) in left.items()}
            assert columns.disturbed(there.get) == set()
            assert columns.disturbed({**there, path: (state[0] + 1, state[1])}.get) == {key}
            assert columns.disturbed({other: own for other, own in there.items() if other != path}.get) == {key}
        assert columns.of_file("nowhere.md") is None
        for cell in range(CELLS):
            changed = np.arange(CELLS) == cell
            assert columns.touched(changed) == {key for key, unit in plain.items() if cell in unit.cells}


def test_they_come_back_from_the_record_without_cells_that_nobody_reads(tmp_path):
    table = Table()
    numbers = [table.number(cell) for cell in (("article", "a"), ("article", "b"), ("actor", "a"))]
    made = {key: made_of(key, cells, [("", 10, 20)], "it is new") for key, cells in (("a", [0]), ("b", [2, 0]))}
    record = MadePages("base", table, np.array([7, 8, 9], np.uint64), MadeUnits().with_made(["a", "b"], made))
    PageStore(tmp_path).save(record)
    found = PageStore(tmp_path).made
    assert numbers == [0, 1, 2]
    assert (found.base, found.digests.tolist()) == ("base", [7, 9])
    assert [found.cells.cell(n) for n in found.units.get("b").cells] == [("actor", "a"), ("article", "a")]
    assert found.units.paths == ["a", "b"]
    assert found.units.get("a").files == (("a", 10, 20),)
