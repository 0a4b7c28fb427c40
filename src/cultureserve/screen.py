"""What a person sees: colour, width, pager."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from cultureserve.streams import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.text import Text


def on_screen(environ: Mapping[str, str]) -> bool:
    """Whether a person is looking: standard output is a terminal that can place text."""
    try:
        return sys.stdout.isatty() and environ.get("TERM") != "dumb"
    except (AttributeError, ValueError):
        return False


def coloured(choice: str, environ: Mapping[str, str], screen: bool) -> bool:
    """Whether to colour: --color first, then NO_COLOR, the two forcing variables, CLICOLOR=0, the screen."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    return screen and environ.get("CLICOLOR") != "0" and environ.get("FORCE_COLOR") != "0"


def width() -> int:
    """Columns to lay out for: those of the terminal, at least 20, at most 100, which reads best."""
    columns = shutil.get_terminal_size((80, 24)).columns
    return min(max(columns, 20), 100)


def show(lines: Iterable[Text], *, colour: bool, columns: int, pager: bool, environ: Mapping[str, str]) -> None:
    """Lines on the screen, through a pager if they are more than it has rows."""
    from rich.console import Console

    console = Console(
        width=columns, force_terminal=True, color_system="standard" if colour else None, no_color=not colour,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    lines = list(lines)
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    text = captured.get()
    if pager and len(lines) >= shutil.get_terminal_size((80, 24)).lines and paged(text, environ):
        return
    write(text)


def paged(text: str, environ: Mapping[str, str]) -> bool:
    """Whether a pager took the text. PAGER empty means none; without PAGER it is less, showing the top first."""
    command = shlex.split(environ.get("PAGER", "less"))
    if not command or not shutil.which(command[0]):
        return False
    try:
        done = subprocess.run(command, input=text.encode("utf-8"), env={"LESS": "FRX", **environ}, check=False)
    except OSError:
        return False
    return done.returncode == 0
