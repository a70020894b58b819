"""Pages → `site/`, by MkDocs."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import logging
import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator
from generator.desk import write_if_changed
from generator.errors import DeskError, Problem
from generator.memory import collecting_little
from generator.site.current import Built, Job, is_current, look_at
from generator.site.stamp import set_build_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from generator.desk import Desk
    from generator.site.current import Standing


def packaged_mkdocs_yml() -> str:
    """The mkdocs.yml that ships with the program."""
    inside = resources.files("generator").joinpath("starter/mkdocs.yml")
    if inside.is_file():
        return inside.read_text("utf-8")
    return (Path(generator.__file__).parent.parent / "mkdocs.yml").read_text("utf-8")


def config_file(desk: Desk) -> Path:
    """The desk's mkdocs.yml; where it has none, the packaged one, put below `.tearsheet/` with its paths adjusted."""
    own = desk.root / "mkdocs.yml"
    if own.exists():
        return own
    text = packaged_mkdocs_yml()
    for name in ("docs_dir", "site_dir"):
        text = text.replace(f"\n{name}: ", f"\n{name}: ../")
    text = text.replace("  - tearsheet\n", '  - tearsheet:\n      desk: ".."\n')
    path = desk.cache / "mkdocs.yml"
    write_if_changed(path, text.encode())
    return path


@collecting_little(1)
def look_ahead(desk: Desk, *, changed: bool) -> Standing | None:
    """The site as it stands, for a build that follows; it takes a while that others may use for the pages.

    Args:
        desk: the project folder.
        changed: whether there will be something to build: then MkDocs is loaded too, with the theme and the extensions
            that the desk uses. Whatever is wrong with the configuration is told by the build.
    """
    if changed:
        _load_mkdocs(config_file(desk))
    return look_at(_job(desk), desk.pages if changed else None)


def _load_mkdocs(path: Path) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from markdown import Markdown
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    import generator.site.incremental  # noqa: F401

    logger = logging.getLogger("mkdocs")
    quiet, logger.propagate = logging.NullHandler(), False
    logger.addHandler(quiet)
    try:
        with contextlib.suppress(MkDocsException, Abort):
            config = load_config(config_file=str(path))
            Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
            config.theme.get_env()
    finally:
        logger.removeHandler(quiet)
        logger.propagate = True


def _job(desk: Desk, *, clean: bool = False, workers: int = 1) -> Job:
    return Job(desk.root, config_file(desk), desk.cache, clean=clean, workers=workers)


@collecting_little(1)
def build_site(
    desk: Desk, latest: str | None, *, clean: bool = False, workers: int = 1, stood: Standing | None = None,
    changed: Collection[str] | None = None,
) -> Built:  # fmt: skip
    """Build `site/` from pages that are up to date: of these, what changed.

    Args:
        desk: the project folder.
        latest: the newest day of the desk, which stands in for the clock.
        clean: make everything again.
        workers: processes to work with.
        stood: the site as it stands, if it was looked at already.
        changed: the files below `content/pages` that were written or removed since; `None` if that is not known.

    Raises:
        DeskError: MkDocs could not build, or a file cannot be written.
    """
    set_build_date(latest)
    job = _job(desk, clean=clean, workers=workers)
    pages, seen = is_current(job, stood, changed)
    if pages is not None:
        return Built(pages, 0, None)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    from generator.site.incremental import build_incrementally

    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        config = load_config(config_file=str(job.config_file))
        _do_not_regenerate(config)
        built = build_incrementally(config, job, warnings.texts, seen)
    except (MkDocsException, Abort) as error:
        reasons = [*(problem.what for problem in warnings.problems), str(error).strip()]
        raise DeskError(f"the site could not be built: {'; '.join(filter(None, reasons))}") from None
    finally:
        logger.removeHandler(warnings)
    return dataclasses.replace(built, problems=tuple(warnings.problems))


def serve_site(
    desk: Desk, address: str | None, *, open_browser: bool, say: Callable[[str], None], days: int | None = None,
    workers: int = 1,
) -> None:  # fmt: skip
    """Preview the site until interrupted; what a change touches is made again.

    Args:
        desk: the project folder.
        address: host and port to listen on; MkDocs' own choice if `None`.
        open_browser: whether to open the preview in the user's browser.
        say: is told what MkDocs and the plugin have to tell, line by line.
        days: leave out articles, editions and quotes that are older than so many days before the newest.
        workers: processes to work with.

    Raises:
        DeskError: the preview could not start.
    """
    from mkdocs.exceptions import Abort, MkDocsException

    from generator.site.preview import Preview, preview_folder

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    desk.pages.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("mkdocs")
    teller = _Teller(say)
    logger.addHandler(teller)
    logger.setLevel(logging.INFO)
    try:
        with preview_folder(desk.cache) as folder:
            preview = Preview(desk, folder, config_file(desk), address, days=days, workers=workers)
            preview.serve(open_browser=open_browser)
    except (MkDocsException, Abort) as error:
        raise DeskError(f"the preview could not start: {str(error).strip()}") from None
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES) or error.filename:
            raise
        raise DeskError(
            f"the preview cannot listen at {address or 'its usual address'} ({error.strerror}). "
            "Name another one: tearsheet serve --address 127.0.0.1:8001."
        ) from None
    finally:
        logger.removeHandler(teller)


def _do_not_regenerate(config: Any) -> None:  # noqa: ANN401  (MkDocs' configuration is not typed)
    """The pages are up to date when we call MkDocs ourselves."""
    plugin = config.plugins.get("tearsheet")
    if plugin is not None:
        plugin.config.regenerate = False


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        what = record.getMessage().strip()
        self.texts.append(what)
        self.problems.append(Problem("site", what, "Correct the page, template or mkdocs.yml it names"))


class _Teller(logging.Handler):
    """Passes on what MkDocs logs, as lines for the user."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        mark = f"{record.levelname.lower()}: " if record.levelno >= logging.WARNING else ""
        self._say(mark + record.getMessage().strip())
