"""Two users' due saves and the ledger that processes them, round by round."""

from collections.abc import Iterable

from features.schema.kinds import Kind
from serving.contract.saves.opportunity_rules import Opportunity, Pipelines, Status
from serving.contract.saves.rules import Due, SaveEntry, SaveKey, SaveReason, SaveRights, changed_entries
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import CrmObject

ACME = ProfileKey(Kind.COMPANY, "c1")
BOB = ProfileKey(Kind.PERSON, "m1")
EVE = ProfileKey(Kind.PERSON, "m2")
ACCOUNT = RecordKey(CrmObject.ACCOUNT, "a1")
CONTACT = RecordKey(CrmObject.CONTACT, "p1")
LEAD = RecordKey(CrmObject.LEAD, "l1")
LINKED = {ACCOUNT: ACME, CONTACT: BOB, LEAD: EVE}
NO_CUT_OFF = Pipelines({}, {})
DEAL = Opportunity("o1", Status.OPEN, owner_id="ann", account_id="a1")
READY = SaveRights()
Ledger = dict[SaveKey, SaveEntry]


def due(user: str = "ann", profile: ProfileKey = BOB, opportunity: str = "o1", **more: SaveReason) -> Due:
    reason = more.get("reason", SaveReason.OPEN_OPPORTUNITY)
    return Due(SaveKey(user, profile, opportunity), CrmObject.CONTACT, reason)


def other_changes(ledger: Ledger, dues: Iterable[Due], standings: dict[str, SaveRights]) -> Ledger:
    """The ledger after one round."""
    changed = changed_entries(ledger, dues, standings)
    return ledger | {key: entry for key, (_, entry) in changed.items()}
