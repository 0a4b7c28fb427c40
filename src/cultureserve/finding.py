"""Searching the knowledge for words, and explaining why a line stands on a page or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cultureserve.brief import Maker, cites, resting_place
from cultureserve.matching import hold, weigh
from cultureserve.page import Line, Section
from cultureserve.searching import as_line, holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cultureserve.matching import Condition
    from cultureserve.model import Knowledge, Record, Script

Json = dict[str, Any]


class Hit(NamedTuple):
    """A text in which all the words were found: how to show it, and the text."""

    kind: str
    id: str
    text: str


def search(knowledge: Knowledge, text: str) -> list[Hit]:
    """Every line that holds all the words of `text`, in any case; those with them in the id first."""
    return [Hit(*row) for row in holding(texts(knowledge), text)]


def hit_page(hits: Iterable[Hit]) -> list[Section]:
    """What `search` says."""
    return [Section("", [Line(as_line(hit)) for hit in hits])]


def texts(knowledge: Knowledge) -> Iterator[Hit]:
    guide = knowledge.guide
    for situation in guide.situations.values():
        yield Hit("situation", situation.id, f"{situation.name}: {situation.goal} ({', '.join(situation.synonyms)})")
    for chapter in guide.strategies.values():
        yield Hit("strategy", chapter.id, " ".join((chapter.title, chapter.summary, *chapter.how_to, chapter.example, *chapter.goes_wrong)))
    for move in guide.moves.values():
        yield Hit("move", move.id, f"{move.do} {move.say}".strip())
    for code, country in knowledge.countries.items():
        for name, focus in country.situations.items():
            yield Hit(f"{code} {name}", f"{code.lower()}-{name}", f"{focus.one_line} {focus.worst_mistake}")
        for note in country.notes.values():
            yield Hit(f"{code} note", note.id, f"{note.do} {note.say}".strip())
        for sign in country.reads_as.values():
            yield Hit(f"{code} sign", sign.id, f"{sign.sign}: {sign.means} {sign.answer}")
        for warning in country.avoid.values():
            yield Hit(f"{code} avoid", warning.id, warning.text)
    for code, scripts in knowledge.scripts.items():
        for script in scripts.values():
            yield from (Hit(f"{code} script", script.id, text) for text in said_in(script))
    for language, phrases in knowledge.phrases.items():
        for phrase in phrases.values():
            yield Hit(f"phrase {language}", phrase.id, " ".join(filter(None, (phrase.text, phrase.reading, phrase.means))))


def said_in(script: Script) -> Iterator[str]:
    """The lines of a script, each with how it is read and what it means."""
    steps = (line for step in script.talk for line in step.words)
    blocks = (line for block in script.more for line in block.words)
    for line in (*script.opening, *steps, *blocks, *script.closing, *script.letter, *script.instead, *script.terms):
        yield " ".join(filter(None, (line.text, line.reading, line.means)))
    for answer in script.answers:
        words = answer.words
        yield " ".join(filter(None, (answer.heard, answer.heard_means, words.text if words else answer.do, words.means if words else "")))


def ids(knowledge: Knowledge, code: str) -> list[str]:
    """Every id that `why` can explain for a country."""
    guide, country = knowledge.guide, knowledge.countries.get(code)
    parts: list[dict[str, Any]] = [guide.moves, guide.avoid, guide.reads_as, guide.close]
    if country:
        parts += [country.notes, country.avoid, country.reads_as, country.close, country.laws]
    return [name for part in parts for name in part]


def why(maker: Maker, name: str) -> Json:
    """Why the line `name` stands on the page of a request, or why it does not.

    outcome: told (words or a rule of its script rest on it); chosen; failed (a condition does not hold); lost (its slot went to `to`); opposed (by
    `to`); limit (the page was full); not asked (the situation does not ask for its slot).
    """
    if name in maker.rested_on():
        line: Any = resting_place(maker.knowledge, maker.country, name)
        return explained(line, weigh(line.when, maker.facts), "told", "")
    for candidate in maker.choice().judged:
        if candidate.id == name:
            return explained(candidate.item, candidate.conditions, candidate.outcome, candidate.to)
    guide, country = maker.guide, maker.country
    points: dict[str, Any] = {**guide.moves, **(country.notes if country else {})}
    if name in points:
        return explained(points[name], weigh(points[name].when, maker.facts), "not asked", "")
    lists: list[tuple[dict[str, Any], Any]] = [(guide.avoid, maker.warnings), (guide.reads_as, maker.signs), (guide.close, maker.endings)]
    if country:
        lists += [
            (country.avoid, maker.warnings),
            (country.reads_as, maker.signs),
            (country.close, maker.endings),
            (country.laws, maker.laws),
        ]
    records, shown = next((records, shown) for records, shown in lists if name in records)
    conditions = weigh(records[name].when, maker.facts)
    outcome = "chosen" if name in {x["id"] for x in shown()} else "limit" if hold(conditions) else "failed"
    return explained(records[name], conditions, outcome, "")


def explained(record: Record, conditions: Iterable[Condition], outcome: str, to: str) -> Json:
    return {
        "id": getattr(record, "id", ""),
        "slot": getattr(record, "slot", None),
        "outcome": outcome,
        "to": to or None,
        "conditions": [
            {"fact": c.fact, "wanted": list(c.wanted), "found": c.found, "holds": c.holds, "sources": cites(c.sources)} for c in conditions
        ],
        "sources": cites(getattr(record, "sources", ())),
        "derived": list(getattr(record, "derived", ())),
    }


def reason_page(reason: Json) -> list[Section]:
    """What `why` says, line by line."""
    outcome = reason["outcome"] + (f" to {reason['to']}" if reason["to"] else "")
    lines = [f"{reason['id']}: {outcome}" + (f" (slot {reason['slot']})" if reason["slot"] else "")]
    for c in reason["conditions"]:
        verdict = "holds" if c["holds"] else "fails"
        lines.append(f"  {verdict}: {c['fact']} is {c['found'] or 'unknown'}, wanted {' or '.join(c['wanted'])}")
        lines += [f"    {s['source']}: {s['says']}" for s in c["sources"]]
    if reason["derived"]:
        lines.append(f"  derived from: {', '.join(reason['derived'])}")
    lines += [f"  {s['source']}: {s['says']}" for s in reason["sources"]]
    return [Section("", [Line(text) for text in lines])]
