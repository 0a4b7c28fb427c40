"""What a telephone number says of where its owner is. The number itself is neither kept nor shown."""

from __future__ import annotations

from typing import NamedTuple

from cultureserve.almanac import canonical
from cultureserve.countries import zones
from cultureserve.errors import UsageTrouble


class Place(NamedTuple):
    """The territory of a number and those of its zones the number may be in."""

    code: str
    zones: tuple[str, ...]


EXAMPLE = "with its country calling code, for instance +81 3 1234 5678"


def place_of(number: str, country: str = "") -> Place:
    """Where a number is; `country` is where it is dialled from if it has no calling code.

    Raises UsageTrouble if it is no number, or one that several territories share or none has.
    """
    import phonenumbers
    from phonenumbers import timezone

    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        raise UsageTrouble("bad_phone", "--phone: that is no telephone number", EXAMPLE) from None
    code = phonenumbers.region_code_for_number(parsed)
    if not code or code == "001":
        shared = [c for c in phonenumbers.region_codes_for_country_code(parsed.country_code or 0) if c not in ("001", "ZZ")]
        if not shared:
            raise UsageTrouble("bad_phone", f"--phone: +{parsed.country_code} belongs to no country", "give --country")
        several = f"+{parsed.country_code} is shared by {', '.join(shared[:12])}" + (" …" if len(shared) > 12 else "")
        hint = "check the number, or give --country instead" if len(shared) == 1 else f"{several}: give --country"
        raise UsageTrouble("bad_phone", "--phone: the number is not one of any country's plan", hint)
    if not phonenumbers.is_possible_number(parsed):
        raise UsageTrouble("bad_phone", "--phone: the number is too long or too short", EXAMPLE)
    named = {canonical(zone) for zone in timezone.time_zones_for_number(parsed)}
    own = [zone.id for zone in zones(code)]
    return Place(code, tuple(zone for zone in own if zone in named) or tuple(own))
