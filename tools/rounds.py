"""What audits and comparisons draw, and a page as a judge sees it (docs/audit.md, docs/comparison.md).

    python tools/rounds.py citations SEED [COUNT]             citations to be looked up again, 60 unless told
    python tools/rounds.py unread DAY                         sources last read before a day (YYYY-MM-DD), those cited most first, with what is cited of them
    python tools/rounds.py pairs SEED                         thirty contacts of the six countries that none of the last rounds in docs/pairs.txt has drawn
    python tools/rounds.py page COUNTRY SITUATION CHANNEL     a page without marks of sources, sources and laws, for a Tuesday evening

A seed gives the same draw for the same data.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from cultureserve import almanac, brief, clock, countries, loading, render, wording
from cultureserve.model import Request
from cultureserve.page import Line, fill
from cultureserve.talk_page import TalkLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CITING = ("calendars", "cultures", "guide", "phrases")  # in the order of the files
PAIRS = {"BR": 6, "CN": 6, "DE": 5, "IN": 4, "IT": 4, "JP": 5}  # the weakest by coverage more often
OF_THESE = {"BR": 2, "CN": 2, "DE": 2, "IN": 1, "IT": 1, "JP": 2}  # ten among the situations that every round must hold
EVERY_ROUND = ("billing", "renewal", "invitation", "scheduling")
CHANNELS = ("phone", "video", "email", "chat", "in-person")
LAST = 4  # rounds whose pairs are left out
MOMENT, YEARS = "2026-11-24T18:42", (2025, 2026, 2027)


def citations(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """Every citation below a node, in the order of the file: where it stands, its source, what it says."""
    if isinstance(node, dict) and node.keys() == {"source", "says"}:
        yield "/".join(path), node["source"], node["says"]
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from citations(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            name = value.get("id", str(number)) if isinstance(value, dict) else str(number)
            yield from citations(value, (*path, name))


def loaded(file: str) -> Any:
    return yaml.load((ROOT / f"data/{file}.yaml").read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def every_citation() -> list[tuple[str, str, str]]:
    return [citation for file in CITING for citation in citations(loaded(file), (file,))]


def drawn_citations(seed: int, count: int = 60) -> list[tuple[str, str, str]]:
    return random.Random(seed).sample(every_citation(), count)


def unread_since(day: str) -> list[tuple[str, list[str]]]:
    """Sources last read before a day, each with all that is cited of it; those cited most first."""
    cited: dict[str, list[str]] = {}
    for _, source, says in every_citation():
        cited.setdefault(source, []).append(says)
    older = [(source, cited[source]) for source, work in loaded("sources").items() if work["read"] < day]
    return sorted(older, key=lambda item: -len(item[1]))


def drawn_before() -> set[tuple[str, ...]]:
    """The pairs of the last rounds."""
    lines = (ROOT / "docs/pairs.txt").read_text("utf-8").splitlines()
    drawn = [(int(number), tuple(pair)) for number, *pair in (line.split() for line in lines if not line.startswith("#"))]
    newest = max(number for number, _ in drawn)
    return {pair for number, pair in drawn if number > newest - LAST}


def drawn_pairs(seed: int, situations: list[str]) -> list[tuple[str, str, str]]:
    """Country, situation and channel of thirty contacts; no situation twice in a country."""
    dice, before, drawn = random.Random(seed), drawn_before(), []
    for country, count in PAIRS.items():
        taken: set[str] = set()
        for number in range(count):
            wanted = number < OF_THESE[country]
            free = [s for s in situations if (s in EVERY_ROUND) == wanted and s not in taken]
            pair = dice.choice([(country, s, c) for s in free for c in CHANNELS if (country, s, c) not in before])
            taken.add(pair[1])
            drawn.append(pair)
    return drawn


class Unmarked(TalkLayout):
    """A page that does not tell where its lines come from."""

    def mark(self, _: Any) -> str:
        return ""

    def rule(self, rule: Any) -> Line:
        return Line(fill(rule["text"]))


def bare_page(country: str, situation: str, channel: str) -> str:
    """The page on a screen of 80 columns, without what tells who made it."""
    knowledge, words = loading.load(ROOT / "data"), wording.Words()
    calendar = almanac.make_almanac(knowledge, country, YEARS, words)
    told = clock.reading(calendar, clock.parsed(MOMENT), bool(knowledge.guide.channels[channel].light))  # type: ignore[arg-type]
    request = Request(country=country, situation=situation, channel=channel, at=MOMENT, hour="evening")
    made = brief.make_brief(knowledge, countries.territories()[country], request, words, told)
    sections = [section for section in Unmarked(made, words).sections() if section.title != "SOURCES"]
    return "\n".join(line.plain.rstrip() for line in render.terminal(sections, 80))


def main(asked: list[str]) -> int:
    match asked:
        case ["citations", seed, *count]:
            for number, (where, source, says) in enumerate(drawn_citations(int(seed), *map(int, count)), 1):
                print(f"{number}. {source}: {says}  ({where})")
        case ["unread", day]:
            for source, cited in unread_since(day):
                print(source, len(cited), *(f"\n    {says}" for says in dict.fromkeys(cited)))
        case ["pairs", seed]:
            for pair in drawn_pairs(int(seed), list(loading.load(ROOT / "data").guide.situations)):
                print(*pair)
        case ["page", country, situation, channel]:
            print(bare_page(country, situation, channel))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
