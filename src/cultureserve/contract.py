"""The JSON contract of a brief: every path, its type and its meaning. Documented in docs/json.md.

`[]` stands for every item of a list, `*` for every key of a map. Keys are never translated. A key
that goes or changes its meaning raises SCHEMA_VERSION; a key that is added does not.
"""

from __future__ import annotations

from typing import Any

CITE = {
    "[].source": ("text", "id of a source, a key of `sources`"),
    "[].says": ("text", "what the passage states, in our words"),
}
PHRASE = {
    "id": ("text", "id of the phrase"),
    "act": ("text or null", "the speech act it serves; null: the words of one point"),
    "case": ("text or null", "the one case these words are for, as it reads after 'if'"),
    "heard": ("map or null", "the customer's words that it answers"),
    "heard.text": ("text", "these words in native script"),
    "heard.reading": ("text or null", "their romanisation"),
    "heard.means": ("text", "their meaning; empty in the reader's language"),
    "language": ("text", "language code"),
    "text": ("text", "the words in native script; `{surname}` and the like are placeholders"),
    "reading": ("text or null", "romanisation"),
    "say_it": ("text or null", "plain pronunciation for readers of English"),
    "means": ("text", "meaning"),
    "register": ("text", "formal, neutral or informal"),
    "hours": ("list or null", "parts of the day it fits; null: any"),
    "hours[]": ("text", "a part of the day"),
    "speaker_gender": ("text or null", "female or male, where the language marks the speaker"),
    "avoid_when": ("text or null", "when not to use it"),
    "verified": ("truth", "two independent witnesses attest it"),
    "sources": ("list", "its witnesses"),
}
SAYING = {
    "label": ("text or null", "the case they are for, where it is not every case"),
    **{name: PHRASE[name] for name in ("text", "reading", "say_it")},
    "means": ("text or null", "meaning, unless they are in the reader's language"),
}
BEHIND = {
    "rests_on": ("list", "ids of the lines and traits that say so"),
    "rests_on[]": ("text", "an id"),
    "as_of": ("text or null", "month for which a rule of law was read as valid"),
    "derived": ("truth", "rests on traits alone"),
    "sources": ("list", "the passages behind these lines"),
}
RULE = {"text": ("text", "what to do or to know"), **BEHIND}
STANDING = {
    "own": ("truth", "the country's own line, not a general one"),
    "derived": ("truth", "rests on the country's traits alone"),
    "chosen_by": ("list", "the facts that decided it"),
    "chosen_by[].fact": ("text", "situation, family, channel or a trait"),
    "chosen_by[].is": ("text", "its value"),
    "chosen_by[].sources": ("list", "the passages that say so"),
    "sources": ("list", "the passages behind the line; empty if derived"),
}


