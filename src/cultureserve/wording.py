"""All prose passes here on its way out, so that it can be read in other languages.

A text is known by its place in the knowledge (`guide/moves/own-the-error`, field `do`), which is its gettext
message context: the same English sentence may be translated differently in two places. English is
the language of the data files and needs no catalogue.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cultureserve.model import Record

SOURCE_LANGUAGE = "en"


class Words:
    """Prose in one reading language; English where the catalogue has no translation."""

    def __init__(self, language: str = SOURCE_LANGUAGE, catalogues: Path | None = None) -> None:
        folder = catalogues or Path(__file__).parent / "locale"
        self.language = language
        self._catalogue = gettext.translation("cultureserve", folder, languages=[language], fallback=True)

    def of(self, record: Record, field: str) -> str:
        """The prose of one field of a record; empty if the field is."""
        text = getattr(record, field)
        return self._catalogue.pgettext(f"{record.place.entry}/{field}", text) if text else ""

    def list_of(self, record: Record, field: str) -> list[str]:
        """The same for a field that holds several texts."""
        return [self._catalogue.pgettext(f"{record.place.entry}/{field}/{n}", t) for n, t in enumerate(getattr(record, field))]

    def page(self, text: str, /, **values: Any) -> str:
        """A text of the program itself, with its values filled in."""
        return self._catalogue.pgettext("page", text).format(**values)
