"""What the tests share: the knowledge, ways to make a brief, and a clean environment for processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cultureserve import almanac, brief, cli, clock, countries, loading, model, packfile, wording

os.environ["TZ"] = "UTC"  # the reader's own clock stands on every page
time.tzset()
ROOT = Path(__file__).parents[1]
TESTS = Path(__file__).parent


@cache
def whole() -> model.Knowledge:
    return loading.load(ROOT / "data")


@cache
def small() -> model.Knowledge:
    return loading.load(TESTS / "small")


AT = "2026-11-24T18:42"  # a Tuesday evening by the customer's clock
YEARS = (2025, 2026, 2027)


@cache
def calendar(country: str, years: tuple[int, ...] = YEARS) -> dict[str, Any]:
    return almanac.make_almanac(whole(), country, years, wording.Words())


@cache
def made(country: str, situation: str, channel: str = "phone", full: bool = False) -> dict[str, Any]:
    """A brief as the command line makes it for AT."""
    request = model.Request(country=country, situation=situation, channel=channel, full=full, at=AT, hour="evening")
    told = clock.reading(calendar(country), clock.parsed(AT), bool(whole().guide.channels[channel].light))
    return brief.make_brief(whole(), countries.territories()[country], request, wording.Words(), told)


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
    env: dict[str, str | None] = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC", **changes}
    return {name: value for name, value in env.items() if value is not None}


def run(*arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None, **options: Any) -> Ran:
    """cultureserve as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cultureserve", *arguments],
        env=env if env is not None else environment(), cwd=cwd, capture_output=True, check=False, timeout=60, **options,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


NOW = 1795512120  # AT in Tokyo


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still in this process."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


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
