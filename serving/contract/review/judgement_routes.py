"""The review queue and the judgements of users (S28, D21)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.badges.movers import Left
from serving.contract.clusters.record_clusters import PairAsked, pairs_seen, pairs_source
from serving.contract.linking.record_pairs import PairOfRecordsWrong, pair_of
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import ProfileMissing, author_of, judge, judge_records
from serving.contract.records.calls import (
    JudgedId,
    JudgingCall,
    Preference,
    ShownValue,
    UserCall,
    example,
    routes,
)
from serving.contract.records.keys import visible_among
from serving.contract.records.link_answers import LeftWithheld, LinkShown, RecordName, shown_link
from serving.contract.records.link_rows import link_of
from serving.contract.records.locate import current_key
from serving.contract.records.services import WrapperServices
from serving.contract.review.review import guaranteed, missed_of, ordered_queue, queue_from, review_progress
from serving.http.paging import Listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import InstanceScope
from serving.store.readings import Reading
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import Linkable

PROBLEMS: Problems = {
    ProfileMissing: ProblemKind(422, "profile-missing", "The verdict needs a profile"),
    PairOfRecordsWrong: ProblemKind(422, "pair-wrong", "The records are no pair"),
}

OneOrTwo = Literal["are these two records one person?", "are these two records one company?"]
_QUESTIONS: Mapping[Kind, OneOrTwo] = {
    Kind.PERSON: "are these two records one person?",
    Kind.COMPANY: "are these two records one company?",
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


class OtherRecord(BaseModel, extra="forbid"):
    """The other record of a pair."""

    object: Linkable
    id: JudgedId


class Judgement(BaseModel, extra="forbid"):
    """One verdict on a record and a profile, or on a record and an `other` one: whether they are one.

    `profile_id` is left out with nobody and beside `other`; with `other` the verdict is no nobody.
    """

    object: Linkable
    record_id: JudgedId
    verdict: Answer
    profile_id: JudgedId | None = None
    other: OtherRecord | None = None


class JudgementTaken(BaseModel):
    """The record with its present link."""

    record: RecordName
    link: LinkShown | None


class ProfileAsked(BaseModel):
    """A candidate of a record, without probability and reasons."""

    profile_id: str | None


class QuestionShown(ShownValue):
    """A question about a record and a profile; with `blind` there is `asked` in place of `link`.

    `left_probability`: the probability that this person has left the company that the record names.
    """

    record: RecordName
    link: LinkShown | None = None
    asked: ProfileAsked | None = None
    left_probability: float | LeftWithheld | None = Field(default=None, examples=[0.97])


class RecordPairQuestion(BaseModel):
    """A question about two records that no profile explains; with `blind` there is no probability.

    `is_together`: one cluster of the report holds both.
    """

    question: OneOrTwo
    record: RecordName
    other: RecordName
    probability: float | None = Field(examples=[0.62])
    is_together: bool | None = Field(examples=[True])


class PairQueueShown(Listing[RecordPairQuestion]):
    """The pairs of records to ask about, the least certain first."""


class About(StrEnum):
    """What a question is about: a record and a profile, or two records."""

    PROFILES = "profiles"
    RECORDS = "records"


class RiskShown(BaseModel):
    """What is left without further review; `records` are in review, which are the open questions.

    `missed`: how many of them are right, by their probabilities; `upper`: upper bound (95 % confidence) of the share of
    wrong links, by the answers of the queue so far; `max_error`: the highest probability that a decision of the queue
    is wrong, null of an empty one; `at_stake`: how many links go to review if the next answer calls a link wrong, null
    where that does not end the guarantee. How many links are expected to be wrong says `reports/suspects`.
    """

    records: int
    missed: float
    upper: float | None
    max_error: float | None
    at_stake: int | None


class QueueShown(Listing[QuestionShown]):
    """The next questions; `answered` ones are behind. `may_stop`: the contract's guarantee is in force,
    at most one wrong badge in `one_wrong_in`, or, with that null, further review is not worth its time; see `risk`.

    `as_of`: when the order was found, of a large contract at most some minutes ago; answered records are left
    out. `needed`: where nothing can be linked yet, why, and how many more answers would probably change that.
    """

    may_stop: bool
    one_wrong_in: int | None
    answered: int
    as_of: datetime | None
    risk: RiskShown
    needed: str | None


router = routes("links")


@router.get("/review-queue", summary="Show the review queue")
def queue(
    call: UserCall,
    kind: Annotated[Kind, Query()] = Kind.PERSON,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    blind: Annotated[bool, Query(description="show no score and no reason")] = False,
    about: Annotated[About, Query(description="records and profiles, or pairs of records")] = About.PROFILES,
    prefer: Preference = "",
) -> QueueShown | PairQueueShown:
    """Show the records whose review is worth most, alternating with random ones; the order is stable.

    Records that the user may not see in the CRM are left out (S33).

    With `about=records` the questions are pairs of records without a profile: are these two records one?
    """
    if about is About.RECORDS:
        kept = call.reading_of(pairs_source(call.services, call.scope, kind)).body
        with call.reading() as scope:
            pairs = pairs_seen(scope, kept, call.actor, limit)
        call.name(records=[name for pair in pairs for name in (pair.first, pair.second)])
        return PairQueueShown(items=[_pair_question(pair, kind, blind=blind) for pair in pairs])
    source = queue_source(call.services, call.scope, kind)
    ordered = call.preferred(source, prefer)
    with call.reading() as scope:
        questions = queue_from(scope, ordered.body, limit, call.matching, call.actor)
        progress = review_progress(scope)
        one_wrong_in = guaranteed(scope, kind, call.matching)
        missed = missed_of(scope, kind)
    call.name(records=[link.key.name for link, _ in questions])
    return QueueShown(
        items=[_shown(link, left, blind=blind) for link, left in questions],
        may_stop=one_wrong_in is not None or ordered.body["may_stop"],
        one_wrong_in=one_wrong_in,
        answered=progress.answered[kind],
        risk=RiskShown(
            records=progress.questions[kind],
            missed=round(missed, 2),
            **{name: ordered.body.get(name) for name in ("upper", "max_error", "at_stake")},
        ),
        as_of=ordered.made_at,
        needed=None if one_wrong_in else ordered.body.get("needed"),
    )


@router.post(
    "/judgements",
    summary="Judge a pair",
    openapi_extra=example({"object": "contact", "record_id": "17", "verdict": "not_match", "profile_id": "M1"}),
)
def take(asked: Judgement, call: JudgingCall) -> JudgementTaken:
    """Store a verdict; it applies at once, for all users of the contract.

    A verdict on two records holds in the next report of duplicates: they are one cluster, or never are.
    """
    keys = [RecordKey(asked.object, asked.record_id)]
    if asked.other is not None:
        _require_pair_verdict(asked)
        keys.append(RecordKey(asked.other.object, asked.other.id))
    with call.writing() as scope:
        work = Relinking.of_statement(scope, call.now, call.services)
        named = tuple(current_key(scope, key) for key in keys)
        key = named[0]
        pair = None if asked.other is None else pair_of(*named)
        if asked.verdict is not Answer.SKIP:
            verdict = Verdict(asked.verdict)
            author = author_of(scope, call.actor)
            if pair is None:
                judge(work, key, verdict, asked.profile_id, author)
            else:
                judge_records(work, pair, verdict, author)
        link = link_of(work.scope, key)
        visible = visible_among(work.scope, [key], call.actor)
    call.name(records=[record.name for record in pair or named])
    shown = None if link is None else shown_link(link, is_visible=key in visible)
    return JudgementTaken(record=RecordName.of(key), link=shown)


def _require_pair_verdict(judgement: Judgement) -> None:
    """Raise PairOfRecordsWrong where a verdict cannot be one on two records."""
    if judgement.profile_id is not None or judgement.verdict is Answer.NOBODY:
        got = (
            "nobody"
            if judgement.verdict is Answer.NOBODY
            else wording("the profile {profile_id}", profile_id=judgement.profile_id)
        )
        raise PairOfRecordsWrong("other: got it beside {got}, expected match, not_match, lifted or skip alone", got=got)


def queue_source(parts: WrapperServices, scope: InstanceScope, kind: Kind) -> Reading:
    """Return what is kept of a kind's queue, and what makes it: under new switches the former order stands a while."""
    return Reading(
        scope,
        f"review/{kind}",
        lambda opened: ordered_queue(opened, kind, parts.matching),
        edition=f"{parts.matching.matcher(kind).model_version}/{scope.contract.settings_version}",
        fresh_for=timedelta(minutes=2),
        large=ORDER_KEPT_FROM,
    )


def _pair_question(question: PairAsked, kind: Kind, *, blind: bool) -> RecordPairQuestion:
    first, second = (RecordName.of(RecordKey.parse(name)) for name in (question.first, question.second))
    return RecordPairQuestion(
        question=_QUESTIONS[kind],
        record=first,
        other=second,
        probability=None if blind else question.probability,
        is_together=None if blind else question.is_together,
    )


def _shown(link: LinkRow, left: Left | None, *, blind: bool) -> QuestionShown:
    record = RecordName.of(link.key)
    if blind:
        return QuestionShown(record=record, asked=ProfileAsked(profile_id=link.profile_id))
    shown = shown_link(link, is_visible=True)  # the queue holds what its reader may see
    return QuestionShown.of({"record": record, "link": shown, "left_probability": left})
