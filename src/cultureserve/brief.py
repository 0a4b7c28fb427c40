"""A request meets the knowledge and becomes a brief: one plain JSON object.

The shape is the contract of `docs/json.md`. Whatever prints a brief only shows what is in it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cultureserve import choice as choosing
from cultureserve.countries import kept_zones
from cultureserve.knowledge import confidence, known_trait, speaks_for, witnesses
from cultureserve.matching import Facts, facts_of, hold, rank, weigh
from cultureserve.page import CLOCK_COLUMNS, ONE_ZONE, PAGE_COLUMNS, PAGE_LINES, RULED, SEVERAL_ZONES, height
from cultureserve.pages import layout_of
from cultureserve.respelling import Speller
from cultureserve.scripted import Prompter, joined, joining, opening_alone, script_for, words_within

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from cultureserve.choice import Candidate
    from cultureserve.model import (
        Avoid,
        Cite,
        Cites,
        Closing,
        Country,
        Focus,
        Knowledge,
        Language,
        Move,
        Note,
        Phrase,
        ReadsAs,
        Request,
        Rule,
        Script,
        Territory,
    )
    from cultureserve.wording import Words

Json = dict[str, Any]

SCHEMA_VERSION = 1
LEEWAY = 16  # a name on the page may be so much longer than its id, with what stands between
DATED = ("date", "new-date")  # placeholders that hold a day
SUMMED = ("amount", "new-amount")  # placeholders that hold a sum of money
COUNTED = ("number", *SUMMED)  # placeholders that hold figures
TIMED = ("time",)  # placeholders that hold an hour of the day
# fields of the address that a channel prints, the nearest first: how to call a customer, and one whose name says too little
SHOWN = {"spoken": ("spoken",), "met": ("spoken",), "written": ("written",), "messaged": ("messaged", "written")}
UNKNOWN = {"spoken": (), "met": ("unknown_met",), "written": ("unknown_written",), "messaged": ("unknown_messaged", "unknown_written")}
COMMON_LANGUAGE = "en"  # of phrases, where the customer's language has none


class Budget(NamedTuple):
    """How many of each a page may hold.

    voiced: points with a phrase in the customer's language; told: points whose advice stands beside their words; branches: phrases for one case of a point;
    answered: signs with words to answer them, the others with what to do;
    replies: answers to what the customer may say, those to a sign of the page among them;
    terms: words the customer may use whose meaning is told;
    dates: whether the next working days are put into words; hours_said, numbers, sums: whether it is told how to say hours and figures;
    ready: what to see to before it begins, for the channel first; habit: whether the manners of the channel are told; pronounced: whether words without a
    romanisation get a plain pronunciation; sounds: whether it is said how to read what is to be said aloud;
    rescues: ways out when the customer's language runs out; switch: whether the words for going on in another language are given; unknown: whether it is said how to
    call a customer whose gender, rank or name order is unknown; joined: whether those that join every script stand in it; retorts: whether
    answers of a script have their sounds below them; before: rules of a
    script that tell what to see to; airy: how much a page is set apart: 1 by blank lines around the words, 2 around all parts.
    """

    points: int = 5
    voiced: int = 5
    told: int = 5
    branches: int = 4
    signs: int = 6
    answered: int = 3
    replies: int = 10
    terms: int = 12
    warnings: int = 3
    endings: int = 2
    farewells: int = 2
    limits: int = 2
    laws: int = 1
    ready: int = 2
    habit: int = 1
    pronounced: int = 1
    sounds: int = 1
    dates: int = 1
    hours_said: int = 1
    numbers: int = 1
    sums: int = 1
    switch: int = 1
    rescues: int = 2
    unknown: int = 1
    joined: int = 1
    retorts: int = 1
    before: int = 6
    airy: int = 2


ALL = 999
FEWEST = 2  # signs and warnings a page has even where the country has none of its own
EVERYTHING = Budget(*(ALL for _ in Budget._fields))
CUTS = (  # made one after the other until the page fits; what weighs least for the next minute goes first
    ("endings", 1), ("limits", 1), ("replies", 7), ("answered", 2), ("signs", 5), ("branches", 3), ("replies", 6), ("laws", 0), ("signs", 4),
    ("replies", 5), ("warnings", 2), ("rescues", 1), ("unknown", 0), ("replies", 4), ("farewells", 1), ("told", 4), ("ready", 1), ("branches", 2),
    ("answered", 1), ("habit", 0), ("signs", 3), ("told", 3), ("replies", 3), ("rescues", 0), ("told", 0), ("branches", 1), ("replies", 2), ("signs", 2),
    ("ready", 0), ("sounds", 0), ("sums", 0), ("numbers", 0), ("hours_said", 0), ("branches", 0), ("points", 4), ("dates", 0), ("switch", 0),
    ("pronounced", 0), ("answered", 0), ("replies", 0), ("voiced", 3), ("points", 3), ("voiced", 2),
)  # fmt: skip

TALK_CUTS = (  # the same for a page whose words are a script: it was written to fill its page, so that air and what the program adds go first
    ("unknown", 0), ("limits", 1), ("limits", 0), ("airy", 1), ("laws", 0), ("sums", 0), ("numbers", 0), ("hours_said", 0), ("dates", 0), ("airy", 0),
    ("terms", 8), ("terms", 7), ("terms", 6), ("terms", 5), ("terms", 4), ("terms", 3), ("terms", 2), ("terms", 0), ("replies", 8), ("replies", 7), ("replies", 6), ("joined", 0), ("replies", 5),
    ("retorts", 0), ("replies", 4), ("sounds", 0), ("replies", 3), ("before", 3), ("before", 2), ("replies", 2), ("points", 3),
)  # fmt: skip


def make_brief(knowledge: Knowledge, territory: Territory, request: Request, words: Words, time: Json | None = None) -> Json:
    """The brief for a request, cut to one page unless everything is asked for.

    The request's country, situation, channel and language must exist; `territory` is its country; `time`
    is what `clock.reading` says. The page is cut as if the clock took all its room, so that a page
    made in advance is the same.
    """
    maker = Maker(knowledge, territory, request, words)
    if request.full:
        return {**maker.brief(), "time": time}
    room = PAGE_LINES - clock_lines(knowledge, territory, request)

    def fits(budget: Budget) -> bool:
        made = maker.draft(budget)
        dates = int(made["dated"] > 0)  # their place may take a second line
        return height(layout_of(made, words).sections()) + dates <= room

    return {**maker.brief(best(fits, maker.cuts())), "time": time}


def best(fits: Callable[[Budget], bool], cuts: Sequence[tuple[str, int]]) -> Budget:
    """The largest budget that fits: as few cuts as it takes, then whatever still finds room is put back."""
    made = bisect_left(range(len(cuts)), True, key=lambda n: fits(cut(cuts[:n])))
    budget = cut(cuts[:made])
    for n in reversed(range(made)):
        part = cuts[n][0]
        larger = budget._replace(**{part: getattr(cut(cuts[:n]), part)})
        if fits(larger):
            budget = larger
    return budget


def cut(cuts: Sequence[tuple[str, int]]) -> Budget:
    """The budget after these cuts."""
    return Budget()._replace(**dict(cuts))


def clock_lines(knowledge: Knowledge, territory: Territory, request: Request) -> int:
    """The most lines that the clock takes at the head of a page, the longer title included."""
    several = len({zone.name for zone in kept_zones(knowledge.calendars.get(territory.code), territory.code)}) > 1
    title = len(territory.name) + len(request.situation) + len(request.channel)  # near enough to what is shown
    others = several and knowledge.guide.channels[request.channel].light
    return (SEVERAL_ZONES if others else ONE_ZONE) + (title > PAGE_COLUMNS - CLOCK_COLUMNS - LEEWAY)


def greeting(made: Json) -> Json:
    """Address and opening of a brief, and what is needed to read them."""
    kept = (
        "schema_version",
        "request",
        "country",
        "channel",
        "channel_light",
        "languages",
        "time",
        "address",
        "opening",
        "airy",
        "sounds",
        "dated",
        "hours_said",
        "numbers",
        "sums",
        "switch",
        "rescues",
        "pronounced",
        "respelt",
        "scripted",
        "fallback",
    )
    script = opening_alone(made["script"]) if made["script"] else None
    return {**{name: made[name] for name in kept}, "script": script}


class Maker:
    """One brief in the making: what is the same for all its parts, whatever the budget. Each part is made once."""

    def __init__(self, knowledge: Knowledge, territory: Territory, request: Request, words: Words) -> None:
        self.budget = EVERYTHING
        self._made: dict[Any, Any] = {}
        self.knowledge = knowledge
        self.guide = knowledge.guide
        self.territory = territory
        self.request = request
        self.words = words
        self.country: Country | None = knowledge.countries.get(request.country)
        self.situation = self.guide.situations[request.situation]
        self.channel = self.guide.channels[request.channel]
        self.facts: Facts = facts_of(knowledge, self.country, request.situation, request.channel)
        self.language = request.language or default_language(self.country, territory)
        self.speaks = self.language if knowledge.phrases.get(self.language) else COMMON_LANGUAGE

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` gives, made the first time it is asked for under that key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def brief(self, budget: Budget = EVERYTHING) -> Json:
        """The whole brief: what stands on the page, and the sources behind it."""
        made = self.draft(budget)
        return {**made, "sources": self.sources(made, self.focus())}

    def draft(self, budget: Budget) -> Json:
        """All that decides how long the page is."""
        self.budget = budget
        focus = self.focus()
        script = self.lines()
        points = self.points()
        signs = self.signs()
        made: Json = {
            "schema_version": SCHEMA_VERSION,
            "request": self.asked(),
            "country": {"code": self.territory.code, "name": self.territory.name},
            "situation": {
                "id": self.situation.id,
                "name": self.words.of(self.situation, "name"),
                "goal": self.words.of(self.situation, "goal"),
            },
            "channel": self.channel.id,
            "channel_name": self.words.of(self.channel, "name"),
            "channel_mode": self.channel.mode,
            "channel_form": self.channel.form or None,
            "channel_light": self.words.of(self.channel, "light") or None,
            "stage_names": {stage.id: self.words.of(stage, "name") for stage in self.guide.stages.values()},
            "languages": self.once("languages", self.languages),
            "time": None,
            "pronounced": bool(self.budget.pronounced),
            "respelt": self.once("speller", self.speller) is not None,
            "scripted": not self.channel.unseen or self.once("speller", self.speller) is not None,
            "retorts": bool(self.budget.retorts),
            "airy": min(self.budget.airy, Budget().airy),
            "ready": self.ready(),
            "before_title": self.words.of(self.channel, "before"),
            "in_one_line": self.essence(focus),
            "worst_mistake": self.words.of(focus, "worst_mistake"),
            "rests_on": list(focus.rests_on),
            "address": {**self.once("address", self.address), **({} if budget.unknown else {"unknown": None})},
            "channel_habit": self.habit(),
            "opening": self.once("opening", self.opening),
            "script": script,
            "sounds": self.sounds(),
            "hours_said": self.aloud("hours_said", points, TIMED),
            "numbers": self.aloud("numbers", points, COUNTED),
            "sums": self.aloud("sums", points, SUMMED),
            "dated": self.dated(points),
            "switch": self.once("switch", self.switch) if self.budget.switch else None,
            "rescues": self.rescues(),
            "points": points,
            "reads_as": signs,
            "replies": self.replies(signs),
            "avoid": self.warnings(),
            "close": self.endings(),
            "farewell": self.farewell(),
        }
        own = self.limits(made)
        made["limits"] = own or [self.words.of(self.guide, "limit")]
        made["limits_own"] = bool(own)
        made["laws"] = self.laws()
        made["sources"] = {}
        made["completeness"] = self.once("completeness", self.completeness)
        made["fallback"] = self.country is None or self.situation.id not in self.country.situations
        return made

    def asked(self) -> Json:
        request = self.request
        return {
            "country": request.country,
            "situation": request.situation,
            "channel": request.channel,
            "language": self.language,
            "at": request.at or None,
            "read_in": request.read_in,
        }

    def ready(self) -> str | None:
        """What to have at hand before it begins, for the situation and for the channel."""
        told = [self.words.of(item, "ready") for item in (self.situation, self.channel) if item.ready]
        return " ".join(told[: self.budget.ready]) or None

    def languages(self) -> list[Json]:
        from cultureserve.countries import language_name

        if self.country:
            known = [(x.code, x.default, self.words.of(x, "note"), x.sources) for x in self.country.languages]
        else:
            known = [(code, n == 0, "", ()) for n, code in enumerate(self.territory.languages[:3])]
        return [
            {"code": code, "name": language_name(code), "default": default, "note": note, "sources": cites(c)}
            for code, default, note, c in known
        ]

    def focus(self) -> Focus:
        own = self.country.situations.get(self.situation.id) if self.country else None
        return own or self.guide.focus[self.situation.id]

    def essence(self, focus: Focus) -> str:
        """The essence of the contact, for a talk or for what is written."""
        written = self.words.of(focus, "one_line_written") if self.channel.mode != "spoken" else ""
        return written or self.words.of(focus, "one_line")

    def address(self) -> Json:
        address = self.country.address if self.country else self.guide.address
        texts = {name: self.words.of(address, name) for name in ("spoken", "written")}
        fields = SHOWN[self.channel.address]
        brief = [f"{name}_briefly" for name in fields if self.script() and not self.request.full and getattr(address, f"{name}_briefly")]
        texts["shown"] = next(text for name in (*brief, *fields) if (text := self.words.of(address, name)))
        texts |= {"salutation": address.salutation, "sign_off": address.sign_off}
        unknown = next((name for name in UNKNOWN[self.channel.address] if getattr(address, name)), "unknown")
        return {**texts, "unknown": self.words.of(address, unknown), "sources": cites(address.sources)}

    def habit(self) -> Json | None:
        """What customers there expect of the channel; of some channels it is told however short the room."""
        told = self.budget.habit or (self.channel.manners and not self.script())
        habit = self.country.channels.get(self.channel.id) if self.country and told else None
        if habit and not hold(weigh(habit.when, self.facts)):
            return None
        return {"text": self.words.of(habit, "habit"), "sources": cites(habit.sources)} if habit else None

    # --- words to say ---

    def opening(self) -> list[Json]:
        """The first words; a script has its own, but for a letter, whose salutation depends on what is known of the customer."""
        if self.script() and not self.channel.form:
            return []
        by_customer = self.situation.starts == "customer"
        turns = self.channel.opening_by_customer if by_customer else self.channel.opening_by_us
        found = [self.phrase(acts) for acts in turns]
        return [self.phrase_json(p) for p in found if p]

    def script(self) -> Script | None:
        """The words of the contact as one piece, where they were written so."""
        return self.once("script", lambda: script_for(self.knowledge, self.request.country, self.speaks, self.facts))  # type: ignore[no-any-return]

    def cuts(self) -> Sequence[tuple[str, int]]:
        """What the page gives up, in this order."""
        return TALK_CUTS if self.script() else CUTS

    def lines(self) -> Json | None:
        """The lines of the script, cut to the room there is."""
        lines = self.once("lines", self._lines)
        if not lines:
            return None
        kept = {"answers": self.budget.replies, "terms": self.budget.terms, "before": self.budget.before}
        cut = {**lines, **{part: lines[part][:room] for part, room in kept.items()}}
        return joined(cut, self.once("others", self._others)) if self.budget.joined else cut

    def _lines(self) -> Json | None:
        script = self.script()
        if not script:
            return None
        return {**self.prompter(script).lines(), **{part: [self.rule(rule) for rule in getattr(script, part)] for part in RULED}}

    def rule(self, rule: Rule) -> Json:
        return {"text": self.words.of(rule, "text"), **self.behind(rule.rests_on)}

    def behind(self, names: Sequence[str]) -> Json:
        """The passages of the lines that something rests on; where one of them is a law, the month for which that was read."""
        behind = [place for name in names if (place := resting_place(self.knowledge, self.country, name))]
        passages = [
            cite for place in behind for cite in (*getattr(place, "sources", ()), *self._trait_sources(getattr(place, "derived", ())))
        ]
        months = [place.as_of for place in behind if hasattr(place, "as_of")]
        return {
            "rests_on": list(names),
            "as_of": min(months, default=None),
            "derived": bool(behind) and not any(getattr(place, "sources", ()) for place in behind),
            "sources": cites(dict.fromkeys(passages)),
        }

    def ruled(self) -> set[str]:
        """The lines that the rules on the page rest on; those on what not to do are its warnings."""
        lines = self.lines()
        return {name for part in RULED if part != "never" for rule in lines[part] for name in rule["rests_on"]} if lines else set()

    def rested_on(self) -> set[str]:
        """The lines that the words and rules of the script rest on."""
        lines = self.once("lines", self._lines) or {}
        return {name for part in (*RULED, "talk", "answers") for told in lines.get(part, ()) for name in told["rests_on"]}

    def _others(self) -> Json | None:
        """The lines that join every script."""
        script = joining(self.knowledge, self.request.country, self.speaks, self.facts)
        return self.prompter(script).lines() if script else None

    def prompter(self, script: Script) -> Prompter:
        act = self.guide.greets_by
        varies = any(phrase.hours for phrase in self.knowledge.phrases.get(self.speaks, {}).values() if phrase.act == act)
        return Prompter(script, self.channel.id, self.words, (act, self.phrase((act,)), varies), self.respelt, self.behind)

    def sounds(self) -> str | None:
        """How to read what is printed to be said aloud in the customer's language."""
        if self.channel.mode != "spoken" or not self.budget.sounds or not self.country:
            return None
        return next((self.words.of(x, "sounds") for x in self.languages_spoken() if x.sounds), None)

    def aloud(self, part: str, points: Sequence[Json], blanks: tuple[str, ...]) -> str | None:
        """How to say what words to be said aloud leave open: `part` of the language, where one of the blanks is among them."""
        if self.channel.mode != "spoken" or not getattr(self.budget, part) or not self.open_for(points, blanks):
            return None
        return next((self.words.of(x, part) for x in self.languages_spoken() if getattr(x, part)), None)

    def dated(self, points: Sequence[Json]) -> int:
        """How many days ahead the days to name begin, where words leave one open that the language has words for; else 0."""
        told = self.budget.dates and self.open_for(points, DATED) and any(x.dates for x in self.languages_spoken())
        return int(self.situation.ahead) if told else 0

    def open_for(self, points: Sequence[Json], blanks: tuple[str, ...]) -> bool:
        """Whether the words of the contact leave one of these blanks open."""
        script = self.once("lines", self._lines)
        spoken = [phrase for p in points for phrase in (p["phrase"], *p["branches"]) if phrase]
        said = [phrase["text"] for phrase in spoken] + list(words_within(script) if script else ())
        return any(f"{{{name}}}" in text for text in said for name in blanks)

    def languages_spoken(self) -> Iterable[Language]:
        """The country's record of the language in which the words are."""
        return (x for x in self.country.languages if x.code == self.speaks) if self.country else ()

    def switch(self) -> Json | None:
        """Words for going on in a language both sides know."""
        if self.script() or self.channel.mode != "spoken" or self.speaks == self.request.read_in:
            return None
        found = self._phrases(self.speaks, self.guide.switches_by)
        return self.phrase_json(found[0]) if found else None

    def rescues(self) -> list[Json]:
        """Words for getting by with little of the customer's language."""
        if self.script() or self.channel.mode != "spoken" or self.speaks == self.request.read_in:
            return []
        found = self.once("rescues", lambda: self._phrases(self.speaks, self.guide.rescues_by))
        return [self.phrase_json(phrase) for phrase in found[: self.budget.rescues]]

    def phrase(self, acts: Iterable[str]) -> Phrase | None:
        """The phrase for the first of the acts that has one, in the customer's language or the common one."""
        for language in dict.fromkeys((self.speaks, COMMON_LANGUAGE)):
            for act in acts:
                fitting = self._phrases(language, act)
                if fitting:
                    return fitting[0]
        return None

    def _phrases(self, language: str, act: str) -> list[Phrase]:
        hour = self.request.hour
        of_act = (p for p in self.knowledge.phrases.get(language, {}).values() if act and p.act == act)
        standing = [p for p in of_act if hold(weigh(p.when, self.facts)) and (not p.hours or hour in p.hours)]
        return sorted(standing, key=lambda p: (rank(p.when), bool(p.hours)), reverse=True)

    def words_of(self, item: Note | Move) -> Phrase | None:
        """The words of a point in the customer's language: its own, else those of its speech act, else those for one case."""
        words = self._own_words(item.id)
        own = next((p for p in words if not p.case), None) or (self.phrase((item.phrase,)) if item.phrase else None)
        if own or (item.say and self.speaks == self.request.read_in):
            return own  # what is said in the reader's language needs no phrase
        return next(iter(words), None)

    def _own_words(self, name: str) -> list[Phrase]:
        """The words that belong to the point or sign of that id, those of the narrowest aim first."""
        return self.once(("words", name), lambda: self._find_words(name))  # type: ignore[no-any-return]

    def _find_words(self, name: str) -> list[Phrase]:
        of_point = (p for p in self.knowledge.phrases.get(self.speaks, {}).values() if p.point == name)
        return sorted((p for p in of_point if hold(weigh(p.when, self.facts))), key=lambda p: rank(p.when), reverse=True)

    def phrase_json(self, phrase: Phrase, said: str = "") -> Json:
        """A phrase; `said` is what it means where it does not say so itself."""
        return {
            "id": phrase.id,
            "act": phrase.act or None,
            "case": self.words.of(phrase, "case") or None,
            "heard": self._heard(phrase) if phrase.heard else None,
            "language": phrase.id.split("-", 1)[0],
            "text": phrase.text,
            "reading": phrase.reading or None,
            "say_it": phrase.say_it or self.respelt(phrase.reading) or None,
            "means": self.words.of(phrase, "means") or said,
            "register": phrase.register,
            "hours": list(phrase.hours) or None,
            "speaker_gender": phrase.speaker_gender or None,
            "avoid_when": self.words.of(phrase, "avoid_when") or None,
            "verified": witnesses(self.knowledge, phrase) >= 2,
            "sources": cites(phrase.sources),
        }

    def respelt(self, reading: str) -> str:
        """A romanisation as a reader of English says it, where its language has a table for that."""
        speller = self.once("speller", self.speller)
        return speller.spell(reading) if speller else ""

    def speller(self) -> Speller | None:
        return next((Speller(x.respelling) for x in self.languages_spoken() if x.respelling), None)

    def _heard(self, phrase: Phrase) -> Json:
        return {"text": phrase.heard, "reading": phrase.heard_reading or None, "means": self.words.of(phrase, "heard_means")}

    # --- what stands on the page ---

    def points(self) -> list[Json]:
        chosen = self.choice().points
        voiced = self._voiced(chosen)
        told = self._told(chosen)
        branches = {} if self.script() else self._branches(chosen, voiced)
        return [
            {
                **self.once(("point", c.id, c.id in voiced), partial(self.point, c, c.id in voiced)),
                "told": c.id in told,
                "branches": branches.get(c.id, []),
            }
            for c in chosen
        ]

    def _told(self, chosen: Sequence[Candidate]) -> set[str]:
        """The points whose advice the page tells: none beside a script, which has rules of its own."""
        if self.script() and not self.request.full:
            return set()
        return {c.id for c in self.as_told(self.lead_first(chosen), lambda c: c.id)[: self.budget.told]}

    def _branches(self, chosen: Sequence[Candidate], voiced: set[str]) -> dict[str, list[Json]]:
        """Words for one case of a point, by point, unless they are the words of the point: the lead's first, then in turn."""
        said = {c.id: self.words_of(c.item) for c in chosen if c.id in voiced}
        found = [(c, p) for c in chosen for p in self._own_words(c.id) if p.case and p is not said.get(c.id)]
        found.sort(key=lambda pair: pair[0].item.slot != self.situation.lead)
        kept: dict[str, list[Json]] = {}
        for candidate, phrase in found[: self.budget.branches]:
            kept.setdefault(candidate.id, []).append(self.phrase_json(phrase))
        return kept

    def choice(self) -> choosing.Choice:
        limit = self.budget.points
        return self.once(  # type: ignore[no-any-return]
            ("choice", limit), lambda: choosing.choose(self.knowledge, self.country, self.situation, self.facts, limit)
        )

    def fitting(self, part: str, told: Collection[str] = (), fewest: int = FEWEST) -> list[Any]:
        """All signs, warnings or endings that hold here, best first, each with whether it is the country's own.

        General ones only make up for own ones that are missing, up to the `fewest`: they never take a line from the words to say.
        What the page tells already (`told`, by id) comes last, and only where there is nothing else.
        """
        own, general = getattr(self.country, part, {}), getattr(self.guide, part)
        found: list[Any] = self.once(part, lambda: choosing.fitting(own.values(), general.values(), self.facts, ALL))
        enough = max(sum(is_own and item.id not in told for item, is_own in found), fewest)
        fresh_first = sorted(self.as_told(found, lambda pair: pair[0].id), key=lambda pair: pair[0].id in told)
        return fresh_first if self.request.full else fresh_first[:enough]

    def as_told(self, found: Sequence[Any], name: Callable[[Any], str]) -> list[Any]:
        """The same, what the script names before all others."""
        script = self.script()
        first = {line: place for place, line in enumerate(told_by(script))} if script else {}
        return sorted(found, key=lambda item: first.get(name(item), len(first)))

    def _voiced(self, chosen: Sequence[Candidate]) -> set[str]:
        """The points that may show a phrase: the lead's, then the first others."""
        if self.script():
            return set()  # it has its own words
        able = [c for c in self.lead_first(chosen) if self.words_of(c.item)]
        return {c.id for c in able[: self.budget.voiced]}

    def lead_first(self, chosen: Iterable[Candidate]) -> list[Candidate]:
        """The points in the order in which they may claim room."""
        return sorted(chosen, key=lambda c: c.item.slot != self.situation.lead)

    def point(self, candidate: Candidate, voiced: bool) -> Json:
        item, here = candidate.item, candidate.here
        own_words = here if here and here.say else item
        phrase = self.words_of(item) if voiced else None
        say = self.words.of(own_words, "say")
        do = self.words.of(item, "do") + (" " + self.words.of(here, "line") if here else "")
        derived = (here or item).derived if candidate.speaks_itself else ()  # type: ignore[union-attr]
        sources = item.sources + (here.sources if here else ())
        return {
            "id": item.id,
            "slot": item.slot,
            "stage": self.guide.slots[item.slot].stage,
            "do": do,
            "say": say or None,
            "phrase": self.phrase_json(phrase, say) if phrase else None,
            "own": candidate.speaks_itself,
            "derived": bool(derived),
            "confidence": confidence(self.knowledge, sources or self._trait_sources(derived)),
            "misfires": self.words.of(item, "misfires") or None,
            "chosen_by": self._chosen_by(candidate, derived),
            "sources": cites(sources),
        }

    def _chosen_by(self, candidate: Candidate, derived: tuple[str, ...]) -> list[Json]:
        decided = [{"fact": c.fact, "is": c.found, "sources": cites(c.sources)} for c in candidate.conditions]
        return decided + [d for d in self._traits(derived) if d["fact"] not in {c.fact for c in candidate.conditions}]

    def _traits(self, names: Iterable[str]) -> list[Json]:
        known = ((name, known_trait(self.country, name)) for name in names)
        return [{"fact": name, "is": t.level, "sources": cites(t.sources)} for name, t in known if t]

    def _trait_sources(self, names: Iterable[str]) -> Cites:
        traits = (known_trait(self.country, name) for name in names)
        return tuple(c for t in traits if t for c in t.sources)

    def signs(self) -> list[Json]:
        found = self.fitting("reads_as")[: self.budget.signs]
        kept = 1 if self.channel.form == "letter" else 0  # what to write in another case comes before a second answer
        room = 0 if self.script() else max(min(self.budget.answered, self.budget.replies - kept), 0)
        answered = [item.id for item, _ in found if self._own_words(item.id)][:room]
        replies = {name: self.phrase_json(self._own_words(name)[0]) for name in answered}
        script = self.script()
        scripted = self.once("scripted replies", lambda: self.prompter(script).replies()) if script else {}
        return [
            {
                **self._texts(item, "sign", "means", "answer"),
                "reply": replies.get(item.id),
                "words": scripted.get(item.id),
                **self._standing(item, is_own),
            }
            for item, is_own in found
        ]

    def replies(self, signs: Sequence[Json]) -> list[Json]:
        """Words for what the customer may say or what may happen, as many as the signs of the page leave room for."""
        if self.script():
            return []
        found = self.once("replies", lambda: self._phrases(self.speaks, self.guide.replies_by))
        room = self.budget.replies - sum(sign["reply"] is not None for sign in signs)
        return [self.phrase_json(phrase) for phrase in found[: max(room, 0)]]

    def warnings(self) -> list[Json]:
        found = self.fitting("avoid", told={*self.focus().rests_on, *self.ruled()})[: self.budget.warnings]
        worst_first = sorted(found, key=lambda pair: self.guide.severities.index(pair[0].severity))
        return [{**self._texts(item, "text"), "severity": item.severity, **self._standing(item, is_own)} for item, is_own in worst_first]

    def endings(self) -> list[Json]:
        found = self.fitting("close", fewest=1)[: self.budget.endings]  # beside its own ending a country needs no general one
        return [{**self._texts(item, "do"), "phrase": self._carried(item), **self._standing(item, is_own)} for item, is_own in found]

    def _carried(self, item: Closing) -> Json | None:
        if self.script() or not item.phrase or item.phrase in self._farewell_acts():
            return None
        phrase = self.once(("phrase", item.phrase), lambda: self.phrase((item.phrase,)))
        return self.phrase_json(phrase) if phrase else None

    def _farewell_acts(self) -> set[str]:
        return {act for acts in self.channel.closing for act in acts}

    def farewell(self) -> list[Json]:
        """The last words; where room is short, only the very last."""
        if self.script():
            return []
        found = self.once("farewell", lambda: [self.phrase_json(p) for acts in self.channel.closing if (p := self.phrase(acts))])
        return list(found[-self.budget.farewells :])

    def _texts(self, item: Avoid | ReadsAs | Closing, *fields: str) -> Json:
        return {"id": item.id, **{name: self.words.of(item, name) for name in fields}}

    def _standing(self, item: Avoid | ReadsAs | Closing, own: bool) -> Json:
        return {
            "own": own,
            "derived": bool(item.derived),
            "chosen_by": self._traits(item.derived),
            "sources": cites(item.sources),
        }

    # --- how far to trust it ---

    def limits(self, made: Json) -> list[str]:
        """What is not known first; then who differs; then what sources disagree on."""
        missing = self._unknown()
        if self.speaks != self.language:
            missing.append(self.words.page("No phrases in the customer's language yet: these are in English."))
        differ: list[str] = self.once("varies", self._people_differ)[: max(1, self.budget.limits - 1)]
        return missing + (differ + self._contested(made))[: self.budget.limits]

    def _unknown(self) -> list[str]:
        if self.country is None:
            return [self.words.page("No country notes yet on {country}: this is the general page.", country=self.territory.name)]
        if self.situation.id not in self.country.situations:
            return [self.words.page("Nothing on this situation for {country} yet.", country=self.territory.name)]
        return []

    def _people_differ(self) -> list[str]:
        lines = self.country.varies.values() if self.country else ()
        aimed = (v for v in lines if v.when or self.request.full)  # what holds of every contact serves none in particular
        standing = sorted((v for v in aimed if hold(weigh(v.when, self.facts))), key=lambda v: rank(v.when), reverse=True)
        return [self.words.of(v, "text") for v in standing]

    def _contested(self, made: Json) -> list[str]:
        decided = {d["fact"] for p in made["points"] for d in p["chosen_by"]}
        traits = self.country.traits.items() if self.country else ()
        return [self.words.of(t, "contested") for name, t in traits if t.contested and (name in decided or self.request.full)]

    def laws(self) -> list[Json]:
        """Rules that touch this contact; on a single page only one that aims at the situation or its family."""
        told = self.ruled()
        return [law for law in self.once("laws", self._laws) if law["id"] not in told][: self.budget.laws]

    def _laws(self) -> list[Json]:
        laws = self.country.laws.values() if self.country else ()
        holding = (x for x in laws if hold(weigh(x.when, self.facts)) and (self.request.full or rank(x.when)[0]))
        standing = sorted(holding, key=lambda x: rank(x.when), reverse=True)
        return [
            {
                "id": law.id,
                "name": self.words.of(law, "name"),
                "as_of": law.as_of,
                "check": self.words.of(law, "check"),
                "sources": cites(law.sources),
            }
            for law in standing
        ]

    def sources(self, made: Json, focus: Focus) -> Json:
        """Every source cited anywhere in the brief, and those that stand behind its two head lines."""
        used = dict.fromkeys(_cited(made))
        used |= dict.fromkeys(c.source for c in sources_behind(self.knowledge, self.country, focus))
        shown = ("author", "title", "year", "kind", "origin", "url", "read")
        return {s: {name: getattr(self.knowledge.sources[s], name) for name in shown} for s in used if s in self.knowledge.sources}

    def completeness(self) -> Json:
        country = self.country
        if not country:
            return {"country_notes": 0, "slots_filled": 0.0, "checked": None}
        filled = [speaks_for(self.knowledge, country, self.situation.id, slot) for slot in self.situation.slots]
        return {
            "country_notes": len(country.notes) + len(country.here),
            "slots_filled": round(sum(filled) / len(filled), 2),
            "checked": country.checked,
        }


