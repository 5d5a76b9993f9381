"""The scenario's imports and links: pages and changes, what sellers see, re-matches, judgements, the network."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.regression.service import OTHER, SELLER, Call, Caller, by_admin, by_seller
from tests.regression.stage import Stage

OBJECTS = {"company": "account", "person": "contact"}
PAGE = 500
N_WITH_OPPORTUNITIES = 10
Row = Mapping[str, str]
Links = dict[str, list[dict[str, Any]]]
"""By object the records with their links, as the API lists them."""


def import_all(stage: Stage, rows: Mapping[str, list[dict[str, str]]]) -> Links:
    """Import accounts as JSON and contacts as Parquet, then changes one by one; return what is linked."""
    for kind, crm_object in OBJECTS.items():
        _import(stage, crm_object, rows[kind])
    _send_changes(stage, rows)
    _send_opportunities(stage, rows)
    stage.ask("checkpoint", Call("PUT", "/checkpoint", scope="sync"))
    return list_links(stage, "imported")


def list_links(stage: Stage, name: str) -> Links:
    """List every record with its link."""
    paths = {one: f"/records?object={one}" for one in (*OBJECTS.values(), "lead")}
    return {one: stage.all(f"{name} {one}", Call("GET", path, scope="admin")) for one, path in paths.items()}


def linked(links: Links, crm_object: str) -> list[tuple[str, str]]:
    """Return the linked records with their profiles, by id."""
    records = (one for one in links[crm_object] if one["link"]["state"] == "linked")
    return sorted((str(one["id"]), str(one["link"]["profile_id"])) for one in records)


def see(stage: Stage, links: Links) -> None:
    """Look at badges, filters, searches, saves and opportunities as sellers do."""
    for kind, crm_object in OBJECTS.items():
        profiles = [profile for _, profile in linked(links, crm_object)][:900]
        body = {"kind": kind, "profiles": [*profiles, "nobody"]}
        badges = stage.ask(f"badges {kind}", by_seller("POST", "/badges", body))
        for number, badge in enumerate(badges["items"]):
            stage.keep(f"badge {kind}/{number}", badge)
    stage.ask("filter", by_seller("GET", "/filters/in-crm"))
    _see_opportunities(stage, links)
    for name in ("first_name", "last_name"):
        text = links["contact"][0]["columns"].get(name, "Smith")
        stage.all(f"records q {name}", by_seller("GET", f"/records?q={text}"))
        stage.ask(f"profiles q {name}", by_seller("GET", f"/profiles?kind=person&q={text}&limit=50"))
    for state in ("linked", "review", "unmatched", "duplicate"):
        stage.all(f"state {state}", Call("GET", f"/records?state={state}", scope="admin"))
    for crm_object, records in links.items():
        for one in [one["id"] for one in records][:20]:
            stage.ask(f"record {one}", by_seller("GET", f"/records/{crm_object}/{one}"))
    record = linked(links, "account")[0][0]
    stage.ask("history", by_seller("GET", f"/records/account/{record}?at=2020-01-01T00:00:00Z"))
    for user in (SELLER, OTHER):
        stage.all(f"saves {user}", Call("GET", "/saves", acting=user))


def rematch(stage: Stage, links: Links) -> str:
    """Re-match and reject from both ends, import again, and return a member whom no record claims."""
    pairs = linked(links, "contact")
    others = [one for one in links["contact"] if one["link"]["state"] != "linked"]
    free = [str(one["link"]["profile_id"]) for one in others if one["link"]["profile_id"]]
    taken = {profile for _, profile in pairs}
    member = next((one for one in free if one not in taken), pairs[5][1])
    accounts = linked(links, "account")
    wrong = {"object": "contact", "record_id": pairs[4][0], "because": "wrong_person"}
    steps: list[tuple[str, str, object]] = [
        ("PUT", f"/records/contact/{pairs[0][0]}/link", {"profile_id": pairs[1][1]}),
        ("PUT", f"/records/contact/{others[0]['id']}/link", {"profile_id": member}),
        ("DELETE", f"/records/contact/{pairs[2][0]}/link", None),
        ("DELETE", f"/records/contact/{pairs[2][0]}/link", None),
        ("PUT", f"/profiles/person/{pairs[3][1]}/link", wrong),
        ("DELETE", f"/profiles/person/{pairs[6][1]}/link", None),
        ("PUT", f"/records/account/{accounts[0][0]}/link", {"profile_id": accounts[1][1]}),
        ("PUT", "/records/contact/nobody/link", {"profile_id": member}),
        ("PUT", f"/records/contact/{pairs[7][0]}/link", {"profile_id": "nobody"}),
    ]
    for method, path, body in steps:
        stage.ask(f"{method} {path}", by_seller(method, path, body))
    for record, _ in [*pairs[:8], (str(others[0]["id"]), "")]:
        stage.ask(f"after {record}", Call("GET", f"/records/contact/{record}", acting=OTHER))
    again = [{"id": one["id"], **one["columns"]} for one in links["contact"] if one["columns"]]
    _import(stage, "contact", again[:50], is_full=False)
    list_links(stage, "rematched")
    return str(linked(list_links(stage, "again"), "contact")[-1][1])


def judge(stage: Stage) -> None:
    """Answer the questions of the review queue."""
    for kind in ("person", "company"):
        path = f"/review-queue?kind={kind}&limit=20"
        questions = stage.ask(f"queue {kind}", by_admin("GET", path))["items"]
        stage.ask(f"queue {kind} blind", by_seller("GET", f"{path}&blind=true"))
        for question, verdict in zip(questions, ("match", "not_match", "nobody", "skip") * 5, strict=False):
            _judge(stage, question, verdict)
        if questions:
            _judge(stage, questions[0], "lifted")
        stage.ask(f"queue {kind} after", by_admin("GET", path))


def follow_network(stage: Stage, operator: Caller, links: Links) -> None:
    """Change, merge and close members and companies of the network; links follow."""
    people = linked(links, "contact")
    companies = linked(links, "account")
    person = [
        {"op": "delete", "id": people[10][1], "version": "5"},
        {"op": "merge", "id": people[11][1], "into": people[12][1], "version": "5"},
        {"op": "upsert", "id": people[13][1], "version": "5", "record": {"full_name": "Ann Lee", "title": "CTO"}},
        {"op": "upsert", "id": people[14][1], "version": "5", "inmail_opt_out": True, "record": {"full_name": "Bo Ek"}},
        {"op": "delete", "id": people[10][1], "version": "4"},
    ]
    company = [{"op": "delete", "id": one, "version": "5"} for one in (companies[3][1], "nobody")]
    for kind, changes in (("person", person), ("company", company)):
        body = {"kind": kind, "changes": changes}
        answer = operator.send(Call("POST", "/v1/universe/changes", body, "operator"), f"network-{kind}")
        stage.keep(f"network {kind}", {"status": answer.status_code, "body": answer.json()})
    list_links(stage, "network")
    profiles = [profile for _, profile in people[8:16]]
    stage.ask("network badges", by_seller("POST", "/badges", {"kind": "person", "profiles": profiles}))


def _see_opportunities(stage: Stage, links: Links) -> None:
    """Show the opportunities of companies whose accounts have some, as a list and as a panel."""
    for record, profile in linked(links, "account"):
        if record in {one["id"] for one in links["account"][:N_WITH_OPPORTUNITIES]}:
            for view in ("list", "panel"):
                path = f"/companies/{profile}/opportunities?view={view}"
                stage.ask(f"opportunities of {record}", by_seller("GET", path))


def _judge(stage: Stage, question: Mapping[str, Any], verdict: str) -> None:
    record = question["record"]
    body = {"object": record["object"], "record_id": record["id"], "verdict": verdict}
    if verdict in {"match", "not_match", "lifted"}:
        body["profile_id"] = question["link"]["profile_id"]
    stage.ask(f"judge {verdict} {record['id']}", by_seller("POST", "/judgements", body))


def _import(stage: Stage, crm_object: str, rows: Sequence[Row], *, is_full: bool = True) -> None:
    asked = {"object": crm_object, "full": is_full}
    opened = stage.ask(f"import {crm_object}", Call("POST", "/imports", asked, "sync"))["id"]
    for number, start in enumerate(range(0, len(rows), PAGE), 1):
        page = _page(crm_object, number, rows[start : start + PAGE])
        stage.ask(f"page {crm_object} {number}", Call("PUT", f"/imports/{opened}/pages/{number}", *page))
    bad = {"rows": [{"first_name": "No Id"}, {"id": "odd", "modified_at": "yesterday"}, 7]}
    last = Call("PUT", f"/imports/{opened}/pages/{number + 1}", bad, "sync")
    stage.ask(f"bad page {crm_object}", last)
    stage.ask(f"bad page {crm_object} again", last)
    stage.all(f"rejects {crm_object}", Call("GET", f"/imports/{opened}/rejects", scope="sync"))
    stage.ask(f"complete {crm_object}", Call("POST", f"/imports/{opened}/complete", scope="sync"))
    stage.ask(f"imported {crm_object}", by_admin("GET", f"/imports/{opened}"))


def _page(crm_object: str, number: int, rows: Sequence[Row]) -> tuple[object, str, None, Mapping[str, str]]:
    """Return body, scope, user and headers of a page: Parquet for contacts' first page, else JSON."""
    if crm_object != "contact" or number > 1:
        return {"rows": list(rows)}, "sync", None, {}
    names = sorted({name for row in rows for name in row})
    out = io.BytesIO()
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), out)
    return out.getvalue(), "sync", None, {"Content-Type": "application/vnd.apache.parquet"}


