"""Proofreading: everything that is wrong with the knowledge, beyond its shape.

Each rule is a generator of Findings over the whole knowledge; `RULES` is the list of them.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from cultureserve import almanac, model
from cultureserve.brief import COMMON_LANGUAGE, COUNTED, DATED, SHOWN, TIMED, resting_place
from cultureserve.clock import AHEAD
from cultureserve.countries import territories, zones
from cultureserve.knowledge import UNKNOWN_LEVELS, situations_named, speaks_for, witnesses, year_of
from cultureserve.loading import load_leniently
from cultureserve.page import RULED
from cultureserve.reading import Finding
from cultureserve.respelling import Speller
from cultureserve.shapes import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_SITUATIONS = 6  # of a line that counts as a country's own
OLD = 2010  # a text before this year never stands alone for hours, law or forms of address
CLAIMS = (model.Note, model.Here, model.Avoid, model.ReadsAs, model.Closing)


def check(folder: Path) -> list[Finding]:
    """All findings for a folder of knowledge, in the order of the files.

    Raises InputTrouble if a file cannot be opened.
    """
    knowledge, findings = load_leniently(folder)
    if knowledge is not None:
        for rule in RULES:
            findings += rule(knowledge)
    return sorted(set(findings), key=lambda f: (f.file, f.line, f.field, f.what))


def at(record: model.Record, field: str, what: str, right: str = "") -> Finding:
    place = record.place
    return Finding(place.file, place.line, place.entry, field, what, right)


def within(record: Any) -> Iterator[model.Record]:
    """A record and all records inside it."""
    if isinstance(record, model.Record):
        yield record
        for name in shape_of(type(record)):
            yield from within(getattr(record, name))
    elif isinstance(record, dict):
        for value in record.values():
            yield from within(value)
    elif isinstance(record, tuple):
        for value in record:
            yield from within(value)


# --- texts ---------------------------------------------------------------------------------------


def lengths(knowledge: model.Knowledge) -> Iterator[Finding]:
    """No text longer than its field allows."""
    for record in within(knowledge):
        for name, field in shape_of(type(record)).items():
            for text in _texts(record, name):
                if field.at_most and len(text) > field.at_most:
                    yield at(record, name, f"{len(text)} characters", f"at most {field.at_most}")
                if field.words and len(text.split()) > field.words:
                    yield at(record, name, f"{len(text.split())} words", f"at most {field.words}")


def _texts(record: model.Record, name: str) -> tuple[str, ...]:
    value = getattr(record, name)
    if isinstance(value, str):
        return (value,)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple) else ()


def channel_words(knowledge: model.Knowledge) -> Iterator[Finding]:
    """A word that betrays a channel stands only in texts for that channel."""
    patterns = {c.id: _any_word(c.words) for c in knowledge.guide.channels.values()}
    for record in within((knowledge.guide.moves, knowledge.guide.avoid, knowledge.guide.reads_as, knowledge.guide.close)):
        yield from _foreign_words(record, patterns)
    for country in knowledge.countries.values():
        for record in within((country.notes, country.here, country.reads_as, country.avoid, country.close, country.situations)):
            yield from _foreign_words(record, patterns)


def _foreign_words(record: model.Record, patterns: dict[str, re.Pattern[str]]) -> Iterator[Finding]:
    tagged = set(getattr(record, "when", {}).get("channel", ()))
    for name, field in shape_of(type(record)).items():
        for text in _texts(record, name) if field.prose else ():
            for word in {m[0] for pattern in patterns.values() for m in pattern.finditer(text)}:
                owners = {channel for channel, pattern in patterns.items() if pattern.fullmatch(word)}
                if not tagged or tagged - owners:
                    right = f"tag it with `when: {{channel: [{', '.join(sorted(owners))}]}}` or reword"
                    yield at(record, name, f"'{word}' belongs to {', '.join(sorted(owners))}", right)


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def verdicts(knowledge: model.Knowledge) -> Iterator[Finding]:
    """No verdict on a people: tendencies of customers, never what a nation is."""
    guide = knowledge.guide
    people, verdict = (_any_word(w).pattern for w in (guide.peoples, guide.verdicts))
    pattern = re.compile(rf"(?:\bthe\s+)?{people}(?:\s+(?:people|customers|clients|buyers|managers))?\s+{verdict}", re.IGNORECASE)
    for record in within(knowledge):
        for name, field in shape_of(type(record)).items():
            for text in _texts(record, name) if field.prose or name == "says" else ():
                if found := pattern.search(text):
                    yield at(record, name, f"'{found[0]}' is a verdict on a people", "'many customers …', 'often …'")


# --- references ----------------------------------------------------------------------------------


def conditions(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Facts, slots and values that exist."""
    guide = knowledge.guide
    allowed = {"situation": set(guide.situations), "family": set(guide.families), "channel": set(guide.channels)}
    allowed["country"] = set(territories())
    allowed |= {name: set(dimension.levels) for name, dimension in guide.traits.items()}
    for record in within(knowledge):
        for fact, values in getattr(record, "when", {}).items() if not isinstance(record, model.Period) else ():
            if fact not in allowed:
                yield at(record, "when", f"there is no fact '{fact}'", "one of: " + ", ".join(allowed))
            for value in sorted(set(values) - allowed.get(fact, set(values))):
                yield at(record, "when", f"'{value}' is no value of {fact}", "one of: " + ", ".join(sorted(allowed[fact])))