def told_by(script: Script) -> list[str]:
    """The lines on which the answers of a script and what it warns of rest."""
    warned = (name for rule in script.never for name in rule.rests_on)
    heard = (name for answer in script.answers for name in answer.rests_on)
    return list(dict.fromkeys((*warned, *heard)))


def cites(passages: Iterable[Cite]) -> list[Json]:
    return [{"source": c.source, "says": c.says} for c in passages]


def sources_behind(knowledge: Knowledge, country: Country | None, focus: Focus) -> Cites:
    """The passages behind the two head lines: those of the items and traits they rest on."""
    found: list[Cite] = []
    for name in focus.rests_on:
        found += getattr(resting_place(knowledge, country, name), "sources", ())
    return tuple(found)


def resting_place(knowledge: Knowledge, country: Country | None, name: str) -> object | None:
    """The note, sign, warning, ending, law, trait or move of that id, None if there is none."""
    parts: tuple[dict[str, Any], ...] = (knowledge.guide.moves, knowledge.guide.avoid, knowledge.guide.reads_as)
    if country:
        own: Any = country
        parts = (own.notes, own.reads_as, own.avoid, own.close, own.laws, own.traits, own.varies, own.channels, *parts)
    return next((part[name] for part in parts if name in part), None)


def _cited(node: Any) -> Iterable[str]:
    if isinstance(node, dict):
        if set(node) == {"source", "says"}:
            yield node["source"]
        else:
            for value in node.values():
                yield from _cited(value)
    elif isinstance(node, list):
        for value in node:
            yield from _cited(value)


def default_language(country: Country | None, territory: Territory) -> str:
    """The language to begin in: the country's default, else the first official one, else the common one."""
    if country:
        return next((x.code for x in country.languages if x.default), country.languages[0].code)
    return next(iter(territory.languages), COMMON_LANGUAGE)
