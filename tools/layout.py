"""Lays out the data files: entries sorted, fields in the order of the records, headers made from the records.

    python tools/layout.py            rewrites data/*.yaml
    python tools/layout.py --check    exits 1 if a file is not laid out so

So a contributor can type an entry in any order, and the explanation of a field cannot part from the field.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import sys
import textwrap
import typing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from cultureserve import model
from cultureserve.loading import load_leniently
from cultureserve.shapes import shape_of

WIDTH = 120
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*")

FILES: dict[str, tuple[str, str, type | tuple[type, ...]]] = {
    "guide.yaml": (
        "The guide: what holds wherever the customer is.",
        "Order matters: stages, slots and situations are shown in it, and of two moves that fit equally well the first wins.",
        model.Guide,
    ),
    "cultures.yaml": (
        "Country by country: how to address, what to do in which situation, what reads as what, laws.",
        "One entry per country, by ISO 3166 code, each standing alone. Of two notes that fit equally well the first wins.",
        model.Country,
    ),
    "phrases.yaml": (
        "Words to say, by language of the customer. They are data, not translations.",
        "One list per language; of two phrases for an act that fit equally well the first wins.",
        model.Phrase,
    ),
    "scripts.yaml": (
        "All words of one contact as one piece, by country: what a page prints as it stands. They are own wording, not taken from anywhere.",
        "One list per country, by ISO 3166 code. What a script says must agree with the sourced lines of its page.",
        model.Script,
    ),
    "calendars.yaml": (
        "When people work, by territory: the office day, habits around the hour, weeks that change work.",
        "Public holidays, zones and ordinary weekends come from libraries; here stands what these do not know.",
        model.Calendar,
    ),
    "sources.yaml": (
        "Every work cited, once, by a short id. Each was opened on the day given under `read`.",
        "Nothing stands here that nobody read, and nothing that no claim cites.",
        model.Source,
    ),
}


def header(file: str) -> str:
    """The comment at the top of a file: what it is, and every field of every record in it."""
    about, order, root = FILES[file]
    lines = [about, order, "Everything is text; write it as in the entries below and run `make fmt`. Licence: CC BY 4.0.", ""]
    for record in records_in(root):
        lines.append(f"{record.__name__}: {(record.__doc__ or '').splitlines()[0]}")
        for name, field in shape_of(record).items():
            limits = f"; at most {field.at_most} characters" if field.at_most else ""
            limits += f"; at most {field.words} words" if field.words else ""
            lines.append(f"  {name}: {field.about}{limits}{'' if field.required else '; optional'}")
        lines.append("")
    wrapped = [piece for line in lines[:-1] for piece in textwrap.wrap(line, WIDTH - 2, subsequent_indent="      ") or [""]]
    return "".join(f"# {line}".rstrip() + "\n" for line in wrapped)


def records_in(root: Any, seen: dict[type, None] | None = None) -> list[type]:
    """A record class and the record classes of its fields, each once, outermost first."""
    seen = {} if seen is None else seen
    seen[root] = None
    for field in shape_of(root).values():
        for inner in inner_records(field.shape):
            if inner not in seen:
                records_in(inner, seen)
    return list(seen)


def inner_records(shape: Any) -> list[type]:
    if isinstance(shape, type) and dataclasses.is_dataclass(shape):
        return [shape]
    return [record for argument in typing.get_args(shape) for record in inner_records(argument)]


def text(value: str, *, quoted: bool) -> str:
    return value if not quoted and PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return text(value, quoted=False)


def cite(value: model.Cite) -> str:
    return f"{{source: {value.source}, says: {text(value.says, quoted=True)}}}"


def fields(record: Any, indent: int) -> list[str]:
    """The lines of a record; what equals its default is left out."""
    out: list[str] = []
    for name, field in shape_of(type(record)).items():
        value = getattr(record, name)
        if not field.required and not value:
            continue
        out += entry(name, value, field.prose, indent)
    return out


def entry(name: str, value: Any, prose: bool, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, bool):
        return [f"{pad}{name}: {str(value).lower()}"]
    if isinstance(value, str):
        return [f"{pad}{name}: {text(value, quoted=prose)}"]
    if dataclasses.is_dataclass(value):
        return [f"{pad}{name}:", *fields(value, indent + 2)]
    if isinstance(value, tuple):
        return listed(name, value, prose, indent)
    if value and all(dataclasses.is_dataclass(v) and "id" in shape_of(type(v)) for v in value.values()):
        return [f"{pad}{name}:", *(line for v in value.values() for line in item(v, indent))]
    if value and all(dataclasses.is_dataclass(v) for v in value.values()):
        return [f"{pad}{name}:", *(line for k, v in value.items() for line in (f"{pad}  {k}:", *fields(v, indent + 4)))]
    return [f"{pad}{name}: {inline(value)}"]


def listed(name: str, value: tuple[Any, ...], prose: bool, indent: int) -> list[str]:
    pad = " " * indent
    if value and isinstance(value[0], model.Cite):
        return [f"{pad}{name}:", *(f"{pad}- {cite(c)}" for c in value)]
    if value and dataclasses.is_dataclass(value[0]):
        return [f"{pad}{name}:", *(line for v in value for line in item(v, indent))]
    if prose:
        return [f"{pad}{name}:", *(f"{pad}- {text(v, quoted=True)}" for v in value)]
    return [f"{pad}{name}: {inline(value)}"]


def item(record: Any, indent: int) -> list[str]:
    """A record as an item of a list."""
    first, *rest = fields(record, indent + 2)
    return [" " * indent + "- " + first.lstrip(), *rest]


def laid_out(knowledge: model.Knowledge) -> dict[str, str]:
    """The content of every file."""
    guide = "\n".join(line for line in separated(fields(knowledge.guide, 0)))
    countries = "\n\n".join(
        "\n".join([f"{code}:", *fields(dataclasses.replace(c, code=""), 2)]) for code, c in sorted(knowledge.countries.items())
    )
    phrases, scripts = ("\n\n".join(_lists(part)) for part in (knowledge.phrases, knowledge.scripts))
    sources = "\n".join("\n".join([f"{name}:", *fields(s, 2)]) for name, s in sorted(knowledge.sources.items()))
    bodies = {"guide.yaml": guide, "cultures.yaml": countries, "phrases.yaml": phrases, "scripts.yaml": scripts, "sources.yaml": sources}
    return {file: header(file) + "\n" + body + "\n" for file, body in bodies.items() if body}


def _lists(groups: dict[str, dict[str, Any]]) -> list[str]:
    """Lists of records by language or country, each under its key."""
    return [
        "\n".join([f"{name}:", *(line for record in group.values() for line in item(record, 0))]) for name, group in sorted(groups.items())
    ]


def separated(lines: list[str]) -> list[str]:
    """A blank line before each top-level key of the guide."""
    return [piece for n, line in enumerate(lines) for piece in ([""] if n and line[0] not in " -" else []) + [line]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "data")
    given = parser.parse_args()
    knowledge, findings = load_leniently(given.folder)
    if findings or knowledge is None:
        print(*findings, sep="\n", file=sys.stderr)
        return 1
    stale = []
    for file, content in laid_out(knowledge).items():
        path = given.folder / file
        if given.check:
            stale += [file] if path.read_text("utf-8") != content else []
        else:
            path.write_text(content, "utf-8")
    if stale:
        print("not laid out:", ", ".join(stale), "- run make fmt", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
