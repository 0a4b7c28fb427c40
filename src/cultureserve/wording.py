"""All prose passes here on its way out, so that it can be read in other languages.

A text is known by its place in the knowledge (`guide/moves/own-the-error`, field `do`), which is its gettext
message context: the same English sentence may be translated differently in two places. English is
the language of the data files and needs no catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cultureserve.model import Record

SOURCE_LANGUAGE = "en"


class Words:
    """Prose in one reading language; English where the catalogue has no translation."""

    def __init__(self, language: str = SOURCE_LANGUAGE, catalogues: Path | None = None) -> None:
        self.language = language
        self._translated = _as_it_is if language == SOURCE_LANGUAGE else _catalogue(language, catalogues)

    def of(self, record: Record, field: str) -> str:
        """The prose of one field of a record; empty if the field is."""
        text = getattr(record, field)
        return self._translated(f"{record.place.entry}/{field}", text) if text else ""

    def list_of(self, record: Record, field: str) -> list[str]:
        """The same for a field that holds several texts."""
        return [self._translated(f"{record.place.entry}/{field}/{n}", t) for n, t in enumerate(getattr(record, field))]

    def page(self, text: str, /, **values: Any) -> str:
        """A text of the program itself, with its values filled in."""
        return self._translated("page", text).format(**values)


def _as_it_is(_context: str, text: str) -> str:
    return text


def _catalogue(language: str, folder: Path | None) -> Callable[[str, str], str]:
    import gettext
    from pathlib import Path

    where = folder or Path(__file__).parent / "locale"
    return gettext.translation("cultureserve", where, languages=[language], fallback=True).pgettext
