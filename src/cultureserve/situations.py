"""What the user typed for a situation, understood; or the nearest things it may have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cultureserve.errors import UsageTrouble, shown
from cultureserve.folding import word_key

if TYPE_CHECKING:
    from cultureserve.model import Guide, Situation


def find_situation(guide: Guide, typed: str) -> Situation:
    """The situation of that id, name or everyday synonym; raises UsageTrouble if there is none."""
    known = names(guide)
    wanted = word_key(typed)
    if not wanted:
        raise UsageTrouble("empty_situation", "--situation needs a value", "for instance --situation complaint")
    if wanted in known:
        return guide.situations[known[wanted]]
    import difflib

    near = dict.fromkeys(known[n] for n in difflib.get_close_matches(wanted, known, n=3, cutoff=0.7))
    hint = f"did you mean {' or '.join(near)}?" if near else "see 'cultureserve list situations'"
    raise UsageTrouble("unknown_situation", f"unknown situation '{shown(typed)}'", hint)


def names(guide: Guide) -> dict[str, str]:
    """Every way to write a situation, folded, and its id."""
    known: dict[str, str] = {}
    for situation in guide.situations.values():
        for name in (situation.id, situation.name, *situation.synonyms):
            known.setdefault(word_key(name), situation.id)
    return known
