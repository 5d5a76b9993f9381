"""The CRM's records: the search, and each record's link and its history."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.link_answers import LinkShown, StateShown, shown_history, shown_link
from serving.http.routes.paging import CursorWrong, Listing, WantedPage, next_cursor
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import KIND_OF, CrmObject, RecordState, Scope
from serving.store.contracts import NotHere
from serving.sync.linking.locate import (
    Located,
    RankedKey,
    RecordQuery,
    current_key,
    labels,
    locate_records,
    record_of,
)
from serving.sync.records.links import history_of
from serving.sync.records.records import read_payloads
from serving.sync.services import WrapperServices

Linkable = Literal[CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD]
RecordId = Annotated[str, Path(max_length=200)]


class RecordShown(BaseModel):
    """A record with its link; `columns` are withheld from users who may not see the record in the CRM (S33)."""

    object: CrmObject
    id: str
    columns: dict[str, str] | None
    withheld: Literal["crm_permission"] | None = None
    link: LinkShown | None


class RecordInFull(RecordShown):
    """A record with its link's history, the newest state last, and with `at` the state at that time.

    A deleted record has neither columns nor a link.
    """

    history: list[StateShown]
    at: StateShown | None = None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["links"], responses=refusals())
    admitted = needs(parts, Scope.APP, Scope.ADMIN, acting=(Scope.APP,))

    @router.get("/records", summary="Locate records")
    def find(
        page: WantedPage,
        call: Annotated[Call, admitted],
        q: Annotated[str | None, Query(max_length=200, description="words of a name as typed, or an e-mail")] = None,
        object: Annotated[Linkable | None, Query()] = None,  # noqa: A002 - the parameter's name in the URL
        state: Annotated[RecordState | None, Query()] = None,
    ) -> Listing[RecordShown]:
        """Find records by `q`: their e-mail, or all of its words in their names, the closest names first.

        A word may be the beginning of a name's word (from three letters on) or have one mistake: a letter wrong,
        missing, too many or swapped with the next one, a space too many or missing. Records that the user
        may not see in the CRM are found by no value of theirs (S33). Without `q` all records are listed.
        """
        after = _position(page.key(int, str, str))
        objects = [] if object is None else [CrmObject(object)]
        states = [] if state is None else [state]
        wanted = RecordQuery(q, objects, states, after, page.fetch, call.acting_user or "")
        with parts.store.reading() as connection:
            found = locate_records(connection, call.scope, wanted)
            shown = found[: page.limit]
            says = read_payloads(connection, call.scope, [one.key for one in shown])
        call.name(records=[one.key.name for one in shown])
        items = [shown_record(one, labels(says.get(one.key, {})), call.acting_user) for one in shown]
        return Listing(items=items, next_cursor=next_cursor(found, page, _cursor_key))

    @router.get("/records/{object}/{record_id:path}", summary="Show a record")
    def show(
        object: Linkable,  # noqa: A002 - the parameter's name in the URL
        record_id: RecordId,
        call: Annotated[Call, admitted],
        at: Annotated[datetime | None, Query(description="show the link at this time too")] = None,
    ) -> RecordInFull:
        """Show a record, its link with the reasons, and the history of its link."""
        instance_id = call.live.id
        with parts.store.reading() as connection:
            key = current_key(connection, instance_id, RecordKey(CrmObject(object), record_id))
            found = record_of(connection, instance_id, key)
            says = read_payloads(connection, call.scope, [key]).get(key, {})
            seen = found is None or may_see_content(found.visible_to, call.acting_user)
            history = shown_history(history_of(connection, instance_id, key), is_visible=seen)
        if found is None and not history:
            raise NotHere("there is no such record")
        call.name(records=[key.name])
        known = _gone(key) if found is None else shown_record(found, says, call.acting_user)
        return RecordInFull(**known.model_dump(), history=history, at=_at(history, at))

    return router


def _at(history: Sequence[StateShown], at: datetime | None) -> StateShown | None:
    """Return the last state that began at or before a time; without a zone the time is in UTC."""
    if at is None:
        return None
    moment = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    then = [one for one in history if one.at <= moment]
    return then[-1] if then else None


def _gone(key: RecordKey) -> RecordShown:
    return RecordShown(object=key.object, id=key.id, columns=None, link=None)


def _position(after: Sequence[Any] | None) -> RankedKey | None:
    """Return the position of a cursor; raises CursorWrong."""
    if after is None:
        return None
    if after[1] not in KIND_OF:
        raise CursorWrong("got a cursor of another list")
    return RankedKey(after[0], RecordKey(CrmObject(after[1]), after[2]))


def _cursor_key(last: Located) -> list[Any]:
    return [last.rank, last.key.object, last.key.id]


def shown_record(found: Located, columns: Mapping[str, str], user_id: str | None) -> RecordShown:
    """Return a record as one user may see it (S33)."""
    seen = may_see_content(found.visible_to, user_id)
    return RecordShown(
        object=found.key.object,
        id=found.key.id,
        columns=dict(columns) if seen else None,
        withheld=None if seen else "crm_permission",
        link=shown_link(found.link, is_visible=seen),
    )
