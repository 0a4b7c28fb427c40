"""Laying out: heights are counted without Rich, and must be what Rich makes of the page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from conftest import CHANNELS, DENSE, SITUATIONS, made
from cultureserve.page import PAGE_COLUMNS, RULED, Layout, Line, Section, fill, height, rows
from cultureserve.pages import laid_out
from cultureserve.render import filled, markdown, plain, terminal
from cultureserve.streams import encoded
from cultureserve.wording import Words
from cultureserve.wrapping import cells, wrapped, wrapped_height

WORDS: dict[str, Any] = {
    "id": "xx", "act": None, "case": None, "heard": None, "language": "xx", "text": "Ima.", "reading": None, "say_it": None, "means": "now",
    "register": "formal", "hours": None, "speaker_gender": None, "avoid_when": None, "verified": False, "sources": [],
}  # fmt: skip


def phrased(country: str, situation: str, channel: str = "phone", **parts: Any) -> dict[str, Any]:
    """A page whose words are phrases, one for each point."""
    page = made(country, situation, channel)
    points = [{**point, "phrase": {**WORDS, "text": f"Words {n}.", "means": f"words {n}"}} for n, point in enumerate(page["points"])]
    farewell = page["farewell"] or [{**WORDS, "text": "Bye.", "means": "goodbye"}]
    signs = [{**sign, "words": None} for sign in page["reads_as"]]
    return {**page, "script": None, "points": points, "reads_as": signs, "farewell": farewell, **parts}


def test_heights_are_those_of_the_screen() -> None:
    for country in (*DENSE, "SE"):
        for situation in SITUATIONS:
            for channel in CHANNELS:
                sections = laid_out(made(country, situation, channel), Words())
                assert height(sections) == len(terminal(sections, PAGE_COLUMNS))


@given(
    st.lists(st.text("abcdefghi日本語ü。、（）7", min_size=1, max_size=30), min_size=1, max_size=30), st.integers(1, 80), st.integers(2, 80)
)
def test_wrapping_keeps_every_word_and_no_row_is_too_wide(words: list[str], width: int, later: int) -> None:
    text = " ".join(words)
    found = [text[start:end] for start, end in wrapped(text, width, later)]
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(cells(row) <= max(room, 2) for row, room in zip(found, [width, *[later] * len(found)], strict=False))
    assert not any(row != row.strip() for row in found)
    assert len(found) == wrapped_height(text, width, later) == len(filled(Text(text), width, later))


@given(st.lists(st.text("abcdefghi", min_size=1, max_size=30), min_size=1, max_size=30))
def test_words_are_wrapped_as_rich_wraps_them(words: list[str]) -> None:
    text = " ".join(words)
    assert wrapped_height(text, 66, 66) == len(Text(text).wrap(Console(width=80), 66))


def test_a_script_without_spaces_breaks_behind_a_stop_and_never_within_a_date() -> None:
    text = "ご連絡ありがとうございます。11月27日（金）までに、お電話いたします。"
    shown = [text[start:end] for start, end in wrapped(text, 34, 34)]
    assert shown == ["ご連絡ありがとうございます。", "11月27日（金）までに、", "お電話いたします。"]


def test_rows_begin_under_their_title_and_keep_every_word() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    sections = [Section("TALK", [Line(words, label="1"), Line(words), Line(words, label="2")]), Section("OPEN", [Line(words)])]
    shown = [text.plain for text in terminal(sections, 40)]
    assert [text for text in shown if not text.startswith("   ")] == [
        "TALK   1 word0 word1 word2 word3 word4", " 2 word0 word1 word2 word3 word4 word5", "", "OPEN     word0 word1 word2 word3 word4"
    ]  # fmt: skip
    assert " ".join(" ".join(shown).split()).count(words) == 4
    assert len(shown) == height_at(sections, 40)


def test_longer_labels_stand_in_a_column_of_their_own() -> None:
    shown = [
        text.plain
        for text in terminal([Section("TRAITS", [Line("one " * 6 + "two", label="directness"), Line("three", label="face")])], 36)
    ]
    assert shown == ["TRAITS", " directness one one one one one one", "            two", " face       three"]


def height_at(sections: list[Section], columns: int) -> int:
    found = (row for section in sections for row in rows(section))
    return 1 + sum(wrapped_height(row.line.whole, columns - len(row.head), columns - row.indent) for row in found)


def test_every_text_of_a_brief_is_on_its_page() -> None:
    page = made("JP", "complaint")
    text = plain(laid_out(page, Words()))
    for rule in (rule for part in RULED for rule in page["script"][part]):
        assert fill(rule["text"]).rstrip(".") in text
    listed = {"points": ["do"], "reads_as": ["means", "answer"], "avoid": ["text"], "close": ["do"]}
    for part, fields in listed.items() if not page["script"]["goal"] else ():  # a talk tells of them in its own words
        for item in page[part]:
            for field in fields if item.get("told", True) else []:
                words = (item["reply"] or item["words"]) if field == "answer" else None  # words to answer with stand for the answer
                said = words["reading"] if words else item[field]  # nobody sees a script on the telephone
                assert fill(said).rstrip(".").casefold() in text.casefold()
    for line in text.splitlines():
        assert line == line.rstrip()


def test_markdown_has_a_heading_for_every_part() -> None:
    text = markdown(laid_out(made("DE", "delay", "email"), Words()))
    assert text.startswith("# Germany")
    said = "THEY WRITE → IT MAY MEAN → YOU WRITE"
    for title in ("GOAL", "BEFORE YOU WRITE", "MAIL", "IT SAYS", "OTHER CASES", said, "NOT", "SOURCES"):
        assert f"## {title}\n" in text


def test_markdown_gives_a_letter_as_it_is_to_be_sent() -> None:
    page = made("DE", "refund", "email")
    letter = markdown(laid_out(page, Words())).split("## MAIL\n\n```text\n")[1].split("\n```\n")[0]
    assert letter.splitlines() == [
        fill(line["text"]) if not line["label"] else f"{line['label'].upper()}: {fill(line['text'])}" for line in page["script"]["letter"]
    ]


def test_markdown_keeps_a_line_with_its_sounds_and_answer_in_one_bullet() -> None:
    for country, channel in (("DE", "phone"), ("JP", "chat"), ("CN", "phone")):
        rows = markdown(laid_out(made(country, "complaint", channel), Words())).splitlines()
        assert not [row for row in rows if row.lstrip("- ").startswith("→")]
        titles = [n for n, row in enumerate(rows) if row.startswith("## ")]
        assert not [n for n in titles if rows[n + 2].startswith("  ")]  # no bullet below nothing


def test_what_they_say_is_shown_as_it_reaches_us() -> None:
    reply = {**WORDS, "heard": {"text": "いつ", "reading": "itsu", "means": "when"}}
    for channel, heard in (("phone", "itsu"), ("chat", "いつ")):
        sections = {s.title: s.lines for s in laid_out(phrased("JP", "delay", channel, replies=[reply]), Words())}
        assert any(line.text == f"'{heard}' (when) → Ima." for line in sections["THEY SAY"])


def test_terms_are_told_in_one_line_as_they_reach_us() -> None:
    term = {"label": None, "text": "上旬", "reading": "jōjun", "say_it": None, "means": "days 1 to 10"}
    for channel, shown in (("phone", "jōjun (days 1 to 10)"), ("chat", "上旬 (days 1 to 10)")):
        page = made("JP", "delay", channel)
        page = {**page, "script": {**page["script"], "terms": [term, term]}}
        assert [line.whole for line in {s.title: s.lines for s in laid_out(page, Words())}["WORDS"]] == [f"{shown} · {shown}"]
    assert "WORDS" not in {s.title for s in laid_out(phrased("JP", "delay"), Words())}


def test_a_reply_stands_with_its_sign_and_only_there() -> None:
    page = phrased("JP", "delay", "in-person")
    first, *others = page["reads_as"]
    layout = Layout({**page, "reads_as": [{**first, "reply": {**WORDS, "text": "Soon."}}, *others]}, Words())
    shown = layout.theirs()
    assert shown[0].text.endswith("→ Soon.")
    assert all(line.text.endswith(sign["answer"]) for line, sign in zip(shown[1:], others, strict=False))
    assert sum(" → " in line.text for line in shown) >= len(page["reads_as"])


def test_how_to_go_about_the_steps_stands_before_their_words() -> None:
    page = phrased("DE", "delay")
    page["points"] = [{**point, "told": number != 1} for number, point in enumerate(page["points"])]
    sections = {section.title: section.lines for section in laid_out(page, Words())}
    (how,), lines = sections["HOW"], sections["TALK"]
    for number, point in enumerate(page["points"], 1):
        words = next(line for line in lines if line.label == str(number))
        assert words.text == fill(point["phrase"]["text"])
        assert (f"{number} {fill(point['do']).rstrip('.')}" in how.text) == point["told"]
        assert words.mark.startswith("[") == (not point["told"]), "the source stands with the words where the advice has no room"
    mute = Layout({**page, "points": [{**page["points"][0], "phrase": None, "say": None, "branches": []}]}, Words())
    assert [line.label for line in mute.points()] == ["1"]


def test_a_letter_for_another_case_is_told_apart_from_what_they_say() -> None:
    case = {**WORDS, "case": "part of it is ready"}
    sections = {section.title: section.lines for section in laid_out(phrased("DE", "delay", "email", replies=[case]), Words())}
    assert sum(line.text.startswith("If part of it is ready: ") for line in sections["OR"]) == 1
    assert not any("If part of it is ready" in line.text for line in sections["THEY SAY"])


def test_a_letter_holds_all_its_words_in_order_each_with_its_meaning() -> None:
    page = phrased("DE", "delay", "email")
    sections = {section.title: section.lines for section in laid_out(page, Words())}
    parts = [*page["opening"], *(point["phrase"] for point in page["points"]), *page["farewell"]]
    letter = "\n".join(line.whole for line in sections["MAIL"])
    places = [letter.find(fill(part["text"])) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert all(fill(part["means"]) in letter for part in parts)
    assert "OPEN" not in sections
    assert not sections["HOW"]
    assert [line.text for line in sections["CHECK"]] == [fill(point["do"]) for point in page["points"]]


def test_a_letter_of_a_script_is_one_block_with_what_it_says_below() -> None:
    for country in DENSE:
        for situation in SITUATIONS:
            page = made(country, situation, "email")
            sections = {section.title: section.lines for section in laid_out(page, Words())}
            assert len(sections["MAIL"]) == len(page["script"]["letter"])
            for line, said in zip(sections["MAIL"], page["script"]["letter"], strict=True):
                assert line.whole.endswith(fill(said["text"]))
            means = [fill(said["means"]) for said in page["script"]["letter"] if said["means"]]
            assert all(text in "".join(line.text for line in sections["IT SAYS"]) for text in means)
            assert sections["OTHER CASES" if page["script"]["goal"] else "OR"]


def test_a_placeholder_in_an_example_needs_no_second_bracket() -> None:
    assert fill("[Order {number}] by {date}, {surname}") == "[Order …] by [date], [surname]"


def test_sounds_stand_where_they_cost_the_fewest_rows() -> None:
    def rows_of(text: str, sounds: str, gloss: str) -> list[str]:
        return [line.whole for line in Line(text, gloss=gloss, sounds=sounds, mark="[1]").apart()]

    assert rows_of("Danke.", "/DAHN-kuh/", "(Thanks)") == ["Danke. /DAHN-kuh/ (Thanks) [1]"]
    assert rows_of("x" * 40, "y" * 40, "(" + "z" * 25 + ")") == [f"{'x' * 40} ({'z' * 25}) [1]", "y" * 40]
    assert rows_of("x" * 60, "/y/", "(" + "z" * 25 + ")") == [f"{'x' * 60} [1]", f"/y/ ({'z' * 25})"]
    assert rows_of("Danke.", "", "(Thanks)") == ["Danke. (Thanks) [1]"]


def test_a_letter_keeps_to_one_language() -> None:
    """Where a point has no words in the customer's language, its English stands with what to check, not in the letter."""
    sections = {section.title: section.lines for section in laid_out(made("AT", "delay", "email"), Words())}
    english = [point["say"] for point in made("AT", "delay", "email")["points"] if not point["phrase"] and point["say"]]
    assert english
    assert not any(fill(say) in line.text for say in english for line in sections["MAIL"])
    assert all(any(fill(say) in line.text for line in sections["CHECK"]) for say in english)


