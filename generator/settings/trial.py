"""A topic of the desk's own as it is asked for on the command line: from `topics.yml`, typed, or both."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from generator.errors import DeskError
from generator.knowledge.topics import SiteTopic, load_topics, nearest_topics
from generator.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE = "site_config/topics.yml"


def tried_topic(
    own: Sequence[SiteTopic], name: str | None, *, words: Iterable[str] = (), phrases: Iterable[str] = (),
    exclude: Iterable[str] = (), parent: str | None = None,
) -> SiteTopic:  # fmt: skip
    """The topic to try out: that of the file with this name or id and what was typed added to it, or a new one.

    Args:
        own: the topics of `topics.yml`.
        name: name or id of one of them, or the name of a new one.
        words: as typed; one text may hold several, parted by commas.
        phrases: likewise.
        exclude: likewise.
        parent: code or name of a Media Topic; it takes the place of the file's.

    Raises:
        DeskError: there is no such topic and nothing was typed, or no such Media Topic, or an option holds no word.
    """
    typed = tuple(
        _typed(option, tuple(texts))
        for option, texts in (("--words", words), ("--phrases", phrases), ("--exclude", exclude))
    )
    found = _named(own, name) if name else None
    above = _media_topic(parent) if parent else found.parent if found else None
    if found:
        shown = [
            tuple(dict.fromkeys((*old, *new)))
            for old, new in zip((found.words, found.phrases, found.exclude), typed, strict=True)
        ]
        return SiteTopic(found.id, found.name, above, *shown)
    if name and not any(typed[:2]):
        raise DeskError(f"{FILE}: has no topic {name!r}. {_instead(own, name)}")
    if not any(typed[:2]):
        raise DeskError("A topic needs something that shows it. Give it with --words or --phrases.")
    title = name or " ".join(next(part for part in (*typed[0], *typed[1])).split())
    return SiteTopic(_free_id(own, title), title, above, *typed)


def _free_id(own: Sequence[SiteTopic], title: str) -> str:
    """An id for a new topic that none of the file has."""
    first = f"site:{slug(title.removeprefix('site:')) or 'new'}"
    taken = {topic.id for topic in own}
    return next(i for i in (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3))) if i not in taken)


def _typed(option: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    parts = _parts(texts)
    if texts and not parts:
        raise DeskError(f"{option} is empty. Write words behind it, parted by commas: {option} dam,reservoir")
    return parts


def _parts(texts: Iterable[str]) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _named(own: Sequence[SiteTopic], name: str) -> SiteTopic | None:
    folded = name.casefold()
    return next((t for t in own if folded in (t.id, t.id.removeprefix("site:"), t.name.casefold())), None)


def _instead(own: Sequence[SiteTopic], name: str) -> str:
    names = [topic.name for topic in own]
    if not names:
        return "It has none yet. Try words for one: tearsheet topics NAME --words WORD,WORD"
    near = difflib.get_close_matches(name, names, 3) or names
    return f"Write one of: {', '.join(near)}; or try a new one with --words or --phrases."


def _media_topic(asked: str) -> str:
    """The code of the Media Topic with this code or name."""
    topics = load_topics()
    for code in (asked, f"medtop:{asked}"):
        if code in topics:
            return code
    named = [topic.id for topic in topics.values() if topic.name.casefold() == asked.casefold()]
    if len(named) == 1:
        return named[0]
    near = [topics[code] for code in named] or nearest_topics(asked)
    said = ", ".join(f"{topic.id} ({topic.name})" for topic in near) or "medtop:11000000 (politics)"
    which = "is the name of several IPTC Media Topics" if named else "is no IPTC Media Topic"
    raise DeskError(f"--parent: {asked!r} {which}. Write a code or a name; nearest: {said}.")
