"""Page models → Markdown. Everything a template prints is escaped, unless the program made it."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import posixpath
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import yaml
from markupsafe import Markup

import generator
from generator.errors import DeskError
from generator.render.charts import bars, calendar
from generator.render.escape import address, attribute, escape, head_text
from generator.render.jsonld import jsonld
from generator.report.dates import written_day, written_month, written_period
from generator.report.found import found_by
from generator.report.views import File, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.views import Page


_TAKES_IN = re.compile(r"\{%[-+]?\s*(?:include|import|from|extends)\b(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


def packaged_templates() -> Path:
    """The folder of the templates that ship with the program: inside the package, or beside it in a checkout."""
    package = Path(generator.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class Renderer:
    """The templates, loaded once; a file of the same name in the desk's own folder wins."""

    def __init__(self, own: Path, compiled: Path | None = None) -> None:
        """`own` is the desk's own folder of templates; in `compiled` is kept what they are compiled to."""
        self._digests: dict[str, bytes] = {}
        if compiled is not None:
            compiled.mkdir(parents=True, exist_ok=True)
        folders = [str(folder) for folder in (own, packaged_templates()) if folder.is_dir()]
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            # HTML escaping would do no harm to Markdown only by luck; `finalize` escapes for Markdown before it.
            autoescape=True,
            finalize=escape,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=None if compiled is None else jinja2.FileSystemBytecodeCache(str(compiled)),
        )
        self._environment.filters |= {
            "to": _to, "web": address, "attr": attribute, "day": _day, "number": _number, "percent": _percent,
            "bars": bars, "calendar": calendar, "jsonld": jsonld, "month": written_month, "named": _named,
            "linked": _linked, "period": _period, "foundby": _found_by,
            "howsure": _how_sure,
        }  # fmt: skip

    def page(self, page: Page) -> bytes:
        """The page as Markdown.

        Raises:
            DeskError: a template cannot be used; the text names the file and the line.
        """
        return self._page(page).encode()

    def digest(self, template: str) -> bytes:
        """Tells the text of a template, and of all that it takes in, from any other; empty where there is none."""
        if template not in self._digests:
            self._digests[template] = self._digest(template)
        return self._digests[template]

    def _digest(self, template: str) -> bytes:
        texts: dict[str, str] = {}
        todo = [template]
        while todo:
            name = todo.pop()
            if name in texts:
                continue
            try:
                texts[name] = self._environment.loader.get_source(self._environment, name)[0]  # type: ignore[union-attr]
            except jinja2.TemplateError:
                # What is in quotation marks may name something else.
                texts[name] = ""
            todo += [other for tag in _TAKES_IN.findall(texts[name]) for other in _QUOTED.findall(tag)]
        if not texts[template]:
            return b""
        return hashlib.blake2b("\0".join(t for _, t in sorted(texts.items())).encode(), digest_size=8).digest()

    def load(self) -> None:
        """Load all templates, for the forks that come; of a faulty one is told where it is needed."""
        for name in self._environment.list_templates(filter_func=lambda name: name.endswith(".md.j2")):
            with contextlib.suppress(jinja2.TemplateError):
                self._environment.get_template(name)

    def _page(self, page: Page) -> str:
        try:
            body = self._environment.get_template(page.template).render(page=page, here=page.path)
        except jinja2.TemplateNotFound as error:
            raise DeskError(
                f"templates/{error.name}: is missing. Restore it, or remove the file that includes it."
            ) from None
        except jinja2.TemplateSyntaxError as error:
            raise DeskError(f"templates/{error.name}:{error.lineno}: {error.message}. Correct the template.") from None
        except jinja2.TemplateError as error:
            raise DeskError(f"templates/{page.template}: {error.message}. Correct the template.") from None
        except Exception as error:  # noqa: BLE001  (whatever a template trips over is that template’s mistake)
            raise DeskError(
                f"templates/{page.template}: {type(error).__name__}: {error}. Correct the template."
            ) from None
        return f"{_front_matter(page)}\n{_tidy(body)}"


def _front_matter(page: Page) -> str:
    # Home is called as the site is; a title of its own would stand twice in the browser's bar.
    head: dict[str, Any] = {} if page.path == "index.md" else {"title": head_text(page.title)}
    if page.description:
        head["description"] = head_text(page.description)
    head["search"] = {"text": head_text(found_by(page))} if page.searchable else {"exclude": True}
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)}---\n"


def _tidy(body: str) -> str:
    """At most one empty line in a row, no blanks at line ends, one newline at the end."""
    lines: list[str] = []
    for line in body.split("\n"):
        kept = line.rstrip()
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines).strip("\n") + "\n"


@jinja2.pass_context
def _to(context: jinja2.runtime.Context, target: str) -> Markup:
    """A target, relative to the page that is printed."""
    return _relative(target, posixpath.dirname(context["here"]) or ".")


@functools.lru_cache(maxsize=1 << 16)
def _relative(target: str, folder: str) -> Markup:
    path, mark, anchor = target.partition("#")
    return address(posixpath.relpath(path, folder) + mark + anchor)


@jinja2.pass_context
def _named(context: jinja2.runtime.Context, link: Any) -> Markup:  # noqa: ANN401
    """A link as Markdown; only its words where it leads nowhere."""
    return _linked(context, link.text, link.target) if link.target else escape(link.text)


@jinja2.pass_context
def _linked(context: jinja2.runtime.Context, words: str, target: str) -> Markup:
    """Words that lead to a target."""
    return Markup(f"[{escape(words)}]({_to(context, target)})")


def _day(value: str | None) -> str:
    """A day in words; "undated" where nothing is known."""
    return written_day(value) if value else "undated"


def _period(first: str | None, last: str | None) -> str:
    return written_period(first, last) if first and last else "undated"


def _found_by(rule: str) -> str:
    """What found a quote, in words."""
    return "the program’s network" if rule == "reader" else rule


def _how_sure(word: str) -> str:
    """How sure the program is, so that nobody reads it as "how true"."""
    return {"sure": "program sure", "likely": "program fairly sure"}.get(word, "program unsure")


def _number(value: int) -> str:
    return f"{value:,}"


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def asset_units(own: Path) -> Iterator[Unit]:
    """The style sheet, scripts, fonts and pictures that every site has, below `assets/`.

    A file of the same name below `assets/` in the desk's own templates wins, as a template does.
    """
    found = {
        path.relative_to(folder).as_posix(): path
        for folder in (packaged_templates() / "assets", own / "assets")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    for name, path in sorted(found.items()):
        data = path.read_bytes()
        # A file with other bytes is another unit: it reads nothing of the book.
        key = f"assets/{name} {hashlib.sha256(data).hexdigest()}"
        yield Unit(key, partial(lambda name, data: [File(f"assets/{name}", data)], name, data))
