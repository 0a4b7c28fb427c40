"""Scripts: the words of a contact written as one piece, and the page they make."""

from __future__ import annotations

from typing import Any

from conftest import small
from cultureserve import brief, contract
from cultureserve.model import Request, Territory
from cultureserve.page import Line, fill, why
from cultureserve.pages import laid_out, laid_out_greeting, layout_of
from cultureserve.render import plain
from cultureserve.scripted import joined, without_spare, words_within
from cultureserve.scripted_page import DEEPER, ScriptLayout
from cultureserve.wording import Words

RURITANIA = Territory(code="RR", alpha3="RRR", numeric="999", calling_code="", languages=("de",), name="Ruritania")


def ruritanian(situation: str = "delay", **asked: Any) -> dict[str, Any]:
    return brief.make_brief(small(), RURITANIA, Request(country="RR", situation=situation, **asked), Words())


def test_the_words_of_a_script_are_the_words_of_the_page() -> None:
    page = ruritanian()
    assert list(words_within(page["script"])) == [
        "Guten Tag, hier ist {me}.", "Wann ist sie da?", "Geht Englisch?", "Es kommt am {date}.", "Ich rufe an.",
        "Es sind zwei.", "Es sind drei.", "Einen Moment.", "Bis bald.", "Bald."
    ]  # fmt: skip
    assert not any(point["phrase"] or point["branches"] for point in page["points"])
    assert page["opening"] == page["replies"] == page["farewell"] == page["rescues"] == []
    assert contract.breaches(page) == []


def test_a_line_stands_on_its_channels_only() -> None:
    by_mail = ruritanian(channel="email")["script"]
    assert [line["text"] for line in by_mail["opening"]] == ["Guten Tag,"]
    assert [step["words"][0]["text"] for step in by_mail["talk"]] == ["Es kommt am {date}.", "Ich schreibe es auf."]
    assert "Einen Moment." not in words_within(by_mail)
    assert [answer["heard"]["text"] for answer in by_mail["answers"]] == ["Wann?"]


def test_the_greeting_is_that_of_the_hour_in_words_sounds_and_meaning() -> None:
    (first, *_) = ruritanian(hour="morning")["script"]["opening"]
    assert (first["text"], first["means"]) == ("Guten Morgen, hier ist {me}.", "good morning, this is {me}")
    assert first["say_it"].startswith(", heer")  # the small base does not say how the greeting sounds


def test_lines_that_join_every_script_stand_behind_its_opening_and_in_its_last_step() -> None:
    script = ruritanian()["script"]
    assert script["opening"][-1]["label"] == "Into English"
    assert script["talk"][-1]["words"][-1]["label"] == "To check"
    assert ruritanian("complaint")["script"] is None  # they make no script of their own


def test_lines_that_can_be_spared_go_the_last_first() -> None:
    lines = ruritanian()["script"]
    shown = [list(words_within(without_spare(lines, kept))) for kept in (2, 1, 0)]
    assert [("Es sind zwei." in words, "Es sind drei." in words) for words in shown] == [(True, True), (True, False), (False, False)]
    assert all("Ich rufe an." in words for words in shown)


def test_lines_join_a_script_whose_steps_are_all_spared() -> None:
    line = {"text": "Einen Moment."}
    lines, others = {"opening": [], "talk": []}, {"opening": [], "talk": [{"title": None, "words": [line]}]}
    assert joined(lines, others)["talk"] == [{"title": None, "words": [line]}]


def test_a_sign_is_answered_with_the_words_of_the_script() -> None:
    page = ruritanian()
    (sign,) = (sign for sign in page["reads_as"] if sign["id"] == "silence")
    assert sign["words"]["text"] == "Sind Sie noch da?"
    assert [answer["heard"]["text"] for answer in page["script"]["answers"]] == ["Wann?", "Na ja."]
    assert "   Silence: Thought → Sind Sie noch da?         (are you still there?) [" in plain(laid_out(page, Words()))


def test_a_contact_without_a_script_is_made_of_phrases() -> None:
    page = ruritanian("complaint")
    assert page["script"] is None
    assert page["replies"]


def test_a_script_is_in_one_language() -> None:
    assert ruritanian(language="en")["script"] is None


def test_the_page_prints_steps_cases_and_answers() -> None:
    page = plain(laid_out(ruritanian(), Words())).splitlines()
    assert "1  NAME THE DAY – slowly" in page
    assert "   Es kommt am [date].                          (it comes on [date])" in page
    assert "   NO DATE YET: Ich rufe an.                    (I will ring)" in page
    assert "   'Na ja.' → ask what is wrong" in page
    assert "WORDS    bald (soon)" in page
    assert {"OPEN", "CLOSE", "THEY SAY"} <= set(page)
    assert any(line.startswith("AVOID    ") for line in page)
    assert any("own words" in line for line in page)


