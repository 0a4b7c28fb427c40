"""The command line: options in, one call, print, exit. No knowledge in it."""

import inspect
import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cultureserve import arguments, streams
from cultureserve.errors import DataTrouble, Trouble, UsageTrouble, shown
from cultureserve.status import MEANINGS, Exit

HOME_PAGE = "https://github.com/cultureserve/cultureserve"
FORMATS = ("text", "markdown", "json")
COLOURS = ("auto", "always", "never")

app = typer.Typer(
    name="cultureserve",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=(
        "cultureserve brief --country JP --situation complaint\n\n"
        "One page that makes you better at exactly this contact with a customer in another country. "
        "Offline, the same every time, every claim with its source.\n\n"
        f"Report a fault or correct a country: {HOME_PAGE}"
    ),
)

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, markdown or json.")]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never page, however long the answer.")]
Data = Annotated[str, typer.Option("--data", metavar="DIR", help="Another knowledge base, a folder like data/.")]
EVERYWHERE = {"format": (Format, "text"), "json": (Json, False), "color": (Color, "auto"), "no_pager": (NoPager, False), "data": (Data, "")}
EVERYWHERE_WRITTEN = {"--format": True, "--json": False, "--color": True, "--no-pager": False, "--data": True}

Country = Annotated[str, typer.Option("--country", "-c", metavar="COUNTRY", help="JP, jpn, Japan, Japon, 日本, ja-JP, 🇯🇵 or +81.")]
SituationOption = Annotated[
    str,
    typer.Option("--situation", "-s", metavar="SITUATION", help="complaint, 'late order', invoice …; see 'cultureserve list situations'."),
]
ChannelOption = Annotated[str, typer.Option("--channel", metavar="CHANNEL", help="phone, video, email, chat or in-person.")]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="LANGUAGE", help="The customer's, where a country has several: ja, de, en …")
]
At = Annotated[
    str, typer.Option("--at", metavar="TIME", help="When, as 2026-11-24T10:30; the customer's local time unless it ends in an offset.")
]
Full = Annotated[bool, typer.Option("--full", help="Everything that fits, not only one page.")]
Why = Annotated[bool, typer.Option("--why", help="For every line, the facts that chose it and its sources.")]


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Makes a function a command with the options every command has; it returns its exit status.

    The function receives those options as one `Sink` named `sink`.
    """
    signature = inspect.signature(function)
    own = [p for p in signature.parameters.values() if p.name != "sink"]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in EVERYWHERE.items()
    ]

    def run(**values: Any) -> None:
        sink = Sink(**{name: values.pop(name) for name in EVERYWHERE})
        raise typer.Exit(function(sink=sink, **values))

    run.__signature__ = inspect.Signature([*(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *common])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *common)}
    run.__doc__ = function.__doc__
    _example, purpose, *_ = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    app.command(function.__name__.removesuffix("_command"), short_help=purpose.replace("\n", " "))(run)
    return run


class Sink:
    """Where an answer goes, and in what form."""

    def __init__(self, format: str, json: bool, color: str, no_pager: bool, data: str) -> None:
        if json and format not in ("text", "json"):
            raise UsageTrouble("contradiction", f"--json and --format {shown(format)} contradict each other", "give one")
        self.format = "json" if json else pick("--format", format, FORMATS)
        self.color = pick("--color", color, COLOURS)
        self.pager = not no_pager
        self.folder = Path(data) if data else None

    def knowledge(self) -> Any:
        """From the folder asked for; else from the pack, if this is an installed package; else from the checkout."""
        from cultureserve import __version__, packfile
        from cultureserve.unpacking import unpack

        if self.folder is None:
            try:
                return unpack(packfile.PATH, __version__)
            except (OSError, ValueError, KeyError):
                pass  # no pack, or not one of this version: the YAML beside it says the same
        from cultureserve.loading import load

        return load(self.folder or packfile.data_folder())

    def words(self) -> Any:
        from cultureserve.wording import Words

        return Words()

    def send(self, answer: Any, sections: Callable[[], Any]) -> int:
        """The answer as JSON, or its sections as text or Markdown."""
        from cultureserve import render, screen

        if self.format == "json":
            streams.write(render.as_json(answer))
        elif self.format == "markdown":
            streams.write(render.markdown(sections()))
        else:
            screen.present(sections(), color=self.color, pager=self.pager)
        return Exit.DONE


def pick(option: str, value: str, allowed: Sequence[str]) -> str:
    """`value` if it is allowed; otherwise the nearest allowed one in the complaint."""
    if value in allowed:
        return value
    raise UsageTrouble("bad_value", f"{option} has no value '{shown(value)}'", near(value, allowed))


def near(value: str, allowed: Sequence[str]) -> str:
    import difflib

    close = difflib.get_close_matches(value.lower(), allowed, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else "one of: " + ", ".join(allowed[:12])


def moment(text: str) -> str:
    """A time as strict ISO 8601, unchanged; raises UsageTrouble if it is none."""
    try:
        if text and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", text, re.ASCII):
            raise ValueError
        if text:
            datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise UsageTrouble(
            "bad_time", f"--at: '{shown(text)}' is no time", "for instance 2026-11-24T10:30 or 2026-11-24T10:30+09:00"
        ) from None
    return text


def request_of(knowledge: Any, country: str, situation: str, channel: str, language: str, at: str, full: bool) -> tuple[Any, Any]:
    """The territory and the request meant; says on standard error how a name was understood, if that needs saying."""
    from cultureserve.countries import find_country, language_names
    from cultureserve.model import Request
    from cultureserve.situations import find_situation

    found = find_country(country)
    if found.notice:
        streams.complain(f"note: {found.notice}")
    named = {name.lower(): code for code, name in language_names().items()}
    code = named.get(language.lower(), language)
    if code and code not in language_names():
        raise UsageTrouble("unknown_language", f"unknown language '{shown(language)}'", near(language, sorted(knowledge.phrases)))
    request = Request(
        country=found.territory.code,
        situation=find_situation(knowledge.guide, situation).id,
        channel=pick("--channel", channel, tuple(knowledge.guide.channels)),
        language=code,
        at=moment(at),
        full=full,
    )
    return found.territory, request


@command
def brief(
    sink: Sink, country: Country, situation: SituationOption, channel: ChannelOption = "phone", language: LanguageOption = "",
    at: At = "", full: Full = False, why: Why = False,
) -> int:  # fmt: skip
    """cultureserve brief --country JP --situation complaint

    The page for one contact: how to address and open, what to say and in what order, what the
    customer's words may mean, what to avoid, how to close. Placeholders such as [surname] are yours
    to fill in.
    """
    from cultureserve.brief import make_brief
    from cultureserve.page import laid_out
    from cultureserve.page import why as reasons

    knowledge, words = sink.knowledge(), sink.words()
    territory, request = request_of(knowledge, country, situation, channel, language, at, full)
    made = make_brief(knowledge, territory, request, words)
    return sink.send(made, lambda: laid_out(made, words) + ([reasons(made, words)] if why else []))


@command
def greet(
    sink: Sink, country: Country, situation: SituationOption = "", channel: ChannelOption = "phone",
    language: LanguageOption = "", at: At = "",
) -> int:  # fmt: skip
    """cultureserve greet --country DE --channel email

    Address and opening only.
    """
    from cultureserve.brief import greeting, make_brief
    from cultureserve.page import Layout

    knowledge, words = sink.knowledge(), sink.words()
    situation = situation or knowledge.guide.greets_as
    territory, request = request_of(knowledge, country, situation, channel, language, at, full=False)
    made = make_brief(knowledge, territory, request, words)
    return sink.send(greeting(made), lambda: Layout(made, words, pronounced=True).greeting())


@command
def show(
    sink: Sink,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="country, situation, strategy or source.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name or id.")],
) -> int:
    """cultureserve show country JP

    Everything known of one country, situation, strategy or source.
    """
    from cultureserve import about
    from cultureserve.countries import find_country
    from cultureserve.situations import find_situation

    pick("KIND", kind, about.KINDS)
    knowledge, words = sink.knowledge(), sink.words()
    if kind == "country":
        name = find_country(name).territory.code
    elif kind == "situation":
        name = find_situation(knowledge.guide, name).id
    else:
        pick(kind, name, tuple(knowledge.guide.strategies if kind == "strategy" else knowledge.sources))
    return sink.send(about.shown(knowledge, kind, name), lambda: about.page(knowledge, kind, name, words))


@command
def list_command(
    sink: Sink,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="countries, situations, strategies, languages or sources.")],
) -> int:
    """cultureserve list situations

    What there is to ask for.
    """
    from cultureserve import about

    pick("WHAT", what, about.LISTS)
    rows = about.rows(sink.knowledge(), what, sink.words())
    return sink.send(rows, lambda: about.list_page(rows))


@command
def search(sink: Sink, text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words that must all occur.")]) -> int:
    """cultureserve search invoice

    Lines of the knowledge in which all the words occur.
    """
    from cultureserve.finding import search as find
    from cultureserve.page import Line, Section

    hits = find(sink.knowledge(), " ".join(text))
    if not hits:
        streams.complain(f"nothing found for '{shown(' '.join(text))}'")
        return sink.send([], list) if sink.format == "json" else Exit.DONE
    lines = [Line(f"{hit.kind}: {hit.id}: {hit.text if len(hit.text) < 160 else hit.text[:157] + '…'}") for hit in hits]
    return sink.send([hit._asdict() for hit in hits], lambda: [Section("", lines)])


@command
def why(
    sink: Sink,
    line: Annotated[str, typer.Argument(metavar="ID", help="Id of a note, move, sign, warning or ending.")],
    country: Country, situation: SituationOption, channel: ChannelOption = "phone",
) -> int:  # fmt: skip
    """cultureserve why jp-complaint-hear-out --country JP --situation complaint

    Why a line stands on a page, or why it does not.
    """
    from cultureserve import finding
    from cultureserve.brief import Maker
    from cultureserve.page import Line, Section

    knowledge, words = sink.knowledge(), sink.words()
    territory, request = request_of(knowledge, country, situation, channel, "", "", full=False)
    pick("ID", line, finding.ids(knowledge, territory.code))
    reason = finding.why(Maker(knowledge, territory, request, words), line)
    return sink.send(reason, lambda: [Section("", [Line(text) for text in explained(reason)])])


def explained(reason: dict[str, Any]) -> list[str]:
    outcome = reason["outcome"] + (f" to {reason['to']}" if reason["to"] else "")
    lines = [f"{reason['id']}: {outcome}" + (f" (slot {reason['slot']})" if reason["slot"] else "")]
    for c in reason["conditions"]:
        verdict = "holds" if c["holds"] else "fails"
        lines.append(f"  {verdict}: {c['fact']} is {c['found'] or 'unknown'}, wanted {' or '.join(c['wanted'])}")
        lines += [f"    {s['source']}: {s['says']}" for s in c["sources"]]
    if reason["derived"]:
        lines.append(f"  derived from: {', '.join(reason['derived'])}")
    return lines + [f"  {s['source']}: {s['says']}" for s in reason["sources"]]


@command
def check(sink: Sink) -> int:
    """cultureserve check --data my-data

    Proofread the knowledge: claims without sources, unknown fields, verdicts on peoples …
    Ends with status 1 if there are findings.
    """
    from cultureserve.checks import check as proofread
    from cultureserve.packfile import data_folder
    from cultureserve.page import Line, Section

    findings = proofread(sink.folder or data_folder())
    summary = f"{len(findings)} findings" if findings else "nothing to complain about"
    sink.send([f._asdict() for f in findings], lambda: [Section("", [*(Line(str(f)) for f in findings), Line(summary)])])
    return Exit.PROBLEMS if findings else Exit.DONE


@app.command("help", short_help="Help on a command, or on the exit codes.")
def help_command(topic: Annotated[str, typer.Argument(metavar="[COMMAND]", help="A command, or exit-codes.")] = "") -> None:
    """cultureserve help brief

    Help on a command, or on the exit codes.
    """
    if topic == "exit-codes":
        streams.write("".join(f"{code:>3}  {meaning}\n" for code, meaning in MEANINGS.items()))
        return
    if topic:
        pick("help", topic, (*commands(), "exit-codes"))
    typer.main.get_command(app).main([*([topic] if topic else []), "--help"], prog_name="cultureserve", standalone_mode=False)


def commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def version(wanted: bool) -> None:
    if wanted:
        from cultureserve import __version__

        streams.write(f"cultureserve {__version__}\n")
        raise typer.Exit


@app.callback()
def everything(
    version_: Annotated[
        bool, typer.Option("--version", "-V", callback=version, is_eager=True, help="The version, and nothing else.")
    ] = False,
) -> None:
    pass


def main(given: Sequence[str] | None = None) -> int:
    """Runs one command line; returns its exit status. Never lets a traceback reach the user."""
    words = list(sys.argv[1:] if given is None else given)
    try:
        if not words:
            streams.complain("usage: cultureserve brief --country JP --situation complaint\n'cultureserve --help' lists all commands.")
            return Exit.USAGE
        tidied = arguments.tidy(words, commands(), EVERYWHERE_WRITTEN)
        done = typer.main.get_command(app).main(tidied, prog_name="cultureserve", standalone_mode=False)
        return done if isinstance(done, int) else Exit.DONE
    except streams.CannotWrite as fault:
        return streams.not_written(fault)
    except Trouble as trouble:
        return report(trouble, words)
    except typer.TyperException as fault:
        return report(usage_trouble(fault), words)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as fault:  # the last resort: a fault of ours, said in one line
        if os.environ.get("CULTURESERVE_DEBUG"):
            raise
        streams.complain(
            f"error: a fault in cultureserve: {type(fault).__name__}: {shown(str(fault))}\n  please report it: {HOME_PAGE}/issues"
        )
        return Exit.BUG


def usage_trouble(fault: Any) -> UsageTrouble:
    """A complaint of the option parser in our own words, with what may have been meant."""
    message = re.sub(r"\s+", " ", getattr(fault, "format_message", lambda: str(fault))()).rstrip(".")
    wrong = getattr(fault, "option_name", None)
    hint = "see 'cultureserve --help'"
    if wrong and (context := getattr(fault, "ctx", None)):
        allowed = [name for p in context.command.params for name in getattr(p, "opts", ()) if name.startswith("--")]
        message, hint = f"no option '{shown(wrong)}'", near(wrong, allowed)
    elif match := re.search(r"No such command '(.*?)'", message):
        message, hint = f"no command '{shown(match[1])}'", near(match[1], tuple(commands()))
    return UsageTrouble("usage", message if len(message) < 200 else message[:199] + "…", hint)


def report(trouble: Trouble, words: Sequence[str]) -> int:
    """One complaint on standard error, as JSON where JSON was asked for."""
    as_json = "--json" in words or "--format=json" in words or ("--format", "json") in itertools.pairwise(words)
    if as_json:
        complaint = {"code": trouble.code, "message": trouble.message, "hint": trouble.hint}
        streams.complain(json.dumps({"error": complaint}, ensure_ascii=True))
    else:
        more = f" (and {len(trouble.findings) - 1} more)" if isinstance(trouble, DataTrouble) and len(trouble.findings) > 1 else ""
        streams.complain(f"error: {trouble.message}{more}" + (f"\n  {trouble.hint}" if trouble.hint else ""))
    return trouble.exit_status


def run() -> None:
    """The console script."""
    sys.exit(main())
