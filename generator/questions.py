"""What one may ask a desk: what a page was made from, which names are doubtful, what a topic catches.

Nothing here makes a page. A judgement on two names is written into `actors.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.desk import write_if_changed
from generator.errors import DeskError
from generator.forks import unheard
from generator.ledger import Ledger
from generator.names import fold_name
from generator.render.base import base_of
from generator.render.folder import PagesFolder
from generator.render.pages import Renderer
from generator.render.remake import Remaker
from generator.report.binding import make_book
from generator.report.cells import Cells
from generator.report.doubts import doubt_views, find_name
from generator.report.trial import Trial
from generator.report.trial import try_topic as try_one
from generator.report.trial import try_topics as try_on
from generator.settings.judgements import FILE, Judgement, judged
from generator.settings.trial import tried_topic
from generator.site.units import all_units
from generator.store.index import Store
from generator.store.pages import PageStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.desk import Desk
    from generator.report.book import Book
    from generator.report.doubts import DoubtView
    from generator.report.explain import Explained
    from generator.settings import Settings
    from generator.settings.judgements import Verdict

__all__ = ["explain", "find_doubts", "judge", "try_topics"]


def explain(desk: Desk, settings: Settings, page: str) -> Explained:
    """What a page was made from, and why it was last made; writes no page.

    Args:
        desk: the project folder.
        settings: its settings.
        page: its address on the site, its path below `content/pages` or `site`, or either with what stands before it.

    Raises:
        DeskError: there is no such page.
    """
    with Store(desk.cache / "store.sqlite") as store:
        book = _book(store, desk, settings)
        renderer, folder = Renderer(desk.templates), PagesFolder(desk.pages)
        remaker = Remaker(book, Cells(book), renderer, folder, PageStore(desk.cache), base_of(settings), unheard)
        for path in _paths(page):
            if (found := remaker.explain(all_units(book), path)) is not None:
                return found
    raise DeskError(
        f"{page}: there is no such page. Give its address as the browser shows it (stories/some-name/), "
        "or its path below content/pages (stories/some-name.md)."
    )


def _paths(page: str) -> list[str]:
    """The paths below `content/pages` that an address or path may mean."""
    parts = urlsplit(page).path.strip("/").split("/")
    out = []
    for start in range(len(parts)):
        path = "/".join(parts[start:]).removesuffix("index.html").strip("/")
        bare = path.removesuffix(".md").removesuffix(".html")
        out += [path, f"{bare}.md", f"{bare}/index.md" if bare else "index.md"]
    return list(dict.fromkeys(out))


def find_doubts(desk: Desk, settings: Settings) -> tuple[DoubtView, ...]:
    """Names that may or may not be one actor's, with the sentences that print them; writes no page."""
    with Store(desk.cache / "store.sqlite") as store:
        return doubt_views(_book(store, desk, settings))


def judge(desk: Desk, settings: Settings, verdict: Verdict, one: str, other: str) -> str:
    """Write the analyst's judgement on two names into `actors.yml`; returns what was written, as words.

    Raises:
        DeskError: the names are not known or the same, or the judgement contradicts what stands in the file.
    """
    names = [" ".join(name.split()) for name in (one, other)]
    if not all(map(fold_name, names)) or names[0] == names[1]:
        raise DeskError("A judgement needs two different names. Write each in quotation marks.")
    with Store(desk.cache / "store.sqlite") as store:
        book = _book(store, desk, settings)
        known = [find_name(book, name) for name in names]
    written = {fold_name(name) for entry in settings.actors.actors for name in (entry.name, *entry.aliases)}
    if not any(known) and not any(fold_name(name) in written for name in names):
        raise DeskError(
            f"Neither {names[0]!r} nor {names[1]!r} is a name that an article prints. "
            "Write them as the site shows them; `tearsheet actors` lists the doubtful ones."
        )
    best = max((name for name in known if name), key=lambda name: name.articles, default=None)
    if verdict == "same":
        head = best.head if best else names[0]
    else:
        heads = [
            name for name, found in zip(names, known, strict=True) if found and fold_name(found.head) == fold_name(name)
        ]
        head = heads[0] if heads else names[0]
    path = desk.root / FILE
    try:
        text = path.read_bytes().decode() if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"{FILE}: cannot be read ({error}). Check the file.") from None
    kind = best.kind if best else "person"
    new, said = judged(text, Judgement(verdict, names[0], names[1], head, kind))
    write_if_changed(path, new.encode())
    unknown = [
        repr(name) for name, found in zip(names, known, strict=True) if found is None and fold_name(name) not in written
    ]
    return f"{said} (no article prints {unknown[0]} yet)" if unknown else said


def try_topics(
    desk: Desk, settings: Settings, *, single: bool = False, name: str | None = None, words: Sequence[str] = (),
    phrases: Sequence[str] = (), exclude: Sequence[str] = (), parent: str | None = None,
) -> list[Trial]:  # fmt: skip
    """What the desk's own topics catch in the processed articles, or the one asked for; writes no page.

    Args:
        desk: the project folder.
        settings: its settings.
        single: whether one topic is asked for: the one of `name`, with what else is given added to it, or a new one.
        name: its name or id.
        words: words that show it.
        phrases: phrases that show it.
        exclude: words beside which the others do not count.
        parent: code or name of the Media Topic above it.

    Raises:
        DeskError: there is no such topic, or no such Media Topic.
    """
    own = settings.site_topics()
    topic = tried_topic(own, name, words=words, phrases=phrases, exclude=exclude, parent=parent) if single else None
    with Store(desk.cache / "store.sqlite") as store:
        store.sync(desk.processed)
        if topic is None:
            return try_on(store.articles(), settings, own)
        stands = next((one for one in own if one.id == topic.id), None)
        return [try_one(store.articles(), settings, topic, stands)]


def _book(store: Store, desk: Desk, settings: Settings) -> Book:
    """The book of the processed articles, which lasts as long as the store; new addresses are not kept."""
    store.sync(desk.processed)
    return make_book(store, settings, Ledger.load(desk.ledger), store.memory)
