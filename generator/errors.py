"""What can go wrong: one exception a remedy, and `Problem` for what costs one input only."""

from __future__ import annotations

from dataclasses import dataclass


class TearsheetError(Exception):
    """Base of every error this package raises on purpose; its text is one line for the user."""


class SettingsError(TearsheetError):
    """The configuration has mistakes; `problems` holds all of them, in the order of the files."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[SettingsError], tuple[tuple[Problem, ...]]]:
        """How it travels from one process to another."""
        return type(self), (self.problems,)


class ModelError(TearsheetError):
    """The language model named in the settings cannot be loaded."""


class FormatError(TearsheetError):
    """A processed article does not follow the format; the text names the path inside the file."""


class DeskError(TearsheetError):
    """The folder is no desk, or a part of it cannot be read or written."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with one input that does not stop the build."""

    where: str
    """File, relative to the desk, with the line or item where known: `articles/wire.jsonl:17`."""
    what: str
    """What is wrong, as a short sentence without a final stop."""
    remedy: str
    """What the user can do about it, as a short sentence without a final stop."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}."
