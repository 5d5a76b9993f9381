"""Reading the pages of a record's own objects, and the texts in them."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from serving.crm.requests import CrmRequest


def page_after(page: CrmRequest, answer: object) -> CrmRequest | None:
    """Return the request for the page after this one, None after the last."""
    items = answer.get("items") if isinstance(answer, Mapping) and answer.get("hasMore") is True else None
    if not isinstance(items, list) or not items:
        return None
    offset = int(page.query.get("offset", 0)) + len(items)
    return replace(page, query={**page.query, "offset": str(offset)})


def is_older(item: object, moment: datetime) -> bool:
    """Whether an item was created before a moment; one that does not say so is not."""
    try:
        created = datetime.fromisoformat(str(item.get("CreationDate") if isinstance(item, Mapping) else None))
    except ValueError:
        return False
    return created.tzinfo is not None and created < moment


def text_in(item: object, name: str) -> str | None:
    """Return the text of a large attribute, None where the item leaves it out; in JSON it is base64."""
    value = item.get(name) if isinstance(item, Mapping) else None
    if not isinstance(value, str):
        return None
    try:
        return base64.b64decode(value, validate=True).decode()
    except ValueError:
        return value