def test_rules_stand_in_place_of_essence_points_and_worst_mistake() -> None:
    made = ruritanian()
    page = plain(laid_out(made, Words())).splitlines()
    start = page.index("IN BRIEF")
    assert [line.split(" [")[0] for line in page[start + 1 : start + 3]] == ["1  Say sorry in one sentence.", "2  No jokes."]
    assert any(line.startswith("   Have the day ready. [") for line in page)
    assert any(line.startswith("   Silence may mean thought. [") for line in page)
    assert not any(point["told"] for point in made["points"])
    assert "rr-sorry" in {line.whole for line in why(made, Words()).lines}
    (first, _) = made["script"]["brief"]
    assert first["rests_on"] == ["rr-sorry"]
    assert first["sources"]


def test_all_of_it_tells_the_advice_of_the_points_beside_the_rules() -> None:
    made = ruritanian(full=True)
    assert any(point["told"] for point in made["points"])
    assert any(line.startswith("HOW ") for line in plain(laid_out(made, Words())).splitlines())


def test_a_script_without_rules_is_headed_by_essence_points_and_worst_mistake() -> None:
    made = ruritanian()
    made["script"] = {**made["script"], "brief": []}
    made["points"] = [{**point, "told": True} for point in made["points"]]
    page = plain(laid_out(made, Words())).splitlines()
    start = next(n for n, line in enumerate(page) if line.startswith("IN BRIEF "))
    assert page[start].endswith(made["in_one_line"])
    assert page[start + 1] == f"WORST    {made['worst_mistake']}"
    (how,) = (line for line in page if line.startswith("HOW "))
    assert all(fill(point["do"]).rstrip(".") in how for point in made["points"])
    assert any(line.startswith("OPEN     Guten Tag") for line in page)


def test_rules_that_rest_on_traits_are_counted_among_what_is_derived() -> None:
    made = ruritanian()
    before = sum(item["derived"] for part in ("points", "reads_as", "avoid", "close") for item in made[part])
    made["script"]["brief"][0]["derived"] = True
    assert f"{before + 1} derived" in layout_of(made, Words()).sources()


def test_a_rule_of_law_says_for_when_it_was_read() -> None:
    layout = layout_of(ruritanian(), Words())
    assert isinstance(layout, ScriptLayout)
    rule = {"text": "Fourteen days.", "as_of": "2026-01", "derived": False, "sources": []}
    assert layout.rule(rule).whole == "Fourteen days. §"
    assert layout.sources().startswith("§ law 2026-01: check · ")


def test_what_is_heard_and_the_answer_take_as_few_rows_as_they_can() -> None:
    layout = layout_of({**ruritanian(), "retorts": True}, Words())
    assert isinstance(layout, ScriptLayout)
    heard, short = Line("'Na?'", mark="[1]"), Line("Ja.", kind="say", gloss="(yes)")
    assert [line.whole for line in layout.exchange(heard, short, {})] == ["'Na?' → Ja. (yes) [1]"]
    long = Line("x" * 60, kind="say", gloss="(yes)")
    assert [line.whole for line in layout.exchange(Line("y" * 30), long, {})] == ["y" * 30, f"→ {'x' * 60} (yes)"]


def test_sounds_stand_beside_their_words_or_below_them_without_slashes() -> None:
    layout = layout_of(ruritanian(), Words())
    assert isinstance(layout, ScriptLayout)
    short = layout.below(Line("Danke.", kind="say", gloss="(thanks)", sounds="/DAHN-kuh/"))
    assert [line.whole for line in short] == ["Danke. /DAHN-kuh/ (thanks)"]
    shown = layout.below(Line("x" * 50, kind="say", gloss="(thanks)", sounds=f"/{'z' * 50}/"))
    assert [(line.whole, line.deeper) for line in shown] == [(f"{'x' * 50} (thanks)", 0), ("z" * 50, DEEPER)]
    wide = layout.below(Line("x" * 60, kind="say", gloss=f"({'y' * 30})", sounds="/z/"))
    assert [line.whole for line in wide] == ["x" * 60, f"z ({'y' * 30})"]


def test_an_empty_line_parts_a_letter() -> None:
    made = ruritanian()
    line = {**made["script"]["closing"][0], "label": None}
    letter = [line, {**line, "text": "", "means": None}, line]
    layout = layout_of({**made, "channel_form": "letter", "script": {**made["script"], "letter": letter}}, Words())
    assert isinstance(layout, ScriptLayout)
    assert plain([layout.letter_section()]).splitlines() == ["MAIL", f"   {line['text']}", "", f"   {line['text']}"]


def test_a_greeting_alone_needs_no_script() -> None:
    greeting = plain(laid_out_greeting(ruritanian(), Words()))
    assert "Guten Tag" in greeting
    assert "Es kommt" not in greeting


def test_without_the_file_pages_are_made_of_phrases(tmp_path: Any) -> None:
    import shutil

    from conftest import TESTS
    from cultureserve.loading import load

    shutil.copytree(TESTS / "small", tmp_path, dirs_exist_ok=True)
    (tmp_path / "scripts.yaml").unlink()
    knowledge = load(tmp_path)
    assert knowledge.scripts == {}
    page = brief.make_brief(knowledge, RURITANIA, Request(country="RR", situation="delay"), Words())
    assert page["script"] is None
    assert page["replies"]
