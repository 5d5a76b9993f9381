"""The decision on a logged activity (S50 to S70, D27, D29, D33 to D35)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.access.callers import ActingUserWrong
from serving.rules.routing.activities import Degree, Switch, Text
from serving.rules.routing.routing import Unsupported
from serving.rules.vocabulary import ActivityKind, ActivityState, Crm
from serving.store.tables.contracts import preferences, users
from serving.store.tables.links import profile_notes
from serving.store.upserts import upsert
from serving.writeback.activities import expire_activities
from serving.writeback.grants import revoke
from serving.writeback.intake import ActivityContradicts, ActivityIdReused, NewActivity, Receipt, preview
from serving.writeback.targeting import TargetProfile
from tests.support.tenant import OTHER_SELLER, SELLER
from tests.support.writeback_tenant import COMPANY, CONTACT, MEMBER, Writeback, new_activity

STRANGER = TargetProfile(Kind.PERSON, "M9")


def taken(writeback: Writeback, activity: NewActivity) -> Receipt:
    (receipt,) = writeback.take(activity)
    assert isinstance(receipt, Receipt), receipt
    return receipt


def test_s64_an_activity_on_a_linked_member_is_queued_for_its_record(writeback: Writeback) -> None:
    """S64, D29."""
    receipt = taken(writeback, new_activity(ActivityKind.INMAIL))

    assert receipt.state is ActivityState.QUEUED
    assert receipt.link is not None
    assert receipt.link.key == CONTACT
    assert writeback.row().next_at == writeback.now


def test_d29_without_a_link_it_needs_a_target_and_is_kept_for_30_days(writeback: Writeback) -> None:
    """D27, D29, S64."""
    receipt = taken(writeback, new_activity(profile=STRANGER))

    row = writeback.row()
    assert receipt.state is ActivityState.NEEDS_TARGET
    assert (row.next_at, row.expires_at) == (None, writeback.now + timedelta(days=30))
    assert row.sealed is not None


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s51_a_call_for_oracle_is_unsupported_and_nothing_is_stored(writeback: Writeback) -> None:
    """S51."""
    receipt = taken(writeback, new_activity(ActivityKind.CALL))

    assert receipt.refusal is Unsupported.ORACLE_TAKES_NO_CALLS
    assert writeback.rows() == []


def test_s56_an_inmail_on_a_company_is_unsupported_and_nothing_is_stored(writeback: Writeback) -> None:
    """S56, S58."""
    receipt = taken(writeback, new_activity(ActivityKind.INMAIL, profile=COMPANY))

    assert receipt.refusal is Unsupported.ACCOUNTS_TAKE_NOTES_ONLY
    assert writeback.rows() == []


def test_s92_while_writeback_is_off_nothing_is_stored(writeback: Writeback) -> None:
    """S92, S61, D27."""
    writeback.tenant.settings(writeback=False)

    receipt = taken(writeback, new_activity())

    assert (receipt.state, receipt.refusal) == (None, Switch.CONTRACT)
    assert writeback.rows() == []


def test_s60_a_kind_that_the_admin_did_not_choose_is_disabled_and_the_others_are_not(writeback: Writeback) -> None:
    """S60."""
    writeback.tenant.settings(kinds={"note": False})

    note = taken(writeback, new_activity())
    inmail = taken(writeback, new_activity(ActivityKind.INMAIL, id="a2"))

    assert note.refusal is Switch.KIND
    assert inmail.state is ActivityState.QUEUED


def test_s44_an_admin_switches_single_users_off(writeback: Writeback) -> None:
    """S44, D27."""
    with writeback.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == SELLER).values(writeback=False))

    mine = taken(writeback, new_activity())
    others = taken(writeback, new_activity(id="a2", user_id=OTHER_SELLER))

    assert mine.refusal is Switch.ADMIN
    assert others.state is ActivityState.QUEUED


def test_s54_a_user_opts_out_by_kind(writeback: Writeback) -> None:
    """S53, S54: on by default."""
    row = {"contract_id": writeback.tenant.contract_id, "user_id": SELLER, "kind": "note", "enabled": False}
    with writeback.scope.writing() as open_scope:
        upsert(
            open_scope.connection,
            preferences,
            [{**row, "changed_at": writeback.now}],
            ["contract_id", "user_id", "kind"],
        )

    note = taken(writeback, new_activity())
    inmail = taken(writeback, new_activity(ActivityKind.INMAIL, id="a2"))

    assert note.refusal is Switch.USER
    assert inmail.state is ActivityState.QUEUED


def test_s54_d28_without_a_grant_it_is_kept_as_pending_auth_and_sent_when_there_is_one(writeback: Writeback) -> None:
    """S54, D27, D28."""
    with writeback.scope.writing() as open_scope:
        revoke(open_scope.connection, writeback.instance_id, SELLER)

    receipt = taken(writeback, new_activity())
    sent_without = writeback.deliver()
    writeback.grant(SELLER)
    writeback.deliver()

    assert receipt.state is ActivityState.PENDING_AUTH
    assert sent_without == 0
    assert writeback.row().state == "delivered"


def test_d18_d27_after_30_days_of_waiting_an_activity_is_a_dead_letter_without_text(writeback: Writeback) -> None:
    """D18, D27: a second run finds nothing."""
    writeback.take(new_activity(profile=STRANGER))
    writeback.tenant.clock.forward(days=30)

    ended = [expire_activities(writeback.tenant.parts, writeback.now) for _ in range(2)]

    row = writeback.row()
    assert ended == [1, 0]
    assert (row.state, row.reason, row.sealed) == ("dead", "expired", None)


def test_d27_a_day_before_its_expiry_the_text_is_kept(writeback: Writeback) -> None:
    """D27."""
    writeback.take(new_activity(profile=STRANGER))
    writeback.tenant.clock.forward(days=29, hours=23)

    expire_activities(writeback.tenant.parts, writeback.now)

    assert writeback.row().state == "needs_target"


def test_s63_an_unknown_or_inactive_user_is_refused(writeback: Writeback) -> None:
    """S63, D33."""
    with writeback.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == OTHER_SELLER).values(active=False))

    unknown, inactive = writeback.take(new_activity(user_id="nobody"), new_activity(id="a2", user_id=OTHER_SELLER))

    assert isinstance(unknown, ActingUserWrong)
    assert isinstance(inactive, ActingUserWrong)
    assert writeback.rows() == []


def test_s67_a_contradiction_is_refused(writeback: Writeback) -> None:
    """S67."""
    (refused,) = writeback.take(new_activity(ActivityKind.MESSAGE, degree=Degree.SECOND))

    assert isinstance(refused, ActivityContradicts)
    assert writeback.rows() == []


def test_s70_the_same_activity_twice_is_one(writeback: Writeback) -> None:
    """S70: idempotent by its id, also after it was delivered."""
    first = taken(writeback, new_activity())
    again = taken(writeback, new_activity())
    writeback.deliver()
    after = taken(writeback, new_activity())

    assert (first.state, again.state) == (ActivityState.QUEUED, ActivityState.QUEUED)
    assert after.state is ActivityState.DELIVERED
    assert len(writeback.rows()) == 1


@pytest.mark.parametrize(
    "changed",
    [{"text": Text("Other", "text")}, {"profile": COMPANY}, {"user_id": OTHER_SELLER}, {"degree": Degree.THIRD}],
)
def test_s70_the_same_id_with_other_content_is_refused(writeback: Writeback, changed: dict[str, Any]) -> None:
    """S70."""
    writeback.take(new_activity())

    (refused,) = writeback.take(new_activity(**changed))

    assert isinstance(refused, ActivityIdReused)


def test_s70_one_invalid_activity_refuses_no_other(writeback: Writeback) -> None:
    """S70, D35."""
    receipts = writeback.take(
        new_activity(id="good-1"),
        new_activity(ActivityKind.INMAIL, id="bad", degree=Degree.FIRST),
        new_activity(id="good-1"),
        new_activity(id="good-2"),
    )

    assert [isinstance(one, OnematchError) for one in receipts] == [False, True, False, False]
    assert [row.id for row in writeback.rows()] == ["good-1", "good-2"]


def test_d34_an_inmail_that_was_sent_is_logged_although_the_member_opted_out(writeback: Writeback) -> None:
    """D34, S82."""
    note = {"kind": "person", "profile_id": MEMBER.id, "state": "open", "into_id": None}
    with writeback.scope.writing() as open_scope:
        upsert(
            open_scope.connection,
            profile_notes,
            [{**note, "inmail_opt_out": True, "version": "1"}],
            ["kind", "profile_id"],
        )

    receipt = taken(writeback, new_activity(ActivityKind.INMAIL))

    assert receipt.state is ActivityState.QUEUED


def test_s70_a_dry_run_shows_target_probability_and_body_without_a_call(writeback: Writeback) -> None:
    """S70: the shown body is the one that is sent."""
    activity = new_activity(ActivityKind.SMART_LINK_VIEW)
    with writeback.tenant.store.reading() as connection:
        seen = preview(connection, writeback.scope, activity, writeback.now, writeback.tenant.parts.matching)
    stored = writeback.rows()
    requests = list(writeback.crm.seen)

    writeback.take(activity)
    writeback.deliver()

    assert (stored, requests) == ([], [])
    assert seen.receipt.link is not None
    assert (seen.receipt.link.key, seen.receipt.link.probability) == (CONTACT, 0.97)
    assert [(one.path, one.body) for one in seen.requests] == [(one.path, one.body) for one in writeback.crm.seen]


def test_s69_the_subject_line_names_the_type_of_task(writeback: Writeback) -> None:
    """S69."""
    writeback.take(new_activity(ActivityKind.SMART_LINK_VIEW))

    writeback.deliver()

    (item,) = writeback.crm.holdings.items.values()
    assert "Smart Link viewed: Subject of it" in repr(item.values)


def test_d24_an_accepted_activity_has_the_instances_epoch(writeback: Writeback) -> None:
    """D24."""
    writeback.take(new_activity())

    assert writeback.row().epoch == writeback.scope.instance.epoch
