"""How a brief is laid out: sections of lines, the same for terminal, pipe and Markdown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from cultureserve import clock
from cultureserve.packfile import DATES
from cultureserve.sayings import sayings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cultureserve.wording import Words

Json = dict[str, Any]

PAGE_LINES = 55  # of one page, laid out at PAGE_COLUMNS
PAGE_COLUMNS = 80
ONE_ZONE, SEVERAL_ZONES = 1, 2  # lines kept free for the customer's clock
CLOCK_COLUMNS = 32  # kept free for it behind the title
MARGIN = 9  # columns of a title, before the first line of its section
INDENT = 3  # columns left of the other lines
DEEPER = 2  # further columns left of what belongs to the line above
AIRY, VERY_AIRY = 2, 3  # of a script's setting: sounds set in and a row for each advice; blank lines also around what warns
ROOM = PAGE_COLUMNS - INDENT
BESIDE_TITLE = PAGE_COLUMNS - MARGIN
LAW_ROWS = 2  # for a rule, its name included


class Line(NamedTuple):
    """One line before wrapping: a label for the margin, the text, its gloss, and a mark at its end.

    kind: plain, say (words to say), gloss (explains what stands before it) or strong.
    sounds: how the words are said, until `apart` gives them their place; deeper: further columns that it is set in.
    """

    text: str
    label: str = ""
    kind: str = "plain"
    gloss: str = ""
    mark: str = ""
    sounds: str = ""
    deeper: int = 0

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.text, self.gloss, self.mark) if part)

    def apart(self, first: int = 0, deeper: int = 0) -> list[Line]:
        """The words, what they mean, and how they sound: on one row where it holds all; else the sounds below, with the meaning if that saves a row.

        first: columns of the first row, where it has less room than the others; deeper: how far the sounds are set in.
        """
        if not self.sounds:
            return [self]
        silent = self._replace(sounds="")
        ways = (
            [silent._replace(gloss=" ".join(filter(None, (self.sounds, self.gloss))))],
            [silent, Line(self.sounds, kind="gloss", deeper=deeper)],
            [silent._replace(gloss=""), Line(self.sounds, kind="gloss", gloss=self.gloss, deeper=deeper)],
        )
        together, below, both_below = (
            wrapped_height(way[0].whole, first or ROOM, ROOM) + sum(wrapped_height(x.whole, ROOM - deeper, ROOM - deeper) for x in way[1:])
            for way in ways
        )
        return ways[0] if together == 1 else ways[2] if both_below < below else ways[1]


class Section(NamedTuple):
    """A titled group of lines; `tight`: no blank line above it."""

    title: str
    lines: list[Line]
    tight: bool = False


UNVERIFIED = "†"  # behind a phrase with fewer than two independent witnesses


class Layout:
    """A brief as sections. Sources are numbered in the order in which they appear on the page.

    aloud: whether every phrase gets its plain pronunciation, romanised or not.
    """

    def __init__(self, brief: Json, words: Words, *, aloud: bool = False) -> None:
        self.brief = brief
        self.words = words
        self.aloud = aloud
        self.page = words.page
        self.numbers: dict[str, int] = {}
        self.spoken = brief["channel_mode"] == "spoken"
        self.letter = brief["channel_form"] == "letter"
        self.script: Json | None = brief.get("script")
        self.airy = brief["airy"] if self.script else 0
        self.deeper = DEEPER if self.airy >= AIRY else 0

    def sections(self) -> list[Section]:
        page, brief = self.page, self.brief
        return [
            Section("", self.head()),
            Section(page("IN BRIEF"), [Line(brief["in_one_line"], kind="strong")], tight=self.airy < VERY_AIRY),
            Section(page("WORST"), [Line(brief["worst_mistake"])], tight=True),
            Section(page("READY"), [Line(brief["ready"])] if brief["ready"] else [], tight=True),
            Section(page("ADDRESS"), self.address(), tight=True),
            Section(page("MANNERS"), self.habit(), tight=True),
            *self.words_to_use(),
            Section(page("CLOSE"), self.ending(), tight=True),
            Section(page("THEY SAY"), self.theirs(), tight=not self.airy),
            Section(page("WORDS"), self.terms(), tight=True),
            Section(page("AVOID"), [self.warning(x) for x in brief["avoid"]], tight=self.airy < VERY_AIRY),
            Section(page("LAW"), [self.law(x) for x in brief["laws"]], tight=True),
            Section(page("LIMITS"), [Line(text) for text in brief["limits"]] if brief["limits_own"] else [], tight=True),
            Section(page("SOURCES"), [Line(self.sources(), kind="gloss")], tight=True),
        ]

    def words_to_use(self) -> list[Section]:
        """How to go about it and the words of the contact in their order; a letter as a whole and what to write in another case."""
        page = self.page
        if self.script:
            return self.scripted(self.script)
        if self.letter:
            return [
                Section(page("HOW"), self.how(), tight=True),
                Section(page("MAIL"), self.mail(), tight=True),
                Section(page("DATES"), self.dates(), tight=True),
                Section(page("OR"), self.instead(), tight=True),
                Section(page("CHECK"), self.points(), tight=True),
            ]
        return [
            Section(page("HOW"), self.how(), tight=True),
            Section(page("OPEN"), self.opening(), tight=True),
            Section(page("TALK") if self.spoken else page("WRITE"), self.points(), tight=True),
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.sounds(), tight=True),
        ]

    def scripted(self, script: Json) -> list[Section]:
        """The same where the words were written as one piece."""
        page, said, airy = self.page, self.sayings, self.airy
        talk = [line for number, step in enumerate(script["talk"], 1) for line in self.step(number, step["words"])]
        letter = [self.saying(line)._replace(gloss="") for line in script["letter"]]
        means = " ".join(line["means"] for line in script["letter"] if line["means"])
        return [
            Section(page("HOW"), self.how(), tight=True),
            Section(page("OPEN"), said(script["opening"]), tight=not airy),
            Section(page("TALK") if self.spoken else page("WRITE"), talk, tight=airy < AIRY),
            Section(page("MAIL"), letter, tight=not airy),
            Section(page("IT SAYS"), [Line(fill(means), kind="gloss")] if means else [], tight=True),
            Section(page("OR"), said(script["instead"]), tight=True),
            *(Section(block["title"], said(block["words"]), tight=True) for block in script["more"]),
            Section(page("SWAP IN"), self.listed(script["swaps"]), tight=True),
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.sounds(), tight=True),
        ]

    def step(self, number: int, words: Sequence[Json]) -> list[Line]:
        """A step of a script: its words, then those for one case of it each."""
        first, *others = apart(map(self.saying, words), BESIDE_TITLE if number == 1 else 0, self.deeper)
        return [first._replace(label=str(number)), *others]

    def sayings(self, words: Iterable[Json]) -> list[Line]:
        return apart((self.saying(said) for said in words), BESIDE_TITLE, self.deeper)

    def saying(self, said: Json) -> Line:
        """Words of a script, behind the case they are for."""
        line = self.worded(said, [f"({said['means']})"] if said["means"] else [])
        return line._replace(text=f"{said['label'].upper()}: {line.text}") if said["label"] else line

    def listed(self, words: Sequence[Json]) -> list[Line]:
        """Short words and what each means, in one paragraph."""
        if not words:
            return []
        return [Line(" · ".join(" ".join(filter(None, (line.text, line.sounds, line.gloss))) for line in map(self.saying, words)))]

    def answer(self, answer: Json) -> Line:
        """What the customer may say, and what to answer."""
        heard = self.heard(answer["heard"])
        if not answer["words"]:
            return Line(f"{heard} → {answer['do']}")
        return self.retort(heard, answer["words"])

    def retort(self, heard: str, words: Json) -> Line:
        """Words that answer what is heard; without room for their sounds, romanised where they have to be said."""
        line = self.saying(words)
        if not self.brief["retorts"] and line.sounds:
            aloud = line.sounds if words["reading"] else line.text
            line = line._replace(text=aloud, sounds="")
        return line._replace(text=f"{heard} → {line.text}")

    def greeting(self) -> list[Section]:
        """Address and opening only."""
        return [
            Section("", self.head()),
            Section(self.page("ADDRESS"), self.address(), tight=True),
            Section(self.page("OPEN"), self.first_words(), tight=True),
            Section(self.page("ALOUD"), self.sounds(), tight=True),
        ]

    def head(self) -> list[Line]:
        brief = self.brief
        title = f"{brief['country']['name']} · {brief['situation']['name']} · {brief['channel_name']}"
        told = clock.lines(brief["time"], sayings(self.words), brief["channel_light"] or "") if brief["time"] else [""]
        lines = [Line(title + told[0], kind="strong"), *map(Line, told[1:])]
        return [*lines, Line(self.languages(), kind="gloss")]

    def languages(self) -> str:
        """The languages, as many as two lines hold."""
        said = [self.language(language) for language in self.brief["languages"]]
        while len(said) > 1 and len(" · ".join(said)) > 2 * PAGE_COLUMNS - MARGIN:
            said.pop()
        return " · ".join(said)

    def language(self, language: Json) -> str:
        return f"{language['name']}: {language['note']}" if language["note"] else str(language["name"])

    def address(self) -> list[Line]:
        address = self.brief["address"]
        form = Line(address["shown"], mark=self.mark(address))
        return [form, Line(self.page("Unknown: {text}", text=address["unknown"]))] if address["unknown"] else [form]

    def habit(self) -> list[Line]:
        habit = self.brief["channel_habit"]
        return [Line(habit["text"], mark=self.mark(habit))] if habit else []

    def first_words(self) -> list[Line]:
        """The opening alone: of the script, where there is one."""
        return self.sayings(self.script["opening"]) if self.script and self.script["opening"] else self.opening()

    def opening(self) -> list[Line]:
        first = [self.phrase(phrase) for phrase in self.brief["opening"]]
        return apart([*([together(first)] if self.spoken else first), *self.rescues()])

    def theirs(self) -> list[Line]:
        """What the customer may say or do, what it means, and what to answer."""
        if self.script:
            return apart([*map(self.sign, self.brief["reads_as"]), *map(self.answer, self.script["answers"])], BESIDE_TITLE, self.deeper)
        replies = [reply for reply in self.brief["replies"] if reply["heard"] or not self.letter]
        return apart([*(self.sign(sign) for sign in self.brief["reads_as"]), *(self.phrase(reply) for reply in replies)])

    def sounds(self) -> list[Line]:
        """How to read the words aloud and to fill their blanks."""
        told = [self.brief[part] for part in ("sounds", "hours_said", "numbers", "sums") if self.brief[part]]
        return [Line(" · ".join(told), kind="gloss")] if told else []

    def dates(self) -> list[Line]:
        """Working days in the customer's language; their place, where no time is known yet."""
        brief = self.brief
        if not brief["dated"]:
            return []
        time, language = brief["time"], brief["request"]["language"]
        return [Line(clock.dates(time, language, sayings(self.words), self.spoken, brief["dated"]) if time else DATES, kind="gloss")]

    def rescues(self) -> list[Line]:
        """What to say when the customer's language runs out, one after the other."""
        brief = self.brief
        ways = [brief["switch"], *brief["rescues"]] if brief["switch"] else brief["rescues"]
        if not ways:
            return []
        return [self.phrase({**ways[0], "case": self.page("you get stuck")}), *map(self.phrase, ways[1:])]

    def phrase(self, phrase: Json) -> Line:
        """The words, what they mean and, on spoken channels, how to say them."""
        foreign = phrase["language"] != self.brief["request"]["read_in"]
        means = [f"({phrase['means']})"] if foreign else []
        line = self.worded(phrase, means)._replace(mark="" if phrase["verified"] else UNVERIFIED)
        if phrase["case"]:
            line = line._replace(text=self.page("If {case}: {words}", case=phrase["case"], words=line.text))
        if phrase["heard"]:
            line = line._replace(text=f"{self.heard(phrase['heard'])} → {line.text}")
        return line

    def worded(self, words: Json, means: Sequence[str]) -> Line:
        """Words to say or to send, with their sounds on spoken channels; what cannot be seen there gives way to its romanisation."""
        text, sounds = words["text"], self.sounding(words) if self.spoken else []
        if sounds == [words["reading"]] and not (self.aloud or self.brief["scripted"]):
            text, sounds = capitalised(words["reading"]), []
        return Line(fill(text), kind="say", gloss=fill(" ".join(means)), sounds=fill(" ".join(sounds)))

    def sounding(self, phrase: Json) -> list[str]:
        """How words are said: their romanisation; a plain pronunciation where there is none, or one that only those who have learnt it can read aloud."""
        plainly = bool(phrase["say_it"] and self.brief["pronounced"] and (self.brief["respelt"] or not phrase["reading"]))
        sounds = [phrase["reading"]] if phrase["reading"] and (self.aloud or not plainly) else []
        return [*sounds, f"/{phrase['say_it']}/"] if phrase["say_it"] and (self.aloud or plainly) else sounds

    def heard(self, heard: Json) -> str:
        """The customer's words as they reach us: by ear or by eye."""
        words = heard["reading"] if self.spoken and heard["reading"] else heard["text"]
        return f"'{words}' ({heard['means']})" if heard["means"] else f"'{words}'"

    def how(self) -> list[Line]:
        """How to go about the steps, in one paragraph: the words below it are not broken up by it."""
        if self.script:
            return self.advice()
        if self.letter:
            return []  # its points are told below it
        told = [(n, point) for n, point in enumerate(self.brief["points"], 1) if point["told"] and self.said(point)]
        steps = [" ".join(filter(None, (str(n), fill(point["do"]).rstrip("."), self.mark(point)))) for n, point in told]
        return [Line(" · ".join(steps))] if steps else []

    def advice(self) -> list[Line]:
        """What to do, beside a script: in the order of the contact, a row each where there is room."""
        told = [Line(fill(point["do"]), mark=self.mark(point)) for point in self.brief["points"] if point["told"]]
        if self.airy >= AIRY or not told:
            return told
        return [Line(" · ".join(line._replace(text=line.text.rstrip(".")).whole for line in told))]

    def points(self) -> list[Line]:
        return [line for n, point in enumerate(self.brief["points"], 1) for line in self.point(n, point)]

    def point(self, number: int, point: Json) -> list[Line]:
        """The words of a step, with those for another case; of a letter, or where there are no words, what to see to."""
        branches = apart(self.phrase(branch) for branch in point["branches"])
        advice, words = Line(fill(point["do"]), label=str(number), mark=self.mark(point)), self.said(point)
        if self.letter:
            unwritten = words and not self.written(point)
            return [advice, *([words] if words and unwritten else []), *branches]  # to be put into the customer's language
        if not words:
            return [advice, *branches]
        mark = words.mark if point["told"] else " ".join(filter(None, (advice.mark, words.mark)))
        return [*words._replace(label=str(number), mark=mark).apart(), *branches]

    def said(self, point: Json) -> Line | None:
        """The words of a point, in the customer's language or in English."""
        if point["phrase"]:
            return self.phrase(point["phrase"])
        return Line(f"“{fill(point['say'])}”", kind="say") if point["say"] else None

    def mail(self) -> list[Line]:
        """A letter from its subject to its last words, each line with what it says where it is not in the reader's language."""
        lines = [line for text, means in self.letter_lines() if text for line in self.letter_line(text, means)]
        if not all(phrase["verified"] for phrase in self.letter_phrases()):
            lines[-1] = lines[-1]._replace(mark=UNVERIFIED)
        return lines

    def letter_line(self, text: str, means: str) -> list[Line]:
        """A line of a letter; what it says stands beside it where one row holds both, else below."""
        line, gloss = Line(fill(text), kind="say"), f"({fill(means)})" if means else ""
        beside = line._replace(gloss=gloss)
        if not gloss or wrapped_height(beside.whole, ROOM, ROOM) == 1:
            return [beside]
        return [line, Line(gloss, kind="gloss")]

    def letter_lines(self) -> Iterable[tuple[str, str]]:
        """The lines of a letter and what each says."""
        for phrases in self.paragraphs():
            means = (phrase["means"] for phrase in phrases if phrase["language"] != self.brief["request"]["read_in"])
            yield joined(phrase["text"] for phrase in phrases), "; ".join(means)

    def instead(self) -> list[Line]:
        """What to write in another case."""
        return [self.phrase(reply) for reply in self.brief["replies"] if not reply["heard"]]

    def paragraphs(self) -> list[list[Json]]:
        """The phrases of a letter: those of its points, a paragraph for each stage of the contact."""
        brief = self.brief
        stages = ([self.written(point) for point in group] for group in staged(brief["points"]))
        body = [[phrase for phrase in group if phrase] for group in stages]
        first, last = ([[phrase] for phrase in brief[part]] for part in ("opening", "farewell"))
        return [*first, *body, *last]

    def written(self, point: Json) -> Json | None:
        """The sentence of a point in a letter. One in the reader's language stands in no letter in another."""
        read_in = self.brief["request"]["read_in"]
        if point["phrase"] or not point["say"] or self.speaks() != read_in:
            return point["phrase"]  # type: ignore[no-any-return]
        return {"text": point["say"], "means": "", "language": read_in, "verified": True}

    def speaks(self) -> str:
        """The language of the words: the customer's, or the common one where there are none in it."""
        return str(self.brief["opening"][0]["language"])

    def letter_phrases(self) -> list[Json]:
        return [phrase for phrases in self.paragraphs() for phrase in phrases]

    def sign(self, sign: Json) -> Line:
        """What is said or done, what it means, and what to answer: the words for it, where there are any."""
        read = f"{sign['sign'].rstrip('.')}: {sign['means'].rstrip('.')}"
        if sign["words"]:
            return self.retort(read, sign["words"])._replace(mark=self.mark(sign))
        if not sign["reply"]:
            return Line(f"{read} → {sign['answer']}", mark=self.mark(sign))
        words = self.phrase(sign["reply"])
        return words._replace(text=f"{read} → {words.text}", mark=" ".join(filter(None, (self.mark(sign), words.mark))))

    def terms(self) -> list[Line]:
        """Words the customer may use, as they reach us, each with its meaning."""
        terms = self.script["terms"] if self.script else []
        said = [f"{(self.spoken and term['reading']) or term['text']} ({term['means']})" for term in terms]
        return [Line(" · ".join(said))] if said else []

    def warning(self, warning: Json) -> Line:
        return Line(f"{self.page(warning['severity'])}: {warning['text']}", mark=self.mark(warning))

    def ending(self) -> list[Line]:
        lines = []
        for ending in self.brief["close"]:
            lines.append(Line(fill(ending["do"]), mark=self.mark(ending)))
            if ending["phrase"]:
                lines += self.phrase(ending["phrase"]).apart()
        if self.letter:
            return lines  # its last words stand in the letter
        if self.script:
            return lines + self.sayings(self.script["closing"])
        return lines + apart(map(self.phrase, self.brief["farewell"]))

    def law(self, law: Json) -> Line:
        """What to check, and where it stands: by name where two rows hold that, else by its source alone."""
        law = {**law, "check": law["check"].rstrip(".")}
        named = Line(self.page("{check} ({name}, {as_of}: check)", **law), mark=self.mark(law))
        fits = wrapped_height(named.whole, BESIDE_TITLE, ROOM) <= LAW_ROWS
        return named if fits else named._replace(text=self.page("{check} ({as_of}: check)", **law))

    def sources(self) -> str:
        """The sources by number, how old the entry is, how much of it is derived."""
        brief, page = self.brief, self.page
        said = [" ".join(f"{n} {source}" for source, n in self.numbers.items()) or page("none")]
        if brief["completeness"]["checked"]:
            said.append(page("checked {day}", day=brief["completeness"]["checked"]))
        derived = sum(item["derived"] for part in ("points", "reads_as", "avoid", "close") for item in brief[part])
        if derived:
            said.append(page("{n} derived", n=derived))
        if self.script:
            said.append(page("words: our own"))
        elif any(not phrase["verified"] for phrase in self.phrases()):
            said.append(page("{mark} own wording", mark=UNVERIFIED))
        if not brief["limits_own"]:
            said += [limit.rstrip(".") for limit in brief["limits"]]
        return " · ".join([*said, "--why"])

    def phrases(self) -> list[Json]:
        brief = self.brief
        carried = [item["phrase"] for item in (*brief["points"], *brief["close"]) if item["phrase"]]
        branches = [branch for point in brief["points"] for branch in point["branches"]]
        switch = [brief["switch"]] if brief["switch"] else []
        replies = [*(sign["reply"] for sign in brief["reads_as"] if sign["reply"]), *brief["replies"]]
        return [
            *brief["opening"],
            *switch,
            *brief["rescues"],
            *carried,
            *branches,
            *replies,
            *brief["farewell"],
        ]

    def mark(self, item: Json) -> str:
        """Where a line comes from: its first source by number and how many more, or that it is derived from traits."""
        if item.get("derived"):
            return self.page("[derived]")
        named = list(dict.fromkeys(c["source"] for c in item["sources"]))
        if not named:
            return ""
        number = self.numbers.setdefault(named[0], len(self.numbers) + 1)
        return f"[{number}+{len(named) - 1}]" if named[1:] else f"[{number}]"


