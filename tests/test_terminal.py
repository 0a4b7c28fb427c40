"""A real terminal."""

from __future__ import annotations

import re
import sys

import pexpect
import pytest

from conftest import AT, environment

PAGE = ["-P", "-m", "cultureserve", "brief", "--country", "JP", "--situation", "complaint", "--at", AT]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def screen(*arguments: str, rows: int = 100, columns: int = 80, **env: str | None) -> str:
    """What the program writes to a terminal of that size."""
    child = pexpect.spawn(
        sys.executable, [*PAGE, *arguments], dimensions=(rows, columns), encoding="utf-8", timeout=30,
        env=environment(**{"TERM": "xterm-256color", **env}),
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before).replace("\r\n", "\n")


def bare(text: str) -> str:
    return ESCAPE.sub("", text)


def test_it_is_coloured_and_wrapped() -> None:
    out = screen()
    assert "\x1b[" in out
    assert max(len(line) for line in bare(out).splitlines()) <= 80
    assert len(bare(out).splitlines()) <= 55


@pytest.mark.parametrize(
    ("env", "arguments", "colour"),
    [
        ({"NO_COLOR": "1"}, [], False), ({"NO_COLOR": ""}, [], True), ({"CLICOLOR": "0"}, [], False), ({"TERM": "dumb"}, [], False),
        ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, [], False), ({"NO_COLOR": "1"}, ["--color", "always"], True), ({}, ["--color", "never"], False),
        ({"FORCE_COLOR": "0"}, [], False),
    ],
)  # fmt: skip
def test_colour(env: dict[str, str], arguments: list[str], colour: bool) -> None:
    assert ("\x1b[3" in screen(*arguments, **env)) is colour


@pytest.mark.parametrize("columns", [1, 20, 40, 300])
def test_every_width_shows_every_word(columns: int) -> None:
    words = set(re.findall(r"[A-Za-z]{3,12}", bare(screen(columns=80))))
    shown = bare(screen(columns=columns, rows=1000))
    squeezed = re.sub(r"\s+", "", shown)
    assert not [word for word in words if word not in squeezed]


def test_a_short_screen_gets_a_pager_with_the_top_in_view() -> None:
    child = pexpect.spawn(
        sys.executable, PAGE, dimensions=(24, 80), encoding="utf-8", timeout=30, env=environment(TERM="xterm", PAGER="less", LESS="R")
    )
    child.expect("Japan")
    child.expect(r":|\(END\)")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.parametrize(("arguments", "pager"), [(["--no-pager"], "less"), ([], ""), ([], "/nope"), ([], "false"), ([], "cat")])
def test_no_pager(arguments: list[str], pager: str) -> None:
    assert "Japan" in screen(*arguments, rows=24, PAGER=pager)
