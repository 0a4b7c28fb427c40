"""Measures agree with figures computed by hand and refuse what cannot be; the self-check answers what it is told."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import environment, run, whole
from cultureserve import measures
from cultureserve.wording import Words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "result", "steps"),
    [
        ("lost-customer --weekly-spend 22 --years 10 --people-told 16", 183040, ["1,144", "11,440", "183,040"]),
        ("retention --start 200 --end 210 --new 30", 90, ["180", "10", "90"]),
        ("cltv --revenue 1200 --years 8", 9600, ["9,600"]),
        ("cltv --revenue 1,200 --years 8 --margin 30", 2880, ["9,600", "2,880"]),
        ("referral --referred 18 --new 120", 15, ["15"]),
        ("csat --numbers 5,4,3,5,1", 60, ["5", "3", "60"]),
        ("nps --numbers 10,9,9,8,7,6,0,10,3,9", 20, ["10", "50", "20", "30", "20"]),
        ("nps --numbers 0,0,0", -100, ["3", "0", "0", "100", "-100"]),
        ("cltv --revenue 22.5 --years 0.5", 11.25, ["11.3"]),
    ],
)  # fmt: skip
def test_by_hand(line: str, result: float, steps: list[str], called: Any) -> None:
    made = json.loads(called("measure", *line.split(), "--json").out)
    assert made["result"] == result
    assert [step["shown"] for step in made["steps"]] == steps
    assert made["formula"].startswith("Formula")
    assert made["sources"]
    page = called("measure", *line.split()).out
    assert steps[-1] in page.splitlines()[0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nps --numbers 11", "not on the scale"), ("csat --numbers 0", "not on the scale"), ("nps --numbers 9,x", "number 2"), ("nps", "needs answers"),
        ("nps --numbers ,", "needs answers"), ("nps --numbers -1", "from 0 up"), ("nps --numbers 9.5", "whole number"), ("retention --start 0 --end 0 --new 0", "--start is 0"),
        ("retention --start 10 --end 20 --new 5", "between 0 and --start"), ("retention --start 10 --end 2 --new 5", "between 0"), ("retention --start 10", "--end is missing"),
        ("referral --referred 5 --new 4", "more than --new"), ("referral --referred 0 --new 0", "--new is 0"), ("lost-customer --weekly-spend -1 --years 1 --people-told 1", "from 0 up"),
        ("lost-customer --weekly-spend nan --years 1 --people-told 1", "from 0 up"), ("lost-customer --weekly-spend 1e99 --years 1 --people-told 1", "too large"),
        ("lost-customer --weekly-spend inf --years 1 --people-told 1", "from 0 up"), ("lost-customer --weekly-spend x --years 1 --people-told 1", "no number"),
        ("cltv --revenue 1 --years 1 --start 3", "takes no --start"), ("cltv --numbers 1,2", "no list"), ("happiness", "MEASURE has no value"),
        ("nps --csv x.csv", "belong together"), ("nps --csv /nonexistent.csv --column a", "No such file"),
    ],
)  # fmt: skip
def test_what_cannot_be(line: str, message: str, called: Any) -> None:
    ran = called("measure", *line.split())
    assert ran.status in (2, 66)
    assert message in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("content", ["score,who\n9,a\n10,b\n,c\n3,d\n", "who;score\na;9\nb;10\nd;3\n", "\ufeffscore\r\n9\r\n10\r\n3\r\n"])
def test_a_column(content: str, tmp_path: Path, called: Any) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content.encode())
    made = json.loads(called("measure", "nps", "--csv", str(path), "--column", "score", "--json").out)
    assert made["steps"][0]["value"] == 3
    missing = called("measure", "nps", "--csv", str(path), "--column", "scores")
    assert missing.status == 2
    assert "no column 'scores'" in missing.err
    path.write_text("score\n9\n11\n")
    wrong = called("measure", "nps", "--csv", str(path), "--column", "score")
    assert "line 3" in wrong.err
    path.write_text("score\n\n")
    assert "is empty" in called("measure", "nps", "--csv", str(path), "--column", "score").err
    path.write_bytes(b"score\n\xff\n")
    assert "not UTF-8" in called("measure", "nps", "--csv", str(path), "--column", "score").err


@given(st.lists(st.integers(0, 10), min_size=1, max_size=50))
def test_nps_stays_on_its_scale(scores: list[int]) -> None:
    made = measures.compute(whole(), "nps", {}, [Decimal(s) for s in scores], Words())
    assert -100 <= made["result"] <= 100
    assert made["result"] == pytest.approx(100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores))


def test_every_measure_has_its_chapter() -> None:
    for measure in measures.MEASURES.values():
        assert whole().guide.strategies[measure.chapter].kind == "measure"


# --- the self-check ---


def test_reflect(called: Any) -> None:
    made = json.loads(called("reflect", "nonverbal", "--answers", "yes,no,Unsure,yes", "--json").out)
    assert [bool(q["work_on"]) for q in made["questions"]] == [False, True, True, False]
    assert "coach" in made["advice"]
    assert made["neglected"]
    settled = json.loads(called("reflect", "nonverbal", "--answers", "yes,yes,yes,yes", "--json").out)
    assert settled["neglected"] is None
    assert "WORK ON" not in called("reflect", "nonverbal", "--answers", "yes,yes,yes,yes").out


@pytest.mark.parametrize("answers", ["yes", "yes,no,unsure,perhaps", "yes,yes,yes,yes,yes", ",,,"])
def test_what_is_no_answer(answers: str, called: Any) -> None:
    ran = called("reflect", "nonverbal", "--answers", answers)
    assert ran.status == 2
    assert ran.out == ""


@pytest.mark.slow
def test_reflect_asks() -> None:
    ran = run("reflect", "nonverbal", env=environment(), input=b"y\nmaybe\nno\nu\nyes\n")
    assert ran.status == 0
    assert "one of: yes, no, unsure" in ran.err
    assert "WORK ON" in ran.out
    assert run("reflect", "nonverbal", env=environment(), input=b"yes\n").status == 2
