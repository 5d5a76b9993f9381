"""The event feed: changes of links, badges, saves and models since a cursor."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel

from serving.http.routes.feed import cursor_behind, position_of
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.paging import WantedPage
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.vocabulary import Scope
from serving.sync.effects.events import CursorTooOld, EventType, read_feed, require_kept
from serving.sync.services import WrapperServices

PROBLEMS: Problems = {
    CursorTooOld: ProblemKind(410, "cursor-too-old", "The feed holds no more what lies behind this cursor"),
}


class FeedItem(BaseModel):
    """An event; `data` has ids and words."""

    seq: int
    type: EventType
    at: datetime
    data: dict[str, Any]


class Feed(BaseModel):
    """Events in order; the feed continues after `next_cursor`, which is always set."""

    items: list[FeedItem]
    next_cursor: str


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the feed."""
    router = APIRouter(prefix=CONTRACT, tags=["what sellers see"])

    @router.get("/events", summary="Read the event feed", responses=refusals(410))
    def feed(page: WantedPage, call: Annotated[Call, needs(parts, Scope.APP, Scope.SYNC, Scope.ADMIN)]) -> Feed:
        """List events after a cursor, or the oldest stored ones; a cursor is valid for 30 days."""
        position = position_of(page, call)
        require_kept(position, call.scope, call.now)
        with parts.store.reading() as connection:
            found = read_feed(connection, position, page.limit)
        items = [FeedItem.model_validate(one, from_attributes=True) for one in found]
        behind = found[-1].seq if found else position.seq
        return Feed(items=items, next_cursor=cursor_behind(behind, call))

    return router
