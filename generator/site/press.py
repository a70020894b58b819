"""MkDocs' own work on single pages, one after the other: what its `build` does, without going through all of them."""

from __future__ import annotations

import logging
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urljoin

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.files import File, InclusionLevel, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, is_markdown_file

from generator.site.lazyfiles import LazyFiles, Listed, ListedFiles, SomeFiles
from generator.site.marks import mark, mark_of_name, packed, unpacked
from generator.site.markup import Sparing
from generator.site.tree import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mkdocs.config.defaults import MkDocsConfig

    from generator.site.lazyfiles import Known

INDEX = "search/search_index.json"
_UNQUOTED = re.compile(r"[\w\-~/.]*", re.ASCII)
"""An address that is the same when it is quoted."""
_PLAIN = re.compile(r"(?!/|\.\.?/)[\w\-~%/.]*", re.ASCII)
"""An address that lies below that of the site without any rules of joining."""

Message = tuple[str, int, str]
"""What MkDocs logged: the logger, the level, the text."""


def is_page(name: str) -> bool:
    """Whether a file is a page to MkDocs."""
    return is_markdown_file(name)


@dataclass(slots=True)
class Sheet:
    """A page as it was made."""

    name: str
    place: str
    source_digest: bytes = b""
    target_digest: bytes = b""
    found: str = ""
    """Its entries in the index of the search, as JSON without the brackets."""
    asked: bytes = b""
    """Marks of the files that it looked for."""
    anchors: bytes = b""
    """Marks of its anchors, each with the page's name."""
    wanted: dict[str, bytes] = field(default_factory=dict)
    """Pages that it links to → marks of the anchors there."""
    messages: list[Message] = field(default_factory=list)


