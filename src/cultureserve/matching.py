"""Does a `when` hold, and which facts decided it. Deciding and explaining are the same function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cultureserve.knowledge import family_of, known_trait

if TYPE_CHECKING:
    from cultureserve.model import Cites, Country, Knowledge, When


class Fact(NamedTuple):
    """What is so, and the passages that say it."""

    value: str
    sources: Cites


Facts = dict[str, Fact]


class Condition(NamedTuple):
    """One line of a `when`, weighed: `found` is None where nothing is known."""

    fact: str
    wanted: tuple[str, ...]
    found: str | None
    sources: Cites

    @property
    def holds(self) -> bool:
        return self.found in self.wanted


def facts_of(knowledge: Knowledge, country: Country | None, situation: str, channel: str) -> Facts:
    """The facts of a contact: country, situation, family, channel and the country's known traits."""
    facts = {
        "country": Fact(country.code if country else "", ()),
        "situation": Fact(situation, ()),
        "family": Fact(family_of(knowledge, situation), ()),
        "channel": Fact(channel, ()),
    }
    for name in knowledge.guide.traits:
        trait = known_trait(country, name)
        if trait:
            facts[name] = Fact(trait.level, trait.sources)
    return facts


def weigh(when: When, facts: Facts) -> tuple[Condition, ...]:
    """Each condition, what was wanted, what was found and on whose word."""
    nothing = Fact("", ())
    return tuple(
        Condition(name, wanted, facts[name].value if name in facts else None, facts.get(name, nothing).sources)
        for name, wanted in when.items()
    )


def hold(conditions: tuple[Condition, ...]) -> bool:
    return all(c.holds for c in conditions)


def rank(when: When) -> tuple[int, int]:
    """How narrowly a `when` aims: an exact situation before its family before none, then more conditions."""
    aim = 2 if "situation" in when else 1 if "family" in when else 0
    return aim, len(when)
