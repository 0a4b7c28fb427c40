"""The shape of the knowledge: frozen records, each field explained where it is defined.

These records are the schema. The loader refuses what they do not name, the proofreader takes its
limits from them, and the headers of the data files are printed from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, dataclass_transform

When = dict[str, tuple[str, ...]]


class Place(NamedTuple):
    """Where a record stands: file name, name of the entry, line (from 1)."""

    file: str
    entry: str
    line: int


def doc(about: str, *, at_most: int = 0, words: int = 0, prose: bool = False, **options: Any) -> Any:
    """A field with its explanation.

    at_most: characters; words: words; prose: a sentence shown to the reader, hence translated and
    proofread for tone.
    """
    return field(metadata={"about": about, "at_most": at_most, "words": words, "prose": prose}, **options)


def prose(about: str, at_most: int, **options: Any) -> Any:
    return doc(about, at_most=at_most, prose=True, **options)


def unwritten(**options: Any) -> Any:
    """A field that no data file holds and that does not count when records are compared."""
    return field(compare=False, repr=False, **options)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(doc, prose, unwritten))
def record(shape: type[Any]) -> Any:
    """Makes a class a frozen record whose fields are given by name."""
    return dataclass(frozen=True, kw_only=True, eq=False, repr=False, match_args=False)(
        shape
    )  # each method left out is 0.1 ms at every start


@record
class Record:
    """Anything that stands in a data file."""

    place: Place = unwritten(default=Place("", "", 0))


@record
class Cite(Record):
    """One passage of a source, and what it says."""

    source: str = doc("id of a record in sources.yaml; a source that was opened for this claim")
    says: str = doc("what the passage states, in own words, so that anyone can find it again", words=20)


Cites = tuple[Cite, ...]
CLAIM_SOURCES = "the passages behind the claim; two independent origins where possible"
DERIVED = "instead of sources: ids of the traits of this country the advice rests on"
WHEN = "fact to accepted values; every fact must hold, any listed value will do; absent = always"


@record
class Source(Record):
    """One work that was read."""

    author: str = doc("author, or publisher where no author is named")
    title: str = doc("title of the text; where the page showed none, what it is about, in brackets or marked [descriptive]")
    year: str = doc('year of the text, or "undated"')
    kind: str = doc("official, study, book, handbook, press, consultancy, blog or guide")
    origin: str = doc("who stands behind it; one publisher is one origin, a copy counts as its original")
    url: str = doc("address at which it was read")
    read: str = doc("day on which it was read (YYYY-MM-DD)")


# --- the guide -----------------------------------------------------------------------------------


@record
class Family(Record):
    """A family of situations."""

    id: str = doc("short name")
    name: str = prose("name shown", 40)
    about: str = prose("what holds its situations together", 160)


@record
class Stage(Record):
    """A stage of a contact."""

    id: str = doc("short name")
    name: str = prose("name shown", 20)


@record
class Slot(Record):
    """A job that a talking point can do."""

    id: str = doc("short name")
    name: str = prose("name shown", 30)
    stage: str = doc("the stage of the contact it belongs to")
    about: str = prose("what the job is", 160)


@record
class Dimension(Record):
    """One of the eight traits in which business cultures are compared here."""

    id: str = doc("short name")
    name: str = prose("name shown", 30)
    levels: tuple[str, ...] = doc("its three ordinal levels, lowest first")
    about: str = prose("what it means, with the field's own term", 160)


@record
class Channel(Record):
    """A way of being in contact."""

    id: str = doc("short name")
    name: str = prose("name shown", 20)
    mode: str = doc("spoken or written")
    address: str = doc("the form of address that is printed: spoken, met (people see each other), written or messaged")
    opening_by_customer: tuple[tuple[str, ...], ...] = doc(
        "acts of the two opening phrases when the customer begins; in each, the first act with a phrase wins"
    )
    opening_by_us: tuple[tuple[str, ...], ...] = doc("the same when we begin")
    closing: tuple[tuple[str, ...], ...] = doc("acts of the closing phrases; in each, the first act with a phrase wins")
    form: str = doc("letter: the words of a page make one text to be sent; absent: they are said or sent one by one", default="")
    manners: bool = doc("true: its manners stand on every page, as when people meet", default=False)
    unseen: bool = doc("true: nothing can be shown by it, so that words are needed as they sound, not in their script", default=False)
    ready: str = prose("what to see to before a contact by it", 71, default="")
    before: str = prose("title of what to see to before a contact by it", 30, default="BEFORE")
    light: str = prose("what the light at the head of the page is for; absent: no light, only when it will be read", 20, default="")
    words: tuple[str, ...] = doc("words that betray this channel, refused in texts not tagged with it")


@record
class Situation(Record):
    """An occasion for a contact."""

    id: str = doc("short name")
    name: str = prose("name shown", 30)
    family: str = doc("the family it belongs to")
    starts: str = doc("customer or us: who usually begins the contact")
    goal: str = prose("what a good contact achieves", 120)
    ready: str = prose("what to have at hand before it begins", 71, default="")
    ahead: str = doc("how many days ahead the days to name begin: 1, 7 or 14", default="1")
    synonyms: tuple[str, ...] = doc("everyday words for it")
    slots: tuple[str, ...] = doc("the jobs it asks for, in the order of the contact")
    lead: str = doc("the slot that matters most")


@record
class Act(Record):
    """A speech act that phrases serve."""

    id: str = doc("short name")
    name: str = prose("name shown", 50)
    core: bool = doc("true: every dense language has it, with two witnesses")


@record
class Placeholder(Record):
    """A word in braces that the user fills in."""

    id: str = doc("what stands in the braces")
    about: str = prose("what goes there", 60)


@record
class DayPart(Record):
    """A part of the day, for greetings."""

    id: str = doc("short name")
    starts: str = doc("first minute, HH:MM")
    ends: str = doc("first minute after it, HH:MM")


@record
class Night(Record):
    """Hours in which nobody is called, wherever they are."""

    starts: str = doc("HH:MM")
    ends: str = doc("HH:MM")
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Strategy(Record):
    """A chapter of the guide."""

    id: str = doc("short name")
    row: str = doc("row of the inventory of guides that it answers")
    title: str = prose("title", 80)
    kind: str = doc("skill, strategy, challenge or measure")
    summary: str = prose("what it is about", 260)
    how_to: tuple[str, ...] = prose("what to do", 180)
    example: str = prose("one contact in which it is done", 340)
    goes_wrong: tuple[str, ...] = prose("how it fails", 170)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Question(Record):
    """One question of a self-check, to be answered with yes, no or unsure."""

    id: str = doc("short name")
    ask: str = prose("the question", 160)
    work_on: str = prose("what to work on if the answer is not yes", 200)


@record
class Reflection(Record):
    """A self-check."""

    id: str = doc("short name")
    chapter: str = doc("the chapter it belongs to")
    about: str = prose("how to use it", 200)
    questions: tuple[Question, ...] = doc("its questions, in order")
    settled: str = prose("what to say when every answer is yes", 200)
    open: str = prose("what to say when one is not", 200)
    neglected: str = prose("what comes of neglecting it", 200)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Move(Record):
    """One thing to do in a contact, wherever the customer is."""

    id: str = doc("short name")
    strategy: str = doc("the chapter it belongs to")
    slot: str = doc("the job it does")
    when: When = doc(WHEN, default_factory=dict)
    do: str = prose("what to do", 95)
    say: str = prose("words to say as they are", 110, default="")
    phrase: str = doc("speech act whose phrase in the customer's language carries the point", default="")
    misfires: str = prose("when it goes wrong, or for whom not", 110)
    opposes: tuple[str, ...] = doc("ids of points that cannot stand on the same page", default=())
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Avoid(Record):
    """A warning."""

    id: str = doc("short name")
    when: When = doc(WHEN, default_factory=dict)
    text: str = prose("the mistake", 95)
    severity: str = doc("serious, awkward or minor")
    sources: Cites = doc(CLAIM_SOURCES, default=())
    derived: tuple[str, ...] = doc(DERIVED, default=())


@record
class ReadsAs(Record):
    """What a customer may say or do, and what it often means."""

    id: str = doc("short name")
    when: When = doc(WHEN, default_factory=dict)
    sign: str = prose("what the customer says or does", 80)
    means: str = prose("what it often means", 90)
    answer: str = prose("what to answer", 90)
    sources: Cites = doc(CLAIM_SOURCES, default=())
    derived: tuple[str, ...] = doc(DERIVED, default=())


@record
class Closing(Record):
    """How to end and follow up."""

    id: str = doc("short name")
    when: When = doc(WHEN, default_factory=dict)
    do: str = prose("what to do", 120)
    phrase: str = doc("speech act of the phrase to end with", default="")
    sources: Cites = doc(CLAIM_SOURCES, default=())
    derived: tuple[str, ...] = doc(DERIVED, default=())


@record
class Focus(Record):
    """The two lines that head a page."""

    one_line: str = prose("the essence for this country and this situation", 155)
    one_line_written: str = prose("the same where nothing is said aloud, if that differs", 155, default="")
    worst_mistake: str = prose("the one mistake that costs most, and why", 145)
    rests_on: tuple[str, ...] = doc("ids of own notes, signs, warnings or traits whose sources stand behind both lines")


@record
class Address(Record):
    """How to call the customer."""

    spoken: str = prose("aloud: name order, honorific or title", 160)
    written: str = prose("in writing: form of the name line", 160)
    messaged: str = prose("in short messages, where that differs from a letter", 160, default="")
    spoken_briefly: str = prose("aloud in one line, beside a script", 66, default="")
    written_briefly: str = prose("in writing in one line", 66, default="")
    messaged_briefly: str = prose("in short messages in one line", 66, default="")
    salutation: str = doc("ready salutation, with placeholders", at_most=90)
    sign_off: str = doc("ready sign-off", at_most=90)
    unknown: str = prose("aloud: when gender, rank or name order is unknown", 140)
    unknown_met: str = prose("face to face, where that differs from the telephone", 140, default="")
    unknown_written: str = prose("in writing: the same, and when there is no name", 140, default="")
    unknown_messaged: str = prose("in short messages, where that differs from a letter", 140, default="")
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Guide(Record):
    """All that holds wherever the customer is."""

    families: dict[str, Family] = doc("families of situations")
    stages: dict[str, Stage] = doc("stages of a contact, in order")
    slots: dict[str, Slot] = doc("jobs of a talking point")
    traits: dict[str, Dimension] = doc("the eight traits")
    channels: dict[str, Channel] = doc("ways of being in contact")
    situations: dict[str, Situation] = doc("occasions for a contact")
    acts: dict[str, Act] = doc("speech acts")
    placeholders: dict[str, Placeholder] = doc("words in braces")
    hours: dict[str, DayPart] = doc("parts of the day")
    night: Night = doc("hours in which nobody is called")
    switches_by: str = doc("the act of going on in another language", default="")
    replies_by: str = doc("the act of answering the customer's likely words", default="")
    rescues_by: str = doc("the act of getting by with little of the customer's language", default="")
    greets_as: str = doc("the situation a greeting is for when none is given")
    greets_by: str = doc("the act of greeting; in braces within a script, the greeting of the hour", default="")
    severities: tuple[str, ...] = doc("severities of a warning, worst first")
    kinds: tuple[str, ...] = doc("kinds of source, strongest first")
    peoples: tuple[str, ...] = doc("names of peoples, as they would stand in a verdict")
    verdicts: tuple[str, ...] = doc("words that make a verdict when they follow the name of a people")
    limit: str = prose("what a page says of its limits where nothing more exact is known", 110, default="")
    address: Address = doc("how to call a customer of whom nothing is known")
    focus: dict[str, Focus] = doc("the two lines that head a page where the country has none, by situation")
    strategies: dict[str, Strategy] = doc("chapters")
    reflections: dict[str, Reflection] = doc("self-checks", default_factory=dict)
    moves: dict[str, Move] = doc("what chapters give for the next 60 seconds")
    avoid: dict[str, Avoid] = doc("warnings that hold anywhere")
    reads_as: dict[str, ReadsAs] = doc("signs that are read alike in many places")
    close: dict[str, Closing] = doc("endings that hold anywhere")


# --- countries -----------------------------------------------------------------------------------


@record
class DateWords(Record):
    """How a day is written and said in a language."""

    written: str = doc("a day in writing, with {weekday}, {day} and {month}")
    weekdays: tuple[str, ...] = doc("the weekdays in writing, Monday first")
    said: str = doc("how it sounds, with {weekday} and {day}")
    weekdays_said: tuple[str, ...] = doc("how the weekdays sound, Monday first")
    days_said: tuple[str, ...] = doc("how the days of the month sound, 1 to 31")


@record
class Respelling(Record):
    """How the romanisation of a language sounds to a reader of English, syllable by syllable."""

    onsets: dict[str, str] = doc("what a syllable may begin with, and how that sounds")
    rimes: dict[str, str] = doc("what it may go on with, and how that sounds")
    wholes: dict[str, str] = doc("syllables that sound otherwise than their parts", default_factory=dict)
    sandhi: dict[str, str] = doc("a tone and the one that follows it, both on an a, and what the first becomes", default_factory=dict)


@record
class Language(Record):
    """A language customers of this country use."""

    code: str = doc("language code as in CLDR")
    default: bool = doc("true for the one to begin in", default=False)
    note: str = prose("which language to expect or offer", 90, default="")
    sounds: str = prose("how to read what is printed to be said aloud", 110, default="")
    hours_said: str = prose("how to say the hours of the day that a sentence leaves open", 150, default="")
    numbers: str = prose("how to say the figures of a number that a sentence leaves open", 110, default="")
    sums: str = prose("how to say what a sum needs besides", 180, default="")
    dates: DateWords | None = doc("how to write and say the days that a sentence leaves open", default=None)
    respelling: Respelling | None = doc("how its romanisation sounds, where a reader of English cannot guess it", default=None)
    sources: Cites = doc(CLAIM_SOURCES, default=())


@record
class Trait(Record):
    """Where business contacts of a country usually stand on one dimension."""

    level: str = doc('one of the dimension\'s levels, "contested" or "not found"')
    note: str = prose("what that looks like", 160, default="")
    contested: str = prose("where sources disagree", 160, default="")
    sources: Cites = doc(CLAIM_SOURCES, default=())


@record
class ChannelHabit(Record):
    """What customers expect of a channel."""

    id: str = doc("the channel")
    when: When = doc(WHEN, default_factory=dict)
    habit: str = prose("the habit", 130)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Note(Record):
    """What to do in this country, for one slot."""

    id: str = doc("short name, beginning with the country code")
    slot: str = doc("the job it does")
    when: When = doc(WHEN + "; at most six situations", default_factory=dict)
    do: str = prose("what to do", 150)
    say: str = prose("words to say as they are", 120, default="")
    phrase: str = doc("speech act whose phrase carries the point", default="")
    misfires: str = prose("when it goes wrong, or for whom not", 120, default="")
    opposes: tuple[str, ...] = doc("ids of points that cannot stand on the same page", default=())
    sources: Cites = doc(CLAIM_SOURCES, default=())
    derived: tuple[str, ...] = doc(DERIVED, default=())


@record
class Here(Record):
    """A local line on a general move."""

    move: str = doc("id of the move")
    line: str = prose("what it means here", 90)
    say: str = prose("local words instead of the move's", 120, default="")
    when: When = doc(WHEN + "; at most six situations", default_factory=dict)
    sources: Cites = doc(CLAIM_SOURCES, default=())
    derived: tuple[str, ...] = doc(DERIVED, default=())


@record
class Law(Record):
    """A rule that touches a contact: named and dated, never advice."""

    id: str = doc("short name, beginning with the country code")
    when: When = doc(WHEN, default_factory=dict)
    name: str = prose("name of the law, with article", 120)
    as_of: str = doc("month for which the source was read as valid (YYYY-MM)")
    check: str = prose("what to check before acting", 130)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Varies(Record):
    """How much people differ."""

    id: str = doc("short name, beginning with the country code")
    when: When = doc(WHEN, default_factory=dict)
    text: str = prose("who differs, and how", 130)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Country(Record):
    """What is known about contacts with customers from one country."""

    code: str = doc("ISO 3166 code; the key of the entry", default="")
    checked: str = doc("day of the second reading (YYYY-MM-DD)")
    languages: tuple[Language, ...] = doc("languages, the default among them")
    traits: dict[str, Trait] = doc("the eight traits")
    address: Address = doc("how to call the customer")
    channels: dict[str, ChannelHabit] = doc("habits by channel", default_factory=dict)
    situations: dict[str, Focus] = doc("the two lines that head a page, by situation", default_factory=dict)
    notes: dict[str, Note] = doc("what to do, slot by slot", default_factory=dict)
    here: tuple[Here, ...] = doc("local lines on general moves", default=())
    reads_as: dict[str, ReadsAs] = doc("what customers' words may mean", default_factory=dict)
    avoid: dict[str, Avoid] = doc("warnings", default_factory=dict)
    close: dict[str, Closing] = doc("how to end", default_factory=dict)
    laws: dict[str, Law] = doc("rules that touch a contact", default_factory=dict)
    varies: dict[str, Varies] = doc("how much people differ", default_factory=dict)


# --- working time --------------------------------------------------------------------------------

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_ABOUT = "days of the week, such as Mon-Fri or Sat"
DATES_ABOUT = (
    "day or FROM..TO, each MM-DD, easter, orthodox-easter, ramadan, eid-al-fitr, eid-al-adha, lunar-new-year, mid-autumn, "
    "qingming, diwali or MM-www-N (11-thu-4: fourth Thursday of November; -1: the last), with +N or -N days"
)


@record
class Weekend(Record):
    """The days off, where the libraries are wrong or the matter is not simple."""

    days: str = doc(DAYS_ABOUT)
    text: str = prose("since when, or where it differs", 120, default="")
    sources: Cites = doc(CLAIM_SOURCES)


@record
class MainZone(Record):
    """Which of several time zones comes first."""

    main: str = doc("the zone of the capital or of most business, as tzdata names it")
    alone: bool = doc("true: people go by this one only, whatever tzdata lists; needs a source", default=False)
    sources: Cites = doc(CLAIM_SOURCES, default=())


@record
class WorkingDay(Record):
    """The usual office day."""

    days: str = doc(DAYS_ABOUT)
    opens: str = doc("HH:MM")
    closes: str = doc("HH:MM")
    lunch: str = doc("HH:MM-HH:MM", default="")
    sources: Cites = doc(CLAIM_SOURCES)


@record
class HourHabit(Record):
    """A stretch of the working day in which a contact is unwelcome or nobody answers."""

    id: str = doc("short name, beginning with the code of the territory")
    days: str = doc(DAYS_ABOUT)
    starts: str = doc("HH:MM")
    ends: str = doc("HH:MM")
    light: str = doc("amber: rather not; red: do not")
    text: str = prose("what it is", 70)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Period(Record):
    """Days or weeks that change work, beyond public holidays."""

    id: str = doc("short name, beginning with the code of the territory")
    name: str = prose("name shown", 60)
    when: str = prose("which days, where `dates` does not say it all", 60, default="")
    dates: str = doc(DATES_ABOUT, default="")
    days: str = doc(DAYS_ABOUT + ", if it holds on these only", default="")
    light: str = doc("amber: slow or short of staff; red: closed; needed with `dates`", default="")
    opens: str = doc("HH:MM, if the office day changes", default="")
    closes: str = doc("HH:MM, if the office day changes", default="")
    effect: str = prose("what it does to work and contact", 120)
    sources: Cites = doc(CLAIM_SOURCES)


@record
class Calendar(Record):
    """When people of a territory work, beyond what the libraries know."""

    code: str = doc("ISO 3166 code; the key of the entry", default="")
    checked: str = doc("day of the second reading (YYYY-MM-DD)", default="")
    zone: MainZone | None = doc("which zone comes first, where there are several", default=None)
    weekend: Weekend | None = doc("the days off, where the libraries do not know better", default=None)
    hours: tuple[WorkingDay, ...] = doc("the usual office day; absent: not known", default=())
    habits: dict[str, HourHabit] = doc("stretches of the day to leave alone", default_factory=dict)
    periods: dict[str, Period] = doc("what changes work", default_factory=dict)


# --- words ---------------------------------------------------------------------------------------


@record
class Phrase(Record):
    """Words to say, in the customer's language."""

    id: str = doc("short name, beginning with the language code")
    act: str = doc("the speech act, unless it belongs to a point", default="")
    point: str = doc("instead of an act: id of the note, move or sign whose words these are", default="")
    case: str = prose("of words that fit one case only: the case, as it reads after 'if'", 50, default="")
    heard: str = doc("of a reply: the customer's words it answers, in native script", at_most=60, default="")
    heard_reading: str = doc("their usual romanisation", at_most=70, default="")
    heard_means: str = prose("their meaning", 60, default="")
    when: When = doc(WHEN, default_factory=dict)
    text: str = doc("the words, in native script, with placeholders", at_most=120)
    reading: str = doc("the field's usual romanisation", at_most=140, default="")
    say_it: str = doc("plain pronunciation for readers of English", at_most=140, default="")
    means: str = prose("meaning; may be left out if it is what the point's `say` says", 120, default="")
    register: str = doc("formal, neutral or informal")
    hours: tuple[str, ...] = doc("parts of the day it fits; absent = any", default=())
    speaker_gender: str = doc("female or male, where the language marks the speaker", default="")
    avoid_when: str = prose("when not to use it", 110, default="")
    sources: Cites = doc("two independent witnesses; with fewer it is shown as unverified", default=())


