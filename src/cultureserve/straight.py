"""The straight path: plain uses of `brief` and `greet`, answered from the pack before anything is imported.

A command line is plain if it is one of these two commands and options with values, each once, whose values the
pack knows. It is then answered by looking up the finished page; everything else (help, errors, other
options, a terminal, a checkout without a pack) goes the long way, through Typer. Both give the
same bytes, which tests ask for. There is no branch on content here.
"""

import os
import sys

from cultureserve import clock, plainjson
from cultureserve.packfile import ANY_HOUR, PATH, Pack

VALUES = {
    "--country": "country", "-c": "country", "--situation": "situation", "-s": "situation", "--channel": "channel",
    "--language": "language", "--at": "at", "--format": "format", "--color": "color",
}  # fmt: skip
FLAGS = {"--json": "json", "--no-pager": "no_pager"}
COMMANDS = ("brief", "greet")
ASKED_BY_NAME = {"list": 2, "show": 3}  # commands answered by name, and how many words they take


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
        language, channel = options.get("language", ""), options.get("channel", "phone")
        if language and language != pack.index["languages"][code]:
            return None
        almanac, (light, spoken) = pack.record(pack.index["almanacs"][code]), pack.index["channels"][channel]
        moment = moment_of(almanac, options.get("at", ""))
        if moment is None:
            return None
        told = clock.reading(almanac, moment, bool(light))
        situations = pack.record(pack.index["countries"][code])
        asked = options.get("situation") or (pack.index["greets_as"] if options["command"] == "greet" else "")
        situation = find_situation(pack, asked, situations)
        cells = pack.record(situations[situation])
        days = clock.dates(told, pack.index["languages"][code], almanac["words"], spoken, pack.index["ahead"][situation])
        wanted = answer or f"{options['command']} {options['form']}"
        part = (
            clock.part_of_day(pack.index["hours"], clock.hours_shown(told, bool(options.get("at")), bool(almanac["scripted"]))) or ANY_HOUR
        )
        return pack.page(
            cells[f"{wanted} {channel} {part}"],
            *fillings(wanted, options.get("at"), told, clock.lines(told, almanac["words"], light), days),
        )
    except (OSError, ValueError, KeyError):
        return None


def moment_of(almanac: dict[str, object], at: str) -> "int | tuple[int] | None":
    """The time asked for, or now; None if it is no time, or one that the customer's clock shows twice or never."""
    if not at:
        return clock.now()
    moment = clock.parsed(at)
    if isinstance(moment, tuple) and almanac["zones"] and clock.irregular(clock.main_zone(almanac), moment[0]):
        return None
    return moment


def fillings(form: str, at: str | None, told: dict[str, object], head: list[str], days: str) -> tuple[bytes, bytes, bytes]:
    """What belongs into the holes of a packed page."""
    if form.endswith("json"):
        return plainjson.dumps(at).encode(), plainjson.dumps(told, 1).encode(), b""
    return b"", "\n".join(head).encode(), days.encode()


def answer(arguments: list[str], path: str, version: str) -> bytes | None:
    """What a pipe gets for a command line, None if it must go the long way."""
    if arguments in (["--version"], ["-V"]):
        return f"cultureserve {version}\n".encode()
    if arguments and arguments[0] in ASKED_BY_NAME:
        return by_name(arguments, path, version)
    if arguments and arguments[0] == "complete":
        return completed(arguments[1:], path, version)
    if arguments and arguments[0] == "why":
        return reasons(arguments, path, version)
    if arguments and arguments[0] == "search":
        return hits(arguments[1:], path, version)
    options = plain_request(arguments)
    return looked_up(path, version, options) if options and options.get("color") != "always" else None


def completed(arguments: list[str], path: str, version: str) -> bytes | None:
    """The candidates for TAB."""
    from cultureserve import completion

    try:
        pack = Pack(path, version)
        return completion.answer(arguments, pack.record(pack.index["completion"])).encode()
    except (OSError, ValueError, KeyError):
        return None


