"""The live preview: what is edited shows within seconds, for only what it touches is made again.

MkDocs' own server, with another way to build. The site of the preview is kept below `.tearsheet/` and is another than
`site/`: its addresses are those of the preview.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer, _serve_url

from generator.errors import DeskError, TearsheetError
from generator.lock import locked
from generator.site.current import Job
from generator.site.incremental import build_incrementally
from generator.site.window import missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from generator.desk import Desk
    from generator.site.current import Built

log = logging.getLogger("mkdocs.tearsheet")


_MOST = 9
"""Previews of one desk at a time."""


@contextmanager
def preview_folder(cache: Path) -> Iterator[Path]:
    """A folder for the site of a preview, which no other preview has meanwhile.

    Args:
        cache: the desk's folder for what can be made again.

    Raises:
        DeskError: there are as many previews as there may be, or the folder cannot be written.
    """
    with ExitStack() as held:
        for number in range(1, _MOST + 1):
            folder = cache / ("preview" if number == 1 else f"preview-{number}")
            try:
                held.enter_context(locked(folder, "tearsheet serve"))
                break
            except DeskError:
                if number == _MOST:
                    raise
        yield folder


class Preview:
    """A preview of a desk, built and served."""

    def __init__(
        self, desk: Desk, folder: Path, config_file: Path, address: str | None, *, days: int | None, workers: int
    ) -> None:
        self._folder = folder
        self._config_file = config_file
        self._options: dict[str, Any] = {"dev_addr": address} if address else {}
        self._job = Job(
            desk.root, config_file, self._folder, workers=workers, days=days, command="serve", more=f"preview {days}"
        )
        config = self._load()
        host, port = config.dev_addr
        self._mount = urlsplit(config.site_url or "/").path
        self._url = _serve_url(host, port, self._mount)
        self._config: MkDocsConfig | None = config
        self._address = (host, port)

    def serve(self, *, open_browser: bool) -> None:
        """Build, and serve until interrupted; raises if the first build fails."""
        site = self._folder / "site"
        server = LiveReloadServer(
            builder=self.rebuild, host=self._address[0], port=self._address[1], root=str(site), mount_path=self._mount
        )
        server.error_handler = lambda code: self._missing() if code == 404 else None
        config, self._config = self._config, None
        assert config is not None
        try:
            log.info("Building documentation...")
            self._build(config)
            server.watch(config.docs_dir)
            if config.config_file_path:
                server.watch(config.config_file_path)
            server = config.plugins.on_serve(server, config=config, builder=self.rebuild)
            for path in config.watch:
                server.watch(path)
            try:
                server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
            except KeyboardInterrupt:
                log.info("Shutting down...")
            finally:
                server.shutdown()
        finally:
            config.plugins.on_shutdown()

    def _missing(self) -> bytes:
        return (self._folder / "site/404.html").read_bytes() if self._job.days is None else missing(self._mount)

    def rebuild(self) -> None:
        """Build again after a change; what cannot be built is told, and what was built last stays."""
        log.info("Building documentation...")
        try:
            self._build(self._load())
        except (TearsheetError, MkDocsException, Abort) as error:
            log.error("%s", str(error).strip())  # noqa: TRY400  (a line for the user, not a trace)

    def _load(self) -> MkDocsConfig:
        self._folder.mkdir(parents=True, exist_ok=True)
        return load_config(
            config_file=str(self._config_file), site_dir=str(self._folder / "site"), **self._options
        )  # fmt: skip

    def _build(self, config: MkDocsConfig) -> Built:
        config.site_url = self._url
        warned = _Counted()
        logging.getLogger("mkdocs").addHandler(warned)
        try:
            built = build_incrementally(config, self._job, warned.texts)
        finally:
            logging.getLogger("mkdocs").removeHandler(warned)
        why = f" (all of them: {built.why_clean})" if built.why_clean else ""
        log.info("Built %s of %s pages%s", f"{built.made:,}", f"{built.pages:,}", why)
        if built.left_out:
            every = built.pages + built.left_out
            log.info(
                "The preview shows %s of %s pages: older articles, editions and quotes are left out (--days)",
                f"{built.pages:,}", f"{every:,}",
            )  # fmt: skip
        return built


class _Counted(logging.Handler):
    """Collects the texts of warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
