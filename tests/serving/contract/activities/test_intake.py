"""The decision on a logged activity (S50 to S70, D27, D29, D33 to D35)."""

from typing import Any

import pytest
from sqlalchemy import update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.access.callers import ActingUserWrong
from serving.contract.activities.activities import expire_activities
from serving.contract.activities.intake import ActivityIdReused, NewActivity, Receipt, preview
from serving.crm.activities import Degree, Text
from serving.store.tables.contracts import users
from serving.vocabulary.links import ProfileKey
from serving.vocabulary.terms import ActivityKind
from tests.support.tenant import OTHER_SELLER
from tests.support.writeback_tenant import COMPANY, CONTACT, Writeback, new_activity

STRANGER = ProfileKey(Kind.PERSON, "M9")


def taken(writeback: Writeback, activity: NewActivity) -> Receipt:
    (receipt,) = writeback.take(activity)
    assert isinstance(receipt, Receipt), receipt
    return receipt


def test_d18_d27_after_30_days_of_waiting_an_activity_is_a_dead_letter_without_text(writeback: Writeback) -> None:
    """D18, D27: and no other one; a second run finds nothing."""
    writeback.take(new_activity(profile=STRANGER))
    writeback.tenant.clock.forward(hours=1)
    writeback.take(new_activity(id="a2", profile=STRANGER))
    writeback.tenant.clock.forward(days=29, hours=23)

    ended = [expire_activities(writeback.tenant.parts, writeback.now) for _ in range(2)]

    first, second = sorted(writeback.rows(), key=lambda row: row.id != new_activity().id)
    assert ended == [1, 0]
    assert (first.state, first.reason, first.sealed) == ("dead", "expired", None)
    assert (second.state, second.sealed is not None) == ("needs_target", True)


def test_s63_an_unknown_or_inactive_user_is_refused(writeback: Writeback) -> None:
    """S63, D33."""
    with writeback.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == OTHER_SELLER).values(active=False))

    unknown, inactive = writeback.take(new_activity(user_id="nobody"), new_activity(id="a2", user_id=OTHER_SELLER))

    assert isinstance(unknown, ActingUserWrong)
    assert isinstance(inactive, ActingUserWrong)
    assert writeback.rows() == []


@pytest.mark.parametrize(
    "changed",
    [{"text": Text("Other", "text")}, {"profile": COMPANY}, {"user_id": OTHER_SELLER}, {"degree": Degree.THIRD}],
)
def test_s70_the_same_id_with_other_content_is_refused(writeback: Writeback, changed: dict[str, Any]) -> None:
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


def test_s70_a_dry_run_shows_target_probability_and_body_without_a_call(writeback: Writeback) -> None:
    """S70: the shown body is the one that is sent."""
    activity = new_activity(ActivityKind.SMART_LINK_VIEW)
    with writeback.scope.reading() as open_scope:
        seen = preview(open_scope, activity, writeback.now, writeback.tenant.parts.matching)
    stored = writeback.rows()
    requests = list(writeback.crm.seen)

    writeback.take(activity)
    writeback.deliver()

    assert (stored, requests) == ([], [])
    assert seen.receipt.link is not None
    assert (seen.receipt.link.key, seen.receipt.link.probability) == (CONTACT, 0.97)
    assert [(one.path, one.body) for one in seen.requests] == [(one.path, one.body) for one in writeback.crm.seen]
