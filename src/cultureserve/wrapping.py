"""Where a line breaks: at spaces, and within scripts that use none behind a stop or between two characters that may be parted."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

STOPS = "。、！？，：；）」』】"  # behind which a text without spaces breaks best
TRAILING = STOPS + "ー々・年月日時分円元.,!?:;)]}"  # never begin a row
LEADING = "（「『【([{"  # never end one
NEAR = 0.5  # of a row: how far from its end a stop may be to break behind it


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int, later: int) -> tuple[tuple[int, int], ...]:
    """Start and end of each row of `text`, the first `width` columns wide, the others `later`."""
    rows: list[tuple[int, int]] = []
    start = 0
    while True:
        reach = start + fitting(text[start:], width)
        if reach >= len(text):
            return (*rows, (start, len(text)))
        end = row_end(text, start, reach)
        rows.append((start, start + len(text[start:end].rstrip())))
        start = end + len(text[end:]) - len(text[end:].lstrip())
        width = later


def wrapped_height(text: str, width: int, later: int) -> int:
    """Rows that `text` takes."""
    return len(wrapped(text, width, later))


def fitting(text: str, width: int) -> int:
    """How many characters of `text` a row of so many columns holds, at least one."""
    if text.isascii():
        return max(width, 1)
    used = 0
    for place, character in enumerate(text):
        used += cell_width(character)
        if used > width:
            return max(place, 1)
    return len(text)


def row_end(text: str, start: int, reach: int) -> int:
    """Where a row ends that begins at `start` and holds no more than what stands before `reach`."""
    space = reach if text[reach] == " " else text.rfind(" ", start + 1, reach)
    between = [place for place in range(reach, start, -1) if place > space and parts(text, place)]
    stop = next((place for place in between if text[place - 1] in STOPS and place - start > (reach - start) * NEAR), 0)
    if space == reach:
        return space
    return stop or (between[0] if between else 0) or (space if space > start else reach)


def parts(text: str, place: int) -> bool:
    """Whether a row may end before that character though no space stands there."""
    before, after = text[place - 1], text[place]
    wide = cell_width(before) == 2 or cell_width(after) == 2
    return (
        wide
        and " " not in (before, after)
        and after not in TRAILING
        and before not in LEADING
        and not (before.isdigit() and after.isdigit())
    )


def cell_width(character: str) -> int:
    """Columns a character takes: two in East Asian scripts, none for a combining mark."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """Columns of a text on one row."""
    return len(text) if text.isascii() else sum(map(cell_width, text))
