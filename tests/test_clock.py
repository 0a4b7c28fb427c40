"""The customer's clock: local time, lights, next good moments; every territory, every trap of clocks and calendars."""

from __future__ import annotations

import datetime
import itertools
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, calendar, environment, run, whole
from cultureserve import almanac, clock, countries, plainjson
from cultureserve.page import INDENT, MARGIN, PAGE_COLUMNS
from cultureserve.wording import Words
from cultureserve.wrapping import wrapped_height

YEARS = (2025, 2026, 2027)
TERRITORIES = sorted(countries.territories())


def zones(code: str) -> list[countries.Zone]:
    """Those people go by."""
    return countries.kept_zones(whole().calendars.get(code), code)


EVERY_ZONE = [(code, zone) for code in TERRITORIES for zone in zones(code)]
SINCE = clock.day_number(2025, 6, 1) * clock.DAY
UNTIL = clock.day_number(2027, 6, 1) * clock.DAY


def instant(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text).timestamp())


def zone_of(code: str, zone: str = "") -> list[object]:
    return next(z for z in calendar(code)["zones"] if z[0] == zone or not zone)


def reading(code: str, at: str, light: bool = True) -> dict:
    moment = clock.parsed(at)
    assert moment is not None
    return clock.reading(calendar(code), moment, light)


def light(code: str, at: str, n: int = 0) -> tuple[str, set[str]]:
    """The light of the n-th group of zones at a local time, and the ids of its reasons."""
    told = reading(code, at)["zones"][n]
    return told["light"], {r["id"] for r in told["reasons"]}


# --- local time -------------------------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EVERY_ZONE), st.integers(SINCE, UNTIL))
def test_local_time_is_what_zoneinfo_says(place: tuple[str, countries.Zone], moment: int) -> None:
    code, zone = place
    wanted = datetime.datetime.fromtimestamp(moment, ZoneInfo(zone.id))
    found = clock.local_text(moment, clock.offset_at(zone_of(code, zone.id), moment))
    assert found == wanted.isoformat(timespec="minutes")


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EVERY_ZONE), st.integers(SINCE, UNTIL))
def test_a_local_time_comes_back(place: tuple[str, countries.Zone], moment: int) -> None:
    """Unless the clock shows it twice or never."""
    zone = zone_of(place[0], place[1].id)
    local = moment + clock.offset_at(zone, moment)
    if not clock.irregular(zone, local):
        assert clock.instant_of(zone, local) == moment


def test_gaps_and_overlaps() -> None:
    berlin = zone_of("DE", "Europe/Berlin")
    gap, overlap, plain = (clock.parsed(f"2026-{t}")[0] for t in ("03-29T02:30", "10-25T02:30", "07-01T02:30"))  # type: ignore[index]
    assert [clock.irregular(berlin, t) for t in (gap, overlap, plain)] == [True, True, False]
    assert clock.instant_of(berlin, gap) == instant("2026-03-29T01:30+00:00")  # shown as 03:30
    assert clock.instant_of(berlin, overlap) == instant("2026-10-25T00:30+00:00")  # the first of the two


@given(st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2199, 12, 31)))
def test_days_are_counted_as_the_calendar_does(when: datetime.datetime) -> None:
    assert clock.day_number(when.year, when.month, when.day) == (when.date() - datetime.date(1970, 1, 1)).days


@given(st.text("0123456789-T:+Z ", max_size=26))
def test_only_times_are_times(text: str) -> None:
    found = clock.parsed(text)
    if found is not None:
        as_python = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        if isinstance(found, tuple):
            assert as_python.tzinfo is None
            assert found[0] == (as_python - datetime.datetime(1970, 1, 1)).total_seconds()
        else:
            assert found == as_python.timestamp()


