"""`when`: windows good for everybody, as data, picture and calendar file; and telephone numbers."""

from __future__ import annotations

import itertools
import json
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import calendar
from cultureserve import almanac, clock, countries, meeting, telephone
from cultureserve.errors import UsageTrouble

SINCE = clock.day_number(2025, 6, 1) * clock.DAY
UNTIL = clock.day_number(2027, 6, 1) * clock.DAY
CODES = st.sampled_from(["JP", "DE", "IN", "SA", "NP", "GB", "CL", "AU", "IR", "EG", "KW", "AE", "MX"])


def is_good(party: dict[str, Any], moment: int) -> bool:
    """By the rules alone, without the walk: the local day, cut, and the piece the local minute falls in."""
    local = moment + clock.offset_at(party["zone"], moment)
    piece = next(p for p in clock.pieces(party["almanac"], local // clock.DAY) if p[0] <= local % clock.DAY // 60 < p[1])
    return bool(piece[4])


@settings(max_examples=60, deadline=None)
@given(st.lists(CODES, min_size=1, max_size=3, unique=True), st.integers(SINCE, UNTIL))
def test_every_window_is_good_for_all_and_none_is_missed(codes: list[str], since: int) -> None:
    """Beside a slow, obvious search in steps of five minutes."""
    since -= since % 300
    everybody = meeting.parties([calendar(code) for code in codes])
    made = meeting.plan(everybody, since, 3, None)
    windows = [(meeting._instant(w["starts"]), meeting._instant(w["ends"])) for w in made["windows"]]
    for moment in range(since, since + 3 * clock.DAY, 300):
        found = any(a <= moment < b for a, b in windows)
        assert found == all(is_good(party, moment) for party in everybody), clock.local_text(moment, 0)


def test_windows_do_not_touch() -> None:
    made = meeting.plan(meeting.parties([calendar("JP")]), clock.day_number(2026, 11, 24) * clock.DAY, 7, None)
    spans = [(w["starts"], w["ends"]) for w in made["windows"]]
    assert spans == sorted(spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))


def test_zones_that_always_agree_are_one_party() -> None:
    assert len(meeting.parties([calendar("DE")])) == 1
    assert len(meeting.parties([calendar("BR")])) == 4
    assert meeting.parties([calendar("BV")]) == []


# --- the command -------------------------------------------------------------------------------------

AT = "2026-11-24T08:00+00:00"


def test_when_as_a_picture(called: Any) -> None:
    ran = called("when", "-c", "JP", "-c", "DE", "--at", AT, "--days", "3")
    assert (ran.status, ran.err) == (0, "")
    assert "JP Tokyo" in ran.out
    assert "DE Berlin" in ran.out
    strips = [line[meeting.NAME : meeting.NAME + 48] for line in ran.out.splitlines() if line.startswith(("JP ", "DE "))]
    assert [len(strip) for strip in strips] == [48, 48]
    assert set("".join(strips)) <= set(meeting.MARKS.values())
    assert max(len(line) for line in ran.out.splitlines()) <= 100


def test_when_as_json(called: Any) -> None:
    ran = called("when", "-c", "JP", "--here", "Asia/Kolkata", "--at", AT, "--json")
    made = json.loads(ran.out)
    assert [p["zone"] for p in made["parties"]] == ["Asia/Tokyo", "Asia/Kolkata"]
    assert [p["you"] for p in made["parties"]] == [False, True]
    assert made["windows"]
    for window in made["windows"]:
        assert window["starts"].endswith("+00:00")
        assert window["here"][0].endswith("+05:30")
        assert window["there"][0]["starts"].endswith("+09:00")


def test_when_as_a_calendar_file(called: Any) -> None:
    from icalendar import Calendar

    ran = called("when", "-c", "JP", "--at", AT, "--days", "2", "--format", "ics")
    events = [c for c in Calendar.from_ical(ran.out).walk() if c.name == "VEVENT"]
    windows = json.loads(called("when", "-c", "JP", "--at", AT, "--days", "2", "--json").out)["windows"]
    assert [e.decoded("dtstart").isoformat(timespec="minutes") for e in events] == [w["starts"] for w in windows]
    assert len({e["uid"] for e in events}) == len(events) > 0
    assert "\r\n" in ran.out
    assert all(len(line.encode()) <= 75 for line in ran.out.split("\r\n"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["when"], "--country is missing"), (["when", "-c", "JP", "--days", "0"], "--days"), (["when", "-c", "JP", "--days", "x"], "--days"),
        (["when", "-c", "JP", "--days", "61"], "--days"), (["when", "-c", "BV"], "nobody lives"), (["when", "-c", "JP", "--here", "Mars/X"], "--here"),
        (["when", "-c", "JP", "--here", "America"], "--here"), (["when", "-c", "BR", "--city", "Rio de Janeiro"], "--city"),
        (["brief", "-c", "JP", "-s", "thanks", "--zone", "../../etc/passwd"], "--zone"), (["brief", "-s", "thanks"], "--country is missing"),
        (["brief", "-c", "JP", "-s", "thanks", "--format", "ics"], "--format"),
    ],
)  # fmt: skip
def test_what_when_refuses(line: list[str], message: str, called: Any) -> None:
    ran = called(*line, *([] if line[0] == "brief" else ["--at", AT]))
    assert ran.status == 2
    assert message in ran.err
    assert ran.out == ""


