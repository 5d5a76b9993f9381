"""The objects that are imported from and written to each CRM (S1, S9, S10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from serving.rules.vocabulary import Crm, CrmObject

HUBSPOT_HAS_NO_LEADS = "HubSpot's sync has no leads"


@dataclass(frozen=True, slots=True)
class Capability:
    """Whether an object is imported from a CRM, and may be created and updated there; `reason` says why not."""

    is_imported: bool = True
    is_written: bool = False
    reason: str | None = None


_IMPORTED = Capability()
_WRITTEN = Capability(is_written=True)
CAPABILITIES: Mapping[Crm, Mapping[CrmObject, Capability]] = {
    Crm.HUBSPOT: {
        CrmObject.ACCOUNT: _IMPORTED,  # S38: no path writes a company
        CrmObject.CONTACT: _WRITTEN,
        CrmObject.LEAD: Capability(is_imported=False, reason=HUBSPOT_HAS_NO_LEADS),
        CrmObject.OPPORTUNITY: _IMPORTED,
        CrmObject.USER: _IMPORTED,
    },
    Crm.ORACLE: {
        CrmObject.ACCOUNT: _IMPORTED,
        CrmObject.CONTACT: _WRITTEN,
        CrmObject.LEAD: _WRITTEN,
        CrmObject.OPPORTUNITY: _IMPORTED,
        CrmObject.USER: _IMPORTED,
    },
}


def not_imported(crm: Crm, crm_object: CrmObject) -> str | None:
    """Return why an object of a CRM is not imported, None where it is."""
    return CAPABILITIES[crm][crm_object].reason
