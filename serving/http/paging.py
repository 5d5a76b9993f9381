"""Lists in pages: `?limit&cursor` in, `{items, next_cursor}` out."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.http.wire.problems import ProblemKind, Problems

T = TypeVar("T")
Row = TypeVar("Row")


class CursorWrong(OnematchError):
    """A cursor is malformed or of another list."""


PROBLEMS: Problems = {
    CursorWrong: ProblemKind(422, "cursor-wrong", "The cursor is none that was given out"),
}


class Listing(BaseModel, Generic[T]):
    """One page; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None = None


@value_class
class PageWanted:
    """Which page: at most `limit` items behind the key `after` (a list of JSON values; None: from the start)."""

    limit: int
    after: list[Any] | None

    @property
    def fetch(self) -> int:
        """How many rows to read: one more than shown, to see whether there is a next page."""
        return self.limit + 1

    def key(self, *kinds: type) -> list[Any] | None:
        """Return the key before the page, None for the first page; raises CursorWrong unless of these types."""
        if self.after is None:
            return None
        if list(map(type, self.after)) != list(kinds) or not all(map(_can_be_a_key, self.after)):
            raise CursorWrong("got a cursor of another list")
        return self.after

    def after_one(self, start: T) -> T:
        """Return the one value of the key before the page, `start` for the first page; raises CursorWrong."""
        key = self.key(type(start))
        return start if key is None else key[0]

    def behind(self, query: Select[Any], column: ColumnElement[Any], *, newest_first: bool = False) -> Select[Any]:
        """Return the query of the page's rows and one more, in the order of a column; raises CursorWrong."""
        key = self.key(column.type.python_type)
        if key is not None:
            query = query.where(column < key[0] if newest_first else column > key[0])
        return query.order_by(column.desc() if newest_first else column).limit(self.fetch)

    def moment_key(self) -> tuple[datetime, str] | None:
        """Return the key before the page of a list by moment and id, None for the first page; raises CursorWrong."""
        key = self.key(str, str)
        if key is None:
            return None
        try:
            at = datetime.fromisoformat(key[0])
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise CursorWrong("got a cursor of another list")
        return at, key[1]


def _can_be_a_key(value: Any) -> bool:
    """Return whether both databases can compare with a value."""
    return 0 <= value < 1 << 63 if isinstance(value, int) else "\0" not in str(value)


def between(
    column: ColumnElement[datetime], since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    """Return the conditions of moments from `since` to before `until`."""
    return [*([] if since is None else [column >= since]), *([] if until is None else [column < until])]


def page_wanted(
    limit: Annotated[int, Query(ge=1, le=1000, description="at most so many items")] = 100,
    cursor: Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before")] = None,
) -> PageWanted:
    """Return the wanted page; raises CursorWrong."""
    return PageWanted(limit, None if cursor is None else read_cursor(cursor))


WantedPage = Annotated[PageWanted, Depends(page_wanted)]
"""The parameter of a route that lists."""


def next_cursor(rows: Sequence[Row], page: PageWanted, key: Callable[[Row], Sequence[Any]]) -> str | None:
    """Return the cursor after the last shown row, None when `rows` (read up to `wanted.fetch`) ends there."""
    return write_cursor(key(rows[page.limit - 1])) if len(rows) > page.limit else None


def listing(rows: Sequence[Row], page: PageWanted, show: Callable[[Row], T], *key: str) -> Listing[T]:
    """Return a page of rows (read up to `wanted.fetch`) as they are shown; `key` are the attributes of their order."""
    after = next_cursor(rows, page, lambda row: [attrgetter(name)(row) for name in key])
    return Listing(items=[show(row) for row in rows[: page.limit]], next_cursor=after)


def write_cursor(key: Sequence[Any]) -> str:
    """Return a key (JSON values and moments) as an opaque text."""
    text = json.dumps(list(key), separators=(",", ":"), default=datetime.isoformat)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> list[Any]:
    """Return the key of a cursor of `write_cursor`; raises CursorWrong."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.b64decode(padded, b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        key = None
    if not isinstance(key, list):
        raise CursorWrong("got a cursor that was not given out")
    return key


def page_from_newest(oldest_first: Sequence[T], page: PageWanted) -> tuple[list[T], str | None]:
    """Return a page of a list that only grows, the newest first; the key is the place from the oldest on."""
    before = min(page.after_one(len(oldest_first)), len(oldest_first))
    first = max(before - page.limit, 0)
    newest_first = list(reversed(oldest_first[first:before]))
    return newest_first, write_cursor([first]) if first > 0 else None
