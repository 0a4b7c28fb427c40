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
    """Headings and bullets; a letter stands as it is to be sent."""
    out: list[str] = []
    for section in (s for s in sections if s.lines):
        if not section.title:
            out += [f"# {section.lines[0].text}", "", *_breaks([line.text for line in section.lines[1:]]), ""]
            continue
        body = ["```text", *(line.text for line in section.lines), "```"] if section.verbatim else _items(section.lines)
        out += [f"## {section.title}", "", *body, ""]
    return "\n".join(out).rstrip("\n") + "\n"


def _breaks(rows: list[str]) -> list[str]:
    """Rows of one paragraph, each on a line of its own."""
    return [row + "\\" for row in rows[:-1]] + rows[-1:]


def _items(lines: Iterable[Line]) -> list[str]:
    """A bullet for each line, the words of a step below the step; sounds and answers set in below a line stand in its bullet."""
    out: list[str] = []
    stepped = False
    for line in lines:
        if line.deeper and out:
            out[-1] += f" {_told(line)}"
            continue
        stepped = stepped or bool(line.label)
        below = stepped and line.kind == "say" and not line.label
        out.append(("  - " if below else "- ") + _told(line))
    return out


def _told(line: Line) -> str:
    label = f"**{line.label.strip()}**" if line.label else ""
    text = f"*{line.text}*" if line.kind == "gloss" and line.text else line.text
    return " ".join(filter(None, (label, text, line.gloss, line.mark)))


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
