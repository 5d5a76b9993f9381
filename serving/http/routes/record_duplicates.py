"""Duplicates as a report: records that lost their profile to another one, or records without a profile."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.reports import ASYNC, begin_report, is_long, table_or_job, whole_report
from serving.rules.vocabulary import Scope
from serving.sync.reports.files import accepted_format
from serving.sync.reports.tables import ReportName
from serving.sync.services import WrapperServices

_EXAMPLE = {
    "items": [
        {
            "kind": "person", "cluster_id": "c5f0a41b9e6d2c37", "object": "contact", "record_id": "301",
            "probability": 0.982114, "with_object": "contact", "with_id": "417", "with_probability": 0.982114,
            "why": "with contact/417: same e-mail address; same last name", "withheld": None,
        }
    ]
}  # fmt: skip
_ANSWERS = table_or_job(_EXAMPLE)


class DuplicateCause(StrEnum):
    """What makes records duplicates."""

    PROFILE = "profile"
    RECORDS = "records"


_REPORT_OF = {
    DuplicateCause.PROFILE: ReportName.DUPLICATES,
    DuplicateCause.RECORDS: ReportName.DUPLICATE_RECORDS,
}


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the report of duplicates."""
    router = APIRouter(prefix=CONTRACT, tags=["reports"])

    @router.get(
        "/reports/duplicates", summary="Report duplicates", responses=refusals() | _ANSWERS, response_model=None
    )
    def duplicates(
        call: Annotated[Call, needs(parts, Scope.ADMIN)],
        cause: Annotated[
            DuplicateCause, Query(description="records that claim one profile, or records without a profile")
        ] = DuplicateCause.PROFILE,
        accept: Annotated[str, Header(description="application/json or text/csv")] = "application/json",
        prefer: Annotated[str, Header(description="respond-async: write it in a job")] = "",
    ) -> Response:
        """Return duplicates as JSON or CSV.

        With `records` the unmatched accounts, contacts and leads are clustered by the served model, and each cluster of
        several is listed; a job writes it for more than 1,000 such records (202).
        """
        name = _REPORT_OF[cause]
        call.name(reports=[name.value])
        format_ = accepted_format(accept)
        if ASYNC in prefer or is_long(parts, call, name):
            return begin_report(call, name, format_)
        return whole_report(parts, call, name, format_)

    return router