RESTS_ON = "ids of the notes, moves, signs, warnings, endings, laws or traits whose sources stand behind it"
CHANNELS_ABOUT = "channels of the script on which it stands; absent = all of them"


@record
class Saying(Record):
    """Words of a script."""

    label: str = prose("the case they are for, where it is not every case", 40, default="")
    text: str = doc("the words, in native script, with placeholders", at_most=260)
    reading: str = doc("the field's usual romanisation", at_most=280, default="")
    say_it: str = doc("plain pronunciation for readers of English", at_most=260, default="")
    means: str = prose("meaning; absent where the words are in the reader's language", 260, default="")
    channels: tuple[str, ...] = doc(CHANNELS_ABOUT, default=())


@record
class Step(Record):
    """One step of a conversation."""

    title: str = prose("what the step does or what its words mean, in plain words; shown above it", 150, default="")
    words: tuple[Saying, ...] = doc("the words of the step, then those for one case of it each")
    rests_on: tuple[str, ...] = doc(f"of a title that claims something: {RESTS_ON}", default=())


@record
class Rule(Record):
    """What matters in one contact by one channel, told of lines that have sources."""

    text: str = prose("the rule: what the lines it rests on say, for this contact", 220)
    rests_on: tuple[str, ...] = doc(RESTS_ON)


