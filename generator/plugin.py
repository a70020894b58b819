"""The MkDocs plugin: plain `mkdocs build` and `mkdocs serve` make the pages first. A few short hooks, no decisions."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from generator.desk import Desk
from generator.errors import TearsheetError
from generator.lock import locked
from generator.settings import load_settings
from generator.site.header import put_in_header_search
from generator.site.stamp import set_build_date

if TYPE_CHECKING:
    from typing import Any, Literal

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

    from generator.engines.local import Pool
    from generator.models import Annotator
    from generator.settings import Settings, Site

log = get_plugin_logger("tearsheet")

_PATIENCE = 120
"""Seconds that a preview waits for another run to end."""
WATCHED = ("content/articles", "site_config", "templates")


class TearsheetConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    desk = options.Type(str, default=".")
    """The desk's folder, relative to mkdocs.yml."""
    regenerate = options.Type(bool, default=True)
    """Whether to make the pages; the command line has done so already when it calls MkDocs."""


class TearsheetPlugin(BasePlugin[TearsheetConfig]):  # type: ignore[no-untyped-call]
    """Articles → pages before every build. One object lives through all rebuilds of a preview and keeps the model."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._annotator: Annotator | None = None
        self._settings: Settings | None = None
        self._live = False
        self._alone = ExitStack()
        """Keeps other runs out of the desk while it holds the lock."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview; that this hook exists keeps the object alive between rebuilds."""
        self._live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages, and take over what the settings say of the site.

        What cannot be made stops a build. A preview warns, and goes on with the last good settings and pages.
        """
        desk = self._desk(config)
        if Path(config.docs_dir).resolve() != desk.pages.resolve():
            raise PluginError(f"docs_dir must be {desk.pages}: the pages are made there. Correct it in mkdocs.yml.")
        try:
            self._settings = load_settings(desk.root)
            if self.config.regenerate:
                self._keep_out_others(desk)
                set_build_date(self._make(desk, self._settings))
        except (TearsheetError, OSError) as error:
            if not self._live:
                raise PluginError(str(error)) from None
            for line in str(error).splitlines():
                log.warning("%s", line)
        except Exception as error:
            if not self._live:
                raise
            # An exception here would leave the preview without an answer until the next change.
            log.warning("%s: %s. This is a fault of the program: please report it.", type(error).__name__, error)
            log.debug("Where it happened:", exc_info=True)
        if self._settings is not None:
            self._name(config, self._settings.site)
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Let others into the desk."""
        self._alone.close()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Let others into the desk."""
        self._alone.close()

    @event_priority(50)
    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: object) -> Any:  # noqa: ANN401, ARG002
        """Give the search of the header a line of the page, before its own plugin takes the whole of it."""
        put_in_header_search(page, config)
        return context

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Watch what people edit, not what is generated: exactly one rebuild a change."""
        server.unwatch(config.docs_dir)
        root = self._desk(config).root
        for name in WATCHED:
            if (root / name).exists():
                server.watch(str(root / name))
        return server

    def _desk(self, config: MkDocsConfig) -> Desk:
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Desk((base / self.config.desk).resolve())

    def _keep_out_others(self, desk: Desk) -> None:
        """From here to the end of the build nobody else may change the pages; a preview waits for its turn."""
        self._alone.close()
        what, patience = ("a preview", _PATIENCE) if self._live else ("mkdocs build", 0)
        self._alone.enter_context(locked(desk.cache, what, patience=patience, waiting=log.info))

    def _name(self, config: MkDocsConfig, site: Site) -> None:
        config.site_name = site.title
        config.site_description = site.description
        if site.url and not self._live:
            config.site_url = site.url

    def _make(self, desk: Desk, settings: Settings) -> str | None:
        # Not before they are needed: where the pages are made already, the language model need not load.
        from generator.build import annotate, generate, make_recipe
        from generator.engines.local import Pool

        recipe = make_recipe(desk, settings)
        if self._pool is None or recipe.annotator() != self._annotator:
            self._pool, self._annotator = Pool(recipe), recipe.annotator()
        pool = self._pool
        annotated = annotate(desk, settings, engine=lambda _: pool)
        generated = generate(desk, settings)
        for problem in (*annotated.problems, *generated.problems):
            log.warning("%s", problem)
        if annotated.annotated or generated.written or generated.removed:
            log.info(
                "%d of %d articles annotated; %d files written, %d removed",
                annotated.annotated, annotated.articles, generated.written, generated.removed,
            )  # fmt: skip
        return generated.latest
