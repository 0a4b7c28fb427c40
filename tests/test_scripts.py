"""Scripts: the words of a contact written as one piece, and the page they make."""

from __future__ import annotations

from typing import Any

from conftest import small
from cultureserve import brief, contract
from cultureserve.model import Request, Territory
from cultureserve.page import laid_out, laid_out_greeting
from cultureserve.render import plain
from cultureserve.scripted import words_within
from cultureserve.wording import Words

RURITANIA = Territory(code="RR", alpha3="RRR", numeric="999", calling_code="", languages=("de",), name="Ruritania")


def ruritanian(situation: str = "delay", **asked: Any) -> dict[str, Any]:
    return brief.make_brief(small(), RURITANIA, Request(country="RR", situation=situation, **asked), Words())


def test_the_words_of_a_script_are_the_words_of_the_page() -> None:
    page = ruritanian()
    assert list(words_within(page["script"])) == [
        "Guten Tag, hier ist {me}.", "Wann ist sie da?", "Es kommt am {date}.", "Ich rufe an.", "Bis bald.", "Bald."
    ]  # fmt: skip
    assert not any(point["phrase"] or point["branches"] for point in page["points"])
    assert page["replies"] == page["terms"] == page["farewell"] == page["mail"] == []
    assert contract.breaches(page) == []


def test_a_line_stands_on_its_channels_only() -> None:
    by_mail = ruritanian(channel="email")["script"]
    assert [line["text"] for line in by_mail["opening"]] == ["Guten Tag,"]
    assert [step["words"][0]["text"] for step in by_mail["talk"]] == ["Es kommt am {date}.", "Ich schreibe es auf."]
    assert [answer["heard"]["text"] for answer in by_mail["answers"]] == ["Wann?"]


def test_the_greeting_is_that_of_the_hour_in_words_sounds_and_meaning() -> None:
    (first, _) = ruritanian(hour="morning")["script"]["opening"]
    assert (first["text"], first["means"]) == ("Guten Morgen, hier ist {me}.", "good morning, this is {me}")
    assert first["say_it"].startswith(", heer")  # the small base does not say how the greeting sounds


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
    assert any("words to say: own wording" in line for line in page)


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