@pytest.mark.parametrize(
    "text",
    ["2026-02-29T10:00", "2026-13-01T10:00", "2026-00-10T10:00", "2026-11-24", "2026-11-24T24:00", "2026-11-24T10:60", "2026-11-24 10:00",
     "2026-11-24T10:00+9:00", "2026-11-24T10:00+24:00", "2026-11-24T10:00:60", "tomorrow", "", "٢٠٢٦-11-24T10:00", "0000-01-01T00:00"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert clock.parsed(text) is None


# --- every territory ---------------------------------------------------------------------------------


def test_every_territory_answers_or_says_that_nobody_lives_there() -> None:
    empty = [code for code in TERRITORIES if not reading(code, "2026-11-24T10:30+00:00")["zones"]]
    assert empty == ["BV", "HM"]
    for code in empty:
        assert clock.lines({"zones": []}, calendar(code)["words"], "call now") == [" · nobody lives there: no time zone"]


def test_no_zone_is_taken_for_all() -> None:
    """A territory whose clocks differ shows every one of them."""
    for code in TERRITORIES:
        told = reading(code, "2026-11-24T10:30+00:00")["zones"]
        offsets = {ZoneInfo(z.id).utcoffset(datetime.datetime(2026, 11, 24, 10, 30)) for z in zones(code)}
        assert len(told) == len({z["local"] for z in told}) == len(offsets)
        assert sorted(p for z in told for p in z["places"]) == sorted(z.place for z in zones(code))


def test_a_time_without_an_offset_is_that_of_the_main_zone() -> None:
    """One moment, told in the zone that the territory is first known by; the others show what their clocks show then."""
    for code in TERRITORIES:
        if not zones(code):
            continue
        local = reading(code, "2026-11-24T14:30")["zones"]
        assert local[0]["local"].startswith("2026-11-24T14:30")
        assert len({datetime.datetime.fromisoformat(zone["local"]).astimezone(datetime.UTC) for zone in local}) == 1


def test_unknown_hours_are_said_and_not_invented() -> None:
    bare = next(code for code in TERRITORIES if code not in whole().calendars and len(countries.zones(code)) == 1)
    plain = clock.reading({**calendar(bare), "holidays": {}}, clock.parsed("2026-11-24T10:30"), True)["zones"][0]  # type: ignore[arg-type]
    assert (plain["light"], [r["id"] for r in plain["reasons"]]) == ("green", ["hours-unknown"])
    assert light(bare, "2026-11-24T03:30")[0] == "red"
    colours = {piece[2] for day in range(20000, 20400) for piece in clock.pieces({**calendar(bare), "holidays": {}}, day)}
    assert colours == {"green", "red"}


def test_every_amber_or_red_names_its_fact() -> None:
    for code in TERRITORIES:
        for day in range(clock.day_number(2026, 1, 1), clock.day_number(2026, 3, 1), 3):
            for piece in clock.pieces(calendar(code), day):
                assert piece[2] == "green" or any(r["light"] == piece[2] and r["text"] for r in piece[5])


@pytest.mark.parametrize("code", TERRITORIES)
def test_the_day_is_whole(code: str) -> None:
    for day in range(clock.day_number(2026, 11, 1), clock.day_number(2026, 12, 1)):
        cut = clock.pieces(calendar(code), day)
        assert cut[0][0] == 0
        assert cut[-1][1] == 1440
        assert all(one[1] == other[0] for one, other in itertools.pairwise(cut))


# --- countries and days that go wrong elsewhere ---------------------------------------------------------


def weekend(code: str) -> set[int]:
    return set(calendar(code)["weekend"])


def test_weekends() -> None:
    friday, saturday, sunday = 4, 5, 6
    assert weekend("AE") == {saturday, sunday}
    for code in ("SA", "EG", "KW", "BD"):
        assert weekend(code) == {friday, saturday}
    assert weekend("NP") == {saturday}
    assert weekend("IR") == {friday}
    assert weekend("DE") == {saturday, sunday}


BETTER_THAN_CLDR = {"BD", "BN", "DJ", "MV", "NP", "UG"}


def test_where_cldr_is_wrong_about_the_weekend() -> None:
    """When this fails because CLDR has caught up, the country can leave the set, and an entry that says nothing more can go."""
    entries = whole().calendars.items()
    assert {code for code, entry in entries if almanac.weekend(entry, code) != almanac.weekend(None, code)} == BETTER_THAN_CLDR


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_ramadan_and_lunar_new_year(year: int) -> None:
    from holidays import country_holidays

    [(first, last)] = [s for s in almanac.spans("ramadan..eid-al-fitr-1", [year]) if s[0].year == year][:1]
    eid = {day for day, name in country_holidays("AE", years=year, language="en_US").items() if "Eid al-Fitr" in name}
    assert 28 <= (last - first).days <= 29
    assert min(abs((day - last).days) for day in eid) <= 2
    [(new_year, _)] = [s for s in almanac.spans("lunar-new-year", [year]) if s[0].year == year]
    assert new_year in country_holidays("SG", years=year, language="en_US")


def test_ramadan_shortens_the_day() -> None:
    during = light("AE", "2026-03-03T16:30")
    assert during[0] == "amber"
    assert any("ramadan" in name for name in during[1])


def test_golden_week() -> None:
    assert light("JP", "2026-05-04T11:00")[0] == "red"
    assert light("JP", "2026-04-30T11:00") == ("amber", {"jp-golden-week"})
    assert light("JP", "2026-05-11T11:00") == ("green", set())


def test_a_german_friday_afternoon() -> None:
    assert light("DE", "2026-11-27T15:00") == ("amber", {"de-hour-friday"})
    assert light("DE", "2026-11-26T15:00") == ("green", set())


def test_four_brazilian_clocks_with_a_light_each() -> None:
    told = reading("BR", "2026-11-24T12:30+00:00")["zones"]
    assert len(told) == 4
    assert all(z["light"] for z in told)
    assert [z["local"][11:16] for z in told] == ["09:30", "08:30", "07:30", "10:30"]


def test_a_worked_weekend_in_china() -> None:
    assert "weekend" not in light("CN", "2026-02-14T10:00")[1]  # a Saturday worked for the Spring Festival
    assert "weekend" in light("CN", "2026-11-28T10:00")[1]


def test_odd_zones_and_the_date_line() -> None:
    moment = "2026-11-24T10:30+00:00"
    assert reading("NP", moment)["zones"][0]["local"] == "2026-11-24T16:15+05:45"
    assert reading("IN", moment)["zones"][0]["local"] == "2026-11-24T16:00+05:30"
    assert {z["local"][:10] for z in reading("KI", moment)["zones"]} == {"2026-11-24", "2026-11-25"}


def test_a_leap_day() -> None:
    moment = clock.parsed("2028-02-29T10:00")
    assert moment is not None
    told = clock.reading(calendar("JP", (2027, 2028, 2029)), moment, True)["zones"][0]
    assert told["local"] == "2028-02-29T10:00+09:00"
    assert told["light"] == "green"


def test_public_holidays_and_estimates() -> None:
    assert light("JP", "2026-11-23T11:00")[0] == "red"
    texts = [text for _, _, text in calendar("EG")["holidays"].values()]
    assert any("estimated" in text for text in texts)


# --- the next good moment --------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JP", "DE", "BR", "IN", "SA", "NP", "US", "AU", "CL", "IR"]), st.integers(SINCE, UNTIL))
def test_the_next_good_moment_is_the_first(code: str, moment: int) -> None:
    """A slow, obvious search in steps of a minute finds no earlier one."""
    for told in clock.reading(calendar(code), moment, True)["zones"]:
        zone = zone_of(code, told["zone"])
        if told["next_good"] is None:
            continue
        good = instant(told["next_good"])
        assert good > moment
        assert is_good(code, zone, good)
        for earlier in range(moment - moment % 60 + 60, min(good, moment + 3 * clock.DAY), 60 * 7):
            assert not is_good(code, zone, earlier)


def is_good(code: str, zone: list, moment: int) -> bool:
    """By the rules alone: the local day, cut, and the piece the local minute falls in."""
    local = moment + clock.offset_at(zone, moment)
    piece = next(p for p in clock.pieces(calendar(code), local // clock.DAY) if p[0] <= local % clock.DAY // 60 < p[1])
    return bool(piece[4])


def test_the_greeting_is_for_the_hour_of_the_contact() -> None:
    night = reading("JP", "2026-11-24T03:30")
    assert clock.hours_shown(night, asked=True, scripted=False) == {"03:30"}
    assert clock.hours_shown(night, asked=False, scripted=False) == {"10:00"}  # nobody is called now
    late = reading("JP", "2026-11-24T18:30")
    assert clock.hours_shown(late, asked=False, scripted=False) == {"18:30"}


def test_a_script_greets_by_the_main_clock() -> None:
    told = reading("BR", "2026-11-24T18:42")
    assert clock.hours_shown(told, asked=True, scripted=True) == {"18:42"}
    assert {"17:42", "18:42"} < clock.hours_shown(told, asked=True, scripted=False)


def test_the_greeting_of_a_message_is_for_when_it_is_read() -> None:
    evening = reading("IT", "2026-11-22T22:11", light=False)  # a Sunday
    assert clock.hours_shown(evening, asked=False, scripted=False) == clock.hours_shown(evening, asked=True, scripted=False) == {"09:00"}


def test_a_message_is_read_when_the_office_opens() -> None:
    told = reading("DE", "2026-11-27T19:00", light=False)["zones"][0]
    assert told["light"] is None
    assert told["next_good"] == "2026-11-30T09:00+01:00"
    assert reading("DE", "2026-11-26T10:00", light=False)["zones"][0]["next_good"] == "2026-11-26T10:00+01:00"


def test_beyond_the_almanac() -> None:
    with pytest.raises(clock.OutOfSpan):
        clock.reading(calendar("JP"), clock.day_number(2031, 1, 1) * clock.DAY, True)


# --- dates of periods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "year", "first", "last"),
    [
        ("12-24..01-02", 2026, "2025-12-24", "2026-01-02"), ("easter-2..easter+1", 2026, "2026-04-03", "2026-04-06"),
        ("orthodox-easter", 2026, "2026-04-12", "2026-04-12"), ("11-thu-4+1", 2026, "2026-11-27", "2026-11-27"), ("07-sun--1", 2026, "2026-07-26", "2026-07-26"),
        ("02-28..02-29", 2027, "2027-02-28", "2027-02-28"), ("diwali", 2026, "2026-11-08", "2026-11-08"),
    ],
)  # fmt: skip
def test_dates(dates: str, year: int, first: str, last: str) -> None:
    found = [(str(a), str(b)) for a, b in almanac.spans(dates, [year])]
    assert (first, last) in found


@pytest.mark.parametrize("dates", ["", "13-01", "02-30..", "easter..", "tomorrow", "1-1", "11-thu-6", "01-01..02-01..03-01"])
def test_what_is_no_date(dates: str) -> None:
    with pytest.raises(ValueError):
        almanac.parsed(dates)


# --- as JSON and on a real machine -----------------------------------------------------------------------------

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=12
)


@given(PLAIN)
def test_plain_json_is_json(value: object) -> None:
    import json

    assert plainjson.dumps(value) == json.dumps(value, indent=2)


@pytest.mark.slow
@pytest.mark.parametrize("zone", [None, "", "Mars/X", "UTC+25", "Asia/Kathmandu", ":/etc/passwd"])
def test_whatever_the_readers_clock_is_set_to(zone: str | None) -> None:
    for options in (["--at", "2026-11-24T18:42"], []):
        ran = run("greet", "-c", "JP", *options, env=environment(TZ=zone))
        assert (ran.status, ran.err) == (0, "")
        assert "Tokyo" in ran.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "status"), [("1970-01-01T00:00Z", 0), ("1969-12-31T10:00Z", 2), ("2106-02-07T06:28Z", 0), ("9999-12-31T23:59Z", 2)]
)
def test_a_clock_far_off(at: str, status: int) -> None:
    ran = run("greet", "-c", "DE", "--at", at)
    assert ran.status == status
    assert "Traceback" not in ran.err
    assert status == 0 or "no calendar reaches" in ran.err


