"""A copy of the stored data, as an Excel workbook in a .zip (S79, S80)."""

from typing import Annotated

from fastapi import APIRouter

from features.schema.errors import OnematchError
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.jobs import JobShown
from serving.http.wire.problems import ProblemKind, Problems
from serving.leaving.copies import NothingLeft, kind_of_copy, request_copy
from serving.rules.contract.leaving import who_may_take_a_copy
from serving.rules.vocabulary import Scope
from serving.store.contracts import NotHere, last_instance
from serving.store.jobs import NewJob, load_job
from serving.sync.services import WrapperServices


class NotEnded(OnematchError):
    """A representative requests a return before the contract ended."""


PROBLEMS: Problems = {
    NotEnded: ProblemKind(409, "not-ended", "A return follows the contract's end"),
    NothingLeft: ProblemKind(409, "nothing-left", "The data was deleted"),
}


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["leaving"], responses=refusals())

    @router.post("/exports", summary="Request a copy of the data", status_code=202)
    def ask(
        call: Annotated[
            Call,
            needs(parts, Scope.ADMIN, Scope.REP, acting=(Scope.ADMIN,), instance=False, once=True, ended=True),
        ],
    ) -> JobShown:
        """Request a .zip with a workbook: a sheet for each object, and for links, saves and activities.

        An admin may ask at any time while there is something to copy, a representative after the contract's end.
        The answer is a job; its file is fetched with `GET jobs/{id}/file`, by who asked.
        """
        if not call.caller.scopes & who_may_take_a_copy(call.contract.terminated_at):
            raise NotEnded("got a representative's request while the contract runs, expected it after its end")
        with parts.store.reading() as connection:
            instance = last_instance(connection, call.contract.id, call.instance_name)
        if instance is None:
            raise NotHere("the instance was never connected")
        asker = NewJob(
            kind_of_copy(instance), call.contract.id, call.caller.client_id, instance.id, id=call.new_id("export")
        )
        with parts.store.writing(instance.id) as connection:
            job = load_job(connection, request_copy(connection, call.contract, instance, asker, call.now))
        call.name(instances=[instance.id])
        return JobShown.model_validate(job, from_attributes=True)

    return router
