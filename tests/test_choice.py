"""Which line stands on a page: on a small made-up country, so that every rule shows by itself."""

from __future__ import annotations

from conftest import small
from cultureserve import choice, matching


def chosen(situation: str, channel: str = "phone", country: str | None = "RR", limit: int = 5) -> choice.Choice:
    knowledge = small()
    place = knowledge.countries.get(country or "")
    facts = matching.facts_of(knowledge, place, situation, channel)
    return choice.choose(knowledge, place, knowledge.guide.situations[situation], facts, limit)


def points(*arguments: object, **options: object) -> list[str]:
    return [c.id for c in chosen(*arguments, **options).points]  # type: ignore[arg-type]


def outcome(name: str, *arguments: object, **options: object) -> tuple[str, str]:
    judged = {c.id: c for c in chosen(*arguments, **options).judged}  # type: ignore[arg-type]
    return judged[name].outcome, judged[name].to


def test_a_note_beats_every_move() -> None:
    assert "rr-sorry" in points("complaint")
    assert outcome("be-sorry-softly", "complaint") == ("lost", "rr-sorry")


def test_without_the_note_more_conditions_win() -> None:
    assert "be-sorry-softly" in points("delay")
    assert outcome("be-sorry", "delay") == ("lost", "be-sorry-softly")


def test_a_missing_trait_never_matches() -> None:
    assert "be-sorry" in points("complaint", country=None)
    assert outcome("be-sorry-softly", "complaint", country=None) == ("failed", "")


def test_an_exact_situation_beats_its_family_with_more_conditions() -> None:
    assert "mend-it-late" in points("delay")
    assert "mend-it" in points("complaint")


def test_what_opposes_a_chosen_point_cannot_stand_beside_it() -> None:
    assert "rr-say-nothing" in points("delay")
    assert "write-it" not in points("delay")
    assert outcome("write-it", "delay") == ("opposed", "rr-say-nothing")


def test_points_stand_in_the_order_of_the_situation() -> None:
    assert points("complaint") == ["hear-them", "rr-sorry", "mend-it", "write-it"]


def test_the_lead_is_filled_first_then_the_countrys_own_then_the_rest() -> None:
    assert points("delay", limit=2) == ["rr-say-nothing", "mend-it-late"]
    assert outcome("be-sorry", "delay", limit=2) == ("limit", "")
    assert len(points("delay")) == 3


def test_a_local_line_makes_a_general_move_the_countrys_own() -> None:
    written = {c.id: c for c in chosen("complaint").points}["write-it"]
    assert written.here is not None and written.here.line == "On stamped paper."
    assert written.speaks_itself and not written.own
    assert all(c.here is None for c in chosen("delay").judged)
    assert all(c.here is None for c in chosen("complaint", country=None).judged)


def test_every_condition_says_what_was_wanted_found_and_on_whose_word() -> None:
    softly = next(c for c in chosen("delay").points if c.id == "be-sorry-softly")
    (condition,) = softly.conditions
    assert (condition.fact, condition.wanted, condition.found) == ("face", ("high",), "high")
    assert condition.sources[0].source == "manual"