def test_the_almanac_explains_itself() -> None:
    """Every key stands in the header of the module."""
    made = almanac.make_almanac(whole(), "JP", [2026], Words())
    text = (ROOT / "src/cultureserve/almanac.py").read_text("utf-8").split('"""')[1]
    assert all(key in text for key in made)


@pytest.mark.parametrize("year", [1901, 1969, 2201, 9000])
def test_a_computer_whose_clock_is_wrong(year: int, called: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: clock.day_number(year, 6, 1) * clock.DAY)
    ran = called("brief", "-c", "JP", "-s", "complaint", "--json")
    assert ran.status == 0
    assert f"says {year}" in ran.err
    assert '"time": null' in ran.out


def test_the_next_working_days_in_the_words_of_the_customer() -> None:
    """From Thursday afternoon on: no weekend, no holiday; in Germany Monday 28 December follows Christmas."""
    found = reading("DE", "2026-12-24T15:00")["dates"]
    assert [date["day"] for date in found if date["ahead"] == 1] == ["2026-12-28", "2026-12-29", "2026-12-30"]
    assert [date["day"] for date in found if date["ahead"] == 14] == ["2027-01-07", "2027-01-08", "2027-01-11"]
    assert found[0]["text"] == "Montag, 28.12."
    assert found[0]["sounds"] == "/MOHN-tahk, daim AHKHT-oont-tsvahn-tsikh-sten/"
    assert next(date["text"] for date in reading("JP", "2026-11-20T18:00")["dates"]) == "11月24日（火）"  # Monday is a holiday
    assert reading("SE", "2026-11-24T10:00")["dates"] == []


