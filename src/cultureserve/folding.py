"""Names and words as they are compared: by what a reader would call the same. Imports next to nothing."""

import unicodedata


def name_key(name: str) -> str:
    """A name folded: case, accents, punctuation and spaces do not matter."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum())


def word_key(words: str) -> str:
    """Everyday words folded: case and the kind of space between them (also - and _) do not matter."""
    return " ".join(words.lower().replace("-", " ").replace("_", " ").split())