def under(prefix: str, paths: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The paths with a prefix, and with the citations below every `sources`."""
    out: dict[str, tuple[str, str]] = {}
    for path, meaning in paths.items():
        out[prefix + path] = meaning
        if path.endswith("sources"):
            out |= {prefix + path + cite: about for cite, about in CITE.items()}
    return out


CONTRACT: dict[str, tuple[str, str]] = {
    "schema_version": ("number", "version of this contract"),
    "request.country": ("text", "ISO 3166 alpha-2 code"),
    "request.situation": ("text", "id of the situation"),
    "request.channel": ("text", "phone, video, email, chat or in-person"),
    "request.language": ("text", "the customer's language, as a CLDR code"),
    "request.at": ("text or null", "the time asked for, as given"),
    "request.read_in": ("text", "the reader's language"),
    "country.code": ("text", "ISO 3166 alpha-2 code"),
    "country.name": ("text", "name"),
    "situation.id": ("text", "id"),
    "situation.name": ("text", "name"),
    "situation.goal": ("text", "what a good contact achieves"),
    "channel": ("text", "id of the channel"),
    "channel_name": ("text", "name of the channel"),
    "channel_mode": ("text", "spoken or written"),
    "stage_names": ("map", "names of the stages of a contact"),
    "stage_names.*": ("text", "name of a stage"),
    "languages": ("list", "languages of customers there"),
    **under("languages[].", {
        "code": ("text", "CLDR code"), "name": ("text", "name"), "default": ("truth", "the one to begin in"),
        "note": ("text", "what to expect or offer"), "sources": ("list", "the passages behind the note"),
    }),
    "channel_form": ("text or null", "letter: opening, mail (or the words of the points) and farewell make one text; null: they are said or sent one by one"),
    "channel_light": ("text or null", "what the light is for, such as call now; null: no light, a message is read later"),
    "pronounced": ("truth", "whether the page has room for every plain pronunciation"),
    "respelt": ("truth", "whether a page shows the plain pronunciation of words to be said aloud in place of their romanisation"),
    "scripted": ("truth", "whether a page shows words to be said aloud in their script: not where nobody sees them and their romanisation can be read"),
    "retorts": ("truth", "whether there is room for the sounds of the answers of a script"),
    "airy": ("number", "how much room there is to set a script apart: 1 by blank lines around its words, 2 around all parts, 0 none"),
    "time": ("map or null", "the customer's clock"),
    "time.zones": ("list", "zones of the country, grouped by what their clocks show; none where nobody lives"),
    **under("time.zones[].", {
        "zone": ("text", "a zone of the group"), "name": ("text", "its place, or the common name of the zone where there are several"),
        "places": ("list", "a place in each zone of the group"), "places[]": ("text", "a place"),
        "local": ("text", "local time there, ISO 8601"),
        "light": ("text or null", "green, amber or red for a contact now; null for what is read later"),
        "reasons": ("list", "the facts behind it, worst first"), "reasons[].id": ("text", "id: night, weekend, holiday … or of a habit or period"),
        "reasons[].light": ("text", "the light this fact alone would give"), "reasons[].text": ("text", "the fact"),
        "until": ("text", "when light or reasons change, ISO 8601"),
        "next_good": ("text or null", "the next green moment, null while it is green or none is in sight; for what is read later, when it will be"),
        "next_good_here": ("text or null", "the same by the reader's clock"),
    }),
    "time.dates": ("list", "working days, from tomorrow and from later on, in the words of each language that has them"),
    **under("time.dates[].", {
        "ahead": ("number", "days from now at which its row begins"), "day": ("text", "the day, ISO 8601"), "language": ("text", "CLDR code"),
        "text": ("text", "the day as it is written"), "sounds": ("text", "and how it sounds"),
    }),
    "before_title": ("text", "title of what to see to before a contact by this channel"),
    "ready": ("text or null", "what to have at hand before the contact begins"),
    "in_one_line": ("text", "the essence for this country and this situation"),
    "worst_mistake": ("text", "the one mistake that costs most"),
    "rests_on": ("list", "ids of the lines and traits whose sources stand behind these two"),
    "rests_on[]": ("text", "an id"),
    **under("address.", {
        "spoken": ("text", "how to call the customer aloud"), "written": ("text", "the same in writing"), "shown": ("text", "the form that fits this channel"),
        "salutation": ("text", "a ready salutation"), "sign_off": ("text", "a ready sign-off"),
        "unknown": ("text or null", "when gender, rank or name order is unknown; null where the page has no room for it"), "sources": ("list", "the passages behind it"),
    }),
    "channel_habit": ("map or null", "what customers there expect of the channel"),
    **under("channel_habit.", {"text": ("text", "the habit"), "sources": ("list", "the passages behind it")}),
    "opening": ("list", "up to two phrases to begin with"),
    **under("opening[].", PHRASE),
    "script": ("map or null", "all words of the contact as one piece; null: they stand in opening, points, mail, replies, terms and farewell"),
    "script.id": ("text", "id of the script"), "script.language": ("text", "CLDR code"),
    "script.goal": ("list", "what a good contact ends with, one rule"), **under("script.goal[].", RULE),
    "script.before": ("list", "what to see to before and beside the words"), **under("script.before[].", RULE),
    "script.never": ("list", "what not to do, the worst first"), **under("script.never[].", RULE),
    "script.after": ("list", "what to do when it is over"), **under("script.after[].", RULE),
    "script.opening": ("list", "the words before the matter"), **under("script.opening[].", SAYING),
    "script.talk": ("list", "the steps of the conversation"), "script.talk[].title": ("text or null", "what the step does"), "script.talk[].words": ("list", "the words of a step, then those for one case of it each"),
    **under("script.talk[].", BEHIND),
    **under("script.talk[].words[].", SAYING),
    "script.closing": ("list", "the last words"), **under("script.closing[].", SAYING),
    "script.letter": ("list", "of a letter: the subject, then the whole text"), **under("script.letter[].", SAYING),
    "script.instead": ("list", "of a letter: what it says in other cases"), **under("script.instead[].", SAYING),
    "script.more": ("list", "further words under a title"), "script.more[].title": ("text", "the title"),
    "script.more[].words": ("list", "its words"), **under("script.more[].words[].", SAYING),
    "script.answers": ("list", "what the customer may say and what to answer"),
    "script.answers[].heard.text": ("text", "the customer's words in native script"), "script.answers[].heard.reading": ("text or null", "their romanisation"),
    "script.answers[].heard.means": ("text or null", "their meaning"),
    **under("script.answers[].", BEHIND),
    "script.answers[].do": ("text or null", "what to do"), "script.answers[].words": ("map or null", "words to answer with"),
    **under("script.answers[].words.", SAYING),
    "script.terms": ("list", "expressions the customer may use"), **under("script.terms[].", SAYING),
    "sounds": ("text or null", "how to read what is printed to be said aloud, on spoken channels where there is room"),
    "hours_said": ("text or null", "how to say hours of the day, where a sentence leaves one open, likewise"),
    "numbers": ("text or null", "how to say figures, where a sentence leaves a number or sum open, likewise"),
    "sums": ("text or null", "how to say what a sum needs besides, where a sentence leaves one open, likewise"),
    "dated": ("number", "how many days ahead the days begin that are put into the customer's words; 0: none are"),
    "switch": ("map or null", "words for going on in a language both sides know, likewise"),
    **under("switch.", PHRASE),
    "rescues": ("list", "words for getting by with little of the customer's language, each a phrase"),
    **under("rescues[].", PHRASE),
    "points": ("list", "three to five talking points in the order of the contact"),
    **under("points[].", {
        "id": ("text", "id of the note or move"), "slot": ("text", "the job it does"), "stage": ("text", "the stage of the contact"),
        "told": ("truth", "whether the page has room for what to do beside the words"),
        "do": ("text", "what to do"), "say": ("text or null", "words to say as they are"),
        "phrase": ("map or null", "words to say in the customer's language"),
        "confidence": ("text", "high, medium or low, computed from the sources"),
        "misfires": ("text or null", "when it goes wrong"), **STANDING,
    }),
    **under("points[].phrase.", PHRASE),
    "points[].branches": ("list", "words for one case each, such as when there is no date yet"),
    **under("points[].branches[].", PHRASE),
    "reads_as": ("list", "two to four things this customer may say or do; the answers of a script tell of them, the first of these first"),
    **under("reads_as[].", {
        "id": ("text", "id"), "sign": ("text", "what the customer says or does"), "means": ("text", "what it often means"),
        "answer": ("text", "what to answer"), "reply": ("map or null", "words to answer with"),
        "words": ("map or null", "words of the script to answer with"), **STANDING,
    }),
    **under("reads_as[].words.", SAYING),
    **under("reads_as[].reply.", PHRASE),
    "replies": ("list", "words for what the customer may say, or for what may happen, where there is room"),
    **under("replies[].", PHRASE),
    "avoid": ("list", "two to four warnings, worst first; of a script the page prints `script.never` in their place"),
    **under("avoid[].", {"id": ("text", "id"), "text": ("text", "the mistake"), "severity": ("text", "serious, awkward or minor"), **STANDING}),
    "close": ("list", "how to end and follow up"),
    **under("close[].", {"id": ("text", "id"), "do": ("text", "what to do"), "phrase": ("map or null", "words to end with"), **STANDING}),
    **under("close[].phrase.", PHRASE),
    "farewell": ("list", "last words, in order"),
    **under("farewell[].", PHRASE),
    "limits": ("list", "how much people differ, what is uncertain"),
    "limits[]": ("text", "one limit"),
    "limits_own": ("truth", "whether they are those of this contact; else what holds of any, told with the sources"),
    "laws": ("list", "rules that touch this contact: to check, not legal advice"),
    **under("laws[].", {
        "id": ("text", "id"), "name": ("text", "name with article"), "as_of": ("text", "month for which it was read as valid"),
        "check": ("text", "what to check"), "sources": ("list", "the passages that say so"),
    }),
    "sources": ("map", "every source cited in this brief, by id, numbered on the page in this order"),
    "sources.*.author": ("text", "author or publisher"),
    "sources.*.title": ("text", "title"),
    "sources.*.year": ("text", 'year, or "undated"'),
    "sources.*.kind": ("text", "official, study, handbook, book, press, consultancy, guide or blog"),
    "sources.*.origin": ("text", "who stands behind it"),
    "sources.*.url": ("text", "where it was read"),
    "sources.*.read": ("text", "when it was read"),
    "completeness.country_notes": ("number", "notes the country has in all"),
    "completeness.slots_filled": ("number", "share of this situation's slots the country answers itself"),
    "completeness.checked": ("text or null", "day of the second reading"),
    "fallback": ("truth", "true if the country has nothing on this situation"),
}  # fmt: skip

MAPS = ("sources", "stage_names")  # whose keys are data


def breaches(brief: dict[str, Any]) -> list[str]:
    """Every way in which a brief departs from the contract: unknown paths, wrong types, missing keys."""
    found: list[str] = []
    _compare(brief, "", found)
    return found


def _compare(node: Any, path: str, found: list[str]) -> None:
    kind, _ = CONTRACT.get(path, ("map", "")) if path else ("map", "")
    if path and path not in CONTRACT and not any(p.startswith((path + ".", path + "[]")) for p in CONTRACT):
        found.append(f"{path} is not in the contract")
    elif not any(_is(node, option) for option in kind.split(" or ")):
        found.append(f"{path} is {type(node).__name__}, not {kind}")
    elif isinstance(node, dict):
        wanted = {p[len(path) + 1 if path else 0 :].split(".")[0].split("[")[0] for p in CONTRACT if not path or p.startswith(path + ".")}
        found += [f"{path}.{name} is missing" for name in sorted(wanted - {"*"} - node.keys())]
        for name, value in node.items():
            _compare(value, f"{path}.{'*' if path in MAPS else name}".lstrip("."), found)
    elif isinstance(node, list):
        for value in node:
            _compare(value, path + "[]", found)


def _is(node: Any, kind: str) -> bool:
    types: dict[str, Any] = {"text": str, "number": (int, float), "truth": bool, "list": list, "map": dict, "null": type(None)}
    return isinstance(node, types[kind]) and not (kind == "number" and isinstance(node, bool))
