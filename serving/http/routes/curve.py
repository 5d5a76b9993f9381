"""What each threshold would give: precision, recall, links and guarantee, with intervals."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, answers, needs, refusals
from serving.http.routes.waiting import Preference, read_preferred
from serving.rules.vocabulary import Scope
from serving.store.contracts import InstanceScope
from serving.store.readings import ReadingSource, WantedReading
from serving.sync.linking.precision import curve_of
from serving.sync.linking.review import link_threshold
from serving.sync.services import WrapperServices

_POINT = {
    "threshold": 0.9371,
    "linked": 3011.0,
    "links": 842,
    "one_wrong_in": 50,
    "linked_share": {"value": 0.585, "low": 0.571, "high": 0.598},
    "precision": {"value": 0.9901, "low": 0.9859, "high": 0.9930},
    "recall": {"value": 0.868, "low": 0.856, "high": 0.879},
}
_EXAMPLE = {
    "kind": "person",
    "model_version": "9d7b8f0e6e0ec6c7+2c9e.4",
    "as_of": "2026-03-02T09:00:00Z",
    "threshold": 0.9371,
    "records": 1203,
    "answers": 64,
    "bundle": [_POINT],
    "own": [],
    "reliability": [
        {"low": 0.9, "high": 0.95, "said": 0.931, "right": {"value": 0.94, "low": 0.91, "high": 0.96}, "answers": 312}
    ],
    "own_reliability": [],
}


class ShareShown(BaseModel):
    """A share with its 95 % interval (Wilson); null where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None


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


class ReliabilityBinShown(BaseModel):
    """Best candidates with a probability from `low` to `high`: what was `said` on average, and the share `right`."""

    low: float
    high: float
    said: float
    right: ShareShown
    answers: float


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


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of the curve."""
    router = APIRouter(prefix=CONTRACT, tags=["reports"])

    @router.get("/curve", summary="Show what each threshold gives", responses=refusals() | answers(_EXAMPLE))
    def curve(
        kind: Annotated[Kind, Query()],
        call: Annotated[Call, needs(Scope.ADMIN, Scope.READER, Scope.OPERATOR)],
        prefer: Preference = "",
    ) -> CurveShown:
        """Show precision, recall, links and guarantee by threshold, by the training's and by the contract's answers."""
        call.name(reports=["curve"])
        source = curve_source(parts, call.scope, kind)
        found = read_preferred(parts, call, source, prefer)
        with call.scope.reading() as open_scope:
            threshold = link_threshold(open_scope, parts.matching, kind)
        return CurveShown.model_validate(found.body | {"as_of": found.made_at, "threshold": threshold})

    return router


def curve_source(parts: WrapperServices, scope: InstanceScope, kind: Kind) -> ReadingSource:
    """Return what is kept of a kind's curve, and what makes it; the threshold in force is read at each visit."""
    wanted = WantedReading(f"curve/{kind}", parts.matching.matcher(kind).model_version)

    def make(connection: Connection) -> Any:
        found = curve_of(scope.on(connection), kind, parts.matching)
        return CurveShown.model_validate({**found, "threshold": 1.0}).model_dump(mode="json")

    return ReadingSource(wanted, make)
