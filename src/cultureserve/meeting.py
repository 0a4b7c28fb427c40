"""When to be in contact: the stretches of time that are good for everybody, as data, picture and calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve import clock
from cultureserve.page import Line, Section
from cultureserve.sayings import sayings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cultureserve.wording import Words

Json = dict[str, Any]

SCHEMA_VERSION = 1
HALF_HOUR = 1800
MARKS = {"green": "█", "amber": "▒", "red": "·"}
NAME = 20  # columns of a name left of its strip
MOST_SHOWN = 12  # windows on a page


def parties(almanacs: Iterable[Json]) -> list[Json]:
    """Everybody whose day counts: each territory by each group of its zones that agree all along."""
    found = []
    for almanac in almanacs:
        groups: dict[str, list[Any]] = {}
        for zone in almanac["zones"]:
            groups.setdefault(str([since for since in zone[3] if since[0] > almanac["since"]] + [zone[3][0][1]]), []).append(zone)
        found += [{"almanac": almanac, "zone": group[0], "zones": group} for group in groups.values()]
    return found


def good_times(party: Json, since: int, until: int) -> list[tuple[int, int]]:
    """The stretches from an instant to another that are good for one party."""
    found: list[tuple[int, int]] = []
    for begins, ends, piece in clock.walk(party["almanac"], party["zone"], since):
        if begins >= until:
            break
        if piece[clock.GOOD]:
            begins = found.pop()[0] if found and found[-1][1] == begins else begins
            found.append((begins, min(ends, until)))
    return found


def shared(times: Sequence[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """What all lists of stretches have in common."""
    common = times[0] if times else []
    for other in times[1:]:
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in other if max(a, c) < min(b, d)]
    return common


def plan(everybody: Sequence[Json], since: int, days: int, here: Json | None) -> Json:
    """The windows of the coming days in which everybody can be reached, and how each party's day looks now.

    here: the reader's party, None to show times by the system's clock. Raises clock.OutOfSpan.
    """
    until = since + days * clock.DAY
    windows = shared([good_times(party, since, until) for party in everybody])
    return {
        "schema_version": SCHEMA_VERSION,
        "since": clock.local_text(since, 0),
        "days": days,
        "parties": [_party_json(party, since, here) for party in everybody],
        "windows": [_window_json(everybody, begins, ends, here) for begins, ends in windows],
    }


def _here(here: Json | None, instant: int) -> str:
    return clock.local_text(instant, clock.offset_at(here["zone"], instant) if here else clock.here_offset(instant))


def _there(party: Json, instant: int) -> str:
    return clock.local_text(instant, clock.offset_at(party["zone"], instant))


def _party_json(party: Json, since: int, here: Json | None) -> Json:
    """A party and its lights, half hour by half hour, over the reader's day in which `since` falls."""
    almanac, zone = party["almanac"], party["zone"]
    told = clock.reading({**almanac, "zones": party["zones"]}, since, True)["zones"][0]
    names = [z[2] for z in party["zones"]]
    several = len({z[2] for z in almanac["zones"]}) > 1
    return {
        "country": almanac["code"],
        "zone": zone[0],
        "name": max(names, key=names.count) if several else zone[1],
        "places": [z[1] for z in party["zones"]],
        "local": told["local"],
        "light": told["light"],
        "reasons": told["reasons"],
        "hours_known": bool(almanac["hours"]),
        "you": party is here,
    }


def _window_json(everybody: Sequence[Json], begins: int, ends: int, here: Json | None) -> Json:
    there = [{"zone": p["zone"][0], "starts": _there(p, begins), "ends": _there(p, ends)} for p in everybody]
    return {
        "starts": clock.local_text(begins, 0),
        "ends": clock.local_text(ends, 0),
        "here": [_here(here, begins), _here(here, ends)],
        "there": there,
    }


# --- as a picture ---


