"""The table of fates is whole and in order; when a customer's data are deleted (S78, S79, D26)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.leaving.rules import (
    FATES,
    Copy,
    delete_by,
    deletion_starts_at,
    who_may_take_a_copy,
)
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope

LEFT = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_d26_every_table_of_the_store_has_one_fate() -> None:
    assert sorted(FATES) == sorted(METADATA.tables)


def test_d26_a_table_is_emptied_before_those_that_it_refers_to() -> None:
    order = {name: n for n, name in enumerate(FATES)}

    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert order[table.name] < order[key.column.table.name], f"{table.name} refers to {key.column.table.name}"


@pytest.mark.parametrize(
    ("copy", "days"),
    [(Copy.NOT_ASKED, 7), (Copy.WAITING, 23), (Copy.COLLECTED, 0)],
)
def test_d26_the_worker_waits_for_a_requested_copy_and_no_longer(copy: Copy, days: int) -> None:
    assert deletion_starts_at(LEFT, copy) - LEFT == timedelta(days=days)


@given(st.integers(0, 10_000).map(lambda hours: LEFT + timedelta(hours=hours)), st.sampled_from(Copy))
def test_s78_the_thirty_days_win_over_an_uncollected_file(left_at: datetime, copy: Copy) -> None:
    assert left_at <= deletion_starts_at(left_at, copy) < delete_by(left_at)


def test_s79_a_return_is_for_an_admin_or_a_representative_after_the_end() -> None:
    assert who_may_take_a_copy(LEFT) == {Scope.ADMIN, Scope.REP}


def test_s79_before_the_end_only_an_admin_may_request_a_copy() -> None:
    assert who_may_take_a_copy(None) == {Scope.ADMIN}
