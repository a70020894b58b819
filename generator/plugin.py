"""The MkDocs plugin: plain `mkdocs build` and `mkdocs serve` make the pages first. A few short hooks, no decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from generator.annotate.pool import Pool
from generator.build import annotate, generate, make_recipe
from generator.desk import Desk
from generator.errors import SettingsError, TearsheetError
from generator.settings import Settings, load_settings
from generator.site.stamp import set_build_date

if TYPE_CHECKING:
    from typing import Literal

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from generator.annotate.pipeline import Recipe

log = get_plugin_logger("tearsheet")

WATCHED = ("content/articles", "content/hand", "site_config", "templates")


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
        self._recipe: Recipe | None = None
        self._live = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview; that this hook exists keeps the object alive between rebuilds."""
        self._live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages, and take over what the settings say of the site."""
        desk = self._desk(config)
        if Path(config.docs_dir).resolve() != desk.pages.resolve():
            raise PluginError(f"docs_dir must be {desk.pages}: the pages are made there. Correct it in mkdocs.yml.")
        try:
            settings = load_settings(desk.root)
            latest = self._make(desk, settings) if self.config.regenerate else None
        except SettingsError as error:
            if not self._live:
                raise PluginError(str(error)) from None
            for problem in error.problems:
                log.warning("%s", problem)
            return config
        except TearsheetError as error:
            if not self._live:
                raise PluginError(str(error)) from None
            log.warning("%s", error)
            return config
        site = settings.site
        config.site_name = site.title
        config.site_description = site.description
        if site.url and not self._live:
            config.site_url = site.url
        set_build_date(latest)
        return config

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

    def _make(self, desk: Desk, settings: Settings) -> str | None:
        recipe = make_recipe(desk, settings)
        if self._pool is None or recipe != self._recipe:
            self._pool, self._recipe = Pool(recipe), recipe
        annotated = annotate(desk, settings, pool=self._pool)
        generated = generate(desk, settings)
        for problem in (*annotated.problems, *generated.problems):
            log.warning("%s", problem)
        if annotated.annotated or generated.written or generated.removed:
            log.info(
                "%d of %d articles annotated; %d files written, %d removed",
                annotated.annotated, annotated.articles, generated.written, generated.removed,
            )  # fmt: skip
        return generated.latest
