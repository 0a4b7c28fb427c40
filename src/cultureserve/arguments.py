"""The command line before Typer sees it: global options moved, and what Typer lets pass refused.

Typer takes `--country --help` as a country named "--help", lets the last of a repeated option win and
accepts an empty value. All three are more likely slips than wishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.errors import UsageTrouble, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAY_BE_EMPTY = ("--name",)
HELP = ("-h", "--help")


def tidy(arguments: Sequence[str], commands: Mapping[str, Any], everywhere: Mapping[str, bool]) -> list[str]:
    """The arguments with options given before the command moved behind it, checked.

    commands: Typer's commands by name; everywhere: options every command has, and whether each takes a value.
    """
    moved, rest = _split(list(arguments), everywhere)
    if not rest:
        return moved
    arguments = [rest[0], *moved, *rest[1:]] if rest[0] in commands else [*moved, *rest]
    if rest[0] in commands:
        refuse_slips(arguments[1:], options_of(commands[rest[0]]))
    return arguments


def _split(arguments: list[str], everywhere: Mapping[str, bool]) -> tuple[list[str], list[str]]:
    """The options known everywhere that stand first, with their values, and the rest."""
    n = 0
    while n < len(arguments) and arguments[n].split("=")[0] in everywhere:
        n += 2 if everywhere[arguments[n].split("=")[0]] and "=" not in arguments[n] else 1
    return arguments[:n], arguments[n:]


def options_of(command: Any) -> dict[str, tuple[str, bool, bool]]:
    """Every way to write an option: its first name, whether it takes a value, whether it may be repeated."""
    return {
        written: (option.opts[0], not option.is_flag, option.multiple)
        for option in command.params
        if getattr(option, "param_type_name", "") == "option"
        for written in (*option.opts, *option.secondary_opts)
    }


def refuse_slips(arguments: Sequence[str], options: Mapping[str, tuple[str, bool, bool]]) -> None:
    """Raises UsageTrouble for an option without its value, an empty value or a repeated option."""
    seen: set[str] = set()
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--" or argument in HELP:
            return
        written, equals, value = argument.partition("=")
        if written not in options:
            continue
        name, takes_value, repeatable = options[written]
        if name in seen and not repeatable:
            raise UsageTrouble("repeated_option", f"{name} is given twice", "give it once")
        seen.add(name)
        if takes_value:
            value = value if equals else next(waiting, "")
            _refuse_value(name, value, equals=bool(equals), options=options)


def _refuse_value(name: str, value: str, *, equals: bool, options: Mapping[str, tuple[str, bool, bool]]) -> None:
    if not value.strip() and name not in MAY_BE_EMPTY:
        raise UsageTrouble("empty_value", f"{name} needs a value")
    if not equals and (value.split("=")[0] in options or value in HELP):
        raise UsageTrouble("missing_value", f"{name} needs a value, not {shown(value)}", f"write {name}={shown(value)} if you mean it")
