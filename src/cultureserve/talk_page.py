"""The page of a contact told as a talk: where it is to end, what to see to, what to say in order, what they may say, what not to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import PAGE_COLUMNS, Layout, Line, Section, fill
from cultureserve.wrapping import cells, wrapped_height

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.wording import Words

Json = dict[str, Any]

DEEPER = 3  # further columns that sounds and answers are set in
ROW = 77  # columns of a row below a title
LAW_SIGN = "§"  # behind a rule that rests on a law
FULLY_AIRY, AIRY = 2, 1  # blank lines around all parts; only around the words
BULLET = "–"
LONGEST_CLOCK = 35  # columns of the clock behind the title, where it names a zone and not a place


class TalkLayout(Layout):
    """Each step says in plain words what its sentence means and how to go about it; the sentence stands below, its sounds set in."""

    def __init__(self, brief: Json, words: Words, *, aloud: bool = False) -> None:
        super().__init__(brief, words, aloud=aloud)
        self.script: Json = brief["script"]
        self.airy: int = brief["airy"]
        self.months: set[str] = set()

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
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.figures(), tight=True),
            Section(self.exchanged(), self.theirs(), tight=some, headed=True),
            Section(page("WORDS"), self.terms(), tight=True),
            Section(page("NOT"), self.paragraph(script["never"]), tight=all_tight),
            Section(page("CLOSE"), self.sayings(script["closing"]), tight=True),
            Section(page("AFTER"), self.paragraph(script["after"]), tight=True),
            Section(page("HOW"), self.how(), tight=True),
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

    def sources(self) -> str:
        """The sources by number, behind the month for which the oldest of the laws was read."""
        told = super().sources()
        if not self.months:
            return told
        return self.page("{sign} law {as_of}: check", sign=LAW_SIGN, as_of=min(self.months)) + " · " + told

    # --- what to do ---

    def rule(self, rule: Json) -> Line:
        """A rule; the sign of law sends to the sources, where the month stands for which it was read."""
        self.months |= {rule["as_of"]} if rule["as_of"] else set()
        return Line(fill(rule["text"]), mark=" ".join(filter(None, (LAW_SIGN if rule["as_of"] else "", self.mark(rule)))))

    def paragraph(self, rules: Iterable[Json]) -> list[Line]:
        """Rules one behind the other."""
        told = [self.rule(rule).whole for rule in rules]
        return [Line(" ".join(told))] if told else []

    def how(self) -> list[Line]:
        """What else to do, in the order of the contact, where all of it is asked for."""
        told = [Line(fill(point["do"]).rstrip("."), mark=self.mark(point)).whole for point in self.brief["points"] if point["told"]]
        return [Line(" · ".join(told))] if told else []

    def before(self) -> list[Line]:
        """What to have at hand and to see to, and how to call the customer."""
        return [line._replace(label=BULLET) for line in (*map(self.rule, self.script["before"]), *self.address())]

    # --- the words ---

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

    def step(self, number: int, step: Json) -> list[Line]:
        """A step: what its sentence means and how to go about it, then the sentence, then those for one case of it each; without a title its number stands before its words."""
        words = self.sayings(step["words"])
        if step["title"]:
            return [Line(fill(step["title"]), label=str(number), kind="strong", mark=self.mark(step)), *words]
        first, *others = words
        return [first._replace(label=str(number)), *others]

    def letter_section(self) -> Section:
        lines = [self.saying(line)._replace(gloss="") for line in self.script["letter"]]
        return Section(self.page("MAIL"), lines, tight=self.airy < AIRY, headed=True, verbatim=True)

    def meaning(self) -> list[Line]:
        """What a letter says."""
        means = " ".join(line["means"] for line in self.script["letter"] if line["means"])
        return [Line(fill(means), kind="gloss")] if means else []

    def sayings(self, words: Iterable[Json]) -> list[Line]:
        return [row for said in words for row in self.below(self.saying(said))]

    def below(self, line: Line) -> list[Line]:
        """Words, how they sound and what they mean: in one row if it holds them; else the sounds below, with the meaning if that saves a row."""
        if not line.sounds:
            parted = [line._replace(gloss=""), Line(line.gloss, kind="gloss", deeper=DEEPER)]
            return parted if line.gloss and 1 < rows_of([line]) >= rows_of(parted) else [line]
        together = line._replace(sounds="", gloss=" ".join(filter(None, (line.sounds, line.gloss))))
        if rows_of([together]) == 1:
            return [together]
        silent, sounds = line._replace(sounds=""), Line(bare(line.sounds), kind="gloss", deeper=DEEPER)
        beside = [silent, sounds]
        moved = [silent._replace(gloss=""), sounds._replace(gloss=line.gloss)]
        return moved if rows_of(moved) < rows_of(beside) else beside

    def saying(self, said: Json) -> Line:
        """Words of a script, behind the case they are for."""
        line = self.worded(said, [f"({said['means']})"] if said["means"] else [])
        return line._replace(text=f"{said['label'].upper()}: {line.text}") if said["label"] else line

    def figures(self) -> list[Line]:
        """How to say hours and figures that the words leave open; how to read what is said stands beside the talk."""
        told = [self.brief[part] for part in ("hours_said", "numbers", "sums") if self.brief[part]]
        return [Line(" · ".join(told), kind="gloss")] if told else []

    # --- what the customer says ---

    def exchanged(self) -> str:
        return self.page("THEY SAY → IT MAY MEAN → YOU SAY") if self.spoken else self.page("THEY WRITE → IT MAY MEAN → YOU WRITE")

    def theirs(self) -> list[Line]:
        """What the customer may say, what it means, and what to answer: the signs among it only with words of the script."""
        signs = (self.sign(sign) for sign in self.brief["reads_as"] if sign["words"])
        return [row for rows in (*signs, *map(self.answer, self.script["answers"])) for row in rows]

    def sign(self, sign: Json) -> list[Line]:  # type: ignore[override]
        read = Line(f"{sign['sign'].rstrip('.')}: {sign['means'].rstrip('.')}", mark=self.mark(sign))
        return self.exchange(read, self.saying(sign["words"]) if sign["words"] else Line(sign["answer"]), sign["words"])

    def answer(self, answer: Json) -> list[Line]:
        words, do = answer["words"], answer["do"] or ""
        heard = Line(self.heard(answer["heard"]), mark=self.mark(answer))
        if words and do:
            heard = heard._replace(text=f"{heard.text} → {do}")
        return self.exchange(heard, self.saying(words) if words else Line(do), words)

    def exchange(self, heard: Line, reply: Line, words: Json | None) -> list[Line]:
        """What is heard and the answer: in one row if it holds both, else the answer below; without room for sounds, romanised where it has to be said."""
        if not self.brief["retorts"] and reply.sounds and words:
            reply = reply._replace(text=bare(reply.sounds) if words["reading"] else reply.text, sounds="")
        answered = reply._replace(text=f"→ {reply.text}", deeper=DEEPER)
        together = reply._replace(text=f"{heard.text} → {reply.text}", mark=heard.mark)
        apart = [heard, *self.below(answered)]
        one = self.below(together)
        return one if rows_of(one) < rows_of(apart) else apart

    def terms(self) -> list[Line]:
        """Words the customer may use, as they reach us, each with its meaning."""
        said = [f"{(self.spoken and term['reading']) or term['text']} ({term['means']})" for term in self.script["terms"]]
        return [Line(" · ".join(said))] if said else []


def rows_of(lines: Iterable[Line]) -> int:
    return sum(wrapped_height(line.whole, ROW - line.deeper, ROW - line.deeper) for line in lines)


def bare(sounds: str) -> str:
    """Sounds that stand alone need no slashes around them."""
    return sounds[1:-1] if sounds.startswith("/") and sounds.endswith("/") else sounds
