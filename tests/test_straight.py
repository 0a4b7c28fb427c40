"""The straight path answers what the long way answers, byte for byte, or leaves it to the long way."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import CHANNELS, DENSE, ROOT, SITUATIONS, environment, whole
from cultureserve import __version__, about, cli, model, packfile, straight, unpacking
from cultureserve.countries import territories
from cultureserve.pack import build
from cultureserve.pages import laid_out, laid_out_greeting
from cultureserve.wording import Words


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pack") / "knowledge.pack"
    path.write_bytes(build(ROOT / "data"))
    return str(path)


def quick(pack: str, *arguments: str) -> str | None:
    content = straight.answer(list(arguments), pack, __version__)
    return None if content is None else content.decode()


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("country", DENSE)
def test_every_cell_is_the_same_both_ways(country: str, situation: str, pack: str, called: Any) -> None:
    for channel in CHANNELS:
        for form in ("text", "json"):
            page = ("brief", "--country", country, "--situation", situation, "--channel", channel, "--format", form)
            assert quick(pack, *page) == called(*page).out


LEFT_OUT = {"JP": [], "DE": ["2026-03-29T02:30"]}  # hours that the clocks of a country skip: the long way says so


@pytest.mark.parametrize("command", ["brief", "greet"])
@pytest.mark.parametrize("at", ["2026-11-24T08:30", "2028-02-29T12:00", "2026-11-24T23:59", "2026-11-24T00:00", "2026-03-29T02:30"])
def test_hours_are_the_same_both_ways(command: str, at: str, pack: str, called: Any) -> None:
    for country in LEFT_OUT:
        for channel in CHANNELS:
            for form in ("text", "json"):
                page = (command, "-c", country, "-s", SITUATIONS[0], "--channel", channel, "--at", at, "--format", form)
                content = quick(pack, *page)
                assert content is None if at in LEFT_OUT[country] else content == called(*page).out


def test_the_table_of_options_is_typers() -> None:
    """Every option of the straight path is an option of both commands, and takes a value or not as there."""
    left_to_the_long_way = {"--full", "--why", "--data", "--help", "-h", "--city", "--zone", "--phone"}
    for name in straight.COMMANDS:
        options = {
            written: option.is_flag
            for option in cli.commands()[name].params
            if option.param_type_name == "option"
            for written in option.opts
        }
        assert options.keys() - left_to_the_long_way == straight.VALUES.keys() | straight.FLAGS.keys()
        for written, is_flag in options.items():
            assert (written in straight.FLAGS) is (is_flag and written not in left_to_the_long_way)


OPTIONS = st.sampled_from(
    [
        *straight.VALUES, *straight.FLAGS, "--country=JP", "--situation=late order", "--channel=email", "--at=2026-11-24T08:30", "--format=json",
        "--country=", "-cJP", "--full", "--why", "--contry", "--city=Tokyo", "--zone=Asia/Tokyo", "--phone=+81312345678", "--coun", "--", "-h", "--json=1", "--language=de", "--color=never", "--color=always",
    ]
)  # fmt: skip
VALUES = st.sampled_from(
    [
        "JP", "jp", "DE", "deu", "276", "Japan", "日本", "Deutschland", "germany ", "🇯🇵", "+81", "ja-JP", "SE", "QQ", "", " ", "-x", "complaint", "Late Order",
        "late-order", "invoice", "phone", "email", "fax", "de", "ja", "en", "German", "2026-11-24T08:30", "2026-11-24T08:30:15", "2026-02-29T10:00",
        "2026-11-24T08:30+09:00", "2026-13-01T10:00", "2026-11-24T24:00", "2026-11-24T10:60", "text", "json", "markdown", "auto", "never", "always",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["brief", "greet", "list", "--json"]), st.lists(st.one_of(OPTIONS, VALUES), max_size=8))
def test_random_command_lines(pack: str, called: Any, command: str, rest: list[str]) -> None:
    content = quick(pack, command, *rest)
    if content is not None:
        ran = called(command, *rest)
        assert (ran.status, ran.err, ran.out) == (0, "", content)


COUNTRY = st.sampled_from(["JP", "jp", "deu", "Japan", "japan", "日本", "Allemagne", "ＤＥ", "Holland", "UK", "Nippon"])
PLAIN = {
    "--country": COUNTRY, "--situation": st.sampled_from(["complaint", "Late order", "invoice", "sales_call", "-x", "x"]),
    "--channel": st.sampled_from(CHANNELS), "--at": VALUES, "--format": st.sampled_from(["text", "json", "markdown"]),
    "--color": st.sampled_from(["auto", "never", "always"]), "--language": st.sampled_from(["ja", "de", "en", "xx"]),
}  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["brief", "greet"]), st.fixed_dictionaries({}, optional=PLAIN), st.booleans(), st.booleans())
def test_random_plain_command_lines(pack: str, called: Any, command: str, options: dict[str, str], equals: bool, flag: bool) -> None:
    rest = [w for o, v in options.items() for w in ([f"{o}={v}"] if equals else [o, v])] + (["--json"] if flag else [])
    content = quick(pack, command, *rest)
    if content is not None:
        ran = called(command, *rest)
        assert (ran.status, ran.err, ran.out) == (0, "", content)


def test_plain_command_lines_do_go_straight(pack: str) -> None:
    for country in ("JP", "de", "jpn", "392", "Japan", "日本", "Deutschland", "Nippon"):
        for situation in ("complaint", "late order", "Billing question"):
            assert quick(pack, "brief", "--country", country, "--situation", situation)
    assert quick(pack, "greet", "-c", "JP")
    assert quick(
        pack, "brief", "--country=JP", "--situation=complaint", "--json", "--at=2026-11-24T10:30", "--language", "ja", "--no-pager"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"", lambda raw: raw[:100], lambda raw: raw[: len(raw) // 2], lambda raw: raw[:-1], lambda raw: raw + b"x",
        lambda raw: raw.replace(__version__.encode(), b"9.9.9", 1), lambda raw: b"x" * len(raw), lambda raw: raw[:200] + bytes(len(raw) - 200),
    ],
)  # fmt: skip
def test_a_spoilt_pack_is_left_alone(spoil: Any, pack: str, tmp_path: Path) -> None:
    spoilt = tmp_path / "knowledge.pack"
    spoilt.write_bytes(spoil(Path(pack).read_bytes()))
    assert quick(str(spoilt), "brief", "--country", "JP", "--situation", "complaint") is None
    assert quick(str(tmp_path / "missing"), "brief", "--country", "JP", "--situation", "complaint") is None


def test_a_piped_brief_imports_next_to_nothing(pack: str, tmp_path: Path) -> None:
    """The gate that does not depend on time: what an installed brief may import beyond the bare interpreter."""
    package = tmp_path / "cultureserve"
    (package / "data").mkdir(parents=True)
    for name in ("__init__", "straight", "packfile", "streams", "status", "folding", "clock", "plainjson"):
        (package / f"{name}.py").write_bytes((ROOT / "src/cultureserve" / f"{name}.py").read_bytes())
    os.link(pack, package / "data" / "knowledge.pack")
    code = (
        "import sys; before = set(sys.modules); sys.path.insert(0, sys.argv.pop(1)); import os; stop = os._exit\n"
        "def report(status): print('IMPORTED', sorted(set(sys.modules) - before), file=sys.stderr); stop(status)\n"
        "os._exit = report\nfrom cultureserve.straight import run; run()"
    )
    command = [sys.executable, "-I", "-c", code, str(tmp_path), "brief", "--country", "JP", "--situation", "complaint"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=True, timeout=30)
    assert done.stdout.startswith(b"Japan")
    imported = set(re.findall(r"'([^']+)'", done.stderr.decode()))
    assert imported == {
        "cultureserve",
        "cultureserve.straight",
        "cultureserve.clock",
        "cultureserve.packfile",
        "cultureserve.plainjson",
        "cultureserve.streams",
        "cultureserve.status",
        "_json",
        "zlib",
        "errno",
    } | (imported & {"marshal"})


def test_the_index_names_every_dense_country(pack: str) -> None:
    index = packfile.Pack(pack, __version__).index
    assert set(index["countries"]) == set(whole().countries)
    assert list(index["channels"]) == CHANNELS
    assert set(index["almanacs"]) == set(territories())


def same(one: Any, other: Any) -> bool:
    """Equal records, whatever kind of mapping holds them; also their places."""
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and not isinstance(one, model.Place):
        return len(one) == len(other) and all(map(same, one, other))
    if dataclasses.is_dataclass(one):
        return type(one) is type(other) and all(same(getattr(one, f.name), getattr(other, f.name)) for f in dataclasses.fields(one))
    return bool(one == other)


def test_the_knowledge_comes_out_of_the_pack_as_it_went_in(pack: str) -> None:
    assert same(unpacking.unpack(pack, __version__), whole())


def test_the_long_way_from_a_pack_says_the_same(pack: str, called: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        ("brief", "-c", "SE", "-s", "refund"), ("brief", "-c", "JP", "-s", "refund", "--full", "--why"), ("show", "country", "JP"), ("list", "sources"),
        ("show", "strategy", "empathy", "--json"), ("search", "invoice"), ("list", "situations", "--json"), ("show", "country", "DE", "--json"),
    ]  # fmt: skip
    from_yaml = [called(*line) for line in lines]
    monkeypatch.setattr(packfile, "PATH", pack)
    assert [called(*line) for line in lines] == from_yaml


def test_a_terminal_gets_the_same_page(pack: str, called: Any) -> None:
    for command, situation in (("brief", "complaint"), ("brief", "late order"), ("greet", "thanks")):
        for channel in CHANNELS:
            sections = straight.page([command, "-c", "JP", "-s", situation, "--channel", channel], pack, __version__)
            wanted = json.loads(called("brief", "-c", "JP", "-s", situation, "--channel", channel, "--json").out)
            assert sections == (laid_out(wanted, Words()) if command == "brief" else laid_out_greeting(wanted, Words()))
    assert straight.page(["greet", "-c", "JP"], pack, __version__) == straight.page(
        ["greet", "-c", "JP", "-s", whole().guide.greets_as], pack, __version__
    )
    assert straight.page(["greet", "-c", "JP"], pack, __version__) is not None
    assert straight.page(["brief", "-c", "JP", "-s", "complaint", "--json"], pack, __version__) is None
    assert straight.page(["list", "countries"], pack, __version__) is None


def test_the_version_goes_straight(pack: str, called: Any) -> None:
    for spelling in ("--version", "-V"):
        assert quick(pack, spelling) == called(spelling).out


@pytest.mark.parametrize(
    "line",
    [
        *(["list", what] for what in about.LISTS), ["show", "country", "JP"], ["show", "country", "Deutschland"], ["show", "situation", "complaint"],
        ["show", "strategy", "empathy"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_lists_and_shows_are_the_same_both_ways(line: list[str], pack: str, called: Any) -> None:
    for options in ([], ["--json"], ["--format", "text"], ["--color=never", "--no-pager"]):
        assert quick(pack, *line, *options) == called(*line, *options).out
    for options in (["--format", "markdown"], ["--why"], ["--data", "x"], ["extra"], ["--json", "--format", "text"], ["--country", "JP"]):
        assert quick(pack, *line, *options) is None


@pytest.mark.parametrize(
    "line",
    [
        ["why", "jp-complaint-hear-out", "-c", "JP", "-s", "complaint"], ["why", "bring-the-way-out", "--country", "DE", "-s", "late order", "--channel", "email"],
        ["search", "invoice"], ["search", "late", "order"], ["search", "納期"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_why_and_search_are_the_same_both_ways(line: list[str], pack: str, called: Any) -> None:
    for options in ([], ["--json"]):
        assert quick(pack, *line, *options) == called(*line, *options).out
    for options in (["--data", "x"], ["--format", "markdown"], ["-x"], [""], ["--json", "--json"]):
        assert quick(pack, *line, *options) is None


def test_what_is_not_found_goes_the_long_way(pack: str) -> None:
    for line in (
        ["why", "no-such-line", "-c", "JP", "-s", "complaint"],
        ["why"],
        ["why", "x"],
        ["search"],
        ["search", "qwertzuiop"],
        ["search", " "],
    ):
        assert quick(pack, *line) is None


def test_tab_goes_straight(pack: str) -> None:
    assert quick(pack, "complete", "bash", "1", "cultureserve", "bri") == "brief\n"
    assert quick(pack, "complete", "zsh", "3", "cultureserve", "brief", "-c", "jp") == "JP:Japan\n"
    assert quick(pack, "complete", "tcsh", "1", "x") is None


def test_what_the_pack_does_not_name_goes_the_long_way(pack: str) -> None:
    for line in (
        ["list"],
        ["list", "x"],
        ["show"],
        ["show", "country"],
        ["show", "country", "SE"],
        ["show", "source", "caa"],
        ["show", "situation", "late order"],
        ["list", "--json"],
    ):
        assert quick(pack, *line) is None
