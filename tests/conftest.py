"""What the tests share: the knowledge, ways to make a brief, and a clean environment for processes."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cultureserve import brief, cli, countries, loading, model, packfile, wording

ROOT = Path(__file__).parents[1]
TESTS = Path(__file__).parent


@cache
def whole() -> model.Knowledge:
    return loading.load(ROOT / "data")


@cache
def small() -> model.Knowledge:
    return loading.load(TESTS / "small")


@cache
def made(country: str, situation: str, channel: str = "phone", full: bool = False) -> dict[str, Any]:
    request = model.Request(country=country, situation=situation, channel=channel, full=full)
    return brief.make_brief(whole(), countries.territories()[country], request, wording.Words())


DENSE = sorted(whole().countries)
SITUATIONS = list(whole().guide.situations)
CHANNELS = list(whole().guide.channels)


class Ran(NamedTuple):
    """A finished process."""

    status: int
    out: str
    err: str


def environment(**changes: str | None) -> dict[str, str]:
    """Nothing but what a process needs, and the changes (None removes)."""
    env: dict[str, str | None] = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", **changes}
    return {name: value for name, value in env.items() if value is not None}


def run(*arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None, **options: Any) -> Ran:
    """cultureserve as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cultureserve", *arguments],
        env=env if env is not None else environment(), cwd=cwd, capture_output=True, check=False, timeout=60, **options,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.fixture
def called(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    """cultureserve in this process: quick, but without real streams."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    read = loading.load
    monkeypatch.setattr(loading, "load", lambda folder: whole() if folder == packfile.data_folder() else read(folder))

    def call(*arguments: str) -> Ran:
        status = cli.main(arguments)
        captured = capsysbinary.readouterr()
        return Ran(int(status), captured.out.decode(), captured.err.decode())

    return call
