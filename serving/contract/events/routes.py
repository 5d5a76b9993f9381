"""The event feed, and the search filter: which members are in the CRM (S39), and the changes since a cursor."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from serving.contract.events.events import (
    CursorTooOld,
    EventType,
    changed_members,
    feed_head,
    linked_members,
    read_feed,
    require_kept,
)
from serving.contract.records.calls import Call, ShownValue, needs, routes
from serving.http.paging import CursorWrong, PageWanted, WantedPage, next_cursor, read_cursor, write_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.terms import Scope


class MembersInCrm(BaseModel):
    """A page of the members that are in the CRM, or the changes of members since a cursor."""

    items: list[str]
    removed: list[str]
    next_cursor: str | None
    changes_cursor: str | None
    """Pass it as `since` for the changes after this answer; null while no CRM is connected."""


PROBLEMS: Problems = {
    CursorTooOld: ProblemKind(410, "cursor-too-old", "The feed holds no more what lies behind this cursor"),
}

router = routes("what sellers see", more=(410,))


@router.get("/filters/in-crm", summary="List the members that are in the CRM")
def in_crm(
    page: WantedPage,
    call: Annotated[Call, needs(Scope.APP, instance=False)],
    since: Annotated[str | None, Query(max_length=2000, description="a `changes_cursor`")] = None,
) -> MembersInCrm:
    """List linked members; with `since` those added (`items`) and `removed` after an earlier answer.

    A reader keeps the first page's `changes_cursor`, reads all pages, and then applies the changes since it.
    """
    if call.instance is None:
        return MembersInCrm(items=[], removed=[], next_cursor=None, changes_cursor=None)
    if since is not None:
        return _changes(call, PageWanted(page.limit, read_cursor(since)))
    with call.reading() as scope:
        head = feed_head(scope)
        members = linked_members(scope, page.after_one(""), page.fetch)
    call.name(profiles=members[: page.limit])
    behind = next_cursor(members, page, lambda member: [member])
    return MembersInCrm(
        items=members[: page.limit], removed=[], next_cursor=behind, changes_cursor=cursor_behind(head, call)
    )


def _changes(call: Call, page: PageWanted) -> MembersInCrm:
    after = position_of(page, call)
    with call.reading() as scope:
        added, removed, seq = changed_members(scope, after, page.limit)
    call.name(profiles=[*added, *removed])
    return MembersInCrm(items=added, removed=removed, next_cursor=None, changes_cursor=cursor_behind(seq, call))


class FeedItem(ShownValue):
    """An event; `data` has ids and words."""

    seq: int
    type: EventType
    at: datetime
    data: dict[str, Any]


class Feed(BaseModel):
    """Events in order; the feed continues after `next_cursor`, which is always set."""

    items: list[FeedItem]
    next_cursor: str


@router.get("/events", summary="Read the event feed")
def feed(page: WantedPage, call: Annotated[Call, needs(Scope.APP, Scope.SYNC, Scope.ADMIN)]) -> Feed:
    """List events after a cursor, or the oldest stored ones; a cursor is valid for 30 days.

    `activity.*` says that an activity ended or waits for a person: not to `sync`, and of the Acting-User alone where
    the application names one. `badge.changed` says when a badge becomes `out_of_date`, and when no longer.
    """
    after = position_of(page, call)
    scopes = call.caller.scopes
    whose = None if Scope.ADMIN in scopes else call.acting_user if Scope.APP in scopes else ""
    with call.reading() as scope:
        rows = read_feed(scope, after, page.limit, whose=whose)
    behind = rows[-1].seq if rows else after
    return Feed(items=list(map(FeedItem.of, rows)), next_cursor=cursor_behind(behind, call))


def position_of(page: PageWanted, call: Call) -> int:
    """Return the number of the event behind which a page begins. Raises CursorWrong, CursorTooOld."""
    key = page.key(int, int, str)
    if key is None:
        return 0
    seq, second, instance_id = key
    try:
        at = datetime.fromtimestamp(second, UTC)
    except (OverflowError, ValueError, OSError):
        raise CursorWrong("got a cursor that was not given out") from None
    require_kept(call.scope, instance_id, at, call.now)
    return int(seq)


def cursor_behind(seq: int, call: Call) -> str:
    """Return the cursor after an event's number, as of now."""
    return write_cursor([seq, int(call.now.timestamp()), call.instance_id])
