"""The two error families: what the user or the environment did (a sentence), and what we did (a report)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field of a form or one cell of a sheet.

    ``field`` is the identifier of the input field (or a cell such as ``C5``), ``message`` a Chinese sentence that
    says what is wrong and what to do.
    """

    field: str
    message: str


class Refused(Exception):  # noqa: N818 - it is not a fault of the program
    """A wish that can't be carried out, told to the user in Chinese: what, where, what to do.

    Nothing has changed when it is raised. ``problems`` names the fields concerned, if any. The command line exits
    with 3.
    """

    def __init__(self, message: str, *, hint: str = "", problems: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class Damaged(Refused):
    """The data on disk is not what it should be. The command line exits with 4."""


class Cancelled(Refused):
    """The user cancelled a long job; everything it began has been rolled back."""

    def __init__(self, message: str = "已取消，没有改动任何内容。") -> None:
        super().__init__(message)
