"""What can go wrong, said so that a person can act on it."""

from __future__ import annotations

from cultureserve.status import Exit

LONGEST_SHOWN = 80


def shown(value: str) -> str:
    """`value` fit to stand in an error line: control characters escaped, cut at 80 characters.

    Lone surrogates and invisible format characters (such as right-to-left overrides) are escaped
    too, so that a name cannot change how its neighbours look.
    """
    safe = _escaped(value[: LONGEST_SHOWN + 1])
    return safe if len(safe) <= LONGEST_SHOWN else safe[: LONGEST_SHOWN - 1] + "…"


def shown_path(path: object) -> str:
    """A path fit to stand in an error line, as `shown`; a long one keeps its end, where the file's name is."""
    safe = _escaped(str(path)[-LONGEST_SHOWN - 1 :])
    return safe if len(safe) <= LONGEST_SHOWN else "…" + safe[1 - LONGEST_SHOWN :]


def _escaped(value: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in value)


class Trouble(Exception):
    """Something a user can mend: one line on what is wrong, one on what to do next."""

    exit_status: int = Exit.USAGE

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class UsageTrouble(Trouble):
    """The request cannot be understood."""


class DataTrouble(Trouble):
    """A knowledge base that cannot be used; `findings` says where."""

    exit_status = Exit.DATA

    def __init__(self, message: str, findings: tuple[object, ...] = ()) -> None:
        super().__init__("bad_data", message, "run 'cultureserve check' for the whole list")
        self.findings = findings


class InputTrouble(Trouble):
    """A file that cannot be opened."""

    exit_status = Exit.INPUT
