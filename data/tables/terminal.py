"""Text as a terminal may show it: what would move the cursor, start a line or turn the direction is written out."""

import unicodedata

_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    r"""Return text with control characters, line breaks, lone surrogates and direction overrides as `\x1b` or `\u202e`.

    Everything that comes from data, files or other services passes through here on its way to a terminal.
    """
    if text.isprintable():
        return text
    return "".join(_written_out(char) if is_unsafe(char) else char for char in text)


def printable_json(document: str) -> str:
    r"""Return a JSON document, whose own line breaks stay, with unsafe characters inside of strings as `\u009b`."""
    return "".join(f"\\u{ord(char):04x}" if char != "\n" and is_unsafe(char) else char for char in document)


def is_unsafe(char: str) -> bool:
    """Say whether a terminal acts on a character, or cannot encode it."""
    return char in _TURNS_DIRECTION or unicodedata.category(char) in _UNSAFE_CATEGORIES


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
