"""The recipe: the one module that knows the order of the stages.

    content/articles ─ read ─ annotate ─→ content/processed ─ store ─ resolve ─ report ─ render ─→ content/pages

`annotate` is the first half, `generate` the second; MkDocs turns the pages into a site. Both are plain functions of the
desk and its settings: they neither print nor look at the clock, and they return what was done and what was wrong.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from generator import articlejson
from generator.annotate.model import find_model
from generator.annotate.recipe import Recipe, make_annotator
from generator.desk import remove_empty_folders, remove_leftovers, write_if_changed
from generator.engines.local import Pool
from generator.errors import Problem
from generator.forks import Side, apart, can_fork, unheard
from generator.inbox import read_inbox as read_folder
from generator.ledger import Ledger
from generator.memory import collecting_little
from generator.models import Input
from generator.store.index import Known, Store

__all__ = ["Annotated", "Generated", "annotate", "find_model", "generate", "make_recipe", "read_inbox"]
_MANY = 1_000
"""Articles from which on it pays to find out about their actors in a process of its own."""
_MADE_HERE = ("made here", "ids")
"""Kind and key of the row of the memory that lists the articles which were annotated here."""

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.desk import Desk
    from generator.engines.batches import MakeEngine
    from generator.forks import Tell
    from generator.inbox import Arrival, Inbox
    from generator.models import Article
    from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Annotated:
    """What the first half did."""

    articles: int = 0
    """Articles that were read."""
    annotated: int = 0
    """Those of them that were new or changed."""
    removed: int = 0
    """Processed articles whose article is gone."""
    words: int = 0
    """Words annotated in this run."""
    problems: tuple[Problem, ...] = ()
    delivered: int = 0
    """Processed articles that were not made here."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What the second half did."""

    articles: int = 0
    pages: int = 0
    """That the desk has."""
    made: int = 0
    """Of these, those that had to be made again."""
    written: int = 0
    """Files that were new or changed."""
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    latest: str | None = None
    """The newest day of the desk (ISO), which stands in for the clock."""
    newest: str | None = None
    """Id of the newest article of that day."""
    why_all: str | None = None
    """Why every page was made, if that was so."""
    changed: frozenset[str] = frozenset()
    """Files below `content/pages` that may be others than they were when the run began."""


@collecting_little(1)
def annotate(
    desk: Desk, settings: Settings, *, engine: MakeEngine = Pool, force: bool = False,
    progress: Tell = unheard,
) -> Annotated:  # fmt: skip
    """content/articles → content/processed: read everything, annotate what is new or changed, prune what is gone.

    Args:
        desk: the project folder.
        settings: its settings.
        engine: makes what annotates; called only where there is something new.
        force: annotate unchanged articles too.
        progress: is told how far it is.
    """
    stamp = make_annotator(settings.site.model, _fingerprint(settings)).fingerprint
    ledger = Ledger.load(desk.ledger)
    with Store(desk.cache / "store.sqlite") as store:
        store.sync(desk.processed)
        inbox = read_folder(desk, settings, ledger, store, progress)
        problems = list(inbox.problems)
        rows, made_here = store.known(), _made_here(store)
        known = {row.id: row for row in rows if _is_ours(row, ledger, made_here)}
        delivered = {row.id: row for row in rows if row.id not in known}
        problems += [_delivered_too(a, delivered[a.id]) for a in inbox.articles if a.id in delivered]
        wanted = [a for a in inbox.articles if a.id not in delivered]
        todo = [a for a in wanted if force or not _is_current(a, known.get(a.id), stamp)]
        # Issued before the first file is written: a run that dies half-way must not issue other ids next time.
        ledger.save(desk.ledger)
        new = {article.id for article in todo}
        for article in wanted:
            if article.id not in new:
                _restamp(desk, known[article.id], article.input)
        failed: list[Problem] = []
        words = 0
        if todo:
            found = engine(make_recipe(desk, settings)).annotate(inbox.read(todo, failed))
            words = _write(desk, found, len(todo), known, failed, progress)
        problems += failed
        removed = _prune(desk, inbox, known, problems)
        _note_made_here(store, made_here, (known.keys() | {article.id for article in wanted}) - removed)
    done = len(todo) - len(failed)
    return Annotated(len(inbox.articles), done, len(removed), words, tuple(sorted(problems)), len(delivered))


