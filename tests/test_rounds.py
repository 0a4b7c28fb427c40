"""What audits and comparisons draw: the same for the same seed, and nothing that was drawn lately."""

from __future__ import annotations

import sys

from conftest import ROOT, SITUATIONS, made

sys.path.insert(0, str(ROOT / "tools"))
import rounds

SEED = 1


def test_a_seed_draws_the_same_citations_each_time() -> None:
    drawn = rounds.drawn_citations(SEED, 20)
    assert drawn == rounds.drawn_citations(SEED, 20)
    assert len(set(drawn)) == 20
    assert rounds.drawn_citations(SEED + 1, 20) != drawn
    assert {where.split("/")[0] for where, *_ in rounds.drawn_citations(SEED, 400)} == set(rounds.CITING)


def test_citations_are_found_wherever_they_stand() -> None:
    tree = {"a": [{"id": "x", "sources": [{"source": "s", "says": "t"}]}], "b": {"source": "u", "says": "v"}}
    assert list(rounds.citations(tree)) == [("a/x/sources/0", "s", "t"), ("b", "u", "v")]


def test_sources_not_read_since_a_day_come_with_what_is_cited_most_first() -> None:
    assert rounds.unread_since("0001-01-01") == []
    every = rounds.unread_since("9999-01-01")
    counts = [len(cited) for _, cited in every]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(rounds.every_citation())


def test_thirty_pairs_ten_of_them_special_none_drawn_lately() -> None:
    pairs = rounds.drawn_pairs(SEED, SITUATIONS)
    assert pairs == rounds.drawn_pairs(SEED, SITUATIONS)
    assert len(set(pairs)) == 30
    assert sum(situation in rounds.EVERY_ROUND for _, situation, _ in pairs) == 10
    assert not set(pairs) & rounds.drawn_before()
    assert len({(country, situation) for country, situation, _ in pairs}) == 30


def test_a_bare_page_has_the_words_and_no_marks() -> None:
    page = rounds.bare_page("DE", "delay", "phone")
    for line in made("DE", "delay", "phone")["script"]["opening"]:
        assert line["text"].split("{")[0] in page
    assert "SOURCES" not in page
    assert "[1]" not in page
    assert "§" not in page


def test_a_wrong_call_is_told_how_to_call() -> None:
    assert rounds.main([]) == 2
    assert rounds.main(["pairs"]) == 2
