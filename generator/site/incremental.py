"""The incremental MkDocs build: pages that did not change stay as they are in `site/`.

MkDocs builds into a folder beside `site/`, only the pages of which something changed; then its files are moved into
place, and what is nobody's any more is removed. The outcome is that of a clean build, byte for byte, or it is a clean
build: where another plugin, a hook or a template of the desk's own could make one page depend on another, nothing can
be left out, and the reason is told.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.plugins import BasePlugin, event_priority

import generator
from generator.desk import remove_empty_folders
from generator.errors import DeskError
from generator.site.manifest import Made, Manifest, load_manifest, save_manifest, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    from generator.errors import Problem

_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
_OURS = frozenset({"tearsheet", "material/search", "tearsheet-watch"})
"""Plugins of which it is known that no page depends on another through them."""
_INDEX = "search/search_index.json"
_PAGE_NAMED = re.compile(r"'([^'\n]+\.md)'")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of the site did."""

    pages: int
    """Pages of the site."""
    made: int
    """Those of them that were made again."""
    why_clean: str | None
    """Why all were made again; `None` if only those were of which something changed."""
    problems: tuple[Problem, ...] = ()
    """What MkDocs warned of."""


@dataclass(slots=True)
class _Plan:
    """What is known before the build."""

    before: Manifest | None
    site: Path
    why_clean: str | None = None


