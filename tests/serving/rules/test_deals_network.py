"""Opportunities as values, and the order of changes to the network's profiles (D12, D13, D15)."""

from datetime import date
from decimal import Decimal

import pytest

from serving.rules.linking.network import ProfileChange, ProfileOp, ProfileStatus, network_step
from serving.rules.saves.deals import Deal, DealUnreadable, StageState, deal_of
from serving.rules.saves.opportunities import Status

OPEN, UNKNOWN = StageState(is_closed=False), StageState()
WON, LOST = StageState(is_closed=True, is_won=True), StageState(is_closed=True)
UPSERT, DELETE, MERGE = ProfileOp.UPSERT, ProfileOp.DELETE, ProfileOp.MERGE
APPLIED, SAME, STALE, REJECTED = (
    ProfileStatus.APPLIED,
    ProfileStatus.UNCHANGED,
    ProfileStatus.STALE,
    ProfileStatus.REJECTED,
)


@pytest.mark.parametrize(
    ("own", "stage", "status"),
    [
        (None, OPEN, "open"),
        (None, WON, "won"),
        (None, LOST, "lost"),
        (None, UNKNOWN, "unknown"),
        ("unknown", UNKNOWN, "unknown"),
        ("unknown", OPEN, "open"),
        ("Open", LOST, "open"),
        ("WON", OPEN, "won"),
        ("lost", WON, "lost"),
    ],
)
def test_an_opportunity_has_its_own_status_else_the_status_of_its_stage(
    own: str | None, stage: StageState, status: str
) -> None:
    """D15."""
    values = {} if own is None else {"status": own}

    assert deal_of(values, stage).status == status


def test_amount_and_days_are_read_in_the_forms_that_crms_send() -> None:
    values = {"amount": "1200.50", "created_at": "2026-03-01T23:59:59Z", "close_date": "1772442000000"}

    assert deal_of(values, OPEN) == Deal(Status.OPEN, Decimal("1200.50"), date(2026, 3, 1), date(2026, 3, 2))
    assert deal_of({"close_date": "2026-03-31"}, OPEN) == Deal(Status.OPEN, None, None, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"status": "perhaps"}, "status"),
        ({"amount": "a lot"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e15"}, "amount"),
        ({"amount": "-1000000000000000"}, "amount"),
        ({"created_at": "long ago"}, "created_at"),
        ({"close_date": "99999999999999999999"}, "close_date"),
        ({"close_date": "123"}, "close_date"),
    ],
)
def test_an_unreadable_value_is_named_by_its_column_and_never_by_itself(values: dict[str, str], column: str) -> None:
    """D22: row by row."""
    with pytest.raises(DealUnreadable, match=f"^{column}: got") as caught:
        deal_of(values, OPEN)

    assert values[column] not in str(caught.value)


def test_the_largest_amount_is_accepted() -> None:
    assert deal_of({"amount": "999999999999999"}, OPEN).amount == Decimal(999999999999999)


def test_a_change_without_a_version_is_the_newest_and_changes_no_opt_out() -> None:
    """D13, S82."""
    assert ProfileChange(UPSERT, "N") == ProfileChange(UPSERT, "N", "", {}, None, False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ProfileChange(UPSERT, "N", "1")], [APPLIED]),
        ([ProfileChange(UPSERT, "N", "2"), ProfileChange(UPSERT, "N", "1")], [APPLIED, STALE]),
        ([ProfileChange(UPSERT, "N", "2"), ProfileChange(UPSERT, "N", "2")], [APPLIED, SAME]),
        ([ProfileChange(UPSERT, "N", "2"), ProfileChange(UPSERT, "N")], [APPLIED, APPLIED]),
        ([ProfileChange(UPSERT, "K", "4"), ProfileChange(UPSERT, "K", "5")], [STALE, SAME]),
        ([ProfileChange(DELETE, "K", "6"), ProfileChange(UPSERT, "K", "7")], [APPLIED, APPLIED]),
        ([ProfileChange(MERGE, "K", "6", into="H")], [APPLIED]),
        ([ProfileChange(MERGE, "K", "6", into="X")], [REJECTED]),
        ([ProfileChange(MERGE, "K", "6", into="K")], [REJECTED]),
        ([ProfileChange(MERGE, "K", "6")], [REJECTED]),
        ([ProfileChange(UPSERT, "X", "1"), ProfileChange(MERGE, "K", "6", into="X")], [APPLIED, APPLIED]),
        ([ProfileChange(DELETE, "H", "1"), ProfileChange(MERGE, "K", "6", into="H")], [APPLIED, REJECTED]),
        ([ProfileChange(MERGE, "H", "1", into="K"), ProfileChange(MERGE, "K", "6", into="H")], [APPLIED, REJECTED]),
    ],
)
def test_profiles_change_by_version_and_merge_only_into_existing_ones(
    rows: list[ProfileChange], expected: list[ProfileStatus]
) -> None:
    """D13: `K` is known in version 5, `H` is there."""
    step = network_step(rows, {"K": "5"}, {"K", "H"})

    assert [status for status, _ in step.results] == expected
    reasons = {APPLIED: None, STALE: None, SAME: None, REJECTED: "into: got no other profile that the network holds"}
    assert [reason for _, reason in step.results] == [reasons[status] for status in expected]
    applied = {row.id: row for row, status in zip(rows, expected, strict=True) if status is APPLIED}
    assert step.changes == applied
    assert step.upserts == [row for row in applied.values() if row.op is UPSERT]
    assert step.gone == [row for row in applied.values() if row.op is not UPSERT]
