"""Which kind of activity may be written to which object of a CRM, by the CRM's table (S10, S50 to S58)."""

from collections.abc import Mapping
from enum import StrEnum

from features.schema.kinds import Kind
from serving.rules.vocabulary import KIND_OF, ActivityKind, CrmObject


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


Takes = Mapping[ActivityKind, Mapping[CrmObject, Way | Unsupported]]
"""Of one CRM, by kind and object: the way, or why there is none; what is not in it is never a target."""


def way(kind: ActivityKind, takes: Takes, target: CrmObject) -> Way:
    """Return whether an object takes a kind of activity."""
    found = takes.get(kind, {}).get(target)
    return found if isinstance(found, Way) else Way.NO


def objects_taking(kind: ActivityKind, takes: Takes, profile: Kind) -> tuple[CrmObject, ...]:
    """Return the objects that may take an activity on a member (contact, lead) or on a company (account) (S68)."""
    return tuple(target for target, of in KIND_OF.items() if of is profile and way(kind, takes, target) is not Way.NO)


def unsupported_target(kind: ActivityKind, takes: Takes, target: CrmObject) -> Unsupported | None:
    """Return why an object can never take the activity, None where it can."""
    found = takes.get(kind, {}).get(target, Unsupported.NOT_A_TARGET)
    return found if isinstance(found, Unsupported) else None


def unsupported_profile(kind: ActivityKind, takes: Takes, profile: Kind) -> Unsupported | None:
    """Return why no object of the CRM can take an activity on such a profile, None where one can."""
    if objects_taking(kind, takes, profile):
        return None
    return unsupported_target(kind, takes, CrmObject.ACCOUNT if profile is Kind.COMPANY else CrmObject.CONTACT)


def names_primary_account(kind: ActivityKind, takes: Takes, target: CrmObject, *, switched_on: bool) -> bool:
    """Return whether the activity is also associated with the contact's primary account (S57)."""
    return switched_on and way(kind, takes, target) is Way.YES_A
