"""What the installation lacks, for an operator."""

from dataclasses import asdict

from pydantic import BaseModel

from serving.contract.records.calls import OperatorToken, answers, routes
from serving.contract.reports.doctor import examine_open
from serving.http.docs import read_examples
from serving.http.paging import Listing

_EXAMPLES = read_examples(__file__)


class FindingShown(BaseModel):
    """Something that the installation lacks, and what to do."""

    check: str
    found: str
    to_do: str


router = routes("operations", prefix="/v1/doctor")


@router.get("", summary="List what the installation lacks", responses=answers(_EXAMPLES["doctor"]))
def doctor(call: OperatorToken) -> Listing[FindingShown]:
    """List what `onematch doctor` finds of models, worker, disks, index, outbox, syncs, clock and CRMs."""
    call.name(doctor=[])
    services = call.services
    found = examine_open(services.settings, services.store, services.clock())
    return Listing(items=[FindingShown(**asdict(finding)) for finding in found])
