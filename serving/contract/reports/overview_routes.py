"""The overview of a contract for the first page of a console, the gain plan, and what each threshold would give."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.contract.imports.connector_routes import FreshnessShown, shown_freshness
from serving.contract.imports.freshness import read_freshness
from serving.contract.linking.precision import curve_of
from serving.contract.linking.unmatched import RateShown
from serving.contract.records.calls import Call, Preference, ReportCall, answers, needs, routes
from serving.contract.records.services import WrapperServices
from serving.contract.reports.gain import GAIN_COLUMNS, gain_rows
from serving.contract.reports.overview import (
    DriftAlarmShown,
    UnmatchedShown,
    dead_letters,
    drift_alarms,
    rates_of,
    unmatched_of,
)
from serving.contract.review.review import link_threshold, review_progress
from serving.http.docs import read_examples
from serving.matching.guarantees.operating_points import ReliabilityBinShown, ShareShown
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.readings import Reading
from serving.vocabulary.terms import Scope

_EXAMPLES = read_examples(__file__)
GAIN_KEPT_FOR = timedelta(hours=1)


class OverviewShown(BaseModel):
    """Counts alone, nothing of a single record; `questions` are the records in review, `answered` the queue's answers.

    `at`: when the others were counted; of a large contract at most some minutes ago.
    """

    at: datetime
    match_rates: list[RateShown]
    freshness: FreshnessShown
    questions: dict[Kind, int]
    answered: dict[Kind, int]
    dead_letters: int
    drift: list[DriftAlarmShown] | None
    unmatched: UnmatchedShown


class GainRowShown(BaseModel):
    """Fields of a kind: `records` lack them, and filling them all is expected to bring so many links (95 % interval).

    `for_each_value`: links for each filled value; null where too few `donors` have the field.
    """

    kind: Kind
    fields: str
    records: int
    expected_links: float | None
    low: float | None
    high: float | None
    for_each_value: float | None
    donors: int


class GainShown(BaseModel):
    """The gain plan; `as_of` is null while it is made for the first time, which takes up to some minutes."""

    as_of: datetime | None
    items: list[GainRowShown]


router = routes("reports")


@router.get("/overview", summary="Show the overview", responses=answers(_EXAMPLES["overview"]))
def overview(call: ReportCall, prefer: Preference = "") -> OverviewShown:
    """Show match rates, freshness, open questions, dead letters, drift alarms, and why records have no link."""
    call.name(reports=["overview"])
    with call.reading() as scope:
        now = {"freshness": shown_freshness(read_freshness(scope, call.now))} | review_progress(scope)._asdict()
    reading = call.preferred(overview_source(call.scope, call.now), prefer)
    return OverviewShown.model_validate(reading.body | now)


@router.get("/overview/gain", summary="Show the gain plan", responses=answers(_EXAMPLES["gain plan"]))
def gain(call: ReportCall) -> GainShown:
    """Show which fields to fill first, by the links that their values are expected to bring."""
    call.name(reports=["gain"])
    reading = call.reading_of(gain_source(call.services, call.scope))
    rows = [GainRowShown(**dict(zip(GAIN_COLUMNS.split(), row, strict=True))) for row in reading.body or ()]
    return GainShown(as_of=reading.made_at, items=rows)


def overview_source(scope: InstanceScope, now: datetime) -> Reading:
    """Return what is kept of the overview, and what makes it."""

    def make(opened: OpenScope) -> Any:
        return OverviewShown(
            at=now,
            match_rates=list(rates_of(opened)),
            freshness=shown_freshness(read_freshness(opened, now)),
            questions={},  # they are counted for each answer
            answered={},
            dead_letters=dead_letters(opened),
            drift=drift_alarms(opened, now),
            unmatched=unmatched_of(opened),
        ).model_dump(mode="json")

    return Reading(scope, "overview", make)


def gain_source(parts: WrapperServices, scope: InstanceScope) -> Reading:
    """Return what is kept of the gain plan, and what makes it."""
    return Reading(
        scope,
        "gain",
        lambda opened: list(map(list, gain_rows(opened, parts.matching))),
        fresh_for=GAIN_KEPT_FOR,
        waits=False,
        large=0,
    )


class PointShown(BaseModel):
    """What a threshold gives; `links`: how many of the contract's records it would link.

    `linked` answered records have at least this probability. `recall` is of the right best candidates.
    `one_wrong_in`: at most one wrong link in so many is guaranteed from here on (95 % confidence).
    """

    threshold: float
    links: int
    linked: float
    linked_share: ShareShown
    precision: ShareShown
    recall: ShareShown
    one_wrong_in: int | None


class CurveShown(BaseModel):
    """The curve of the bundle's out-of-fold answers, and that of the contract's own answers (`answers` of them).

    `as_of`: when the links were counted, of a large contract at most some minutes ago. `threshold` is in force;
    `records` were decided by the model. At most 200 points, the highest threshold first. `reliability` and
    `own_reliability`: whether the probabilities mean what they say, by the same answers.
    """

    kind: Kind
    as_of: datetime | None = None
    model_version: str
    threshold: float
    records: int
    answers: int
    bundle: list[PointShown]
    own: list[PointShown]
    reliability: list[ReliabilityBinShown] = []
    own_reliability: list[ReliabilityBinShown] = []


@router.get("/curve", summary="Show what each threshold gives", responses=answers(_EXAMPLES["curve"]))
def curve(
    kind: Annotated[Kind, Query()],
    call: Annotated[Call, needs(Scope.ADMIN, Scope.READER, Scope.OPERATOR)],
    prefer: Preference = "",
) -> CurveShown:
    """Show precision, recall, links and guarantee by threshold, by the training's and by the contract's answers."""
    call.name(reports=["curve"])
    reading = call.preferred(curve_source(call.services, call.scope, kind), prefer)
    with call.reading() as scope:
        threshold = link_threshold(scope, call.matching, kind)
    return CurveShown.model_validate(reading.body | {"as_of": reading.made_at, "threshold": threshold})


def curve_source(parts: WrapperServices, scope: InstanceScope, kind: Kind) -> Reading:
    """Return what is kept of a kind's curve, and what makes it; the threshold in force is read at each visit."""

    def make(opened: OpenScope) -> Any:
        points = curve_of(opened, kind, parts.matching)
        return CurveShown.model_validate({**points, "threshold": 1.0}).model_dump(mode="json")

    return Reading(scope, f"curve/{kind}", make, parts.matching.matcher(kind).model_version)
