"""The addresses of notes in each CRM, and the page of the vendor that confirms each (S14, S62)."""

from collections.abc import Mapping
from dataclasses import dataclass

from serving.rules.vocabulary import Crm, CrmObject

_HUBSPOT = "https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide"
_ORACLE = "https://docs.oracle.com/en/cloud/saas/sales/faaps"


@dataclass(frozen=True, slots=True)
class NotePath:
    """The path to which a note on a record is written; without a `page` of the vendor it is assumed.

    Names in braces are keys that the CRM gives. Where the CRM answers another path in its links, that one is used.
    """

    path: str
    page: str | None

    @property
    def is_assumed(self) -> bool:
        return self.page is None


def _oracle(collection: str, key: str, page: str) -> NotePath:
    return NotePath(f"/crmRestApi/resources/11.13.18.05/{collection}/{{{key}}}/child/Note", f"{_ORACLE}/{page}")


NOTE_PATHS: Mapping[Crm, Mapping[CrmObject, NotePath]] = {
    Crm.HUBSPOT: {
        CrmObject.CONTACT: NotePath("/crm/v3/objects/notes", _HUBSPOT),
        CrmObject.ACCOUNT: NotePath("/crm/v3/objects/notes", _HUBSPOT),
    },
    Crm.ORACLE: {
        CrmObject.CONTACT: _oracle("contacts", "PartyNumber", "api-contacts-notes.html"),
        CrmObject.LEAD: _oracle("leads", "leadsUniqID", "api-sales-leads-notes.html"),
        CrmObject.ACCOUNT: _oracle("accounts", "PartyNumber", "api-accounts-notes.html"),
    },
}
"""Objects that take no note are not in it (S55, S58)."""
