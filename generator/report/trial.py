"""The desk's own topics tried out on its articles: what each catches, by which words, and what is excluded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate.owntopics import find_passages
from generator.knowledge.topics import load_topics, topic_path
from generator.names import on_one_line
from generator.report.entry import local_day
from generator.resolve.sources import resolve_sources
from generator.resolve.textfacts import text_facts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from generator.annotate.owntopics import Passage
    from generator.knowledge.topics import SiteTopic
    from generator.models import ProcessedArticle, Span
    from generator.settings import Settings

_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that holds words of a topic."""

    sentence: str
    words: tuple[str, ...]
    """As printed, each once."""
    beside: tuple[str, ...] = ()
    """The excluded words of its paragraph; where there are any, the sentence does not count."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An article with words of a topic."""

    article: str
    """Id."""
    title: str
    day: str | None
    source: str
    delivered: bool
    """Whether it came as a processed article: then it keeps the topics that it came with."""
    counting: tuple[Found, ...]
    excluded: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Plural:
    """A word of a topic in the plural, which the topic does not have."""

    word: str
    plural: str
    articles: int
    """That print it where it would count."""
    new: int
    """Those of them that the topic does not catch."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a topic of the desk's own catches."""

    id: str
    name: str
    path: tuple[str, ...]
    """Names of the Media Topics above it, the widest first."""
    parent: str | None
    """The code of the last of them."""
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    exclude: tuple[str, ...]
    articles: int
    """Articles looked at."""
    caught: tuple[Tried, ...]
    """Newest first."""
    near: tuple[Tried, ...]
    """Those in which the words stand beside excluded ones only."""
    before: int | None = None
    """Articles that the topic catches as it stands in the file; `None` if nothing is tried out on it."""
    gained: tuple[str, ...] = ()
    """Ids of those that it catches only with what was typed."""
    lost: tuple[str, ...] = ()
    """Ids of those that it catches no longer."""
    plurals: tuple[Plural, ...] = ()


def try_topics(articles: Iterable[ProcessedArticle], settings: Settings, topics: Sequence[SiteTopic]) -> list[Trial]:
    """Each topic on all articles that topics are looked for in: usable ones, read, with more than a headline."""
    read = _Read.of(articles, settings)
    return [_trial(read, topic) for topic in topics]


