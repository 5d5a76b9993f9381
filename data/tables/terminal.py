"""Text that is safe on a terminal: characters that move the cursor, start a line or change direction are escaped."""

import unicodedata

_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    r"""Return text with control characters, line breaks, lone surrogates and direction overrides as `\x1b` or `\u202e`.

    All text from data, files or other services must pass through this function before it is shown.
    """
    if text.isprintable():
        return text
    return "".join(char.encode("unicode_escape").decode("ascii") if is_unsafe(char) else char for char in text)


def printable_json(document: str) -> str:
    r"""Return a JSON document with unsafe characters inside of strings as `\u009b`; its own line breaks stay."""
    return "".join(f"\\u{ord(char):04x}" if char != "\n" and is_unsafe(char) else char for char in document)


def is_unsafe(char: str) -> bool:
    """Return whether a terminal interprets a character, or cannot encode it."""
    return char in _TURNS_DIRECTION or unicodedata.category(char) in _UNSAFE_CATEGORIES
