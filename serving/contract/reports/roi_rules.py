"""Return on investment: opportunities with and without activities in the tool (S71, S72). Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.saves.opportunity_rules import Opportunity, Revenue, Status
from serving.vocabulary.links import ProfileKey
from serving.vocabulary.settings import Approval

SOURCED_WITHIN = timedelta(days=90)


class RoiNotApproved(OnematchError):
    """No admin approved ROI reports."""


def require_approval(approval: Approval | None) -> None:
    """Raise RoiNotApproved without an admin's approval (S71)."""
    if approval is None:
        raise RoiNotApproved("got no approval of ROI reports, expected an admin's in the contract's settings")


@value_class
class RoiDeal:
    """An opportunity in the pipeline, its revenue, and the profiles that its account and people are linked to."""

    opportunity: Opportunity
    revenue: Revenue | None
    profiles: frozenset[ProfileKey]


Activities = Mapping[ProfileKey, Sequence[date]]
"""The days, in order, of sellers' activities on a member or company."""


def is_sourced(deal: RoiDeal, activities: Activities) -> bool:
    """Whether an opportunity was created within 90 days after the first activity on one of its members (S71)."""
    created = deal.opportunity.created_on
    if created is None:
        return False
    members = (profile for profile in deal.profiles if profile.kind is Kind.PERSON and activities.get(profile))
    return any(timedelta(0) <= created - activities[member][0] <= SOURCED_WITHIN for member in members)


def is_influenced(deal: RoiDeal, activities: Activities) -> bool:
    """Whether an activity on its people or its company lies between its creation and its close (S71).

    An opportunity that is not closed has no close yet, whatever its expected close date (D15).
    """
    created = deal.opportunity.created_on
    if created is None:
        return False
    is_closed = deal.opportunity.status.is_closed
    closed = (deal.opportunity.closed_on if is_closed else None) or date.max
    return any(created <= day <= closed for profile in deal.profiles for day in activities.get(profile, ()))


@value_class
class Group:
    """Figures of some opportunities: the win rate is over the closed ones, the days to close over the won ones.

    Values are sums by currency, `` for none named; `unvalued` counts those without a number in the revenue field.
    """

    count: int
    open: int
    won: int
    lost: int
    unknown: int
    value: Mapping[str, Decimal]
    won_value: Mapping[str, Decimal]
    unvalued: int
    win_rate: float | None
    median_days_to_close: float | None


def figures(deals: Collection[RoiDeal]) -> Group:
    """Return count, value by currency, win rate and median days to close (S72)."""
    by_status = {status: [deal for deal in deals if deal.opportunity.status is status] for status in Status}
    won = by_status[Status.WON]
    lost = by_status[Status.LOST]
    days = [days for deal in won if (days := days_to_close(deal.opportunity)) is not None]
    return Group(
        count=len(deals),
        open=len(by_status[Status.OPEN]),
        won=len(won),
        lost=len(lost),
        unknown=len(by_status[Status.UNKNOWN]),
        value=_value(deals),
        won_value=_value(won),
        unvalued=sum(deal.revenue is None for deal in deals),
        win_rate=round(len(won) / (len(won) + len(lost)), 4) if won or lost else None,
        median_days_to_close=float(median(days)) if days else None,
    )


def days_to_close(opportunity: Opportunity) -> int | None:
    """Return the days from creation to close, None where a day is missing or the close comes first."""
    created = opportunity.created_on
    closed = opportunity.closed_on
    if created is None or closed is None or closed < created:
        return None
    return (closed - created).days


def _value(deals: Iterable[RoiDeal]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for deal in deals:
        if deal.revenue is not None:
            sums[deal.revenue.currency or ""] += deal.revenue.amount
    return dict(sorted(sums.items()))


@value_class
class RoiReport:
    """Opportunities that were sourced, those influenced, those with either, and those without (S72)."""

    sourced: Group
    influenced: Group
    with_tool: Group
    without_tool: Group


def roi_report(deals: Collection[RoiDeal], activities: Activities) -> RoiReport:
    """Return the figures of opportunities with the tool beside those without."""
    sourced = [deal for deal in deals if is_sourced(deal, activities)]
    influenced = [deal for deal in deals if is_influenced(deal, activities)]
    touched = {deal.opportunity.id for deal in (*sourced, *influenced)}
    return RoiReport(
        figures(sourced),
        figures(influenced),
        figures([deal for deal in deals if deal.opportunity.id in touched]),
        figures([deal for deal in deals if deal.opportunity.id not in touched]),
    )
