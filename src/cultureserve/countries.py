"""What the user typed for a country or a language, understood; or the nearest things it may have been.

Codes and names come from CLDR, ISO 3166 and the telephone plan as tables made by
tools/territories.py; everyday names that these lack stand in aliases.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cultureserve.errors import UsageTrouble, shown
from cultureserve.folding import name_key
from cultureserve.model import Territory
from cultureserve.packfile import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.model import Calendar

GENERATED = data_folder() / "generated"


class Found(NamedTuple):
    """A territory, and a notice if the user should know how it was understood."""

    territory: Territory
    notice: str = ""


def rows(table: str) -> Iterable[list[str]]:
    with (GENERATED / table).open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


@cache
def territories() -> dict[str, Territory]:
    """All territories by alpha-2 code."""
    return {
        code: Territory(code=code, alpha3=alpha3, numeric=numeric, calling_code=calling, languages=tuple(languages.split()), name=name)
        for code, alpha3, numeric, calling, languages, name in rows("territories.tsv")
    }


class Zone(NamedTuple):
    """A time zone, a place in it, and what people call it."""

    id: str
    place: str
    name: str


@cache
def zone_table() -> dict[str, list[Zone]]:
    found: dict[str, list[Zone]] = {}
    for code, *zone in rows("zones.tsv"):
        found.setdefault(code, []).append(Zone(*zone))
    return found


def zones(code: str) -> list[Zone]:
    """The zones of a territory; none for two uninhabited ones."""
    return zone_table().get(code, [])


def kept_zones(calendar: Calendar | None, code: str) -> list[Zone]:
    """The zones people of a territory go by."""
    known = zones(code)
    return [zone for zone in known if zone.id == calendar.zone.main] if calendar and calendar.zone and calendar.zone.alone else known


@cache
def language_names() -> dict[str, str]:
    return {code: name for code, name, *_ in rows("languages.tsv")}


def language_name(code: str) -> str:
    """English name of a language; the code itself where CLDR has none."""
    return language_names().get(code) or language_names().get(code.split("_")[0], code)


def find_country(typed: str) -> Found:
    """The territory meant by JP, jpn, 392, Japan, 日本, ja-JP, a flag or +81.

    Raises UsageTrouble with the nearest names if it is none, with the candidates if it is several.
    """
    text = unicodedata.normalize("NFKC", typed).strip() if _full_width(typed) else typed.strip()
    if not text:
        raise UsageTrouble("empty_country", "--country needs a value", "for instance --country JP")
    found = _by_code(text) or _by_flag(text) or _by_calling_code(text) or _by_locale(text) or _by_name(text)
    if found:
        return found
    raise UsageTrouble("unknown_country", f"unknown country '{shown(typed)}'", _near(text))


def _full_width(text: str) -> bool:
    return all("\uff01" <= c <= "\uff5e" for c in text.strip())


def _by_code(text: str) -> Found | None:
    if not re.fullmatch(r"[A-Za-z]{2,3}|[0-9]{3}", text, re.ASCII):
        return None
    wanted = text.upper()
    if wanted in territories():
        return Found(territories()[wanted])
    return next((Found(t) for t in territories().values() if wanted in (t.alpha3, t.numeric)), None) if len(wanted) == 3 else None


def _by_flag(text: str) -> Found | None:
    if len(text) != 2 or not all("\U0001f1e6" <= c <= "\U0001f1ff" for c in text):
        return None
    return _by_code("".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in text))


def _by_calling_code(text: str) -> Found | None:
    match = re.fullmatch(r"(?:\+|00)([0-9]{1,3})", text, re.ASCII)
    if not match:
        return None
    sharing = {code: regions.split() for code, regions in rows("calling-codes.tsv")}.get(match[1])
    if not sharing:
        return None
    named = ", ".join(f"{territories()[c].name} ({c})" for c in sharing[:4] if c in territories())
    if ambiguous := aliases().get("+" + match[1]):
        raise UsageTrouble("ambiguous_country", f"+{match[1]} is shared by several countries", ambiguous.notice)
    main = territories()[sharing[0]]
    return Found(main, f"+{match[1]} is shared by {named}; taken as {main.name}" if len(sharing) > 1 else "")


def _by_locale(text: str) -> Found | None:
    """A locale such as ja-JP gives its region; a subdivision such as US-CA its country, with a notice."""
    if match := re.fullmatch(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?-([A-Z]{2})", text, re.ASCII):
        return _by_code(match[2]) if match[1] in language_names() else None
    if match := re.fullmatch(r"([A-Z]{2})-([A-Z0-9]{1,3})", text, re.ASCII):
        found = _by_code(match[1])
        return Found(found.territory, f"{text} is taken as {found.territory.name}") if found else None
    return None


class Alias(NamedTuple):
    """A curated everyday name: the territory it means, and what the user should know of that.

    A calling code (`+1`) that no single country can be assumed for has no code, only a notice.
    """

    code: str
    notice: str


@cache
def aliases() -> dict[str, Alias]:
    """Curated everyday names, folded; calling codes as they are."""
    from cultureserve.reading import Fields, read

    node, _ = read(data_folder() / "aliases.yaml")
    entries = node if isinstance(node, Fields) else {}
    folded = {name if name.startswith("+") else name_key(name): entry for name, entry in entries.items()}
    return {str(name): Alias(str(entry.get("code", "")), str(entry.get("notice", ""))) for name, entry in folded.items()}


def _by_name(text: str) -> Found | None:
    key = name_key(text)
    if not key:
        return None
    if key in aliases():
        alias = aliases()[key]
        return Found(territories()[alias.code], alias.notice)
    if text.isascii() and len(text) <= 3:
        return None  # a mistyped code, not a name in some language
    return next((Found(territories()[code]) for name, code in rows("names.tsv") if name == key), None)


def _near(text: str) -> str:
    import difflib

    if re.fullmatch(r"[A-Za-z]{2,3}|[0-9]{3}", text, re.ASCII):
        return "not a country code; see 'cultureserve list countries'"
    known = {name_key(t.name): f"{t.name} ({t.code})" for t in territories().values()}
    known |= {name: f"{territories()[a.code].name} ({a.code})" for name, a in aliases().items() if a.code}
    near = dict.fromkeys(known[k] for k in difflib.get_close_matches(name_key(text), known, n=3, cutoff=0.7))
    return f"did you mean {' or '.join(near)}?" if near else "see 'cultureserve list countries'"