def _send_changes(stage: Stage, rows: Mapping[str, list[dict[str, str]]]) -> None:
    people = rows["person"]
    leads = [{**row, "id": f"lead-{row['id']}", "status": "new"} for row in people[:20]]
    changes: list[dict[str, Any]] = [{"op": "upsert", "object": "lead", "record": lead} for lead in leads]
    changes += [
        {"op": "delete", "object": "contact", "id": people[-1]["id"], "modified_at": "2025-01-01T00:00:00Z"},
        {"op": "merge", "object": "contact", "id": people[-2]["id"], "into": people[-3]["id"]},
        {"op": "convert", "object": "lead", "id": leads[0]["id"], "into": people[0]["id"]},
        {"op": "merge", "object": "account", "id": rows["company"][-1]["id"], "into": rows["company"][-2]["id"]},
        {"op": "upsert", "object": "contact", "record": {**people[-4], "city": "Oslo", "visible_to": OTHER}},
        {"op": "delete", "object": "contact", "id": "never-there"},
        {"op": "upsert", "object": "contact", "record": {"first_name": "No Id"}},
    ]
    stage.ask("changes", Call("POST", "/changes", {"changes": changes}, "sync"))


def _send_opportunities(stage: Stage, rows: Mapping[str, list[dict[str, str]]]) -> None:
    accounts = sorted(row["id"] for row in rows["company"])[:N_WITH_OPPORTUNITIES]
    people = [row["id"] for row in rows["person"]]
    records = [_opportunity(number, accounts, people) for number in range(40)]
    changes = [{"op": "upsert", "object": "opportunity", "record": record} for record in records]
    stage.ask("opportunities", Call("POST", "/changes", {"changes": changes}, "sync"))


def _opportunity(number: int, accounts: Sequence[str], people: Sequence[str]) -> dict[str, str]:
    owned = {"owner_id": (SELLER, OTHER)[number % 2], "status": ("open", "won", "lost", "open")[number % 4]}
    days = {"created_at": "2020-01-01T00:00:00Z", "modified_at": "2020-03-01T00:00:00Z", "close_date": "2020-02-01"}
    of = {"account_id": accounts[number % len(accounts)], "contact_ids": people[number]}
    return {"id": f"o{number}", "name": f"Deal {number}", "amount": "1000", **owned, **days, **of}
