"""The command line: options in, one call, print, exit. No knowledge in it."""

import inspect
import itertools
import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cultureserve import arguments, clock, streams
from cultureserve.completion import COMPLETE
from cultureserve.errors import DataTrouble, Trouble, UsageTrouble, shown
from cultureserve.status import MEANINGS, Exit

HOME_PAGE = "https://github.com/cultureserve/cultureserve"
FORMATS = ("text", "markdown", "json")
MORE_FORMATS = {"when": ("ics",)}
LONGEST_LOOK = 60  # days
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
        "Offline, every claim with its source.\n\n"
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
    str,
    typer.Option(
        "--at", metavar="TIME", help="When, as 2026-11-24T10:30; local time there (in the main zone) unless it ends in an offset."
    ),
]
City = Annotated[str, typer.Option("--city", metavar="CITY", help="Where a country has several time zones: a city that names one.")]
ZoneOption = Annotated[str, typer.Option("--zone", metavar="ZONE", help="The customer's time zone, such as America/Manaus.")]
Phone = Annotated[
    str, typer.Option("--phone", metavar="NUMBER", help="The customer's number: gives country and time zone; it is not kept or shown.")
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
        sink = Sink(**{name: values.pop(name) for name in EVERYWHERE}, more_formats=MORE_FORMATS.get(function.__name__, ()))
        raise typer.Exit(function(sink=sink, **values))

    run.__signature__ = inspect.Signature([*(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *common])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *common)}
    run.__doc__ = function.__doc__
    _example, purpose, *_ = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    app.command(function.__name__.removesuffix("_command"), short_help=purpose.replace("\n", " "))(run)
    return run


class Sink:
    """Where an answer goes, and in what form."""

    def __init__(self, format: str, json: bool, color: str, no_pager: bool, data: str, more_formats: tuple[str, ...]) -> None:
        if json and format not in ("text", "json"):
            raise UsageTrouble("contradiction", f"--json and --format {shown(format)} contradict each other", "give one")
        self.format = "json" if json else pick("--format", format, (*FORMATS, *more_formats))
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

    def almanac(self, knowledge: Any, words: Any, code: str, *moments: Any) -> Any:
        """The almanac of a territory that reaches the moments: the packed one, else made for their years."""
        from cultureserve import __version__, packfile

        instants = [moment[0] if isinstance(moment, tuple) else moment for moment in moments]
        if self.folder is None:
            try:
                pack = packfile.Pack(packfile.PATH, __version__)
                almanac = pack.record(pack.index["almanacs"][code])
                if all(almanac["since"] + clock.DAY <= i < almanac["until"] - clock.DAYS_AHEAD * clock.DAY for i in instants):
                    return almanac
            except (OSError, ValueError, KeyError):
                pass
        from cultureserve.almanac import FIRST_YEAR, LAST_YEAR, make_almanac

        years = [time.gmtime(i).tm_year for i in instants]
        if not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
            raise UsageTrouble("bad_time", f"no calendar reaches the year {years[0]}", f"a year from {FIRST_YEAR} to {LAST_YEAR}")
        return make_almanac(knowledge, code, range(min(years) - 1, max(years) + 2), words)

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


def moment(text: str) -> Any:
    """The instant asked for, or the time by the customer's own clock; now if none. Raises UsageTrouble if it is no time."""
    found = clock.parsed(text) if text else clock.now()
    if found is None:
        raise UsageTrouble("bad_time", f"--at: '{shown(text)}' is no time", "for instance 2026-11-24T10:30 or 2026-11-24T10:30+09:00")
    return found


def request_of(knowledge: Any, country: str, situation: str, channel: str, language: str, full: bool = False) -> tuple[Any, Any]:
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
        full=full,
    )
    return found.territory, request