@record
class Answer(Record):
    """What the customer may say, and what to answer: words, or what to do."""

    sign: str = doc("id of a sign that the words answer, in place of words that are heard", default="")
    heard: str = doc("the customer's words, in native script", at_most=90, default="")
    heard_reading: str = doc("their usual romanisation", at_most=110, default="")
    heard_means: str = prose("their meaning, also the hidden one", 120, default="")
    do: str = prose("what to do, beside the words or in place of them", 110, default="")
    words: Saying | None = doc("the words to answer with", default=None)
    channels: tuple[str, ...] = doc(CHANNELS_ABOUT, default=())
    rests_on: tuple[str, ...] = doc(f"of a hidden meaning that is more than one of language: {RESTS_ON}", default=())


@record
class Block(Record):
    """Words of a script under a title of their own."""

    title: str = prose("the title", 8)
    words: tuple[Saying, ...] = doc("its words")


@record
class Script(Record):
    """All words of one contact, written as one piece: what a page prints as it stands.

    One that names no situation holds the lines that join every script of its language and channel.
    """

    id: str = doc("short name, beginning with the country code")
    language: str = doc("language code of the words, as in CLDR")
    when: When = doc("the situation and the channels it is for; no situation: its lines join every other script")
    goal: tuple[Rule, ...] = doc("what a good contact ends with, one rule; only lines that join other scripts have none", default=())
    before: tuple[Rule, ...] = doc("what to see to before and beside the words, by this channel", default=())
    never: tuple[Rule, ...] = doc("what not to do, the worst first", default=())
    after: tuple[Rule, ...] = doc("what to do when it is over", default=())
    opening: tuple[Saying, ...] = doc("the words before the matter", default=())
    talk: tuple[Step, ...] = doc("the steps of the conversation, in order", default=())
    closing: tuple[Saying, ...] = doc("the last words", default=())
    letter: tuple[Saying, ...] = doc(
        "of a letter: the subject, then the whole text, a paragraph each; an empty one parts what stands around it", default=()
    )
    instead: tuple[Saying, ...] = doc("of a letter: what it says in other cases", default=())
    more: tuple[Block, ...] = doc("further words, each block under its title", default=())
    answers: tuple[Answer, ...] = doc("what the customer may say and what to answer, the likeliest first", default=())
    terms: tuple[Saying, ...] = doc("expressions the customer may use, the likeliest first", default=())


