"""Raw values as the text that a table of records can hold."""

from collections.abc import Iterable

import pyarrow as pa

from data.tables.formats import values_of
from features.normalise.text import text_of


def joined(values: Iterable[str | None]) -> str | None:
    """Return several values as one text; None without any."""
    return "; ".join(value for value in values if value) or None


def storable(text: str) -> str:
    """Return a text without outer white space, and with `?` for half surrogates, which no table can hold."""
    text = text.strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def stored_values(column: pa.Array) -> list[str | None]:
    """Return a column's values as text that a table can hold, None for empty ones."""
    return [
        None
        if value is None
        else (value.strip() or None)
        if value.__class__ is str and value.isascii()
        else (storable(text_of(value)) or None)
        for value in values_of(column)
    ]
