"""The search filter: which members are in the CRM (S39); every other member is not."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from serving.http.routes.feed import cursor_behind, position_of
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.paging import PageWanted, WantedPage, next_cursor, read_cursor
from serving.rules.vocabulary import Scope
from serving.sync.effects.events import feed_head, require_kept
from serving.sync.effects.filters import changed_members, linked_members
from serving.sync.services import WrapperServices


class MembersInCrm(BaseModel):
    """A page of the members that are in the CRM, or the changes of members since a cursor."""

    items: list[str]
    removed: list[str]
    next_cursor: str | None
    changes_cursor: str | None
    """Pass it as `since` for the changes after this answer; null while no CRM is connected."""


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the filter."""
    router = APIRouter(prefix=CONTRACT, tags=["what sellers see"])

    @router.get("/filters/in-crm", summary="List the members that are in the CRM", responses=refusals(410))
    def in_crm(
        page: WantedPage,
        call: Annotated[Call, needs(parts, Scope.APP, instance=False)],
        since: Annotated[str | None, Query(max_length=2000, description="a `changes_cursor`")] = None,
    ) -> MembersInCrm:
        """List linked members; with `since` those added (`items`) and `removed` after an earlier answer.

        A reader keeps the first page's `changes_cursor`, reads all pages, and then applies the changes since it.
        """
        if call.instance is None:
            return MembersInCrm(items=[], removed=[], next_cursor=None, changes_cursor=None)
        if since is not None:
            return _changes(parts, call, PageWanted(page.limit, read_cursor(since)))
        with parts.store.reading() as connection:
            head = feed_head(connection, call.live.id)
            key = page.key(str)
            found = linked_members(connection, call.live.id, key[0] if key else "", page.fetch)
        call.name(profiles=found[: page.limit])
        behind = next_cursor(found, page, lambda member: [member])
        return MembersInCrm(
            items=found[: page.limit], removed=[], next_cursor=behind, changes_cursor=cursor_behind(head, call)
        )

    return router


def _changes(parts: WrapperServices, call: Call, wanted: PageWanted) -> MembersInCrm:
    position = position_of(wanted, call)
    require_kept(position, call.scope, call.now)
    with parts.store.reading() as connection:
        changes, seq = changed_members(connection, position, wanted.limit)
    call.name(profiles=[*changes.added, *changes.removed])
    return MembersInCrm(
        items=list(changes.added),
        removed=list(changes.removed),
        next_cursor=None,
        changes_cursor=cursor_behind(seq, call),
    )
