"""The straight path: plain uses of `brief` and `greet`, answered from the pack before anything is imported.

A command line is plain if it is one of these two commands and options with values, each once, whose values the
pack knows. It is then answered by looking up the finished page; everything else (help, errors, other
options, a terminal, a checkout without a pack) goes the long way, through Typer. Both give the
same bytes, which tests ask for. There is no branch on content here.
"""

import os
import sys

from cultureserve.packfile import ANY_HOUR, PATH, Pack

VALUES = {
    "--country": "country", "-c": "country", "--situation": "situation", "-s": "situation", "--channel": "channel",
    "--language": "language", "--at": "at", "--format": "format", "--color": "color",
}  # fmt: skip
FLAGS = {"--json": "json", "--no-pager": "no_pager"}
COMMANDS = ("brief", "greet")
ASKED_BY_NAME = {"list": 2, "show": 3}  # commands answered by name, and how many words they take
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


def find_country(pack: Pack, typed: str) -> str:
    """The code of a packed country; KeyError if the pack does not know it by that name."""
    if typed.isascii() and len(typed) <= 3:
        return pack.index["codes"][typed.upper()]  # type: ignore[no-any-return]
    if not typed.replace(" ", "").isalpha() or typed != typed.strip():
        raise KeyError(typed)
    from cultureserve.folding import name_key

    return pack.record(pack.index["names"])[name_key(typed)]  # type: ignore[no-any-return]


def find_situation(pack: Pack, typed: str, situations: dict[str, object]) -> str:
    """The id of a situation; KeyError if the pack does not know it by that name."""
    if typed in situations:
        return typed
    from cultureserve.folding import word_key

    return pack.record(pack.index["situations"])[word_key(typed)]  # type: ignore[no-any-return]


def plain_request(arguments: list[str]) -> dict[str, str] | None:
    """The options of a plain use of brief or greet, with the command and the form of the answer; else None."""
    options = plain_options(arguments[1:]) if arguments and arguments[0] in COMMANDS else None
    if options is None or options.get("color", "auto") not in ("auto", "always", "never"):
        return None
    form = form_of(options)
    return {**options, "command": arguments[0], "form": form} if form else None


def form_of(options: dict[str, str]) -> str | None:
    """text or json; None if another form is asked for, or two at once."""
    form = options.get("format", "json" if "json" in options else "text")
    return None if form not in ("text", "json") or ("json" in options and form != "json") else form


def looked_up(path: str, version: str, options: dict[str, str], answer: str = "") -> bytes | None:
    """The finished answer to a request, None if the pack has none; `answer` names another than the one asked for."""
    try:
        pack = Pack(path, version)
        code = find_country(pack, options["country"])
        language, at = options.get("language", ""), options.get("at", "")
        part = part_of_day(pack.index["hours"], at) if at else ANY_HOUR
        if part is None or (language and language != pack.index["languages"][code]):
            return None
        situations = pack.record(pack.index["countries"][code])
        asked = options.get("situation") or (pack.index["greets_as"] if options["command"] == "greet" else "")
        cells = pack.record(situations[find_situation(pack, asked, situations)])
        wanted = answer or f"{options['command']} {options['form']}"
        return pack.page(cells[f"{wanted} {options.get('channel', 'phone')} {part}"], at)
    except (OSError, ValueError, KeyError):
        return None


def answer(arguments: list[str], path: str, version: str) -> bytes | None:
    """What a pipe gets for a command line, None if it must go the long way."""
    if arguments in (["--version"], ["-V"]):
        return f"cultureserve {version}\n".encode()
    if arguments and arguments[0] in ASKED_BY_NAME:
        return by_name(arguments, path, version)
    options = plain_request(arguments)
    return looked_up(path, version, options) if options and options.get("color") != "always" else None


def by_name(arguments: list[str], path: str, version: str) -> bytes | None:
    """The finished answer to a plain `list WHAT` or `show KIND NAME`."""
    words = ASKED_BY_NAME[arguments[0]]
    options = plain_options(arguments[words:])
    if options is None or options.keys() - {"json", "format", "no_pager", "color"} or options.get("color", "auto") not in ("auto", "never"):
        return None
    form = form_of(options)
    if form is None or len(arguments) < words:
        return None
    try:
        pack = Pack(path, version)
        named = list(arguments[:words])
        if named[1] == "country":
            named[2] = find_country(pack, named[2])
        return pack.page(pack.record(pack.index["answers"])[" ".join([*named, form])], "")
    except (OSError, ValueError, KeyError):
        return None


def page(arguments: list[str], path: str, version: str) -> list[object] | None:
    """What a terminal gets: the sections of the page, made from the JSON in the pack; None for the long way."""
    options = plain_request(arguments)
    if not options or options["form"] != "text":
        return None
    content = looked_up(path, version, options, "brief json")
    if content is None:
        return None
    import json

    from cultureserve.page import Layout, laid_out
    from cultureserve.wording import Words

    made = json.loads(content)
    if options["command"] == "greet":
        return [*Layout(made, Words(), pronounced=True).greeting()]
    return [*laid_out(made, Words())]


def plain_stream() -> bool:
    """Whether standard output takes plain UTF-8: no terminal, no forced colour."""
    if sys.stdout is None or sys.stdout.encoding.lower() != "utf-8" or sys.stdout.isatty():
        return False
    return all(os.environ.get(name, "0") in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))


def run() -> None:
    """The console script."""
    from cultureserve import __version__

    arguments = sys.argv[1:]
    content = answer(arguments, PATH, __version__) if plain_stream() else None
    if content is not None:
        leave_with(content)
    sections = page(arguments, PATH, __version__) if sys.stdout is not None and sys.stdout.isatty() else None
    if sections is None:
        from cultureserve.cli import run as long_way

        long_way()
    else:
        present(sections, arguments)


def leave_with(content: bytes) -> None:
    """Writes and ends at once: nothing is left to tidy up, and tidying up takes as long as the answer."""
    from cultureserve.streams import CannotWrite, not_written, write_bytes

    try:
        write_bytes(content)
    except CannotWrite as fault:
        os._exit(not_written(fault))
    os._exit(0)


def present(sections: list[object], arguments: list[str]) -> None:
    """Shows a page on the terminal as the long way would."""
    from cultureserve import screen
    from cultureserve.streams import CannotWrite, not_written

    options = plain_request(arguments) or {}
    try:
        screen.present(sections, color=options.get("color", "auto"), pager="no_pager" not in options)  # type: ignore[arg-type]
    except CannotWrite as fault:
        sys.exit(not_written(fault))
    except KeyboardInterrupt:
        sys.exit(130)
