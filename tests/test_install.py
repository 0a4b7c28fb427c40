"""From a wheel, in an empty environment, it finds its knowledge."""

from __future__ import annotations

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
