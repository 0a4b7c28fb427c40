"""A page from a bare checkout: with PyYAML alone, before anything else is installed; without the customer's clock."""

from __future__ import annotations


def page(options: dict[str, str]) -> bytes | None:
    """The answer to a plain use of `brief` or `greet` (the options of `straight.plain_request`) but for its time.

    None if PyYAML is missing too, or more is asked for than it can give: the caller then says what to install. Raises Trouble for a
    name that nobody knows and data that cannot be used.
    """
    try:
        from cultureserve.loading import load
    except ModuleNotFoundError:
        return None
    from cultureserve import brief, packfile, pages, render
    from cultureserve.countries import find_country
    from cultureserve.model import Request
    from cultureserve.situations import find_situation
    from cultureserve.wording import Words

    if "country" not in options:
        return None
    knowledge = load(packfile.data_folder())
    territory = find_country(options["country"]).territory
    situation = find_situation(knowledge.guide, options.get("situation") or knowledge.guide.greets_as)
    channel, language = options.get("channel", "phone"), options.get("language", "")
    if channel not in knowledge.guide.channels or (language and language not in knowledge.phrases):
        return None
    words = Words()
    request = Request(country=territory.code, situation=situation.id, channel=channel, language=language)
    made = brief.make_brief(knowledge, territory, request, words)
    greets = options["command"] == "greet"
    if options["form"] == "json":
        return render.as_json(brief.greeting(made) if greets else made).encode()
    return render.plain((pages.laid_out_greeting if greets else pages.laid_out)(made, words)).encode()
