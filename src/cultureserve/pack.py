"""Making the pack: every plain page, chosen and finished when the package is built, and the knowledge itself.

It is made by the functions that answer the long way. A page is kept as a list of pieces of text; a piece that
several pages share (a line, an item of the JSON) is kept once, so a page costs a few numbers, and reading one
costs a few reads however large the knowledge is. The knowledge is kept as plain tuples, a part at a time.
"""

from __future__ import annotations

import datetime
import marshal
import os
import re
import sys
import time
import zlib
from array import array
from typing import TYPE_CHECKING, Any

from cultureserve import __version__, about, cli, finding, render
from cultureserve.almanac import make_almanac
from cultureserve.brief import default_language, greeting, make_brief
from cultureserve.countries import aliases, rows, territories
from cultureserve.loading import load
from cultureserve.model import Request
from cultureserve.packfile import ANY_HOUR, AT, CLOCK, HEAD, HOLES, LONGEST, MAGIC
from cultureserve.pages import laid_out, laid_out_greeting
from cultureserve.shapes import shape_of
from cultureserve.situations import names
from cultureserve.unpacking import flattened
from cultureserve.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cultureserve.model import Knowledge

FORMAT = 4  # of marshal: the one every supported Python reads


class Writer:
    """Collects pieces, each distinct one once."""

    def __init__(self) -> None:
        self.content = bytearray(b" " * HEAD)
        self.known: dict[bytes, tuple[int, int]] = {}

    def piece(self, content: bytes) -> tuple[int, int]:
        if content not in self.known:
            self.known[content] = (len(self.content), len(content))
            self.content += content
        return self.known[content]

    def record(self, value: Any) -> tuple[int, int, int]:
        """Offset, length and checksum of a marshalled value."""
        content = marshal.dumps(value, FORMAT)
        return (*self.piece(content), zlib.crc32(content))

    def page(self, text: str) -> tuple[int, int]:
        """Where a page is kept: a list of its pieces, each as offset * LONGEST + length; a hole by its place in HOLES."""
        numbers = array("Q")
        for part in re.split(f"({'|'.join(HOLES)})", text):
            if part in HOLES:
                numbers.append(HOLES.index(part))
                continue
            for piece in pieces(part):
                offset, length = self.piece(piece.encode())
                numbers.append(offset * LONGEST + length)
        if sys.byteorder == "big":
            numbers.byteswap()
        return self.piece(numbers.tobytes())

    def finish(self, index: Any) -> bytes:
        offset, length, check = self.record(index)
        head = f"{MAGIC} {__version__} {len(self.content)} {offset} {length} {check}"
        self.content[:HEAD] = head.encode().ljust(HEAD)
        return bytes(self.content)


def pieces(text: str) -> list[str]:
    """A page cut where pages tend to differ: behind each line of text, behind each item of a JSON list."""
    if text.startswith("{"):
        return [p for p in re.split(r"(?<=\n    [}\]],\n)|(?<=\n    [}\]]\n)|(?<=\[\n)", text) if p]
    return text.splitlines(keepends=True)


def years_of_build() -> range:
    """The years whose calendar is packed: one before the year of the build to five after it."""
    built = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), datetime.UTC).year
    return range(built - 1, built + 6)


