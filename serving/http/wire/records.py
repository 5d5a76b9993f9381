"""From a JSON record to a row of texts, or to an error by column and type, never by value."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from features.own_fields.optional import MAY_BE_LISTS
from features.schema.errors import type_word
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.http.wire.problems import FieldError, pointer_part, wrong


@value_class
class BadRecord:
    """A record that cannot be read; the others of the request are matched."""

    record_id: str | None
    column: str
    got: str
    expected: str

    @property
    def error(self) -> str:
        """The sentence."""
        return wording(
            "{column}: got {got}, expected {expected}", column=self.column, got=self.got, expected=self.expected
        )


def unknown_columns(kind: Kind, columns: Collection[str], records: list[Any]) -> Iterator[FieldError]:
    """Yield an error for every column that is none of the kind's and of the model's own fields."""
    known = frozenset(columns)
    for row, record in enumerate(records):
        if isinstance(record, dict) and not record.keys() <= known:
            got = wording("an unknown field")
            expected = wording("a {kind} column: {columns}", kind=kind, columns=", ".join(columns))
            for name in (name for name in record if name not in known):
                yield wrong(f"/records/{row}/{pointer_part(name)}", got, expected)


def row_of(record: object) -> Mapping[str, object] | BadRecord:
    """Return the row of a JSON record; numbers become text, lists of plural columns are joined by `; `."""
    if not isinstance(record, dict):
        return BadRecord(None, "record", type_word(record), wording("an object of columns"))
    row = {
        name: value if value is None or value.__class__ is str else _text_of(name, value)
        for name, value in record.items()
    }
    record_id = row.get("id")
    if not isinstance(record_id, str) or not record_id.strip():
        got = wording("empty text") if isinstance(record_id, str) else type_word(record.get("id"))
        return BadRecord(None, "id", got, wording("text that is not empty"))
    for value in row.values():
        if isinstance(value, BadRecord):
            return replace(value, record_id=record_id)
    return row


def _not_text(name: str, got: str) -> BadRecord:
    return BadRecord(None, name, got, wording("text or null"))


def _text_of(name: str, value: object) -> str | BadRecord | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | list):
        return _not_text(name, type_word(value))
    if isinstance(value, list):
        return _joined(name, value)
    if isinstance(value, float) and not math.isfinite(value):
        return _not_text(name, wording("a number that is not finite"))
    return str(int(value)) if value == int(value) else str(value)


def _joined(name: str, values: list[object]) -> str | BadRecord:
    if name not in MAY_BE_LISTS:
        return _not_text(name, type_word(values))
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len([value for value in values if value is not None]):
        return BadRecord(
            None, name, wording("a list of other things than text"), wording("text, a list of texts, or null")
        )
    return "; ".join(texts)