def test_no_window_is_said(called: Any) -> None:
    ran = called("when", "-c", "JP", "-c", "US", "-c", "GB", "--at", AT, "--days", "2")
    assert ran.status == 0
    assert "none in 2 days" in ran.out
    assert json.loads(called("when", "-c", "JP", "-c", "US", "-c", "GB", "--at", AT, "--days", "2", "--json").out)["windows"] == []


def test_a_city_or_a_zone_narrows(called: Any) -> None:
    for options in (["--city", "Manaus"], ["--zone", "america/manaus"], ["--zone", "Brazil/West"]):
        told = json.loads(called("brief", "-c", "BR", "-s", "thanks", "--json", *options).out)["time"]["zones"]
        assert [z["zone"] for z in told] == ["America/Manaus"], options
    berlin = json.loads(called("brief", "-c", "JP", "-s", "thanks", "--zone", "Europe/Berlin", "--json").out)
    assert berlin["country"]["code"] == "JP"
    assert [z["zone"] for z in berlin["time"]["zones"]] == ["Europe/Berlin"]
    assert almanac.canonical("Asia/Calcutta") == "Asia/Kolkata"
    assert almanac.canonical("Europe/Kiev") == "Europe/Kyiv"


# --- telephone numbers -----------------------------------------------------------------------------------

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS & countries.territories().keys())


@pytest.mark.parametrize("region", REGIONS)
def test_an_example_number_of_every_region(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None:
            continue
        place = telephone.place_of(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        own = {zone.id for zone in countries.zones(place.code)}
        assert place.code == phonenumbers.region_code_for_number(number)
        assert set(place.zones) <= own
        assert place.zones or not own


@pytest.mark.parametrize(
    ("number", "code", "zones"),
    [
        ("+81 3-1234-5678", "JP", ("Asia/Tokyo",)), ("+1 876-210-1234", "JM", ("America/Jamaica",)), ("+44 7400 123456", "GB", ("Europe/London",)),
        ("+55 92 3234-5678", "BR", ("America/Manaus",)), ("+1 808-234-5678", "US", ("Pacific/Honolulu",)), ("+39 06 1234 5678", "IT", ("Europe/Rome",)),
    ],
)  # fmt: skip
def test_where_a_number_is(number: str, code: str, zones: tuple[str, ...]) -> None:
    assert telephone.place_of(number) == (code, zones)


@pytest.mark.parametrize(
    "number", ["", "x", "12", "+999 1", "+1 999 555 1234", "+800 1234 5678", "+881612345678", "9" * 300, "03-1234-5678"]
)
def test_what_is_no_number(number: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        telephone.place_of(number)
    assert len(number) < 3 or number not in f"{trouble.value.message} {trouble.value.hint}"


def test_a_number_gives_the_country_and_is_not_shown(called: Any) -> None:
    for command in (["brief", "-s", "thanks"], ["greet"], ["when", "--at", AT]):
        ran = called(*command, "--phone", "+55 92 3234-5678", "--json")
        assert ran.status == 0
        assert ran.err == "note: the number belongs to Brazil\n"
        assert "3234" not in ran.out + ran.err
        assert "America/Manaus" in ran.out
        assert "America/Sao_Paulo" not in ran.out
    national = called("greet", "-c", "JP", "--phone", "03-1234-5678", "--json")
    assert json.loads(national.out)["country"]["code"] == "JP"
    abroad = json.loads(called("greet", "-c", "JP", "--phone", "+49 30 123456", "--json").out)
    assert abroad["country"]["code"] == "JP"
    assert abroad["time"]["zones"][0]["zone"] == "Europe/Berlin"
