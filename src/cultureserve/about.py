"""What the knowledge holds of one country, situation, strategy or source: as JSON and as a page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cultureserve.countries import language_name, territories
from cultureserve.knowledge import UNKNOWN_LEVELS, speaks_for
from cultureserve.page import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.model import Country, Knowledge, Record, Situation, Source, Strategy, Territory
    from cultureserve.wording import Words

Json = dict[str, Any]


LISTS = ("countries", "situations", "strategies", "languages", "sources")
KINDS = ("country", "situation", "strategy", "source")
MOST_CITED = 8
ADDRESS_FIELDS = {"spoken": "aloud", "written": "written", "messaged": "chat", "unknown": "unknown", "unknown_written": "no name"}


def rows(knowledge: Knowledge, what: str, words: Words) -> list[Json]:
    """One of the LISTS, a row per thing; countries with the most notes first."""
    guide, countries = knowledge.guide, knowledge.countries
    if what == "countries":
        found = [{"id": c, "name": t.name, "notes": len(countries[c].notes) if c in countries else 0} for c, t in territories().items()]
        return sorted(found, key=lambda row: -row["notes"])
    if what == "situations":
        return [
            {"id": s.id, "name": words.of(s, "name"), "family": s.family, "goal": words.of(s, "goal")} for s in guide.situations.values()
        ]
    if what == "strategies":
        return [{"id": s.id, "name": words.of(s, "title"), "kind": s.kind, "row": s.row} for s in guide.strategies.values()]
    if what == "languages":
        return [{"id": c, "name": language_name(c), "phrases": len(p)} for c, p in knowledge.phrases.items()]
    return [{"id": n, "name": s.title, "author": s.author, "year": s.year, "kind": s.kind} for n, s in knowledge.sources.items()]


def list_page(found: list[Json]) -> list[Section]:
    width = max((len(row["id"]) for row in found), default=0)
    return [Section("", [Line(f"{row['id']:<{width}}  " + "; ".join(str(v) for k, v in row.items() if k != "id")) for row in found])]


def shown(knowledge: Knowledge, kind: str, name: str) -> Json:
    """A country, situation, strategy or source, by its id, as a plain object."""
    if kind == "country":
        return as_json(knowledge.countries.get(name) or territories()[name])
    if kind == "situation":
        return as_json(knowledge.guide.situations[name])
    if kind == "strategy":
        return as_json(knowledge.guide.strategies[name])
    return {"id": name, **as_json(knowledge.sources[name])}


def page(knowledge: Knowledge, kind: str, name: str, words: Words) -> list[Section]:
    """The same as a page."""
    if kind == "country":
        return country_page(knowledge, territories()[name], words)
    if kind == "situation":
        return situation_page(knowledge, knowledge.guide.situations[name], words)
    if kind == "strategy":
        return strategy_page(knowledge, knowledge.guide.strategies[name], words)
    return source_page(knowledge, name, knowledge.sources[name], words)


def as_json(record: Record) -> Json:
    """A record as a plain object, without the place it was read from."""
    return dict(_plain(record))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.metadata}
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def marks(cited: Iterable[Any]) -> str:
    """The first source behind a line, and how many more."""
    named = list(dict.fromkeys(c.source for c in cited))
    return "" if not named else f"[{named[0]}]" if len(named) == 1 else f"[{named[0]} +{len(named) - 1}]"


def country_page(knowledge: Knowledge, territory: Territory, words: Words) -> list[Section]:
    """A portrait: how people there stand on the traits, how to call them, when they work, what to do on each occasion."""
    country = knowledge.countries.get(territory.code)
    page = words.page
    if country is None:
        text = page("No country notes yet. Official languages: {languages}.", languages=", ".join(territory.languages) or "-")
        return [Section("", [Line(territory.name, kind="strong"), Line(text)]), *working_time(knowledge, territory.code, words)]
    traits = [trait_line(knowledge, name, country, words) for name in knowledge.guide.traits if name in country.traits]
    return [
        Section("", [Line(f"{territory.name} ({territory.code})", kind="strong"), Line(completeness(knowledge, country, words), kind="gloss")]),
        Section(page("TRAITS"), traits),
        Section(page("LANGUAGES"), [Line(f"{language_name(x.code)}: {words.of(x, 'note')}", mark=marks(x.sources)) for x in country.languages]),
        Section(page("ADDRESS"), address_lines(country.address, words)),
        *working_time(knowledge, territory.code, words),
        Section(page("CHANNELS"), [Line(words.of(c, "habit"), label=c.id, mark=marks(c.sources)) for c in country.channels.values()]),
        *occasions(knowledge, country, words),
        Section(page("READS AS"), [Line(sign_text(r, words), mark=marks(r.sources)) for r in country.reads_as.values()]),
        Section(page("AVOID"), warning_lines(knowledge, country, words)),
        Section(page("LAWS"), [Line(f"{words.of(x, 'name')} ({x.as_of}): {words.of(x, 'check')}", mark=marks(x.sources)) for x in country.laws.values()]),
        Section(page("VARIES"), [Line(words.of(v, "text"), mark=marks(v.sources)) for v in country.varies.values()]),
        Section(page("SOURCES"), source_lines(knowledge, country, words)),
    ]  # fmt: skip


def completeness(knowledge: Knowledge, country: Country, words: Words) -> str:
    cells = [(s, slot) for s in knowledge.guide.situations.values() for slot in s.slots]
    filled = sum(speaks_for(knowledge, country, s.id, slot) for s, slot in cells)
    text = "Own notes: {n}. Answered by the country itself: {filled} of {all} situation slots. Checked {day}."
    return words.page(text, n=len(country.notes) + len(country.here), filled=filled, all=len(cells), day=country.checked)


def trait_line(knowledge: Knowledge, name: str, country: Country, words: Words) -> Line:
    """A trait as a place on its scale, such as `indirect ──●── direct`, and what that looks like."""
    trait, dimension = country.traits[name], knowledge.guide.traits[name]
    lowest, highest = dimension.levels[0], dimension.levels[-1]
    scale = "──".join("●" if level == trait.level else "○" for level in dimension.levels)
    note = " ".join(filter(None, (words.of(trait, "note"), words.of(trait, "contested"))))
    where = trait.level if trait.level in UNKNOWN_LEVELS else f"{lowest} {scale} {highest}"
    return Line(f"{where:<30} {note}", label=words.of(dimension, "name"), mark=marks(trait.sources))


def address_lines(address: Any, words: Words) -> list[Line]:
    lines = [Line(words.of(address, field), label=words.page(label)) for field, label in ADDRESS_FIELDS.items() if getattr(address, field)]
    return [*lines, Line(f"{address.salutation} … {address.sign_off}", label=words.page("letter"), mark=marks(address.sources))]


def sign_text(sign: Any, words: Words) -> str:
    return f"{words.of(sign, 'sign').rstrip('.')}: {words.of(sign, 'means')} → {words.of(sign, 'answer')}"


def warning_lines(knowledge: Knowledge, country: Country, words: Words) -> list[Line]:
    """The warnings, worst first."""
    worst_first = sorted(country.avoid.values(), key=lambda a: knowledge.guide.severities.index(a.severity))
    return [Line(words.of(a, "text"), label=words.page(a.severity), mark=marks(a.sources)) for a in worst_first]


def occasions(knowledge: Knowledge, country: Country, words: Words) -> Iterable[Section]:
    """For each situation its essence, its worst mistake, and the notes that hold on every channel, in the order of the contact."""
    for situation in knowledge.guide.situations.values():
        focus = country.situations.get(situation.id)
        notes = [n for n in country.notes.values() if situation.id in n.when.get("situation", ()) and "channel" not in n.when]
        order = {slot: n for n, slot in enumerate(situation.slots)}
        notes = sorted((n for n in notes if n.slot in order), key=lambda n: order[n.slot])
        lines = (
            [Line(words.of(focus, "one_line"), kind="strong"), Line(words.of(focus, "worst_mistake"), label=words.page("worst"))]
            if focus
            else []
        )
        lines += [Line(words.of(n, "do"), label="-", mark=marks(n.sources)) for n in notes]
        if lines:
            yield Section(words.of(situation, "name").upper(), lines)


def source_lines(knowledge: Knowledge, country: Country, words: Words) -> list[Line]:
    """How many works of which kind and age stand behind the entry, and those it leans on most."""
    cited = Counter(cite.source for _, cite in citations(country))
    works = [knowledge.sources[name] for name in cited]
    kinds = Counter(work.kind for work in works)
    shown = ", ".join(f"{kinds[kind]} {kind}" for kind in knowledge.guide.kinds if kinds[kind])
    years = sorted(int(work.year[:4]) for work in works if work.year[:4].isdigit())
    undated = sum(not work.year[:4].isdigit() for work in works)
    lines = [Line(words.page("{n} works: {kinds}", n=len(works), kinds=shown))]
    if years:
        middle = years[len(years) // 2]
        lines.append(
            Line(
                words.page(
                    "dated ones from {first} to {last}, half of them since {middle}; undated: {n}",
                    first=years[0],
                    last=years[-1],
                    middle=middle,
                    n=undated,
                )
            )
        )
    most = ", ".join(f"{name} ({n})" for name, n in cited.most_common(MOST_CITED))
    return [*lines, Line(words.page("most cited: {sources}", sources=most))]


def working_time(knowledge: Knowledge, code: str, words: Words) -> Iterable[Section]:
    """The office day with its habits, and what changes work."""
    calendar, page = knowledge.calendars.get(code), words.page
    if calendar is None:
        return
    hours = [Line(words.of(w, "text") or w.days, label=page("weekend"), mark=marks(w.sources)) for w in (calendar.weekend,) if w]
    for entry in calendar.hours:
        lunch = page("; lunch {lunch}", lunch=entry.lunch) if entry.lunch else ""
        hours.append(Line(f"{entry.opens}-{entry.closes}{lunch}", label=entry.days, mark=marks(entry.sources)))
    hours += [
        Line(f"{h.starts}-{h.ends}: {words.of(h, 'text')} ({page(h.light)})", label=h.days, mark=marks(h.sources))
        for h in calendar.habits.values()
    ]
    yield Section(page("HOURS"), hours)
    yield Section(
        page("CALENDAR"),
        [
            Line(f"{words.of(p, 'name')}, {words.of(p, 'when') or p.dates}: {words.of(p, 'effect')}", mark=marks(p.sources))
            for p in calendar.periods.values()
        ],
    )


def situation_page(knowledge: Knowledge, situation: Situation, words: Words) -> list[Section]:
    guide, page = knowledge.guide, words.page
    slots = [guide.slots[name] for name in situation.slots]
    return [
        Section("", [Line(words.of(situation, "name"), kind="strong"), Line(words.of(situation, "goal"))]),
        Section(page("FAMILY"), [Line(words.of(guide.families[situation.family], "name"))]),
        Section(page("SAID ALSO"), [Line(", ".join(situation.synonyms))]),
        Section(page("ASKS FOR"), [Line(words.of(s, "about"), label=words.of(s, "name") + ("*" if s.id == situation.lead else "")) for s in slots]),
        Section(page("DENSE IN"), [Line(", ".join(c.code for c in knowledge.countries.values() if situation.id in c.situations) or "-")]),
    ]  # fmt: skip


def strategy_page(knowledge: Knowledge, strategy: Strategy, words: Words) -> list[Section]:
    page = words.page
    moves = [m for m in knowledge.guide.moves.values() if m.strategy == strategy.id]
    return [
        Section("", [Line(words.of(strategy, "title"), kind="strong"), Line(words.of(strategy, "summary"))]),
        Section(page("HOW TO"), [Line(text, label=str(n)) for n, text in enumerate(words.list_of(strategy, "how_to"), 1)]),
        Section(page("EXAMPLE"), [Line(words.of(strategy, "example"))]),
        Section(page("GOES WRONG"), [Line(text, label="-") for text in words.list_of(strategy, "goes_wrong")]),
        Section(page("MOVES"), [Line(words.of(m, "do"), label=m.id) for m in moves]),
        Section(page("SOURCES"), [Line(f"{c.source}: {c.says}") for c in strategy.sources]),
    ]


def source_page(knowledge: Knowledge, name: str, source: Source, words: Words) -> list[Section]:
    page = words.page
    facts = [f"{source.author}, {source.year}", f"{source.kind}; {source.origin}", source.url, page("read {day}", day=source.read)]
    used = list(dict.fromkeys(f"{where}: {says}" for where, says in cited_by(knowledge, name)))
    return [
        Section("", [Line(source.title, kind="strong"), *map(Line, facts)]),
        Section(page("CITED BY"), [Line(text) for text in used]),
    ]


def cited_by(knowledge: Knowledge, name: str) -> Iterable[tuple[str, str]]:
    """Where a source is cited, and for what."""
    return ((where, cite.says) for where, cite in citations(dataclasses.replace(knowledge, sources={})) if cite.source == name)


def citations(value: Any, where: str = "") -> Iterable[tuple[str, Any]]:
    """Every citation inside a record or a container, with the entry it stands in."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        where = getattr(value, "place", None).entry or where  # type: ignore[union-attr]
        cited = getattr(value, "sources", ()) if isinstance(getattr(value, "sources", ()), tuple) else ()
        yield from ((where, cite) for cite in cited)
        children: Iterable[Any] = (getattr(value, f.name) for f in dataclasses.fields(value) if f.metadata)
    else:
        children = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    for child in children:
        yield from citations(child, where)
