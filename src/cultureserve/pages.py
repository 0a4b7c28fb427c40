"""Which layout a brief has: that of its script, told as a talk, or that of phrases put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import Layout
from cultureserve.talk_page import TalkLayout

if TYPE_CHECKING:
    from cultureserve.page import Section
    from cultureserve.wording import Words

Json = dict[str, Any]


def layout_of(brief: Json, words: Words, *, aloud: bool = False) -> Layout:
    return (TalkLayout if brief["script"] else Layout)(brief, words, aloud=aloud)


def laid_out(brief: Json, words: Words) -> list[Section]:
    """The page of a brief."""
    return layout_of(brief, words).sections()


def laid_out_greeting(brief: Json, words: Words) -> list[Section]:
    """Address and opening of a brief, with every pronunciation."""
    return layout_of(brief, words, aloud=True).greeting()