# --- territories ---------------------------------------------------------------------------------


@record
class Territory(Record):
    """A country or territory as CLDR and ISO 3166 know it."""

    code: str = doc("ISO 3166 alpha-2 code")
    alpha3: str = doc("ISO 3166 alpha-3 code")
    numeric: str = doc("ISO 3166 numeric code")
    calling_code: str = doc("country calling code, if it has one")
    languages: tuple[str, ...] = doc("official languages, most used first")
    name: str = doc("English name")


@record
class Knowledge(Record):
    """Everything."""

    guide: Guide = doc("guide.yaml")
    countries: dict[str, Country] = doc("cultures.yaml, by code")
    phrases: dict[str, dict[str, Phrase]] = doc("phrases.yaml, by language and id")
    scripts: dict[str, dict[str, Script]] = doc("scripts.yaml, by country and id")
    calendars: dict[str, Calendar] = doc("calendars.yaml, by code")
    sources: dict[str, Source] = doc("sources.yaml, by id")


# --- a request -----------------------------------------------------------------------------------


@record
class Request:
    """What the user asked for. `at` is ISO 8601; without an offset it is the customer's local time.

    `hour` is the part of the day where the customer is, by the main clock where a script greets; empty: not known, or not the same in all zones.
    """

    country: str
    situation: str
    channel: str = "phone"
    language: str = ""
    at: str = ""
    hour: str = ""
    read_in: str = "en"
    full: bool = False
