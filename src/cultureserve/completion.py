"""TAB: what may stand next on a command line, and the scripts that ask for it. Imports next to nothing.

The scripts call `cultureserve complete SHELL N WORD…`, where N is the place of the word the cursor is in
(0 is the program itself). The answer is a line for each candidate; any fault is no candidates and no word.

The table of candidates is made from the commands themselves (`table`) and is kept in the pack:

    {"commands": {name: help}, "options": {command: {option: help of its value, "" if it takes none}},
     "arguments": {command: [values of its first argument]}, "values": {option: {value: help}}}
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMPLETE = "complete"
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
UNWANTED = dict.fromkeys(map(ord, "\\$`\"':;|&<>(){}[]*?!#~"), " ")  # nothing a shell could take for its own

BASH = """\
_cultureserve() {
    local IFS=$'\\n'
    COMPREPLY=($(cultureserve complete bash "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null))
}
complete -o default -F _cultureserve cultureserve
"""
ZSH = """\
#compdef cultureserve
_cultureserve() {
    local -a found
    found=("${(@f)$(cultureserve complete zsh $((CURRENT - 1)) "${words[@]}" 2>/dev/null)}")
    [[ -n "$found" ]] || { _files; return }
    compset -P '--*='
    _describe 'value' found
}
compdef _cultureserve cultureserve
"""
FISH = """\
complete -c cultureserve -f -a '(cultureserve complete fish (count (commandline -opc)) (commandline -opc) (commandline -ct) 2>/dev/null)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
BETWEEN = {"bash": None, "zsh": ":", "fish": "\t"}  # value and help; bash shows values only


def answer(arguments: list[str], table: "dict[str, Any]") -> str:
    """The candidates for `SHELL N WORD…`, a line each."""
    shell, place, *words = arguments
    found = candidates(words[1 : int(place) + 1], table)
    between = BETWEEN[shell]
    rows = (value if between is None or not about else f"{value}{between}{about}" for value, about in found.items())
    return "".join(f"{row}\n" for row in rows)


def candidates(words: list[str], table: "dict[str, Any]") -> dict[str, str]:
    """What may stand for the last of the words after the program's name, with what each means."""
    typed = joined(words) or [""]
    *before, current = typed
    command = next((word for word in before if word in table["commands"]), None)
    if command is None:
        return starting(table["commands"], current)
    options = table["options"][command]
    option, equals, value = current.partition("=")
    if equals and option in options:
        return starting(table["values"].get(option, {}), value)
    if before[-1] in options and options[before[-1]]:
        return starting(table["values"].get(before[-1], {}), current)
    if current.startswith("-"):
        return starting({name: about for name, about in options.items() if name.startswith("--")}, current)
    if before[-1] == command:
        return starting(table["arguments"].get(command, {}), current)
    return {}


def joined(words: list[str]) -> list[str]:
    """The words with `--option`, `=`, `value` put together again, which bash takes apart."""
    out: list[str] = []
    for word in words:
        if out and (word == "=" or out[-1].endswith("=")) and out[-1].startswith("--"):
            out[-1] += word
        else:
            out.append(word)
    return out


def starting(choice: "dict[str, str]", prefix: str) -> dict[str, str]:
    """The safe values that begin so, in whatever case they are typed."""
    return {v: about for v, about in choice.items() if v.lower().startswith(prefix.lower()) and SAFE.issuperset(v)}


def table(commands: "dict[str, Any]", values: dict[str, dict[str, str]], arguments: dict[str, dict[str, str]]) -> "dict[str, Any]":
    """The table of candidates, from the commands as Typer knows them and what their options may be."""
    options = {
        name: {
            written: tamed(p.help or "-") if not p.is_flag else ""
            for p in command.params
            if p.param_type_name == "option"
            for written in p.opts
        }
        for name, command in commands.items()
    }
    return {
        "commands": {name: tamed(command.get_short_help_str(80)) for name, command in commands.items()},
        "options": options,
        "arguments": arguments,
        "values": {option: {value: tamed(about) for value, about in choice.items()} for option, choice in values.items()},
    }


def tamed(text: str) -> str:
    """Help as one line without anything a shell could take for its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).translate(UNWANTED).split())
