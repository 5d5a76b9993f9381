"""Page 7: champion and challenger, their cards and gates, which badges a promotion would move, and its command."""

from starlette.responses import Response

from features.schema.texts import wording
from serving.console.api import Refusal
from serving.console.page import Role, Visit, pages
from serving.drawing.panel import NumberAxis, percent
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import REVIEW, RIGHT, WRONG, Titled
from serving.http.wire.formats import JsonObject

KINDS = ("person", "company")
_COLOURS = {"appear": RIGHT, "move": REVIEW, "vanish": WRONG}


async def show(visit: Visit) -> Response:
    """Show the models of both kinds; promotion stays on the command line."""
    models = {model["kind"]: model for model in await visit.api.items("/v1/models")}
    kinds = [await _kind(visit, kind, models[kind]) for kind in KINDS if kind in models]
    lacking = await visit.api.items("/v1/doctor")
    return await visit.show("models.html.j2", kinds=kinds, lacking=lacking)


async def _kind(visit: Visit, kind: str, model: JsonObject) -> JsonObject:
    below = f"/v1/models/{kind}"
    shadow = await visit.api.get(f"{below}/shadow", limit=50)
    newest = {changed["record_id"]: changed for changed in reversed(shadow["items"])}
    return {
        "kind": kind,
        "model": model,
        "history": await visit.api.items(f"{below}/history", limit=20),
        "turns": await visit.api.items(f"{below}/turns", limit=10),
        "gates": await visit.api.items(f"{below}/gates", limit=5),
        "shadow": shadow,
        "changes": list(reversed(newest.values())),
        "cards": await visit.api.items(f"{below}/cards"),
    }


async def diff(visit: Visit) -> Response:
    """Show which badges the challenger would add, move or remove: by segment, with the records."""
    kind = visit.request.path_params["kind"]
    change = visit.asked("change")
    if kind not in KINDS:
        raise Refusal(
            404,
            {"title": "There is no such kind", "detail": wording("expected one of {kinds}", kinds=", ".join(KINDS))},
        )
    path = f"/v1/models/{kind}/diff"
    difference = await visit.api.get(path, limit=50, change=change, cursor=visit.asked("cursor"))
    [model] = [model for model in await visit.api.items("/v1/models") if model["kind"] == kind]
    return await visit.show(
        "model_diff.html.j2",
        kind=kind,
        kinds=KINDS,
        model=model,
        found=difference,
        change=change,
        drawn=_drawn(difference),
    )


def _drawn(difference: JsonObject) -> str:
    """Return bars of the share of each segment's badges that change, one colour for each sort of change."""
    rows = []
    division = ""
    for segment in sorted(difference["segments"], key=lambda segment: segment["division"]):
        begin = 0.0
        parts = []
        for name, colour in _COLOURS.items():
            end = begin + segment[name] / segment["records"]
            parts.append(BarPart(begin, end, colour))
            begin = end
        heading = segment["division"] if segment["division"] != division else ""
        division = segment["division"]
        changed = sum(segment[name] for name in _COLOURS)
        rows.append(BarRow(segment["segment"], parts, f"{changed:,} of {segment['records']:,}", heading))
    most = max((part.end for row in rows for part in row.parts), default=0.0)
    if most == 0.0:
        return ""
    titled = Titled("segments", "Badges that change by segment", "The share of each segment's records.")
    legend = [(wording("badges that {name}", name=name), colour) for name, colour in _COLOURS.items()]
    return draw_rows(titled, NumberAxis("share of the records", 0, max(most, 0.01), words=percent), rows, legend)


async def report(visit: Visit) -> Response:
    """Return the report of a retraining as a file to keep, which opens without the console."""
    kind, turn = (visit.request.path_params[name] for name in ("kind", "turn"))
    answer = await visit.api.send("GET", f"/v1/models/{kind}/turns/{turn}/report")
    return visit.attachment(answer.content, "text/html", f'attachment; filename="{kind}-{turn}.html"')


PAGES = pages(Role.OPERATOR, {"/models": show, "/models/{kind}/diff": diff, "/models/{kind}/turns/{turn}": report})