def called_at(country: str, phone: str) -> tuple[str, Any]:
    """The country meant by --country or, without it, by the number; and where the number is, None without one."""
    if not phone:
        if not country:
            raise UsageTrouble("usage", "--country is missing", "for instance --country JP")
        return country, None
    from cultureserve.countries import find_country, territories
    from cultureserve.telephone import place_of

    place = place_of(phone, find_country(country).territory.code if country else "")
    streams.complain(f"note: the number belongs to {territories()[place.code].name}")
    return country or place.code, place


def told_by_calendars(instant: int) -> bool:
    """Whether there are calendars for the year of an instant."""
    from cultureserve.almanac import FIRST_YEAR, LAST_YEAR

    return FIRST_YEAR <= time.gmtime(instant).tm_year <= LAST_YEAR


def clock_of(sink: Sink, knowledge: Any, words: Any, code: str, when: Any, place: Any, city: str, zone: str) -> Any:
    """The almanac of where the customer is: the country's, unless a number or a zone says another; narrowed as asked."""
    if place:
        code = place.code
    if zone:
        from cultureserve.almanac import canonical, territory_of

        named = canonical(zone)
        code = (named and territory_of(named)) or code
    almanac = sink.almanac(knowledge, words, code, when)
    if place and not (city or zone):
        almanac = {**almanac, "zones": [z for z in almanac["zones"] if z[0] in place.zones]}
    if city or zone:
        from cultureserve.almanac import narrowed

        almanac = narrowed(almanac, city, zone)
    return almanac


def timed(sink: Sink, knowledge: Any, words: Any, request: Any, at: str, place: Any, city: str, zone: str) -> tuple[Any, Any]:
    """The request with the hour where the customer is, and what the customer's clock says."""
    import dataclasses

    when = moment(at)
    if not at and not told_by_calendars(when):
        streams.complain(f"note: the clock of this computer says {time.gmtime(when).tm_year}: no local time")
        return request, None
    almanac = clock_of(sink, knowledge, words, request.country, when, place, city, zone)
    if isinstance(when, tuple):
        there = clock.main_zone(almanac) if almanac["zones"] else None
        if there and clock.irregular(there, when[0]):
            streams.complain(f"note: the clocks of {there[1]} change then, so that time comes twice or never; read as before the change")
    light = knowledge.guide.channels[request.channel].light
    told = clock.reading(almanac, when, bool(light))
    parts = [(part.id, part.starts, part.ends) for part in knowledge.guide.hours.values()]
    return dataclasses.replace(request, at=at, hour=clock.part_of_day(parts, clock.hours_shown(told, bool(at), almanac["scripted"]))), told


@command
def brief(
    sink: Sink, situation: SituationOption, country: Country = "", channel: ChannelOption = "phone", language: LanguageOption = "",
    at: At = "", city: City = "", zone: ZoneOption = "", phone: Phone = "", full: Full = False, why: Why = False,
) -> int:  # fmt: skip
    """cultureserve brief --country JP --situation complaint

    The page for one contact: how to address and open, what to say and in what order, what the
    customer's words may mean, what to avoid, how to close. Placeholders such as [surname] are yours
    to fill in.
    """
    from cultureserve.brief import make_brief
    from cultureserve.page import why as reasons
    from cultureserve.pages import laid_out

    knowledge, words = sink.knowledge(), sink.words()
    country, place = called_at(country, phone)
    territory, request = request_of(knowledge, country, situation, channel, language, full)
    request, told = timed(sink, knowledge, words, request, at, place, city, zone)
    made = make_brief(knowledge, territory, request, words, told)
    return sink.send(made, lambda: laid_out(made, words) + ([reasons(made, words)] if why else []))


@command
def greet(
    sink: Sink, country: Country = "", situation: SituationOption = "", channel: ChannelOption = "phone",
    language: LanguageOption = "", at: At = "", city: City = "", zone: ZoneOption = "", phone: Phone = "",
) -> int:  # fmt: skip
    """cultureserve greet --country DE --channel email

    Address and opening only.
    """
    from cultureserve.brief import greeting, make_brief
    from cultureserve.pages import laid_out_greeting

    knowledge, words = sink.knowledge(), sink.words()
    situation = situation or knowledge.guide.greets_as
    country, place = called_at(country, phone)
    territory, request = request_of(knowledge, country, situation, channel, language)
    request, told = timed(sink, knowledge, words, request, at, place, city, zone)
    made = make_brief(knowledge, territory, request, words, told)
    return sink.send(greeting(made), lambda: laid_out_greeting(made, words))


