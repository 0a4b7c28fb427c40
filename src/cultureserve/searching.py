"""Searching rows of text for words. Imports nothing, so that a search costs little more than reading the rows."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Row = tuple[str, str, str]  # kind, id, text

LONGEST = 160  # characters of a text on a line


def holding(rows: "Iterable[Row]", text: str) -> "list[Row]":
    """The rows that hold all the words of `text`, in any case; those with them in the id first."""
    wanted = text.casefold().split()
    found = [row for row in rows if all(word in f"{row[0]} {row[1]} {row[2]}".casefold() for word in wanted)]
    return sorted(found, key=lambda row: not all(word in row[1].casefold() for word in wanted))


def as_line(row: "Row") -> str:
    """A row on one line, a long text cut."""
    kind, name, text = row
    return f"{kind}: {name}: {text if len(text) < LONGEST else text[: LONGEST - 3] + '…'}"
