"""A database file below `.tearsheet/`: opened as it must be, or begun anew."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path, version: int, schema: str) -> sqlite3.Connection:
    """The database of this version and these tables; what is of another version, or has others, is emptied.

    Raises:
        sqlite3.DatabaseError: the file is no database, is damaged, or cannot be used.
    """
    db = sqlite3.connect(path)
    try:
        here = db.execute("PRAGMA user_version").fetchone()[0]
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if here != version or sorted(tables) != sorted(re.findall(r"CREATE TABLE (\w+)", schema)):
            for name in tables:
                db.execute(f"DROP TABLE {name}")
            db.executescript(f"BEGIN; {schema} PRAGMA user_version = {version}; COMMIT;")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def begun_anew(path: Path, version: int, schema: str) -> sqlite3.Connection:
    """An empty database in place of a damaged one.

    Raises:
        sqlite3.DatabaseError: it cannot be made.
    """
    for old in (path, path.with_name(f"{path.name}-journal")):
        old.unlink(missing_ok=True)
    return opened(path, version, schema)
