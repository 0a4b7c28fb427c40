"""A laid-out page as plain text, Markdown, or lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import MARGIN, titled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from cultureserve.page import Line, Section

NARROWEST = 30  # below this many columns the margin is given up


def as_json(answer: Any) -> str:
    """Pure ASCII, so that any encoding can carry it."""
    import json

    return json.dumps(answer, ensure_ascii=True, indent=2, allow_nan=False) + "\n"


def plain(sections: Iterable[Section]) -> str:
    """For a pipe: one line each, never wrapped, no escapes."""
    out: list[str] = []
    for n, section in enumerate(s for s in sections if s.lines):
        if n and not section.tight:
            out.append("")
        for title, line in titled(section):
            margin = f"{title:<{MARGIN}}" if section.title else ""
            out.append(f"{margin}{line.whole}".rstrip())
    return "\n".join(out) + "\n"


def markdown(sections: Iterable[Section]) -> str:
    out: list[str] = []
    for section in (s for s in sections if s.lines):
        if not section.title:
            out += [f"# {section.lines[0].text}", *(f"{line.text}" for line in section.lines[1:]), ""]
            continue
        out += [f"## {section.title}", ""]
        out += [_item(line) for line in section.lines]
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _item(line: Line) -> str:
    label = f"**{line.label.strip()}** " if line.label else ""
    text = f"*{line.text}*" if line.kind == "gloss" else line.text
    bullet = "  - " if line.kind == "say" and not label else "- "
    return bullet + " ".join(part for part in (label + text, line.gloss, line.mark) if part)


STYLES = {"plain": "", "say": "cyan", "gloss": "dim", "strong": "bold"}


def terminal(sections: Iterable[Section], width: int) -> list[Text]:
    """For a screen `width` columns wide: wrapped lines, to be printed as they are."""
    from rich.text import Text

    out: list[Text] = []
    for n, section in enumerate(s for s in sections if s.lines):
        if n and not section.tight:
            out.append(Text(""))
        for title, line in titled(section):
            out += _wrapped(title, line, width, bare=not section.title)
    return out


def _wrapped(title: str, line: Line, width: int, *, bare: bool) -> list[Text]:
    from rich.console import Console
    from rich.text import Text

    margin = 0 if bare or width < NARROWEST else MARGIN
    text = Text.assemble((line.text, STYLES[line.kind]), *((" " + part, "dim") for part in (line.gloss, line.mark) if part))
    wrapped = list(text.wrap(Console(width=max(width, 1), color_system=None), max(width - margin, 1))) or [Text("")]
    if not margin and title:
        return [Text(title, "bold"), *wrapped]
    lines = [Text.assemble((f"{title if n == 0 else '':<{margin}}", "bold" if n == 0 else ""), body) for n, body in enumerate(wrapped)]
    for made in lines:
        made.rstrip()
    return lines
