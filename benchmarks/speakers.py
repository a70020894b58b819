"""Measure how often the speaker of a quotation is resolved to the right actor, on quotations labelled by hand.

    python -m benchmarks.speakers --data DIR [--labels FILE] [--verbose] [--show]

DIR holds corpus_free.jsonl, from which speakers.jsonl names articles and offsets, never words. A label holds what was
said (`content`), the words that say who spoke (`speaker`), and where the article prints the full name of each actor who
is a right answer (`actor`: a spokesman and the body he speaks for; nothing where the article names no actor: then the
right answer is nobody). Offsets are half-open and count Unicode code points of the record's `text`.

The articles were chosen and read before the program had annotated them. Part one: every tenth line (0, 10 …), or the
first of the next two lines that will do where it has fewer than three statements of speech, fewer than two of them by a
particular actor, or more than 10,000 characters. Part two: the first ten further lines, in order, that have a spokesman
or a foreign minister and three statements by particular actors. At most six such statements an article, from the top;
in part two those of bodies, titles and spokesmen come first. Whose speaker a reader may doubt is left out.

The rules that tell whom a speaker means were mended on those labels. speakers_fresh.jsonl holds others, made afterwards
and before the program had annotated their articles, on which nothing is mended: lines 5, 15 … without the articles of
the first file, and the line behind where one is taken or has fewer than three statements; at most five an article.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.align import SAME, annotate, find_places, letters, moved, pairs
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import ProcessedArticle

LABELS = Path(__file__).with_suffix(".jsonl")
FRESH = LABELS.with_stem("speakers_fresh")
CORPUS = "corpus_free.jsonl"

Verdict = Literal["right", "wrong", "unresolved", "nobody", "invented", "missed"]
"""`nobody` and `invented` (an actor where there is none) are the verdicts on labels without an actor."""


@dataclass(frozen=True, slots=True)
class Label:
    """A quotation whose speaker was looked up by hand."""

    article: str
    content: tuple[Span, ...]
    speaker: Span
    """The words that say who spoke."""
    actors: tuple[Span, ...]
    """Mentions that print the full names of whoever is right; none where nobody can be named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the program made of a label; all spans lie in the labelled text."""

    label: Label
    verdict: Verdict
    speaker: Span | None = None
    entities: tuple[str, ...] = ()
    """Names of the entities that the program took the speaker for."""
    beside: tuple[str, ...] = ()
    """Those of them that the label does not have, where another one is right."""


def main() -> None:
    """Annotate the labelled articles, judge each label, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help=f"folder of {CORPUS}")
    parser.add_argument("--labels", type=Path, default=LABELS, help=f"labels by hand; {LABELS.name} if not given")
    parser.add_argument("--verbose", action="store_true", help="list what is not right, by article and offsets")
    parser.add_argument("--show", action="store_true", help="list it with its words (for the terminal, not for a file)")
    options = parser.parse_args()
    labels = load_labels(options.labels)
    records = load_records(options.data / CORPUS, {label.article for label in labels})
    findings = find_verdicts(labels, records, annotate(records.values()))
    for line in summary(findings):
        print(line)
    for finding in findings if options.verbose or options.show else ():
        if finding.verdict not in ("right", "nobody") or finding.beside:
            print(_line(finding, records[finding.label.article]["text"] if options.show else None))