class Press:
    """Makes pages of a site into `config.site_dir`."""

    def __init__(self, config: MkDocsConfig, cache: Path, command: Literal["build", "serve"] = "build") -> None:
        """Start MkDocs' plugins, as its `build` does.

        Args:
            config: MkDocs' configuration, loaded.
            cache: a folder for the theme's templates as compiled.
            command: what the plugins are told that it is for.
        """
        plugins = config.plugins
        _keep_compiled(config, cache)
        plugins.on_startup(command=command, dirty=False)
        self.config = config = plugins.on_config(config)
        plugins.on_pre_build(config=config)
        config.markdown_extensions = [*config.markdown_extensions, Sparing()]
        self.env = config.theme.get_env()
        self.index: Any = getattr(plugins.get("material/search"), "search_index", None)
        self.files: LazyFiles
        self.nav: Any = None
        self._menu: set[str] = set()
        self._as_folders = config.use_directory_urls

    def inclusions(self, names: Iterable[str]) -> dict[str, int]:
        """What the configuration says of files: whether they belong to the site, and to the menu."""
        config = self.config
        files = [File(name, config.docs_dir, config.site_dir, config.use_directory_urls) for name in names]
        set_exclusions(files, config)
        return {file.src_uri: file.inclusion.value for file in files}

    def place_of(self, name: str) -> str:
        """Where a file of the pages stands below the site."""
        return File(name, "", "", self.config.use_directory_urls).dest_uri

    def theme_files(self, taken: Iterable[str]) -> list[str]:
        """The files that come with the theme, but for those that the folder of the pages replaces."""
        config = self.config
        files = SomeFiles((), LazyFiles(dict.fromkeys(taken, (InclusionLevel.INCLUDED.value, False)), config))
        files.add_files_from_theme(self.env, config)
        return [file.src_uri for file in files]

    def set_up(
        self, known: Mapping[str, Known], left_out: AbstractSet[str], menu: Sequence[str], untitled: Sequence[str]
    ) -> None:
        """Make the menu.

        Args:
            known: every file that is part of the site, in MkDocs' order.
            left_out: pages that a preview does not show.
            menu: the pages that stand in the menu, or should.
            untitled: those of them whose titles stand in themselves.
        """
        config, plugins = self.config, self.config.plugins
        files = plugins.on_files(LazyFiles(known, config, left_out), config=config)
        assert isinstance(files, LazyFiles)
        self.files = files
        pages = [file for name in menu if (file := files.get_file_from_path(name)) is not None]
        self.nav = plugins.on_nav(get_navigation(SomeFiles(pages, files), config), config=config, files=files)
        for page in self.nav.pages:
            if page.file.src_uri in untitled:
                with _collected():  # it says so again when it is made
                    mkdocs_build._populate_page(page, config, files)  # noqa: SLF001
            else:
                page.read_source(config)
        self._menu = {page.file.src_uri for page in self.nav.pages}
        self.env = plugins.on_env(self.env, config=config, files=files)

    def make(self, name: str) -> Sheet:
        """Make one page: Markdown → HTML → template → file."""
        config, files = self.config, self.files
        files.asked.clear()
        file = files.get_file_from_path(name)
        assert file is not None
        # Before it is read: should it change meanwhile, the digest is that of what stood there before.
        sheet = Sheet(name, file.dest_uri, digest(file.content_bytes))
        with _collected() as sheet.messages:
            page = file.page if isinstance(file.page, Page) else Page(None, file, config)
            mkdocs_build._populate_page(page, config, files)  # noqa: SLF001
            begin = len(self.index.entries) if self.index is not None else 0
            mkdocs_build._build_page(page, config, (), self.nav, self.env)  # noqa: SLF001
            if self.index is not None:
                sheet.found = ",".join(map(_as_json, self.index.entries[begin:]))
                del self.index.entries[begin:]
        sheet.asked = packed(map(mark_of_name, files.asked - {name}))
        sheet.anchors = packed(mark(f"{name}#{anchor}") for anchor in page.present_anchor_ids or ())
        for target, anchors in (page.links_to_anchors or {}).items():
            if files.shows(target.src_uri):
                sheet.wanted[target.src_uri] = packed(mark(f"{target.src_uri}#{anchor}") for anchor in anchors)
        made = Path(file.abs_dest_path)
        sheet.target_digest = digest(made.read_bytes()) if made.is_file() else b""
        self._let_go(page)
        return sheet

    def _let_go(self, page: Page) -> None:
        """Forget what a page says: ten thousands of them fill the memory."""
        page.content = None
        page.toc = []  # type: ignore[assignment]
        page.links_to_anchors = None
        page.present_anchor_ids = None
        if page.file.src_uri not in self._menu:
            page.file.page = None

    def copy(self, name: str) -> None:
        """Copy a file that is no page."""
        file = self.files.get_file_from_path(name)
        assert file is not None
        file.copy_file()

    def dead_anchors(self, name: str, anchors: Mapping[str, bytes]) -> list[Message]:
        """What MkDocs says of the links of a page to places that are not there.

        Args:
            name: the page.
            anchors: pages that it links to → marks of the anchors that they have.
        """
        file = self.files.get_file_from_path(name)
        assert file is not None
        page = file.page if isinstance(file.page, Page) else Page(None, file, self.config)
        with _collected():
            mkdocs_build._populate_page(page, self.config, self.files)  # noqa: SLF001
        own = page.present_anchor_ids
        others = [target for target in page.links_to_anchors or {} if target is not file and target.src_uri in anchors]
        kept = [(target, target.page) for target in others]
        for target in others:
            target.page = _Anchors(target.src_uri, set(unpacked(anchors[target.src_uri])))  # type: ignore[assignment]
        with _collected() as messages:
            page.present_anchor_ids = own
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        for target, before in kept:
            target.page = before
        self._let_go(page)
        return messages

    def make_templates(self, pages: Iterable[tuple[str, str]]) -> list[str]:
        """Make what the theme shows beside the pages, the page of errors and the site map: their paths.

        Args:
            pages: names and places of the pages, in MkDocs' order.
        """
        config = self.config
        date = get_build_date()
        base = f"{(config.site_url or '').rstrip('/')}/" if config.site_url else None
        listed = []
        for _, place in pages:
            url = self._address(place)
            joined = None if base is None else base + url if _PLAIN.fullmatch(url) else urljoin(base, url)
            listed.append(Listed(url, joined, date))
        files = ListedFiles(listed, self.files)
        for name in config.theme.static_templates:
            mkdocs_build._build_theme_template(name, self.env, files, config, self.nav)  # noqa: SLF001
        made = [path for name in sorted(config.theme.static_templates) for path in (name, f"{name}.gz")]
        return [path for path in made if os.path.isfile(os.path.join(config.site_dir, path))]  # noqa: PTH113, PTH118

    def _address(self, place: str) -> str:
        folder, _, name = place.rpartition("/")
        url = place
        if self._as_folders and name == "index.html":
            url = f"{folder or '.'}/"
        url = url if _UNQUOTED.fullmatch(url) else quote(url)
        return "" if url in (".", "./") else url

    def finish(self, found: Iterable[str]) -> None:
        """Let the plugins end the build, and put the index of the search together from the parts of all pages.

        Raises:
            ValueError: the index is not made of such parts.
        """
        if self.index is not None:
            self.index.entries = []
        self.config.plugins.on_post_build(config=self.config)
        if self.index is not None:
            path = Path(self.config.site_dir, INDEX)
            head, mark_of_end, rest = path.read_text("utf-8").rpartition("]}")
            if not head.endswith('"docs":[') or not mark_of_end or rest:
                raise ValueError("the index of the search is not made of the parts of its pages")
            with path.open("wb") as file:  # part by part: together they may be a hundred megabytes
                file.write(head.encode())
                comma = b""
                for part in filter(None, found):
                    file.write(comma + part.encode())
                    comma = b","
                file.write(b"]}")


class _Anchors:
    """A page of which nothing is known but its anchors."""

    def __init__(self, name: str, marks: set[int]) -> None:
        self._name = name
        self._marks = marks
        self.present_anchor_ids = self

    def __contains__(self, anchor: str) -> bool:
        return mark(f"{self._name}#{anchor}") in self._marks


def tell(messages: Iterable[Message]) -> None:
    """Log what was collected."""
    for logger, level, text in messages:
        logging.getLogger(logger).log(level, "%s", text)


@contextmanager
def _collected() -> Iterator[list[Message]]:
    """Collects what MkDocs logs meanwhile, to be told in the order of the pages, whoever makes them."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate = logger.handlers, logger.propagate
    collector = _Collector()
    logger.handlers, logger.propagate = [collector], False
    try:
        yield collector.messages
    except BaseException:
        logger.handlers, logger.propagate = handlers, propagate
        tell(collector.messages)
        raise
    finally:
        logger.handlers, logger.propagate = handlers, propagate


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.name, record.levelno, record.getMessage()))


def _as_json(entry: object) -> str:
    """An entry as Material writes it."""
    import json

    return json.dumps(entry, separators=(",", ":"), default=str)


def _keep_compiled(config: MkDocsConfig, cache: Path) -> None:
    """Let the templates of the theme be compiled once, not once a build."""
    theme, make = config.theme, config.theme.get_env
    cache.mkdir(parents=True, exist_ok=True)
    compiled = FileSystemBytecodeCache(str(cache))

    def get_env() -> Any:  # noqa: ANN401
        env = make()
        env.bytecode_cache = compiled
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
