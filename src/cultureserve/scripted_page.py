"""The page of a contact whose words were written as one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import Layout, Line, Section, fill
from cultureserve.wrapping import wrapped_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cultureserve.wording import Words

Json = dict[str, Any]

DEEPER = 3  # further columns that sounds and answers are set in
ROW = 77  # columns of a row below a title
LAW_SIGN = "§"  # behind a rule that rests on a law
FULLY_AIRY, AIRY = 2, 1  # blank lines around all parts; only around the words


class ScriptLayout(Layout):
    """Each phrase with its meaning beside it and its sounds set in.

    With rules of its own a script has room for titles that stand alone; without, they stand before their first line.
    """

    def __init__(self, brief: Json, words: Words, *, aloud: bool = False) -> None:
        super().__init__(brief, words, aloud=aloud)
        self.script: Json = brief["script"]
        self.airy: int = brief["airy"]
        self.ruled = bool(self.script["brief"])
        self.months: set[str] = set()

    def sections(self) -> list[Section]:
        page, airy, brief = self.page, self.airy, self.brief
        some, all_tight, headed = airy < AIRY, airy < FULLY_AIRY, self.ruled
        return [
            Section("", self.head()),
            *(self.ruled_head() if headed else self.head_sections()),
            *([self.letter_section()] if self.letter else self.talk_sections()),
            *(Section(block["title"], self.sayings(block["words"]), tight=True, headed=headed) for block in self.script["more"]),
            Section(page("OR"), self.sayings(self.script["instead"]), tight=True, headed=headed),
            Section(page("IT SAYS"), self.meaning(), tight=True),
            Section(page("CLOSE"), self.ending() if self.letter else [], tight=True),
            Section(page("SWAP IN"), self.listed(self.script["swaps"]), tight=True),
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.figures(), tight=True),
            Section(page("THEY SAY"), self.theirs(), tight=some, headed=headed),
            Section(page("WORDS"), self.terms(), tight=True),
            Section(page("AVOID"), [self.warning(x) for x in brief["avoid"]], tight=all_tight),
            Section(page("GOOD TO KNOW"), self.known(), tight=True, headed=headed),
            Section(page("LIMITS"), [Line(text) for text in brief["limits"]] if brief["limits_own"] else [], tight=True),
            Section(page("SOURCES"), [Line(self.sources(), kind="gloss")], tight=True),
        ]

    # --- what to do ---

    def ruled_head(self) -> list[Section]:
        """What matters most, as it was written for this contact; what to have at hand, how to call the customer, what to see to by this channel."""
        brief, tight = self.brief, self.airy < FULLY_AIRY
        prepared = [Line(self.page("Have ready: {things}", things=lowered(brief["ready"])))] if brief["ready"] else []
        before = [*prepared, *self.address(), *self.habit(), *map(self.rule, self.script["before"])]
        rules = [self.rule(rule)._replace(label=str(number)) for number, rule in enumerate(self.script["brief"], 1)]
        return [
            Section(self.page("IN BRIEF"), rules, tight=tight, headed=True),
            Section(brief["before_title"], before, tight=tight, headed=True),
            Section(self.page("HOW"), self.how(), tight=True),
        ]

    def how(self) -> list[Line]:
        """What to do, beside a script: in the order of the contact."""
        told = [Line(fill(point["do"]).rstrip("."), mark=self.mark(point)).whole for point in self.brief["points"] if point["told"]]
        return [Line(" · ".join(told))] if told else []

    def rule(self, rule: Json) -> Line:
        """A rule; the sign of law sends to the sources, where the month stands for which it was read."""
        self.months |= {rule["as_of"]} if rule["as_of"] else set()
        return Line(fill(rule["text"]), mark=" ".join(filter(None, (LAW_SIGN if rule["as_of"] else "", self.mark(rule)))))

    def known(self) -> list[Line]:
        """What to know of the matter, then rules of law that are not among it."""
        return [*map(self.rule, self.script["know"]), *map(self.law, self.brief["laws"])]

    def warning(self, warning: Json) -> Line:
        """A mistake, the worst first; without rules one that is serious says so."""
        named = warning["severity"] == self.brief["gravest"] and not self.ruled
        return super().warning(warning) if named else Line(warning["text"], mark=self.mark(warning))

    # --- the words ---

    def talk_sections(self) -> list[Section]:
        """The words in their order, from the first to the last, each step under what it does."""
        page, tight, key = self.page, self.airy < AIRY, self.brief["sounds"] or ""
        opening, last_words = (self.sayings(self.script[part]) for part in ("opening", "closing"))
        closing = [*self.ending(), *last_words]
        steps = [line for number, step in enumerate(self.script["talk"], 1) for line in self.step(number, step)]
        if self.ruled:
            last = [Line("", label=page("CLOSE")), *closing] if closing else []
            return [Section(page("OPEN"), [*opening, *steps, *last], tight=tight, headed=True, beside=key)]
        return [
            Section(page("OPEN"), opening, tight=tight),
            Section(page("TALK") if self.spoken else page("WRITE"), steps, tight=True),
            Section(page("CLOSE"), closing, tight=True),
        ]

    def ending(self) -> list[Line]:
        """How to end, beside the last words."""
        return [Line(fill(ending["do"]), mark=self.mark(ending)) for ending in self.brief["close"]]

    def sources(self) -> str:
        """The sources by number, behind the month for which the oldest of the laws was read."""
        told = super().sources()
        if not self.months:
            return told
        return self.page("{sign} law {as_of}: check", sign=LAW_SIGN, as_of=min(self.months)) + " · " + told

    def step(self, number: int, step: Json) -> list[Line]:
        """A step: what it does and its words, then those for one case of it each; without a title its number stands before its words."""
        words = self.sayings(step["words"])
        if step["title"]:
            return [Line(titled(step["title"]), label=str(number), kind="strong"), *words]
        first, *others = words
        return [first._replace(label=str(number)), *others]

    def letter_section(self) -> Section:
        lines = [self.saying(line)._replace(gloss="") for line in self.script["letter"]]
        return Section(self.page("MAIL"), lines, tight=self.airy < AIRY, headed=self.ruled, verbatim=True)

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

    def listed(self, words: Sequence[Json]) -> list[Line]:
        """Short words and what each means, in one paragraph."""
        if not words:
            return []
        return [Line(" · ".join(" ".join(filter(None, (line.text, line.sounds, line.gloss))) for line in map(self.saying, words)))]

    def first_words(self) -> list[Line]:
        """The opening alone; a letter's is its salutation."""
        return self.sayings(self.script["opening"]) if self.script["opening"] else self.opening()

    def figures(self) -> list[Line]:
        """How to say hours and figures that the words leave open; without rules how to read what is said, which among them stands beside the opening."""
        parts = ("hours_said", "numbers", "sums") if self.ruled else ("sounds", "hours_said", "numbers", "sums")
        told = [self.brief[part] for part in parts if self.brief[part]]
        return [Line(" · ".join(told), kind="gloss")] if told else []

    # --- what the customer says ---

    def theirs(self) -> list[Line]:
        """What the customer may say or do, what it means, and what to answer."""
        return [
            row
            for found in (map(self.sign, self.brief["reads_as"]), map(self.answer, self.script["answers"]))
            for rows in found
            for row in rows
        ]

    def sign(self, sign: Json) -> list[Line]:  # type: ignore[override]
        read = Line(f"{sign['sign'].rstrip('.')}: {sign['means'].rstrip('.')}", mark=self.mark(sign))
        return self.exchange(read, self.saying(sign["words"]) if sign["words"] else Line(sign["answer"]), sign["words"])

    def answer(self, answer: Json) -> list[Line]:
        words = answer["words"]
        return self.exchange(Line(self.heard(answer["heard"])), self.saying(words) if words else Line(answer["do"]), words)

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


def lowered(text: str) -> str:
    """A sentence as it goes on behind a colon; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def titled(title: str) -> str:
    """What a step does in capitals, how to go about it behind a dash as it is."""
    what, dash, how = title.partition(" – ")
    return what.upper() + dash + how