@command
def when(
    sink: Sink,
    country: Annotated[list[str] | None, typer.Option("--country", "-c", metavar="COUNTRY", help="May be given several times.")] = None,
    here: Annotated[str, typer.Option("--here", metavar="ZONE", help="Your own time zone; your working day then counts too.")] = "",
    city: City = "", zone: ZoneOption = "", phone: Phone = "",
    days: Annotated[str, typer.Option("--days", metavar="N", help="How many days to look ahead, 1 to 60.")] = "7",
    at: At = "",
) -> int:  # fmt: skip
    """cultureserve when --country JP --country DE --here America/New_York

    The next times that are good for everybody: as a picture, as JSON, or with --format ics as one
    calendar file. Office hours, lunch, weekends, holidays and habits are those of the brief.
    """
    from cultureserve import meeting
    from cultureserve.countries import find_country

    knowledge, words = sink.knowledge(), sink.words()
    if not (days.isascii() and days.isdigit() and 1 <= int(days[:4]) <= LONGEST_LOOK):
        raise UsageTrouble("bad_value", f"--days: '{shown(days)}' is no number of days", f"1 to {LONGEST_LOOK}")
    asked = [find_country(name) for name in country or []]
    for notice in (found.notice for found in asked if found.notice):
        streams.complain(f"note: {notice}")
    codes = list(dict.fromkeys(found.territory.code for found in asked))
    _, place = called_at("".join(codes[:1]), phone)
    if place and place.code not in codes:
        codes.append(place.code)
    instant = moment(at)
    ends = (instant[0] if isinstance(instant, tuple) else instant) + int(days) * clock.DAY
    almanacs = []
    for code in codes:
        almanac = sink.almanac(knowledge, words, code, instant, ends)
        if place and place.code == code:
            almanac = {**almanac, "zones": [z for z in almanac["zones"] if z[0] in place.zones]}
        almanacs.append(almanac)
    if city or zone:
        almanacs = narrowed_one(almanacs, city, zone)
    since = clock.instant_of(clock.main_zone(almanacs[0]), instant[0]) if isinstance(instant, tuple) and almanacs[0]["zones"] else instant
    everybody = meeting.parties(almanacs)
    if not everybody or not isinstance(since, int):
        raise UsageTrouble("no_zone", f"nobody lives in {', '.join(codes)}: there is no time zone", "give another country")
    you = reader(sink, knowledge, words, here, since, ends)
    everybody += [you] if you else []
    made = meeting.plan(everybody, since, int(days), you)
    if sink.format == "ics":
        streams.write(meeting.calendar_file(made, words))
        return Exit.DONE
    return sink.send(made, lambda: meeting.pictured(made, everybody, since, you, words))


def narrowed_one(almanacs: list[Any], city: str, zone: str) -> list[Any]:
    """The almanacs, of which the one that has the city or the zone is narrowed to it."""
    from cultureserve.almanac import narrowed

    fault = None
    for n, almanac in enumerate(almanacs):
        try:
            return [*almanacs[:n], narrowed(almanac, city, zone), *almanacs[n + 1 :]]
        except UsageTrouble as trouble:
            fault = fault or trouble
    raise fault or UsageTrouble("usage", "--country is missing", "for instance --country JP")


