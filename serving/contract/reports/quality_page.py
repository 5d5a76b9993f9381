"""Page 6: what a stricter threshold costs, whether probabilities mean what they say, and what drifts."""

from starlette.responses import Response

from features.ranking.feature_list import features_of
from features.schema.kinds import Kind
from serving.console.api import BEING_MADE, STALE, Refusal, number_in
from serving.console.page import Role, Visit, pages
from serving.drawing.curves import DrawnCurve, DrawnPoint, draw_curves
from serving.drawing.panel import NumberAxis, Panel, ReliabilityDot, percent, reliability_parts
from serving.drawing.svg import NEUTRAL, RIGHT, WRONG, Titled, picture
from serving.http.wire.formats import JsonObject
from serving.matching.guarantees.answers_needed import ENOUGH_LABELS
from serving.matching.policy import MIN_LINK_PROBABILITY

ROWS = 40
_NONE_YET = (404, 409, 503)
"""Refusals of a report that cannot be made yet."""
_RELIABILITY = (
    ("reliability", "right, by the training's held-out answers", RIGHT),
    ("own_reliability", "right, by this contract's own answers", WRONG),
)
_SHARES = {
    "precision": ("precision", RIGHT, ""),
    "recall": ("recall", WRONG, "6 3"),
    "linked_share": ("links of all records", NEUTRAL, "2 3"),
}
"""The drawn shares of a point, with name, colour and dashes."""
_SET_HERE = ("precision", "one_wrong_in", "claim_margin")


async def show(visit: Visit, conflict: JsonObject | None = None) -> Response:
    """Show both curves of a kind, the switches that move the threshold, precision by segment, and drift."""
    kind = visit.kind
    curve = await visit.api.now_kept("/curve", kind=kind)
    settings = await visit.api.send("GET", "/settings")
    effective = max((point["linked"] for point in curve["own"]), default=0.0)
    by_own = effective >= ENOUGH_LABELS
    points = curve["own"] if by_own else curve["bundle"]
    return await visit.show(
        "quality.html.j2",
        200 if conflict is None else STALE,
        kind=kind,
        curve=curve,
        points=points,
        by_own=by_own,
        effective=effective,
        enough=ENOUGH_LABELS,
        rows=_rows_of(points, curve["threshold"]),
        bundle_drawn=_drawn(curve["bundle"], curve["threshold"], "bundle"),
        own_drawn=_drawn(curve["own"], curve["threshold"], "own"),
        settings=settings.json(),
        etag=settings.headers.get("etag", ""),
        conflict=conflict,
        precision=await _rows(visit, "/reports/precision", kind),
        segments=await _rows(visit, "/reports/segments", kind),
        reliability_drawn=_reliability_drawn(curve),
    )


async def drift(visit: Visit) -> Response:
    """Show how far each input of a kind is from the training's; computed anew, so it stands apart."""
    try:
        rows = (await visit.api.get("/reports/drift")).get("items", [])
    except Refusal as refused:
        if refused.status not in _NONE_YET:
            raise
        rows = []
    says = {feature.key: f"{feature.sentence} ({feature.name})" for feature in features_of(Kind(visit.kind))}
    named = [row | {"name": says.get(row["name"], row["name"])} for row in rows if row["kind"] == visit.kind]
    return await visit.show("drift.html.j2", kind=visit.kind, drift=named)


async def _rows(visit: Visit, path: str, kind: str) -> list[JsonObject] | None:
    """Return a report's rows of a kind; None while they are made for the first time."""
    try:
        rows = (await visit.api.now_kept(path)).get("items", [])
    except Refusal as refused:
        if refused.name == BEING_MADE:
            return None
        if refused.status not in _NONE_YET:
            raise
        return []
    return [row for row in rows if row["kind"] == kind]


def _rows_of(points: list[JsonObject], threshold: float) -> list[JsonObject]:
    """Return at most ROWS of the points that a wanted precision gives, and the one in force, the strictest first.

    A wanted precision gives the lowest threshold that has it, as the policy counts: half an error is added.
    """
    in_force = min((point["threshold"] for point in points if point["threshold"] >= threshold), default=None)
    rows: list[JsonObject] = []
    most = 0.0
    for point in reversed(points):
        right = point["precision"]["value"] or 0.0
        wanted = (point["linked"] * right + 0.5) / (point["linked"] + 1)
        is_now = point["threshold"] == in_force
        if is_now or (wanted > most and point["threshold"] >= MIN_LINK_PROBABILITY):
            wrong = round(point["links"] * (1 - right))
            shown = threshold if is_now else point["threshold"]
            rows.append(point | {"threshold": shown, "is_now": is_now, "wanted": wanted, "wrong": wrong})
        most = max(most, wanted)
    step = -(-len(rows) // ROWS)
    return [row for place, row in enumerate(rows) if row["is_now"] or place % step == 0][::-1]


def _drawn(points: list[JsonObject], threshold: float, whose: str) -> str:
    shown = [point for point in points if point["precision"]["value"] is not None]
    if not shown:
        return ""
    curves = [
        DrawnCurve(
            name,
            colour,
            [
                DrawnPoint(point["threshold"], *_measured(point[key]))
                for point in shown
                if point[key]["value"] is not None
            ],
            dash,
        )
        for key, (name, colour, dash) in _SHARES.items()
    ]
    ends = [point["threshold"] for point in shown]
    titled = Titled(
        f"curve-{whose}",
        "Precision, recall and links by threshold",
        "Lines with their 95% intervals; the dashed upright line is the threshold in force.",
    )
    return draw_curves(titled, NumberAxis("least probability of a link", min(ends), max(ends)), curves, threshold)


def _reliability_drawn(curve: JsonObject) -> str:
    """Return the panels side by side: the training's answers, and the contract's own once there are some."""
    shown = [(name, curve[key], colour) for key, name, colour in _RELIABILITY if curve[key]]
    parts: list[str] = []
    for place, (name, bins, colour) in enumerate(shown):
        axes = NumberAxis("what the model says", 0, 1, words=percent), NumberAxis(name, 0, 1, words=percent)
        panel = Panel(52 + place * 430, 26, 350, 250, *axes)
        dots = [
            ReliabilityDot(answers_bin["probability"], *_measured(answers_bin["right"]), answers_bin["answers"])
            for answers_bin in bins
        ]
        parts += reliability_parts(panel, dots, colour)
    titled = Titled(
        "reliability",
        "Whether probabilities mean what they say",
        "Dots with 95% intervals; on the diagonal as many are right as the model says, above it more.",
    )
    return picture(titled, 430.0 * len(shown), 316.0, parts) if shown else ""


def _measured(share: dict[str, float]) -> tuple[float, float, float]:
    return share["value"], share["low"], share["high"]


async def change(visit: Visit) -> Response:
    """Set the wanted precision or guarantee; where the switches changed meanwhile, show what they are now."""
    changes: JsonObject = {name: number_in(name, visit.sent(name)) for name in _SET_HERE}
    if changes["claim_margin"] is None:
        del changes["claim_margin"]  # it has no absent value; the others fall back to the model's
    if await visit.api.change_settings(changes, visit.sent("etag")):
        return visit.go("/quality", "saved-settings", kind=visit.sent("kind"))
    return await show(visit, changes)


PAGES = pages(Role.ADMIN, {"/quality": show, "/quality/drift": drift}, {"/quality": change})
