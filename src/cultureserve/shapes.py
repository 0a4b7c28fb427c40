"""The fields of a record class as loader, proofreader and headers need them."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any


class Field(typing.NamedTuple):
    """What the loader needs to know of a record's field."""

    shape: Any
    required: bool
    about: str
    at_most: int
    words: int
    prose: bool


def shape_of(record: type[Any]) -> dict[str, Field]:
    """The fields of a record class that a data file may hold, in order."""
    if record not in _shapes:
        hints = typing.get_type_hints(record)
        missing = dataclasses.MISSING
        _shapes[record] = {
            f.name: Field(hints[f.name], f.default is missing and f.default_factory is missing, **f.metadata)
            for f in dataclasses.fields(record)
            if f.metadata
        }
    return _shapes[record]


_shapes: dict[type[Any], dict[str, Field]] = {}