def test_a_letter_in_the_language_of_the_reader_needs_no_meaning() -> None:
    sections = {section.title: section.lines for section in laid_out(made("IN", "delay", "email"), Words())}
    assert sections["MAIL"]
    assert not any(line.gloss or line.kind == "gloss" for line in sections["MAIL"])


def test_a_short_line_of_a_letter_has_its_meaning_beside_it_a_long_one_below() -> None:
    layout = Layout(made("DE", "delay", "email"), Words())
    assert [line.whole for line in layout.letter_line("Danke.", "Thank you.")] == ["Danke. (Thank you.)"]
    assert [line.whole for line in layout.letter_line("x" * 60, "y" * 20)] == ["x" * 60, f"({'y' * 20})"]
    assert [line.whole for line in layout.letter_line("Thank you.", "")] == ["Thank you."]


def test_a_letter_tells_what_to_write_in_another_case() -> None:
    page = phrased("DE", "delay", "email", replies=[{**WORDS, "case": "it is early"}])
    shown = {s.title: s.lines for s in laid_out(page, Words())}["OR"]
    assert shown[0].text.startswith("If it is early: ")


def test_ways_out_of_the_language_end_the_opening_each_with_its_sound() -> None:
    page = phrased("IT", "thanks", "phone")
    way = {**WORDS, "text": "Lento.", "say_it": "LEN-to", "means": "Slowly"}
    first, second = "If you get stuck: Lento. /LEN-to/ (Slowly) †", "Lento. /LEN-to/ (Slowly) †"
    for switch, rescues, shown in ((way, [way], [first, second]), (None, [way], [first]), (way, [], [first])):
        said = Layout({**page, "pronounced": True, "switch": switch, "rescues": rescues}, Words()).opening()
        assert [line.whole for line in said][-len(shown) :] == shown
    assert not Layout({**page, "switch": None, "rescues": []}, Words()).rescues()


def test_every_line_of_a_page_says_where_it_comes_from() -> None:
    for country in DENSE:
        for situation in SITUATIONS:
            page = made(country, situation)
            layout = Layout(page, Words())
            for part in ("points", "reads_as", "avoid", "close"):
                for item in page[part]:
                    assert layout.mark(item).startswith("["), item["id"]


@given(st.text(max_size=60), st.sampled_from(["ascii", "cp1252", "latin-1", "utf-8", "utf-16"]))
def test_any_text_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    assert encoded(text.encode("utf-8", "replace").decode(), encoding) is not None


@pytest.mark.parametrize(("channel", "script"), [("phone", False), ("video", True), ("in-person", True)])
def test_what_nobody_sees_is_romanised_where_everybody_can_read_that(channel: str, script: bool) -> None:
    said = plain(laid_out(made("JP", "complaint", channel), Words()))
    assert ("申し訳" in said) == script


def test_what_has_to_be_learnt_is_respelt_below_the_script() -> None:
    said = plain(laid_out(made("CN", "complaint", "phone"), Words()))
    assert "英语" in said
    assert "yīng-yǒo" in said
    assert "kěyǐ shuō Yīngyǔ" not in said
