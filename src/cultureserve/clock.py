"""The customer's clock: local time, the light, and the next good moment, out of an almanac. Imports next to nothing.

An instant is a number of seconds since 1970 (UTC), a day a number of days since 1970, a minute one of the local day.
Every plain `brief` comes through here, so there is no datetime: the numbers come from the almanac.
"""

from time import gmtime, localtime, time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Final, NamedTuple

    Almanac = dict[str, Any]
    Json = dict[str, Any]

    class Piece(NamedTuple):
        """A stretch of one local day, from a minute to before another.

        open: the office is; good: nothing speaks against it but what lasts for weeks.
        """

        starts: int
        ends: int
        light: str
        open: bool
        good: bool
        reasons: list[Json]


# Parts of a piece; a NamedTuple would cost its import.
STARTS: "Final" = 0
ENDS: "Final" = 1
LIGHT: "Final" = 2
OPEN: "Final" = 3
GOOD: "Final" = 4
REASONS: "Final" = 5
DAY = 86400
WEEK = 7  # an amber period longer than this does not keep a moment from being the next good one
DAYS_AHEAD = 45  # how far the next good moment is looked for
DATES = 3  # working days that are put into words
AHEAD = (1, 7, 14)  # days from now at which these begin
LIGHTS = ("green", "amber", "red")


class OutOfSpan(ValueError):
    """The almanac does not reach that instant."""


# --- instants and local time ---


def offset_at(zone: "list[Any]", instant: int) -> int:
    """Seconds east of UTC in a zone of an almanac."""
    offset = zone[3][0][1]
    for since, east in zone[3]:
        if since > instant:
            break
        offset = east
    return offset  # type: ignore[no-any-return]


def instant_of(zone: "list[Any]", local: int) -> int:
    """The instant of a local time (seconds since 1970 by the local clock).

    Of a time that comes twice the first is meant; one that is left out is read as if the clock had not
    been put forward.
    """
    around = {offset_at(zone, local - DAY), offset_at(zone, local + DAY)}
    fitting = [local - east for east in around if offset_at(zone, local - east) == east]
    return min(fitting) if fitting else local - offset_at(zone, local - DAY)


def main_zone(almanac: "Almanac") -> "list[Any]":
    """The zone that a local time without an offset is told in: the main one of the country, else the first that is left."""
    zones = almanac["zones"]
    return next((zone for zone in zones if zone[0] == almanac["main"]), zones[0])


def irregular(zone: "list[Any]", local: int) -> bool:
    """Whether a local time comes twice or never."""
    around = {offset_at(zone, local - DAY), offset_at(zone, local + DAY)}
    return sum(offset_at(zone, local - east) == east for east in around) != 1