def try_topic(
    articles: Iterable[ProcessedArticle], settings: Settings, topic: SiteTopic, stands: SiteTopic | None
) -> Trial:  # fmt: skip
    """One topic more closely: beside what it catches as it stands in the file, and with its words in the plural."""
    read = _Read.of(articles, settings)
    trial = _trial(read, topic)
    caught = {article.article for article in trial.caught}
    trial = replace(trial, plurals=tuple(_plurals(read, topic, caught)))
    if stands is None or stands == topic:
        return trial
    before = [article.article for article in _trial(read, stands).caught]
    return replace(
        trial,
        before=len(before),
        gained=tuple(article.article for article in trial.caught if article.article not in before),
        lost=tuple(name for name in before if name not in caught),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """The articles that topics are looked for in, newest first."""

    articles: tuple[ProcessedArticle, ...]
    days: Mapping[str, str | None]
    sources: Mapping[str, str]
    """Article id → name of its source."""

    @classmethod
    def of(cls, articles: Iterable[ProcessedArticle], settings: Settings) -> _Read:
        usable = [article for article in articles if article.article.status == "usable"]
        publishers, publisher_of = resolve_sources(map(text_facts, usable), settings.sources.sources)
        days = {article.id: local_day(article.article.published, settings) for article in usable}
        read = [
            a for a in usable if a.sentences and (not a.blocks or any(block.kind == "paragraph" for block in a.blocks))
        ]
        read.sort(key=lambda article: (days[article.id] or "", article.id), reverse=True)
        return cls(tuple(read), days, {name: publishers[own].name for name, own in publisher_of.items()})


def _trial(read: _Read, topic: SiteTopic) -> Trial:
    tried = []
    for article in read.articles:
        passages = list(find_passages(article.text, article.blocks, topic))
        if passages:
            tried.append(_tried(article, passages, read.days[article.id], read.sources[article.id]))
    path = topic_path(topic.parent) if topic.parent in load_topics() and topic.parent else ()
    caught = tuple(article for article in tried if article.counting)
    near = tuple(article for article in tried if not article.counting)
    return Trial(
        topic.id, topic.name, tuple(above.name for above in path), topic.parent, topic.words, topic.phrases,
        topic.exclude, len(read.articles), caught, near,
    )  # fmt: skip


def _plurals(read: _Read, topic: SiteTopic, caught: Container[str]) -> Iterator[Plural]:
    """The regular English plurals of the topic's words that articles print, as far as the topic has them not."""
    have = {word.casefold() for word in topic.words}
    for word in topic.words:
        endings = ("s", "es") if word[-1:] != "y" else ("s",)
        plurals = [word + ending for ending in endings] + ([f"{word[:-1]}ies"] if word[-1:] == "y" else [])
        for plural in plurals:
            if plural.casefold() in have:
                continue
            alone = replace(topic, words=(plural,), phrases=())
            found = [
                article.id
                for article in read.articles
                if any(not one.excluded_by for one in find_passages(article.text, article.blocks, alone))
            ]
            if found:
                yield Plural(word, plural, len(found), sum(name not in caught for name in found))


def _tried(article: ProcessedArticle, passages: Sequence[Passage], day: str | None, source: str) -> Tried:
    counting = [passage for passage in passages if not passage.excluded_by]
    excluded = [passage for passage in passages if passage.excluded_by]
    return Tried(
        article.id, article.article.title, day, source, article.annotator.name != "tearsheet",
        _found(article, counting), _found(article, excluded),
    )  # fmt: skip


def _found(article: ProcessedArticle, passages: Iterable[Passage]) -> tuple[Found, ...]:
    """The sentences of the passages that hold the words, in order."""
    words: defaultdict[Span, list[str]] = defaultdict(list)
    beside: defaultdict[Span, list[str]] = defaultdict(list)
    for passage in passages:
        for span in passage.words:
            sentence = next((s.span for s in article.sentences if s.start <= span.start < s.end), span)
            words[sentence].append(span.of(article.text))
            beside[sentence] += [other.of(article.text) for other in passage.excluded_by]
    return tuple(Found(s.of(article.text), _once(words[s]), _once(beside[s])) for s in sorted(words))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(word.split()) for word in words))


def list_row(trial: Trial) -> dict[str, object]:
    """A topic in a list, for programs."""
    caught, near = ([article.article for article in articles] for articles in (trial.caught, trial.near))
    return {"id": trial.id, "name": trial.name, "parent": trial.parent, "caught": caught, "near": near}


def list_lines(trials: Sequence[Trial]) -> list[str]:
    """The topics in lines for a terminal, one each."""
    if not trials:
        return ["The desk has no topics of its own yet. Try one: tearsheet topics NAME --words WORD,WORD"]
    wide = max((len(trial.name) for trial in trials), default=0)
    return [
        f"{on_one_line(trial.name):{wide}}  {_articles(len(trial.caught)):>12}  {trial.id}"
        + (f"  (near misses: {len(trial.near)})" if trial.near else "")
        for trial in trials
    ]


