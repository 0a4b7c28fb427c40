"""From the data files to records, refusing what the records do not name."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from typing import TYPE_CHECKING, Any

from cultureserve import model
from cultureserve.errors import DataTrouble, InputTrouble, shown
from cultureserve.reading import Fields, Finding, Items, Node, Text, read
from cultureserve.shapes import Field, shape_of

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("guide.yaml", "cultures.yaml", "phrases.yaml", "calendars.yaml", "sources.yaml")
SCRIPTS = "scripts.yaml"  # may be absent: pages are then made of phrases


def load(folder: Path) -> model.Knowledge:
    """The knowledge in `folder`.

    Raises DataTrouble if anything in it is not of the shape of the records, InputTrouble if a file
    cannot be opened.
    """
    knowledge, findings = load_leniently(folder)
    if findings or knowledge is None:
        raise DataTrouble(str(findings[0]) if findings else f"no knowledge in {shown(str(folder))}", tuple(findings))
    return knowledge


def load_leniently(folder: Path) -> tuple[model.Knowledge | None, list[Finding]]:
    """As much of the knowledge as can be read, and everything wrong with its shape."""
    if not folder.is_dir():
        raise InputTrouble("cannot_open", f"{shown(str(folder))} is not a folder", "give a folder with " + ", ".join(FILES))
    findings: list[Finding] = []
    files = (*FILES, SCRIPTS) if (folder / SCRIPTS).exists() else FILES
    roots = {name: _root(folder / name, findings) for name in files}
    builder = Builder("guide.yaml", findings)
    guide = builder.record(model.Guide, roots["guide.yaml"], "guide") if roots["guide.yaml"] is not None else None
    countries = _mapping("cultures.yaml", roots, dict[str, model.Country], findings)
    phrases = _mapping("phrases.yaml", roots, dict[str, dict[str, model.Phrase]], findings)
    scripts = _mapping(SCRIPTS, roots, dict[str, dict[str, model.Script]], findings)
    calendars = _mapping("calendars.yaml", roots, dict[str, model.Calendar], findings)
    sources = _mapping("sources.yaml", roots, dict[str, model.Source], findings)
    if guide is None:
        return None, findings
    countries = {code: dataclasses.replace(country, code=code) for code, country in countries.items()}
    calendars = {code: dataclasses.replace(calendar, code=code) for code, calendar in calendars.items()}
    knowledge = model.Knowledge(guide=guide, countries=countries, phrases=phrases, scripts=scripts, calendars=calendars, sources=sources)
    return knowledge, findings


def _root(path: Path, findings: list[Finding]) -> Fields | None:
    node, faults = read(path)
    findings += faults
    if isinstance(node, Fields):
        return node
    if not faults:
        found = "nothing" if node is None else kind(node)
        findings.append(Finding(path.name, 1, "", "", f"expected a mapping, got {found}"))
    return None


def _mapping(file: str, roots: dict[str, Fields | None], shape: Any, findings: list[Finding]) -> Any:
    root = roots.get(file)
    return {} if root is None else Builder(file, findings).value(shape, root, "", "")


def kind(node: Node) -> str:
    if isinstance(node, Text):
        return f"the text '{shown(node)}'"
    return "a list" if isinstance(node, Items) else "a mapping"


class Absent(Exception):
    """A value that could not be built; the reason is among the findings."""


class Builder:
    """Builds records of one file; collects findings instead of stopping at the first."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        self.file = file
        self.findings = findings

    def wrong(self, node: Node, entry: str, field: str, what: str, right: str = "") -> None:
        self.findings.append(Finding(self.file, node.line, entry, field, what, right))

    def record(self, shape: type, node: Node, entry: str) -> Any:
        """A record of class `shape`, or None if it lacks something it must have."""
        if not isinstance(node, Fields):
            self.wrong(node, entry, "", f"expected a mapping, got {kind(node)}")
            return None
        if "id" in node and isinstance(node["id"], Text):
            entry = f"{entry.rsplit('/', 1)[0]}/{node['id']}" if "/" in entry else f"{entry}/{node['id']}".strip("/")
        fields = shape_of(shape)
        self._refuse_unknown(fields, node, entry)
        built = {"place": model.Place(self.file, entry, node.line)}
        complete = True
        for name, field in fields.items():
            if name in node:
                try:
                    built[name] = self.value(field.shape, node[name], entry, name)
                except Absent:
                    complete = False
            elif field.required:
                self.wrong(node, entry, name, "is missing", field.about)
                complete = False
        return shape(**built) if complete else None

    def _refuse_unknown(self, fields: dict[str, Field], node: Fields, entry: str) -> None:
        for name in node:
            if name not in fields:
                near = difflib.get_close_matches(name, fields, n=1, cutoff=0.5)
                right = f"did you mean '{near[0]}'?" if near else "one of: " + ", ".join(fields)
                line = getattr(name, "line", node.line)
                self.findings.append(Finding(self.file, line, entry, shown(name), "unknown field", right))

    def value(self, shape: Any, node: Node, entry: str, name: str) -> Any:
        """`node` as `shape`; raises Absent after a finding if it is not of that shape."""
        origin, arguments = typing.get_origin(shape), typing.get_args(shape)
        if origin in (typing.Union, types.UnionType):
            return self.value(arguments[0], node, entry, name)
        if origin is tuple:
            return self._items(arguments[0], node, entry, name)
        if origin is dict:
            return self._dict(arguments[1], node, entry, name)
        if shape is str:
            return self._text(node, entry, name)
        if shape is bool:
            return self._truth(node, entry, name)
        built = self.record(shape, node, f"{entry}/{name}".strip("/"))
        if built is None:
            raise Absent
        return built

    def _items(self, shape: Any, node: Any, entry: str, name: str) -> tuple[Any, ...]:
        self._expect(Items, node, entry, name, "a list")
        return tuple(self._each((shape, item, entry, name) for item in node))

    def _each(self, calls: Any) -> Any:
        for call in calls:
            try:
                yield self.value(*call)
            except Absent:
                continue

    def _dict(self, shape: Any, node: Any, entry: str, name: str) -> dict[str, Any]:
        """A mapping by key; records that carry an id are written as a list instead."""
        if shape is not str and isinstance(shape, type) and "id" in shape_of(shape):
            self._expect(Items, node, entry, name, "a list")
            return self._by_id(shape, node, entry, name)
        self._expect(Fields, node, entry, name, "a mapping")
        built = {}
        for key, item in node.items():
            try:
                built[str(key)] = self.value(shape, item, f"{entry}/{name}".strip("/"), key)
            except Absent:
                continue
        return built

    def _by_id(self, shape: type, node: Any, entry: str, name: str) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for item, value in zip(node, self._records(shape, node, entry, name), strict=True):
            if value is None:
                continue
            if value.id in built:
                self.wrong(item, value.place.entry, "id", f"'{shown(value.id)}' is repeated")
            built.setdefault(value.id, value)
        return built

    def _records(self, shape: type, node: Any, entry: str, name: str) -> list[Any]:
        return [self.record(shape, item, f"{entry}/{name}".strip("/") + "/") for item in node]

    def _text(self, node: Node, entry: str, name: str) -> str:
        self._expect(Text, node, entry, name, "text")
        bad = next((c for c in node if not c.isprintable()), None)
        if bad is not None:
            self.wrong(node, entry, name, f"holds the character {shown(bad)}", "plain text without control characters")
            raise Absent
        return str(node)

    def _truth(self, node: Node, entry: str, name: str) -> bool:
        if node not in ("true", "false"):
            self.wrong(node, entry, name, f"expected true or false, got {kind(node)}")
            raise Absent
        return node == "true"

    def _expect(self, wanted: type, node: Node, entry: str, name: str, what: str) -> None:
        if not isinstance(node, wanted):
            self.wrong(node, entry, name, f"expected {what}, got {kind(node)}")
            raise Absent
