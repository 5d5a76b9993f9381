"""A contract of the home, asked by the routes of the HTTP API in process: what a console sees, without a service."""

import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Self

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp

from serving.access.callers import Caller
from serving.application import ServiceParts, create_app
from serving.console.api import Refusal, own_token
from serving.http.scoring_queue import ScoringQueue
from serving.runtime.model_source import ServedModels
from serving.runtime.process import now_in_utc
from serving.store.contracts import NotHere, load_contract
from serving.store.store import Store
from serving.vocabulary.terms import InstanceName, Scope
from training.feedback.served import services_on
from training.feedback.stores import home_store

_MAX_WAITING = 8
_SCOPES = (Scope.APP, Scope.ADMIN)
Query = str | int | float | bool | None


class ContractSession:
    """A contract of the home's store, for as long as the `with` block; scopes, audit and withheld values hold.

    Without `acting_user` calls are an admin's, who sees what every user may see.
    """

    def __init__(self, contract_id: str, acting_user: str | None, instance: str, resources: ExitStack) -> None:
        self.id = contract_id
        self.acting_user = acting_user
        self.instance = instance
        self._resources = resources
        self._store: Store = resources.enter_context(home_store())
        with self._store.reading() as connection:
            if load_contract(connection, contract_id, InstanceName(instance)) is None:
                raise NotHere(
                    "got the contract {contract_id!r}, expected the id of one of this home", contract_id=contract_id
                )
        self._app = self._application()
        self._portal: BlockingPortal = resources.enter_context(start_blocking_portal())

    @classmethod
    def open(cls, contract_id: str, acting_user: str | None = None, instance: str = "production") -> Self:
        """Open a contract of the home (`ONEMATCH_HOME`). Raises NotHere, and what opening the store raises."""
        with ExitStack() as resources:
            opened = cls(contract_id, acting_user, instance, resources)
            opened._resources = resources.pop_all()
            return opened

    def get(self, path: str, **query: Query) -> Any:
        """Return what a route below the contract answers, such as `overview` or `reports/gain`. Raises Refusal."""
        return self.send("GET", path, **query)

    def post(self, path: str, body: object = None, **query: Query) -> Any:
        """Send a body to a route below the contract, such as `judgements/batch`. Raises Refusal."""
        return self.send("POST", path, body, **query)

    def send(self, method: str, path: str, body: object = None, **query: Query) -> Any:
        """Call a route below the contract by any method; return its JSON, or its text. Raises Refusal."""
        given = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
        parameters = {"instance": self.instance, **{name: value for name, value in given.items() if value is not None}}
        url = httpx.URL(f"/v1/contracts/{self.id}/{path.removeprefix('/')}").copy_merge_params(parameters)
        answer = self._portal.call(self._call, method, url, body)
        is_json = "json" in answer.headers.get("Content-Type", "")
        content = answer.json() if is_json and answer.content else answer.text
        if answer.is_error:
            raise Refusal(answer.status_code, content if isinstance(content, Mapping) else {"detail": content})
        return content

    def close(self) -> None:
        """Close the store."""
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _application(self) -> ASGIApp:
        queue = ScoringQueue(_MAX_WAITING)
        self._resources.callback(queue.close)
        wrapper = services_on(self._store)
        return create_app(ServiceParts(wrapper.settings, ServedModels(), queue, wrapper=wrapper))

    async def _call(self, method: str, url: httpx.URL, body: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token()}"}
        headers |= {} if self.acting_user is None else {"Acting-User": self.acting_user}
        headers |= {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
        in_process = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=in_process, base_url="http://127.0.0.1") as http:
            return await http.request(method, url, headers=headers, json=body)

    def _token(self) -> str:
        """Return a token of the command line's own client; with an acting user also a seller's."""
        scopes = frozenset({Scope.ADMIN} if self.acting_user is None else _SCOPES)
        return own_token(self._store, Caller(f"command-{self.id}", self.id, scopes), _SCOPES, now_in_utc())
