"""Measures an installed wheel against the interpreter's bare start, a script that does nothing, and peers.

    python tools/bench.py [--rounds 30] [--write]      --write keeps the table in docs/speed.md

Only ratios within one run count: every round runs each command once, in turn, each a fresh process, and a
figure is the median over the rounds of (this command / floor of the same round).
"""

from __future__ import annotations

import argparse
import os
import platform
import pty
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ["brief", "--country", "JP", "--situation", "complaint"]
PEERS = ["tldr", "pycountry", "sqlite-utils"]
NOTHING = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "nothing-at-all"
version = "1"
[project.scripts]
nothing-at-all = "nothing_at_all:run"
"""


def prepared(folder: Path) -> Path:
    """A virtual environment with the wheel, the peers and a console script that does nothing."""
    nothing = folder / "nothing"
    (nothing / "nothing_at_all").mkdir(parents=True)
    (nothing / "pyproject.toml").write_text(NOTHING)
    (nothing / "nothing_at_all" / "__init__.py").write_text("def run():\n    pass\n")
    environment = folder / "env"
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "dist"), str(ROOT)], **quiet)  # type: ignore[call-overload]
    subprocess.run([sys.executable, "-m", "venv", str(environment)], **quiet)  # type: ignore[call-overload]
    wheel = str(next((folder / "dist").glob("*.whl")))
    subprocess.run([str(environment / "bin/pip"), "install", "--quiet", wheel, str(nothing), *PEERS], **quiet)  # type: ignore[call-overload]
    return environment / "bin"


def tldr_cache(folder: Path) -> None:
    """One cached page where the tldr client looks for it, so that it shows it without a network."""
    page = folder / "tldr" / "pages" / "common"
    page.mkdir(parents=True)
    (page / "tar.md").write_text("# tar\n\n> Archiving utility.\n\n- Create an archive:\n\n`tar cf {{target.tar}} {{file}}`\n")


def commands(bin_: Path, folder: Path) -> dict[str, list[str]]:
    python, ours = str(bin_ / "python"), str(bin_ / "cultureserve")
    database = str(folder / "one.db")
    subprocess.run([str(bin_ / "sqlite-utils"), "insert", database, "t", "-"], input=b'[{"a": 1}]', check=True)
    found = {
        "python -I -c pass": [python, "-I", "-c", "pass"],
        "do-nothing script": [str(bin_ / "nothing-at-all")],
        "brief, piped": [ours, *PAGE],
        "brief --json, piped": [ours, *PAGE, "--json"],
        "greet, piped": [ours, "greet", "--country", "JP"],
        "--version": [ours, "--version"],
        "brief on a terminal": [ours, *PAGE, "--no-pager"],
        "show country, plain": [ours, "show", "country", "JP"],
        "list situations, plain": [ours, "list", "situations"],
        "why, plain": [ours, "why", "finish-before-you-answer", *PAGE[1:]],
        "search, plain": [ours, "search", "invoice"],
        "when, two countries": [ours, "when", "-c", "JP", "-c", "DE"],
        "TAB in bash (the candidates)": [ours, "complete", "bash", "3", "cultureserve", "brief", "--country", "J"],
        "brief for a country without notes": [ours, "brief", "--country", "SE", "--situation", "complaint"],
        "tldr (Python), cached page": [str(bin_ / "tldr"), "tar"],
        "pycountry script": [python, "-c", "import pycountry; print(pycountry.countries.get(alpha_2='JP').name)"],
        "sqlite-utils, one row": [str(bin_ / "sqlite-utils"), database, "select * from t"],
    }
    why = next(
        line
        for line in subprocess.run([ours, *PAGE, "--json"], capture_output=True, text=True, check=True).stdout.split('"id": "')
        if line.startswith("jp-")
    )
    found["why, plain"][2] = why.split('"')[0]
    for native in ("tealdeer", "sdcv"):
        if shutil.which(native):
            found[native] = [native, "--version"]
    return found


def once(command: list[str], env: dict[str, str], on_terminal: bool) -> float:
    began = time.perf_counter()
    if not on_terminal:
        subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
        return time.perf_counter() - began
    parent, child = pty.openpty()
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=child, stderr=child, stdin=child)
    os.close(child)
    while True:
        try:
            if not os.read(parent, 65536):
                break
        except OSError:
            break
    process.wait()
    os.close(parent)
    return time.perf_counter() - began


def memory(command: list[str], env: dict[str, str]) -> int:
    """Peak resident memory of a command in KiB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(subprocess.run([sys.executable, "-c", code, *command], env=env, capture_output=True, check=True).stdout)


def measured(rounds: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bin_ = prepared(folder)
        tldr_cache(folder)
        env = {
            "PATH": f"{bin_}:{os.environ['PATH']}",
            "HOME": name,
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "XDG_CACHE_HOME": name,
            "TLDR_CACHE_ENABLED": "1",
        }
        all_ = commands(bin_, folder)
        times: dict[str, list[float]] = {label: [] for label in all_}
        for round_ in range(rounds + 2):
            for label, command in all_.items():
                taken = once(command, env, "terminal" in label)
                if round_ >= 2:  # the first two warm the disk cache
                    times[label].append(taken)
        return times, {label: memory(all_[label], env) for label in ("python -I -c pass", "brief, piped")}


def ratio(times: dict[str, list[float]], label: str, floor: str) -> float:
    return statistics.median(a / b for a, b in zip(times[label], times[floor], strict=True))


def table(times: dict[str, list[float]], peak: dict[str, int], rounds: int) -> str:
    bare, nothing = "python -I -c pass", "do-nothing script"
    rows = [
        f"| {label} | {1000 * statistics.median(times[label]):.1f} | {ratio(times, label, bare):.2f} | {ratio(times, label, nothing):.2f} |"
        for label in times
    ]
    against = ratio(times, "brief, piped", "tldr (Python), cached page")
    return "\n".join(
        [
            f"{date.today()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {rounds} interleaved rounds.",
            "", "| command | median ms | / `python -I -c pass` | / do-nothing script |", "|---|---:|---:|---:|", *rows, "",
            f"Piped `brief` / Python tldr with a cached page: {against:.2f}. "
            f"Peak memory, piped `brief` / `python -I -c pass`: {peak['brief, piped'] / peak[bare]:.2f}.", "",
        ]
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    made = table(*measured(given.rounds), given.rounds)
    print(made)
    if given.write:
        page = ROOT / "docs" / "speed.md"
        head, _, rest = page.read_text("utf-8").partition("<!-- bench -->\n")
        page.write_text(f"{head}<!-- bench -->\n{made}<!-- /bench -->\n" + rest.partition("<!-- /bench -->\n")[2], "utf-8")


if __name__ == "__main__":
    main()
