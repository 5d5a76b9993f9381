"""Page 2: one question at a time: a record beside its best candidates, or two records that no profile explains.

Answers hold at once and can be taken back.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from features.normalise.records import normalise
from features.normalise.text import fold
from features.schema.kinds import Kind
from serving.console.api import names_in
from serving.console.page import ROOT, Role, Visit, pages
from serving.console.view import names
from serving.contract.linking.pair_page import (
    MARKS,
    candidates_of,
    compared_rows,
    explanation_of,
    kind_of,
    names_of,
    record_path,
)
from serving.explanation.bodies import Closeness
from serving.explanation.editable_columns import FIELD_OF, NO_EVIDENCE
from serving.explanation.levels import FieldCompared, fields_compared
from serving.http.wire.formats import JsonObject

PATH = "/review"
PAIRS = "/review/records"
MAX_UNDONE = 20
"""How many of the last answers of a sitting can be taken back one by one."""


async def show(visit: Visit) -> Response:
    """Show the next question of the queue, after those that were skipped in this sitting."""
    queue, waiting = await _queue(visit)
    if visit.asked("first"):
        waiting = [await _taken_back(visit, visit.asked("first")), *waiting]
    question = await _question(visit, waiting[0]) if waiting else None
    answered = _answered(visit.asked("undo"))
    values = {"undo": answered, "queue": queue, "question": question}
    key = None if question is None else question["key"]
    return await _shown(visit, PATH, "review.html.j2", key, json.dumps([key, *answered][:MAX_UNDONE]), **values)


async def show_pair(visit: Visit) -> Response:
    """Show the next pair of records, after those that were skipped in this sitting."""
    _, waiting = await _queue(visit, about="records")
    pair = await _pair(visit, waiting[0]) if waiting else None
    key, carried = (pair["key"], pair["names"]) if pair else (None, "")
    return await _shown(visit, PAIRS, "record_pairs.html.j2", key, carried, pair=pair, undo=visit.asked("undo"))


async def _queue(visit: Visit, **about: str) -> tuple[JsonObject, list[JsonObject]]:
    """Return the queue, and its questions that were not passed in this sitting."""
    passed = {key for key in (*visit.asked("skipped").split(";"), visit.asked("after")) if key}
    limit = min(100, 2 + len(passed))
    queue = await visit.api.now_kept("/review-queue", kind=visit.kind, limit=limit, blind=_is_blind(visit), **about)
    return queue, [question for question in queue["items"] if _key(question) not in passed]


async def _shown(visit: Visit, path: str, template: str, key: str | None, takes_back: str, **values: Any) -> Response:
    """Return the page; `ahead` is the address of the question that follows an answer, which a script fetches ahead."""
    sitting = {"kind": visit.kind, "blind": "1" if _is_blind(visit) else "", "skipped": visit.asked("skipped")}
    query = {name: value for name, value in {**sitting, "after": key, "undo": takes_back}.items() if value}
    ahead = "" if key is None else f"{ROOT}{path}?{urlencode(query)}"
    return await visit.show(template, **{**sitting, **values, "blind": _is_blind(visit), "ahead": ahead})


def _is_blind(visit: Visit) -> bool:
    return visit.asked("blind") == "1"


def _answered(value: str) -> list[str]:
    """Return the answered records of a sitting, the last one first, from a JSON list; anything else is none."""
    try:
        keys = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [key for key in keys if isinstance(key, str)][:MAX_UNDONE] if isinstance(keys, list) else []


async def _taken_back(visit: Visit, key: str) -> JsonObject:
    """Return the question whose answer was taken back, wherever the queue has it now."""
    crm_object, _, record_id = key.partition("/")
    link = (await visit.api.get(record_path(crm_object, record_id)))["link"] or {}
    record = {"object": crm_object, "id": record_id}
    decided = {"profile_id": link.get("profile_id")}
    return {"record": record, "asked": decided} if _is_blind(visit) else {"record": record, "link": link}


async def _question(visit: Visit, question: JsonObject) -> JsonObject:
    name = question["record"]
    record = await visit.api.get(record_path(name["object"], name["id"]))
    link = question.get("link") or {}
    first = link.get("profile_id") or (question.get("asked") or {}).get("profile_id")
    rivals = []
    ids = candidates_of(record, [first, link.get("runner_up_id")])
    named = await names_of(visit.api, [(kind_of(name["object"]), profile_id) for profile_id in ids])
    for profile_id in ids:
        explained = await explanation_of(visit.api, record, profile_id)
        if explained is not None:
            rival = _rival(record, profile_id, explained, named.get(profile_id, ""))
            rivals.append(rival | {"rows": {field: _marked(visit, row) for field, row in rival["rows"].items()}})
    return {
        "record": record,
        "link": link,
        "rivals": rivals,
        "key": _key(question),
        "left": question.get("left_probability"),
    }


def _rival(record: JsonObject, profile_id: str, explained: JsonObject, name: str) -> JsonObject:
    """Return a candidate as the question shows it; its name is withheld with the rest."""
    whole = explained["explanation"]
    rows = {} if whole is None else {row["field"]: row for row in compared_rows(record, whole["pair"])}
    shown = "" if whole is None else name
    return {"id": profile_id, "name": shown, "probability": explained["probability"], "rows": rows}


async def _pair(visit: Visit, question: JsonObject) -> JsonObject:
    parts = [(question[name]["object"], question[name]["id"]) for name in ("record", "other")]
    record, other = [await visit.api.get(record_path(*part)) for part in parts]
    first = record["columns"] or {}
    second = other["columns"] or {}
    columns = [name for name in dict.fromkeys((*first, *second)) if name not in NO_EVIDENCE]
    kind = Kind(kind_of(parts[0][0]))
    compared = fields_compared(kind, normalise(kind, first), normalise(kind, second))
    rows = [_row(name, first.get(name, ""), second.get(name, ""), _of_column(kind, name, compared)) for name in columns]
    rows = [_marked(visit, row) for row in rows]
    carried = names([name for part in parts for name in part])
    return question | {"one": record, "two": other, "rows": rows, "key": _key(question), "names": carried}


def _marked(visit: Visit, row: JsonObject) -> JsonObject:
    """Return a row without its mark where the review is blind."""
    return row | {"mark": MARKS[None]} if _is_blind(visit) else row


def _row(name: str, first: str, second: str, compared: Sequence[FieldCompared]) -> JsonObject:
    """Return both values of a column and how they compare; a missing one is no difference.

    A column that no level compares is the same where it reads the same.
    """
    both = {field.closeness for field in compared}
    read = Closeness.SAME if fold(first) == fold(second) else Closeness.DIFFERENT
    closeness = Closeness.CLOSE if len(both) > 1 else next(iter(both), read)
    mark = MARKS[closeness if first and second else None]
    says = "; ".join(field.said_of(f"{first}; {second}") for field in compared) if closeness is Closeness.CLOSE else ""
    return {"field": name, "first": first, "second": second, "mark": mark, "says": says}


def _of_column(kind: Kind, name: str, compared: Mapping[str, FieldCompared]) -> list[FieldCompared]:
    """Return what levels say of a column, of a whole name those of its parts."""
    fields = ("first", "last", "name") if name == "full_name" else (FIELD_OF[kind].get(name, ""),)
    return [compared[field] for field in fields if field in compared]


async def answer(visit: Visit) -> Response:
    """Store one answer and go to the next question."""
    verdict = visit.sent("verdict")
    key = f"{visit.sent('object')}/{visit.sent('record_id')}"
    if verdict == "skip":
        return _skip(visit, PATH, key, undo=visit.sent("undo"))
    profile = {"profile_id": visit.sent("profile_id")} if verdict in ("match", "not_match") else {}
    await _judge(visit, verdict, visit.sent("object"), visit.sent("record_id"), **profile)
    undo = json.dumps([key, *_answered(visit.sent("undo"))][:MAX_UNDONE])
    return visit.go(PATH, "answered", undo=undo, skipped=visit.sent("skipped"), **_state(visit))


async def answer_pair(visit: Visit) -> Response:
    """Store one answer on a pair of records and go to the next one."""
    verdict = visit.sent("verdict")
    if verdict == "skip":
        return _skip(visit, PAIRS, visit.sent("key"))
    await _judge_pair(visit, visit.sent("pair"), verdict)
    return visit.go(PAIRS, "paired", undo=visit.sent("pair"), skipped=visit.sent("skipped"), **_state(visit))


async def undo(visit: Visit) -> Response:
    """Withdraw the last answer; its question comes back, and the answer before it can be taken back then."""
    answered = _answered(visit.sent("undo"))
    if not answered:
        return visit.go(PATH, **_state(visit))
    crm_object, _, record_id = answered[0].partition("/")
    await _judge(visit, "lifted", crm_object, record_id)
    return visit.go(PATH, "undone", first=answered[0], undo=json.dumps(answered[1:]), **_state(visit))


async def undo_pair(visit: Visit) -> Response:
    """Withdraw the last answer on a pair."""
    await _judge_pair(visit, visit.sent("undo"), "lifted")
    return visit.go(PAIRS, "undone", **_state(visit))


def _skip(visit: Visit, path: str, key: str, **query: str) -> Response:
    return visit.go(path, skipped=f"{visit.sent('skipped')};{key}".strip(";"), **query, **_state(visit))


def _state(visit: Visit) -> dict[str, str]:
    return {name: visit.sent(name) for name in ("kind", "blind")}


async def _judge_pair(visit: Visit, pair: str, verdict: str) -> None:
    crm_object, record_id, other_object, other_id = names_in(pair, 4)
    await _judge(visit, verdict, crm_object, record_id, other={"object": other_object, "id": other_id})


async def _judge(visit: Visit, verdict: str, crm_object: str, record_id: str, **more: object) -> None:
    body = {"object": crm_object, "record_id": record_id, "verdict": verdict, **more}
    await visit.api.send("POST", "/judgements", body=body)


def _key(question: JsonObject) -> str:
    records = [question[name] for name in ("record", "other") if name in question]
    return "+".join(f"{record['object']}/{record['id']}" for record in records)


PAGES = pages(
    Role.USER,
    {PATH: show, PAIRS: show_pair},
    {f"{PATH}/answer": answer, f"{PATH}/undo": undo, f"{PAIRS}/answer": answer_pair, f"{PAIRS}/undo": undo_pair},
)
