"""Reading the items in a list of a record's own objects: their dates and texts."""

import base64
from collections.abc import Mapping
from datetime import datetime


def has_more(answer: object) -> bool:
    """Whether the list goes on after this page."""
    return isinstance(answer, Mapping) and answer.get("hasMore") is True


def is_older(item: object, moment: datetime) -> bool:
    """Whether an item was created before a moment, to about half a day (zones); one without a date is not."""
    created = item.get("CreationDate") if isinstance(item, Mapping) else None
    return isinstance(created, str) and created[:19] < moment.isoformat()[:19]


def text_in(item: object, name: str) -> str | None:
    """Return the text of a large attribute, None where the item leaves it out; in JSON it is base64."""
    value = item.get(name) if isinstance(item, Mapping) else None
    try:
        return base64.b64decode(value, validate=True).decode() if isinstance(value, str) else None
    except ValueError:
        return str(value)
