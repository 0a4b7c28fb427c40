"""JSON as `json.dumps(value, indent=2)` writes it, for plain objects. Importing json takes as long as the answer."""

from _json import encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def dumps(value: "Any", level: int = 0) -> str:
    """`value` of texts, whole numbers, truths, None, lists and mappings by text; ASCII only.

    level: how deep it stands in a larger object.
    """
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    inner, outer = "\n" + "  " * (level + 1), "\n" + "  " * level
    if isinstance(value, dict):
        items = [f"{encode_basestring_ascii(key)}: {dumps(item, level + 1)}" for key, item in value.items()]
        return "{" + inner + ("," + inner).join(items) + outer + "}" if items else "{}"
    items = [dumps(item, level + 1) for item in value]
    return "[" + inner + ("," + inner).join(items) + outer + "]" if items else "[]"
