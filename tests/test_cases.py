"""Cases that people who know a country write, and a dozen golden pages to be read as a diff."""

from __future__ import annotations

import os
from typing import Any

import pytest
import yaml

from conftest import DENSE, TESTS, made
from cultureserve.pages import laid_out
from cultureserve.render import plain, terminal
from cultureserve.wording import Words

CASES: list[dict[str, Any]] = yaml.load((TESTS / "cases.yaml").read_text("utf-8"), yaml.BaseLoader)
GOLDEN = [
    "JP complaint phone", "JP delay email", "JP technical-issue chat", "JP sales-call in-person", "JP renewal email", "JP bad-news video",
    "DE billing phone", "DE delay email", "DE cancellation chat", "DE negotiation video", "DE invitation in-person", "SE refund phone",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["page"])
def test_case(case: dict[str, Any]) -> None:
    assert case.keys() <= {"about", "page", "expect", "never"}
    page = plain(laid_out(made(*case["page"].split()), Words())).casefold()
    for wanted in case.get("expect", []):
        assert any(option.strip().casefold() in page for option in wanted.split("|")), wanted
    for unwanted in case.get("never", []):
        assert unwanted.casefold() not in page, unwanted


def test_every_country_has_a_case() -> None:
    assert set(DENSE) <= {case["page"].split()[0] for case in CASES}


@pytest.mark.parametrize("request_", GOLDEN)
def test_golden_page(request_: str) -> None:
    """The page on a screen of 80 columns. After a wanted change: GOLDEN=write pytest, then read the diff."""
    lines = terminal(laid_out(made(*request_.split()), Words()), 80)
    page = "".join(f"{line.plain}\n" for line in lines)
    path = TESTS / "golden" / (request_.replace(" ", "-") + ".txt")
    if os.environ.get("GOLDEN") == "write":
        path.write_text(page, "utf-8")
    assert page == path.read_text("utf-8")
