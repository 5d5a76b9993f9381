"""Badges of many profiles in one answer: one query of links and records, one of the network."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.contract.badges.movers import Movers, SeenLeft, movers_of
from serving.contract.badges.out_of_date import Difference, Employers, Fields, differences
from serving.contract.badges.rules import (
    Action,
    ContactInfo,
    actions_of,
    badge_of,
    contact_info,
    has_no_symbol,
    is_inmail_allowed,
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
from serving.vocabulary.terms import Badge, CrmObject, RecordState

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
    """None for companies."""
    actions: tuple[Action, ...] = ()
    record: RecordKey | None = None
    deep_link: str | None = None
    contact_info: ContactInfo | None = None
    differences: tuple[SeenDifference, ...] = ()
    left: SeenLeft | None = None

    @property
    def no_symbol(self) -> bool:
        """Whether the badge is drawn with the No symbol (S22)."""
        return has_no_symbol(self.badge)

    @property
    def left_probability(self) -> float | SeenLeft | None:
        """The probability that a linked person left the company of the record; None where the record names none."""
        return self.left and self.left.shown


@dataclass(frozen=True, slots=True)
class _Linked:
    """A linked record: who may see its content, its account, and its columns."""

    key: RecordKey
    visible_to: Collection[str] | None
    account_id: str | None
    modified_at: datetime | None
    fields: Fields


@dataclass(frozen=True, slots=True)
class _ProfileData:
    """What the badges of the requested profiles are made from."""

    linked: Mapping[str, _Linked]
    network: Mapping[str, Fields]
    companies: Mapping[str | None, str]
    opted_out: frozenset[str]
    movers: Movers | None = None
    """None for companies."""


def badges_of(
    scope: OpenScope,
    profiles: tuple[Kind, Sequence[str]],
    user_id: str,
    matching: Matchers,
) -> list[SeenBadge]:
    """Return the badges of profiles of one kind, in their order."""
    kind, profile_ids = profiles
    data = _look_up(scope, kind, profile_ids, matching)
    return [_badge_for(scope, kind, profile_id, data, user_id) for profile_id in profile_ids]


def unconnected_badges(connection: Connection, kind: Kind, profile_ids: Sequence[str]) -> list[SeenBadge]:
    """Return the badges of profiles while no CRM is connected: none is in it, and there are no actions (D24)."""
    opted_out = opted_out_of_inmail(connection, kind, profile_ids)
    badge = badge_of(kind, None)
    return [SeenBadge(profile_id, badge, _inmail_allowed(kind, profile_id, opted_out)) for profile_id in profile_ids]


def _look_up(scope: OpenScope, kind: Kind, profile_ids: Sequence[str], matching: Matchers) -> _ProfileData:
    linked = _linked(scope, kind, profile_ids)
    if kind is Kind.COMPANY:
        return _ProfileData(linked, {}, {}, frozenset())
    shown = matching.profiles(kind, list(linked))
    return _ProfileData(
        linked,
        {profile_id: network_fields(fields) for profile_id, fields in shown.items()},
        linked_companies(scope, [record.account_id for record in linked.values()]),
        opted_out_of_inmail(scope.connection, kind, profile_ids),
        movers_of(scope) if linked else None,
    )


def _linked(scope: OpenScope, kind: Kind, profile_ids: Sequence[str]) -> dict[str, _Linked]:
    query = (
        select(*_LINKED_COLUMNS)
        .join(records, RECORD_OF_LINK)
        .where(
            links.c.instance_id == scope.instance_id,
            links.c.kind == kind.value,
            among(links.c.profile_id, profile_ids),
            unindexed(links.c.state) == RecordState.LINKED.value,
            records.c.sealed.is_not(None),
        )
    )
    data_key = scope.data_key
    linked = {}
    for profile_id, object_, record_id, sealed, visible_to, account_id, at in scope.execute(query).all():
        key = RecordKey(CrmObject(object_), record_id)
        linked[profile_id] = _Linked(key, visible_to, account_id, at, values_of(scope, key, data_key, sealed))
    return linked


def _badge_for(scope: InstanceScope, kind: Kind, profile_id: str, data: _ProfileData, user_id: str) -> SeenBadge:
    crm = scope.instance.crm
    allowed = _inmail_allowed(kind, profile_id, data.opted_out)
    written = VENDORS[crm].written
    record = data.linked.get(profile_id)
    if record is None:
        badge = badge_of(kind, None)
        return SeenBadge(profile_id, badge, allowed, actions_of(badge, written, kind))
    is_visible = may_see_content(record.visible_to, user_id)
    differing = _differing(kind, profile_id, record, data)
    badge = badge_of(kind, RecordState.LINKED, differing)
    return SeenBadge(
        profile_id=profile_id,
        badge=badge,
        record=record.key,
        deep_link=_link(scope, record),
        contact_info=contact_info(kind, crm, record.fields, is_visible=is_visible),
        differences=_shown(differing, is_visible=is_visible),
        actions=actions_of(badge, written, kind),
        inmail_allowed=allowed,
        left=_left(profile_id, record, data, is_visible=is_visible),
    )


def _inmail_allowed(kind: Kind, profile_id: str, opted_out: Collection[str]) -> bool | None:
    return is_inmail_allowed(has_opted_out=profile_id in opted_out) if kind is Kind.PERSON else None


def _differing(kind: Kind, profile_id: str, record: _Linked, data: _ProfileData) -> tuple[Difference, ...]:
    network = data.network.get(profile_id)
    if kind is Kind.COMPANY or network is None:
        return ()
    return differences(record.fields, network, _employers(record, network, data))


def _employers(record: _Linked, network: Fields, data: _ProfileData) -> Employers:
    return Employers(data.companies.get(record.account_id), network.get("company_id"))


def _left(profile_id: str, record: _Linked, data: _ProfileData, *, is_visible: bool) -> SeenLeft | None:
    network = data.network.get(profile_id)
    if data.movers is None or network is None:
        return None
    if not is_visible:
        return SeenLeft(None, WITHHELD)
    employers = _employers(record, network, data)
    probability = data.movers.probability(record.fields, network, employers, record.modified_at)
    return None if probability is None else SeenLeft(probability)


def _shown(differing: Sequence[Difference], *, is_visible: bool) -> tuple[SeenDifference, ...]:
    """Return the fields that differ; of a hidden record only that some do, which its badge says to all (S32, S33).

    That a title differs says something of the record's title.
    """
    if differing and not is_visible:
        return (SeenDifference(None, None, None, WITHHELD),)
    return tuple(SeenDifference(difference.field, difference.crm, difference.network) for difference in differing)


def _link(scope: InstanceScope, record: _Linked) -> str | None:
    try:
        return VENDORS[scope.instance.crm].deep_link(scope.instance.urls, record.key, record.fields.get("crm_number"))
    except PageUnknown:  # the instance was connected without the CRM's addresses
        return None
