"""The proofreader: every mistake it must find has a file in broken/, tried on the small knowledge base."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ROOT, TESTS, Ran, run
from cultureserve import cli
from cultureserve.checks import check

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = sorted((TESTS / "broken").glob("*.yaml"))


def broken_copy(mistake: Path, folder: Path) -> dict[str, str]:
    """A copy of the small knowledge base with the one mistake in it."""
    case: dict[str, str] = yaml.load(mistake.read_text("utf-8"), yaml.BaseLoader)
    shutil.copytree(TESTS / "small", folder, dirs_exist_ok=True)
    target = folder / case["file"]
    text = target.read_text("utf-8")
    assert text.count(case["instead_of"]) >= 1, "the small knowledge base no longer holds what this case changes"
    target.write_text(text.replace(case["instead_of"], case["put"], 1), "utf-8")
    return case


def test_the_small_base_is_sound() -> None:
    assert check(TESTS / "small") == []


def test_the_knowledge_is_sound() -> None:
    assert [str(f) for f in check(ROOT / "data")] == []


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_is_found_where_it_is(mistake: Path, tmp_path: Path) -> None:
    case = broken_copy(mistake, tmp_path)
    found = [str(f) for f in check(tmp_path)]
    assert any(case["expect"] in text for text in found), found
    assert any(text.startswith(case["file"]) or case["file"] in text for text in found)


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda path: path.stem)
def test_the_exit_status_is_one(mistake: Path, tmp_path: Path, called: object) -> None:
    case = broken_copy(mistake, tmp_path)
    ran: Ran = called("check", "--data", str(tmp_path))  # type: ignore[operator]
    assert ran.status == 1
    assert case["expect"] in ran.out
    assert ran.err == ""


def test_the_exit_status_of_a_real_process(tmp_path: Path) -> None:
    assert run("check", "--data", str(TESTS / "small")).status == 0
    broken_copy(TESTS / "broken" / "verdict.yaml", tmp_path)
    ran = run("check", "--data", str(tmp_path))
    assert (ran.status, ran.err) == (1, "")
    assert "cultures.yaml:" in ran.out


def test_findings_as_json(tmp_path: Path, called: object) -> None:
    import json

    broken_copy(TESTS / "broken" / "verdict.yaml", tmp_path)
    ran: Ran = called("check", "--json", "--data", str(tmp_path))  # type: ignore[operator]
    (finding,) = json.loads(ran.out)
    assert finding["file"] == "cultures.yaml"
    assert finding["line"] > 1
    assert finding["entry"] == "RR/notes/rr-sorry"
    assert finding["field"] == "do"


@pytest.mark.parametrize(
    ("content", "expect"),
    [
        (b"- a\n", "expected a mapping, got a list"),
        (b"", "got nothing"),
        (b"\xff\xfe\x00", "not UTF-8 at byte 0"),
        (b"x: 'a", "sources.yaml"),
    ],
)
def test_files_of_another_kind(content: bytes, expect: str, tmp_path: Path) -> None:
    shutil.copytree(TESTS / "small", tmp_path, dirs_exist_ok=True)
    (tmp_path / "sources.yaml").write_bytes(content)
    assert any(expect in str(f) for f in check(tmp_path))


@pytest.mark.parametrize("name", ["guide.yaml", "cultures.yaml"])
def test_a_missing_file_is_66(name: str, tmp_path: Path, called: object) -> None:
    shutil.copytree(TESTS / "small", tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    ran: Ran = called("check", "--data", str(tmp_path))  # type: ignore[operator]
    assert ran.status == 66
    assert name in ran.err
    assert ran.out == ""


def test_a_reading_command_refuses_malformed_knowledge(tmp_path: Path, called: object) -> None:
    broken_copy(TESTS / "broken" / "unknown-field.yaml", tmp_path)
    ran: Ran = called("brief", "--country", "JP", "--situation", "complaint", "--data", str(tmp_path))  # type: ignore[operator]
    assert ran.status == 65
    assert "cultures.yaml:" in ran.err and "slott" in ran.err
    assert cli.HOME_PAGE not in ran.err
