"""Whether copies are found among many articles: planted ones, edited as papers edit, and what they are paired with.

    python -m benchmarks.copies --corpus ARTICLES.jsonl [--sample N] [--planted 500] [--show 30]

Of 400 articles, taken evenly, 500 copies are made that are cut, reordered, have a headline and a credit of their own
and some words replaced; a part of them got a line or a paragraph of the paper's own. A pair that touches a planted copy
is right if it joins it with its original, with another copy of that, or with an article that is a copy of the original
without anything planted. Counted are pairs of articles in one group. `--show` prints pairs of real articles to be
judged by eye.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.models import ProcessedArticle, Source
from generator.read.files import Rules, read_file
from generator.read.layout import Paragraph, lay_out
from generator.resolve.copies import Copies, resolve_copies
from generator.resolve.textfacts import text_facts
from generator.store.index import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve.memory import Memory

_SEED = 20
_REPLACED = {
    "said": "stated", "told": "informed", "about": "around", "after": "following", "because": "since", "but": "yet",
    "also": "too", "many": "numerous", "people": "persons", "big": "large", "began": "started", "help": "assist",
    "show": "reveal", "shows": "reveals", "which": "that", "while": "as", "however": "still", "last": "past",
    "more than": "over", "according to": "in the words of", "need": "require", "wants": "seeks", "will": "shall",
    "could": "might", "before": "ahead of", "against": "versus", "during": "amid", "nearly": "almost", "new": "fresh",
}  # fmt: skip
_HEADS = (
    "What to know this morning",
    "Questions remain after a long day",
    "The day in brief",
    "A turn that few foresaw",
)
_CREDITS = ("Reuters", "Associated Press", "Agence France-Presse", "Our correspondent", None)
_LINES = (
    "This report was changed after it was first printed.", "Reporting by our own staff and by agencies.",
    "Read more about it on our front page tomorrow.",
)  # fmt: skip
_OWN = (
    "Readers of this paper who were near the place and saw what happened are asked to write to the newsroom, as many "
    "have done already. Their letters will be printed on Sunday, in the order in which they came, without their names "
    "if they wish so, and a reporter may call on them to hear more of it in the course of the week."
)


def main() -> None:
    """Plant, find and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="flat records, one JSON object a line")
    parser.add_argument("--sample", type=int, help="articles, taken evenly")
    parser.add_argument("--planted", type=int, default=500)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N pairs of real articles")
    options = parser.parse_args()
    drafts, _, _ = read_file(options.corpus, options.corpus.name, Rules())
    step = max(1, len(drafts) // options.sample) if options.sample else 1
    real = [
        ProcessedArticle(f"real-{number:05}", draft.meta, draft.text, draft.blocks)
        for number, draft in enumerate(drafts[::step][: options.sample])
    ]
    del drafts
    chance = random.Random(_SEED)
    number = -(-options.planted * 4 // 5)
    originals = real[:: max(1, len(real) // number)][:number]
    planted = {f"copy-{at:05}": originals[at % len(originals)] for at in range(options.planted)}
    copies = [edited(one, name, chance) for name, one in planted.items()]
    alone = _copies(real)
    before = _memory()
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.sqlite") as store:
        started = time.perf_counter()
        found = _copies([*real, *copies], store.memory)
        taken = time.perf_counter() - started
        peak = _memory()
        started = time.perf_counter()
        _copies([*real, *copies, edited(real[-1], "one-more", chance)], store.memory)
        more = time.perf_counter() - started
    _print_score(found, alone, {name: one.id for name, one in planted.items()})
    print(f"{len(real) + len(copies):,} articles: {taken:.1f} s; one more: {more:.2f} s")
    print(f"peak memory {peak:,.0f} MB with all texts, {before:,.0f} MB of them before the clock started")
    _print_pairs(alone, real, options.show)


def _copies(articles: Sequence[ProcessedArticle], memory: Memory | None = None) -> Copies:
    of_id = {article.id: article for article in articles}
    return resolve_copies(map(text_facts, articles), of_id.__getitem__, memory)


def edited(article: ProcessedArticle, name: str, chance: random.Random) -> ProcessedArticle:
    """A copy as another paper might print it."""
    parts = [
        Paragraph(block.span.of(article.text), "paragraph") for block in article.blocks if block.kind == "paragraph"
    ]
    if chance.random() < 0.7:
        parts = _cut(parts, chance)
    if chance.random() < 0.5:
        first = parts[: chance.randrange(2)]
        rest = parts[len(first) :]
        chance.shuffle(rest)
        parts = first + rest
    if chance.random() < 0.7:
        rate = chance.uniform(0.2, 1.0)
        parts = [replace(part, text=_reworded(part.text, rate, chance)) for part in parts]
    if chance.random() < 0.4:
        parts = chance.choice(
            [[Paragraph(chance.choice(_LINES), "paragraph"), *parts], [*parts, Paragraph(_OWN, "paragraph")]]
        )
    title = chance.choice(_HEADS)
    text, blocks = lay_out(title, parts, headline=True)
    meta = replace(
        article.article, title=title, credit=chance.choice(_CREDITS), source=Source(f"Paper {chance.randrange(40)}")
    )
    return ProcessedArticle(name, meta, text, blocks)


def _cut(parts: Sequence[Paragraph], chance: random.Random) -> list[Paragraph]:
    """From the end, as papers cut, or anywhere; a third of the words stays at least."""
    words = sum(len(part.text.split()) for part in parts)
    least = words * chance.uniform(0.35, 0.9)
    kept = list(parts)
    anywhere = chance.random() < 0.4
    while len(kept) > 1:
        at = chance.randrange(len(kept)) if anywhere else len(kept) - 1
        left = kept[:at] + kept[at + 1 :]
        if sum(len(part.text.split()) for part in left) < least:
            break
        kept = left
    return kept


def _reworded(text: str, rate: float, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join(_REPLACED[word] if word in _REPLACED and chance.random() < rate else word for word in words)


def _print_score(found: Copies, alone: Copies, origin: dict[str, str]) -> None:
    """How many of the planted copies stand with their originals, and how many pairs of planted copies are right."""
    together = sum(name in found.of and original in found.of[name].articles for name, original in origin.items())
    right = wrong = 0
    for group in found.groups:
        for one, other in itertools.combinations(group.articles, 2):
            if one not in origin and other not in origin:
                continue
            a, b = origin.get(one, one), origin.get(other, other)
            same = a == b or (a in alone.of and b in alone.of[a].articles)
            right, wrong = right + same, wrong + (not same)
            if not same:
                print(f"wrong: {one} {other}")
    print(f"planted {len(origin)}, found with the original {together} ({together / len(origin):.1%})")
    print(f"pairs that touch a planted copy {right + wrong}, right {right} ({right / max(1, right + wrong):.1%})")
    for name, original in origin.items():
        if name not in found.of or original not in found.of[name].articles:
            print(f"missed: {name} of {original}")


def _print_pairs(alone: Copies, real: Sequence[ProcessedArticle], most: int) -> None:
    by_id = {one.id: one for one in real}
    pairs = [(copy, by_id[copy.like]) for group in alone.groups for copy in group.members if copy.like]
    print(f"real groups {len(alone.groups)}, copies in them {len(pairs)}")
    for copy, like in pairs[:: max(1, len(pairs) // most)][:most] if most else ():
        for one in (like, by_id[copy.article]):
            source = one.article.source.name if one.article.source else "-"
            print(f"{copy.share:.2f} | {source} | {one.article.published} | {one.article.title} | {one.article.url}")
        print()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
