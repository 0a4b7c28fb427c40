"""The command line: streams, exit statuses, pipes, help and arguments, on real processes where it matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, environment, run
from cultureserve import cli
from cultureserve.errors import shown, shown_path
from cultureserve.status import MEANINGS, Exit

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ("brief", "--country", "JP", "--situation", "complaint")


# --- streams and exit statuses ---


def test_an_answer_is_on_stdout_and_nothing_on_stderr() -> None:
    ran = run(*PAGE)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Japan")


def test_an_error_is_on_stderr_and_nothing_on_stdout() -> None:
    ran = run("brief", "--country", "QQ", "--situation", "complaint")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: unknown country 'QQ'")
    assert "list countries" in ran.err
    assert len(ran.err.splitlines()) <= 4


def test_exit_codes_are_documented(called: Any) -> None:
    out = called("help", "exit-codes").out
    for name, code in vars(Exit).items():
        assert name.startswith("_") or f"{code:>3}  {MEANINGS[code]}" in out


def test_json_is_valid_versioned_ascii_and_ends_with_a_newline() -> None:
    ran = run(*PAGE, "--format", "json", env=environment(PYTHONIOENCODING="ascii"))
    assert ran.out.isascii() and ran.out.endswith("}\n")
    assert json.loads(ran.out)["schema_version"] == 1


def test_errors_in_json_mode_are_json_on_stderr(called: Any) -> None:
    for spelling in (["--json"], ["--format", "json"], ["--format=json"]):
        ran = called("brief", "--country", "QQ", "--situation", "complaint", *spelling)
        assert ran.out == ""
        assert json.loads(ran.err)["error"]["code"] == "unknown_country"


def test_json_is_short_for_format_json(called: Any) -> None:
    assert called(*PAGE, "--json").out == called(*PAGE, "--format", "json").out


def test_a_pipe_gets_no_escapes_boxes_or_trailing_spaces() -> None:
    out = run(*PAGE).out
    assert "\x1b" not in out
    assert not any("\u2500" <= c <= "\u257f" for c in out)
    assert not any(line != line.rstrip() for line in out.splitlines())


def test_a_pipe_is_not_wrapped() -> None:
    outs = {
        run(*PAGE, "--at", "2026-11-24T10:30", env=environment(COLUMNS=columns)).out for columns in ("20", "200", "0", "abc", "-5", None)
    }
    assert len(outs) == 1


@pytest.mark.parametrize("unbuffered", [None, "1"])
def test_a_reader_that_leaves_is_no_error(unbuffered: str | None, tmp_path: Path) -> None:
    script = f"{sys.executable} -P -m cultureserve list countries 2>{tmp_path}/e | head -n 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    loop = f"{sys.executable} -P -m cultureserve show country JP --json 2>>{tmp_path}/e | true; exit ${{PIPESTATUS[0]}}"
    for line in (script, loop):
        done = subprocess.run(["bash", "-c", line], env=environment(PYTHONUNBUFFERED=unbuffered), check=False, timeout=60)
        assert done.returncode in (0, 141)  # 0 where all of it fitted the pipe before the reader left
    assert (tmp_path / "e").read_bytes() == b""


def test_a_long_answer_to_a_reader_that_has_left_is_141() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -P -m cultureserve list sources --json | (exec <&-; sleep 2); exit ${{PIPESTATUS[0]}}"],
        env=environment(), check=False, timeout=60, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(("redirect", "status"), [(">&-", 74), (">/dev/full", 74), ("2>&-", 0), ("2>/dev/full", 0), ("<&-", 0)])
def test_closed_and_full_streams(redirect: str, status: int) -> None:
    command = f"{sys.executable} -P -m cultureserve {' '.join(PAGE)} {redirect}"
    done = subprocess.run(["bash", "-c", command], env=environment(), capture_output=True, check=False, timeout=60)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    if status == 74:
        assert done.stderr.startswith(b"error: cannot write the answer")
    else:
        assert done.stdout.startswith(b"Japan")


def test_a_usage_error_with_stderr_full_is_still_a_usage_error() -> None:
    command = f"{sys.executable} -P -m cultureserve brief --country QQ --situation complaint 2>/dev/full"
    assert subprocess.run(["bash", "-c", command], env=environment(), check=False, timeout=60).returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16"])
def test_a_narrow_encoding_is_readable(encoding: str) -> None:
    ran = run(*PAGE, env=environment(PYTHONIOENCODING=encoding))
    assert ran.status == 0
    assert "Traceback" not in ran.err


def test_the_same_request_prints_the_same_bytes_anywhere(tmp_path: Path) -> None:
    page = (*PAGE, "--at", "2026-11-24T10:30")
    settings_ = [
        {}, {"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4711"}, {"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}, {"LC_ALL": "xx_YY"},
        {"TZ": "Asia/Tokyo"}, {"TZ": "UTC+25"}, {"HOME": None}, {"COLUMNS": "33"},
    ]  # fmt: skip
    outs = {run(*page, env=environment(**{"PYTHONIOENCODING": "utf-8", **s}), cwd=tmp_path).out for s in settings_}
    assert len(outs) == 1
    assert len({run(*page, "--json", env=environment(**s), cwd=tmp_path).out for s in settings_}) == 1


def test_reading_commands_write_nothing(tmp_path: Path) -> None:
    for command in (PAGE, ("list", "countries"), ("search", "invoice"), ("check",)):
        assert run(*command, env=environment(HOME=str(tmp_path)), cwd=tmp_path).status == 0
    assert list(tmp_path.rglob("*")) == []


def test_nothing_is_loaded_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "data").mkdir()
    assert run(*PAGE, cwd=tmp_path).status == 0


# --- help ---


def test_no_arguments_is_short_help_on_stderr() -> None:
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert "usage:" in ran.err


HELPS = [["-h"], ["--help"], ["help"], ["help", "brief"], ["brief", "-h"], ["--json", "brief", "--help"]]


@pytest.mark.parametrize("arguments", HELPS, ids=" ".join)
def test_help_is_on_stdout(arguments: list[str], called: Any) -> None:
    ran = called(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert "Usage: cultureserve" in ran.out


@pytest.mark.parametrize("name", list(cli.commands()))
def test_every_help_begins_with_an_example(name: str, called: Any) -> None:
    out = called(name, "--help").out
    assert f"cultureserve {name}" in "\n".join(out.splitlines()[1:12])


def test_help_survives_twenty_columns() -> None:
    out = run("brief", "--help", env=environment(COLUMNS="20")).out
    assert "--country" in out


@pytest.mark.parametrize("name", ["GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"])
def test_help_in_a_pipe_has_no_colour(name: str) -> None:
    assert "\x1b" not in run("--help", env=environment(**{name: "1"})).out


def test_help_is_literal(called: Any) -> None:
    assert "[surname]" in called("brief", "--help").out


def test_help_says_where_to_report(called: Any) -> None:
    assert "https://" in called("--help").out


@pytest.mark.parametrize("spelling", ["--version", "-V"])
def test_version_is_one_line(spelling: str, called: Any) -> None:
    ran = called(spelling)
    assert ran.out.startswith("cultureserve ") and ran.out.count("\n") == 1


def test_version_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "cultureserve", "--version"], env=environment(), capture_output=True, check=True
    )
    imported = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.decode().splitlines()}
    assert not imported & {"rich", "yaml", "babel", "pydantic", "holidays", "phonenumbers"}


# --- arguments ---


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["breif"], "brief"), (["brief", "--contry", "JP"], "--country"), (["brief", "--country", "Nethrlands", "--situation", "complaint"], "Netherlands"),
        (["brief", "--country", "JP", "--situation", "complant"], "complaint"), ([*PAGE, "--channel", "fone"], "phone"), ([*PAGE, "--format", "jsn"], "json"),
        (["show", "strategy", "empaty"], "empathy"), (["show", "contry", "JP"], "country"), (["list", "countrys"], "countries"),
        (["help", "breif"], "brief"), ([*PAGE, "--language", "blubb"], "one of"),
    ],
)  # fmt: skip
def test_typos_get_suggestions_and_no_guess_is_acted_on(arguments: list[str], near: str, called: Any) -> None:
    ran = called(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert near in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "--country", "--help"], ["brief", "--country="], ["brief", "--country", ""], ["brief", "--country", " ", "--situation", "complaint"],
        [*PAGE, "--country", "NO"], ["br", "--country", "JP"], ["brief", "JP", "complaint"], ["brief", "--country", "JP"], [*PAGE, "extra"],
        [*PAGE, "--at", "0"], [*PAGE, "--at", "1700000000"], [*PAGE, "--at", "2026-02-29T10:00"], [*PAGE, "--at", "tomorrow"], [*PAGE, "--at", "2026-11-24"],
        [*PAGE, "--at", "2026-11-24T25:00"], [*PAGE, "--at", "２０２６-11-24T10:00"], [*PAGE, "--json", "--format", "markdown"], [*PAGE, "--full=yes"],
        ["brief", "--country", "Holand", "--situation", "complaint"], ["why", "nonsense", *PAGE[1:]], ["show", "source", "nobody"], ["brief", "--count", "JP"],
        [*PAGE, "--json", "--json"],
    ],
)  # fmt: skip
def test_refused_with_status_two(arguments: list[str], called: Any) -> None:
    ran = called(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: ") or ran.err.startswith('{"error"')
    assert "Traceback" not in ran.err


def test_options_of_every_command_work_before_it_too(called: Any) -> None:
    assert called("--json", *PAGE).out == called(*PAGE, "--json").out
    assert called("--format", "markdown", *PAGE).out == called(*PAGE, "--format", "markdown").out
    assert called("--color=never", *PAGE).out == called(*PAGE).out


@pytest.mark.parametrize("typed", ["late order", "Late Order", "late-order", "invoice", "angry customer", "Billing question", "COMPLAINT"])
def test_everyday_words_for_a_situation(typed: str, called: Any) -> None:
    assert called("brief", "--country", "DE", "--situation", typed).status == 0


def test_a_country_taken_with_a_notice_says_so_on_stderr(called: Any) -> None:
    ran = called("brief", "--country", "+44", "--situation", "complaint")
    assert ran.status == 0
    assert ran.err.startswith("note: +44 is shared by")


def test_a_long_bad_value_is_cut(called: Any) -> None:
    ran = called("brief", "--country", "x" * 100_000, "--situation", "complaint")
    assert ran.status == 2
    assert len(ran.err) < 400


@given(st.text(st.characters(exclude_characters="\0"), max_size=200))
def test_whatever_is_shown_is_printable_and_short(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 90
    assert shown_path(text).isprintable()


def test_a_long_path_keeps_the_files_name() -> None:
    cut = shown_path("/very" * 40 + "/cultures.yaml")
    assert len(cut) == 80
    assert cut.startswith("…") and cut.endswith("/very/cultures.yaml")
    assert shown_path("data/cultures.yaml") == "data/cultures.yaml"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["brief", "greet", "list", "--country", "JP", "--json", "--", "-h", "--at", "show"]), st.text(max_size=8)
        ),
        max_size=5,
    )
)
def test_any_command_line_ends_without_a_traceback(called: Any, arguments: list[str]) -> None:
    ran = called(*[a.replace("\0", "") for a in arguments])
    assert ran.status in set(MEANINGS) - {Exit.BUG}
    assert "Traceback" not in ran.err


# --- the other commands ---


@pytest.mark.parametrize("what", ["countries", "situations", "strategies", "languages", "sources"])
def test_list(what: str, called: Any) -> None:
    ran = called("list", what)
    assert ran.status == 0
    rows = json.loads(called("list", what, "--json").out)
    assert len(rows) == len(ran.out.splitlines()) > 2
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("what", [("country", "JP"), ("country", "Sweden"), ("situation", "invoice"), ("strategy", "empathy")])
def test_show(what: tuple[str, str], called: Any) -> None:
    for style in ("text", "markdown"):
        assert called("show", *what, "--format", style).out
    assert json.loads(called("show", *what, "--json").out)


def test_show_source(called: Any) -> None:
    name = json.loads(called("list", "sources", "--json").out)[0]["id"]
    ran = called("show", "source", name)
    assert "CITED BY" in ran.out
    assert json.loads(called("show", "source", name, "--json").out)["id"] == name


def test_greet_is_address_and_opening_only(called: Any) -> None:
    ran = called("greet", "--country", "DE", "--channel", "email")
    assert "ADDRESS" in ran.out and "OPEN" in ran.out
    assert "AVOID" not in ran.out
    assert set(json.loads(called("greet", "--country", "DE", "--json").out)) >= {"address", "opening", "schema_version"}


def test_search_finds_all_the_words(called: Any) -> None:
    hits = json.loads(called("search", "invoice", "figure", "--json").out)
    assert hits
    assert all("invoice" in f"{h['kind']} {h['id']} {h['text']}".lower() for h in hits)
    nothing = called("search", "xyzzy")
    assert (nothing.status, nothing.out) == (0, "")
    assert "nothing found" in nothing.err
    assert called("search", "xyzzy", "--json").out == "[]\n"


def test_why_says_what_held_and_what_failed(called: Any) -> None:
    page = json.loads(called(*PAGE, "--json").out)
    point = next(p for p in page["points"] if p["own"])
    rested = {
        name
        for part in ("goal", "before", "never", "after", "talk", "answers")
        for line in page["script"][part]
        for name in line["rests_on"]
    }
    for line in (point, page["avoid"][0], page["reads_as"][0]):
        outcome = json.loads(called("why", line["id"], *PAGE[1:], "--json").out)["outcome"]
        assert outcome == ("told" if line["id"] in rested else "chosen")
    other = called("why", point["id"], "--country", "JP", "--situation", "thanks")
    assert "fails: situation is thanks" in other.out or "not asked" in other.out


def test_a_change_of_clocks_is_told_where_it_is_that_of_the_main_zone(called: Any) -> None:
    """Easter Island moves its clocks at ten in the evening, Santiago at midnight."""
    asked = ("brief", "--country", "CL", "--situation", "complaint", "--at")
    assert called(*asked, "2026-09-05T22:30").err == ""
    assert "twice or never" in called(*asked, "2026-09-06T00:30").err


def test_why_knows_the_laws(called: Any) -> None:
    country = json.loads(called("show", "country", "BR", "--json").out)
    shown = [json.loads(called("why", law, "--country", "BR", "--situation", "refund", "--json").out) for law in country["laws"]]
    assert {reason["outcome"] for reason in shown} >= {"told", "failed"}
    assert all(reason["sources"] for reason in shown)


def test_why_option_names_facts_and_sources(called: Any) -> None:
    page = json.loads(called(*PAGE, "--json").out)
    out = called(*PAGE, "--why").out
    for item in page["points"] + page["avoid"] + page["opening"] + page["laws"]:
        assert item["id"] in out
        for cite in item["sources"]:
            assert f"{cite['source']}: {cite['says']}" in out


def test_another_knowledge_base(called: Any) -> None:
    small = str(ROOT / "tests" / "small")
    ran = called("brief", "--country", "JP", "--situation", "late", "--data", small)
    assert ran.status == 0
    assert "Give the new date." in ran.out
    assert called("brief", "--country", "JP", "--situation", "thanks", "--data", small).status == 2
    assert called("list", "situations", "--data", "/nonexistent").status == 66


def test_the_hour_of_at_chooses_the_greeting(called: Any) -> None:
    words = {
        hour: json.loads(called("greet", "--country", "AT", "--channel", "in-person", "--at", f"2026-11-24T{hour}:30", "--json").out)[
            "opening"
        ][0]["text"]
        for hour in ("08", "15", "19")
    }
    assert len(set(words.values())) == 3
    unknown = json.loads(called("greet", "--country", "AT", "--channel", "in-person", "--at", "2026-11-24T08:30+09:00", "--json").out)
    assert unknown["opening"][0]["hours"] is None


def test_a_greeting_gives_the_opening_of_the_script_and_nothing_else_of_it(called: Any) -> None:
    asked = ("--country", "DE", "--situation", "delay", "--channel", "phone", "--at", "2026-11-24T10:30", "--json")
    brief, greeting = (json.loads(called(command, *asked).out) for command in ("brief", "greet"))
    assert greeting["script"]["opening"] == brief["script"]["opening"]
    assert greeting["script"]["talk"] == brief["script"]["talk"][:1] != []
    assert not any(greeting["script"][part] for part in ("before", "never", "after", "closing", "answers", "terms"))


def test_a_greeting_shows_the_first_step_of_a_talk(called: Any) -> None:
    asked = ("--country", "DE", "--situation", "delay", "--channel", "phone", "--at", "2026-11-24T10:30")
    ran = called("greet", *asked)
    (opening,) = (line for line in ran.out.splitlines() if line.startswith("OPEN"))
    first = json.loads(called("brief", *asked, "--json").out)["script"]["talk"][0]
    assert first["title"][:40] in opening
    assert first["words"][0]["text"][:20].split(",")[0] in ran.out


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, called: Any) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cultureserve.brief.make_brief", interrupt)
    ran = called(*PAGE)
    assert (ran.status, ran.out) == (130, "")
    assert "Traceback" not in ran.err


def test_a_fault_of_ours_is_one_line_and_70(monkeypatch: pytest.MonkeyPatch, called: Any) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("cultureserve.brief.make_brief", fail)
    ran = called(*PAGE)
    assert (ran.status, ran.out) == (70, "")
    assert "boom" in ran.err and "Traceback" not in ran.err and "report" in ran.err


def test_it_runs_as_any_user_without_a_home() -> None:
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid", "54321", "--clear-groups", sys.executable, "-P", "-m", "cultureserve", *PAGE]
        done = subprocess.run(command, env=environment(HOME=None), capture_output=True, check=False, timeout=60)
        if b"ermission denied" in done.stderr or b"No module named cultureserve" in done.stderr:
            pytest.skip("the interpreter itself is not readable for other users here")
        assert done.returncode == 0
    assert run(*PAGE, env=environment(HOME=None)).status == 0
