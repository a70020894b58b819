"""Is the built site within its budgets: what a reader's phone and GitHub Pages can bear."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.settings import Budgets

_MEGABYTE = 1_000_000
_NAMED = 3
"""Of pages or files that are too large, so many are named, the largest first."""
_FEWER = "Raise thresholds.actor_articles in site.yml, or split the desk by time"


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a site measures."""

    pages: int
    largest_page: int
    """Bytes; so the next three."""
    largest_file: int
    whole: int
    search: int
    """The index of the search in the header, compressed."""
    nav: int

    @property
    def words(self) -> str:
        """For a user."""
        return (
            f"{self.pages:,} pages, {self.whole / _MEGABYTE:,.0f} MB, "
            f"the largest page {self.largest_page / 1000:,.0f} kB, "
            f"search in the header {self.search / 1000:,.0f} kB compressed, {self.nav} entries in nav"
        )


def measure(site: Path, mkdocs_yml: Path, budgets: Budgets) -> tuple[Sizes, list[Problem]]:
    """The sizes of a built site, and what is over its budget.

    Args:
        site: the built site.
        mkdocs_yml: its configuration.
        budgets: of the settings.
    """
    files = dict(_files(str(site), ""))
    pages = {name: size for name, size in files.items() if name.endswith(".html")}
    index = site / "search/search_index.json"
    search = len(gzip.compress(index.read_bytes(), 6, mtime=0)) if index.is_file() else 0
    sizes = Sizes(
        len(pages), max(pages.values(), default=0), max(files.values(), default=0), sum(files.values()), search,
        _nav_entries(mkdocs_yml),
    )  # fmt: skip
    return sizes, list(_over(sizes, pages, files, budgets))


def _over(sizes: Sizes, pages: dict[str, int], files: dict[str, int], budgets: Budgets) -> Iterator[Problem]:
    for name in _largest(pages, 1000 * budgets.page_kilobytes):
        yield Problem(
            f"site/{name}",
            f"has {pages[name] / 1000:,.0f} kB, more than budgets.page_kilobytes ({budgets.page_kilobytes:,})",
            "Let fewer names have pages (thresholds in site.yml), or raise the budget",
        )  # fmt: skip
    for name in _largest(files, _MEGABYTE * budgets.file_megabytes):
        yield Problem(
            f"site/{name}",
            f"has {files[name] / _MEGABYTE:,.0f} MB, more than budgets.file_megabytes ({budgets.file_megabytes:,}); "
            "GitHub takes no file of 100 MB",
            "Split the desk by time, or remove the file from what you publish",
        )
    rows = (
        ("pages", sizes.pages, budgets.pages, "pages", _FEWER),
        ("site_megabytes", sizes.whole / _MEGABYTE, budgets.site_megabytes, "MB; GitHub Pages takes 1 GB",
         "Raise thresholds.actor_articles in site.yml, publish less text (publish.text), or split the desk by time"),
        ("search_kilobytes", sizes.search / 1000, budgets.search_kilobytes, "kB of search in the header, compressed",
         f"{_FEWER}: each page in that search adds a line"),
        ("nav_entries", sizes.nav, budgets.nav_entries, "entries of nav in mkdocs.yml",
         "Take entries out of nav: each stands on every page and is rendered with it"),
    )  # fmt: skip
    for name, found, most, unit, remedy in rows:
        if found > most:
            yield Problem("site", f"{found:,.0f} {unit}, more than budgets.{name} ({most:,})", remedy)


def _largest(sizes: dict[str, int], most: int) -> list[str]:
    return sorted((name for name, size in sizes.items() if size > most), key=lambda name: (-sizes[name], name))[:_NAMED]


def _files(folder: str, below: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}", entry.stat().st_size


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs may have in its configuration besides plain YAML as a mere word."""


_Loader.add_multi_constructor("", lambda *_: "?")


def _nav_entries(mkdocs_yml: Path) -> int:
    try:
        found = yaml.load(mkdocs_yml.read_text("utf-8"), _Loader)  # noqa: S506  (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 0
    return _count(found.get("nav") if isinstance(found, dict) else None)


def _count(nav: Any) -> int:  # noqa: ANN401  (YAML)
    if isinstance(nav, list):
        return sum(map(_count, nav))
    if isinstance(nav, dict):
        return sum(map(_count, nav.values()))
    return int(nav is not None)
