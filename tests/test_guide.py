"""The guide: every row of the guides it grew from is answered, and every move can be reached."""

from __future__ import annotations

import itertools

import pytest

from conftest import CHANNELS, SITUATIONS, whole
from cultureserve import choice, matching
from cultureserve.matching import Fact

ROWS = [f"K{n}" for n in range(1, 8)] + [f"R{n}" for n in range(1, 14)] + [f"H{n}" for n in range(1, 12)] + [f"M{n}" for n in range(1, 10)]
WITH_MOVES = [
    "K1",
    "K2",
    "K3",
    "K4",
    "K5",
    "K6",
    "K7",
    "R1",
    "R2",
    "R3",
    "R5",
    "R10",
    "R11",
    "R12",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H7",
    "H9",
]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_a_chapter(row: str) -> None:
    chapters = [s for s in whole().guide.strategies.values() if s.row == row]
    assert len(chapters) == 1
    assert len(chapters[0].how_to) >= 3
    assert chapters[0].goes_wrong


@pytest.mark.parametrize("row", WITH_MOVES)
def test_chapters_for_the_next_minute_have_moves(row: str) -> None:
    (chapter,) = (s for s in whole().guide.strategies.values() if s.row == row)
    assert any(m.strategy == chapter.id for m in whole().guide.moves.values())


def test_all_twenty_one_situations() -> None:
    assert len(SITUATIONS) == 21
    assert len(whole().guide.traits) == 8


@pytest.mark.parametrize("name", [name for name, move in whole().guide.moves.items() if move.when])
def test_every_move_is_chosen_somewhere(name: str) -> None:
    """For a country whose traits are what the move asks for and nothing else, in some situation and channel.

    Moves without conditions are left out: they stand in where everything that fits better is opposed.
    """
    knowledge = whole()
    move = knowledge.guide.moves[name]
    for situation, channel in itertools.product(SITUATIONS, CHANNELS):
        wanted = knowledge.guide.situations[situation]
        if move.slot not in wanted.slots:
            continue
        facts = matching.facts_of(knowledge, None, situation, channel)
        facts |= {fact: Fact(values[0], ()) for fact, values in move.when.items() if fact in knowledge.guide.traits}
        if name in {c.id for c in choice.choose(knowledge, None, wanted, facts, 99).points}:
            return
    pytest.fail(f"{name} never wins its slot '{move.slot}': something else always fits better")
