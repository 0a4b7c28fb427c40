"""Scripts: the words of a contact written as one piece, and the page they make."""

from __future__ import annotations

from typing import Any

from conftest import small
from cultureserve import brief, contract
from cultureserve.model import Request, Territory
from cultureserve.page import laid_out, laid_out_greeting
from cultureserve.render import plain
from cultureserve.scripted import joined, without_spare, words_within
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
    lines, others = {"opening": [], "talk": []}, {"opening": [], "talk": [{"words": [line]}]}
    assert joined(lines, others)["talk"] == [{"words": [line]}]


def test_a_sign_is_answered_with_the_words_of_the_script() -> None:
    page = ruritanian()
    (sign,) = (sign for sign in page["reads_as"] if sign["id"] == "silence")
    assert sign["words"]["text"] == "Sind Sie noch da?"
    assert [answer["heard"]["text"] for answer in page["script"]["answers"]] == ["Wann?", "Na ja."]
    assert "Silence: Thought → Sind Sie noch da? (are you still there?)" in plain(laid_out(page, Words()))


def test_a_contact_without_a_script_is_made_of_phrases() -> None:
    page = ruritanian("complaint")
    assert page["script"] is None
    assert page["replies"]


def test_a_script_is_in_one_language() -> None:
    assert ruritanian(language="en")["script"] is None


def test_the_page_prints_steps_cases_and_answers() -> None:
    page = plain(laid_out(ruritanian(), Words())).splitlines()
    assert "TALK   1 Es kommt am [date]. (it comes on [date])" in page
    assert "   NO DATE YET: Ich rufe an. (I will ring)" in page
    assert "   'Na ja.' → ask what is wrong" in page
    assert "WORDS    bald (soon)" in page
    assert any(line.startswith("THEY SAY") for line in page)
    assert any("words: our own" in line for line in page)


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
