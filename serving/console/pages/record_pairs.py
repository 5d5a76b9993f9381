"""Pairs of records that no profile explains: are these two records one person, or one company?"""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from features.normalise.text import fold
from serving.console.api import names_in
from serving.console.page import ROOT, ConsolePage, Visit
from serving.console.pages.pair import record_path
from serving.console.view import names
from serving.explanation.editable_columns import NO_EVIDENCE

PATH = "/review/records"


async def show(visit: Visit) -> Response:
    """Show the next pair, after those that were skipped in this sitting."""
    kind = visit.kind
    blind = visit.asked("blind") == "1"
    skipped = visit.asked("skipped")
    passed = {one for one in (*skipped.split(";"), visit.asked("after")) if one}
    limit = min(100, 2 + len(passed))
    queue = await visit.api.get("/review-queue", kind=kind, about="records", limit=limit, blind=blind)
    waiting = [one for one in queue["items"] if _key(one) not in passed]
    pair = await _pair(visit, waiting[0]) if waiting else None
    asked = {"kind": kind, "blind": "1" if blind else "", "skipped": skipped}
    ahead = "" if pair is None else _address(asked | {"after": pair["key"], "undo": pair["names"]})
    return visit.show(
        "record_pairs.html.j2",
        kind=kind,
        blind=blind,
        skipped=skipped,
        pair=pair,
        undo=visit.asked("undo"),
        ahead=ahead,
    )


def _address(asked: dict[str, str]) -> str:
    return f"{ROOT}{PATH}?{urlencode({name: value for name, value in asked.items() if value})}"


async def _pair(visit: Visit, asked: dict[str, Any]) -> dict[str, Any]:
    one, other = [
        await visit.api.get(record_path(name["object"], name["id"])) for name in (asked["record"], asked["other"])
    ]
    first = one["columns"] or {}
    second = other["columns"] or {}
    columns = [name for name in dict.fromkeys((*first, *second)) if name not in NO_EVIDENCE]
    rows = [_row(name, first.get(name, ""), second.get(name, "")) for name in columns]
    carried = names([part for name in (asked["record"], asked["other"]) for part in (name["object"], name["id"])])
    return asked | {"one": one, "two": other, "rows": rows, "key": _key(asked), "names": carried}


def _row(name: str, first: str, second: str) -> dict[str, str]:
    """Return both values of a column and how they compare; a missing one is no difference."""
    if not first or not second:
        return {"field": name, "first": first, "second": second, "mark": "", "sign": ""}
    is_same = fold(first) == fold(second)
    mark, sign = ("same", "= agrees") if is_same else ("different", "≠ differs")
    return {"field": name, "first": first, "second": second, "mark": mark, "sign": sign}


async def answer(visit: Visit) -> Response:
    """Store one answer and go to the next pair."""
    verdict = visit.sent("verdict")
    skipped = visit.sent("skipped")
    state = {name: visit.sent(name) for name in ("kind", "blind")}
    if verdict == "skip":
        return visit.go(PATH, skipped=f"{skipped};{visit.sent('key')}".strip(";"), **state)
    await _judge(visit, visit.sent("pair"), verdict)
    return visit.go(PATH, "paired", undo=visit.sent("pair"), skipped=skipped, **state)


async def undo(visit: Visit) -> Response:
    """Withdraw the last answer on a pair."""
    await _judge(visit, visit.sent("undo"), "lifted")
    return visit.go(PATH, "undone", kind=visit.sent("kind"), blind=visit.sent("blind"))


async def _judge(visit: Visit, pair: str, verdict: str) -> None:
    crm_object, record_id, other_object, other_id = names_in(pair, 4)
    other = {"object": other_object, "id": other_id}
    body = {"object": crm_object, "record_id": record_id, "verdict": verdict, "other": other}
    await visit.api.send("POST", "/judgements", body=body)


def _key(asked: dict[str, Any]) -> str:
    return "+".join(f"{asked[name]['object']}/{asked[name]['id']}" for name in ("record", "other"))


PAGES = (
    ConsolePage(PATH, show),
    ConsolePage(f"{PATH}/answer", answer, method="POST"),
    ConsolePage(f"{PATH}/undo", undo, method="POST"),
)
