"""The overview of a contract, for the first page of a console."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, answers, needs, refusals
from serving.http.routes.freshness import FreshnessShown, shown_freshness
from serving.http.routes.waiting import Preference, read_preferred
from serving.rules.vocabulary import KIND_OF, CrmObject, Scope
from serving.store.contracts import InstanceScope
from serving.store.readings import ReadingSource, WantedReading
from serving.sync.imports.freshness import read_freshness
from serving.sync.reports.gain import GAIN_COLUMNS, gain_rows
from serving.sync.reports.overview import (
    DriftAlarmShown,
    UnmatchedShown,
    dead_letters,
    drift_alarms,
    unmatched_of,
)
from serving.sync.reports.tables import rates_of
from serving.sync.services import WrapperServices

_EXAMPLE = {
    "at": "2026-03-02T09:00:00Z",
    "match_rates": [
        {
            "object": "contact",
            "records": 120,
            "linked": 96,
            "review": 9,
            "duplicate": 3,
            "unmatched": 12,
            "percent": 80.0,
        }
    ],
    "freshness": {
        "state": "fresh",
        "last_checkpoint_at": "2026-03-02T08:00:00Z",
        "changes_on_time": 410,
        "changes_late": 0,
        "slowest_s": 95,
        "held_imports": [],
    },
    "questions": {"person": 9, "company": 0},
    "dead_letters": 1,
    "drift": [{"kind": "person", "what": "feature", "name": "first_similarity@1", "psi": 0.31}],
    "unmatched": {
        "records": 24,
        "counted": 24,
        "by_reason": [
            {
                "kind": "person",
                "reason": "too_unlike",
                "sentence": "the nearest profile differs too much",
                "records": 8,
                "missing": {"email": 6, "company": 2},
            }
        ],
    },
}


_GAIN_EXAMPLE = {
    "as_of": "2026-03-02T08:40:00Z",
    "items": [
        {
            "kind": "person",
            "fields": "email",
            "records": 41,
            "expected_links": 17.2,
            "low": 11.0,
            "high": 23.9,
            "for_each_value": 0.42,
            "donors": 96,
        }
    ],
}
GAIN_KEPT_FOR = timedelta(hours=1)


class RateShown(BaseModel):
    """The records of one object by state; `percent` of them are linked."""

    object: CrmObject
    records: int
    linked: int
    review: int
    duplicate: int
    unmatched: int
    percent: float | None


class OverviewShown(BaseModel):
    """Counts alone, nothing of a single record; `questions` are the records in review.

    `at`: when they were counted; of a large contract at most some minutes ago. Freshness is always present.
    """

    at: datetime
    match_rates: list[RateShown]
    freshness: FreshnessShown
    questions: dict[Kind, int]
    dead_letters: int
    drift: list[DriftAlarmShown]
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


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the overview."""
    router = APIRouter(prefix=CONTRACT, tags=["reports"])

    @router.get("/overview", summary="Show the overview", responses=refusals() | answers(_EXAMPLE))
    def overview(call: Annotated[Call, needs(Scope.ADMIN)], prefer: Preference = "") -> OverviewShown:
        """Show match rates, freshness, open questions, dead letters, drift alarms, and why records have no link."""
        call.name(reports=["overview"])
        with call.scope.reading() as open_scope:
            freshness = shown_freshness(read_freshness(open_scope, call.now))
        source = overview_source(call.scope, call.now)
        found = read_preferred(parts, call, source, prefer)
        return OverviewShown.model_validate(found.body | {"freshness": freshness})

    @router.get("/overview/gain", summary="Show the gain plan", responses=refusals() | answers(_GAIN_EXAMPLE))
    def gain(call: Annotated[Call, needs(Scope.ADMIN)]) -> GainShown:
        """Show which fields to fill first, by the links that their values are expected to bring."""
        call.name(reports=["gain"])
        source = gain_source(parts, call.scope)
        found = parts.readings.read(call.scope, source.wanted, call.now, source.make)
        rows = [GainRowShown(**dict(zip(GAIN_COLUMNS, row, strict=True))) for row in found.body or ()]
        return GainShown(as_of=found.made_at, items=rows)

    return router


def overview_source(scope: InstanceScope, now: datetime) -> ReadingSource:
    """Return what is kept of the overview, and what makes it."""

    def make(connection: Connection) -> Any:
        open_scope = scope.on(connection)
        freshness = shown_freshness(read_freshness(open_scope, now))
        rates = rates_of(open_scope)
        return OverviewShown(
            at=now,
            match_rates=[RateShown.model_validate(one, from_attributes=True) for one in rates],
            freshness=freshness,
            questions={kind: sum(one.review for one in rates if KIND_OF[one.object] is kind) for kind in Kind},
            dead_letters=dead_letters(open_scope),
            drift=drift_alarms(open_scope, now),
            unmatched=unmatched_of(open_scope),
        ).model_dump(mode="json")

    return ReadingSource(WantedReading("overview"), make)


def gain_source(parts: WrapperServices, scope: InstanceScope) -> ReadingSource:
    """Return what is kept of the gain plan, and what makes it."""
    wanted = WantedReading("gain", fresh_for=GAIN_KEPT_FOR, waits=False, large=0)
    return ReadingSource(wanted, lambda connection: list(map(list, gain_rows(scope.on(connection), parts.matching))))
