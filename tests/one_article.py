"""A sentence of our own as an article, annotated by the real reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.read.files import Rules, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from generator.annotate.pipeline import Reader
    from generator.models import ProcessedArticle


def annotated(reader: Reader, folder: Path, text: str) -> ProcessedArticle:
    path = folder / "a.txt"
    path.write_text("A headline that says nothing\n\n" + text, "utf-8")
    drafts, problems, _ = read_file(path, "articles/a.txt", Rules())
    assert not problems
    return next(reader.annotate([draft.named("a") for draft in drafts]))
