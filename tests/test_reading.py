"""YAML as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultureserve.reading import Finding, Unreadable, parse, read


def parsed(text: str) -> object:
    return parse(text, "x.yaml", [])


@pytest.mark.parametrize(
    "scalar", ["NO", "no", "yes", "on", "12:30", "19:30", "010", "1.10", "2024-02-29", "2023-02-29", "null", "~", "1_000", "0x1F"]
)
def test_scalars_stay_as_typed(scalar: str) -> None:
    assert parsed(f"{scalar}: {scalar}") == {scalar: scalar}


def test_lines_are_kept() -> None:
    node = parsed("a:\n  - x\n  - b: y\n")
    assert node["a"].line == 2  # type: ignore[index]
    assert node["a"][1]["b"].line == 3  # type: ignore[index]


def test_a_repeated_key_is_reported_and_the_first_kept() -> None:
    findings: list[Finding] = []
    assert parse("a: 1\nb: 2\na: 3\n", "x.yaml", findings) == {"a": "1", "b": "2"}
    assert (findings[0].line, findings[0].what) == (3, "the key is repeated")


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "&a [*a]",
        "a: !!set {b}",
        "a: !x b",
        "? [a]\n: b",
        "a: 1\n---\nb: 2",
        "[" * 30_000,
        "{a: " * 500,
        "\ta: b",
        "a: @x",
        'a: "\\udcff"',
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parsed(text)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    _, findings = read(path)
    assert "larger than" in findings[0].what


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    try:
        parsed(text)
    except Unreadable as fault:
        assert fault.what


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(raw)
        node, findings = read(path)
        assert findings or node is not None or not raw.strip(b" \t\r\n") or raw.lstrip().startswith((b"#", b"-", b"%", b".", b"\xef"))
