"""The CRMs' own calls that merge records, for somebody to send: onematch merges nothing.

HubSpot: `POST /crm/v3/objects/{contacts|companies}/merge`, one record at a time; the kept record's values stay, its
empty ones are filled (developers.hubspot.com, CRM API, "Merge two ..."). Oracle Sales: one resolution request for all
of them, `POST /crmRestApi/resources/11.13.18.05/resolutionRequests`, which its data stewards may have to approve; the
surviving values follow the customer's own rules there (docs.oracle.com, REST API for CX Sales, "Create a resolution
request"). For leads neither has a call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from serving.rules.vocabulary import Crm, CrmObject

_HUBSPOT = {CrmObject.CONTACT: "contacts", CrmObject.ACCOUNT: "companies"}
_ORACLE = frozenset({CrmObject.CONTACT, CrmObject.ACCOUNT})
ORACLE_PATH = "/crmRestApi/resources/11.13.18.05/resolutionRequests"


@dataclass(frozen=True, slots=True)
class MergeCall:
    """One call of the CRM's API; the path is below the CRM's address."""

    method: str
    path: str
    body: Mapping[str, Any]


def merge_calls(crm: Crm, of: CrmObject, kept: str, merged: Sequence[str]) -> tuple[MergeCall, ...]:
    """Return the calls that merge records of one object into the kept one; none where the CRM has no such call."""
    if crm is Crm.HUBSPOT and of in _HUBSPOT:
        path = f"/crm/v3/objects/{_HUBSPOT[of]}/merge"
        return tuple(MergeCall("POST", path, {"primaryObjectId": kept, "objectIdToMerge": one}) for one in merged)
    if crm is Crm.ORACLE and of in _ORACLE and all(one.isascii() and one.isdecimal() for one in (kept, *merged)):
        parties = [{"PartyId": int(one), "MasterFlag": one == kept} for one in (kept, *merged)]
        body = {"RequestName": f"onematch {of} {kept}", "ResolutionType": "MERGE", "DuplicateParty": parties}
        return (MergeCall("POST", ORACLE_PATH, body),)
    return ()
