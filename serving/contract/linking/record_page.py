"""Page 3: a record beside its profile: why it is linked, why not to another one, its history, and the re-match."""

from collections import Counter
from urllib.parse import urlencode

from starlette.responses import Response

from serving.console.api import Refusal
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import (
    candidates_of,
    compared_rows,
    explanation_of,
    kind_of,
    names_of,
    record_path,
    refused_of,
    waterfall_of,
)
from serving.explanation.drawn import label_of
from serving.http.wire.formats import JsonObject

OBJECTS = ("contact", "lead", "account", "opportunity")
STATES = ("linked", "review", "unmatched", "duplicate")


async def find(visit: Visit) -> Response:
    """List records, those that a search finds or all."""
    filters = {name: visit.asked(name) for name in ("q", "object", "state")}
    if (file := await visit.csv("/records", **filters)) is not None:
        return file
    listing = await visit.api.get("/records", limit=50, cursor=visit.asked("cursor"), **filters)
    query = urlencode({name: value for name, value in filters.items() if value})
    linked = [
        (kind_of(record["object"]), record["link"]["profile_id"]) for record in listing["items"] if record["link"]
    ]
    return await visit.show(
        "records.html.j2",
        found=listing,
        names=await names_of(visit.api, linked),
        asked=filters,
        objects=OBJECTS,
        states=STATES,
        query=query,
    )


async def show(visit: Visit) -> Response:
    """Show a record with its link, the explanation of a profile, and what else a steward may do."""
    crm_object, record_id = (visit.request.path_params[name] for name in ("object", "record_id"))
    at = visit.asked("at")
    edits = visit.asked("edits") == "1"
    record = await visit.api.get(record_path(crm_object, record_id), at=at)
    link = record["link"] or {}
    ids = [visit.asked("profile"), link.get("profile_id"), link.get("runner_up_id")]
    candidates = candidates_of(record, ids) if record["link"] else []
    chosen = candidates[0] if candidates else None
    against = visit.asked("against")
    explained = None
    if chosen is not None:
        explained = await explanation_of(visit.api, record, chosen, against=against or None, edits=edits or None)
    refused = refused_of(record)
    matches = [profile for profile in await _search(visit, crm_object) if profile["id"] not in refused]
    people = None
    if crm_object == "account" and record["link"]:
        path = f"{record_path(crm_object, record_id)}/members"
        if (file := await visit.csv(path)) is not None:
            return file
        people = await visit.api.get(path, limit=20, cursor=visit.asked("cursor"))
    kind = kind_of(crm_object)
    names = await names_of(visit.api, [(kind, profile_id) for profile_id in (*candidates, *_profiles_of(record))])
    return await visit.show(
        "record.html.j2",
        record=record,
        kind=kind,
        people=people,
        candidates=candidates,
        names=names,
        chosen=chosen,
        against=against,
        at=at,
        explained=explained,
        pair=_pair(record, explained),
        take_back={"path": f"{record_path(crm_object, record_id)}/lift", "fields": {}} if visit.asked("undo") else None,
        search=visit.asked("search"),
        found=matches,
    )


def _profiles_of(record: JsonObject) -> list[str | None]:
    """Return the profiles that a record's link and history name."""
    link = record["link"] or {}
    named = [*record["statements"], *record["history"]]
    return [link.get("profile_id"), link.get("runner_up_id"), *(one["profile_id"] for one in named)]


def _pair(record: JsonObject, explained: JsonObject | None) -> JsonObject | None:
    """Return what the page draws of an explanation; None where it is withheld."""
    whole = None if explained is None else explained["explanation"]
    if whole is None:
        return None
    pair = whole["pair"]
    steps, waterfall = waterfall_of(pair)
    differing: Counter[str] = Counter()
    for step in (whole["contrast"] or {"steps": ()})["steps"]:
        differing[label_of(step["says"])] += step["difference"]
    differing_rows = sorted(differing.items(), key=lambda row: -abs(row[1]))[:12]
    shown = {"rows": compared_rows(record, pair), "waterfall": waterfall, "steps": steps, "whole": whole}
    return shown | {"differing": differing_rows}


async def _search(visit: Visit, crm_object: str) -> list[JsonObject]:
    words = visit.asked("search")
    if not words:
        return []
    try:
        return await visit.api.items("/profiles", kind=kind_of(crm_object), q=words)
    except Refusal as refused:
        if refused.status != 422:
            raise
        return []


async def passport(visit: Visit) -> Response:
    """Return the passport of the record's link as a file, as the API issued it."""
    path = _record(visit)
    answer = await visit.api.send("GET", f"{path}/passport", headers={"Accept": "application/json"})
    named = path.rpartition("/")[2]
    return visit.attachment(answer.content, "application/json", f'attachment; filename="passport-{named}.json"')


async def rematch(visit: Visit) -> Response:
    """Link the record to the profile that the visitor chose, for all users."""
    path = _record(visit)
    await visit.api.send("PUT", f"{path}/link", body={"profile_id": visit.sent("profile_id")})
    return visit.go(path, "rematched", undo=1)


async def reject(visit: Visit) -> Response:
    """Reject the record's link for good, or the profile that it is to be reviewed for."""
    path = _record(visit)
    if visit.sent("profile_id"):
        await _judge(visit, verdict="not_match", profile_id=visit.sent("profile_id"))
    else:
        await visit.api.send("DELETE", f"{path}/link")
    return visit.go(path, "rejected", undo=1)


async def lift(visit: Visit) -> Response:
    """Withdraw what was stated on the record; the model decides again."""
    await _judge(visit, verdict="lifted")
    return visit.go(_record(visit), "undone")


async def _judge(visit: Visit, **stated: str) -> None:
    crm_object, record_id = (visit.request.path_params[name] for name in ("object", "record_id"))
    await visit.api.send("POST", "/judgements", body={"object": crm_object, "record_id": record_id, **stated})


def _record(visit: Visit) -> str:
    return record_path(visit.request.path_params["object"], visit.request.path_params["record_id"])


PAGES = pages(
    Role.USER,
    {
        "/records": find,
        "/records/{object}/{record_id:path}/passport.json": passport,
        "/records/{object}/{record_id:path}": show,
    },
    {
        "/records/{object}/{record_id:path}/link": rematch,
        "/records/{object}/{record_id:path}/reject": reject,
        "/records/{object}/{record_id:path}/lift": lift,
    },
)