def references(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Ids that point to something."""
    guide = knowledge.guide
    known: dict[str, Iterable[str]] = {
        "slot": guide.slots, "stage": guide.stages, "strategy": guide.strategies, "phrase": guide.acts, "act": guide.acts,
        "severity": guide.severities, "move": guide.moves, "lead": guide.slots, "family": guide.families, "kind": guide.kinds,
        "slots": guide.slots, "hours": guide.hours, "mode": ("spoken", "written"), "address": tuple(SHOWN),
        "starts": ("customer", "us"), "register": ("formal", "neutral", "informal"), "speaker_gender": ("female", "male"),
    }  # fmt: skip
    for record in within(knowledge):
        if isinstance(record, (model.Strategy, model.DayPart, model.Guide, model.Night, model.Calendar, model.HourHabit)):
            continue  # their fields of these names mean something else
        for name in known.keys() & shape_of(type(record)).keys():
            value = getattr(record, name)
            for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                if text and text not in known[name]:
                    yield at(record, name, f"there is no {name} '{text}'", "one of: " + ", ".join(known[name]))


def traits(knowledge: model.Knowledge) -> Iterator[Finding]:
    """All eight traits, each at a level that exists, sourced or honestly unknown."""
    for country in knowledge.countries.values():
        for name in sorted(knowledge.guide.traits.keys() - country.traits.keys()):
            yield at(country, f"traits.{name}", "is missing", "a level, 'contested' or 'not found'")
        for name, trait in country.traits.items():
            dimension = knowledge.guide.traits.get(name)
            if dimension is None:
                yield at(trait, name, f"there is no trait '{name}'", "one of: " + ", ".join(knowledge.guide.traits))
            elif trait.level not in (*dimension.levels, *UNKNOWN_LEVELS):
                yield at(trait, f"{name}.level", f"there is no level '{trait.level}'", "one of: " + ", ".join(dimension.levels))
            elif trait.level != "not found" and not trait.sources:
                yield at(trait, f"{name}.sources", "a level without a source", "cite a text, or 'not found'")


def opposites(knowledge: model.Knowledge) -> Iterator[Finding]:
    points = _points(knowledge)
    for record in within(knowledge):
        for other in getattr(record, "opposes", ()):
            if other not in points:
                yield at(record, "opposes", f"there is no point '{other}'")


def _points(knowledge: model.Knowledge) -> set[str]:
    return set(knowledge.guide.moves).union(*(c.notes for c in knowledge.countries.values()))


# --- sources -------------------------------------------------------------------------------------


def citations(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Every claim cites what it says or is derived; every citation exists; nothing is listed unread."""
    used = set()
    for record in within(knowledge):
        for cite in getattr(record, "sources", ()) if not isinstance(record, model.Knowledge) else ():
            used.add(cite.source)
            if cite.source not in knowledge.sources:
                yield at(cite, "source", f"there is no source '{cite.source}'", "add it to sources.yaml, if you have read it")
            if not cite.says.strip():
                yield at(cite, "says", "is empty", "what the passage states, in at most 20 own words")
    for name, source in knowledge.sources.items():
        if name not in used:
            yield at(source, name, "is cited by nothing", "cite it or remove it")


def claims(knowledge: model.Knowledge) -> Iterator[Finding]:
    guide = knowledge.guide
    for record in within((guide.strategies, guide.moves, guide.avoid, guide.reads_as, guide.close)):
        if isinstance(record, (*CLAIMS, model.Strategy, model.Move)) and not record.sources:
            yield at(record, "sources", "a claim without a source")
    for country in knowledge.countries.values():
        for record in within(country):
            yield from _unfounded(record, country)


def _unfounded(record: model.Record, country: model.Country) -> Iterator[Finding]:
    derived: tuple[str, ...] = getattr(record, "derived", ())
    for name in derived:
        trait = country.traits.get(name)
        if trait is None or trait.level in UNKNOWN_LEVELS:
            yield at(record, "derived", f"nothing is known of the trait '{name}' here")
    sourced = isinstance(record, (*CLAIMS, model.Address, model.ChannelHabit, model.Law, model.Varies))
    if sourced and not getattr(record, "sources", ()) and not derived:
        yield at(record, "sources", "a claim without a source", "cite it, or name the traits it is derived from")
    if derived and getattr(record, "sources", ()):
        yield at(record, "derived", "both derived and sourced", "keep the sources, or the traits")
    for cite in getattr(record, "sources", ()):
        if cite.source.startswith(GUIDES):
            yield at(cite, "source", "the guides cannot stand behind a claim about a country")


GUIDES = ("guide-", "lucas")


def old_texts(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Text before 2010 never stands alone for hours, law or forms of address; for a country with an entry, nor does an undated one."""
    for code, country in knowledge.countries.items():
        yield from _too_old(knowledge, (country.address, country.laws, knowledge.calendars.get(code)), undated=True)
    yield from _too_old(knowledge, {code: x for code, x in knowledge.calendars.items() if code not in knowledge.countries})


def _too_old(knowledge: model.Knowledge, part: Any, *, undated: bool = False) -> Iterator[Finding]:
    for record in within(part):
        cited = [knowledge.sources[c.source] for c in getattr(record, "sources", ()) if c.source in knowledge.sources]
        years = [year_of(source) for source in cited]
        if cited and all(undated if year is None else year < OLD for year in years):
            yield at(record, "sources", f"rests on text before {OLD}" + " or undated" * undated + " alone", "add a newer source")


def source_records(knowledge: model.Knowledge) -> Iterator[Finding]:
    for name, source in knowledge.sources.items():
        if not re.fullmatch(r"undated|[12][0-9]{3}s?", source.year):
            yield at(source, f"{name}.year", f"'{source.year}' is no year", 'four digits, or "undated"')
        yield from _day(source, f"{name}.read", source.read)
        for field in ("author", "title", "origin", "url"):
            if not getattr(source, field).strip():
                yield at(source, f"{name}.{field}", "is empty")


def _day(record: model.Record, field: str, text: str) -> Iterator[Finding]:
    try:
        if len(text) != 10:
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        yield at(record, field, f"'{text}' is no day", "YYYY-MM-DD")


# --- completeness --------------------------------------------------------------------------------


def working_time(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Calendars: territories, days, times and dates that exist, each line with its source, under an id of its territory."""
    for code, calendar in knowledge.calendars.items():
        if code not in territories():
            yield at(calendar, "", f"there is no territory '{code}'", "an ISO 3166 code")
        for record in within(calendar):
            if "sources" in shape_of(type(record)) and not getattr(record, "sources", ()) and getattr(record, "alone", True):
                yield at(record, "sources", "a claim without a source")
            if not getattr(record, "id", code.lower() + "-").startswith(code.lower() + "-"):
                yield at(record, "id", f"begins with something else than '{code.lower()}-'")
            yield from _times(record)
        if calendar.zone and calendar.zone.main not in {zone.id for zone in zones(code)}:
            yield at(
                calendar.zone, "main", f"'{calendar.zone.main}' is no zone of {code}", "one of: " + ", ".join(z.id for z in zones(code))
            )
    yield from _times(knowledge.guide.night)


def date_words(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Days in words: every weekday, every day of the month, and patterns that name them."""
    for country in knowledge.countries.values():
        for language in country.languages:
            if language.dates:
                yield from _date_words(language.dates)


def _date_words(dates: model.DateWords) -> Iterator[Finding]:
    for field, number in (("weekdays", 7), ("weekdays_said", 7), ("days_said", 31)):
        found = len(getattr(dates, field))
        if found != number:
            yield at(dates, field, f"holds {found}", f"{number} of them")
    for field, parts in (("written", {"weekday", "day", "month"}), ("said", {"weekday", "day"})):
        named = set(re.findall(r"{([a-z]*)}", getattr(dates, field)))
        if not named or named - parts:
            yield at(dates, field, f"'{getattr(dates, field)}' is no pattern", "with " + ", ".join(f"{{{part}}}" for part in sorted(parts)))


def romanisations(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Every romanised word that is respelt is made of syllables of its language's table."""
    tables = {x.code: x.respelling for country in knowledge.countries.values() for x in country.languages if x.respelling}
    for language, table in tables.items():
        speller = Speller(table)
        said: list[model.Phrase | model.Saying] = [*knowledge.phrases.get(language, {}).values()]
        said += [x for script in _scripts(knowledge) if script.language == language for x in within(script) if isinstance(x, model.Saying)]
        for words in said:
            for word in speller.unknown(words.reading):
                yield at(words, "reading", f"'{word}' is not made of syllables of the language's respelling")


def _times(record: model.Record) -> Iterator[Finding]:
    rules = {
        "days": (almanac.days_of, "days of the week, such as Mon-Fri"), "opens": (almanac.minutes, "HH:MM"), "closes": (almanac.minutes, "HH:MM"),
        "lunch": (almanac.stretch, "HH:MM-HH:MM"), "starts": (almanac.minutes, "HH:MM"), "ends": (almanac.minutes, "HH:MM"),
        "dates": (almanac.parsed, model.DATES_ABOUT),
    }  # fmt: skip
    for field in rules.keys() & shape_of(type(record)).keys():
        rule, right = rules[field]
        text = getattr(record, field)
        try:
            if text:
                rule(text)
        except ValueError:
            yield at(record, field, f"'{text}' is not understood", right)
    if getattr(record, "light", "") not in ("", "amber", "red") and not isinstance(record, model.Channel):
        yield at(record, "light", f"there is no light '{record.light}'", "amber or red")  # type: ignore[attr-defined]
    if isinstance(record, model.Period) and bool(record.dates) != bool(record.light):
        yield at(record, "light", "dates and light belong together", "give both, or `when` in words alone")
    if isinstance(record, model.Period) and not (record.dates or record.when):
        yield at(record, "dates", "is missing", "`dates`, or `when` in words")


def countries(knowledge: model.Knowledge) -> Iterator[Finding]:
    """What a country must have: a second reading, one default language, head lines that rest on something."""
    for country in knowledge.countries.values():
        yield from _day(country, "checked", country.checked)
        if sum(x.default for x in country.languages) != 1:
            yield at(country, "languages", "needs exactly one default")
        for name, focus in country.situations.items():
            yield from _focus(knowledge, country, name, focus)
        for law in country.laws.values():
            if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", law.as_of):
                yield at(law, "as_of", f"'{law.as_of}' is no month", "YYYY-MM")


def _focus(knowledge: model.Knowledge, country: model.Country, name: str, focus: model.Focus) -> Iterator[Finding]:
    situation = knowledge.guide.situations.get(name)
    if situation is None:
        yield at(focus, "", f"there is no situation '{name}'")
        return
    if not focus.rests_on:
        yield at(focus, "rests_on", "is empty", "the lines whose sources stand behind it")
    for other in focus.rests_on:
        if resting_place(knowledge, country, other) is None:
            yield at(focus, "rests_on", f"there is no line '{other}'")
    if not speaks_for(knowledge, country, name, situation.lead):
        yield at(focus, "", f"the lead slot '{situation.lead}' is not answered by the country", "add a note")


def own_lines(knowledge: model.Knowledge) -> Iterator[Finding]:
    """A country's own line names at most six situations, and its id begins with the country code."""
    for country in knowledge.countries.values():
        own = (country.notes, country.reads_as, country.avoid, country.here)
        for record in within(own):
            when = getattr(record, "when", None)
            if when is None:
                continue
            if isinstance(record, model.Here):
                when = {**getattr(knowledge.guide.moves.get(record.move), "when", {}), **when}
            named = situations_named(knowledge, when)
            if len(named) > MOST_SITUATIONS:
                yield at(record, "when", f"names {len(named)} situations", f"at most {MOST_SITUATIONS}")
        for record in within((country.notes, country.reads_as, country.avoid, country.close, country.laws, country.varies)):
            name = getattr(record, "id", None)
            if name and not name.startswith(country.code.lower() + "-"):
                yield at(record, "id", f"begins with something else than '{country.code.lower()}-'")


def ids(knowledge: model.Knowledge) -> Iterator[Finding]:
    """One id, one line: `why` and company notes name lines by id."""
    seen: dict[str, model.Record] = {}
    guide = knowledge.guide
    parts: list[Any] = [guide.moves, guide.avoid, guide.reads_as, guide.close]
    for country in knowledge.countries.values():
        parts += [country.notes, country.reads_as, country.avoid, country.close, country.laws, country.varies]
    for part in parts:
        for name, record in part.items():
            if name in seen:
                yield at(record, "id", f"'{name}' is taken", f"by {seen[name].place.entry}")
            seen[name] = record


def phrases(knowledge: model.Knowledge) -> Iterator[Finding]:
    """Core acts have two witnesses; placeholders exist; romanisation where the script is not Latin."""
    core = [act.id for act in knowledge.guide.acts.values() if act.core]
    placeholders = set(knowledge.guide.placeholders)
    signs = set(knowledge.guide.reads_as).union(*(c.reads_as for c in knowledge.countries.values()))
    for language, found in knowledge.phrases.items():
        for act in core:
            of_act = [p for p in found.values() if p.act == act]
            if of_act and not any(witnesses(knowledge, p) >= 2 for p in of_act):
                yield at(of_act[0], "sources", f"the core act '{act}' has no phrase with two witnesses")
        for phrase in found.values():
            if bool(phrase.act) == bool(phrase.point):
                yield at(phrase, "act", "needs an act or a point", "exactly one of the two")
            if phrase.point and phrase.point not in _points(knowledge) | signs:
                yield at(phrase, "point", f"there is no point or sign '{phrase.point}'")
            yield from _turn(phrase, knowledge.guide.replies_by)
            if phrase.act and not phrase.means:
                yield at(phrase, "means", "is missing", "only the words of a point may leave it out")
            for name in _left_out(phrase) if language != COMMON_LANGUAGE else ():
                yield at(phrase, "means", f"leaves out '{{{name}}}' of the text", "name it, or put '…' in its place")
            if not phrase.id.startswith(language + "-"):
                yield at(phrase, "id", f"begins with something else than '{language}-'")
            for name in set(re.findall(r"\{([^}]*)\}", " ".join(_texts_of(phrase)))) - placeholders:
                yield at(phrase, "text", f"there is no placeholder '{name}'", "one of: " + ", ".join(sorted(placeholders)))
            for name in ("text", "heard"):
                reading = "reading" if name == "text" else "heard_reading"
                if not getattr(phrase, reading) and _foreign_script(getattr(phrase, name)):
                    yield at(phrase, reading, "is missing", "the field's usual romanisation")


def _left_out(phrase: model.Phrase | model.Saying) -> list[str]:
    """Days, hours and figures of the words that their meaning does not name: who cannot read the words would not know of them."""
    if not phrase.means or "…" in phrase.means:
        return []
    return [name for name in (*DATED, *TIMED, *COUNTED) if f"{{{name}}}" in phrase.text and f"{{{name}}}" not in phrase.means]


def _texts_of(phrase: model.Phrase | model.Saying) -> Iterator[str]:
    for name in shape_of(type(phrase)):
        yield from _texts(phrase, name)


def _foreign_script(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", re.sub(r"[\u0000-\u024f\u1e00-\u1eff]", "", text)))


def _turn(phrase: model.Phrase, replies_by: str) -> Iterator[Finding]:
    """Words for one turn of a contact say what they answer: a case, or words that are heard."""
    reply = bool(phrase.act) and phrase.act == replies_by
    if phrase.case and not ((phrase.point or reply) and phrase.means):
        yield at(phrase, "case", "belongs to words of a point, or a reply, that say what they mean", "name the point, and `means`")
    if phrase.heard and not reply:
        yield at(phrase, "heard", "belongs to a reply", f"`act: {replies_by}`")
    if reply and bool(phrase.heard) == bool(phrase.case):
        yield at(phrase, "heard", "a reply answers words or fits a case", "exactly one of `heard` and `case`")


def scripts(knowledge: model.Knowledge) -> Iterator[Finding]:
    """A script is for one contact of its country, in a language spoken there, and leaves nothing to guess."""
    seen: dict[tuple[str, ...], str] = {}
    for country, script in ((country, script) for country, found in knowledge.scripts.items() for script in found.values()):
        if not script.id.startswith(country.lower() + "-"):
            yield at(script, "id", f"begins with something else than '{country.lower()}-'")
        languages = [x.code for x in knowledge.countries[country].languages] if country in knowledge.countries else []
        if script.language not in languages:
            yield at(script, "language", f"'{script.language}' is no language of {country}", "one of: " + ", ".join(languages))
        if "channel" not in script.when:
            yield at(script, "when", "names no channel")
        if "situation" not in script.when:
            yield from _joins(script)
        for situation in script.when.get("situation", ("every situation",)):
            for channel in script.when.get("channel", ()):
                taken = seen.setdefault((country, script.language, situation, channel), script.id)
                if taken != script.id:
                    yield at(script, "when", f"{situation} by {channel} has a script: '{taken}'", "one script a contact")
                if "situation" in script.when:
                    yield from _fit_for(knowledge, script, channel)
        yield from _rules(knowledge, country, script)
        shown = set(map(id, within(script.more)))  # to be written or sent, also beside a talk
        for line in within(script):
            yield from _line(knowledge, script, line, silent=id(line) in shown)


def _rules(knowledge: model.Knowledge, country: str, script: model.Script) -> Iterator[Finding]:
    """A script has one goal; what it tells people to do rests on lines that have sources."""
    if script.when.get("situation") and len(script.goal) != 1:
        yield at(
            script, "goal", f"has {len(script.goal)} rules" if script.goal else "is missing", "one rule: what a good contact ends with"
        )
    rules = [rule for part in RULED for rule in getattr(script, part)]
    for rule in (*rules, *script.talk, *script.answers):
        if isinstance(rule, model.Rule) and not rule.rests_on:
            yield at(rule, "rests_on", "is empty", "the lines whose sources stand behind it")
        for name in rule.rests_on:
            if resting_place(knowledge, knowledge.countries.get(country), name) is None:
                yield at(rule, "rests_on", f"there is no line '{name}'", "an id of a note, move, sign, warning, ending, law or trait")


def _joins(script: model.Script) -> Iterator[Finding]:
    """Lines that join every script: ways on, before the matter or in it."""
    for part in (*RULED, "closing", "letter", "instead", "more", "answers", "terms"):
        if getattr(script, part):
            yield at(script, part, "belongs to a situation, and the script names none", "name it, or keep to `opening` and `talk`")


def _scripts(knowledge: model.Knowledge) -> Iterator[model.Script]:
    return (script for found in knowledge.scripts.values() for script in found.values())


def _fit_for(knowledge: model.Knowledge, script: model.Script, channel: str) -> Iterator[Finding]:
    """A letter is written as a whole; any other contact has steps, of which the first opens and the last may hold the last words."""
    found = knowledge.guide.channels.get(channel)
    part = "letter" if found and found.form else "talk"
    lines = [line for line in within(getattr(script, part)) if isinstance(line, model.Saying)]
    if not any(channel in (line.channels or (channel,)) for line in lines):
        yield at(script, part, f"is missing by {channel}", "words that stand there")


def _line(knowledge: model.Knowledge, script: model.Script, line: model.Record, *, silent: bool) -> Iterator[Finding]:
    """One line of a script: channels of its script, blanks that exist, sounds and meaning where a reader needs them."""
    for channel in getattr(line, "channels", ()):
        if channel not in script.when.get("channel", ()):
            yield at(line, "channels", f"'{channel}' is no channel of this script", "one of: " + ", ".join(script.when.get("channel", ())))
    if isinstance(line, model.Answer):
        yield from _answers(knowledge, script, line)
    if not isinstance(line, model.Saying):
        return
    blanks = {*knowledge.guide.placeholders, knowledge.guide.greets_by}
    for name in sorted(set(re.findall(r"\{([^}]*)\}", " ".join(_texts_of(line)))) - blanks):
        yield at(line, "text", f"there is no placeholder '{name}'", "one of: " + ", ".join(sorted(blanks)))
    if script.language == COMMON_LANGUAGE:
        return
    told = [step.words[0] for step in script.talk if step.title and step.words]  # by the title of their step
    if line.text and not line.means and not any(line is first for first in told):
        yield at(line, "means", "is missing", "what the words say")
    for name in _left_out(line):
        yield at(line, "means", f"leaves out '{{{name}}}' of the text", "name it, or put '…' in its place")
    aloud = any(knowledge.guide.channels[c].mode == "spoken" for c in script.when.get("channel", ()) if c in knowledge.guide.channels)
    if aloud and not silent and not line.reading and _foreign_script(line.text):
        yield at(line, "reading", "is missing", "the field's usual romanisation")


def _answers(knowledge: model.Knowledge, script: model.Script, line: model.Answer) -> Iterator[Finding]:
    """An answer is to words or to a sign, and is words or something to do; to a sign it is words."""
    if not (line.do or line.words) or (line.do and line.words and not script.goal):
        yield at(line, "words", "an answer has words or something to do", "exactly one of `words` and `do`")
    if bool(line.heard) == bool(line.sign):
        yield at(line, "heard", "an answer is to words or to a sign", "exactly one of `heard` and `sign`")
    if line.sign and not line.words:
        yield at(line, "words", "is missing: what to do stands at the sign", "words that answer it")
    countries = [c for code, c in knowledge.countries.items() if script.id in knowledge.scripts.get(code, {})]
    signs = {*knowledge.guide.reads_as, *(name for country in countries for name in country.reads_as)}
    if line.sign and line.sign not in signs:
        yield at(line, "sign", f"there is no sign '{line.sign}'", "one of: " + ", ".join(sorted(signs)))


def situations(knowledge: model.Knowledge) -> Iterator[Finding]:
    """A situation asks for four to six slots, its lead among them, and each slot has a move for anywhere."""
    guide = knowledge.guide
    for situation in guide.situations.values():
        if not 4 <= len(situation.slots) <= 6:
            yield at(situation, "slots", f"asks for {len(situation.slots)} slots", "four to six")
        if situation.lead not in situation.slots:
            yield at(situation, "lead", f"'{situation.lead}' is not among its slots")
        if situation.ahead not in map(str, AHEAD):
            yield at(situation, "ahead", f"'{situation.ahead}' is none of the spans", "one of: " + ", ".join(map(str, AHEAD)))
        if situation.id not in guide.focus:
            yield at(situation, "", "has no general head lines", "add it under `focus`")
    anywhere = {move.slot for move in guide.moves.values() if not move.when}
    for slot in guide.slots.values():
        if slot.id not in anywhere:
            yield at(slot, "", "has no move without conditions")


RULES = (
    lengths, channel_words, verdicts, conditions, references, traits, opposites, citations, claims, old_texts, source_records,
    countries, own_lines, ids, phrases, scripts, situations, working_time, date_words, romanisations,
)  # fmt: skip
