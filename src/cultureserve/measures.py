"""The measures of the guide, computed: satisfaction, recommendation, retention, lifetime value, referral, a lost customer.

Figures are exact (Decimal); a result is rounded only when it is shown. Impossible input is refused with a word on what
would be right.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from cultureserve.errors import InputTrouble, UsageTrouble, shown, shown_path
from cultureserve.page import Line, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cultureserve.model import Knowledge, Strategy
    from cultureserve.wording import Words

Json = dict[str, Any]
Values = dict[str, Decimal]

MOST_ROWS = 1_000_000
WEEKS = Decimal(52)


class Step(NamedTuple):
    """One line of a computation: what it is, and how much."""

    text: str
    value: Decimal


class Measure(NamedTuple):
    """chapter: of the guide; needs: options it takes; numbers: the scale of its list of answers, if it takes one."""

    chapter: str
    needs: tuple[str, ...]
    unit: str
    work: Callable[..., list[Step]]
    numbers: tuple[int, int] | None = None
    may_take: tuple[str, ...] = ()


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole * 100


def _satisfaction(numbers: Sequence[Decimal], _: Values) -> list[Step]:
    content = Decimal(sum(n >= 4 for n in numbers))
    return [
        Step("answers", Decimal(len(numbers))),
        Step("of them 4 or 5", content),
        Step("satisfied ÷ all × 100", _share(content, Decimal(len(numbers)))),
    ]


def _recommendation(numbers: Sequence[Decimal], _: Values) -> list[Step]:
    n = Decimal(len(numbers))
    promoters, detractors = (_share(Decimal(sum(map(test, numbers))), n) for test in (lambda x: x >= 9, lambda x: x <= 6))
    return [
        Step("answers", n),
        Step("promoters (9 and 10), %", promoters),
        Step("passives (7 and 8), %", 100 - promoters - detractors),
        Step("detractors (0 to 6), %", detractors),
        Step("% promoters − % detractors", promoters - detractors),
    ]


def _retention(_: Sequence[Decimal], v: Values) -> list[Step]:
    kept = v["end"] - v["new"]
    if kept < 0 or kept > v["start"]:
        raise UsageTrouble(
            "bad_value", "--end less --new must lie between 0 and --start", "customers at the end, without those won in the period"
        )
    rate = _share(kept, v["start"])
    return [Step("kept: end − new", kept), Step("churn, %", 100 - rate), Step("kept ÷ start × 100", rate)]


def _lifetime_value(_: Sequence[Decimal], v: Values) -> list[Step]:
    steps = [Step("revenue a year × years", v["revenue"] * v["years"])]
    if "margin" in v:
        steps.append(Step("× margin", steps[0].value * v["margin"] / 100))
    return steps


def _referral(_: Sequence[Decimal], v: Values) -> list[Step]:
    if v["referred"] > v["new"]:
        raise UsageTrouble("bad_value", "--referred is more than --new", "referred customers are part of the new ones")
    return [Step("referred ÷ new × 100", _share(v["referred"], v["new"]))]


def _lost_customer(_: Sequence[Decimal], v: Values) -> list[Step]:
    year = v["weekly_spend"] * WEEKS
    return [
        Step("a year: weekly spend × 52", year),
        Step("one customer: × years", year * v["years"]),
        Step("at risk: × people told", year * v["years"] * v["people_told"]),
    ]


MEASURES = {
    "csat": Measure("csat", (), "%", _satisfaction, (1, 5)),
    "nps": Measure("nps", (), "", _recommendation, (0, 10)),
    "retention": Measure("retention-rate", ("start", "end", "new"), "%", _retention),
    "cltv": Measure("lifetime-value", ("revenue", "years"), "", _lifetime_value, may_take=("margin",)),
    "referral": Measure("referral-rate", ("referred", "new"), "%", _referral),
    "lost-customer": Measure("lost-customer-cost", ("weekly_spend", "years", "people_told"), "", _lost_customer),
}
WHOLE = ("start", "end", "new", "referred", "people_told")
POSITIVE = {"retention": "start", "referral": "new"}  # what is divided by


def compute(knowledge: Knowledge, kind: str, given: Mapping[str, str], numbers: Sequence[Decimal] | None, words: Words) -> Json:
    """The result with its steps, the chapter's formula and its sources.

    given: options as typed, without those left out; numbers: answers, for measures that take a list.
    """
    measure = MEASURES[kind]
    _refuse_strangers(kind, measure, given, numbers)
    values = {name: figure(f"--{name.replace('_', '-')}", text, whole=name in WHOLE) for name, text in given.items()}
    divisor = POSITIVE.get(kind)
    if divisor and values[divisor] == 0:
        raise UsageTrouble("bad_value", f"--{divisor} is 0", "there is nothing to take a share of")
    steps = measure.work(numbers or (), values)
    chapter = knowledge.guide.strategies[measure.chapter]
    return {
        "measure": kind,
        "chapter": chapter.id,
        "title": words.of(chapter, "title"),
        "result": float(steps[-1].value),
        "unit": measure.unit,
        "steps": [{"text": words.page(step.text), "value": float(step.value), "shown": rounded(step.value)} for step in steps],
        "formula": _formula(chapter, words),
        "goes_wrong": words.list_of(chapter, "goes_wrong"),
        "sources": [{"source": c.source, "says": c.says} for c in chapter.sources],
    }


def _refuse_strangers(kind: str, measure: Measure, given: Mapping[str, str], numbers: Sequence[Decimal] | None) -> None:
    wanted = [f"--{name.replace('_', '-')}" for name in measure.needs] or ["--numbers 4,5,3 or --csv FILE --column NAME"]
    hint = f"{kind} takes {' '.join(wanted)}"
    if measure.numbers and not numbers:
        raise UsageTrouble("usage", f"{kind} needs answers", hint)
    if not measure.numbers and numbers is not None:
        raise UsageTrouble("usage", f"{kind} takes no list of answers", hint)
    for name in measure.needs:
        if name not in given:
            raise UsageTrouble("usage", f"--{name.replace('_', '-')} is missing", hint)
    for name in given:
        if name not in (*measure.needs, *measure.may_take):
            raise UsageTrouble("usage", f"{kind} takes no --{name.replace('_', '-')}", hint)


def _formula(chapter: Strategy, words: Words) -> str:
    """The line of the chapter that gives the formula."""
    translated = words.list_of(chapter, "how_to")
    return next((text for text, own in zip(translated, chapter.how_to, strict=True) if own.startswith("Formula")), "")


def figure(name: str, text: str, *, whole: bool = False) -> Decimal:
    """A number as typed (1,144 or 1144 or 22.5), not negative; raises UsageTrouble naming where it stands."""
    try:
        value = Decimal(text.strip().replace(",", "").replace("_", ""))
    except InvalidOperation:
        raise UsageTrouble("bad_value", f"{name}: '{shown(text)}' is no number", "for instance 22 or 22.50") from None
    if not value.is_finite() or value < 0:
        raise UsageTrouble("bad_value", f"{name}: '{shown(text)}' is not a number from 0 up", "for instance 22 or 22.50")
    if abs(value) > Decimal("1e15"):
        raise UsageTrouble("bad_value", f"{name}: '{shown(text)}' is too large", "at most 1,000,000,000,000,000")
    if whole and value != value.to_integral_value():
        raise UsageTrouble("bad_value", f"{name}: '{shown(text)}' is not a whole number", "count people, not parts of them")
    return value


def answers(kind: str, text: str) -> list[Decimal]:
    """Answers on the scale of a measure, from a list with commas or spaces."""
    return [_answer(kind, part, f"--numbers, number {n}") for n, part in enumerate(text.replace(",", " ").split(), 1)]


def _answer(kind: str, text: str, where: str) -> Decimal:
    lowest, highest = MEASURES[kind].numbers or (0, 0)
    value = figure(where, text, whole=True)
    if not lowest <= value <= highest:
        raise UsageTrouble("bad_value", f"{where}: {shown(text)} is not on the scale", f"{kind} has answers from {lowest} to {highest}")
    return value


def column(kind: str, path: Path, name: str) -> list[Decimal]:
    """The answers in a column of a CSV file; empty cells are left out. Raises if the file or the column is not there."""
    import csv

    try:
        text = path.read_text("utf-8-sig")
    except OSError as fault:
        raise InputTrouble("cannot_open", f"{shown_path(path)}: {fault.strerror or 'cannot be read'}", "give a CSV file") from None
    except UnicodeDecodeError:
        raise InputTrouble("cannot_open", f"{shown_path(path)} is not UTF-8", "save it as UTF-8") from None
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.split("\n", 1)[0].count)
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    fields = [field.strip() for field in rows.fieldnames or []]
    if name not in fields:
        raise UsageTrouble(
            "bad_value", f"{shown_path(path)} has no column '{shown(name)}'", "columns: " + shown(", ".join(fields) or "none")
        )
    rows.fieldnames = fields
    found = []
    try:
        for line, row in enumerate(rows, 2):
            cell = (row.get(name) or "").strip()
            if cell:
                found.append(_answer(kind, cell, f"{path.name}, line {line}"))
            if len(found) > MOST_ROWS:
                raise UsageTrouble("bad_value", f"{shown_path(path)} has more than {MOST_ROWS} answers", "split it")
    except csv.Error as fault:
        raise InputTrouble("cannot_open", f"{shown_path(path)}: {fault}", "give a CSV file") from None
    if not found:
        raise UsageTrouble("bad_value", f"column '{shown(name)}' is empty", "it must hold at least one answer")
    return found


def rounded(value: Decimal) -> str:
    """A figure for the eye: thousands apart, at most one decimal."""
    exact = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{exact:,.1f}".removesuffix(".0")


def result_page(made: Json, words: Words) -> list[Section]:
    page = words.page
    unit = f" {made['unit']}" if made["unit"] else ""
    width = max(len(step["text"]) for step in made["steps"]) + 2
    *steps, last = made["steps"]
    return [
        Section("", [Line(f"{made['title']}: {last['shown']}{unit}", kind="strong")]),
        Section(page("STEPS"), [Line(f"{step['text']:<{width}}{step['shown']}") for step in (*steps, last)]),
        Section(page("FORMULA"), [Line(made["formula"])], tight=True),
        Section(page("MISLEADS"), [Line(text) for text in made["goes_wrong"]], tight=True),
        Section(page("SOURCES"), [Line(f"{c['source']}: {c['says']}") for c in made["sources"]], tight=True),
    ]


# --- self-checks ------------------------------------------------------------------------------------

REPLIES = ("yes", "no", "unsure")


def reflected(knowledge: Knowledge, name: str, replies: Sequence[str], words: Words) -> Json:
    """What a self-check says to the replies, one of REPLIES for each question."""
    check = knowledge.guide.reflections[name]
    if len(replies) != len(check.questions):
        raise UsageTrouble("bad_value", f"{len(replies)} answers for {len(check.questions)} questions", "for instance yes,no,unsure,yes")
    for n, reply in enumerate(replies, 1):
        if reply not in REPLIES:
            raise UsageTrouble("bad_value", f"answer {n}: '{shown(reply)}'", "yes, no or unsure")
    asked = [
        {"id": q.id, "ask": words.of(q, "ask"), "reply": reply, "work_on": None if reply == "yes" else words.of(q, "work_on")}
        for q, reply in zip(check.questions, replies, strict=True)
    ]
    settled = all(reply == "yes" for reply in replies)
    return {
        "reflection": name,
        "questions": asked,
        "advice": words.of(check, "settled" if settled else "open"),
        "neglected": None if settled else words.of(check, "neglected"),
        "sources": [{"source": c.source, "says": c.says} for c in check.sources],
    }


def reflection_page(made: Json, words: Words) -> list[Section]:
    page = words.page
    work = [Line(q["work_on"], label=str(n)) for n, q in enumerate(made["questions"], 1) if q["work_on"]]
    return [
        Section("", [Line(f"{n} {q['reply']}: {q['ask']}") for n, q in enumerate(made["questions"], 1)]),
        Section(page("WORK ON"), work),
        Section(page("THEN"), [Line(text) for text in (made["advice"], made["neglected"]) if text], tight=not work),
        Section(page("SOURCES"), [Line(f"{c['source']}: {c['says']}") for c in made["sources"]], tight=True),
    ]
