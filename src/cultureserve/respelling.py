"""A romanisation spelt as a reader of English would say it, by the table of its language."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cultureserve.model import Respelling

TONE = re.compile("[\u0300\u0301\u0304\u030c]")  # grave, acute, macron, caron; a diaeresis makes another vowel
VOWEL = re.compile("[aeiouü]")
NOTHING = "(?!)"  # what no text matches
WORD = re.compile(r"\{[a-z-]+\}|[^\W\d_]+")


class Speller:
    """Spells texts by one table, syllable by syllable."""

    def __init__(self, table: Respelling) -> None:
        self.table = table
        onsets = "|".join(sorted(table.onsets, key=len, reverse=True))
        rimes, wholes = ("|".join(_endings(part)) or NOTHING for part in (table.rimes, table.wholes))
        self.shifts = {tuple(map(tone, pair.split())): tone(becomes) for pair, becomes in table.sandhi.items()}
        self.syllable = re.compile(f"(?P<whole>{wholes})|(?P<onset>{onsets})?(?P<rime>{rimes})")

    def spell(self, text: str) -> str:
        """The text as it sounds, each syllable with its tone; blanks, and words of other languages, as they are."""
        return self.shifted(WORD.sub(lambda word: "-".join(self.sounds(word[0])) or word[0], text.replace("'", "-")))

    def shifted(self, text: str) -> str:
        """The text with the tones that change before the next syllable."""
        parts = re.split("([ -])", text)
        for n in range(0, len(parts) - 2, 2):
            becomes = self.shifts.get((tone(parts[n]), tone(parts[n + 2])))
            if becomes and parts[n][-1:].isalpha():  # no pause between the two
                parts[n] = unicodedata.normalize("NFC", TONE.sub(becomes, unicodedata.normalize("NFD", parts[n])))
        return "".join(parts)

    def unknown(self, text: str) -> list[str]:
        """The words with a tone that are not made of syllables of the table."""
        return [word for word in WORD.findall(text.replace("'", "-")) if bare(word) != word.lower() and not self.sounds(word)]

    def sounds(self, word: str) -> list[str]:
        """The syllables of a word; none if it is not made of such."""
        said, begin, letters = [], 0, bare(word)
        while begin < len(letters):
            found = self.syllable.match(letters, begin)
            if not found:
                return []
            whole, onset, rime = found.groups()
            sound = self.table.wholes[whole] if whole else self.table.onsets.get(onset, "") + self.table.rimes[rime]
            said.append(toned(sound, unicodedata.normalize("NFC", word)[begin : found.end()]))
            begin = found.end()
        return said


def bare(word: str) -> str:
    """A word without case and tones, letter for letter."""
    return unicodedata.normalize("NFC", TONE.sub("", unicodedata.normalize("NFD", word.lower())))


def tone(syllable: str) -> str:
    """The mark of the tone of a syllable; empty if it has none."""
    found = TONE.search(unicodedata.normalize("NFD", syllable))
    return found[0] if found else ""


def toned(sound: str, syllable: str) -> str:
    """A sound with the tone of the syllable on its first vowel."""
    return unicodedata.normalize("NFC", VOWEL.sub(lambda vowel: vowel[0] + tone(syllable), sound, count=1))


def _endings(parts: Iterable[str]) -> Iterable[str]:
    """Patterns of the parts, the longest first. A consonant before a vowel begins the next syllable, so none ends one there."""
    for part in sorted(parts, key=len, reverse=True):
        yield part if VOWEL.match(part[-1]) else f"{part}(?!{VOWEL.pattern})"
