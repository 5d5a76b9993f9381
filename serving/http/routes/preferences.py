"""A seller's own switch for each kind of activity (S53, S54)."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import Connection, select

from serving.http.routes.frame import (
    CONTRACT,
    Call,
    PathId,
    example,
    needs,
    refusals,
)
from serving.rules.vocabulary import ActivityKind, Scope
from serving.store.tables.contracts import preferences
from serving.store.upserts import upsert
from serving.sync.services import WrapperServices
from serving.writeback.activities import cancel_unsent


class PreferencesSent(BaseModel, extra="forbid"):
    """The switches to change; the others stay."""

    writeback: dict[ActivityKind, bool]


class PreferencesShown(BaseModel):
    """The user's own switch for every kind; on by default."""

    user_id: str
    writeback: dict[ActivityKind, bool]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["writeback"], responses=refusals())
    seller = needs(parts, Scope.APP, acting=True)

    @router.put(
        "/users/{user_id}/preferences",
        summary="Set one's own switches",
        openapi_extra=example({"writeback": {"inmail": True, "note": False}}),
    )
    def put(user_id: PathId, sent: PreferencesSent, call: Annotated[Call, seller]) -> PreferencesShown:
        """Store whether the user's activities of each kind are written; only the user can change it.

        Turning a kind off cancels what is not sent yet of it.
        """
        call.require_self(user_id)
        call.name(users=[user_id])
        mine = {"contract_id": call.contract.id, "user_id": user_id}
        rows = [
            {**mine, "kind": kind.value, "enabled": enabled, "changed_at": call.now}
            for kind, enabled in sent.writeback.items()
        ]
        with call.scope.writing() as connection:
            upsert(connection, preferences, rows, ["contract_id", "user_id", "kind"])
            off = [kind for kind, enabled in sent.writeback.items() if not enabled]
            cancel_unsent(connection, call.scope.instance_id, user_id, off)
            return PreferencesShown(user_id=user_id, writeback=dict(_own(connection, call, user_id)))

    return router


def _own(connection: Connection, call: Call, user_id: str) -> Mapping[ActivityKind, bool]:
    mine = {"contract_id": call.contract.id, "user_id": user_id}
    rows = connection.execute(select(preferences.c.kind, preferences.c.enabled).filter_by(**mine))
    return dict.fromkeys(ActivityKind, True) | {ActivityKind(row.kind): row.enabled for row in rows}
