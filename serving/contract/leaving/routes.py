"""Leaving: a copy of the stored data (S79, S80), the end of the contract (S78, D26), and the proofs of deletion."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import select

from features.schema.errors import OnematchError
from serving.contract.leaving.copies import NothingLeft, request_copy
from serving.contract.leaving.disconnect import terminate
from serving.contract.leaving.job_routes import JobShown
from serving.contract.leaving.rules import delete_by, who_may_take_a_copy
from serving.contract.records.calls import Call, LeavingCall, OpenCall, PathId, ShownValue, example, needs_token, routes
from serving.http.paging import Listing, WantedPage
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import NotHere, last_instance, require_scope
from serving.store.jobs import load_job
from serving.store.tables.work import certificates
from serving.vocabulary.terms import Scope


class NotEnded(OnematchError):
    """A representative requests a return before the contract ended."""


PROBLEMS: Problems = {
    NotEnded: ProblemKind(409, "not-ended", "A return follows the contract's end"),
    NothingLeft: ProblemKind(409, "nothing-left", "The data was deleted"),
}

router = routes("leaving")


@router.post("/exports", summary="Request a copy of the data", status_code=202)
def ask(call: LeavingCall) -> JobShown:
    """Request a .zip with a workbook: a sheet for each object, and for links, saves and activities.

    An admin may ask at any time while there is something to copy, a representative after the contract's end.
    The answer is a job; its file is fetched with `GET jobs/{id}/file`, by who asked.
    """
    if not call.caller.scopes & who_may_take_a_copy(call.contract.terminated_at):
        raise NotEnded("got a representative's request while the contract runs, expected it after its end")
    with call.store.reading() as connection:
        instance = last_instance(connection, call.contract.id, call.instance_name)
    if instance is None:
        raise NotHere("the instance was never connected")
    job = _begun(call, instance.id, "export")
    call.name(instances=[instance.id])
    return job


class Termination(BaseModel, extra="forbid"):
    """Whether the data is returned before it is deleted, by default not (S79)."""

    return_data: bool = Field(default=False, description="return a copy of each instance's data first")


class Terminated(BaseModel):
    """The end of the contract, the latest time of deletion, and the jobs that make the returned copies."""

    terminated_at: AwareDatetime
    delete_by: AwareDatetime
    returns: list[JobShown]


@router.post("/termination", summary="End the contract", status_code=202, openapi_extra=example({"return_data": True}))
def end(asked: Termination, call: LeavingCall) -> Terminated:
    """End the contract: only the routes of leaving still answer, and all data is deleted within 30 days.

    Data is deleted then even if nobody fetched the return. A repeated call changes nothing, but may add a return.
    """
    left = terminate(call.store, call.contract.id, call.now)
    returns = [_begun(call, instance_id, f"return {instance_id}") for instance_id in left] if asked.return_data else []
    call.name(instances=left)
    terminated_at = call.contract.terminated_at or call.now
    return Terminated(terminated_at=terminated_at, delete_by=delete_by(terminated_at), returns=returns)


def _begun(call: Call, instance_id: str, purpose: str) -> JobShown:
    """Return the job that copies an instance's data; a repeat of the request gets the same one."""
    with call.store.writing(instance_id) as connection:
        scope = require_scope(connection, call.store, instance_id).on(connection)
        job_id = request_copy(scope, call.caller.client_id, call.new_id(purpose), call.now)
        return JobShown.of(load_job(connection, job_id))


class Certificate(ShownValue):
    """A deletion: rows by table, destroyed keys, removed training rows; signed when it was complete."""

    id: str
    instance_id: str | None
    at: AwareDatetime
    document: Mapping[str, Any]


@router.get("/certificates", summary="List proofs of deletion")
def show(
    contract_id: PathId,
    page: WantedPage,
    call: Annotated[OpenCall, needs_token(Scope.ADMIN, Scope.OPERATOR)],
) -> Listing[Certificate]:
    """List a contract's certificates by id; the operator sees those of a deleted contract too."""
    if call.caller.contract_id not in (None, contract_id):
        raise NotHere("there is no such contract")
    query = select(certificates).filter_by(contract_id=contract_id)
    with call.store.reading() as connection:
        rows = connection.execute(page.behind(query, certificates.c.id)).all()
    return call.listing(rows, page, Certificate.of, "id", certificates="id")
