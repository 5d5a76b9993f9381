"""Activities on the wire: the requests of a seller's application and their answers."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, model_validator

from features.schema.kinds import Kind
from serving.contract.activities.activities import StoredActivity
from serving.contract.activities.intake import DISABLED, NewActivity, Preview
from serving.contract.records.calls import Id, ShownValue
from serving.contract.records.link_answers import RecordName, record_name
from serving.crm.activities import ActivityPart, Degree, Text
from serving.crm.routing import Suggestion, Why
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState, CrmObject

ActivityId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._:@=+~-]+$")]
"""The sender's id; it is a part of paths."""
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC))]


class ProfileNamed(ShownValue, extra="forbid"):
    """A member or a company of the network."""

    kind: Kind
    id: Id


class ActivitySent(BaseModel, extra="forbid"):
    """An activity of a seller.

    `degree`: of connection, for InMails and messages; `link_owner`: the owner of the viewed Smart Link.
    """

    id: ActivityId
    kind: ActivityKind
    profile: ProfileNamed
    subject: str = Field(default="", max_length=70_000)
    body: str = Field(default="", max_length=70_000)
    degree: Degree | None = None
    occurred_at: Moment
    link_owner: Id | None = None

    @model_validator(mode="after")
    def _has_an_owner_only_as_a_view(self) -> Self:
        if self.link_owner is not None and self.kind is not ActivityKind.SMART_LINK_VIEW:
            raise ValueError("link_owner with a smart_link_view alone")
        return self

    def read(self, acting_user: str) -> NewActivity:
        """Return the activity; the user of a Smart Link view is the link's owner, since nobody clicks (S63)."""
        return NewActivity(
            id=self.id,
            kind=self.kind,
            user_id=self.link_owner or acting_user,
            profile=ProfileKey(self.profile.kind, self.profile.id),
            text=Text(self.subject, self.body),
            degree=self.degree,
            occurred_at=self.occurred_at,
        )


class ActivityRecordChosen(BaseModel, extra="forbid"):
    """The record to link to the profile."""

    object: CrmObject
    id: Id

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.object, self.id)


class SuggestionShown(BaseModel):
    """A suggested record and the source of the suggestion."""

    object: CrmObject
    id: str
    why: Why
    probability: float | None


class RequestShown(ShownValue):
    """A request that would be sent to the CRM."""

    method: str
    path: str
    body: Any


class ActivityAnswer(BaseModel):
    """The state of an activity, or `disabled` with the switch that is off, which is not stored.

    `requests`: the requests of a dry run. `suggestions`: where it needs a target. Of a record that the user may not see
    in the CRM there is no probability and no request, which may name its account (S33).
    """

    id: str
    state: str
    reason: str | None
    target: RecordName | None
    probability: float | None
    suggestions: list[SuggestionShown]
    requests: list[RequestShown]


class PartShown(ShownValue):
    """A written part; `found_again`: found in the CRM by its marker after an unknown outcome."""

    part: ActivityPart
    record: RecordName
    crm_object: str
    crm_id: str
    found_again: bool


class CrmAnswerShown(BaseModel):
    """What the CRM answered to the last attempt, if it was no success; words of `message` that may be values are …."""

    status: int
    message: str | None


class ActivityShown(BaseModel):
    """An activity without its text, which is in the CRM or sealed; `written` is what the CRM holds of it."""

    id: str
    kind: ActivityKind
    user_id: str
    profile: ProfileNamed
    state: ActivityState
    reason: str | None
    target: RecordName | None
    occurred_at: datetime
    accepted_at: datetime
    attempts: int
    next_at: datetime | None
    expires_at: datetime | None
    is_test: bool
    can_be_replayed: bool
    crm_answer: CrmAnswerShown | None
    written: list[PartShown]
    suggestions: list[SuggestionShown]


def answer_of(
    preview: Preview, visible: Collection[RecordKey], suggestions: Collection[Suggestion] = ()
) -> ActivityAnswer:
    """Return the answer of a logged activity; `visible` are the records that its reader may see in the CRM."""
    receipt = preview.receipt
    link = preview.receipt.link
    is_visible = link is not None and link.key in visible
    return ActivityAnswer(
        id=receipt.id,
        state=receipt.state or DISABLED,
        reason=receipt.refusal,
        target=record_name(link.key) if link else None,
        probability=link.probability if link and is_visible else None,
        suggestions=shown_suggestions(suggestions),
        requests=list(map(RequestShown.of, preview.requests if is_visible else ())),
    )


def shown_suggestions(suggestions: Collection[Suggestion]) -> list[SuggestionShown]:
    """Return suggested records."""
    return [
        SuggestionShown(**suggestion.record._asdict(), why=suggestion.why, probability=suggestion.probability)
        for suggestion in suggestions
    ]


def shown_activity(activity: StoredActivity, suggestions: Collection[Suggestion] = ()) -> ActivityShown:
    """Return a stored activity as it is shown."""
    row = activity.row
    answer = None if row.crm_status is None else CrmAnswerShown(status=row.crm_status, message=row.crm_message)
    own = {"profile": activity.profile, "target": activity.target, "written": activity.written, "crm_answer": answer}
    replayed = {"can_be_replayed": row.sealed is not None, "suggestions": shown_suggestions(suggestions)}
    return ActivityShown.model_validate({**row._mapping, **own, **replayed})
