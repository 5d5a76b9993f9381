"""Opportunities as values, and the order of changes to the network's profiles (D12, D13, D15)."""

from datetime import date
from decimal import Decimal

import pytest

from serving.contract.records.network_changes import ProfileChange, ProfileOp, ProfileStatus, network_step
from serving.contract.saves.opportunity_rules import Deal, DealUnreadable, StageState, Status, deal_of

OPEN = StageState(is_closed=False)
UNKNOWN = StageState()
WON = StageState(is_closed=True, is_won=True)
LOST = StageState(is_closed=True)
UPSERT = ProfileOp.UPSERT
DELETE = ProfileOp.DELETE
MERGE = ProfileOp.MERGE
APPLIED = ProfileStatus.APPLIED
SAME = ProfileStatus.UNCHANGED
STALE = ProfileStatus.STALE
REJECTED = ProfileStatus.REJECTED


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


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ProfileChange(UPSERT, "N", "2"), ProfileChange(UPSERT, "N", "1")], [APPLIED, STALE]),
        ([ProfileChange(UPSERT, "N", "2"), ProfileChange(UPSERT, "N")], [APPLIED, APPLIED]),
        ([ProfileChange(UPSERT, "K", "4"), ProfileChange(UPSERT, "K", "5")], [STALE, SAME]),
        ([ProfileChange(UPSERT, "K", "5", {"title": "CTO"})], [APPLIED]),
        ([ProfileChange(DELETE, "K", "5"), ProfileChange(DELETE, "K", "5")], [APPLIED, SAME]),
        ([ProfileChange(DELETE, "K", "5"), ProfileChange(UPSERT, "K", "5")], [APPLIED, STALE]),
        ([ProfileChange(DELETE, "K", "5"), ProfileChange(MERGE, "K", "5", into="H")], [APPLIED, APPLIED]),
        ([ProfileChange(DELETE, "K"), ProfileChange(UPSERT, "K", "5")], [APPLIED, STALE]),
        ([ProfileChange(UPSERT, "L", "3")], [APPLIED]),
        ([ProfileChange(DELETE, "K", "6"), ProfileChange(UPSERT, "K", "7")], [APPLIED, APPLIED]),
        ([ProfileChange(MERGE, "K", "6", into="H")], [APPLIED]),
        ([ProfileChange(MERGE, "K", "6", into="X")], [REJECTED]),
        ([ProfileChange(MERGE, "K", "6", into="K")], [REJECTED]),
        ([ProfileChange(DELETE, "H", "1"), ProfileChange(MERGE, "K", "6", into="H")], [APPLIED, REJECTED]),
        ([ProfileChange(MERGE, "H", "1", into="K"), ProfileChange(MERGE, "K", "6", into="H")], [APPLIED, REJECTED]),
    ],
)
def test_profiles_change_by_version_and_merge_only_into_existing_ones(
    rows: list[ProfileChange], expected: list[ProfileStatus]
) -> None:
    """D13, D22: `K` is known in version 5, `L` in version 3, but the index lost it; `H` is there.

    Equal versions with other content are applied; who is gone stays gone without a newer one.
    """
    known = {"K": ProfileChange(UPSERT, "K", "5"), "L": ProfileChange(UPSERT, "L", "3")}
    step = network_step(rows, known, {"K", "H"})

    assert [status for status, _ in step.results] == expected
    reasons = {APPLIED: None, STALE: None, SAME: None, REJECTED: "into: got no other profile that the network holds"}
    assert [reason for _, reason in step.results] == [reasons[status] for status in expected]
    applied = {row.id: row for row, status in zip(rows, expected, strict=True) if status is APPLIED}
    assert {id_: (one.op, one.into) for id_, one in step.changes.items()} == {
        id_: (row.op, row.into) for id_, row in applied.items()
    }
    assert [one.id for one in step.upserts] == [row.id for row in applied.values() if row.op is UPSERT]
    assert [one.id for one in step.gone] == [row.id for row in applied.values() if row.op is not UPSERT]


@pytest.mark.parametrize(
    ("before", "rows", "opted_out"),
    [
        (None, [ProfileChange(UPSERT, "K", "6", inmail_opt_out=True), ProfileChange(UPSERT, "K", "7")], True),
        (
            True,
            [ProfileChange(UPSERT, "K", "6"), ProfileChange(DELETE, "K", "7"), ProfileChange(UPSERT, "K", "8")],
            True,
        ),
        (True, [ProfileChange(UPSERT, "K", "6", inmail_opt_out=False)], False),
        (True, [ProfileChange(UPSERT, "K", "5", inmail_opt_out=False)], False),
        (True, [ProfileChange(UPSERT, "K", "4", inmail_opt_out=False)], True),
        (None, [ProfileChange(UPSERT, "K", "4", inmail_opt_out=True)], True),
        (False, [ProfileChange(UPSERT, "K", "4", inmail_opt_out=True)], False),
        (None, [ProfileChange(ProfileOp.OPT_OUT, "K")], True),
        (True, [ProfileChange(ProfileOp.OPT_OUT, "K"), ProfileChange(ProfileOp.OPT_IN, "K")], False),
        (True, [ProfileChange(ProfileOp.OPT_IN, "K", "4")], True),
    ],
)
def test_d34_an_opt_out_is_sticky_and_only_a_statement_that_is_not_late_unsets_it(
    before: bool | None, rows: list[ProfileChange], opted_out: bool
) -> None:
    """D34, S82: whatever the rows' versions, the field is what was stated last."""
    known = {"K": ProfileChange(UPSERT, "K", "5", inmail_opt_out=before)}

    step = network_step(rows, known, {"K"})

    assert step.opt_outs.get("K", before) is opted_out