class Watcher(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Tells MkDocs which files changed, and notes what the search holds of each page."""

    def __init__(self, plan: _Plan) -> None:
        super().__init__()
        self._plan = plan
        self._start = 0
        self.files: Files | None = None
        self.made: set[str] = set()
        """Pages that were made in this build."""
        self.search: dict[str, list[dict[str, Any]]] = {}
        self.index: Any = None
        """Material's index of the search in the header, where the desk has one."""

    @event_priority(-100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Decide for each file whether it must be made again."""
        self.files = files
        self.index = getattr(config.plugins.get("material/search"), "search_index", None)
        before = self._plan.before
        if before is not None and self._plan.why_clean is None:
            nav = set(_nav_pages(config))
            gone = before.files.keys() - {file.src_uri for file in files}
            named = [Path(name).name.encode() for name in gone if name.endswith(".md")]
            for file in files:
                if self._is_new(file, before) or file.src_uri in nav or _names_one_of(file, named):
                    _set_modified(file, modified=True)
                else:
                    _set_modified(file, modified=False)
        return files

    def _is_new(self, file: File, before: Manifest) -> bool:
        made = before.files.get(file.src_uri)
        if made is None or file.abs_src_path is None or made.warned:
            return True
        target = self._plan.site / file.dest_uri
        return state_of(Path(file.abs_src_path)) != made.source or state_of(target) != made.target

    @event_priority(100)
    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: object) -> Any:  # noqa: ANN401, ARG002
        """Note where the page's part of the search begins: the search plugin comes after this one."""
        self._start = len(self.index.entries) if self.index is not None else 0
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Note what the search holds of the page."""
        self.made.add(page.file.src_uri)
        self.search[page.file.src_uri] = self.index.entries[self._start :] if self.index is not None else []
        return output


def build_incrementally(config: MkDocsConfig, cache: Path, warnings: Sequence[str], *, clean: bool = False) -> Built:
    """Build `config.site_dir`, as little of it as can be known to be enough.

    Args:
        config: MkDocs' configuration, loaded, before its plugins have started.
        cache: the folder for what can be made again (`.tearsheet`).
        warnings: the texts of MkDocs' warnings, which come while it runs.
        clean: make everything again.

    Raises:
        DeskError: a file cannot be written.
    """
    site, staged, record = Path(config.site_dir), cache / "site-next", cache / "site.json"
    base = _base(config)
    before = load_manifest(record)
    plan = _Plan(before, site, "it was asked for" if clean else _why_clean(config, before, base, site))
    if before is not None and plan.why_clean is None and _is_current(before, Path(config.docs_dir), site):
        return Built(sum(name.endswith(".md") for name in before.files), 0, None)
    watcher = Watcher(plan)
    config.plugins["tearsheet-watch"] = watcher
    config.site_dir = str(staged)
    try:
        shutil.rmtree(staged, ignore_errors=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config, dirty=plan.why_clean is None)
        config.plugins.on_shutdown()
        assert watcher.files is not None
        files = [file for file in watcher.files if file.inclusion.is_included()]  # type: ignore[no-untyped-call]
        old = before.files if before is not None and plan.why_clean is None else {}
        search = {
            file.src_uri: watcher.search.get(file.src_uri, old[file.src_uri].search if file.src_uri in old else [])
            for file in files
        }
        _write_search(watcher, files, search, staged)
        record.unlink(missing_ok=True)
        _put_in_place(staged, site, {file.dest_uri for file in files})
        troubled = {name for text in warnings for name in _PAGE_NAMED.findall(text)}
        sources = sum(len(names) for *_, names in os.walk(config.docs_dir))
        save_manifest(record, Manifest(base, _date(), sources, _made(files, site, search, troubled)))
    except OSError as error:
        raise DeskError(
            f"{error.filename or site}: cannot be written ({error.strerror or error}). "
            "Check the folder and the space left; the next build makes the whole site again."
        ) from None
    finally:
        config.site_dir = str(site)
        shutil.rmtree(staged, ignore_errors=True)
    pages = [file for file in files if file.is_documentation_page()]
    return Built(len(pages), len(watcher.made), plan.why_clean)


def _why_clean(config: MkDocsConfig, before: Manifest | None, base: str, site: Path) -> str | None:
    """Why the whole site must be made; `None` if what did not change can stay."""
    others = sorted(set(config.plugins) - _OURS)
    text = Path(config.config_file_path).read_text("utf-8") if config.config_file_path else ""
    if before is None or not site.is_dir():
        return "there is no record of an earlier build"
    if before.base != base:
        return "the configuration, the theme or the program changed"
    for key in ("hooks", "extra_templates"):
        if config.get(key):
            return f"{key} in mkdocs.yml may make pages depend on one another"
    if others:
        return f"the plugin {others[0]} may make pages depend on one another"
    if config.theme.custom_dir:
        return "theme templates of the desk's own (custom_dir) may make pages depend on one another"
    if not config.nav:
        return "without nav in mkdocs.yml every page shows all others"
    if re.search(r"^INHERIT|!ENV", text, re.MULTILINE):
        return "mkdocs.yml takes parts from elsewhere (INHERIT, !ENV)"
    return None


def _base(config: MkDocsConfig) -> str:
    """Identity of all that every page depends on: configuration, program, theme, what the menu shows of its pages."""
    parts = [sys.version, generator.__version__, *(f"{name} {metadata.version(name)}" for name in _PACKAGES)]
    here = Path(generator.__file__).parent
    code = [here / "plugin.py", *sorted((here / "site").glob("*.py"))]
    configuration = [Path(config.config_file_path)] if config.config_file_path else []
    # What the plugin takes from them into the configuration.
    root = Path(config.docs_dir).parent.parent
    configuration += [path for path in (root / "site_config/site.yml",) if path.is_file()]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (*code, *configuration)]
    fronts = [_front_matter(Path(config.docs_dir) / name) for name in _nav_pages(config)]
    return hashlib.sha256("\n".join((*parts, *sums, *fronts)).encode()).hexdigest()


def _nav_pages(config: MkDocsConfig) -> list[str]:
    """The pages in the menu, by their paths below the folder of the pages."""

    def walk(items: Any) -> Iterable[str]:  # noqa: ANN401  (YAML)
        for item in items or ():
            for value in item.values() if isinstance(item, dict) else [item]:
                if isinstance(value, str):
                    yield value
                else:
                    yield from walk(value)

    return [name for name in walk(config.nav) if name.endswith(".md")]


def _front_matter(page: Path) -> str:
    try:
        text = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return text.split("\n---\n", 1)[0] if text.startswith("---\n") else ""


def _set_modified(file: File, *, modified: bool) -> None:
    """Answer for MkDocs, which asks the times of files, and so misses what was replaced by something older."""
    file.is_modified = lambda: modified  # type: ignore[method-assign]


def _names_one_of(file: File, names: list[bytes]) -> bool:
    """Whether a page may link to one of the pages of these names."""
    if not names or not file.is_documentation_page() or file.abs_src_path is None:
        return False
    text = Path(file.abs_src_path).read_bytes()
    return any(name in text for name in names)


def _write_search(
    watcher: Watcher, files: Iterable[File], search: Mapping[str, list[dict[str, Any]]], staged: Path
) -> None:
    """The index of the search in the header over all pages, those that were left as they are among them."""
    if watcher.index is not None:
        pages = (file for file in files if file.is_documentation_page())
        watcher.index.entries = [entry for file in pages for entry in search[file.src_uri]]
        (staged / _INDEX).parent.mkdir(parents=True, exist_ok=True)
        (staged / _INDEX).write_bytes(watcher.index.generate_search_index(None).encode())


def _put_in_place(staged: Path, site: Path, wanted: set[str]) -> None:
    """Move what was built into the site, and remove what is neither built nor wanted."""
    new = {path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()}
    for name in sorted(new):
        source, target = staged / name, site / name
        if not _same(source, target):
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)  # noqa: PTH105
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            if path.relative_to(site).as_posix() not in wanted and path.relative_to(site).as_posix() not in new:
                path.unlink()
    remove_empty_folders(site)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _made(
    files: Iterable[File], site: Path, search: Mapping[str, list[dict[str, Any]]], warned: set[str]
) -> dict[str, Made]:
    return {
        file.src_uri: Made(
            file.dest_uri,
            state_of(Path(file.abs_src_path)) if file.abs_src_path else (0, 0),
            state_of(site / file.dest_uri),
            search[file.src_uri],
            file.src_uri in warned,
        )
        for file in files
    }


def _is_current(before: Manifest, docs: Path, site: Path) -> bool:
    """Whether nothing at all changed since the last build: then MkDocs need not even start."""
    if before.date != _date() or before.sources != sum(len(names) for *_, names in os.walk(docs)):
        return False
    for name, made in before.files.items():
        # What is not in the folder of the pages comes with the theme, which is part of the base.
        if made.warned or state_of(docs / name) not in (made.source, (0, 0)):
            return False
        if state_of(site / made.place) != made.target:
            return False
    return True


def _date() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH", "")
