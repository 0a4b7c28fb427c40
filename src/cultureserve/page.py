"""How a brief is laid out: sections of lines, the same for terminal, pipe and Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from cultureserve import clock
from cultureserve.packfile import DATES
from cultureserve.sayings import sayings
from cultureserve.wrapping import cell_width, cells, wrapped_height

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
GLOSS_COLUMN = 48  # where meanings begin beside short words, one below the other
ROOM = PAGE_COLUMNS - INDENT
BESIDE_TITLE = PAGE_COLUMNS - MARGIN
RULED = ("goal", "before", "never", "after")  # parts of a script that tell what to do
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

    def apart(self, first: int = 0) -> list[Line]:
        """The words, what they mean, and how they sound: on one row where it holds all; else the sounds below, with the meaning if that saves a row.

        first: columns of the first row, where it has less room than the others.
        """
        if not self.sounds:
            return [self]
        silent = self._replace(sounds="")
        ways = (
            [silent._replace(gloss=" ".join(filter(None, (self.sounds, self.gloss))))],
            [silent, Line(self.sounds, kind="gloss")],
            [silent._replace(gloss=""), Line(self.sounds, kind="gloss", gloss=self.gloss)],
        )
        together, below, both_below = (
            wrapped_height(way[0].whole, first or ROOM, ROOM) + sum(wrapped_height(x.whole, ROOM, ROOM) for x in way[1:]) for way in ways
        )
        return ways[0] if together == 1 else ways[2] if both_below < below else ways[1]


class Section(NamedTuple):
    """A titled group of lines.

    tight: no blank line above it; headed: its title stands on a row of its own, with what is `beside` it; verbatim: to be sent as it stands.
    """

    title: str
    lines: list[Line]
    tight: bool = False
    headed: bool = False
    beside: str = ""
    verbatim: bool = False


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

    def sections(self) -> list[Section]:
        page, brief = self.page, self.brief
        return [
            Section("", self.head()),
            *self.head_sections(),
            *self.words_to_use(),
            Section(page("CLOSE"), self.ending(), tight=True),
            Section(page("THEY SAY"), self.theirs(), tight=True),
            Section(page("AVOID"), [self.warning(x) for x in brief["avoid"]], tight=True),
            Section(page("LAW"), [self.law(x) for x in brief["laws"]], tight=True),
            Section(page("LIMITS"), [Line(text) for text in brief["limits"]] if brief["limits_own"] else [], tight=True),
            Section(page("SOURCES"), [Line(self.sources(), kind="gloss")], tight=True),
        ]

    def head_sections(self) -> list[Section]:
        """What matters most, what to have at hand, how to call the customer and how to go about it."""
        page, brief = self.page, self.brief
        return [
            Section(page("IN BRIEF"), [Line(brief["in_one_line"], kind="strong")], tight=True),
            Section(page("WORST"), [Line(brief["worst_mistake"])], tight=True),
            Section(page("READY"), [Line(brief["ready"])] if brief["ready"] else [], tight=True),
            Section(page("ADDRESS"), self.address(), tight=True),
            Section(page("MANNERS"), self.habit(), tight=True),
            Section(page("HOW"), self.how(), tight=True),
        ]

    def words_to_use(self) -> list[Section]:
        """The words of the contact in their order; a letter as a whole and what to write in another case."""
        page = self.page
        if self.letter:
            return [
                Section(page("MAIL"), self.mail(), tight=True),
                Section(page("DATES"), self.dates(), tight=True),
                Section(page("OR"), self.instead(), tight=True),
                Section(page("CHECK"), self.points(), tight=True),
            ]
        return [
            Section(page("OPEN"), self.opening(), tight=True),
            Section(page("TALK") if self.spoken else page("WRITE"), self.points(), tight=True),
            Section(page("DATES"), self.dates(), tight=True),
            Section(page("ALOUD"), self.sounds(), tight=True),
        ]

    def greeting(self) -> list[Section]:
        """Address and opening only."""
        return [
            Section("", self.head()),
            Section(self.page("ADDRESS"), self.address(), tight=True),
            Section(self.page("OPEN"), self.first_words(), tight=True),
            Section(self.page("ALOUD"), self.sounds(), tight=True),
        ]

    def head(self) -> list[Line]:
        return [*self.titled(self.title()), Line(self.languages(), kind="gloss")]

    def title(self) -> str:
        brief = self.brief
        return f"{brief['country']['name']} · {brief['situation']['name']} · {brief['channel_name']}"

    def titled(self, title: str) -> list[Line]:
        """The title and the clock behind and below it."""
        brief = self.brief
        told = clock.lines(brief["time"], sayings(self.words), brief["channel_light"] or "") if brief["time"] else [""]
        return [Line(title + told[0], kind="strong"), *map(Line, told[1:])]

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
        """The opening alone."""
        return self.opening()

    def opening(self) -> list[Line]:
        first = [self.phrase(phrase) for phrase in self.brief["opening"]]
        return apart([*([together(first)] if self.spoken else first), *self.rescues()])

    def theirs(self) -> list[Line]:
        """What the customer may say or do, what it means, and what to answer."""
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
        if self.letter:
            return []  # its points are told below it
        told = [(n, point) for n, point in enumerate(self.brief["points"], 1) if point["told"] and self.said(point)]
        steps = [" ".join(filter(None, (str(n), fill(point["do"]).rstrip("."), self.mark(point)))) for n, point in told]
        return [Line(" · ".join(steps))] if steps else []

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
        if not sign["reply"]:
            return Line(f"{read} → {sign['answer']}", mark=self.mark(sign))
        words = self.phrase(sign["reply"])
        return words._replace(text=f"{read} → {words.text}", mark=" ".join(filter(None, (self.mark(sign), words.mark))))

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
        told = [*(item for part in ("points", "reads_as", "avoid", "close") for item in brief[part]), *rules_of(brief)]
        derived = sum(item["derived"] for item in told)
        if derived:
            said.append(page("{n} derived", n=derived))
        if brief["script"]:
            said.append(page("own words"))
        elif any(not phrase["verified"] for phrase in self.phrases()):
            said.append(page("{mark} own wording", mark=UNVERIFIED))
        said += [limit.rstrip(".") for limit in self.limits_beside()]
        return " · ".join([*said, "--why"])

    def limits_beside(self) -> list[str]:
        """Limits that stand with the sources: what holds of people anywhere."""
        return [] if self.brief["limits_own"] else list(self.brief["limits"])

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


def apart(lines: Iterable[Line], first: int = 0) -> list[Line]:
    """Lines with the sounds of each below it; `first`: columns of the very first row, where it stands beside a title."""
    return [row for n, line in enumerate(lines) for row in line.apart(0 if n else first)]


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


def rules_of(brief: Json) -> list[Json]:
    """The rules of a script, where there is one."""
    script = brief["script"]
    if not script:
        return []
    backed = [line for part in ("talk", "answers") for line in script[part] if line["rests_on"]]
    return [*(rule for part in RULED for rule in script[part]), *backed]


def why(brief: Json, words: Words) -> Section:
    """For every line, the facts that chose it and the passages that stand behind it."""
    parts = ("opening", "points", "reads_as", "avoid", "close", "laws")
    lines = [Line(words.page("the two head lines rest on: {ids}", ids=", ".join(brief["rests_on"]) or "-"))]
    lines += [Line(text) for rule in rules_of(brief) for text in _passages({**rule, "id": ", ".join(rule["rests_on"])})]
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
    """A line with what stands before it on its first row, how far its other rows are indented, and where its meaning begins if that leaves it on one row."""

    head: str
    indent: int
    line: Line
    column: int = 0

    def whole(self, columns: int) -> str:
        """All of it; between words and meaning the space that brings it to its column, on a screen of so many columns."""
        line = self.line
        rest = " ".join(filter(None, (line.gloss, line.mark)))
        gap = self.column - len(self.head) - cells(line.text)
        roomy = line.text and line.gloss and gap > 1 and self.column + cells(rest) <= columns
        return f"{line.text}{' ' * gap}{rest}" if roomy else line.whole


def rows(section: Section) -> Iterable[Row]:
    """The lines of a section as they stand on the page.

    A headed section has its title on a row of its own. In others it stands before the first line; further lines begin nearer the edge, so that
    little room is lost to a margin. A title too long for that, or beside longer labels, gets a row alone.
    """
    lines, title = section.lines, section.title
    if not title:
        yield from (Row("", 0, line) for line in lines)
    elif section.headed:
        yield from headed(section)
    elif (longest := max(len(line.label) for line in lines)) > 1:
        column = max(MARGIN, longest + 2)
        yield Row(title, 0, Line(""))
        yield from (Row(f"{' ' + line.label if line.label else '':<{column}}", column, line) for line in lines)
    else:
        yield from titled(title, lines)


def headed(section: Section) -> Iterable[Row]:
    """A title, and its lines below it; a label stands before its line, or alone."""
    yield Row(f"{section.title:<{MARGIN}}" if section.beside else section.title, INDENT, Line("", gloss=section.beside))
    for line in section.lines:
        indent = INDENT + line.deeper
        yield Row(f"{line.label:<{indent}}" if line.whole else line.label, indent, line, GLOSS_COLUMN if line.kind == "say" else 0)


def titled(title: str, lines: Sequence[Line]) -> Iterable[Row]:
    """A title before the first line, or on a row of its own where that leaves no room."""
    label = lines[0].label
    if len(title) >= MARGIN - 2 * len(label):
        yield Row(title, 0, Line(""))
        yield Row(f" {label:<{INDENT - 1}}", INDENT, lines[0])
    else:
        yield Row(f"{title:<{MARGIN - 2}}{label} " if label else f"{title:<{MARGIN}}", INDENT, lines[0])
    for line in lines[1:]:
        yield Row(f" {line.label:<{INDENT - 1}}", INDENT, line)


def height(sections: Iterable[Section]) -> int:
    """Rows of a page on a screen of 80 columns."""
    shown = [section for section in sections if section.lines]
    blank = sum(not section.tight for section in shown[1:])
    return blank + sum(
        wrapped_height(row.line.whole, PAGE_COLUMNS - len(row.head), PAGE_COLUMNS - row.indent)
        for section in shown
        for row in rows(section)
    )
