"""Links on the wire: state, probability, margins, maker and reasons."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import Row

from serving.http.routes.frame import ShownValue
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.vocabulary import CrmObject, MadeBy, RecordState


class RecordName(ShownValue):
    """A record of the CRM."""

    object: CrmObject
    id: str


class LinkShown(BaseModel):
    """A record's link.

    `profile_id`: the linked profile, the one for review, or the one that `winner` got. `margin` is the difference
    between two profiles of the record; that between two records of a profile stands in `/duplicates`, where both may be
    seen. Of a record that the user may not see in the CRM, `probability`, `margin`, `runner_up_id` and `basis` are null
    and `reasons` empty.
    """

    state: RecordState
    profile_id: str | None
    probability: float | None
    margin: float | None
    runner_up_id: str | None
    winner: RecordName | None
    made_by: MadeBy
    model_version: str
    basis: str | None
    reasons: list[str]
    since: datetime


class StateShown(BaseModel):
    """A former or present state of a record, with its cause; `gone`: the record did not exist."""

    state: str
    profile_id: str | None
    probability: float | None
    margin: float | None
    winner: RecordName | None
    made_by: MadeBy
    model_version: str
    basis: str | None
    reasons: list[str]
    cause: str
    at: datetime


def shown_link(link: LinkRow, *, is_visible: bool) -> LinkShown:
    """Return a link as it is shown: of a record that the user may not see, the decision alone (S33).

    A reason such as "same e-mail" is a value too, so is the profile that the record resembles next, and a probability
    confirms guesses.
    """
    return LinkShown(
        state=link.state,
        profile_id=link.profile_id,
        probability=link.probability if is_visible else None,
        margin=link.margin if is_visible else None,
        runner_up_id=link.runner_up_id if is_visible else None,
        winner=record_name(link.winner),
        made_by=_maker(link.made_by, is_visible=is_visible),
        model_version=link.model_version,
        basis=link.basis if is_visible else None,
        reasons=list(link.reasons) if is_visible else [],
        since=link.since,
    )


def shown_state(row: Row[Any], *, is_visible: bool) -> StateShown:
    """Return a row of the history as it is shown; where the record is hidden from the user, the decision alone."""
    winner = row.winner_object and RecordKey(CrmObject(row.winner_object), row.winner_id)
    return StateShown(
        state=row.state,
        profile_id=row.profile_id,
        probability=row.probability if is_visible else None,
        margin=row.margin if is_visible else None,
        winner=record_name(winner or None),
        made_by=_maker(row.made_by, is_visible=is_visible),
        model_version=row.model_version,
        basis=row.basis if is_visible else None,
        reasons=row.reasons if is_visible else [],
        cause=row.cause,
        at=row.at,
    )


def shown_history(rows: Iterable[Row[Any]], *, is_visible: bool) -> list[StateShown]:
    """Return a history; of a hidden record the changes of state or profile, since others come from its values."""
    kept: list[StateShown] = []
    for row in rows:
        if is_visible or not kept or (kept[-1].state, kept[-1].profile_id) != (row.state, row.profile_id):
            kept.append(shown_state(row, is_visible=is_visible))
    return kept


def _maker(made_by: MadeBy | str, *, is_visible: bool) -> MadeBy:
    """Return who made a link; that a hidden record names its profile is a value of it."""
    maker = MadeBy(made_by)
    return MadeBy.MODEL if maker is MadeBy.FORCED and not is_visible else maker


def record_name(key: RecordKey | None) -> RecordName | None:
    """Return a record's key as it is shown."""
    return None if key is None else RecordName.of(key)


class LeftWithheld(ShownValue):
    """A probability that the acting user may not see, because it follows from values of the CRM."""

    withheld: Literal["crm_permission"]
