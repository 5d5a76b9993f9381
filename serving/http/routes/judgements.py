"""The review queue and the judgements of users (S28, D21)."""

from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.link_answers import LeftWithheld, LinkShown, RecordName, shown_left, shown_link
from serving.http.routes.paging import Listing
from serving.http.wire.problems import ProblemKind
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import Cause, CrmObject, Scope
from serving.store.readings import Wanted
from serving.sync.linking.locate import current_key
from serving.sync.linking.relink import Relinking
from serving.sync.linking.review import Question, ordered_queue, queue_from
from serving.sync.linking.statements import ProfileMissing, author_of, judge
from serving.sync.records.change_context import ChangeContext
from serving.sync.records.links import link_of
from serving.sync.records.visibility import visible_among
from serving.sync.services import WrapperServices

PROBLEMS: dict[type[Exception], ProblemKind] = {
    ProfileMissing: ProblemKind(422, "profile-missing", "The verdict needs a profile"),
}


ORDER_KEPT_FROM = 200
"""Links from which on the order of the queue is kept: it takes longest of a question, and answers are left out."""


class Answer(StrEnum):
    """The answers of a user; `skip` stores nothing, `lifted` withdraws the last statement."""

    MATCH = "match"
    NOT_MATCH = "not_match"
    NOBODY = "nobody"
    LIFTED = "lifted"
    SKIP = "skip"


class Judgement(BaseModel):
    """One verdict on a record; `profile_id` is left out with nobody."""

    model_config = ConfigDict(extra="forbid")

    object: Literal[CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD]
    record_id: Annotated[str, Field(min_length=1, max_length=200, pattern="^[^\x00]+$")]
    verdict: Answer
    profile_id: Annotated[str | None, Field(min_length=1, max_length=200, pattern="^[^\x00]+$")] = None


class JudgementTaken(BaseModel):
    """The record with its present link."""

    record: RecordName
    link: LinkShown | None


class ProfileAsked(BaseModel):
    """A candidate of a record, without probability and reasons."""

    profile_id: str | None


class QuestionShown(BaseModel):
    """A question about a record and a profile; with `blind` there is `asked` in place of `link`.

    `left_probability`: the probability that this person has left the company that the record names.
    """

    record: RecordName
    link: LinkShown | None = None
    asked: ProfileAsked | None = None
    left_probability: float | LeftWithheld | None = Field(default=None, examples=[0.97])


class RiskShown(BaseModel):
    """The expected errors without further review.

    `upper`: upper bound (95 % confidence) of the share of wrong links, by the answers of the queue so far.
    """

    records: int
    wrong_links: float
    missed: float
    upper: float | None


class QueueShown(Listing[QuestionShown]):
    """The next questions; `may_stop`: further review is not worth its time, with the remaining `risk`.

    `as_of`: when order and risk were found, of a large contract at most some minutes ago; answered records are left
    out.
    """

    may_stop: bool
    as_of: datetime | None
    risk: RiskShown


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["links"], responses=refusals())

    @router.get("/review-queue", summary="Show the review queue")
    def queue(
        call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=True)],
        kind: Annotated[Kind, Query()] = Kind.PERSON,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        blind: Annotated[bool, Query(description="show no score and no reason")] = False,
    ) -> QueueShown:
        """Show the records whose review is worth most, alternating with random ones; the order is stable."""
        version = f"{parts.matching.matcher(kind).model_version}/{call.contract.settings_version}"
        ordered = parts.readings.read(
            call.scope,
            Wanted(f"review/{kind}", version, timedelta(minutes=2), large=ORDER_KEPT_FROM),
            call.now,
            lambda connection: ordered_queue(connection, call.scope, kind, parts.matching),
        )
        with parts.store.reading() as connection:
            found = queue_from(connection, call.scope, ordered.body, limit, parts.matching, call.actor)
            links = [one.link for one in found.questions]
            seen = visible_among(connection, call.live.id, [link.key for link in links], call.actor)
        call.name(records=[f"{link.key.object.value}/{link.key.id}" for link in links])
        return QueueShown(
            items=[_shown(one, blind=blind, is_visible=one.link.key in seen) for one in found.questions],
            may_stop=found.may_stop,
            risk=RiskShown(**asdict(found.risk)),
            as_of=ordered.made_at,
        )

    @router.post(
        "/judgements",
        summary="Judge a pair",
        openapi_extra=example({"object": "contact", "record_id": "17", "verdict": "not_match", "profile_id": "M1"}),
    )
    def take(
        asked: Judgement, call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=True, once=True)]
    ) -> JudgementTaken:
        """Store a verdict; it applies at once, for all users of the contract."""
        with call.scope.writing() as connection:
            work = Relinking(connection, call.scope, ChangeContext(Cause.STATEMENT, call.now), parts.linking)
            key = current_key(connection, work.instance_id, RecordKey(CrmObject(asked.object), asked.record_id))
            if asked.verdict is not Answer.SKIP:
                author = author_of(connection, call.scope, call.actor)
                judge(work, key, Verdict(asked.verdict.value), asked.profile_id, author)
            link = link_of(connection, work.instance_id, key)
        call.name(records=[f"{key.object.value}/{key.id}"])
        shown = None if link is None else shown_link(link)
        return JudgementTaken(record=RecordName(object=key.object, id=key.id), link=shown)

    return router


def _shown(question: Question, *, blind: bool, is_visible: bool) -> QuestionShown:
    link = question.link
    record = RecordName(object=link.key.object, id=link.key.id)
    if blind:
        return QuestionShown(record=record, asked=ProfileAsked(profile_id=link.profile_id))
    return QuestionShown(
        record=record, link=shown_link(link, is_visible=is_visible), left_probability=shown_left(question.left)
    )