def reader(sink: Sink, knowledge: Any, words: Any, here: str, since: int, ends: int) -> Any:
    """The reader as a party of a meeting, None if no zone is given."""
    if not here:
        return None
    from cultureserve import meeting
    from cultureserve.almanac import canonical, narrowed, territory_of

    zone = canonical(here)
    code = zone and territory_of(zone)
    if not zone or not code:
        raise UsageTrouble("unknown_zone", f"--here: '{shown(here)}' is no time zone of a country", "for instance Europe/Berlin")
    return meeting.parties([narrowed(sink.almanac(knowledge, words, code, since, ends), "", zone)])[0]


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
    from cultureserve import finding

    hits = finding.search(sink.knowledge(), " ".join(text))
    if not hits:
        streams.complain(f"nothing found for '{shown(' '.join(text))}'")
        return sink.send([], list) if sink.format == "json" else Exit.DONE
    return sink.send([hit._asdict() for hit in hits], lambda: finding.hit_page(hits))


@command
def why(
    sink: Sink,
    line: Annotated[str, typer.Argument(metavar="ID", help="Id of a note, move, sign, warning, ending or law.")],
    country: Country, situation: SituationOption, channel: ChannelOption = "phone",
) -> int:  # fmt: skip
    """cultureserve why jp-complaint-hear-out --country JP --situation complaint

    Why a line stands on a page, or why it does not.
    """
    from cultureserve import finding
    from cultureserve.brief import Maker

    knowledge, words = sink.knowledge(), sink.words()
    territory, request = request_of(knowledge, country, situation, channel, "")
    pick("ID", line, finding.ids(knowledge, territory.code))
    reason = finding.why(Maker(knowledge, territory, request, words), line)
    return sink.send(reason, lambda: finding.reason_page(reason))


@command
def measure(
    sink: Sink,
    kind: Annotated[str, typer.Argument(metavar="MEASURE", help="csat, nps, retention, cltv, referral or lost-customer.")],
    numbers: Annotated[str, typer.Option("--numbers", metavar="LIST", help="csat, nps: the answers, such as 9,10,3.")] = "",
    csv: Annotated[str, typer.Option("--csv", metavar="FILE", help="csat, nps: a CSV file with the answers …")] = "",
    column: Annotated[str, typer.Option("--column", metavar="NAME", help="… and the name of their column.")] = "",
    start: Annotated[str, typer.Option("--start", metavar="N", help="retention: customers at the start.")] = "",
    end: Annotated[str, typer.Option("--end", metavar="N", help="retention: customers at the end.")] = "",
    new: Annotated[str, typer.Option("--new", metavar="N", help="retention, referral: customers won in the period.")] = "",
    revenue: Annotated[str, typer.Option("--revenue", metavar="N", help="cltv: revenue a customer brings in a year.")] = "",
    years: Annotated[str, typer.Option("--years", metavar="N", help="cltv, lost-customer: years as a customer.")] = "",
    margin: Annotated[str, typer.Option("--margin", metavar="PERCENT", help="cltv: margin, if the profit is wanted.")] = "",
    referred: Annotated[str, typer.Option("--referred", metavar="N", help="referral: new customers who were sent.")] = "",
    weekly_spend: Annotated[str, typer.Option("--weekly-spend", metavar="N", help="lost-customer: what they spend in a week.")] = "",
    people_told: Annotated[str, typer.Option("--people-told", metavar="N", help="lost-customer: people who hear of it.")] = "",
) -> int:
    """cultureserve measure lost-customer --weekly-spend 22 --years 10 --people-told 16

    A measure of the guide, computed step by step, with its formula, what misleads in it, and its source.
    """
    from cultureserve import measures

    pick("MEASURE", kind, tuple(measures.MEASURES))
    knowledge, words = sink.knowledge(), sink.words()
    typed = {
        "start": start, "end": end, "new": new, "revenue": revenue, "years": years, "margin": margin, "referred": referred,
        "weekly_spend": weekly_spend, "people_told": people_told,
    }  # fmt: skip
    if bool(csv) != bool(column) or (csv and numbers):
        raise UsageTrouble(
            "usage", "--csv and --column belong together, without --numbers", "for instance --csv answers.csv --column score"
        )
    found = None
    if measures.MEASURES[kind].numbers and csv:
        found = measures.column(kind, Path(csv), column)
    elif measures.MEASURES[kind].numbers and numbers:
        found = measures.answers(kind, numbers)
    elif csv or numbers:
        found = []
    made = measures.compute(knowledge, kind, {name: value for name, value in typed.items() if value}, found, words)
    return sink.send(made, lambda: measures.result_page(made, words))