def load_labels(path: Path = LABELS) -> list[Label]:
    """The labels, in the order of the file."""
    return [_label(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _label(row: dict[str, Any]) -> Label:
    spans = {key: tuple(Span(*pair) for pair in row[key]) for key in ("content", "actor")}
    return Label(row["id"], spans["content"], Span(*row["speaker"]), spans["actor"])


def load_records(path: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The records of the labelled articles, by their own ids."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows if row["id"] in wanted}


def find_verdicts(
    labels: Sequence[Label], records: Mapping[str, Mapping[str, Any]], processed: Mapping[str, ProcessedArticle]
) -> list[Finding]:
    """A finding for each label, in their order."""
    by_article: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label.article].append(label)
    return [
        finding
        for name, group in by_article.items()
        for finding in judge(group, records[name]["text"], processed[name])
    ]


def judge(labels: Sequence[Label], text: str, article: ProcessedArticle) -> list[Finding]:
    """Find the quote of each label of an article again, and judge whom the program took for its speaker."""
    places = find_places(article.text, text)
    wanted = [letters(label.content, text) for label in labels]
    found = [letters(moved(quote.content, places), text) for quote in article.quotes]
    found_as = dict(pairs(wanted, found))
    mentioned: defaultdict[str, list[frozenset[int]]] = defaultdict(list)
    for mention in article.mentions:
        mentioned[mention.entity].append(letters(moved([mention.span], places), text))
    names = {entity.id: entity.name for entity in article.entities}

    def finding(index: int, label: Label) -> Finding:
        if index not in found_as:
            return Finding(label, "missed")
        speaker = article.quotes[found_as[index]].speaker
        if speaker is None:
            return Finding(label, "unresolved" if label.actors else "nobody")
        span = next(iter(moved([speaker.span], places)), None)
        ids = speaker.entities
        right = [key for key in ids if _is_one(mentioned[key], label.actors, text)]
        verdict: Verdict
        if not label.actors:
            verdict = "invented" if ids else "nobody"
        else:
            verdict = "right" if right else "wrong" if ids else "unresolved"
        beside = tuple(names[key] for key in ids if key not in right) if right else ()
        return Finding(label, verdict, span, tuple(names[key] for key in ids), beside)

    return [finding(index, label) for index, label in enumerate(labels)]


def summary(findings: Sequence[Finding]) -> Iterator[str]:
    """The figures, a line each."""
    count = Counter(finding.verdict for finding in findings)
    named = [finding for finding in findings if finding.label.actors]
    found = [finding for finding in named if finding.verdict != "missed"]
    nobody = len(findings) - len(named)
    lost = sum(finding.verdict == "missed" for finding in findings if not finding.label.actors)
    yield f"labels                         {len(findings)} in {len({f.label.article for f in findings})} articles"
    share = _per_cent(len(found), len(named))
    yield f"with an actor                  {len(named)}, found as a quote {len(found)} ({share})"
    yield f"speaker resolved right         {count['right']} ({_per_cent(count['right'], len(found))} of those found)"
    yield f"  with a further actor beside  {sum(bool(finding.beside) for finding in findings)}"
    yield f"speaker resolved wrong         {count['wrong']}"
    yield f"speaker unresolved             {count['unresolved']}"
    yield f"nobody to be named             {nobody}, found as a quote {nobody - lost}"
    yield f"  resolved all the same        {count['invented']}"


def _per_cent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _line(finding: Finding, text: str | None) -> str:
    label = finding.label
    spans = [*label.content, label.speaker, *label.actors, *filter(None, [finding.speaker])]
    if text is None:
        places = " ".join(f"{span.start}-{span.end}" for span in spans)
        return f"{finding.verdict:10} {label.article} {places}"

    def words(spans: Iterable[Span]) -> str:
        return " + ".join(re.sub(r"\s+", " ", span.of(text)) for span in spans)

    said, told = words(label.content), words(filter(None, [finding.speaker]))
    return (
        f"{finding.verdict:10} {label.article} “{said[:60]}” by “{words([label.speaker])}”: "
        f"is {words(label.actors) or 'nobody'}; program: “{told}” → {', '.join(finding.entities) or 'nobody'}"
    )


def _is_one(mentions: Iterable[frozenset[int]], actors: Iterable[Span], text: str) -> bool:
    names = [letters([actor], text) for actor in actors]
    return any(len(mention & name) >= SAME * len(name) for mention in mentions for name in names)


if __name__ == "__main__":
    main()
