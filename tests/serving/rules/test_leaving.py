"""The fate of every table when a customer leaves, and when it is deleted (S78, S79, D24 to D26)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.rules.contract.leaving import (
    TABLE,
    Copy,
    Fate,
    Owner,
    delete_by,
    deletion_starts_at,
    state_after_leaving,
    who_may_take_a_copy,
)
from serving.rules.vocabulary import ActivityState, Scope
from serving.store.tables.schema import METADATA

LEFT = datetime(2026, 3, 3, 12, tzinfo=UTC)
FATES = {line.table: line for line in TABLE}


def tables_with(fate: Fate, when: str) -> set[str]:
    return {line.table for line in TABLE if getattr(line, when) is fate}


def test_d26_every_table_of_the_store_has_one_fate() -> None:
    names = [line.table for line in TABLE]

    assert sorted(names) == sorted(METADATA.tables)


def test_d26_a_table_is_emptied_before_those_that_it_refers_to() -> None:
    order = {line.table: n for n, line in enumerate(TABLE)}

    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert order[table.name] < order[key.column.table.name], f"{table.name} refers to {key.column.table.name}"


def test_d26_disconnecting_deletes_imports_and_all_that_was_derived_from_them() -> None:
    of_the_instance = {line.table for line in TABLE if line.owner is Owner.INSTANCE}

    assert of_the_instance - tables_with(Fate.DELETED, "on_disconnect") == {"saves", "audit", "instances"}
    assert {"records", "links", "statements", "record_marks", "activities", "users"} <= of_the_instance


def test_d26_saves_and_preferences_stay_without_ids_of_the_crm() -> None:
    stripped = tables_with(Fate.REDACTED, "on_disconnect")

    assert stripped == {"saves", "preferences", "seats", "audit", "instances"}


def test_d26_the_end_of_the_contract_deletes_all_but_the_certificates_and_the_network() -> None:
    assert tables_with(Fate.KEPT, "on_termination") == {"certificates", "profile_notes", "leases"}
    assert tables_with(Fate.DESTROYED, "on_termination") == {"keys"}
    assert tables_with(Fate.REDACTED, "on_termination") == set()


def test_s15_d26_disconnecting_destroys_the_key() -> None:
    assert FATES["keys"].on_disconnect is Fate.DESTROYED


def test_d26_the_contract_and_its_callers_outlive_a_disconnected_instance() -> None:
    assert tables_with(Fate.KEPT, "on_disconnect") >= {"contracts", "clients"}


def test_s78_nothing_is_left_thirty_days_after_leaving() -> None:
    assert delete_by(LEFT) - LEFT == timedelta(days=30)


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ActivityState.QUEUED, ActivityState.CANCELLED),
        (ActivityState.RETRYING, ActivityState.CANCELLED),
        (ActivityState.NEEDS_TARGET, ActivityState.CANCELLED),
        (ActivityState.PENDING_AUTH, ActivityState.CANCELLED),
        (ActivityState.SENDING, ActivityState.SENDING),
        (ActivityState.DELIVERED, ActivityState.DELIVERED),
        (ActivityState.DEAD, ActivityState.DEAD),
        (ActivityState.CANCELLED, ActivityState.CANCELLED),
    ],
)
def test_d24_what_was_not_sent_is_cancelled(before: ActivityState, after: ActivityState) -> None:
    assert state_after_leaving(before) is after
