"""A laid-out page as plain text, Markdown, or lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import PAGE_COLUMNS, rows
from cultureserve.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from cultureserve.page import Line, Row, Section

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
        out += [f"{row.head}{row.whole(PAGE_COLUMNS)}".rstrip() for row in rows(section)]
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
        for row in rows(section):
            out += _wrapped(row, width)
    return out


def _wrapped(row: Row, width: int) -> list[Text]:
    from rich.text import Text

    line = row.line
    text = Text(row.whole(width))
    text.stylize(STYLES[line.kind], 0, len(line.text))
    text.stylize("dim", len(line.text))
    narrow = width < NARROWEST
    first, *more = filled(text, width if narrow else width - len(row.head), width if narrow else width - row.indent)
    if narrow:
        head = [Text(row.head.strip(), "bold")] if row.head.strip() else []
        return head + [body for body in (first, *more) if body.plain or not head]
    lines = [Text.assemble((row.head, "bold"), first), *(Text.assemble(" " * row.indent, body) for body in more)]
    for made in lines:
        made.rstrip()
    return lines


def filled(text: Text, width: int, later: int) -> list[Text]:
    """The text wrapped, its first row `width` columns wide and the others `later`."""
    return [text[start:end] for start, end in wrapped(text.plain, max(width, 1), max(later, 1))]
