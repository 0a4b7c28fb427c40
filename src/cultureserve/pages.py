"""Which layout a brief has: that of its script, told as a talk or not, or that of phrases put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cultureserve.page import Layout
from cultureserve.scripted_page import ScriptLayout
from cultureserve.talk_page import TalkLayout

if TYPE_CHECKING:
    from cultureserve.page import Section
    from cultureserve.wording import Words

Json = dict[str, Any]


def layout_of(brief: Json, words: Words, *, aloud: bool = False) -> Layout:
    script = brief["script"]
    return (Layout if not script else TalkLayout if script["goal"] else ScriptLayout)(brief, words, aloud=aloud)


def laid_out(brief: Json, words: Words) -> list[Section]:
    """The page of a brief."""
    return layout_of(brief, words).sections()


def laid_out_greeting(brief: Json, words: Words) -> list[Section]:
    """Address and opening of a brief, with every pronunciation."""
    return layout_of(brief, words, aloud=True).greeting()
