"""Choosing what stands on a page, and saying why for every candidate.

One point per slot. Within a slot the country's note beats a general move, then the narrower aim wins,
then file order. Slots are filled lead first, then those where the country speaks itself, then the
rest. What opposes a chosen point cannot stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from cultureserve.matching import Condition, Facts, hold, rank, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.model import Avoid, Closing, Country, Here, Knowledge, Move, Note, ReadsAs, Situation

Aimed = TypeVar("Aimed", "Avoid", "ReadsAs", "Closing")


@dataclass(slots=True)
class Candidate:
    """A note or move for a slot, and what became of it.

    outcome: chosen, failed (a condition does not hold), lost (its slot went to `to`), opposed (by
    `to`) or limit (the page was full).
    """

    item: Note | Move
    own: bool
    conditions: tuple[Condition, ...]
    here: Here | None = None
    outcome: str = ""
    to: str = ""

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def speaks_itself(self) -> bool:
        """Whether the country has a word in it: a note of its own, or a local line on a move."""
        return self.own or self.here is not None


@dataclass(slots=True)
class Choice:
    """All candidates of a situation's slots, judged; `points` in the order of the contact."""

    points: list[Candidate] = field(default_factory=list)
    judged: list[Candidate] = field(default_factory=list)


def choose(knowledge: Knowledge, country: Country | None, situation: Situation, facts: Facts, limit: int) -> Choice:
    """The points of a page, at most `limit` of them."""
    judged: list[Candidate] = []
    ranked = {slot: _ranked(knowledge, country, slot, facts, judged) for slot in situation.slots}
    chosen: dict[str, Candidate] = {}
    for slot in _filling_order(situation, ranked):
        if len(chosen) < limit:
            _fill(slot, ranked[slot], chosen)
        else:
            for candidate in ranked[slot]:
                candidate.outcome = "limit"
    return Choice([chosen[slot] for slot in situation.slots if slot in chosen], judged)


def _ranked(knowledge: Knowledge, country: Country | None, slot: str, facts: Facts, judged: list[Candidate]) -> list[Candidate]:
    """The candidates of a slot whose conditions hold, best first; all of them join `judged`."""
    candidates = list(_candidates(knowledge, country, slot, facts))
    judged += candidates
    for candidate in candidates:
        if not hold(candidate.conditions):
            candidate.outcome = "failed"
    standing = [c for c in candidates if not c.outcome]
    return sorted(standing, key=lambda c: (c.own, *rank(c.item.when)), reverse=True)  # stable: file order last


def _candidates(knowledge: Knowledge, country: Country | None, slot: str, facts: Facts) -> Iterable[Candidate]:
    if country:
        for note in country.notes.values():
            if note.slot == slot:
                yield Candidate(note, True, weigh(note.when, facts))
    for move in knowledge.guide.moves.values():
        if move.slot == slot:
            yield Candidate(move, False, weigh(move.when, facts), _local_line(country, move, facts))


def _local_line(country: Country | None, move: Move, facts: Facts) -> Here | None:
    lines = country.here if country else ()
    fitting = [h for h in lines if h.move == move.id and hold(weigh(h.when, facts))]
    return max(fitting, key=lambda h: rank(h.when), default=None)


def _filling_order(situation: Situation, ranked: dict[str, list[Candidate]]) -> list[str]:
    def turn(slot: str) -> int:
        if slot == situation.lead:
            return 0
        return 1 if ranked[slot] and ranked[slot][0].speaks_itself else 2

    return sorted(situation.slots, key=turn)  # stable: the situation's order within a turn


def _fill(slot: str, candidates: list[Candidate], chosen: dict[str, Candidate]) -> None:
    for candidate in candidates:
        opponent = next((c for c in chosen.values() if _opposed(c, candidate)), None)
        if slot in chosen:
            candidate.outcome, candidate.to = "lost", chosen[slot].id
        elif opponent:
            candidate.outcome, candidate.to = "opposed", opponent.id
        else:
            candidate.outcome = "chosen"
            chosen[slot] = candidate


def _opposed(one: Candidate, other: Candidate) -> bool:
    return other.id in one.item.opposes or one.id in other.item.opposes


def fitting(own: Iterable[Aimed], general: Iterable[Aimed], facts: Facts, limit: int) -> list[tuple[Aimed, bool]]:
    """Items whose conditions hold, the country's own first, then the narrower aim; each with `own`."""
    standing = [(item, True) for item in own if hold(weigh(item.when, facts))]
    standing += [(item, False) for item in general if hold(weigh(item.when, facts))]
    standing.sort(key=lambda pair: (pair[1], *rank(pair[0].when)), reverse=True)
    return standing[:limit]