def local_text(instant: int, offset: int) -> str:
    """ISO 8601 to the minute with its distance from UTC."""
    t = gmtime(instant + offset)
    sign, minutes = ("-", -offset // 60) if offset < 0 else ("+", offset // 60)
    return f"{t.tm_year:04}-{t.tm_mon:02}-{t.tm_mday:02}T{t.tm_hour:02}:{t.tm_min:02}{sign}{minutes // 60:02}:{minutes % 60:02}"


def hhmm(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970 of a date of the Gregorian calendar."""
    year, month = (year - 1, month + 12) if month < 3 else (year, month)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 719469


def parsed(at: str) -> "int | tuple[int] | None":
    """`2026-11-24T10:30`, with seconds, `Z` or an offset if wanted: an instant, or by the customer's own clock in a tuple.

    None if it is no such time.
    """
    digits, rest = at[:4] + at[5:7] + at[8:10] + at[11:13] + at[14:16], at[16:]
    if len(at) < 16 or at[4:14:3] != "--T:" or not (digits.isascii() and digits.isdigit()):
        return None
    year, month, day, hour, minute = int(at[:4]), int(at[5:7]), int(at[8:10]), int(at[11:13]), int(at[14:16])
    seconds = 0
    if rest[:1] == ":" and rest[1:3].isascii() and rest[1:3].isdigit() and len(rest) >= 3:
        seconds, rest = int(rest[1:3]), rest[3:]
    number = day_number(year, month, day) if year and 1 <= month <= 12 else None
    if number is None or gmtime(number * DAY)[:3] != (year, month, day) or hour > 23 or minute > 59 or seconds > 59:
        return None
    moment = number * DAY + hour * 3600 + minute * 60 + seconds
    east = "+00:00" if rest == "Z" else rest
    if not east:
        return (moment,)
    figures = east[1:3] + east[4:]
    if (
        len(east) != 6
        or east[0] not in "+-"
        or east[3] != ":"
        or not (figures.isascii() and figures.isdigit())
        or figures[:2] > "23"
        or figures[2:] > "59"
    ):
        return None
    return moment - (1 if east[0] == "+" else -1) * (int(figures[:2]) * 3600 + int(figures[2:]) * 60)


def now() -> int:
    """This instant."""
    return int(time())


def here_offset(instant: int) -> int:
    """The reader's distance from UTC, by the system; UTC where the system does not know."""
    try:
        return localtime(instant).tm_gmtoff
    except (OverflowError, ValueError, OSError):
        return 0


# --- the light ---


def pieces(almanac: "Almanac", day: int) -> "list[Piece]":
    """One local day cut where the light or its reasons change."""
    weekday = (day + 3) % 7
    whole, hours = _whole_day(almanac, day, weekday)
    lasting = {name for name, first, last, light, *_ in almanac["periods"] if light == "amber" and last - first >= WEEK}
    cuts = {0, 1440, *almanac["night"]}
    if hours:
        cuts |= {minute for minute in hours if minute}
    habits = [h for h in almanac["habits"] if weekday in h[1]]
    for habit in habits:
        cuts |= {habit[2], habit[3]}
    edges = sorted(cuts)
    found: list[Piece] = []
    for starts, ends in zip(edges, edges[1:], strict=False):  # noqa: RUF007 - itertools is one import more
        reasons, is_open = _reasons(almanac, whole, hours, habits, starts)
        light = LIGHTS[max([LIGHTS.index(r["light"]) for r in reasons], default=0)]
        good = is_open and all(r["light"] == "green" or r["id"] in lasting for r in reasons)
        if found and found[-1][LIGHT:] == (light, is_open, good, reasons):
            starts = found.pop()[STARTS]
        found.append((starts, ends, light, is_open, good, reasons))  # type: ignore[arg-type]
    return found


def _reason(name: str, light: str, text: str) -> "Json":
    return {"id": name, "light": light, "text": text}


def _whole_day(almanac: "Almanac", day: int, weekday: int) -> "tuple[list[Json], list[int] | None]":
    """What holds all day, and the office hours of the day, None if they are not known."""
    found, words = [], almanac["words"]
    if day in almanac["holidays"]:
        found.append(_reason(*almanac["holidays"][day]))
    if weekday in almanac["weekend"] and day not in almanac["working"]:
        found.append(_reason("weekend", "red", words["weekend"]))
    hours = almanac["hours"].get(weekday) or (next(iter(almanac["hours"].values()), None) if day in almanac["working"] else None)
    for name, first, last, light, opens, closes, text, days in almanac["periods"]:
        if first <= day <= last and weekday in days:
            found.append(_reason(name, light, text))
            if hours:
                hours = [hours[0] if opens is None else opens, hours[1] if closes is None else closes, *hours[2:]]
    return found, hours


def _reasons(
    almanac: "Almanac", whole: "list[Json]", hours: "list[int] | None", habits: "list[Any]", minute: int
) -> "tuple[list[Json], bool]":
    """Everything against a moment, worst and broadest first, and whether the office is open then."""
    found, words = list(whole), almanac["words"]
    ends, starts = almanac["night"]
    if minute < ends or minute >= starts:
        found.append(_reason("night", "red", words["night"]))
    off = any(r["light"] == "red" for r in found)
    if hours is None:
        return (found if off else [*found, _reason("hours-unknown", "green", words["hours-unknown"])]), not off
    is_open = not off and hours[0] <= minute < hours[1]
    if not off and not is_open:
        found.append(_reason("closed", "amber", words["closed"].format(opens=hhmm(hours[0]), closes=hhmm(hours[1]))))
    if is_open and hours[2] <= minute < hours[3]:
        found.append(_reason("lunch", "amber", words["lunch"]))
    if is_open:
        found += [_reason(name, light, text) for name, _, begins, until, light, text in habits if begins <= minute < until]
    return sorted(found, key=lambda r: -LIGHTS.index(r["light"])), is_open


def walk(almanac: "Almanac", zone: "list[Any]", instant: int) -> "Iterator[tuple[int, int, Piece]]":
    """Time from an instant on, cut where light or reasons change: beginning, end, and what holds. Raises OutOfSpan."""
    if not almanac["since"] <= instant < almanac["until"]:
        raise OutOfSpan(instant)
    changes = [since for since, _ in zone[3]]
    day, cut_day = None, []
    while instant < almanac["until"]:
        local = instant + offset_at(zone, instant)
        if local // DAY != day:
            day = local // DAY
            cut_day = pieces(almanac, day)
        second = local - day * DAY
        piece = next(p for p in cut_day if p[STARTS] * 60 <= second < p[ENDS] * 60)
        ends = instant + piece[ENDS] * 60 - second
        ends = min([ends, *(change for change in changes if instant < change < ends)])
        yield instant, ends, piece
        instant = ends


def ahead(almanac: "Almanac", zone: "list[Any]", instant: int) -> "Iterator[tuple[int, int, Piece]]":
    """The same, as far as the next good moment is looked for; pieces that are alike are not joined."""
    for begins, ends, piece in walk(almanac, zone, instant):
        if begins > instant + DAYS_AHEAD * DAY:
            return
        yield begins, ends, piece


# --- the answer ---


def reading(almanac: "Almanac", at: "int | tuple[int]", light: bool) -> "Json":
    """The `time` of a brief: each zone, grouped by what its clock shows, with its light or when a message is read.

    at: an instant, or, in a tuple, seconds since 1970 by the customer's own clock, which among several zones is that of the main one. Raises OutOfSpan.
    """
    groups: dict[int, list[list[Any]]] = {}
    zones = almanac["zones"]
    if not zones:
        return {"zones": [], "dates": []}
    main = main_zone(almanac)
    instant = instant_of(main, at[0]) if isinstance(at, tuple) else at
    for zone in zones:
        groups.setdefault(offset_at(zone, instant), []).append(zone)
    order = sorted(groups, key=lambda offset: (all(zone is not main for zone in groups[offset]), -len(groups[offset]), -offset))
    shown = [_zone_json(almanac, groups[offset], instant, light) for offset in order]
    return {"zones": shown, "dates": _dates(almanac, (instant + order[0]) // DAY)}


def _dates(almanac: "Almanac", today: int) -> "list[Json]":
    """Working days there, from tomorrow and from later on, in the words of each language that has them."""
    found = [(ahead, day) for ahead in AHEAD for day in _working_days(almanac, today + ahead)]
    return [{"ahead": ahead, **_date(language, words, day)} for language, words in almanac["dates"].items() for ahead, day in found]


def _working_days(almanac: "Almanac", first: int) -> "list[int]":
    """The first few days from that one on on which offices open."""
    days: list[int] = []
    for day in range(first, first + DAYS_AHEAD):
        if len(days) < DATES and any(piece[OPEN] for piece in pieces(almanac, day)):
            days.append(day)
    return days


def _date(language: str, words: "list[Any]", number: int) -> "Json":
    written, weekdays, said, weekdays_said, days_said = words
    year, month, day = gmtime(number * DAY)[:3]
    weekday = (number + 3) % 7
    return {
        "day": f"{year:04}-{month:02}-{day:02}",
        "language": language,
        "text": written.format(weekday=weekdays[weekday], day=day, month=month),
        "sounds": said.format(weekday=weekdays_said[weekday], day=days_said[day - 1]),
    }


def _zone_json(almanac: "Almanac", zones: "list[Any]", instant: int, light: bool) -> "Json":
    zone = zones[0]
    names = [z[2] for z in zones]
    alone = len(zones) == len(almanac["zones"])
    until, good, piece = None, None, None
    for begins, _, then in ahead(almanac, zone, instant):
        piece = piece or then
        if until is None and then[LIGHT:] != piece[LIGHT:]:
            until = begins
        if good is None and then[GOOD if light else OPEN]:
            good = begins
        if until is not None and good is not None:
            break
    if piece is None or until is None:
        raise OutOfSpan(instant)
    if light and piece[GOOD]:
        good = None
    return {
        "zone": zone[0],
        "name": zone[1] if alone else max(names, key=names.count),
        "places": [z[1] for z in zones],
        "local": local_text(instant, offset_at(zone, instant)),
        "light": piece[LIGHT] if light else None,
        "reasons": piece[REASONS],
        "until": local_text(until, offset_at(zone, until)),
        "next_good": None if good is None else local_text(good, offset_at(zone, good)),
        "next_good_here": None if good is None else local_text(good, here_offset(good)),
    }


def hours_shown(time: "Json", asked: bool, scripted: bool) -> "set[str]":
    """The hours (HH:MM) at which the contact may be, by the customer's clocks; by that of the main zone where a script greets, in brackets.

    What is read later counts from when it is read. Where nobody asked for a time and the light is red, nobody is contacted now: the next good moment counts.
    """

    def later(zone: "Json") -> bool:
        return zone["light"] is None or (zone["light"] == "red" and not asked)

    return {
        (zone["next_good"] if zone["next_good"] and later(zone) else zone["local"])[11:16]
        for zone in time["zones"][: 1 if scripted else None]
    }


def part_of_day(parts: "Iterable[tuple[str, str, str]]", times: "set[str]") -> str:
    """The part of the day all times fall in; empty if they differ, or fall in none."""
    parts = list(parts)
    found = {next((name for name, starts, ends in parts if _inside(starts, clock, ends)), "") for clock in times}
    return found.pop() if len(found) == 1 else ""


def _inside(starts: str, clock: str, ends: str) -> bool:
    return starts <= clock < ends if starts <= ends else clock >= starts or clock < ends


# --- as text ---

LONGEST = 80  # characters of a line
MOST_ZONES = 3
DATES_LONGEST = 130  # two lines, whatever a line break leaves empty


def lines(time: "Json", words: "Json", light: str) -> list[str]:
    """The clock at the head of a page: what follows its title, and the lines below it.

    The first zone gives one line, all others share a second; one that does not fit with its reason is counted. What is read later has no such line.
    words: the almanac's; light: what the light is for, empty for a message that is read later.
    """
    if not time["zones"]:
        return [f" · {words['no-zone']}"]
    main, *others = time["zones"]
    found = [f" · {day_shown(main['local'], words)}, {main['local'][11:16]} {main['name']}", cut(outlook(main, words, light), LONGEST)]
    return [*found, _others(others, words)] if others and light else found


def dates(time: "Json", language: str, words: "Json", spoken: bool, ahead: int) -> str:
    """Working days so far ahead as they sound or are written in the customer's language, as many as two lines hold."""
    form, wanted = "sounds" if spoken else "text", (language, ahead)
    found = [f"{day_shown(date['day'], words)}: {date[form]}" for date in time["dates"] if (date["language"], date["ahead"]) == wanted]
    while len(found) > 1 and len(" · ".join(found)) > DATES_LONGEST:
        found.pop()
    return " · ".join(found)


def _others(zones: "list[Json]", words: "Json") -> str:
    """The other zones, as many as a line holds."""
    states = [f"{z['name']} {z['local'][11:16]} {_state(z, words, 1)}" for z in zones]
    for shown in range(min(len(states), MOST_ZONES - 1), -1, -1):
        left = len(states) - shown
        more = words["one-more-zone" if left == 1 else "more-zones"].format(n=left) if left else words["narrow"]
        line = " · ".join([*states[:shown], more])
        if len(line) <= LONGEST:
            break
    return line


def outlook(zone: "Json", words: "Json", light: str) -> str:
    """What the clock means for a contact now; the first reason alone where there is no room for two."""
    if not light:
        return read_when(zone, words)
    end = good_shown(zone, words) if zone["next_good"] else words["until"].format(clock=zone["until"][11:16])
    room = LONGEST - len(f"{light}:  · {end}")
    states = (_state(zone, words, 2), _state(zone, words, 1), cut(_state(zone, words, 1, short=True), room))
    return f"{light}: {next(state for state in states if len(state) <= room)} · {end}"


def _state(zone: "Json", words: "Json", most: int, *, short: bool = False) -> str:
    """The light in words, with at most so many reasons: those of its own colour; short: without what follows a colon, such as a holiday's name."""
    reasons = [r["text"].split(":")[0] if short else r["text"] for r in zone["reasons"] if r["light"] == zone["light"]][:most]
    return str(words[zone["light"]]) + (f" ({'; '.join(reasons)})" if reasons else "")


def good_shown(zone: "Json", words: "Json") -> str:
    good: str = words["better"]
    return good.format(day=day_shown(zone["next_good"], words), clock=zone["next_good"][11:16], here=_by_reader(zone, words))


def _by_reader(zone: "Json", words: "Json") -> str:
    """The next good moment by the reader's clock, with its day where that is another."""
    good, here = zone["next_good"], zone["next_good_here"]
    clock: str = here[11:16]
    return clock if here[:10] == good[:10] else f"{day_shown(here, words).split()[0]} {clock}"


def read_when(zone: "Json", words: "Json") -> str:
    """When a message is likely read, behind what keeps it from being read now: told the other way round it would seem to be said of that day."""
    if not zone["next_good"]:
        return str(words["read-unknown"])
    if zone["next_good"] == zone["local"]:
        return str(words["read-today"])
    reasons = [r["text"] for r in zone["reasons"] if r["light"] != "green"][:1]
    here = _by_reader(zone, words)
    text: str = words["read"].format(day=day_shown(zone["next_good"], words), clock=zone["next_good"][11:16], here=here)
    told = [f"{reason} · {text}" for full in reasons for reason in (full, full.split(":")[0])]
    return next((line for line in told if len(line) <= LONGEST), text)


def day_shown(local: str, words: "Json") -> str:
    """`Tue 24 Nov`."""
    year, month, day = int(local[:4]), int(local[5:7]), int(local[8:10])
    weekday = words["days"][(day_number(year, month, day) + 3) % 7]
    return f"{weekday} {day} {words['months'][month - 1]}"


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
