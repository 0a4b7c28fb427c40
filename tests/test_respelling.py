"""A romanisation as a reader of English would say it."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from cultureserve.loading import load
from cultureserve.respelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    languages = load(ROOT / "data").countries["CN"].languages
    return next(Speller(language.respelling) for language in languages if language.respelling)


@pytest.mark.parametrize(
    ("romanised", "said"),
    [
        ("Nín hǎo!", "néen hǒw!"),
        ("fāngbiàn", "fāhng-byèn"),
        ("kěnéng", "kǔh-núng"),  # n before a vowel begins the next syllable
        ("xiān, Xī'ān", "shyēn, shēe-āhn"),
        ("nǚshì", "nyǒo-shìr"),  # the two dots stay, the tone goes
        ("zhèr", "jùh-r"),
        ("nǐ hǎo, hěn hǎo", "née hǒw, hún hǒw"),  # a low tone rises before another
        ("hǎo. nǐ", "hǒw. něe"),  # not across a pause
        ("hǎo de, nǐ", "hǒw duh, něe"),
        ("wǒ shì {company} de", "wǎw shìr {company} duh"),
        ("jiā Wēixìn, WeChat", "jyāh wāy-shèen, WeChat"),
    ],
)
def test_each_syllable_is_respelt_with_its_tone(speller: Speller, romanised: str, said: str) -> None:
    assert speller.spell(romanised) == said


def test_a_word_with_a_tone_that_no_syllables_make_is_named(speller: Speller) -> None:
    assert speller.unknown("hǎo, brāvo, App") == ["brāvo"]
