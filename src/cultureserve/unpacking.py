"""The knowledge out of the pack: the same records as from YAML, each part read and built when it is needed."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cultureserve import model
from cultureserve.packfile import Pack
from cultureserve.shapes import shape_of


def flattened(value: Any) -> Any:
    """A record as a tuple of its place and its fields, in order; containers likewise."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (flattened(getattr(value, name)) for name in shape_of(type(value)))
        return (*value.place, *fields)  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        return {key: flattened(item) for key, item in value.items()}
    return tuple(map(flattened, value)) if isinstance(value, tuple) else value


class Records(Mapping[str, Any]):
    """Records by id, built when they are asked for."""

    def __init__(self, fetch: Callable[[], dict[str, Any]], build: Callable[[Any], Any]) -> None:
        self._fetch, self._build = fetch, build
        self._flat: dict[str, Any] | None = None
        self._built: dict[str, Any] = {}

    def _all(self) -> dict[str, Any]:
        if self._flat is None:
            self._flat = self._fetch()
        return self._flat

    def __getitem__(self, key: str) -> Any:
        if key not in self._built:
            self._built[key] = self._build(self._all()[key])
        return self._built[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


_builders: dict[Any, Callable[[Any], Any]] = {}


def builder(shape: Any) -> Callable[[Any], Any]:
    """The function that turns a flattened value of that shape into what it was."""
    if shape not in _builders:
        _builders[shape] = _builder(shape)
    return _builders[shape]


def _builder(shape: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin in (typing.Union, types.UnionType):
        inner = builder(arguments[0])
        return lambda flat: None if flat is None else inner(flat)
    if origin is tuple:
        item = builder(arguments[0])
        return _same if item is _same else lambda flat: tuple([item(x) for x in flat])
    if origin is dict:
        item = builder(arguments[1])
        return _same if item is _same else lambda flat: Records(lambda: flat, item)
    return _record_builder(shape) if dataclasses.is_dataclass(shape) else _same


def _same(flat: Any) -> Any:
    return flat


def _record_builder(shape: Any) -> Callable[[Any], Any]:
    fields = [(name, builder(field.shape)) for name, field in shape_of(shape).items()]
    head = len(model.Place._fields)

    def build(flat: tuple[Any, ...]) -> Any:
        values = {name: make(value) for (name, make), value in zip(fields, flat[head:], strict=True)}
        return shape(place=model.Place(*flat[:head]), **values)

    return build


def unpack(path: str, version: str) -> model.Knowledge:
    """The knowledge in a pack; raises OSError or ValueError if the pack cannot serve."""
    pack = Pack(path, version)
    places = pack.index["knowledge"]
    guide = {name: part(pack, places["guide"][name], field.shape) for name, field in shape_of(model.Guide).items()}
    return model.Knowledge(
        guide=model.Guide(place=model.Place(*places["place"]), **guide),
        countries=typing.cast("Any", Records(lambda: places["countries"], lambda place: part(pack, place, model.Country))),
        phrases=typing.cast("Any", Records(lambda: places["phrases"], lambda place: part(pack, place, dict[str, model.Phrase]))),
        scripts=typing.cast("Any", Records(lambda: places["scripts"], lambda place: part(pack, place, dict[str, model.Script]))),
        calendars=part(pack, places["calendars"], dict[str, model.Calendar]),
        sources=part(pack, places["sources"], dict[str, model.Source]),
    )


def part(pack: Pack, place: tuple[int, ...], shape: Any) -> Any:
    """One part, read now; or, if it is a collection of records, when one of them is asked for."""
    if typing.get_origin(shape) is dict and builder(shape) is not _same:
        return Records(lambda: pack.record(place), builder(typing.get_args(shape)[1]))
    return builder(shape)(pack.record(place))
