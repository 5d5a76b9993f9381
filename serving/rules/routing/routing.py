"""Which kind of activity may be written to which object of which CRM: the seed's table (S10, S50 to S58)."""

from enum import StrEnum

from features.schema.kinds import Kind
from serving.rules.vocabulary import KIND_OF, ActivityKind, Crm, CrmObject


class Way(StrEnum):
    """Whether an object takes a kind of activity, and what else the activity is associated with."""

    NO = "no"
    YES = "yes"
    YES_A = "yes, A"
    """With the contact's primary account where the admin switched that on (S57)."""


class Unsupported(StrEnum):
    """Why an activity can never be written there."""

    HUBSPOT_HAS_NO_LEADS = "hubspot_has_no_leads"
    """S10."""
    ORACLE_TAKES_NO_CALLS = "oracle_takes_no_calls"
    """S51."""
    ACCOUNTS_TAKE_NOTES_ONLY = "accounts_take_notes_only"
    """S56, S58."""
    NOT_A_TARGET = "not_a_target"
    """Opportunities and users never are."""


_COLUMNS = (
    (Crm.HUBSPOT, CrmObject.CONTACT),
    (Crm.HUBSPOT, CrmObject.ACCOUNT),
    (Crm.ORACLE, CrmObject.CONTACT),
    (Crm.ORACLE, CrmObject.LEAD),
    (Crm.ORACLE, CrmObject.ACCOUNT),
)
_NO, _YES, _YES_A = Way.NO, Way.YES, Way.YES_A
_ROWS: dict[ActivityKind, tuple[Way, ...]] = {
    #                                 contact account  contact lead account
    ActivityKind.INMAIL:             (_YES,   _NO,    _YES_A, _YES, _NO),
    ActivityKind.MESSAGE:            (_YES,   _NO,    _YES_A, _YES, _NO),
    ActivityKind.NOTE:               (_YES,   _YES,   _YES,   _YES, _YES),
    ActivityKind.CALL:               (_YES,   _NO,    _NO,    _NO,  _NO),
    ActivityKind.SMART_LINK_VIEW:    (_YES,   _NO,    _YES,   _YES, _NO),
    ActivityKind.CONNECTION_REQUEST: (_YES,   _NO,    _YES,   _YES, _NO),
}  # fmt: skip
TABLE = {(kind, *_COLUMNS[at]): way for kind, row in _ROWS.items() for at, way in enumerate(row)}
"""By kind, CRM and object; an object that is not in it (a lead on HubSpot, an opportunity) takes nothing."""


def way(kind: ActivityKind, crm: Crm, target: CrmObject) -> Way:
    """Return whether an object of a CRM takes a kind of activity."""
    return TABLE.get((kind, crm, target), Way.NO)


def objects_taking(kind: ActivityKind, crm: Crm, profile: Kind) -> tuple[CrmObject, ...]:
    """Return the objects that may take an activity on a member (contact, lead) or on a company (account) (S68)."""
    return tuple(target for target, of in KIND_OF.items() if of is profile and way(kind, crm, target) is not Way.NO)


def unsupported_target(kind: ActivityKind, crm: Crm, target: CrmObject) -> Unsupported | None:
    """Return why an object can never take the activity, None where it can."""
    if way(kind, crm, target) is not Way.NO:
        return None
    if target not in KIND_OF:
        return Unsupported.NOT_A_TARGET
    if crm is Crm.HUBSPOT and target is CrmObject.LEAD:
        return Unsupported.HUBSPOT_HAS_NO_LEADS
    if crm is Crm.ORACLE and kind is ActivityKind.CALL:
        return Unsupported.ORACLE_TAKES_NO_CALLS
    return Unsupported.ACCOUNTS_TAKE_NOTES_ONLY


def unsupported_profile(kind: ActivityKind, crm: Crm, profile: Kind) -> Unsupported | None:
    """Return why no object of the CRM can take an activity on such a profile, None where one can."""
    if objects_taking(kind, crm, profile):
        return None
    first = CrmObject.ACCOUNT if profile is Kind.COMPANY else CrmObject.CONTACT
    return unsupported_target(kind, crm, first)


def names_primary_account(kind: ActivityKind, crm: Crm, target: CrmObject, *, switched_on: bool) -> bool:
    """Return whether the activity is also associated with the contact's primary account (S57)."""
    return switched_on and way(kind, crm, target) is Way.YES_A
