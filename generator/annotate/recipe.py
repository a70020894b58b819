"""What annotation depends on besides the article, and its stamp; known without loading what annotates."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import generator
from generator.annotate.model import model_identity
from generator.models import Annotator

if TYPE_CHECKING:
    from generator.knowledge.regions import Gazetteer
    from generator.knowledge.topics import SiteTopic


@dataclass(frozen=True, slots=True)
class Recipe:
    """What annotation depends on besides the article; the same in every worker."""

    model: str
    desk: Path
    gazetteer: Gazetteer
    site_topics: tuple[SiteTopic, ...]
    settings_fingerprint: str

    def annotator(self) -> Annotator:
        """The stamp of this recipe on processed articles."""
        return make_annotator(self.model, self.settings_fingerprint)


def make_annotator(model: str, settings_fingerprint: str) -> Annotator:
    """The stamp on what is annotated with this model and these settings."""
    identity = model_identity(model)
    parts = [code_fingerprint(), identity, settings_fingerprint]
    fingerprint = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
    return Annotator("tearsheet", generator.__version__, identity, fingerprint)


@functools.cache
def code_fingerprint() -> str:
    """Identity (SHA-256, hex) of the code and the data that annotation rests on.

    Whoever changes a rule gets its articles annotated again, without having to remember a version number.
    """
    digest = hashlib.sha256()
    for name in ("annotate", "annotate/reader", "knowledge", "read"):
        for path in sorted((Path(generator.__file__).parent / name).iterdir()):
            if path.suffix in (".py", ".yml", ".json") and path.name != "accuracy.json":
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
