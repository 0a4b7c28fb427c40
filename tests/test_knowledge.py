"""Confidence is computed; nothing of the knowledge is in the program."""

from __future__ import annotations

import dataclasses
import re

import pytest

from conftest import ROOT, small, whole
from cultureserve import knowledge, model


def source(kind: str, year: str, origin: str) -> model.Source:
    return model.Source(author="a", title="t", year=year, kind=kind, origin=origin, url="u", read="2026-01-31")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([("official", "2020", "a"), ("blog", "2020", "b")], "high"),
        ([("official", "2020", "a"), ("official", "2021", "a")], "medium"),  # one publisher is one origin
        ([("official", "undated", "a"), ("handbook", "2015", "b")], "medium"),  # undated counts as old, 2015 is more than ten years ago
        ([("handbook", "2016", "a"), ("consultancy", "2016", "b")], "high"),
        ([("consultancy", "2024", "a"), ("press", "2024", "b")], "medium"),
        ([("official", "2024", "a")], "medium"),
        ([("blog", "2024", "a")], "low"),
        ([("press", "2024", "a")], "low"),
        ([], "low"),
    ],
)
def test_confidence(sources: list[tuple[str, str, str]], expected: str) -> None:
    base = dataclasses.replace(small(), sources={str(n): source(*s) for n, s in enumerate(sources)})
    cites = tuple(model.Cite(source=str(n), says="x") for n in range(len(sources)))
    assert knowledge.confidence(base, cites) == expected


def test_no_country_situation_or_phrase_is_named_in_the_program() -> None:
    """Examples in help texts, which are docstrings and `help=`, are all that may name one."""
    guide = whole().guide
    named = (
        set(guide.situations)
        | set(whole().countries)
        | set(guide.moves)
        | set(guide.slots) - {"thanks", "promise", "language", "questions"}
    )
    for path in (ROOT / "src").rglob("*.py"):
        code = re.sub(r'""".*?"""', "", path.read_text("utf-8"), flags=re.DOTALL)
        code = re.sub(r'(help=|hint=|"[^"\n]*)[^\n]*(for instance|cultureserve (brief|greet|show|list|why))[^\n]*', "", code)
        code = re.sub(r"help=[^\n]*", "", code)
        strings = set(re.findall(r'"([^"\n]*)"', code))
        assert not strings & named, path.name


def test_traits_of_dense_countries_have_two_passages() -> None:
    for country in whole().countries.values():
        for name, trait in country.traits.items():
            assert trait.level == "not found" or len(trait.sources) >= 1, (country.code, name)
