"""Looking things up in the knowledge."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.model import Cite, Country, Knowledge, Note, Phrase, Source, Trait

UNKNOWN_LEVELS = ("contested", "not found")


def family_of(knowledge: Knowledge, situation: str) -> str:
    return knowledge.guide.situations[situation].family


def situations_named(knowledge: Knowledge, when: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The situations a `when` admits; all of them if it names neither situation nor family."""
    families = when.get("family", ())
    return tuple(
        s.id
        for s in knowledge.guide.situations.values()
        if s.id in when.get("situation", (s.id,)) and (not families or s.family in families)
    )


def known_trait(country: Country | None, trait: str) -> Trait | None:
    """The trait of a country, unless nothing is known of it."""
    found = country.traits.get(trait) if country else None
    return None if found is None or found.level in UNKNOWN_LEVELS else found


def speaks_for(knowledge: Knowledge, country: Country, situation: str, slot: str) -> bool:
    """Whether the country itself has something to say for a slot in a situation, on some channel."""
    own: Iterable[Note] = (n for n in country.notes.values() if n.slot == slot)
    local = (h for h in country.here if h.move in knowledge.guide.moves and knowledge.guide.moves[h.move].slot == slot)
    whens = [n.when for n in own]
    whens += [{**knowledge.guide.moves[h.move].when, **h.when} for h in local]
    return any(situation in situations_named(knowledge, when) for when in whens)


def witnesses(knowledge: Knowledge, phrase: Phrase) -> int:
    """How many independent origins attest a phrase."""
    return len(origins(knowledge, phrase.sources))


def origins(knowledge: Knowledge, cites: Iterable[Cite]) -> set[str]:
    return {knowledge.sources[c.source].origin for c in cites if c.source in knowledge.sources}


STRONG_KINDS = ("official", "study", "handbook", "book")
WEAK_KINDS = ("blog", "press")
RECENT = 10  # years


def confidence(knowledge: Knowledge, cites: Iterable[Cite]) -> str:
    """How far a claim may be trusted: high, medium or low. Computed, never typed.

    high: two independent origins or more, one of them an official text, study, handbook or book of
    the last ten years (undated counts as old); low: nothing but a single blog or press piece, or no
    source at all; else medium.
    """
    sources = [knowledge.sources[c.source] for c in cites if c.source in knowledge.sources]
    if len({s.origin for s in sources}) >= 2 and any(s.kind in STRONG_KINDS and recent(s) for s in sources):
        return "high"
    if len({s.origin for s in sources}) <= 1 and all(s.kind in WEAK_KINDS for s in sources):
        return "low"
    return "medium"


def year_of(source: Source) -> int | None:
    """The year of a text, None if undated."""
    digits = source.year[:4]
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def recent(source: Source) -> bool:
    """Whether the text was at most ten years old when it was read."""
    year = year_of(source)
    return year is not None and datetime.date.fromisoformat(source.read).year - year <= RECENT
