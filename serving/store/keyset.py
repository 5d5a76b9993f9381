"""Lists in pages by a moment and an id, the newest first."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_


def older_than(
    wanted: Select[Any], key: tuple[ColumnElement[datetime], ColumnElement[str]], after: tuple[datetime, str] | None
) -> Select[Any]:
    """Return a selection in descending order of its key, behind a key if one is given."""
    ordered = wanted.order_by(*(column.desc() for column in key))
    if after is None:
        return ordered
    return ordered.where(tuple_(*key) < tuple_(literal(after[0], key[0].type), literal(after[1])))
