"""What a person sees: colour, width, pager."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from cultureserve.streams import write

WIDEST = 100  # columns that read well

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.text import Text

    from cultureserve.page import Section


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
    return min(max(columns, 20), WIDEST)


def present(sections: Iterable[Section], *, color: str, pager: bool) -> None:
    """A page: wrapped and, if wanted, coloured and paged for a person; else plain, as for a pipe."""
    from cultureserve import render

    seen = on_screen(os.environ)
    colour = coloured(color, os.environ, seen)
    if not (seen or colour):
        write(render.plain(sections))
        return
    lines = render.terminal(sections, width())
    text = drawn(lines, colour=colour)
    tall = len(lines) >= shutil.get_terminal_size((80, 24)).lines
    if not (seen and pager and tall and paged(text, os.environ)):
        write(text)


def drawn(lines: Iterable[Text], *, colour: bool) -> str:
    """Lines as a terminal takes them; without colour, bold and dim stay."""
    from rich.console import Console

    console = Console(
        width=WIDEST, force_terminal=True, color_system="standard" if colour else None, no_color=not colour,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def paged(text: str, environ: Mapping[str, str]) -> bool:
    """Whether a pager took the text. PAGER empty means none; without PAGER it is less, showing the top first."""
    import shlex
    import subprocess

    command = shlex.split(environ.get("PAGER", "less"))
    if not command or not shutil.which(command[0]):
        return False
    try:
        done = subprocess.run(command, input=text.encode("utf-8"), env={"LESS": "FRX", **environ}, check=False)
    except OSError:
        return False
    return done.returncode == 0
