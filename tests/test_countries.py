"""What a user may type for a country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultureserve.countries import find_country, territories
from cultureserve.errors import UsageTrouble


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("JP", "JP"), ("jp", "JP"), ("JPN", "JP"), ("jpn", "JP"), ("392", "JP"), ("Japan", "JP"), ("japan", "JP"), ("Japon", "JP"), ("日本", "JP"),
        ("Nippon", "JP"), ("ja-JP", "JP"), ("🇯🇵", "JP"), ("+81", "JP"), ("0081", "JP"), ("ＪＰ", "JP"), (" JP ", "JP"), ("Deutschland", "DE"),
        ("Tyskland", "DE"), ("德国", "DE"), ("NO", "NO"), ("no", "NO"), ("Norge", "NO"), ("578", "NO"), ("Côte d’Ivoire", "CI"), ("cote d'ivoire", "CI"),
        ("Ivory Coast", "CI"), ("USA", "US"), ("America", "US"), ("Burma", "MM"), ("Swaziland", "SZ"), ("Macedonia", "MK"), ("Turkey", "TR"),
        ("Türkiye", "TR"), ("Czech Republic", "CZ"), ("UK", "GB"), ("EL", "GR"), ("Holland", "NL"), ("England", "GB"), ("Scotland", "GB"), ("XK", "XK"),
        ("zh-Hant-TW", "TW"), ("US-CA", "US"), ("JP-13", "JP"), ("GB-ENG", "GB"), ("+47", "NO"), ("+39", "IT"), ("+44", "GB"), ("+358", "FI"),
    ],
)  # fmt: skip
def test_understood(typed: str, code: str) -> None:
    assert find_country(typed).territory.code == code


@pytest.mark.parametrize("typed", ["UK", "EL", "Holland", "England", "US-CA", "+44", "+39", "+47"])
def test_understood_with_a_notice(typed: str) -> None:
    assert find_country(typed).notice


@pytest.mark.parametrize("typed", ["JP", "ja-JP", "+81", "Germany", "🇩🇪"])
def test_understood_without_a_notice(typed: str) -> None:
    assert find_country(typed).notice == ""


@pytest.mark.parametrize(
    "typed",
    [
        "QQ",
        "ZZ",
        "EU",
        "001",
        "ß",
        "ﬁ",
        "ﬆ",
        "ı",
        "ЈР",
        "𝐉𝐏",
        "../../etc/passwd",
        "en_US",
        "%s",
        "{0}",
        "",
        "  ",
        "+1",
        "+7",
        "+999",
        "🇶🇶",
        "Asia",
        "xx-JP",
        "x" * 5000,
    ],
)
def test_refused(typed: str) -> None:
    with pytest.raises(UsageTrouble) as refused:
        find_country(typed)
    assert len(refused.value.message) < 200
    assert refused.value.hint


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Nethrlands", "Netherlands"),
        ("Holand", "Netherlands"),
        ("Germny", "Germany"),
        ("Jaapn", "Japan"),
        ("+1", "Canada"),
        ("+7", "Kazakhstan"),
    ],
)
def test_near_misses_are_named(typed: str, near: str) -> None:
    with pytest.raises(UsageTrouble) as refused:
        find_country(typed)
    assert near in refused.value.hint


def test_every_territory_by_every_code_and_name() -> None:
    assert len(territories()) == 250  # the 249 of ISO 3166, and Kosovo
    for code, territory in territories().items():
        for typed in (code, code.lower(), territory.alpha3, territory.name):
            assert find_country(typed).territory.code == code, typed


@given(st.text(max_size=40))
def test_anything_typed_is_understood_or_refused(typed: str) -> None:
    try:
        found = find_country(typed)
    except UsageTrouble as refused:
        assert refused.message.isprintable()
    else:
        assert found.territory.code in territories()
