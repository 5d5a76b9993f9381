"""ROI reports for the account's representative, with an admin's approval."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel

from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.reports import JobBegun
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.saves.roi import RoiNotApproved, require_approval
from serving.rules.vocabulary import Scope
from serving.store.jobs import NewJob, enqueue
from serving.sync.reports.files import accepted_format
from serving.sync.reports.roi import ROI, RoiWanted
from serving.sync.services import WrapperServices

PROBLEMS: Problems = {
    RoiNotApproved: ProblemKind(403, "not-approved", "No admin has approved ROI reports"),
}


class RoiAsked(BaseModel, extra="forbid"):
    """The creation dates of the report's opportunities, both included."""

    created_from: date | None = None
    created_until: date | None = None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of ROI reports."""
    router = APIRouter(prefix=CONTRACT, tags=["reports"])

    @router.post(
        "/reports/roi",
        status_code=202,
        summary="Begin a ROI report",
        responses=refusals(),
        openapi_extra=example({"created_from": "2026-01-01", "created_until": "2026-12-31"}),
    )
    def roi(
        asked: RoiAsked,
        call: Annotated[Call, needs(parts, Scope.REP, once=True)],
        accept: Annotated[str, Header(description="application/json or text/csv")] = "application/json",
    ) -> JobBegun:
        """Start a job that compares opportunities with and without the tool; its file is the report."""
        require_approval(call.contract.settings.roi)
        request = RoiWanted(asked.created_from, asked.created_until).as_json()
        request |= {"format": accepted_format(accept).value}
        job = NewJob(ROI, call.contract.id, call.caller.client_id, call.live.id, request, id=call.new_id("roi"))
        with call.scope.writing() as connection:
            job_id = enqueue(connection, job, call.now)
        call.name(jobs=[job_id])
        return JobBegun(job_id=job_id)

    return router