def build(folder: Path, years: range | None = None) -> bytes:
    """The pack of the knowledge in `folder`, with the calendars of the years."""
    years = years or years_of_build()
    knowledge, words, writer = load(folder), Words(), Writer()
    parts = {ANY_HOUR: ""} | {part: part for part in knowledge.guide.hours}
    channels = {channel.id: (words.of(channel, "light"), channel.mode == "spoken") for channel in knowledge.guide.channels.values()}
    countries = {}
    for code in knowledge.countries:
        situations = {}
        for situation in knowledge.guide.situations:
            cells = {}
            for channel in knowledge.guide.channels:
                for part, hour in parts.items():
                    for form, text in forms(knowledge, code, situation, channel, hour, words).items():
                        cells[f"{form} {channel} {part}"] = writer.page(text)
            situations[situation] = writer.record(cells)
        countries[code] = writer.record(situations)
    index = {
        "countries": countries,
        "codes": dict(codes(knowledge)),
        "names": writer.record(dict(country_names(knowledge))),
        "situations": writer.record(names(knowledge.guide)),
        "languages": {code: default_language(knowledge.countries[code], territories()[code]) for code in countries},
        "hours": [(part.id, part.starts, part.ends) for part in knowledge.guide.hours.values()],
        "channels": channels,
        "almanacs": {code: writer.record(make_almanac(knowledge, code, years, words)) for code in territories()},
        "ahead": {situation.id: int(situation.ahead) for situation in knowledge.guide.situations.values()},
        "greets_as": knowledge.guide.greets_as,
        "answers": writer.record({line: writer.page(text) for line, text in answers(knowledge, words)}),
        "lines": writer.record([tuple(hit) for hit in finding.texts(knowledge)]),
        "completion": writer.record(cli.completions(knowledge)),
        "knowledge": parts_of(knowledge, writer),
    }
    return writer.finish(index)


def forms(knowledge: Knowledge, code: str, situation: str, channel: str, hour: str, words: Words) -> dict[str, str]:
    """The answers of brief and greet, as text and as JSON, with marks where the time and the clock belong."""
    made = make_brief(knowledge, territories()[code], Request(country=code, situation=situation, channel=channel, hour=hour), words)
    marked = {**made, "request": {**made["request"], "at": AT}, "time": CLOCK}
    return {
        "brief text": behind_title(render.plain(laid_out(made, words))),
        "brief json": unquoted(render.as_json(marked)),
        "greet text": behind_title(render.plain(laid_out_greeting(made, words))),
        "greet json": unquoted(render.as_json(greeting(marked))),
    }


def behind_title(page: str) -> str:
    """A page with the mark of the clock where it belongs."""
    title, _, rest = page.partition("\n")
    return f"{title}{CLOCK}\n{rest}"


def unquoted(page: str) -> str:
    """The marks stand for any value, not for a text."""
    return page.replace(f'"{AT}"', AT, 1).replace(f'"{CLOCK}"', CLOCK, 1)


def answers(knowledge: Knowledge, words: Words) -> Iterable[tuple[str, str]]:
    """The answers of list and show that are short to say and often asked for; sources are left to the long way."""
    for what in about.LISTS:
        rows = about.rows(knowledge, what, words)
        yield f"list {what} text", render.plain(about.list_page(rows))
        yield f"list {what} json", render.as_json(rows)
    guide = knowledge.guide
    for kind, named in (("country", knowledge.countries), ("situation", guide.situations), ("strategy", guide.strategies)):
        for name in named:
            yield f"show {kind} {name} text", render.plain(about.page(knowledge, kind, name, words))
            yield f"show {kind} {name} json", render.as_json(about.shown(knowledge, kind, name))


def codes(knowledge: Knowledge) -> Iterable[tuple[str, str]]:
    for code in knowledge.countries:
        territory = territories()[code]
        yield from ((typed, code) for typed in (code, territory.alpha3, territory.numeric))


def country_names(knowledge: Knowledge) -> Iterable[tuple[str, str]]:
    """Folded names of the packed countries; aliases that need a notice are left to the long way."""
    yield from ((name, code) for name, code in rows("names.tsv") if code in knowledge.countries and name not in aliases())
    yield from ((name, alias.code) for name, alias in aliases().items() if alias.code in knowledge.countries and not alias.notice)


def parts_of(knowledge: Knowledge, writer: Writer) -> dict[str, Any]:
    """The knowledge in parts that are read when they are needed."""
    guide = {name: writer.record(flattened(getattr(knowledge.guide, name))) for name in shape_of(type(knowledge.guide))}
    return {
        "guide": guide,
        "place": tuple(knowledge.guide.place),
        "countries": {code: writer.record(flattened(country)) for code, country in knowledge.countries.items()},
        "calendars": writer.record(flattened(knowledge.calendars)),
        "phrases": {language: writer.record(flattened(phrases)) for language, phrases in knowledge.phrases.items()},
        "scripts": {country: writer.record(flattened(scripts)) for country, scripts in knowledge.scripts.items()},
        "sources": writer.record(flattened(knowledge.sources)),
    }