@collecting_little(100)
def generate(
    desk: Desk, settings: Settings, *, workers: int = 1, progress: Tell = unheard, side: Side[Generated] | None = None
) -> Generated:
    """content/processed → content/pages: resolve over all articles, make the pages that read something new.

    Args:
        desk: the project folder.
        settings: its settings.
        workers: processes to make pages with.
        progress: is told how far it is.
        side: where another process annotates meanwhile: what does not read the articles is done before it is waited
            for. The result is handed over when the pages are there; what the next run needs is kept afterwards.
    """
    # Loaded here: whoever annotates need not wait for what makes pages.
    from generator.render.base import base_of
    from generator.render.folder import PagesFolder
    from generator.render.pages import Renderer, asset_units
    from generator.render.remake import Remaker, is_untouched
    from generator.report.binding import make_book, read_kept
    from generator.report.cells import Cells
    from generator.site.units import all_units
    from generator.store.pages import PageStore

    side = side or Side(progress)
    base, folder, pages = base_of(settings), PagesFolder(desk.pages), PageStore(desk.cache)
    renderer = Renderer(desk.templates, desk.cache / "templates")
    kept = None
    if not side.awaited:
        _ = pages.made, settings.gazetteer()
    if not side.awaited:
        kept = read_kept(desk.cache / "store.sqlite", settings)
    if not side.awaited:
        renderer.load()
    side.wait()
    ledger = Ledger.load(desk.ledger)
    with Store(desk.cache / "store.sqlite") as store:
        store.sync(desk.processed)
        known = pages.outcome(_inputs(desk, settings, store, base))
        if known is not None and is_untouched(folder, pages):
            side.hand_over(result := Generated(**known))
            return result
        problems = list(store.problems())
        kept = kept or read_kept(desk.cache / "store.sqlite", settings)
        if not kept.actors.ids and can_fork() and len(store.digests()) > _MANY:
            # What finding out takes is gone with the process that did it; here it would stay in all that make pages.
            apart(lambda _: _find_out(desk, settings), unheard)
            kept = read_kept(desk.cache / "store.sqlite", settings)
        store.take_over(kept.before)
        book = make_book(store, settings, ledger, store.memory, kept.actors)
        # Before the first page is written: a run that dies half-way must not issue other addresses next time.
        ledger.save(desk.ledger)
        del kept, ledger  # the processes that make pages need not hold them
        cells = Cells(book)
        remaker = Remaker(book, cells, renderer, folder, pages, base, side.tell, workers, store.reopen)
        gc.freeze()
        made = remaker.run([*all_units(book), *asset_units(desk.templates)])
        found = tuple(sorted([*problems, *made.problems]))
        result = Generated(
            book.size, made.pages, made.made, made.written, made.removed, found, book.latest, book.newest,
            made.why_all, made.changed,
        )  # fmt: skip
        side.hand_over(result)
        book.end()
        remaker.keep()
        if not found:
            still = {"articles": book.size, "pages": made.pages, "latest": book.latest, "newest": book.newest}
            pages.conclude(_inputs(desk, settings, store, base), still)
    return result


def _find_out(desk: Desk, settings: Settings) -> None:
    """Resolve over all articles, for nothing but what is kept of it for the next run."""
    from generator.report.binding import make_book
    from generator.report.cells import Cells

    with Store(desk.cache / "store.sqlite") as store:
        store.sync(desk.processed)
        book = make_book(store, settings, Ledger.load(desk.ledger), store.memory)
        Cells(book)
        book.end()


def _inputs(desk: Desk, settings: Settings, store: Store, base: str) -> str:
    """Identity of all that `generate` reads."""
    from generator.render.pages import packaged_templates

    whole = hashlib.sha256(f"{base} {settings.actors.model_dump_json()}".encode())
    whole.update("\n".join(f"{name} {found}" for name, found in store.digests().items()).encode())
    files = [desk.ledger, *(p for top in (packaged_templates(), desk.templates) for p in sorted(top.rglob("*")))]
    for path in files:
        if path.is_file():
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def make_recipe(desk: Desk, settings: Settings) -> Recipe:
    """What annotation depends on, from the settings."""
    gazetteer, topics = settings.gazetteer(), settings.site_topics()
    return Recipe(settings.site.model, desk.root, gazetteer, topics, _fingerprint(settings))


