"""Badges of many profiles in one answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.badges.movers import LEFT_WITHHELD, ComparedRecord, Left, compared_records, movers_of
from serving.contract.badges.out_of_date import Difference, Fields, differences
from serving.contract.badges.rules import (
    Action,
    ContactInfo,
    actions_of,
    badge_of,
    contact_info,
)
from serving.contract.records.link_rows import linked_records
from serving.contract.records.matching import Matchers
from serving.contract.records.network_rows import opted_out_of_inmail
from serving.contract.records.visibility import WITHHELD, may_see_content
from serving.crm.vendor import PageUnknown
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope, OpenScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Badge, RecordState


@value_class
class SeenDifference:
    """One field that is out of date; where it is withheld, neither it nor a value is named (S33)."""

    field: str | None
    crm: str | None
    network: str | None
    withheld: str | None = None


@value_class
class SeenBadge:
    """One profile's badge as one user sees it; fields that need a link are None or empty without one."""

    profile_id: str
    badge: Badge
    inmail_allowed: bool | None
    """Whether a member accepts InMail, which only the member chooses (S82, D34); None for companies."""
    actions: tuple[Action, ...] = ()
    record: RecordKey | None = None
    deep_link: str | None = None
    contact_info: ContactInfo | None = None
    differences: tuple[SeenDifference, ...] = ()
    left_probability: Left | None = None
    """The probability that a linked person left the company of the record; None where the record names none."""

    @property
    def no_symbol(self) -> bool:
        """Whether the badge is drawn with the No symbol (S22)."""
        return self.badge is Badge.NOT_IN_CRM


def badges_of(
    scope: OpenScope,
    profiles: tuple[Kind, Sequence[str]],
    user_id: str,
    matching: Matchers,
) -> list[SeenBadge]:
    """Return the badges of profiles of one kind, in their order."""
    kind, profile_ids = profiles
    crm = scope.instance.crm
    offered = actions_of(Badge.NOT_IN_CRM, VENDORS[crm].written, kind)
    without_link = unconnected_badges(scope.connection, kind, profile_ids)
    badges = {badge.profile_id: replace(badge, actions=offered) for badge in without_link}
    movers = movers_of(scope)
    for bare, one, differing in _linked(scope, profiles, matching):
        is_visible = may_see_content(one.visible_to, user_id)
        left = movers.probability(one) if is_visible else LEFT_WITHHELD
        badges[bare.profile_id] = replace(
            bare,
            inmail_allowed=badges[bare.profile_id].inmail_allowed,
            deep_link=bare.record and _link(scope, bare.record, one.crm),
            contact_info=contact_info(kind, crm, one.crm, is_visible=is_visible),
            differences=_shown(differing, is_visible=is_visible),
            left_probability=left if one.network else None,
        )
    return [badges[profile_id] for profile_id in profile_ids]


def bare_badges(scope: OpenScope, profiles: tuple[Kind, Sequence[str]], matching: Matchers) -> list[SeenBadge]:
    """Return the badges of profiles of one kind in their order, with nothing but their records."""
    linked = {bare.profile_id: bare for bare, _, _ in _linked(scope, profiles, matching)}
    return [linked.get(profile_id) or SeenBadge(profile_id, Badge.NOT_IN_CRM, None) for profile_id in profiles[1]]


def _linked(
    scope: OpenScope, profiles: tuple[Kind, Sequence[str]], matching: Matchers
) -> Iterator[tuple[SeenBadge, ComparedRecord, Sequence[Difference]]]:
    """Yield the bare badges of linked profiles, with what was compared and what differs."""
    kind, profile_ids = profiles
    linked = linked_records(scope, kind, profile_ids)
    profile_by_key = {link.key: profile_id for profile_id, link in linked.items()}
    for key, one in compared_records(scope, profile_by_key, matching, kind).items():
        differing = differences(one.crm, one.network, one.employers)
        badge = badge_of(kind, RecordState.LINKED, differing)
        yield SeenBadge(profile_by_key[key], badge, None, record=key), one, differing


def unconnected_badges(connection: Connection, kind: Kind, profile_ids: Sequence[str]) -> list[SeenBadge]:
    """Return the badges of profiles while no CRM is connected: none is in it, and there are no actions (D24)."""
    opted_out = opted_out_of_inmail(connection, kind, profile_ids)
    is_person = kind is Kind.PERSON
    return [
        SeenBadge(profile_id, Badge.NOT_IN_CRM, profile_id not in opted_out if is_person else None)
        for profile_id in profile_ids
    ]


def _shown(differing: Sequence[Difference], *, is_visible: bool) -> tuple[SeenDifference, ...]:
    """Return the fields that differ; of a hidden record only that some do, which its badge says to all (S32, S33).

    That a title differs says something of the record's title.
    """
    if differing and not is_visible:
        return (SeenDifference(None, None, None, WITHHELD),)
    return tuple(SeenDifference(difference.field, difference.crm, difference.network) for difference in differing)


def _link(scope: InstanceScope, record: RecordKey, fields: Fields) -> str | None:
    try:
        return VENDORS[scope.instance.crm].deep_link(scope.instance.urls, record, fields.get("crm_number"))
    except PageUnknown:  # the instance was connected without the CRM's addresses
        return None
