"""Scripts: the words of a contact written as one piece, and the page they make."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conftest import small
from cultureserve import brief, contract
from cultureserve.model import Request, Territory
from cultureserve.page import Line, why
from cultureserve.pages import laid_out, laid_out_greeting, layout_of
from cultureserve.render import plain
from cultureserve.scripted import Prompter, joined, words_within
from cultureserve.talk_page import DEEPER, TalkLayout
from cultureserve.wording import Words

RURITANIA = Territory(code="RR", alpha3="RRR", numeric="999", calling_code="", languages=("de",), name="Ruritania")


def ruritanian(situation: str = "delay", **asked: Any) -> dict[str, Any]:
    return brief.make_brief(small(), RURITANIA, Request(country="RR", situation=situation, **asked), Words())


def test_the_words_of_a_script_are_the_words_of_the_page() -> None:
    page = ruritanian()
    assert list(words_within(page["script"])) == [
        "[Guten Tag], hier ist {me}.", "Wann ist sie da?", "Es kommt am {date}.", "Ich rufe an.",
        "Es sind zwei.", "Es sind drei.", "Geht Englisch?", "Einen Moment.", "Bis bald.", "Bald."
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


def test_the_greeting_of_the_hour_is_a_sample_in_words_sounds_and_meaning() -> None:
    (first, *_) = ruritanian(hour="morning")["script"]["opening"]
    assert (first["text"], first["means"]) == ("[Guten Morgen], hier ist {me}.", "[good morning], this is {me}")
    assert first["say_it"].startswith(", heer")  # the small base does not say how the greeting sounds


def test_lines_join_a_script_without_steps() -> None:
    line = {"text": "Einen Moment."}
    lines, others = {"goal": [], "opening": [], "talk": []}, {"opening": [], "talk": [{"title": None, "words": [line]}]}
    assert [step["words"] for step in joined(lines, others)["talk"]] == [[line]]


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
    assert "   Es kommt am [date].                          (it comes on [date])" in page
    assert "   NO DATE YET: Ich rufe an.                    (I will ring)" in page
    assert "   'Na ja.' → ask what is wrong" in page
    assert "WORDS    bald (soon)" in page
    assert {"SAY", "THEY SAY → IT MAY MEAN → YOU SAY"} <= set(page)
    assert any("own words" in line for line in page)


def test_rules_stand_in_place_of_points() -> None:
    made = ruritanian()
    assert not any(point["told"] for point in made["points"])
    assert "rr-sorry" in {line.whole for line in why(made, Words()).lines}
    (goal,) = made["script"]["goal"]
    assert goal["rests_on"] == ["rr-sorry"]
    assert goal["sources"]


def test_all_of_it_tells_the_advice_of_the_points_beside_the_rules() -> None:
    made = ruritanian(full=True)
    assert any(point["told"] for point in made["points"])
    assert any(line.startswith("HOW ") for line in plain(laid_out(made, Words())).splitlines())


def test_rules_that_rest_on_traits_are_counted_among_what_is_derived() -> None:
    made = ruritanian()
    before = sum(item["derived"] for part in ("points", "reads_as", "avoid", "close") for item in made[part])
    made["script"]["goal"][0]["derived"] = True
    assert f"{before + 1} derived" in layout_of(made, Words()).sources()


def test_a_rule_of_law_says_for_when_it_was_read() -> None:
    layout = layout_of(ruritanian(), Words())
    assert isinstance(layout, TalkLayout)
    rule = {"text": "Fourteen days.", "as_of": "2026-01", "derived": False, "sources": []}
    assert layout.rule(rule).whole == "Fourteen days. §"
    assert layout.sources().startswith("§ law 2026-01: check · ")


def test_what_is_heard_and_the_answer_take_as_few_rows_as_they_can() -> None:
    layout = layout_of({**ruritanian(), "retorts": True}, Words())
    assert isinstance(layout, TalkLayout)
    heard, short = Line("'Na?'", mark="[1]"), Line("Ja.", kind="say", gloss="(yes)")
    assert [line.whole for line in layout.exchange(heard, short, {})] == ["'Na?' → Ja. (yes) [1]"]
    long = Line("x" * 60, kind="say", gloss="(yes)")
    assert [line.whole for line in layout.exchange(Line("y" * 30), long, {})] == ["y" * 30, f"→ {'x' * 60} (yes)"]


def test_sounds_stand_beside_their_words_or_below_them_without_slashes() -> None:
    layout = layout_of(ruritanian(), Words())
    assert isinstance(layout, TalkLayout)
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
    assert isinstance(layout, TalkLayout)
    assert plain([layout.letter_section()]).splitlines() == ["MAIL", f"   {line['text']}", "", f"   {line['text']}"]


def test_a_greeting_alone_needs_no_script() -> None:
    greeting = plain(laid_out_greeting(ruritanian(), Words()))
    assert "Guten Tag" in greeting
    assert "Es kommt" in greeting, "the first step"
    assert "Bis bald" not in greeting


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


def test_a_talk_is_told_in_plain_sentences() -> None:
    made = ruritanian()
    page = [line.split(" [")[0] for line in plain(laid_out(made, Words())).splitlines()]
    assert "GOAL     Say sorry in one sentence." in page
    assert "–  Have the day ready." in page
    assert any(line.startswith("1  It comes on") for line in page)
    assert "   'Wann?' (when?) → stay calm → Bald.          (soon)" in page
    assert "NOT      No jokes." in page
    assert "CLOSE    Bis bald. (see you soon)" in page
    assert "AFTER    Write the day down." in page
    assert not any(line.startswith(("AVOID", "HOW", "WORST")) for line in page)
    assert contract.breaches(made) == []


def test_what_the_page_warns_of_and_decodes_stands_first_among_warnings_and_signs() -> None:
    assert brief.told_by(small().scripts["RR"]["rr-delay"]) == ["rr-no-jokes", "silence"]


def test_joining_lines_stand_in_the_first_and_the_last_step() -> None:
    script = ruritanian()["script"]
    assert "Into English" in [line["label"] for line in script["talk"][0]["words"]]
    assert script["talk"][-1]["words"][-1]["label"] == "To check"
    assert "Into English" not in [line["label"] for line in script["opening"]]
    assert ruritanian("complaint")["script"] is None  # they make no script of their own


def test_steps_and_answers_that_rest_on_lines_give_their_sources() -> None:
    made = ruritanian()
    step, answer = made["script"]["talk"][0], made["script"]["answers"][0]
    assert step["rests_on"] == ["rr-sorry"]
    assert answer["rests_on"] == ["silence"]
    assert {cite["source"] for cite in (*step["sources"], *answer["sources"])} <= set(made["sources"])
    told = {line.whole for line in why(made, Words()).lines}
    assert {"rr-sorry", "silence"} <= told
    assert any(line.startswith("1  It comes on [date]: name the day slowly [") for line in plain(laid_out(made, Words())).splitlines())


def test_a_letter_stands_as_a_whole() -> None:
    made = ruritanian(channel="email")
    made["script"]["letter"] = [{"label": "Subject", "text": "Ihr Paket", "reading": None, "say_it": None, "means": "your parcel"}]
    made["channel_form"] = "letter"
    page = plain(laid_out(made, Words())).splitlines()
    assert "   SUBJECT: Ihr Paket" in page
    assert "IT SAYS  your parcel" in page
    assert "THEY WRITE → IT MAY MEAN → YOU WRITE" in page


def test_limits_of_a_talk_stand_with_its_sources() -> None:
    made = {**ruritanian(), "limits": ["The young differ."], "limits_own": True}
    page = plain(laid_out(made, Words())).splitlines()
    assert not any(line.startswith("LIMITS") for line in page)
    assert any("The young differ" in line for line in page)


def test_of_several_greetings_a_script_takes_the_first() -> None:
    phrase = replace(small().phrases["de"]["de-greeting"], text="Guten Tag! / Guten Abend!")
    script = next(iter(small().scripts["RR"].values()))
    prompter = Prompter(script, "phone", Words(), ("greeting", phrase, True), str, lambda _: {})
    assert prompter.greeted("{greeting}, hier ist {me}.", "text") == "[Guten Tag], hier ist {me}."
