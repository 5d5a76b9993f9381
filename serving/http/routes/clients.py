"""Clients of a contract: the operator creates, rotates and revokes their credentials."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from serving.access.clients import create_client, find_client, revoke_client
from serving.http.routes.frame import (
    CONTRACT,
    Call,
    PathId,
    example,
    needs,
    refusals,
)
from serving.rules.vocabulary import Scope
from serving.store.contracts import NotHere
from serving.sync.services import WrapperServices


class ClientMade(BaseModel, extra="forbid"):
    """A new client, or a new secret of the client with that id."""

    scopes: Annotated[list[Literal["sync", "app", "admin", "reader", "rep"]], Field(min_length=1, max_length=5)]
    client_id: Annotated[str | None, Field(max_length=200, description="of the client that gets a new secret")] = None


class ClientShown(BaseModel):
    """A client's credentials; the secret is shown once, so a replay withholds it."""

    client_id: str
    client_secret: str | None
    scopes: list[Scope]
    withheld: Literal["replay"] | None = None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["access"], responses=refusals())
    maker = needs(parts, Scope.OPERATOR, instance=False, once=True, withheld=("client_secret",))

    @router.post(
        "/clients", summary="Create or rotate credentials", status_code=201, openapi_extra=example({"scopes": ["sync"]})
    )
    def make(asked: ClientMade, call: Annotated[Call, maker]) -> ClientShown:
        """Create a client, or give one a new secret and scopes; its old secret and tokens become invalid at once."""
        with parts.store.writing() as connection:
            if asked.client_id is not None and not find_client(connection, call.contract.id, asked.client_id):
                raise NotHere("there is no such client")
            client_id = asked.client_id or call.new_id("client")
            new = create_client(connection, call.contract.id, set(map(Scope, asked.scopes)), call.now, client_id)
        call.name(clients=[new.id])
        return ClientShown(client_id=new.id, client_secret=new.secret, scopes=list(new.scopes))

    @router.delete("/clients/{client_id}", summary="Revoke a client", status_code=204, response_class=Response)
    def end(
        client_id: PathId,
        call: Annotated[Call, needs(parts, Scope.OPERATOR, instance=False)],
    ) -> None:
        """Revoke a client; its tokens become invalid at once."""
        with parts.store.writing() as connection:
            revoke_client(connection, call.contract.id, client_id, call.now)
        call.name(clients=[client_id])

    return router