def trial_lines(trial: Trial, most: int) -> list[str]:
    """What a topic catches in lines for a terminal; what articles print is shown without control characters."""
    above = f"under {' › '.join(trial.path)} ({trial.parent})" if trial.path else "under no Media Topic"
    lines = [f"{trial.name}  ({trial.id}, {above})"]
    lines += [
        f"  {title}: {', '.join(words)}"
        for title, words in (("words", trial.words), ("phrases", trial.phrases), ("exclude", trial.exclude))
        if words
    ]
    lines += ["", f"Catches {len(trial.caught)} of {_articles(trial.articles)}.{_compared(trial)}"]
    lines += [_plural_line(plural) for plural in trial.plurals]
    lines += ["", *_lost(trial, most)]
    for number, article in enumerate(trial.caught[:most], start=1):
        lines += [
            _head(number, article) + (" (new)" if article.article in trial.gained else ""),
            *_shown(article.counting, "   "),
            *_shown(article.excluded, "   not counted: "),
        ]
    if len(trial.caught) > most:
        lines.append(f"… and {len(trial.caught) - most} more; --most shows more of them.")
    near = [article for article in trial.near if article.article not in trial.lost]
    if near:
        one = "1 article in which the words stand" if len(near) == 1 else f"{len(near)} in which they stand"
        lines += ["", f"Near misses: {one} beside an excluded word only.", ""]
        lines += [
            line
            for number, article in enumerate(near[:most], start=1)
            for line in (_head(number, article), *_shown(article.excluded, "   "))
        ]
    delivered = sum(article.delivered for article in trial.caught)
    if delivered:
        lines += ["", f"{_articles(delivered)} of them came as processed articles and keep the topics they came with."]
    return [_indented(line) for line in lines]


def _compared(trial: Trial) -> str:
    """How it differs from the topic as it stands."""
    if trial.before is None:
        return ""
    changes = [f"{len(found)} {word}" for found, word in ((trial.lost, "lost"), (trial.gained, "new")) if found]
    return f" As it stands in topics.yml it catches {trial.before}: {', '.join(changes) or 'the same'}."


def _plural_line(found: Plural) -> str:
    caught = "all caught by other words"
    if found.new:
        caught = "not caught" if found.new == found.articles else f"{found.new} of them not caught"
    where = _articles(found.articles)
    return f"Beside {found.word!r}, {found.plural!r} stands in {where} ({caught}); it is no word of the topic."


def _lost(trial: Trial, most: int) -> list[str]:
    """The articles that are caught no longer, with the words that exclude them."""
    if not trial.lost:
        return []
    found = [article for article in trial.near if article.article in trial.lost]
    lines = [f"Lost by what you typed: {_articles(len(found))}.", ""]
    for number, article in enumerate(found[:most], start=1):
        lines += [_head(number, article), *_shown(article.excluded, "   ")]
    if len(found) > most:
        lines.append(f"… and {len(found) - most} more; --most shows more of them.")
    return [*lines, "", "Still caught:", ""]


def _articles(number: int) -> str:
    return f"{number} article{'s' if number != 1 else ''}"


def _head(number: int, article: Tried) -> str:
    return f"{number}. {article.title}  [{article.source}, {article.day or 'undated'}; {article.article}]"


def _shown(found: Sequence[Found], before: str) -> list[str]:
    lines = [
        f"{before}{', '.join(one.words)}{' beside ' + ', '.join(one.beside) if one.beside else ''}: {one.sentence}"
        for one in found[:_SENTENCES]
    ]
    more = len(found) - _SENTENCES
    return [*lines, f"   … and {more} more sentence{'s' if more > 1 else ''}"] if more > 0 else lines


def _indented(line: str) -> str:
    """The line without characters that cannot be seen; its indent stays."""
    indent = len(line) - len(line.lstrip(" "))
    return line[:indent] + on_one_line(line[indent:])


def entry_lines(trial: Trial) -> list[str]:
    """The topic as an entry of `topics.yml`."""
    lines = [f"  - id: {trial.id}", f"    name: {_quoted(trial.name)}"]
    lines += [f"    parent: {trial.parent}"] if trial.parent else []
    lines += [
        f"    {key}: [{', '.join(map(_quoted, words))}]"
        for key, words in (("words", trial.words), ("phrases", trial.phrases), ("exclude", trial.exclude))
        if words
    ]
    return lines


def _quoted(text: str) -> str:
    """A text as YAML reads it, whatever stands in it."""
    return "'" + on_one_line(text).replace("'", "''") + "'"
