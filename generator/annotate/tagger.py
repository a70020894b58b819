"""The reader that ships, as a spaCy component: names, and the parts of attributions, found by a small network.

`training/` teaches and packs it; `reader/CARD.md` says from what, and how often it is wrong. It is read one window at a
time: the rounding of activations would otherwise let one article change the outcome of another.
"""

from __future__ import annotations

import functools
import itertools
import re
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language
from spacy.util import filter_spans

from generator.annotate.attributions import find_attributions, log_probabilities
from generator.annotate.parsed import ARTICLE, FOUND, HEADLINE, SPOKEN, FoundAttribution, FoundName
from generator.annotate.windows import Paragraph, Window, find_windows
from generator.annotate.wordtags import NAME_TAGS, NAMES, best_tags, tagged_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

COMPONENT = "tearsheet_reader"
_FIRM = re.compile(r"(?<= )(?:Co|Corp|Inc|Ltd|Pty|Plc)\.$")
"""A firm's name is the same with the full stop of its abbreviation and without: it stands without."""
_CORNER = re.compile(
    r" (?:Corner|Falls|Springs|Beach|Heights|Creek|Hills|Park|Junction|Harbou?r|Grove|Mills)\b(?! [A-Z])"
)
"""What a place's name ends with when the reader stops before it."""


class Tagger:
    """Finds names in paragraphs; those of one article are read together."""

    def __init__(self) -> None:
        self._session, self._tokenizer = _load()

    def __call__(self, doc: Doc) -> Doc:
        """The paragraph with its names."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:  # noqa: ARG002  (spaCy passes it)
        """The paragraphs with their names, in order; neighbours that bear one article's number are read together."""
        for _, docs in itertools.groupby(stream, key=_article):
            paragraphs = list(docs)
            self._read(paragraphs)
            yield from paragraphs

    def _read(self, docs: Sequence[Doc]) -> None:
        found: list[list[FoundName]] = [[] for _ in docs]
        spoken: list[list[FoundAttribution]] = [[] for _ in docs]
        paragraphs = [Paragraph(doc.text, headline=bool(doc.user_data.get(HEADLINE))) for doc in docs]
        for window in find_windows(paragraphs, self._tokenizer):
            if not window.words:
                continue
            names, speech, pointers = self._outputs(window)
            for attribution in find_attributions(window, speech, pointers):
                spoken[attribution.content[0].paragraph].append(attribution)
            for number, start, end, label, confidence in _names(window, names):
                text = paragraphs[number].text
                while text[end - 1] == "-" and end < len(text) and text[end].isalpha():
                    end = _word_end(text, end)  # noqa: PLW2901  (a name ends with its word: "Suk-" of "Suk-fan")
                if label == "ORG" and _FIRM.search(text[start:end]):
                    end -= 1  # noqa: PLW2901
                if label == "LOC" and (whole_place := _CORNER.match(text, end)):
                    end = whole_place.end()  # noqa: PLW2901
                # "Cityville, Statia" is two places.
                for first, behind in _split(text, start, end) if label == "LOC" else [(start, end)]:
                    found[number].append(FoundName(first, behind, text[first:behind], label, confidence))
        for doc, paragraph, parts, said in zip(docs, paragraphs, found, spoken, strict=True):
            doc.user_data[SPOKEN] = tuple(said)
            whole = doc.user_data[FOUND] = tuple(_put_together(paragraph.text, parts))
            spans = (doc.char_span(n.start, n.end, n.label, alignment_mode="expand") for n in whole)
            doc.ents = tuple(filter_spans([span for span in spans if span is not None]))

    def _outputs(self, window: Window) -> Sequence[NDArray[np.float32]]:
        """Logits of names and of speech, and pointers, for each wordpiece."""
        inputs = {
            "ids": window.ids[None], "features": window.features[None], "mask": np.ones_like(window.ids)[None],
        }  # fmt: skip
        return [output[0] for output in self._session.run(["names", "speech", "pointers"], inputs)]


@Language.factory(COMPONENT, assigns=["doc.ents"])
def _make(nlp: Language, name: str) -> Tagger:  # noqa: ARG001  (spaCy passes them)
    return Tagger()


def _names(window: Window, logits: NDArray[np.float32]) -> Iterator[tuple[int, int, int, str, float]]:
    """Number of the paragraph, start and end in it, label and confidence of each name."""
    scores = log_probabilities(logits[window.firsts])
    tags = best_tags(scores)
    chances = np.exp(scores)
    for first, behind, label in tagged_spans(tags.tolist(), NAMES):
        begin = NAME_TAGS.index(f"B-{label}")
        confidence = float(chances[first:behind, begin : begin + 2].sum(axis=1).min())
        # A name does not reach over the end of a paragraph.
        for number, part in itertools.groupby(window.words[first:behind], key=lambda word: word[0]):
            words = list(part)
            yield number, words[0][1], words[-1][2], label, round(confidence, 3)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (comma := text.find(", ", start, end)) >= 0:
        yield start, comma
        start = comma + 2
    if start < end:
        yield start, end


def _put_together(text: str, names: Iterable[FoundName]) -> Iterator[FoundName]:
    """The names, with two persons side by side made one: nobody prints two names without a word between."""
    last: FoundName | None = None
    for name in names:
        if last is not None and last.label == name.label == "PERSON" and _beside(text, last.end, name.start):
            confidence = min(last.confidence or 0.0, name.confidence or 0.0)
            last = FoundName(last.start, name.end, text[last.start : name.end], name.label, confidence)
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _beside(text: str, end: int, start: int) -> bool:
    """Whether nothing but a blank, or the full stop of an initial, stands between two parts of a name."""
    between = text[end:start]
    initial = end >= 1 and text[end - 1].isupper() and not text[end - 2 : end - 1].isalpha()
    return between == " " or (initial and between in (". ", "."))


def _word_end(text: str, start: int) -> int:
    """Where the word that begins at `start` ends, with a hyphen behind it."""
    end = start
    while end < len(text) and (text[end].isalpha() or text[end] in "-’"):
        end += 1
    return end


def _article(doc: Doc) -> object:
    article = doc.user_data.get(ARTICLE)
    return object() if article is None else article


@functools.cache
def _load() -> tuple[InferenceSession, Tokenizer]:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    # One thread a process: the pool runs as many processes as there are cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it would keep what the longest article needed
    folder = resources.files("generator.annotate").joinpath("reader")
    session = InferenceSession(folder.joinpath("model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])
    return session, Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