def _fingerprint(settings: Settings) -> str:
    return f"{settings.site.language}|{settings.annotation_fingerprint()}"


def read_inbox(desk: Desk, settings: Settings) -> tuple[int, tuple[Problem, ...]]:
    """How many articles can be read, and what is wrong with the others; writes nothing."""
    inbox = read_folder(desk, settings, Ledger.load(desk.ledger), None, unheard)
    return len(inbox.articles), inbox.problems


def _is_ours(row: Known, ledger: Ledger, made_here: Collection[str]) -> bool:
    """Whether the processed article was made here, and not delivered; an old ledger may not know of it any more."""
    is_like_ours = row.annotator_name == "tearsheet" and row.input_path is not None
    return is_like_ours and (ledger.issued(row.id) or row.id in made_here)


def _made_here(store: Store) -> frozenset[str]:
    kind, key = _MADE_HERE
    try:
        return msgspec.msgpack.decode(store.memory.get(kind, [key]).get(key, b""), type=frozenset[str])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return frozenset()


def _note_made_here(store: Store, before: Collection[str], now: Collection[str]) -> None:
    if before != now:
        kind, key = _MADE_HERE
        store.memory.put(kind, {key: msgspec.msgpack.encode(sorted(now))})


def _delivered_too(article: Arrival, row: Known) -> Problem:
    what = f"has the id of processed/{row.file}, which was delivered and is shown instead"
    return Problem(article.input.path, what, "Remove one of the two")


def _is_current(article: Arrival, known: Known | None, stamp: str) -> bool:
    return known is not None and (
        (known.input_fingerprint, known.annotator_fingerprint) == (article.input.fingerprint, stamp)
    )


def _restamp(desk: Desk, row: Known, origin: Input) -> None:
    """Note in a processed article that nothing but the place or state of its input changed."""
    if (row.input_path, row.input_item, row.input_state) == (origin.path, origin.item, origin.state):
        return
    path = desk.processed / row.file
    article = articlejson.load(path.read_bytes())
    write_if_changed(path, articlejson.dump(dataclasses.replace(article, input=origin)).encode())


def _write(
    desk: Desk, found: Iterable[tuple[Article, str | Problem]], total: int, known: dict[str, Known],
    failed: list[Problem], progress: Tell,
) -> int:  # fmt: skip
    """Write each processed article as it comes; returns the words that were read."""
    words = 0
    for number, (article, result) in enumerate(found, start=1):
        words += len(article.text.split())
        if isinstance(result, Problem):
            failed.append(result)
        else:
            path = desk.processed / _file_of(article)
            write_if_changed(path, result.encode())
            before = known.get(article.id)
            if before is not None and desk.processed / before.file != path:
                (desk.processed / before.file).unlink(missing_ok=True)
        progress("annotate", number, total)
    return words


def _file_of(article: Article) -> str:
    day = article.meta.published
    return f"{day[:4]}/{day[5:7]}/{article.id}.json" if day else f"undated/{article.id}.json"


def _prune(desk: Desk, inbox: Inbox, known: dict[str, Known], problems: list[Problem]) -> set[str]:
    """Remove the processed articles whose article is gone from a file that could be read; returns their ids.

    Where the file is broken, the last good processed article stays and is marked.
    """
    here = {article.id for article in inbox.articles}
    orphans = [row for row in known.values() if row.id not in here]
    if orphans and inbox.files == 0:
        what = "is empty or missing, while content/processed holds articles made from it"
        remedy = "Nothing was removed; delete content/processed if that is what you want"
        problems.append(Problem("articles", what, remedy))
        return set()
    removed = set()
    for row in orphans:
        assert row.input_path is not None
        if _is_lost(row.input_path, inbox.lost):
            broken = Input(row.input_path, row.input_item, row.input_fingerprint or "", "broken")
            _restamp(desk, row, broken)
        else:
            (desk.processed / row.file).unlink(missing_ok=True)
            removed.add(row.id)
    remove_leftovers(desk.processed)
    remove_empty_folders(desk.processed)
    return removed


def _is_lost(path: str, lost: frozenset[str]) -> bool:
    """Whether the file, or a folder above it, could not be read."""
    return any(above.as_posix() in lost for above in (PurePosixPath(path), *PurePosixPath(path).parents))