def test_dates_take_two_lines_at_most_and_follow_the_channel() -> None:
    time, words = reading("DE", "2026-11-24T10:00"), calendar("DE")["words"]
    spoken, written = (clock.dates(time, "de", words, spoken, 1) for spoken in (True, False))
    assert spoken.startswith("Wed 25 Nov: /MIT-vokh, daim")
    assert written == "Wed 25 Nov: Mittwoch, 25.11. · Thu 26 Nov: Donnerstag, 26.11. · Fri 27 Nov: Freitag, 27.11."
    assert len(spoken) <= clock.DATES_LONGEST
    assert clock.dates(time, "en", words, True, 1) == ""


@pytest.mark.parametrize("code", ["BR", "CN", "DE", "IT", "JP"])
def test_no_days_of_a_year_take_a_third_line(code: str) -> None:
    words, (language,) = calendar(code)["words"], calendar(code)["dates"]
    for month in range(1, 13):
        for day in range(1, 29, 6):
            time = reading(code, f"2026-{month:02}-{day:02}T10:00")
            for spoken, ahead in itertools.product((True, False), clock.AHEAD):
                told = clock.dates(time, language, words, spoken, ahead)
                assert wrapped_height(told, PAGE_COLUMNS - MARGIN, PAGE_COLUMNS - INDENT) <= 2, told
