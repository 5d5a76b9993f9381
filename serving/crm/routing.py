"""Where an activity is written: the objects that take it (S10, S50 to S58), its target (D29, S64), corrections (D8)."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityKind, CrmObject, RecordState


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
    routed = takes.get(kind, {}).get(target)
    return routed if isinstance(routed, Way) else Way.NO


def objects_taking(kind: ActivityKind, takes: Takes, profile: Kind) -> tuple[CrmObject, ...]:
    """Return the objects that may take an activity on a member (contact, lead) or on a company (account) (S68)."""
    return tuple(
        target
        for target, kind_of_target in KIND_OF.items()
        if kind_of_target is profile and way(kind, takes, target) is not Way.NO
    )


def unsupported_target(kind: ActivityKind, takes: Takes, target: CrmObject) -> Unsupported | None:
    """Return why an object can never take the activity, None where it can."""
    routed = takes.get(kind, {}).get(target, Unsupported.NOT_A_TARGET)
    return routed if isinstance(routed, Unsupported) else None


def unsupported_profile(kind: ActivityKind, takes: Takes, profile: Kind) -> Unsupported | None:
    """Return why no object of the CRM can take an activity on such a profile, None where one can."""
    if objects_taking(kind, takes, profile):
        return None
    return unsupported_target(kind, takes, CrmObject.ACCOUNT if profile is Kind.COMPANY else CrmObject.CONTACT)


def names_primary_account(kind: ActivityKind, takes: Takes, target: CrmObject, *, switched_on: bool) -> bool:
    """Return whether the activity is also associated with the contact's primary account (S57)."""
    return switched_on and way(kind, takes, target) is Way.YES_A


MAX_SUGGESTIONS = 10


class Why(StrEnum):
    """The source of a suggestion, the more likely source first."""

    REVIEW = "review"
    SEARCH = "search"


@value_class
class Suggestion:
    """A record that the user may mean."""

    record: RecordKey
    why: Why
    probability: float | None = None


class Correction(StrEnum):
    """The states of a correction."""

    PROPOSED = "proposed"
    CORRECTED = "corrected"
    DECLINED = "declined"


@value_class
class Closed:
    """The state of an earlier proposal, and the target that it named."""

    state: Correction
    target: RecordKey | None


def target_of(link: LinkRow | None) -> RecordKey | None:
    """Return the record that takes a profile's activities: only a linked one (D29, D5, S20)."""
    return link.key if link is not None and link.state is RecordState.LINKED else None


def suggest(
    reviews: Iterable[Suggestion],
    others: Iterable[Suggestion],
    allowed: Sequence[CrmObject],
    rejected: Iterable[RecordKey],
) -> tuple[Suggestion, ...]:
    """Return possible targets of an activity (D29): review candidates, the most probable first, then search results.

    Only objects that take the activity, no record twice, and never a rejected pair (D21).
    """
    ranked = sorted(reviews, key=lambda suggestion: (-(suggestion.probability or 0.0), suggestion.record))
    out = set(rejected)
    kept: list[Suggestion] = []
    for suggestion in (*ranked, *others):
        if suggestion.record.object in allowed and suggestion.record not in out:
            out.add(suggestion.record)
            kept.append(suggestion)
    return tuple(kept[:MAX_SUGGESTIONS])


def is_misplaced(written_to: RecordKey, now_linked: RecordKey | None, *, is_deleted: bool) -> bool:
    """Whether something written is on another record than the linked one (D8); on a deleted one nothing is."""
    return written_to != now_linked and not is_deleted


def is_put_forward(target: RecordKey | None, earlier: Closed | None) -> bool:
    """Return whether the move of something written to `target` (or to no record) is proposed to the user (again).

    An equal proposal that is still open is not repeated; a declined one is only where it names another record now.
    """
    if earlier is None:
        return True
    if earlier.state is Correction.PROPOSED:
        return target != earlier.target
    return earlier.state is Correction.CORRECTED or (target is not None and target != earlier.target)
