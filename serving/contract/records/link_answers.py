"""Links on the wire: state, probability, margins, maker and reasons."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import Row

from serving.contract.records.calls import ShownValue
from serving.contract.records.link_rows import GONE
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState


class RecordName(ShownValue):
    """A record of the CRM."""

    object: CrmObject
    id: str


class LinkShown(ShownValue):
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
    """A former or present state of a record, with its cause; `gone`: the record did not exist.

    Nobody made a `gone` state's link: of the link that ended with the record it keeps the profile.
    """

    state: str
    profile_id: str | None
    probability: float | None
    margin: float | None
    winner: RecordName | None
    made_by: MadeBy | None
    model_version: str
    basis: str | None
    reasons: list[str]
    cause: str
    at: datetime


_HIDDEN: Mapping[str, Any] = {"probability": None, "margin": None, "runner_up_id": None, "basis": None, "reasons": []}
"""What a user does not see of the link of a record that the CRM hides."""


def shown_link(link: LinkRow, *, is_visible: bool) -> LinkShown:
    """Return a link as it is shown: of a record that the user may not see, the decision alone (S33).

    A reason such as "same e-mail" is a value too, so is the profile that the record resembles next, and a probability
    confirms guesses.
    """
    shown = LinkShown.of(link)
    return shown if is_visible else shown.model_copy(update={**_HIDDEN, "made_by": _hidden_maker(link.made_by)})


def shown_state(row: Row[Any], *, is_visible: bool) -> StateShown:
    """Return a row of the history as it is shown; where the record is hidden from the user, the decision alone."""
    winner = row.winner_object and RecordName(object=row.winner_object, id=row.winner_id)
    hidden = {} if is_visible else {**_HIDDEN, "made_by": _hidden_maker(row.made_by)}
    if row.state == GONE:
        hidden = {**_HIDDEN, "made_by": None}
    return StateShown.model_validate({**row._mapping, "winner": winner or None, **hidden})


def shown_history(rows: Iterable[Row[Any]], *, is_visible: bool) -> list[StateShown]:
    """Return a history; of a hidden record the changes of state or profile, since others come from its values."""
    kept: list[StateShown] = []
    for row in rows:
        if is_visible or not kept or (kept[-1].state, kept[-1].profile_id) != (row.state, row.profile_id):
            kept.append(shown_state(row, is_visible=is_visible))
    return kept


def _hidden_maker(made_by: str) -> str:
    """Return who made a hidden record's link; that it names its profile is a value of it."""
    return MadeBy.MODEL if made_by == MadeBy.FORCED else made_by


def record_name(key: RecordKey | None) -> RecordName | None:
    """Return a record's key as it is shown."""
    return None if key is None else RecordName.of(key)


class LeftWithheld(ShownValue):
    """A probability that the acting user may not see, because it follows from values of the CRM."""

    withheld: Literal["crm_permission"]
