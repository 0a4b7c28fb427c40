"""TAB: what is offered, that it is safe, and that real shells take it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import environment, run, whole
from cultureserve import cli, completion

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return cli.completions(whole())


def offered(table: dict[str, Any], *words: str) -> list[str]:
    return list(completion.candidates([*words], table))


def test_commands_and_options(table: dict[str, Any]) -> None:
    assert {"brief", "when", "show"} <= set(offered(table, ""))
    assert offered(table, "bri") == ["brief"]
    assert "--country" in offered(table, "brief", "--c")
    assert offered(table, "brief", "--country", "J") == ["JP", "JE", "JM", "JO"]
    assert "complaint" in offered(table, "brief", "-c", "JP", "-s", "c")
    assert offered(table, "list", "situ") == ["situations"]
    assert offered(table, "when", "--format", "ic") == ["ics"]
    assert offered(table, "brief", "--json", "--for") == ["--format"]
    assert offered(table, "brief", "x", "y") == []


def test_a_value_behind_an_equals_sign(table: dict[str, Any]) -> None:
    assert "JP" in offered(table, "brief", "--country=J")  # zsh and fish
    assert "JP" in offered(table, "brief", "--country", "=", "J")  # bash takes the word apart
    assert "JP" in offered(table, "brief", "--country", "=")


@given(st.lists(st.text(max_size=8), max_size=5))
def test_anything_typed_gives_safe_candidates_or_none(table: dict[str, Any], words: list[str]) -> None:
    for value in completion.candidates(words, table):
        assert completion.SAFE.issuperset(value)


def test_hostile_help_is_tamed() -> None:
    text = completion.tamed("run `touch x` $(rm -rf ~) \"a\" 'b' \x1b[31m a\nb; c | d & e : f \\")
    assert not set(text) & set("`$\"'\\;|&:()\n\x1b")


def test_every_fault_is_silent() -> None:
    for words in (
        ["complete"],
        ["complete", "bash"],
        ["complete", "tcsh", "1", "x"],
        ["complete", "bash", "x", "y"],
    ):
        ran = run(*words)
        assert (ran.status, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize("shell", sorted(completion.SCRIPTS))
def test_the_script_is_printed_and_sound(shell: str) -> None:
    ran = run("completion", shell)
    assert ran.status == 0
    assert ran.out == completion.SCRIPTS[shell]
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=ran.out, text=True, capture_output=True, check=False).stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "wanted"), [("brief --country J", "JP"), ("brief --country=J", "JP"), ("bri", "brief "), ("list situ", "situations")]
)
def test_tab_in_bash(typed: str, wanted: str, tmp_path: Path) -> None:
    program = tmp_path / "cultureserve"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m cultureserve "$@"\n')
    program.chmod(0o755)
    env = environment(PATH=f"{tmp_path}:{os.environ['PATH']}", TERM="dumb", PS1="> ", HOME=str(tmp_path))
    shell = pexpect.spawn("bash", ["--norc", "--noprofile"], env=env, encoding="utf-8", timeout=20, dimensions=(24, 80))  # type: ignore[arg-type]
    shell.sendline('eval "$(cultureserve completion bash)"; echo rea""dy')
    shell.expect("ready")
    shell.send(f"cultureserve {typed}\t\t")
    shell.expect_exact(wanted)
    shell.close(force=True)