@command
def reflect(
    sink: Sink,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="nonverbal.")],
    answers: Annotated[str, typer.Option("--answers", metavar="LIST", help="One for each question: yes, no or unsure, with commas.")] = "",
) -> int:
    """cultureserve reflect nonverbal --answers yes,no,unsure,yes

    A self-check: asks its questions one by one, or takes --answers, and says what to work on.
    """
    from cultureserve import measures

    knowledge, words = sink.knowledge(), sink.words()
    checks = knowledge.guide.reflections
    pick("WHAT", what, tuple(checks))
    replies = [reply.strip().lower() for reply in answers.split(",")] if answers else ask(checks[what], words)
    made = measures.reflected(knowledge, what, replies, words)
    return sink.send(made, lambda: measures.reflection_page(made, words))


def ask(reflection: Any, words: Any) -> list[str]:
    """The replies to the questions of a self-check, typed one by one; the questions go to standard error."""
    from cultureserve.measures import REPLIES

    short = {reply[0]: reply for reply in REPLIES}
    replies = []
    streams.complain(words.of(reflection, "about"))
    for n, question in enumerate(reflection.questions, 1):
        streams.complain(f"{n} {words.of(question, 'ask')} [{'/'.join(REPLIES)}]")
        while (typed := sys.stdin.readline() if sys.stdin else "") and typed.strip().lower() not in (*REPLIES, *short):
            streams.complain(f"one of: {', '.join(REPLIES)}")
        if not typed:
            raise UsageTrouble("usage", "no more answers", f"--answers {','.join(['yes'] * len(reflection.questions))}")
        replies.append(short.get(typed.strip().lower(), typed.strip().lower()))
    return replies


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


@app.command("completion", short_help="The script for TAB in bash, zsh or fish.")
def completion_command(shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> None:
    """cultureserve completion bash >> ~/.bashrc

    The script for TAB in bash, zsh or fish.
    """
    from cultureserve.completion import SCRIPTS

    streams.write(SCRIPTS[pick("completion", shell, tuple(SCRIPTS))])


def completions(knowledge: Any) -> Any:
    """The table of what TAB offers."""
    from cultureserve import about, completion
    from cultureserve.countries import language_name, territories

    guide = knowledge.guide
    countries = {code: territories()[code].name for code in (*knowledge.countries, *territories())}
    values: dict[str, dict[str, str]] = {
        "--country": countries, "-c": countries,
        "--situation": {s.id: s.name for s in guide.situations.values()}, "-s": {s.id: s.name for s in guide.situations.values()},
        "--channel": {c.id: c.name for c in guide.channels.values()}, "--language": {code: language_name(code) for code in knowledge.phrases},
        "--format": dict.fromkeys((*FORMATS, *MORE_FORMATS["when"]), ""), "--color": dict.fromkeys(COLOURS, ""),
    }  # fmt: skip
    shells = dict.fromkeys(completion.SCRIPTS, "")
    first = {
        "list": dict.fromkeys(about.LISTS, ""),
        "show": dict.fromkeys(about.KINDS, ""),
        "help": dict.fromkeys(commands(), ""),
        "completion": shells,
    }
    return completion.table(commands(), values, first)


def complete(given: Sequence[str]) -> int:
    """Answers TAB without a pack. Whatever goes wrong, it says nothing: the user is typing."""
    from cultureserve import completion
    from cultureserve.loading import load
    from cultureserve.packfile import data_folder

    try:
        streams.write(completion.answer([*given], completions(load(data_folder()))))
    except Exception:
        return Exit.DONE
    return Exit.DONE


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
        if words[0] == COMPLETE:
            return complete(words[1:])
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
