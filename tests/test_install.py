"""From a wheel, in an empty environment, it finds its knowledge."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from conftest import AT, ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True, timeout=300
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_knowledge_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "cultureserve/data/cultures.yaml" in names
    assert "cultureserve/data/generated/names.tsv" in names
    assert not [n for n in names if n.startswith(("tests", "tools"))]


def test_it_prints_the_brief_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True, timeout=120)
    subprocess.run([str(tmp_path / "env/bin/pip"), "install", "--quiet", str(wheel)], check=True, capture_output=True, timeout=300)
    script = str(tmp_path / "env/bin/cultureserve")
    page = ["brief", "--country", "JP", "--situation", "complaint", "--at", AT]  # a minute may turn between two processes
    done = subprocess.run(
        [script, *page],
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
        cwd=tmp_path,
    )
    here = subprocess.run(
        [sys.executable, "-P", "-m", "cultureserve", *page],
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert done.stdout == here.stdout
    assert subprocess.run([script, "check"], env=environment(), capture_output=True, check=False, timeout=60).returncode == 0


def test_a_missing_package_is_named_in_one_line() -> None:
    """A bare checkout, no package installed: what is missing and how to get it, no traceback."""
    arguments = [sys.executable, "-S", "-m", "cultureserve", "brief", "--country", "JP", "--situation", "complaint"]
    ran = subprocess.run(arguments, env=environment(PYTHONPATH=str(ROOT / "src")), capture_output=True, check=False, timeout=60)
    assert ran.returncode == 69
    assert ran.stdout == b""
    assert ran.stderr.startswith(b"error: the package 'typer' is not installed\n")
    assert b"Traceback" not in ran.stderr


def without_a_parser(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A checkout in which PyYAML can be imported and the option parser cannot."""
    blocked = "import sys; sys.modules['typer'] = None; sys.argv[1:] = {!r}; from cultureserve.straight import run; run()"
    ran = [sys.executable, "-c", blocked.format(list(arguments))]
    return subprocess.run(ran, env=environment(PYTHONPATH=str(ROOT / "src")), capture_output=True, check=False, timeout=60)


def test_a_bare_checkout_with_pyyaml_gives_the_page_without_its_clock() -> None:
    asked = ("brief", "--country", "Japon", "--situation", "complaint")
    ran = without_a_parser(*asked)
    assert ran.returncode == 0
    assert ran.stderr.startswith(b"note: the package 'typer' is not installed: no local time\n")
    head, _, rest = ran.stdout.decode().partition("\n")
    assert head.startswith("Japan · Complaint · phone") and "call now" not in rest
    assert all(f"\n{title}" in f"\n{rest}" for title in ("GOAL", "SAY", "SOURCES"))
    made = json.loads(without_a_parser(*asked, "--json").stdout)
    assert made["country"]["code"] == "JP"
    assert made["time"] is None
    greeted = without_a_parser("greet", "--country", "DE")
    assert greeted.returncode == 0 and len(greeted.stdout) < len(ran.stdout)


@pytest.mark.parametrize(
    "asked",
    [("brief", "-s", "complaint"), ("list", "countries"), ("brief", "-c", "JP", "-s", "complaint", "--channel", "fax")],
)
def test_a_bare_checkout_says_what_to_install_for_all_else(asked: tuple[str, ...]) -> None:
    ran = without_a_parser(*asked)
    assert (ran.returncode, ran.stdout) == (69, b"")
    assert ran.stderr.startswith(b"error: the package 'typer' is not installed\n")


def test_a_bare_checkout_names_what_nobody_knows() -> None:
    for wrong, message in ((("-c", "Atlantis", "-s", "complaint"), b"'Atlantis'"), (("-c", "JP", "-s", "complante"), b"'complante'")):
        ran = without_a_parser("brief", *wrong)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.startswith(b"error: ") and message in ran.stderr and b"Traceback" not in ran.stderr