def laid_out(brief: Json, words: Words) -> list[Section]:
    """The page of a brief."""
    return Layout(brief, words).sections()


def laid_out_greeting(brief: Json, words: Words) -> list[Section]:
    """Address and opening of a brief, with every pronunciation."""
    return Layout(brief, words, aloud=True).greeting()


def apart(lines: Iterable[Line], first: int = 0, deeper: int = 0) -> list[Line]:
    """Lines with the sounds of each below it; `first`: columns of the very first row, where it stands beside a title."""
    return [row for n, line in enumerate(lines) for row in line.apart(0 if n else first, deeper)]


def together(lines: Sequence[Line]) -> Line:
    """Words said in one breath as one line."""
    text, sounds = (joined(getattr(line, part) for line in lines) for part in ("text", "sounds"))
    gloss = "; ".join(filter(None, (line.gloss.removeprefix("(").removesuffix(")").rstrip(".") for line in lines)))
    return Line(
        text,
        kind="say",
        gloss=f"({gloss})" if gloss else "",
        mark=max((line.mark for line in lines), default=""),
        sounds=sounds.replace("/ /", " "),
    )


def staged(points: Sequence[Json]) -> list[list[Json]]:
    """The points of each stage of a contact together, in their order."""
    return [list(group) for _, group in groupby(points, key=lambda point: point["stage"])]


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one paragraph; no space behind a full-width stop."""
    text = ""
    for sentence in filter(None, sentences):
        text += ("" if not text or cell_width(text[-1]) == 2 else " ") + sentence
    return text


def capitalised(text: str) -> str:
    """Sentences with a capital at their beginning, as a romanisation that stands alone has them."""
    return re.sub(r"(^|[.?!] )(\w)", lambda found: found[1] + found[2].upper(), text)


@lru_cache(maxsize=4096)
def fill(text: str) -> str:
    """Placeholders as a reader sees them: `{surname}` becomes `[surname]`; within an example, `[order {number}]`, a gap without a second bracket."""
    outside = re.sub(r"\[[^\[\]]*\]", lambda example: re.sub(r"\{[a-z-]+\}", "…", example[0]), text)
    return re.sub(r"\{([a-z-]+)\}", r"[\1]", outside)


def why(brief: Json, words: Words) -> Section:
    """For every line, the facts that chose it and the passages that stand behind it."""
    parts = ("opening", "points", "reads_as", "avoid", "close", "laws")
    lines = [Line(words.page("the two head lines rest on: {ids}", ids=", ".join(brief["rests_on"]) or "-"))]
    lines += [Line(text, label="") for text in _passages({"id": "address", **brief["address"]})]
    for part in parts:
        for item in brief[part]:
            lines += [Line(text) for text in _passages(item)]
    return Section(words.page("WHY"), lines)


def _passages(item: Json) -> Iterable[str]:
    facts = ", ".join(f"{c['fact']} = {c['is']}" for c in item.get("chosen_by", []))
    trust = f" ({item['confidence']} confidence)" if "confidence" in item else ""
    yield f"{item['id']}{trust}" + (f"; chosen by {facts}" if facts else "")
    for cite in item["sources"]:
        yield f"  {cite['source']}: {cite['says']}"
    for fact in item.get("chosen_by", []):
        for cite in fact["sources"]:
            yield f"  {fact['fact']}: {cite['source']}: {cite['says']}"


# --- how high a page is ---


class Row(NamedTuple):
    """A line with what stands before it on its first row, and how far its other rows are indented."""

    head: str
    indent: int
    line: Line


def rows(section: Section) -> Iterable[Row]:
    """The lines of a section as they stand on the page.

    The title stands before the first line; further lines begin nearer the edge, so that little room is lost to a margin.
    A title too long for that, or beside longer labels, gets a row alone.
    """
    lines, title = section.lines, section.title
    if not title:
        yield from (Row("", 0, line) for line in lines)
        return
    longest = max(len(line.label) for line in lines)
    if longest > 1:
        column = max(MARGIN, longest + 2)
        yield Row(title, 0, Line(""))
        yield from (Row(f"{' ' + line.label if line.label else '':<{column}}", column, line) for line in lines)
        return
    label = lines[0].label
    if len(title) >= MARGIN - 2 * len(label):
        yield Row(title, 0, Line(""))
        yield Row(f" {label:<{INDENT - 1}}", INDENT, lines[0])
    else:
        yield Row(f"{title:<{MARGIN - 2}}{label} " if label else f"{title:<{MARGIN}}", INDENT, lines[0])
    for line in lines[1:]:
        indent = INDENT + line.deeper
        yield Row(f" {line.label:<{indent - 1}}", indent, line)


def height(sections: Iterable[Section]) -> int:
    """Lines of a page on a screen of 80 columns. Counted without Rich, which a pipe does not need."""
    shown = [section for section in sections if section.lines]
    blank = sum(not section.tight for section in shown[1:])
    return blank + sum(
        wrapped_height(row.line.whole, PAGE_COLUMNS - len(row.head), PAGE_COLUMNS - row.indent)
        for section in shown
        for row in rows(section)
    )


@lru_cache(maxsize=4096)
def wrapped_height(text: str, width: int, later: int) -> int:
    """Lines that `text` takes when wrapped at spaces, the first `width` columns wide, the others `later`; a word longer than a line is broken."""
    lines, used = 1, 0
    for word in text.split(" "):
        cells = [1] * len(word) if word.isascii() else [cell_width(c) for c in word]
        if used and used + 1 + sum(cells) > width:
            lines, used, width = lines + 1, 0, later
        used += bool(used)
        for cell in cells:
            if used + cell > width:
                lines, used, width = lines + 1, 0, later
            used += cell
    return lines


def cell_width(character: str) -> int:
    """Columns a character takes: two in East Asian scripts, none for a combining mark."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
