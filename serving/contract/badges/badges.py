"""Badges of many profiles in one answer: one query of links and records, one of the network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from features.schema.kinds import Kind
from serving.contract.badges.movers import LEFT_WITHHELD, Left, movers_of
from serving.contract.badges.out_of_date import Difference, Employers, Fields, differences
from serving.contract.badges.rules import (
    Action,
    ContactInfo,
    actions_of,
    badge_of,
    contact_info,
)
from serving.contract.records.keys import RECORD_OF_LINK, unindexed
from serving.contract.records.link_rows import linked_companies
from serving.contract.records.matching import Matchers, network_fields
from serving.contract.records.network_rows import opted_out_of_inmail
from serving.contract.records.records import values_of
from serving.contract.records.visibility import WITHHELD, may_see_content
from serving.crm.vendor import PageUnknown
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Badge, RecordState

_LINKED_COLUMNS = (
    links.c.profile_id,
    links.c.object,
    links.c.record_id,
    records.c.sealed,
    records.c.visible_to,
    records.c.account_id,
    records.c.modified_at,
)


@dataclass(frozen=True, slots=True)
class SeenDifference:
    """One field that is out of date; where it is withheld, neither it nor a value is named (S33)."""

    field: str | None
    crm: str | None
    network: str | None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
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
    linked = _linked(scope, kind, profile_ids)
    crm = scope.instance.crm
    offered = actions_of(Badge.NOT_IN_CRM, VENDORS[crm].written, kind)
    without_link = unconnected_badges(scope.connection, kind, profile_ids)
    badges = {badge.profile_id: replace(badge, actions=offered) for badge in without_link}
    shown = matching.profiles(kind, list(linked)) if kind is Kind.PERSON else {}
    companies = linked_companies(scope, [row.account_id for row in linked.values()]) if shown else {}
    movers = movers_of(scope) if shown else None
    data_key = scope.data_key
    for profile_id, row in linked.items():
        key = RecordKey.named_by(row)
        fields = values_of(scope, key, data_key, row.sealed)
        is_visible = may_see_content(row.visible_to, user_id)
        differing: tuple[Difference, ...] = ()
        left: Left | None = None
        if movers is not None and profile_id in shown:
            network = network_fields(shown[profile_id])
            employers = Employers(companies.get(row.account_id), network.get("company_id"))
            differing = differences(fields, network, employers)
            probability = movers.probability(fields, network, employers, row.modified_at)
            left = probability if is_visible else LEFT_WITHHELD
        badges[profile_id] = replace(
            badges[profile_id],
            badge=badge_of(kind, RecordState.LINKED, differing),
            actions=(),
            record=key,
            deep_link=_link(scope, key, fields),
            contact_info=contact_info(kind, crm, fields, is_visible=is_visible),
            differences=_shown(differing, is_visible=is_visible),
            left_probability=left,
        )
    return [badges[profile_id] for profile_id in profile_ids]


def unconnected_badges(connection: Connection, kind: Kind, profile_ids: Sequence[str]) -> list[SeenBadge]:
    """Return the badges of profiles while no CRM is connected: none is in it, and there are no actions (D24)."""
    opted_out = opted_out_of_inmail(connection, kind, profile_ids)
    badge = badge_of(kind, None)
    is_person = kind is Kind.PERSON
    return [
        SeenBadge(profile_id, badge, profile_id not in opted_out if is_person else None) for profile_id in profile_ids
    ]


def _linked(scope: OpenScope, kind: Kind, profile_ids: Sequence[str]) -> dict[str, Row[Any]]:
    """Return the linked records of profiles, with who may see their content and their accounts."""
    query = (
        select(*_LINKED_COLUMNS)
        .join(records, RECORD_OF_LINK)
        .where(
            links.c.instance_id == scope.instance_id,
            links.c.kind == kind,
            among(links.c.profile_id, profile_ids),
            unindexed(links.c.state) == RecordState.LINKED,
            records.c.sealed.is_not(None),
        )
    )
    return {row.profile_id: row for row in scope.execute(query)}


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
