"""What every page of a site depends on, and what could make pages depend on one another."""

from __future__ import annotations

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
_OURS = frozenset({"tearsheet", "material/search"})
"""Plugins of which it is known that no page depends on another through them."""
_STEPS = ("_populate_page", "_build_page", "_build_theme_template")
"""What is asked of MkDocs, one page after the other."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def outer_identity(config_file: Path, root: Path, more: str = "") -> str:
    """Identity of configuration, program and theme, without asking MkDocs.

    Args:
        config_file: mkdocs.yml.
        root: the desk, whose settings name the site.
        more: what else sets this site apart.
    """
    parts = [more, sys.version, generator.__version__, *(f"{name} {_version(name)}" for name in _PACKAGES)]
    here = Path(generator.__file__).parent
    files = [here / "plugin.py", *sorted((here / "site").glob("*.py")), config_file, root / "site_config/site.yml"]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def identity(outer: str, config: MkDocsConfig) -> str:
    """The same, with what the menu shows of its pages."""
    fronts = []
    for name, title in menu_of(config):
        text = _text(Path(config.docs_dir) / name)
        # A page whose title stands in itself may take it from its first heading.
        fronts.append(_front_matter(text) if title else text)
    named = (config.site_name, config.site_description, config.site_url)  # as the plugin takes them from the settings
    return hashlib.sha256("\n".join((outer, *map(str, named), *fronts)).encode()).hexdigest()


def menu_of(config: MkDocsConfig) -> list[tuple[str, bool]]:
    """The pages in the menu, by their paths below the folder of the pages, and whether mkdocs.yml titles them."""

    def walk(items: Any, *, titled: bool) -> Iterator[tuple[str, bool]]:  # noqa: ANN401  (YAML)
        if isinstance(items, str):
            yield items, titled
        elif isinstance(items, dict):
            for value in items.values():
                yield from walk(value, titled=True)
        else:
            for item in items or ():
                yield from walk(item, titled=False)

    return [(name.lstrip("/"), titled) for name, titled in walk(config.nav, titled=False) if name.endswith(_MARKDOWN)]


def why_whole(config: MkDocsConfig) -> str | None:
    """Why MkDocs must make the whole site in its own way; `None` if pages can be made one by one."""
    from mkdocs.commands import build as mkdocs_build

    others = sorted(set(config.plugins) - _OURS)
    text = Path(config.config_file_path).read_text("utf-8") if config.config_file_path else ""
    if not all(hasattr(mkdocs_build, name) for name in _STEPS):
        return "this version of MkDocs is not known to make single pages"
    for key in ("hooks", "extra_templates"):
        if config.get(key):
            return f"{key} in mkdocs.yml may make pages depend on one another"
    if others:
        return f"the plugin {others[0]} may make pages depend on one another"
    if config.theme.name != "material":
        return f"the theme {config.theme.name} may make pages depend on one another"
    if config.theme.custom_dir:
        return "theme templates of the desk's own (custom_dir) may make pages depend on one another"
    if not config.nav:
        return "without nav in mkdocs.yml every page shows all others"
    if config.get("draft_docs"):
        return "draft_docs in mkdocs.yml make a preview differ from the site"
    if re.search(r"^INHERIT|!ENV", text, re.MULTILINE):
        return "mkdocs.yml takes parts from elsewhere (INHERIT, !ENV)"
    return None


def _text(page: Path) -> str:
    try:
        return page.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _front_matter(text: str) -> str:
    """What MkDocs may take for one: YAML between lines, or the first paragraph."""
    from mkdocs.utils.meta import YAML_RE

    text = text.removeprefix("\ufeff")
    found = YAML_RE.match(text)
    return found.group() if found else text.lstrip("\n").split("\n\n", 1)[0]
