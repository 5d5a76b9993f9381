"""Page 2: one question at a time, the record beside its best candidates; answers hold at once and can be taken back."""

import json
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from serving.console.page import ROOT, ConsolePage, Visit
from serving.console.pages.pair import (
    candidates_of,
    compared_rows,
    explanation_of,
    kind_of,
    names_of,
    record_path,
)

MOST_UNDONE = 20
"""How many of the last answers of a sitting can be taken back one by one."""


async def show(visit: Visit) -> Response:
    """Show the next question of the queue, after those that were skipped in this sitting."""
    kind = visit.kind
    blind = visit.asked("blind") == "1"
    skipped = visit.asked("skipped")
    passed = {one for one in (*skipped.split(","), visit.asked("after")) if one}
    queue = await visit.api.now_kept("/review-queue", kind=kind, limit=min(100, 2 + len(passed)), blind=blind)
    waiting = [one for one in queue["items"] if _key(one) not in passed]
    if visit.asked("first"):
        waiting = [await _taken_back(visit, visit.asked("first"), blind=blind), *waiting]
    question = await _question(visit, waiting[0]) if waiting else None
    answered = _answered(visit.asked("undo"))
    return visit.show(
        "review.html.j2",
        question=question,
        undo=answered,
        kind=kind,
        blind=blind,
        skipped=skipped,
        queue=queue,
        n_waiting=queue["risk"]["records"],
        ahead="" if question is None else _ahead(kind, question["key"], skipped, answered, blind=blind),
    )


def _answered(value: str) -> list[str]:
    """Return the answered records of a sitting, the last one first, from a JSON list; anything else is none."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)][:MOST_UNDONE] if isinstance(found, list) else []


def _ahead(kind: str, key: str, skipped: str, answered: list[str], *, blind: bool) -> str:
    """Return the address of the question that follows an answer to this one, which a script fetches ahead."""
    undo = json.dumps([key, *answered][:MOST_UNDONE])
    asked = {"kind": kind, "blind": "1" if blind else "", "skipped": skipped, "after": key, "undo": undo}
    return f"{ROOT}/review?{urlencode({name: value for name, value in asked.items() if value})}"


async def _taken_back(visit: Visit, key: str, *, blind: bool) -> dict[str, Any]:
    """Return the question whose answer was taken back, wherever the queue has it now."""
    crm_object, _, record_id = key.partition("/")
    link = (await visit.api.get(record_path(crm_object, record_id)))["link"] or {}
    record = {"object": crm_object, "id": record_id}
    asked = {"profile_id": link.get("profile_id")}
    return {"record": record, "asked": asked} if blind else {"record": record, "link": link}


async def _question(visit: Visit, asked: dict[str, Any]) -> dict[str, Any]:
    name = asked["record"]
    record = await visit.api.get(record_path(name["object"], name["id"]))
    link = asked.get("link") or {}
    first = link.get("profile_id") or (asked.get("asked") or {}).get("profile_id")
    rivals = []
    ids = await candidates_of(visit.api, record, [first, link.get("runner_up_id")])
    named = await names_of(visit.api, kind_of(name["object"]), ids)
    for profile_id in ids:
        explained = await explanation_of(visit.api, record, profile_id)
        if explained is not None:
            rivals.append(_rival(record, profile_id, explained, named.get(profile_id, "")))
    return {"record": record, "link": link, "rivals": rivals, "key": _key(asked), "left": asked.get("left_probability")}


def _rival(record: dict[str, Any], profile_id: str, explained: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a candidate as the question shows it; its name is withheld with the rest."""
    whole = explained["explanation"]
    rows = [] if whole is None else compared_rows(record, whole["pair"])
    by_field = {row["field"]: row for row in rows}
    return {
        "id": profile_id,
        "name": "" if whole is None else name,
        "probability": explained["probability"],
        "rows": by_field,
    }


async def answer(visit: Visit) -> Response:
    """Store one answer and go to the next question."""
    verdict = visit.sent("verdict")
    crm_object = visit.sent("object")
    record_id = visit.sent("record_id")
    state = {name: visit.sent(name) for name in ("kind", "blind")}
    key = f"{crm_object}/{record_id}"
    skipped = visit.sent("skipped")
    if verdict == "skip":
        return visit.go("/review", skipped=f"{skipped},{key}".strip(","), undo=visit.sent("undo"), **state)
    body = {"object": crm_object, "record_id": record_id, "verdict": verdict}
    if verdict in ("match", "not_match"):
        body["profile_id"] = visit.sent("profile_id")
    await visit.api.send("POST", "/judgements", body=body)
    undo = json.dumps([key, *_answered(visit.sent("undo"))][:MOST_UNDONE])
    return visit.go("/review", "answered", undo=undo, skipped=skipped, **state)


async def undo(visit: Visit) -> Response:
    """Withdraw the last answer; its question comes back, and the answer before it can be taken back then."""
    state = {name: visit.sent(name) for name in ("kind", "blind")}
    answered = _answered(visit.sent("undo"))
    if not answered:
        return visit.go("/review", **state)
    crm_object, _, record_id = answered[0].partition("/")
    await visit.api.send(
        "POST", "/judgements", body={"object": crm_object, "record_id": record_id, "verdict": "lifted"}
    )
    return visit.go("/review", "undone", first=answered[0], undo=json.dumps(answered[1:]), **state)


def _key(question: dict[str, Any]) -> str:
    return f"{question['record']['object']}/{question['record']['id']}"


PAGES = (
    ConsolePage("/review", show),
    ConsolePage("/review/answer", answer, method="POST"),
    ConsolePage("/review/undo", undo, method="POST"),
)
