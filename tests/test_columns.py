"""Counting in columns gives what counting one by one gives."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.report.columns import Column

NAMES = ("a", "b", "c", "d", "e")
ROWS = st.lists(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 30).map(lambda n: n / 10)), max_size=6), max_size=12
)


@given(rows=ROWS, data=st.data())
def test_the_leading_ones(rows, data):
    places = data.draw(st.lists(st.sampled_from(range(len(rows))), unique=True)) if rows else []
    most = data.draw(st.none() | st.integers(1, 6))
    without = data.draw(st.none() | st.sampled_from((*NAMES, "z")))
    number, total = Counter(), defaultdict(float)
    for place in places:
        for name, weight in rows[place]:
            if name != without:
                number[name] += 1
                total[name] += weight
    column, chosen = Column(), np.array(places, dtype=np.int64)
    half = data.draw(st.integers(0, len(rows)))
    column.add(rows[:half])
    column = Column(column.keep())
    column.add(rows[half:])
    by_weight = sorted(number.items(), key=lambda item: (-item[1], -round(total[item[0]], 6), item[0]))
    assert column.leading(chosen, most, without) == by_weight[:most]
    backwards = sorted(number.items(), key=lambda item: (-item[1], -ord(item[0]), item[0]))
    assert column.leading(chosen, most, without, tie=lambda name: chr(2000 - ord(name))) == backwards[:most]
    if without is None:
        assert column.counts(chosen) == number


def test_nothing_at_all():
    column = Column()
    assert column.leading(np.zeros(0, np.int64), 3) == []
    assert column.counts(np.zeros(0, np.int64)) == {}
