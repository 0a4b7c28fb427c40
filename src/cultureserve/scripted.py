"""A script as a page prints it: the words of one contact by one channel, with the greeting of the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.matching import Facts, hold, rank, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cultureserve.model import Answer, Knowledge, Phrase, Saying, Script
    from cultureserve.wording import Words

Json = dict[str, Any]
NO_STEP: Json = {"title": None, "words": [], "rests_on": [], "sources": []}
OTHERWISE = " / "  # between greetings of which one is chosen
STOPS = " .!。！"  # what ends a greeting that stands alone


def script_for(knowledge: Knowledge, country: str, language: str, facts: Facts) -> Script | None:
    """The script of a contact in that language, the narrowest first; None where none was written."""
    standing = [script for script in _holding(knowledge, country, language, facts) if "situation" in script.when]
    return max(standing, key=lambda script: rank(script.when), default=None)


def joining(knowledge: Knowledge, country: str, language: str, facts: Facts) -> Script | None:
    """The lines that join every script of that language and channel; None where there are none."""
    return next((script for script in _holding(knowledge, country, language, facts) if "situation" not in script.when), None)


def opening_alone(lines: Json) -> Json:
    """A script of which only the opening is told: the goal, the ways to the customer and the first step."""
    kept = {"opening": lines["opening"], "goal": lines["goal"], "talk": lines["talk"][:1]}
    return {part: [] if isinstance(value, list) else value for part, value in lines.items()} | kept


def _holding(knowledge: Knowledge, country: str, language: str, facts: Facts) -> list[Script]:
    scripts = knowledge.scripts[country].values() if country in knowledge.scripts else ()
    return [script for script in scripts if script.language == language and hold(weigh(script.when, facts))]


def joined(lines: Json, others: Json | None) -> Json:
    """The lines of a script and of one that joins it: its opening in the first step, its steps in the last one."""
    if not others:
        return lines
    ways_on, further = others["opening"], [line for step in others["talk"] for line in step["words"]]
    first, *later = lines["talk"] or [NO_STEP]  # none of its steps may be for this channel
    told: list[Json] = [longer(first, ways_on), *later]
    *steps, last = told
    return {**lines, "talk": [*steps, longer(last, further)]}


def longer(step: Json, words: Sequence[Json]) -> Json:
    """A step with further words at its end."""
    return {**step, "words": [*step["words"], *words]}


class Prompter:
    """Gives out the lines of one script.

    greeting: its name in braces, the phrase that stands there, and whether other hours have other phrases; respell: how a romanisation sounds; behind: what stands behind
    a line that rests on others, by their ids.
    """

    def __init__(
        self,
        script: Script,
        channel: str,
        words: Words,
        greeting: tuple[str, Phrase | None, bool],
        respell: Callable[[str], str],
        behind: Callable[[Sequence[str]], Json],
    ) -> None:
        self.script = script
        self.channel = channel
        self.words = words
        self.greeting = greeting
        self.respell = respell
        self.behind = behind

    def lines(self) -> Json:
        """Every line for the channel, as the contract has it."""
        script = self.script
        steps = [
            {"title": self.words.of(step, "title") or None, "words": self.sayings(step.words), **self.behind(step.rests_on)}
            for step in script.talk
        ]
        blocks = [{"title": self.words.of(block, "title"), "words": self.sayings(block.words)} for block in script.more]
        return {
            "id": script.id,
            "language": script.language,
            "opening": self.sayings(script.opening),
            "talk": [step for step in steps if step["words"]],
            "closing": self.sayings(script.closing),
            "letter": self.sayings(script.letter),
            "instead": self.sayings(script.instead),
            "more": [block for block in blocks if block["words"]],
            "answers": [self.answer(x) for x in script.answers if self.stands(x) and not x.sign],
            "terms": self.sayings(script.terms),
        }

    def replies(self) -> dict[str, Json]:
        """The words that answer a sign, by its id."""
        return {x.sign: self.saying(x.words) for x in self.script.answers if x.sign and x.words and self.stands(x)}

    def stands(self, line: Saying | Answer) -> bool:
        return not line.channels or self.channel in line.channels

    def sayings(self, lines: Iterable[Saying]) -> list[Json]:
        return [self.saying(line) for line in lines if self.stands(line)]

    def saying(self, line: Saying) -> Json:
        reading = self.greeted(line.reading, "reading")
        return {
            "label": self.words.of(line, "label") or None,
            "text": self.greeted(line.text, "text"),
            "reading": reading or None,
            "say_it": self.greeted(line.say_it, "say_it") or self.respell(reading) or None,
            "means": self.greeted(self.words.of(line, "means"), "means") or None,
        }

    def answer(self, line: Answer) -> Json:
        heard = {"text": line.heard, "reading": line.heard_reading or None, "means": self.words.of(line, "heard_means") or None}
        words = self.saying(line.words) if line.words else None
        return {"heard": heard, "do": self.words.of(line, "do") or None, "words": words, **self.behind(line.rests_on)}

    def greeted(self, text: str, part: str) -> str:
        """The text with the greeting of the hour in its place, the first if there are several; in brackets where another hour asks for another: the page may be used later."""
        name, phrase, varies = self.greeting
        if f"{{{name}}}" not in text:
            return text
        told = getattr(phrase, part, "").split(OTHERWISE)[0].strip(STOPS)
        return text.replace(f"{{{name}}}", f"[{told}]" if told and varies else told)


def words_within(script: Json) -> Iterable[str]:
    """The texts of a script that are said or sent."""
    steps = (line for step in script["talk"] for line in step["words"])
    blocks = (line for block in script["more"] for line in block["words"])
    for line in (*script["opening"], *steps, *blocks, *script["closing"], *script["letter"], *script["instead"]):
        if line["text"]:  # not what only parts a letter
            yield line["text"]
    yield from (answer["words"]["text"] for answer in script["answers"] if answer["words"])
