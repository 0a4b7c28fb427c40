"""The page of a contact told as a talk: where it is to end, what to see to, what to say in order, what they may say, what not to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import PAGE_COLUMNS, Line, Section, fill
from cultureserve.scripted_page import AIRY, FULLY_AIRY, ScriptLayout
from cultureserve.wrapping import cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.wording import Words

Json = dict[str, Any]

BULLET = "–"
LONGEST_CLOCK = 35  # columns of the clock behind the title, where it names a zone and not a place


class TalkLayout(ScriptLayout):
    """A script with a goal: each step says in plain words what its sentence means and how to go about it, the sentence stands below."""

    def __init__(self, brief: Json, words: Words, *, aloud: bool = False) -> None:
        super().__init__(brief, words, aloud=aloud)
        self.ruled = True

    def sections(self) -> list[Section]:
        page, script, brief = self.page, self.script, self.brief
        some, all_tight = self.airy < AIRY, self.airy < FULLY_AIRY
        return [
            Section("", self.head()),
            Section(page("GOAL"), list(map(self.rule, script["goal"])), tight=all_tight),
            Section(brief["before_title"], self.before(), tight=all_tight, headed=True),
            *([self.letter_section()] if self.letter else [self.talk(tight=some)]),
            *(Section(block["title"], self.sayings(block["words"]), tight=True, headed=True) for block in script["more"]),
            Section(page("IT SAYS"), self.meaning(), tight=True),
            Section(page("OTHER CASES"), self.sayings(script["instead"]), tight=True, headed=True),
            Section(page("SWAP IN"), self.listed(script["swaps"]), tight=True),
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.figures(), tight=True),
            Section(self.exchanged(), self.theirs(), tight=some, headed=True),
            Section(page("WORDS"), self.terms(), tight=True),
            Section(page("NOT"), self.paragraph(script["never"]), tight=all_tight),
            Section(page("CLOSE"), self.sayings(script["closing"]), tight=True),
            Section(page("AFTER"), self.paragraph(script["after"]), tight=True),
            Section(page("LAW"), list(map(self.law, brief["laws"])), tight=True),
            Section(page("SOURCES"), [Line(self.sources(), kind="gloss")], tight=True),
        ]

    def head(self) -> list[Line]:
        """What the page is about, with as many of the languages as leave room for the clock; how to begin is told among the words."""
        names = [language["name"] for language in self.brief["languages"]]
        titles = (" · ".join((self.title(), *names[:count])) for count in range(len(names), 0, -1))
        return self.titled(next((title for title in titles if cells(title) <= PAGE_COLUMNS - LONGEST_CLOCK), self.title()))

    def limits_beside(self) -> list[str]:
        """Limits of its own; what holds of people anywhere is in the JSON."""
        return list(self.brief["limits"]) if self.brief["limits_own"] else []

    def mark(self, item: Json) -> str:
        """Where a line comes from: one source by number, if it can be one that the page names already."""
        if item.get("derived"):
            return self.page("[derived]")
        named = list(dict.fromkeys(cite["source"] for cite in item["sources"]))
        known = [source for source in named if source in self.numbers]
        return f"[{self.numbers.setdefault((known or named)[0], len(self.numbers) + 1)}]" if named else ""

    def before(self) -> list[Line]:
        """What to have at hand and to see to, and how to call the customer."""
        return [line._replace(label=BULLET) for line in (*map(self.rule, self.script["before"]), *self.address())]

    def talk(self, *, tight: bool) -> Section:
        """Ways to the customer, then the steps in their order."""
        title = self.page("SAY") if self.spoken else self.page("WRITE")
        steps = [line for number, step in enumerate(self.script["talk"], 1) for line in self.step(number, step)]
        lines = [*self.sayings(self.script["opening"]), *steps]
        return Section(title, lines, tight=tight, headed=True, beside=self.brief["sounds"] or "")

    def first_words(self) -> list[Line]:
        """Ways to the customer and the first step; a letter's opening is its salutation."""
        steps = (self.step(number, step) for number, step in enumerate(self.script["talk"][:1], 1))
        said = [*self.sayings(self.script["opening"]), *(line for step in steps for line in step)]
        return said or self.opening()

    def exchanged(self) -> str:
        return self.page("THEY SAY → IT MAY MEAN → YOU SAY") if self.spoken else self.page("THEY WRITE → IT MAY MEAN → YOU WRITE")

    def step(self, number: int, step: Json) -> list[Line]:
        """A step: what its sentence means and how to go about it, then the sentence, then those for one case of it each."""
        if not step["title"]:
            return super().step(number, step)
        return [Line(fill(step["title"]), label=str(number), kind="strong", mark=self.mark(step)), *self.sayings(step["words"])]

    def theirs(self) -> list[Line]:
        """What the customer may say, what it means, and what to answer: the signs among it only with words of the script."""
        signs = (self.sign(sign) for sign in self.brief["reads_as"] if sign["words"])
        return [row for rows in (*signs, *map(self.answer, self.script["answers"])) for row in rows]

    def answer(self, answer: Json) -> list[Line]:
        words, do = answer["words"], answer["do"] or ""
        heard = Line(self.heard(answer["heard"]), mark=self.mark(answer))
        if words and do:
            heard = heard._replace(text=f"{heard.text} → {do}")
        return self.exchange(heard, self.saying(words) if words else Line(do), words)

    def paragraph(self, rules: Iterable[Json]) -> list[Line]:
        """Rules one behind the other."""
        told = [self.rule(rule).whole for rule in rules]
        return [Line(" ".join(told))] if told else []
