"""The almanac of a territory: its zones, working week, holidays and periods over some years, as plain objects.

Zones come from tzdata, holidays from `holidays`, ordinary weekends and the names of places from tables made
with CLDR, the rest from calendars.yaml. What comes out is what `clock` reads, so small and plain that
the pack can hold it for every territory; `clock` itself imports nothing.

    code, since, until          the span of the almanac: seconds since 1970 (UTC)
    zones                       [zone, place, common name, [[instant from which it holds, seconds east of UTC] …]] …
    main                        the zone to show first, "" for the one with most places
    weekend                     days of the week, 0 = Monday
    hours                       {day of the week: [opens, closes, lunch begins, lunch ends]}, minutes of the day; {} = not known
    night                       [ends, starts], minutes of the day
    habits                      [id, days of the week, starts, ends, light, text] …
    holidays                    {day: [id, light, text]}, days since 1970
    working                     days on which a weekend is worked
    periods                     [id, first day, last day, light, opens or None, closes or None, text, days of the week] …
    words                       what the lights say, in the reader's language
    scripted                    whether contacts there are told as scripts, which greet by the clock of the main zone
    dates                       {language: [a day in writing, weekdays, how it sounds, how weekdays sound, how days 1 to 31 sound]}
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cultureserve.countries import kept_zones, rows, zone_table
from cultureserve.errors import UsageTrouble, shown
from cultureserve.folding import name_key
from cultureserve.model import DAYS
from cultureserve.sayings import sayings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cultureserve.model import Calendar, DateWords, Guide, Knowledge
    from cultureserve.wording import Words

Almanac = dict[str, Any]
Date = datetime.date

DAY = 86400
EPOCH = Date(1970, 1, 1).toordinal()
FIRST_YEAR, LAST_YEAR = 1970, 2200  # beyond, neither calendars nor clocks mean anything
SATURDAY_SUNDAY = (5, 6)
STEP = 5 * DAY  # no zone changes its offset twice within this
FEWEST_OF = 10  # a holiday in fewer than a tenth of the regions says nothing of the country
FEW_REGIONS = 6  # regions named one by one; more are counted


def make_almanac(knowledge: Knowledge, code: str, years: Iterable[int], words: Words) -> Almanac:
    """The almanac of one territory for whole years (one or more in a row, within FIRST_YEAR … LAST_YEAR)."""
    years = sorted(years)
    calendar = knowledge.calendars.get(code)
    since = _day(Date(years[0], 1, 1)) * DAY
    until = _day(Date(years[-1] + 1, 1, 1)) * DAY
    holidays, working = _holidays(code, years, words)
    return {
        "code": code,
        "since": since,
        "until": until,
        "zones": [[*zone, _offsets(zone.id, since - DAY, until + DAY)] for zone in kept_zones(calendar, code)],
        "main": calendar.zone.main if calendar and calendar.zone else "",
        "weekend": list(weekend(calendar, code)),
        "hours": working_hours(calendar),
        "night": _night(knowledge.guide),
        "habits": [[h.id, days_of(h.days), minutes(h.starts), minutes(h.ends), h.light, words.of(h, "text")] for h in _habits(calendar)],
        "holidays": holidays,
        "working": working,
        "periods": list(_periods(calendar, years, words)),
        "words": sayings(words),
        "scripted": code in knowledge.scripts,
        "dates": {language: [d.written, d.weekdays, d.said, d.weekdays_said, d.days_said] for language, d in _date_words(knowledge, code)},
    }


def _date_words(knowledge: Knowledge, code: str) -> Iterator[tuple[str, DateWords]]:
    """The languages of the country that say how a day is written and said."""
    country = knowledge.countries.get(code)
    for language in country.languages if country else ():
        if language.dates:
            yield language.code, language.dates


# --- zones and weekends ----------------------------------------------------------------------------


def narrowed(almanac: Almanac, city: str, zone: str) -> Almanac:
    """The almanac with only the zones of a city or of an id; raises UsageTrouble with the choice if it has none such."""
    kept, wanted = almanac["zones"], name_key(city)
    if zone:
        kept = [z for z in kept if z[0] == canonical(zone)]
    if city:
        kept = [z for z in kept if wanted in (name_key(z[1]), name_key(z[1].split(",")[0]))]
    if not kept:
        places = ", ".join(z[1] for z in almanac["zones"]) or "none"
        typed = f"--zone: '{shown(zone)}'" if zone else f"--city: '{shown(city)}'"
        raise UsageTrouble("unknown_place", f"{typed} names no zone of {almanac['code']}", f"places that name a zone: {places}")
    return {**almanac, "zones": kept}


def canonical(zone: str) -> str | None:
    """The zone of the zone table meant by a name in any case, old names (Asia/Calcutta) included; None if it is no zone."""
    known = {z.id.lower(): z.id for found in zone_table().values() for z in found}
    known["utc"] = "UTC"
    wanted = zone.strip().lower()
    if wanted not in known:
        from importlib import resources

        for line in resources.files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text("utf-8").splitlines():
            kind, *names = line.split()
            if kind == "L" and names[1].lower() == wanted:
                wanted = names[0].lower()
                break
    return known.get(wanted)


def territory_of(zone: str) -> str | None:
    """The territory a zone belongs to, None if it is no zone of a territory."""
    return next((code for code, found in zone_table().items() if any(zone == z.id for z in found)), None)


def _offsets(zone: str, since: int, until: int) -> list[list[int]]:
    """When the zone changes its distance from UTC, and to what: the changes within a span of seconds."""
    clock = ZoneInfo(zone)

    def offset(instant: int) -> int:
        gap = datetime.datetime.fromtimestamp(instant, clock).utcoffset()
        return int(gap.total_seconds()) if gap is not None else 0

    found = [[since, offset(since)]]
    for start in range(since, until, STEP):
        before, after = start, min(start + STEP, until)
        if offset(after) == found[-1][1]:
            continue
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (before, middle) if offset(middle) != found[-1][1] else (middle, after)
        found.append([after, offset(after)])
    return found


@cache
def _weekends() -> dict[str, tuple[int, ...]]:
    return {code: span(int(first), int(last)) for code, first, last in rows("weekends.tsv")}


def weekend(calendar: Calendar | None, code: str) -> tuple[int, ...]:
    """The days off: by our sources, else what is left of the known working days, else by CLDR."""
    if calendar and calendar.weekend:
        return days_of(calendar.weekend.days)
    if calendar and calendar.hours:
        worked = {day for entry in calendar.hours for day in days_of(entry.days)}
        return tuple(day for day in range(7) if day not in worked)
    return _weekends().get(code, SATURDAY_SUNDAY)


def working_hours(calendar: Calendar | None) -> dict[int, list[int]]:
    """Minutes of opening, closing and lunch by day of the week; no lunch is 0, 0."""
    found = {}
    for entry in calendar.hours if calendar else ():
        lunch = stretch(entry.lunch) if entry.lunch else (0, 0)
        for day in days_of(entry.days):
            found[day] = [minutes(entry.opens), minutes(entry.closes), *lunch]
    return found


def _night(guide: Guide) -> list[int]:
    return [minutes(guide.night.ends), minutes(guide.night.starts)]


def _habits(calendar: Calendar | None) -> Iterable[Any]:
    return calendar.habits.values() if calendar else ()


# --- holidays --------------------------------------------------------------------------------------


def _holidays(code: str, years: Sequence[int], words: Words) -> tuple[dict[int, list[str]], list[int]]:
    """Public holidays as {day: [id, light, text]}, and the days worked in exchange. Regional ones are amber."""
    from holidays import country_holidays, list_supported_countries

    supported = list_supported_countries(include_aliases=False)
    if code not in supported:
        return {}, []
    asked: dict[str, Any] = {"years": years, "language": f"{words.language}_US" if words.language == "en" else words.language}
    kinds = country_holidays(code).supported_categories
    national = country_holidays(code, **asked)
    found = {_day(day): ["holiday", "red", words.page("public holiday: {name}", name=name)] for day, name in national.items()}
    if "half_day" in kinds:
        for day, name in country_holidays(code, categories=("half_day",), **asked).items():
            found.setdefault(_day(day), ["half-holiday", "amber", words.page("half holiday: {name}", name=name)])
    regions = supported[code]
    regional: dict[tuple[int, str], list[str]] = {}
    for region in regions:
        for day, name in country_holidays(code, subdiv=region, **asked).items():
            if day not in national:
                regional.setdefault((_day(day), name), []).append(region)
    for (number, name), where in sorted(regional.items(), key=lambda x: -len(x[1])):
        if len(where) * FEWEST_OF < len(regions):
            continue
        listed = " ".join(where) if len(where) <= FEW_REGIONS else words.page("{n} of {all} regions", n=len(where), all=len(regions))
        found.setdefault(number, ["regional-holiday", "amber", words.page("holiday in {regions}: {name}", regions=listed, name=name)])
    worked = (day for day in getattr(national, "weekend_workdays", ()) if day.year in years)
    return dict(sorted(found.items())), sorted(map(_day, worked))


# --- periods ---------------------------------------------------------------------------------------


def _periods(calendar: Calendar | None, years: Sequence[int], words: Words) -> Iterator[list[Any]]:
    for period in calendar.periods.values() if calendar else ():
        if period.dates:
            hours = [minutes(text) if text else None for text in (period.opens, period.closes)]
            for first, last in spans(period.dates, years):
                yield [
                    period.id,
                    _day(first),
                    _day(last),
                    period.light,
                    *hours,
                    words.of(period, "name"),
                    days_of(period.days or "Mon-Sun"),
                ]


def spans(dates: str, years: Sequence[int]) -> list[tuple[Date, Date]]:
    """The spans of days that touch the years; `dates` as model.DATES_ABOUT says, ValueError if it is not."""
    start, end = parsed(dates)
    around = range(years[0] - 1, years[-1] + 2)
    begins = sorted(day for year in around for day in start.days(year))
    finishes = sorted(day for year in around for day in end.days(year))
    found = []
    for first in begins:
        last = next((day for day in finishes if day >= first), None)
        if last and first.year <= years[-1] and last.year >= years[0]:
            found.append((first, last))
    return found


class Anchor:
    """A day that comes back every year, by the calendar it belongs to."""

    def __init__(self, name: str, shift: int) -> None:
        self.name, self.shift = name, datetime.timedelta(shift)

    def days(self, year: int) -> list[Date]:
        return [day + self.shift for day in self._days(year)]

    def _days(self, year: int) -> list[Date]:
        if self.name in MOVING:
            return list(MOVING[self.name](year))
        month, *rest = self.name.split("-")
        if len(rest) == 1:
            last = (Date(year + month.startswith("12"), int(month) % 12 + 1, 1) - datetime.timedelta(1)).day
            return [Date(year, int(month), min(int(rest[0]), last))]
        weekday, n = DAYS.index(rest[0].capitalize()), self.name.split(rest[0] + "-")[1]
        return [nth_weekday(year, int(month), weekday, int(n))]


def nth_weekday(year: int, month: int, weekday: int, n: int) -> Date:
    """The n-th such day of the week in a month; from the end if n is negative."""
    if n > 0:
        first = Date(year, month, 1)
        return first + datetime.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = Date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)
    return last - datetime.timedelta((last.weekday() - weekday) % 7 + 7 * (-n - 1))


NAMES = ("easter", "orthodox-easter", "ramadan", "eid-al-fitr", "eid-al-adha", "lunar-new-year", "mid-autumn", "qingming", "diwali")
ANCHOR = re.compile(
    rf"({'|'.join(NAMES)}|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2])-(?:{'|'.join(DAYS).lower()})-(?:[1-5]|-1))([+-]\d+)?"
)


def parsed(dates: str) -> tuple[Anchor, Anchor]:
    """First and last day of a period; ValueError if the text is not understood."""
    anchors = []
    for part in dates.split(".."):
        match = ANCHOR.fullmatch(part.strip())
        if not match:
            raise ValueError(part)
        anchors.append(Anchor(match[1], int(match[2] or 0)))
    if len(anchors) > 2:
        raise ValueError(dates)
    return anchors[0], anchors[-1]


def _easter(method: int) -> Any:
    def days(year: int) -> list[Date]:
        from dateutil.easter import easter

        return [easter(year, method)]

    return days


def _islamic(name: str) -> Any:
    def days(year: int) -> list[Date]:
        from holidays.calendars.islamic import _IslamicLunar  # the library has no public way to ask for Ramadan

        found = getattr(_IslamicLunar(), f"{name}_dates")(year)
        return sorted({day for day, _estimated in found if day.year == year})

    return days


def _lunar(module: str, calendar: str, name: str) -> Any:
    def days(year: int) -> list[Date]:
        import importlib

        found, _estimated = getattr(getattr(importlib.import_module(f"holidays.calendars.{module}"), calendar)(), f"{name}_date")(year)
        return [found] if found else []

    return days


MOVING = {
    "easter": _easter(3),  # western, of dateutil
    "orthodox-easter": _easter(2),
    "ramadan": _islamic("ramadan_beginning"),
    "eid-al-fitr": _islamic("eid_al_fitr"),
    "eid-al-adha": _islamic("eid_al_adha"),
    "lunar-new-year": _lunar("chinese", "_ChineseLunisolar", "lunar_new_year"),
    "mid-autumn": _lunar("chinese", "_ChineseLunisolar", "mid_autumn"),
    "qingming": _lunar("chinese", "_ChineseLunisolar", "qingming"),
    "diwali": _lunar("hindu", "_HinduLunisolar", "diwali_india"),
}


# --- days and minutes ------------------------------------------------------------------------------


def _day(date: Date) -> int:
    """Days since 1970."""
    return date.toordinal() - EPOCH


def span(first: int, last: int) -> tuple[int, ...]:
    """Days of the week from first to last, across Sunday if need be."""
    return tuple((first + n) % 7 for n in range((last - first) % 7 + 1))


def days_of(text: str) -> tuple[int, ...]:
    """`Mon-Fri`, `Sat` or `Mon Wed` as numbers, 0 = Monday; ValueError if it is neither."""
    found: list[int] = []
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        found += span(DAYS.index(first), DAYS.index(last or first))
    if not found:
        raise ValueError(text)
    return tuple(found)


def minutes(text: str) -> int:
    """`HH:MM` as minutes of the day, 24:00 included; ValueError if it is not."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", text):
        raise ValueError(text)
    return int(text[:2]) * 60 + int(text[3:])


def stretch(text: str) -> tuple[int, int]:
    """`HH:MM-HH:MM` as minutes; ValueError if it is not, or ends before it begins."""
    starts, _, ends = text.partition("-")
    if minutes(starts) >= minutes(ends):
        raise ValueError(text)
    return minutes(starts), minutes(ends)