def pictured(made: Json, everybody: Sequence[Json], since: int, here: Json | None, words: Words) -> list[Section]:
    """A strip of 24 hours for every party, aligned on the reader's clock, and the windows in words."""
    page, said = words.page, sayings(words)
    midnight = _midnight(here, _instant(made["windows"][0]["starts"]) if made["windows"] else since)
    day = clock.day_shown(_here(here, midnight), said)
    ruler = "".join(f"{hour:<6}" for hour in range(0, 24, 3))
    lines = [Line(f"{page('your clock'):<{NAME}}{ruler}".rstrip())]
    for party, shown in zip(everybody, made["parties"], strict=True):
        lines.append(Line(f"{_label(shown):<{NAME}}{strip(party, midnight)} {_there(party, midnight)[11:16]}"))
    lines.append(Line(f"{page('all'):<{NAME}}{_marked(made['windows'], midnight)}".rstrip(), kind="strong"))
    legend = page("{green} good  {amber} rather not  {red} closed or night; behind each strip, local time at your midnight", **MARKS)
    return [
        Section("", [Line(page("Good times for all, {day} by your clock", day=day), kind="strong"), *lines, Line(legend, kind="gloss")]),
        Section(page("WINDOWS"), _window_lines(made, words)),
        Section(page("NOW"), [Line(f"{_label(shown)}: {_now(shown, said)}") for shown in made["parties"]]),
    ]


def _label(shown: Json) -> str:
    return clock.cut(f"{shown['country']} {shown['name']}", NAME - 1)


def _instant(text: str) -> int:
    """The instant of a time with an offset."""
    return clock.parsed(text)  # type: ignore[return-value]


def _midnight(here: Json | None, instant: int) -> int:
    """The reader's last midnight before an instant."""
    text = _here(here, instant)
    return instant - (int(text[11:13]) * 3600 + int(text[14:16]) * 60) - instant % 60


def strip(party: Json, midnight: int) -> str:
    """48 marks, each the light at the beginning of a half hour."""
    marks: list[str] = []
    for begins, ends, piece in clock.walk(party["almanac"], party["zone"], midnight):
        if len(marks) >= 48:
            break
        mark = MARKS["green"] if piece[clock.GOOD] else MARKS["red" if piece[clock.LIGHT] == "red" else "amber"]
        while len(marks) < 48 and begins <= midnight + len(marks) * HALF_HOUR < ends:
            marks.append(mark)
    return "".join(marks)


def _marked(windows: Iterable[Json], midnight: int) -> str:
    spans = [(_instant(w["starts"]), _instant(w["ends"])) for w in windows]
    moments = [midnight + n * HALF_HOUR for n in range(48)]
    return "".join("▲" if any(a <= m < b for a, b in spans) else " " for m in moments)


def _window_lines(made: Json, words: Words) -> list[Line]:
    page, said = words.page, sayings(words)
    if not made["windows"]:
        return [Line(page("none in {days} days fits everybody; more --days, or --city and --zone, may find one", days=made["days"]))]
    lines = []
    for window in made["windows"][:MOST_SHOWN]:
        begins, ends = window["here"]
        there = [
            f"{shown['name']} {_weekday(t['starts'], begins, said)}{t['starts'][11:16]}-{t['ends'][11:16]}"
            for shown, t in zip(made["parties"], window["there"], strict=True)
            if not shown["you"]
        ]
        lines.append(Line(f"{clock.day_shown(begins, said)} {begins[11:16]}-{ends[11:16]} = {', '.join(there)}"))
    left = len(made["windows"]) - MOST_SHOWN
    return lines + ([Line(page("and {n} more: --json", n=left))] if left > 0 else [])


def _weekday(there: str, here: str, said: Json) -> str:
    return "" if there[:10] == here[:10] else clock.day_shown(there, said).split()[0] + " "


def _now(shown: Json, said: Json) -> str:
    reasons = "; ".join(r["text"] for r in shown["reasons"])
    return f"{clock.day_shown(shown['local'], said)}, {shown['local'][11:16]}: {said[shown['light']]}" + (
        f" ({reasons})" if reasons else ""
    )


# --- as a calendar file ---


def calendar_file(made: Json, words: Words) -> str:
    """One iCalendar file with an event for each window (RFC 5545)."""
    from datetime import datetime

    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//cultureserve//when//EN")
    calendar.add("version", "2.0")
    names = ", ".join(dict.fromkeys(shown["name"] for shown in made["parties"] if not shown["you"]))
    for window in made["windows"]:
        event = Event()
        event.add("uid", f"{window['starts']}-{'-'.join(shown['zone'] for shown in made['parties'])}@cultureserve".replace("/", "."))
        event.add("summary", words.page("Good time for {names}", names=names))
        event.add("dtstamp", datetime.fromisoformat(made["since"]))
        event.add("dtstart", datetime.fromisoformat(window["starts"]))
        event.add("dtend", datetime.fromisoformat(window["ends"]))
        there = (
            f"{shown['name']}: {t['starts'][11:16]}-{t['ends'][11:16]}" for shown, t in zip(made["parties"], window["there"], strict=True)
        )
        event.add("description", "\n".join(there))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
