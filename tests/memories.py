"""A memory without a store, and what may happen to it between two runs."""

from __future__ import annotations


class Rows:
    """What was kept, by kind and key."""

    def __init__(self):
        self.rows = {}
        self.written = 0

    def get(self, kind, keys=None):
        """The rows of a kind."""
        return {key: row for (of, key), row in self.rows.items() if of == kind and (keys is None or key in keys)}

    def put(self, kind, rows):
        """Keep rows, or forget them."""
        for key, row in rows.items():
            self.written += 1
            if row is None:
                self.rows.pop((kind, key), None)
            else:
                self.rows[kind, key] = row

    def copy(self):
        """The same rows again."""
        out = Rows()
        out.rows = dict(self.rows)
        return out

    def damage(self, how, number):
        """Lose a row, cut it, turn a bit in it, or put an old one in its place."""
        if not self.rows:
            return
        place = sorted(self.rows)[number % len(self.rows)]
        row = self.rows[place]
        if how == "lost":
            del self.rows[place]
        elif how == "cut":
            self.rows[place] = row[: len(row) // 2]
        elif how == "turned":
            at = number % max(1, len(row))
            self.rows[place] = row[:at] + bytes([row[at] ^ 1]) + row[at + 1 :] if row else b"\1"
