"""Makes data/generated/: what CLDR, ISO 3166 and the telephone plan know of every territory.

    python tools/territories.py            writes the tables
    python tools/territories.py --check    exits 1 if they are not what the libraries say

Needed only when Babel or phonenumbers is raised; the program reads the tables and imports neither.
"""

from __future__ import annotations

import sys
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location, get_timezone_name
from babel.languages import get_official_languages
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers import __version__ as phone_version

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from cultureserve.folding import name_key

FOLDER = Path(__file__).parents[1] / "data" / "generated"
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}  # in CLDR, not in ISO 3166
BORROWED_ZONES = {"XK": "Europe/Belgrade"}  # Kosovo has no ISO code, so the zone table does not name it; CLDR maps it so
FEWEST_NAMES = 200  # a locale with fewer territory names is left out


def territories() -> list[str]:
    english = [str(code) for code in Locale("en").territories]
    return sorted(c for c in english if len(c) == 2 and c.isalpha() and c not in NOT_COUNTRIES)


def iso_codes() -> tuple[dict[str, str], dict[str, str]]:
    alpha3: dict[str, str] = {}
    numeric: dict[str, str] = {}
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and len(alias) == 3:
            (numeric if alias.isdigit() else alpha3).setdefault(codes[0], alias)
    return alpha3, numeric


def calling_codes() -> dict[str, str]:
    return {region: str(code) for code, regions in COUNTRY_CODE_TO_REGION_CODE.items() for region in regions}


def table_of_territories() -> str:
    alpha3, numeric = iso_codes()
    calling = calling_codes()
    rows = []
    for code in territories():
        languages = get_official_languages(code, de_facto=True) or get_official_languages(code, regional=True, de_facto=True)
        name = Locale("en").territories[code]
        row = (code, alpha3.get(code, ""), numeric.get(code, ""), calling.get(code, ""), " ".join(languages), name)
        rows.append("\t".join(row))
    return head("code, alpha-3, numeric, calling code, official languages (most used first), English name") + lines(rows)


def table_of_calling_codes() -> str:
    rows = [f"{code}\t{' '.join(r for r in regions if r != '001')}" for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items())]
    return head("calling code, territories (main one first)") + lines(r for r in rows if not r.endswith("\t"))


def table_of_names() -> str:
    known = set(territories())
    spoken = {language for code in known for language in get_official_languages(code, regional=True, de_facto=True)}
    meanings: dict[str, set[str]] = {}
    for locale in sorted(spoken & set(babel.localedata.locale_identifiers())):
        names = Locale.parse(locale).territories
        if sum(code in names for code in known) >= FEWEST_NAMES:
            for code in known & set(names):
                meanings.setdefault(name_key(names[code]), set()).add(code)
    for code in known:
        meanings[name_key(Locale("en").territories[code])] = {code}
    rows = [f"{key}\t{next(iter(codes))}" for key, codes in sorted(meanings.items()) if key and len(codes) == 1]
    return head("name in any language that is official somewhere, folded; territory. Names that mean two territories are left out") + lines(
        rows
    )


def table_of_languages() -> str:
    names = Locale("en").languages
    return head("language code, English name") + lines(f"{code}\t{names[code]}" for code in sorted(names))


def table_of_zones() -> str:
    """Zones with the place and the name CLDR has for each, in the order of the zone table."""
    rows = []
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            rows.append(f"{code}\t{zone}\t{place_of(zone)}\t{name_of(zone)}")
    known = set(territories())
    without = known - {row.split("\t")[0] for row in rows}
    rows += [f"{code}\t{zone}\t{name_of(zone)}\t{name_of(zone)}" for code, zone in BORROWED_ZONES.items() if code in without]
    return head(f"territory, zone (tzdata {version('tzdata')}), its place, its common name") + lines(
        r for r in rows if r.split("\t")[0] in known
    )


def place_of(zone: str) -> str:
    """The exemplar city of a zone."""
    return str(get_timezone_location(zone, locale="en", return_city=True)).rpartition("/")[2]


def name_of(zone: str) -> str:
    """What people call the zone, such as Eastern Time; the place again where CLDR has no name."""
    name = str(get_timezone_name(zone, width="long", locale="en", zone_variant="generic"))
    plain = name.endswith("Time") and "(" not in name and not name.startswith(place_of(zone).split(",")[0])
    return name if plain else place_of(zone)


def table_of_weekends() -> str:
    """First and last day of the weekend, 0 = Monday, where they are not Saturday and Sunday."""
    rows = []
    for code in territories():
        try:
            locale = Locale.parse(f"und_{code}")
        except babel.UnknownLocaleError:
            continue  # uninhabited, or no locale: the rule of the world holds
        if (locale.weekend_start, locale.weekend_end) != (5, 6):
            rows.append(f"{code}\t{locale.weekend_start}\t{locale.weekend_end}")
    return head("territory, first and last day of the weekend (0 = Monday); all others Saturday and Sunday") + lines(rows)


def head(columns: str) -> str:
    return (
        f"# Generated by tools/territories.py from CLDR (Babel {babel.__version__}) and phonenumbers {phone_version}; do not edit.\n"
        f"# Columns, separated by tabs: {columns}.\n"
    )


def lines(rows: object) -> str:
    return "".join(f"{row}\n" for row in rows)  # type: ignore[attr-defined]


TABLES = {
    "territories.tsv": table_of_territories,
    "calling-codes.tsv": table_of_calling_codes,
    "names.tsv": table_of_names,
    "languages.tsv": table_of_languages,
    "zones.tsv": table_of_zones,
    "weekends.tsv": table_of_weekends,
}


def main() -> int:
    stale = []
    for name, make in TABLES.items():
        path, content = FOLDER / name, make()
        if "--check" in sys.argv:
            stale += [name] if not path.exists() or path.read_text("utf-8") != content else []
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    if stale:
        print("not what the libraries say:", ", ".join(stale), "- run python tools/territories.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
