"""What must hold of every page: each dense country, situation and channel."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from conftest import CHANNELS, DENSE, SITUATIONS, made, whole
from cultureserve import brief, contract, countries, model
from cultureserve.knowledge import situations_named
from cultureserve.page import RULED
from cultureserve.pages import laid_out
from cultureserve.render import terminal
from cultureserve.scripted import words_within
from cultureserve.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = list(itertools.product(DENSE, SITUATIONS, CHANNELS))
LONGEST = 55
COLUMNS = 80

every_cell = pytest.mark.parametrize(("country", "situation", "channel"), CELLS)


@every_cell
def test_the_page_is_one_page(country: str, situation: str, channel: str) -> None:
    lines = terminal(laid_out(made(country, situation, channel), Words()), COLUMNS)
    assert len(lines) <= LONGEST
    assert max(line.cell_len for line in lines) <= COLUMNS


def language_is_read(page: dict) -> bool:
    return bool(page["request"]["language"] == page["request"]["read_in"])


@every_cell
def test_every_part_is_there(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    for part in ("in_one_line", "worst_mistake", "rests_on", "address", "limits", "sources", "languages"):
        assert page[part], part
    assert 3 <= len(page["points"]) <= 5
    assert 2 <= len(page["avoid"]) <= 4
    assert (1 if page["script"] else 2) <= len(page["reads_as"]) <= 6, "a sign; beside a script one, with answers to what they say"
    if page["script"]:
        has_all_its_words(page, channel)
        return
    assert len(page["opening"]) == 2
    assert page["farewell"]
    assert 1 <= len(page["close"]) <= 2
    hard = [sign["reply"] for sign in page["reads_as"] if sign["reply"]] + page["replies"]
    assert len(hard) >= 2, "words for what the customer may say"
    assert any(item["phrase"] or (item["say"] and language_is_read(page)) for item in page["points"]), "words in the customer's language"
    assert page["fallback"] is False


def has_all_its_words(page: dict, channel: str) -> None:
    """A page with a script: advice, the conversation from its first word to its last, answers and expressions."""
    script = page["script"]
    advised = [rule for part in RULED for rule in script[part]]
    assert len(advised) >= 3, "advice of the country"
    assert script["goal"] and script["never"], "where it is to end and what not to do"
    answered = [*script["answers"], *(sign for sign in page["reads_as"] if sign["words"])]
    if channel == "email":
        assert len(script["letter"]) >= 5
        assert len(script["instead"]) >= 2, "what to write in other cases"
        assert answered
    else:
        assert len(answered) >= 2, "words for what the customer may say"
        assert sum(len(step["words"]) for step in (*script["talk"], {"words": script["closing"]})) >= 4


@pytest.mark.parametrize("country", DENSE)
def test_where_people_meet_their_manners_are_known(country: str) -> None:
    """A page with a script has its advice under HOW and spends no line on manners, unless everything is asked for."""
    pages = [(made(country, s, "in-person"), made(country, s, "in-person", full=True)) for s in SITUATIONS]
    assert all(page["script"] or page["channel_habit"] == full["channel_habit"] for page, full in pages)
    assert any(full["channel_habit"] for _, full in pages)


@pytest.mark.parametrize("country", DENSE)
def test_an_unknown_name_is_called_as_the_channel_does(country: str) -> None:
    address = whole().countries[country].address
    ways = {
        "phone": address.unknown,
        "in-person": address.unknown_met or address.unknown,
        "email": address.unknown_written,
        "chat": address.unknown_messaged or address.unknown_written,
    }
    for channel, words in ways.items():
        assert made(country, "complaint", channel, full=True)["address"]["unknown"] == words


@every_cell
def test_one_point_per_slot_none_opposed(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    slots = [p["slot"] for p in page["points"]]
    assert len(set(slots)) == len(slots)
    guide = whole().guide
    assert slots == [s for s in guide.situations[situation].slots if s in slots]
    ids = {p["id"] for p in page["points"]}
    records = {**guide.moves, **whole().countries[country].notes}
    assert not any(set(records[name].opposes) & ids for name in ids)


@every_cell
def test_nothing_is_said_twice(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    carried = [x["phrase"] for x in (*page["points"], *page["close"]) if x["phrase"]]
    answers = [*(sign["reply"] for sign in page["reads_as"] if sign["reply"]), *page["replies"]]
    said = [phrase["text"] for phrase in (*page["opening"], *carried, *answers, *page["farewell"])]
    if page["script"]:
        said = list(words_within(page["script"]))
    assert len(set(said)) == len(said)


@every_cell
def test_the_country_speaks_itself(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    assert sum(x["own"] for x in page["points"] + page["avoid"]) >= 3
    lead = whole().guide.situations[situation].lead
    assert any(p["own"] for p in page["points"] if p["slot"] == lead)


@every_cell
def test_nothing_for_another_channel(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    own = page["points"] + page["reads_as"] + page["avoid"] + page["close"]
    text = " ".join(str(x.get(name) or "") for x in own for name in ("do", "say", "sign", "means", "answer", "text"))
    words = {w for c in whole().guide.channels.values() if c.id != channel for w in c.words}
    words -= set(whole().guide.channels[channel].words)
    assert not [w for w in words if re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE)]


@every_cell
def test_it_keeps_the_contract(country: str, situation: str, channel: str) -> None:
    assert contract.breaches(made(country, situation, channel)) == []


@pytest.mark.parametrize("country", DENSE)
def test_an_own_line_names_at_most_six_situations(country: str) -> None:
    record = whole().countries[country]
    for part in (record.notes, record.avoid, record.reads_as):
        for line in part.values():
            assert len(situations_named(whole(), line.when)) <= 6, line.id


# --- swap test: another country or another situation gives another page ---


def items(country: str, situation: str, channel: str) -> set[str]:
    page = made(country, situation, channel)
    return {x["id"] for x in page["points"] + page["avoid"]}


def overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_another_country_is_another_page(situation: str, channel: str) -> None:
    for one, other in itertools.combinations(DENSE, 2):
        assert overlap(items(one, situation, channel), items(other, situation, channel)) <= 1 / 2


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("country", DENSE)
def test_another_situation_is_another_page(country: str, channel: str) -> None:
    situations = whole().guide.situations
    for one, other in itertools.combinations(SITUATIONS, 2):
        allowed = 1 / 2 if situations[one].family != situations[other].family else 2 / 3
        shared = overlap(items(country, one, channel), items(country, other, channel))
        assert shared <= allowed, (one, other, items(country, one, channel) & items(country, other, channel))


# --- where nothing is known of the country ---


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_any_territory_gets_an_honest_general_page(situation: str, channel: str) -> None:
    bare = next(code for code in countries.territories() if code not in DENSE)
    page = made(bare, situation, channel)
    assert page["fallback"] is True
    assert any("No country notes yet" in text for text in page["limits"])
    assert 3 <= len(page["points"]) <= 5
    assert 2 <= len(page["avoid"]) <= 4
    assert page["opening"] and page["close"] and page["reads_as"] and page["in_one_line"]
    assert not any(x["own"] for x in page["points"] + page["avoid"])
    assert contract.breaches(page) == []
    assert len(terminal(laid_out(page, Words()), COLUMNS)) <= LONGEST


def test_every_territory_has_a_page() -> None:
    for code in countries.territories():
        assert made(code, SITUATIONS[0])["country"]["code"] == code


@pytest.mark.parametrize("country", DENSE)
def test_the_whole_of_it_is_more_than_the_page(country: str) -> None:
    for situation in SITUATIONS:
        page, everything = made(country, situation), made(country, situation, full=True)
        for part in ("points", "reads_as", "avoid", "laws", "limits"):
            assert len(everything[part]) >= len(page[part])


@every_cell
def test_words_for_one_case_stand_once(country: str, situation: str, channel: str) -> None:
    """A step whose only words are for one case (a refusal) gives them as its words, not again as a branch."""
    for point in made(country, situation, channel)["points"]:
        said = [phrase["id"] for phrase in (point["phrase"], *point["branches"]) if phrase]
        assert len(said) == len(set(said))
        assert all(branch["case"] for branch in point["branches"])


def test_a_refusal_that_may_not_be_needed_is_told_as_a_case() -> None:
    """Words for money that is not due are no step of every refund: they stand behind the case they are for."""
    for country in DENSE:
        page = made(country, "refund", "chat", full=True)
        own = [point for point in page["points"] if point["own"]]
        cases = [words for point in own for words in (*point["branches"], point["phrase"] or {}) if words.get("case")]
        cases += [line for step in (page["script"] or {"talk": []})["talk"] for line in step["words"] if line["label"]]
        assert cases or not any(point["slot"] == "refusal" for point in own), country


@pytest.mark.parametrize("country", DENSE)
def test_words_made_for_a_country_can_be_printed(country: str) -> None:
    """No phrase that names the country, or belongs to one of its lines, is beyond the reach of every page."""
    record = whole().countries[country]
    lines = {line for part in (record.notes, record.reads_as) for line in part}
    made_for = {
        phrase.id
        for phrases in whole().phrases.values()
        for phrase in phrases.values()
        if phrase.point in lines or country in phrase.when.get("country", ())
    }
    languages = [language.code for language in record.languages if language.code in whole().phrases]
    asked = itertools.product(SITUATIONS, CHANNELS, languages, whole().guide.hours)
    requests = (model.Request(country=country, situation=s, channel=c, language=x, hour=hour, full=True) for s, c, x, hour in asked)
    place, words = countries.territories()[country], Words()
    printed = {phrase for request in requests for phrase in phrase_ids(brief.make_brief(whole(), place, request, words))}
    assert made_for - printed == set()


def phrase_ids(node: object) -> Iterator[str]:
    """The ids of all phrases anywhere in a brief."""
    if isinstance(node, dict):
        if "register" in node:
            yield node["id"]
        for value in node.values():
            yield from phrase_ids(value)
    elif isinstance(node, list):
        for value in node:
            yield from phrase_ids(value)


@every_cell
def test_no_warning_repeats_the_worst_mistake(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    assert not {warning["id"] for warning in page["avoid"]} & set(page["rests_on"])


def leaves_open(page: dict, *blanks: str) -> bool:
    spoken = [phrase["text"] for p in page["points"] for phrase in (p["phrase"], *p["branches"]) if phrase]
    texts = spoken + (list(words_within(page["script"])) if page["script"] else [])
    return any(f"{{{blank}}}" in text for text in texts for blank in blanks)


@every_cell
def test_hours_and_figures_are_told_where_words_leave_them_open(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel, full=True)
    language = next(x for x in whole().countries[country].languages if x.code == page["request"]["language"])
    spoken = whole().guide.channels[channel].mode == "spoken"
    assert page["hours_said"] == (language.hours_said if spoken and language.hours_said and leaves_open(page, "time") else None)
    assert page["numbers"] == (
        language.numbers if spoken and language.numbers and leaves_open(page, "number", "amount", "new-amount") else None
    )


@every_cell
def test_advice_is_told_whole_or_three_of_it_or_none(country: str, situation: str, channel: str) -> None:
    page = made(country, situation, channel)
    told = sum(point["told"] for point in page["points"])
    assert told in {0, 3, 4, 5}
