"""The straight path: plain uses of `brief` and `greet`, answered from the pack before anything is imported.

A command line is plain if it is one of these two commands and options with values, each once, whose values the
pack knows. It is then answered by looking up the finished page; everything else (help, errors, other
options, a terminal, a checkout without a pack) goes the long way, through Typer. Both give the
same bytes, which tests ask for. There is no branch on content here.
"""

import os
import sys

MAGIC = "cultureserve-pack-1"
HEAD = 128  # bytes of the first line
ANY_HOUR = "any"
TIME = "@at@"  # stands for the time asked for while a page is packed
HOLE = 0  # and in the packed page
LONGEST = 1 << 24  # bytes a piece is shorter than; a piece is kept as offset * LONGEST + length

VALUES = {
    "--country": "country", "-c": "country", "--situation": "situation", "-s": "situation", "--channel": "channel",
    "--language": "language", "--at": "at", "--format": "format", "--color": "color",
}  # fmt: skip
FLAGS = {"--json": "json", "--no-pager": "no_pager"}
COMMANDS = ("brief", "greet")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def plain_options(arguments: list[str]) -> dict[str, str] | None:
    """The options of a plain command line by name, None if it is not plain."""
    found: dict[str, str] = {}
    waiting = iter(arguments)
    for argument in waiting:
        written, equals, value = argument.partition("=")
        name = VALUES.get(written) or (FLAGS.get(argument) if not equals else None)
        if name is None or name in found or (equals and not written.startswith("--")):
            return None
        if written in VALUES:
            value = value if equals else next(waiting, "")
            if not value.strip() or value.startswith("-"):
                return None
        found[name] = value
    return found


def part_of_day(hours: list[tuple[str, str, str]], at: str) -> str | None:
    """The part of the day of a plain local time; None if `at` is no such time."""
    digits = at[:4] + at[5:7] + at[8:10] + at[11:13] + at[14:]
    if len(at) != 16 or at[4:14:3] != "--T:" or not (digits.isascii() and digits.isdigit()):
        return None
    year, month, day = int(at[:4]), int(at[5:7]), int(at[8:10])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1] or (month == 2 and day == 29 and not leap):
        return None
    clock = at[11:]
    if clock > "23:59" or clock[3:] > "59":
        return None
    for name, starts, ends in hours:
        if (starts <= clock < ends) if starts <= ends else (clock >= starts or clock < ends):
            return name
    return ANY_HOUR


class Pack:
    """The finished pages, read piece by piece; raises an OSError, ValueError or KeyError if it cannot serve."""

    def __init__(self, path: str, version: str) -> None:
        self.file = os.open(path, os.O_RDONLY)
        magic, made_by, size, *index = os.pread(self.file, HEAD, 0).split()
        if magic != MAGIC.encode() or made_by != version.encode() or os.fstat(self.file).st_size != int(size):
            raise ValueError("a pack of another version, or cut short")
        self.index = self.record(tuple(map(int, index)))

    def record(self, place: tuple[int, ...]) -> dict:  # type: ignore[type-arg]
        import marshal
        import zlib

        offset, length, check = place
        content = os.pread(self.file, length, offset)
        if zlib.crc32(content) != check:
            raise ValueError("a damaged pack")
        return marshal.loads(content)  # type: ignore[no-any-return]  # noqa: S302 - checked, and made by the build

    def page(self, place: tuple[int, int], at: str) -> bytes:
        offset, length = place
        kept = os.pread(self.file, length, offset)
        numbers = [int.from_bytes(kept[n : n + 8], "little") for n in range(0, length, 8)]
        return b"".join(os.pread(self.file, n % LONGEST, n // LONGEST) if n else at.encode() for n in numbers)

    def country(self, typed: str) -> str:
        if typed.isascii() and len(typed) <= 3:
            return self.index["codes"][typed.upper()]  # type: ignore[no-any-return]
        if not typed.replace(" ", "").isalpha() or typed != typed.strip():
            raise KeyError(typed)
        from cultureserve.folding import name_key

        return self.record(self.index["names"])[name_key(typed)]  # type: ignore[no-any-return]

    def situation(self, typed: str, situations: dict[str, object]) -> str:
        if typed in situations:
            return typed
        from cultureserve.folding import word_key

        return self.record(self.index["situations"])[word_key(typed)]  # type: ignore[no-any-return]


def answer(arguments: list[str], path: str, version: str) -> bytes | None:
    """The bytes of the answer to a command line, None if it must go the long way."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    options = plain_options(arguments[1:])
    if options is None or options.get("color", "auto") not in ("auto", "never"):
        return None
    form = options.get("format", "json" if "json" in options else "text")
    if form not in ("text", "json") or ("json" in options and form != "json" and "format" in options):
        return None
    try:
        return looked_up(Pack(path, version), arguments[0], form, options)
    except (OSError, ValueError, KeyError):
        return None


def looked_up(pack: Pack, command: str, form: str, options: dict[str, str]) -> bytes | None:
    index = pack.index
    code = pack.country(options["country"])
    language = options.get("language", "")
    at = options.get("at", "")
    part = part_of_day(index["hours"], at) if at else ANY_HOUR
    if part is None or (language and language != index["languages"][code]):
        return None
    situations = pack.record(index["countries"][code])
    asked = options.get("situation") or (index["greets_as"] if command == "greet" else "")
    cells = pack.record(situations[pack.situation(asked, situations)])
    channel = options.get("channel", "phone")
    return pack.page(cells[f"{command} {form} {channel} {part}"], at)


def plain_stream() -> bool:
    """Whether standard output takes plain UTF-8: no terminal, no forced colour."""
    if sys.stdout is None or sys.stdout.encoding.lower() != "utf-8" or sys.stdout.isatty():
        return False
    return all(os.environ.get(name, "0") in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))


def run() -> None:
    """The console script."""
    from cultureserve import __version__

    pack = os.path.join(os.path.dirname(__file__), "data", "knowledge.pack")  # noqa: PTH118, PTH120 - pathlib costs twice the answer
    content = answer(sys.argv[1:], pack, __version__) if plain_stream() else None
    if content is None:
        from cultureserve.cli import run as long_way

        long_way()
        return
    from cultureserve.streams import CannotWrite, not_written, write_bytes

    try:
        write_bytes(content)
    except CannotWrite as fault:
        os._exit(not_written(fault))
    os._exit(0)  # nothing is left to tidy up, and tidying up takes as long as the answer
