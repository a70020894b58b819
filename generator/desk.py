"""Where things lie in a desk: the folder that holds one project."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a field's type)

from generator.errors import DeskError

_PART = (".tearsheet-", ".part")
"""Beginning and end of the name of a file that is not finished."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The folders of one project; none of them has to exist."""

    root: Path

    @property
    def content(self) -> Path:
        """All that is read and made."""
        return self.root / "content"

    @property
    def articles(self) -> Path:
        """What arrives."""
        return self.content / "articles"

    @property
    def processed(self) -> Path:
        """One JSON file an article."""
        return self.content / "processed"

    @property
    def pages(self) -> Path:
        """Generated Markdown: MkDocs' docs_dir."""
        return self.content / "pages"

    @property
    def ledger(self) -> Path:
        """What was promised to the world."""
        return self.content / "ledger.jsonl"

    @property
    def templates(self) -> Path:
        """The user's own templates; a file of a packaged template's name wins."""
        return self.root / "templates"

    @property
    def site(self) -> Path:
        """What MkDocs builds."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What can always be made again."""
        return self.root / ".tearsheet"

    def check(self) -> None:
        """Raise `DeskError` unless the folder holds articles, processed articles or settings."""
        if not self.root.is_dir():
            raise DeskError(
                f"{self.root}: no such folder. Name an existing one with -C, or make one: tearsheet init DIR."
            )
        if not any(path.exists() for path in (self.articles, self.processed, self.root / "site_config")):
            raise DeskError(
                f"{self.root} is no desk: it has neither content/articles nor content/processed. "
                "Put articles into content/articles, or make a desk with: tearsheet init DIR."
            )


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write `data` to `path` by way of a file beside it, only if the bytes differ; whether it was written.

    Raises:
        DeskError: the file or its folder cannot be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=path.parent, prefix=_PART[0], suffix=_PART[1])
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(name, 0o666 & ~umask)  # noqa: PTH101  (the name of the file just made)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
    except OSError as error:
        raise DeskError(
            f"{path}: cannot be written ({error.strerror or error}). Check the folder and the space left."
        ) from None
    return True


def is_leftover(name: str) -> bool:
    """Whether a file of this name was left unfinished by a run that was killed."""
    return name.startswith(_PART[0]) and name.endswith(_PART[1])


def remove_leftovers(top: Path) -> None:
    """Remove the unfinished files that a run which was killed left below `top`."""
    for path in top.rglob(f"{_PART[0]}*{_PART[1]}"):
        path.unlink(missing_ok=True)


def remove_empty_folders(top: Path) -> None:
    """Remove the folders below `top` that hold nothing."""
    for here, _, _ in os.walk(top, topdown=False):
        if here != str(top) and not os.listdir(here):  # noqa: PTH208
            os.rmdir(here)  # noqa: PTH106
