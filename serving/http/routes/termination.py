"""The end of a contract (S78, S79, D26)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.jobs import JobShown
from serving.leaving.copies import kind_of_copy, request_copy
from serving.leaving.disconnect import terminate
from serving.rules.contract.leaving import delete_by
from serving.rules.vocabulary import Scope
from serving.store.contracts import load_contract, load_instance
from serving.store.jobs import NewJob, load_job
from serving.sync.services import WrapperServices


class Termination(BaseModel, extra="forbid"):
    """Whether the data is returned before it is deleted, by default not (S79)."""

    return_data: Annotated[bool, Field(description="return a copy of each instance's data first")] = False


class Terminated(BaseModel):
    """The end of the contract, the latest time of deletion, and the jobs that make the returned copies."""

    terminated_at: AwareDatetime
    delete_by: AwareDatetime
    returns: list[JobShown]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["leaving"], responses=refusals())

    @router.post(
        "/termination", summary="End the contract", status_code=202, openapi_extra=example({"return_data": True})
    )
    def end(
        asked: Termination,
        call: Annotated[
            Call,
            needs(parts, Scope.ADMIN, Scope.REP, acting=(Scope.ADMIN,), instance=False, once=True, ended=True),
        ],
    ) -> Terminated:
        """End the contract: only the routes of leaving still answer, and all data is deleted within 30 days.

        Data is deleted then even if nobody fetched the return. A repeated call changes nothing, but may add a return.
        """
        left = terminate(parts.store, call.contract.id, call.now)
        returns = [_ask(parts, call, instance_id) for instance_id in left] if asked.return_data else []
        with parts.store.reading() as connection:
            contract = load_contract(connection, call.contract.id)
        terminated_at = contract.terminated_at if contract else None
        call.name(instances=left)
        at = terminated_at or call.now
        return Terminated(terminated_at=at, delete_by=delete_by(at), returns=returns)

    return router


def _ask(parts: WrapperServices, call: Call, instance_id: str) -> JobShown:
    with parts.store.writing(instance_id) as connection:
        contract = load_contract(connection, call.contract.id) or call.contract
        instance = load_instance(connection, instance_id)
        assert instance is not None  # a contract's instances go with it, and it is here
        job_id = call.new_id(f"return {instance_id}")
        asker = NewJob(kind_of_copy(instance), contract.id, call.caller.client_id, instance_id, id=job_id)
        job = load_job(connection, request_copy(connection, contract, instance, asker, call.now))
    return JobShown.model_validate(job, from_attributes=True)
