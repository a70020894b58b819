"""MkDocs' collection of files, made file by file as they are asked for: of ten thousands, a build needs hundreds."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import is_markdown_file

from generator.site.window import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mkdocs.config.defaults import MkDocsConfig

Known = tuple[int, bool]
"""What is known of a file by its name: its inclusion, and whether it comes with the theme."""


class LazyFiles(Files):
    """The files that are known by name; `asked` notes the names that were looked for, found or not."""

    def __init__(
        self, known: Mapping[str, Known], config: MkDocsConfig, left_out: AbstractSet[str] = frozenset()
    ) -> None:
        super().__init__(())
        self._known = known
        self.left_out = left_out
        """Pages that a preview does not show: links to them lead to a page that says so."""
        self._config = config
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that name."""
        file = self._src_uris.get(path)
        if file is not None:
            self.asked.add(path)
            return file
        name = path if path in self._known else PurePath(path).as_posix()
        self.asked.add(name)
        if name in self._known:
            return self._made(name)
        return self._elsewhere(name) if name in self.left_out else self._src_uris.get(name)

    def shows(self, name: str) -> bool:
        """Whether a file is a page of the site."""
        known = self._known.get(name)
        return known is not None and is_markdown_file(name) and known[0] > InclusionLevel.DRAFT.value

    def _elsewhere(self, name: str) -> File:
        config = self._config
        return File(
            name, config.docs_dir, config.site_dir, config.use_directory_urls,
            dest_uri=ELSEWHERE, inclusion=InclusionLevel.NOT_IN_NAV,
        )  # fmt: skip

    def _made(self, name: str) -> File:
        file = self._src_uris.get(name)
        if file is None:
            inclusion, of_theme = self._known[name]
            config = self._config
            folders = [folder for folder in config.theme.dirs if (Path(folder) / name).is_file()] if of_theme else ()
            file = File(
                name, next(iter(folders), config.docs_dir), config.site_dir, config.use_directory_urls,
                inclusion=InclusionLevel(inclusion),
            )  # fmt: skip
            self._src_uris[name] = file
        return file

    def _all(self) -> Mapping[str, File]:
        made = {name: self._made(name) for name in self._known}
        return made | {name: file for name, file in self._src_uris.items() if name not in made}

    def __iter__(self) -> Iterator[File]:
        return iter(self._all().values())

    def __len__(self) -> int:
        return len(self._all())

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    @property
    def src_uris(self) -> Mapping[str, File]:
        """Every file by its name: makes all of them."""
        return self._all()


class SomeFiles(Files):
    """Some of the files, where MkDocs would go through all; whatever is asked for by name is found."""

    def __init__(self, some: Iterable[File], every: LazyFiles) -> None:
        super().__init__(some)
        self._every = every

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that name."""
        return self._every.get_file_from_path(path)


class Listed:
    """What the site map shows of a page, without the page."""

    __slots__ = ("abs_url", "canonical_url", "is_link", "page", "update_date", "url")

    def __init__(self, url: str, canonical_url: str | None, update_date: str) -> None:
        self.url = url
        self.canonical_url = canonical_url
        self.abs_url = canonical_url
        self.update_date = update_date
        self.is_link = False
        self.page = self


class ListedFiles(Files):
    """The pages of the site for templates that list them."""

    def __init__(self, pages: Sequence[Listed], every: LazyFiles) -> None:
        super().__init__(())
        self._pages = pages
        self._every = every

    def documentation_pages(self, *, inclusion: Callable[[InclusionLevel], bool] | None = None) -> Sequence[File]:  # noqa: ARG002
        """The pages, as far as they are listed."""
        return self._pages  # type: ignore[return-value]

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that name."""
        return self._every.get_file_from_path(path)
