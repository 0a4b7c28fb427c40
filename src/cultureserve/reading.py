"""YAML as plain text: every scalar exactly as typed, with the line it stands on.

PyYAML's own constructors turn `NO` into False, `19:30` into 1170 and let a repeated key overwrite
the first, so only its parser is used here. Anchors, aliases, tags and deep nesting are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from cultureserve.errors import InputTrouble, shown, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 64 * 1024 * 1024  # bytes of one file; a hundred dense countries
DEEPEST = 12


class Finding(NamedTuple):
    """Something wrong with the knowledge: what, where, and what would be right."""

    file: str
    line: int
    entry: str
    field: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        path = ".".join(part for part in (self.entry, self.field) if part)
        return f"{where}: {path + ': ' if path else ''}{self.what}" + (f" ({self.right})" if self.right else "")


class Text(str):
    """A scalar, with its line."""

    __slots__ = ("line",)
    line: int


class Items(list[Any]):
    """A sequence, with its line."""

    __slots__ = ("line",)
    line: int


class Fields(dict[str, Any]):
    """A mapping, with its line; a key keeps its own (it is a Text)."""

    __slots__ = ("line",)
    line: int


Node = Text | Items | Fields


class Unreadable(Exception):
    """A fault that ends the reading of one file."""

    def __init__(self, line: int, what: str, right: str = "") -> None:
        super().__init__(what)
        self.line, self.what, self.right = line, what, right


def read(path: Path) -> tuple[Node | None, list[Finding]]:
    """The content of one YAML file, and what is wrong with it.

    Repeated keys are reported and the first kept; any other fault ends the reading (node None).
    Raises InputTrouble if the file cannot be opened.
    """
    findings: list[Finding] = []
    try:
        return parse(_content(path), path.name, findings), findings
    except Unreadable as fault:
        return None, [*findings, Finding(path.name, fault.line, "", "", fault.what, fault.right)]


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise InputTrouble("cannot_open", f"cannot open {shown_path(path)}: {reason}") from None
    if len(raw) > LARGEST:
        raise Unreadable(0, f"larger than {LARGEST // 1024 // 1024} MiB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable(raw[: fault.start].count(b"\n") + 1, f"not UTF-8 at byte {fault.start}") from None


def parse(content: str, file: str, findings: list[Finding]) -> Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(content, Loader=loader)
    try:
        nodes = list(_documents(events, file, findings))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 0
        raise Unreadable(line, fault.problem or "not YAML", _yaml_hint(content, line)) from None
    except yaml.YAMLError as fault:
        raise Unreadable(0, f"not YAML: {shown(str(fault).splitlines()[0])}") from None
    if len(nodes) > 1:
        raise Unreadable(0, "two documents in one file", "remove the '---' between them")
    return nodes[0] if nodes else None


def _yaml_hint(content: str, line: int) -> str:
    lines = content.splitlines()
    bad = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = bad[: len(bad) - len(bad.lstrip())]
    if "\t" in indent or "\u00a0" in indent:
        return "indent with ordinary spaces, not tabs or no-break spaces"
    return "put text with : # @ % & * ! or leading quotes between double quotes"


def _documents(events: Iterator[Any], file: str, findings: list[Finding]) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield _node(next(events), events, file, findings, 0)


def _node(event: Any, events: Iterator[Any], file: str, findings: list[Finding], depth: int) -> Node:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Unreadable(line, "anchors and aliases are not allowed", "write it out")
    if getattr(event, "tag", None):
        raise Unreadable(line, f"tag {shown(event.tag)} is not allowed", "plain text, lists and mappings only")
    if depth > DEEPEST:
        raise Unreadable(line, f"nested more than {DEEPEST} deep")
    node: Node
    if isinstance(event, yaml.ScalarEvent):
        node = Text(event.value)
    elif isinstance(event, yaml.SequenceStartEvent):
        node = Items()
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            node.append(_node(event, events, file, findings, depth + 1))
    else:
        node = Fields()
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = _node(event, events, file, findings, depth + 1)
            value = _node(next(events), events, file, findings, depth + 1)
            _put(node, key, value, file, findings)
    node.line = line
    return node


def _put(fields: Fields, key: Node, value: Node, file: str, findings: list[Finding]) -> None:
    if not isinstance(key, Text):
        raise Unreadable(key.line, "a key must be a word", "'name: value'")
    if key in fields:
        findings.append(Finding(file, key.line, "", key, "the key is repeated", "keep one of the two"))
    else:
        fields[key] = value