def reasons(arguments: list[str], path: str, version: str) -> bytes | None:
    """Why a line stands on a page: made as the long way makes it, without the command line."""
    options = plain_options(arguments[2:])
    if (
        options is None
        or options.keys() - {"country", "situation", "channel", "json", "format", "no_pager"}
        or not options.keys() >= {"country", "situation"}
    ):
        return None
    form = form_of(options)
    try:
        pack = Pack(path, version)
        country = find_country(pack, options["country"])
        situation = find_situation(pack, options["situation"], pack.record(pack.index["countries"][country]))
        channel = options.get("channel", "phone")
        if form is None or channel not in pack.index["channels"]:
            return None
        from cultureserve import finding, render
        from cultureserve.brief import Maker
        from cultureserve.countries import territories
        from cultureserve.model import Request
        from cultureserve.unpacking import unpack
        from cultureserve.wording import Words

        request = Request(country=country, situation=situation, channel=channel)
        maker = Maker(unpack(path, version), territories()[country], request, Words())
        if arguments[1] not in finding.ids(maker.knowledge, country):
            return None
        reason = finding.why(maker, arguments[1])
        return (render.as_json(reason) if form == "json" else render.plain(finding.reason_page(reason))).encode()
    except (OSError, ValueError, KeyError):
        return None


def hits(words: list[str], path: str, version: str) -> bytes | None:
    """The lines that hold all the words: found as the long way finds them."""
    wanted = [word for word in words if word != "--json"]
    if not wanted or len(words) - len(wanted) > 1 or any(word.startswith("-") or not word.strip() for word in wanted):
        return None
    from cultureserve.searching import as_line, holding

    try:
        pack = Pack(path, version)
        found = holding(pack.record(pack.index["lines"]), " ".join(wanted))
    except (OSError, ValueError, KeyError):
        return None
    if not found:
        return None
    if "--json" in words:
        return (plainjson.dumps([{"kind": kind, "id": name, "text": text} for kind, name, text in found]) + "\n").encode()
    return "".join(as_line(row).rstrip() + "\n" for row in found).encode()


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
        return pack.page(pack.record(pack.index["answers"])[" ".join([*named, form])])
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

    from cultureserve.pages import laid_out, laid_out_greeting
    from cultureserve.wording import Words

    made = json.loads(content)
    return [*(laid_out_greeting if options["command"] == "greet" else laid_out)(made, Words())]


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
        go_the_long_way()
    else:
        present(sections, arguments)


def go_the_long_way() -> None:
    """Through the option parser. In a bare checkout it may be missing: then a plain page without its clock, if that can be."""
    try:
        from cultureserve.cli import run as long_way
    except ModuleNotFoundError as missing:
        if not missing.name or missing.name.startswith("cultureserve"):
            raise
        go_without(missing.name, sys.argv[1:])
    else:
        long_way()


def go_without(package: str, arguments: list[str]) -> None:
    """Says in one line which package is not installed, and how to get it; what can be had without it, is."""
    from cultureserve import bare
    from cultureserve.errors import Trouble
    from cultureserve.status import Exit

    options = plain_request(arguments)
    try:
        content = bare.page(options) if options else None
    except Trouble as trouble:
        sys.stderr.write(f"error: {trouble.message}\n" + (f"  {trouble.hint}\n" if trouble.hint else ""))
        sys.exit(trouble.exit_status)
    kind, loss = ("error", "") if content is None else ("note", ": no local time")
    sys.stderr.write(f"{kind}: the package '{package}' is not installed{loss}\n")
    sys.stderr.write("  install cultureserve with what it needs, from its folder: python -m pip install .\n")
    sys.stderr.flush()
    if content is None:
        sys.exit(Exit.UNAVAILABLE)
    leave_with(content)


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
