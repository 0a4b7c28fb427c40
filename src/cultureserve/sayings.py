"""What the clock says, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cultureserve.wording import Words


def sayings(words: Words) -> dict[str, Any]:
    """What the clock says, apart from names."""
    page = words.page
    said = {
        "night": page("night there"),
        "weekend": page("weekend there"),
        "closed": page("office {opens}-{closes}", opens="{opens}", closes="{closes}"),
        "lunch": page("lunch"),
        "hours-unknown": page("office hours not known here"),
        "no-zone": page("nobody lives there: no time zone"),
        "green": page("yes"),
        "amber": page("rather not"),
        "red": page("no"),
        "until": page("until {clock}", clock="{clock}"),
        "better": page("better {day} {clock} ({here} here)", day="{day}", clock="{clock}", here="{here}"),
        "read": page("likely read from {day} {clock} ({here} here)", day="{day}", clock="{clock}", here="{here}"),
        "read-today": page("likely read today"),
        "read-unknown": page("no working day in sight"),
        "one-more-zone": page("1 more zone"),
        "more-zones": page("{n} more zones", n="{n}"),
        "narrow": page("--city or --zone narrows"),
    }
    days, months = page("Mon Tue Wed Thu Fri Sat Sun"), page("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    return {**said, "days": days.split(), "months": months.split()}
