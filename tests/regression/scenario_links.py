"""The scenario's imports and links: pages and changes, what sellers see, re-matches, judgements, the network."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.regression.service import OTHER, SELLER
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
        import_rows(stage, crm_object, rows[kind])
    send_changes(stage, _changes(rows))
    accounts = sorted(row["id"] for row in rows["company"])[:N_WITH_OPPORTUNITIES]
    deals = [_opportunity(number, accounts, rows["person"][number]["id"]) for number in range(40)]
    send_changes(stage, [{"op": "upsert", "object": "opportunity", "record": deal} for deal in deals])
    stage.ask("sync", "PUT /checkpoint")
    return list_links(stage)


def send_changes(stage: Stage, changes: list[dict[str, Any]]) -> None:
    stage.ask("sync", "POST /changes", {"changes": changes})


def list_links(stage: Stage) -> Links:
    """List every record with its link."""
    return {name: stage.list("program", f"/records?object={name}") for name in (*OBJECTS.values(), "lead")}


def linked(links: Links, crm_object: str) -> list[tuple[str, str]]:
    """Return the linked records with their profiles, by id."""
    records = (record for record in links[crm_object] if record["link"]["state"] == "linked")
    return sorted((str(record["id"]), str(record["link"]["profile_id"])) for record in records)


def unlinked(links: Links) -> list[dict[str, Any]]:
    """Return the contacts that are not linked."""
    return [record for record in links["contact"] if record["link"]["state"] != "linked"]


def see_badges(stage: Stage, links: Links) -> None:
    """Ask for the badges of what is linked, and of nobody."""
    for kind, crm_object in OBJECTS.items():
        profiles = [profile for _, profile in linked(links, crm_object)][:900]
        stage.ask("seller", "POST /badges", {"kind": kind, "profiles": [*profiles, "nobody"]})


def see(stage: Stage, links: Links) -> None:
    """Look at badges, filters, searches, saves and opportunities as sellers do."""
    see_badges(stage, links)
    stage.ask("seller", "GET /filters/in-crm")
    accounts = linked(links, "account")
    with_opportunities = {record["id"] for record in links["account"][:N_WITH_OPPORTUNITIES]}
    for profile in (profile for record, profile in accounts if record in with_opportunities):
        stage.ask_all("seller", *(f"GET /companies/{profile}/opportunities?view={view}" for view in ("list", "panel")))
    for name in ("first_name", "last_name"):
        text = links["contact"][0]["columns"].get(name, "Smith")
        stage.list("seller", f"/records?q={text}")
        stage.ask("seller", f"GET /profiles?kind=person&q={text}&limit=50")
    for state in ("linked", "review", "unmatched", "duplicate"):
        stage.list("program", f"/records?state={state}")
    for crm_object, records in links.items():
        stage.ask_all("seller", *(f"GET /records/{crm_object}/{record['id']}" for record in records[:20]))
    stage.ask("seller", f"GET /records/account/{accounts[0][0]}?at=2020-01-01T00:00:00Z")
    stage.list("seller", "/saves")
    stage.list("other", "/saves")


def rematch(stage: Stage, links: Links) -> str:
    """Re-match and reject from both ends, import again, and return a member whom no record claims."""
    pairs = linked(links, "contact")
    others = unlinked(links)
    taken = {profile for _, profile in pairs}
    free = [str(record["link"]["profile_id"]) for record in others if record["link"]["profile_id"]]
    member = next((profile for profile in free if profile not in taken), pairs[5][1])
    accounts = linked(links, "account")
    wrong = {"object": "contact", "record_id": pairs[4][0], "because": "wrong_person"}
    steps: list[tuple[str, object]] = [
        (f"PUT /records/contact/{pairs[0][0]}/link", {"profile_id": pairs[1][1]}),
        (f"PUT /records/contact/{others[0]['id']}/link", {"profile_id": member}),
        (f"DELETE /records/contact/{pairs[2][0]}/link", None),
        (f"DELETE /records/contact/{pairs[2][0]}/link", None),
        (f"PUT /profiles/person/{pairs[3][1]}/link", wrong),
        (f"DELETE /profiles/person/{pairs[6][1]}/link", None),
        (f"PUT /records/account/{accounts[0][0]}/link", {"profile_id": accounts[1][1]}),
        ("PUT /records/contact/nobody/link", {"profile_id": member}),
        (f"PUT /records/contact/{pairs[7][0]}/link", {"profile_id": "nobody"}),
    ]
    for request, body in steps:
        stage.ask("seller", request, body)
    changed = [*(record for record, _ in pairs[:8]), others[0]["id"]]
    stage.ask_all("other", *(f"GET /records/contact/{record}" for record in changed))
    again = [{"id": record["id"], **record["columns"]} for record in links["contact"] if record["columns"]]
    import_rows(stage, "contact", again[:50], is_full=False)
    return linked(list_links(stage), "contact")[-1][1]


def judge(stage: Stage) -> None:
    """Answer the questions of the review queue."""
    for kind in OBJECTS:
        path = f"GET /review-queue?kind={kind}&limit=20"
        questions = stage.ask("admin", path)["items"]
        stage.ask("seller", f"{path}&blind=true")
        verdicts = zip(questions, ("match", "not_match", "nobody", "skip") * 5, strict=False)
        for question, verdict in (*verdicts, *((question, "lifted") for question in questions[:1])):
            record = question["record"]
            body = {"object": record["object"], "record_id": record["id"], "verdict": verdict}
            of_profile = verdict in {"match", "not_match", "lifted"}
            more = {"profile_id": question["link"]["profile_id"]} if of_profile else {}
            stage.ask("seller", "POST /judgements", body | more)
        stage.ask("admin", path)


def follow_network(stage: Stage, operator: Stage, links: Links) -> None:
    """Change, merge and close members and companies of the network; links follow."""
    people = linked(links, "contact")
    person = [
        {"op": "delete", "id": people[10][1], "version": "5"},
        {"op": "merge", "id": people[11][1], "into": people[12][1], "version": "5"},
        {"op": "upsert", "id": people[13][1], "version": "5", "record": {"full_name": "Ann Lee", "title": "CTO"}},
        {"op": "upsert", "id": people[14][1], "version": "5", "inmail_opt_out": True, "record": {"full_name": "Bo Ek"}},
        {"op": "delete", "id": people[10][1], "version": "4"},
    ]
    closed = (linked(links, "account")[3][1], "nobody")
    company = [{"op": "delete", "id": profile, "version": "5"} for profile in closed]
    for kind, changes in (("person", person), ("company", company)):
        operator.ask("operator", "POST /v1/universe/changes", {"kind": kind, "changes": changes})
    list_links(stage)
    profiles = [profile for _, profile in people[8:16]]
    stage.ask("seller", "POST /badges", {"kind": "person", "profiles": profiles})


def import_rows(stage: Stage, crm_object: str, rows: Sequence[Row], *, is_full: bool = True) -> None:
    """Import rows by pages, the first page of contacts as Parquet, and a page of rows that are refused."""
    path = f"/imports/{stage.ask('sync', 'POST /imports', {'object': crm_object, 'full': is_full})['id']}"
    pages = [rows[start : start + PAGE] for start in range(0, len(rows), PAGE)]
    for number, page in enumerate(pages, 1):
        if crm_object == "contact" and number == 1:
            parquet = {"Content-Type": "application/vnd.apache.parquet"}
            stage.ask("sync", f"PUT {path}/pages/{number}", _parquet(page), parquet)
        else:
            stage.ask("sync", f"PUT {path}/pages/{number}", {"rows": list(page)})
    bad = {"rows": [{"first_name": "No Id"}, {"id": "odd", "modified_at": "yesterday"}, 7]}
    for _ in range(2):
        stage.ask("sync", f"PUT {path}/pages/{len(pages) + 1}", bad)
    stage.list("sync", f"{path}/rejects")
    stage.ask("sync", f"POST {path}/complete")
    stage.ask("admin", f"GET {path}")


def _parquet(rows: Sequence[Row]) -> bytes:
    names = sorted({name for row in rows for name in row})
    out = io.BytesIO()
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), out)
    return out.getvalue()


def _changes(rows: Mapping[str, list[dict[str, str]]]) -> list[dict[str, Any]]:
    people = rows["person"]
    leads = [{**row, "id": f"lead-{row['id']}", "status": "new"} for row in people[:20]]
    return [
        *({"op": "upsert", "object": "lead", "record": lead} for lead in leads),
        {"op": "delete", "object": "contact", "id": people[-1]["id"], "modified_at": "2025-01-01T00:00:00Z"},
        {"op": "merge", "object": "contact", "id": people[-2]["id"], "into": people[-3]["id"]},
        {"op": "convert", "object": "lead", "id": leads[0]["id"], "into": people[0]["id"]},
        {"op": "merge", "object": "account", "id": rows["company"][-1]["id"], "into": rows["company"][-2]["id"]},
        {"op": "upsert", "object": "contact", "record": {**people[-4], "city": "Oslo", "visible_to": OTHER}},
        {"op": "delete", "object": "contact", "id": "never-there"},
        {"op": "upsert", "object": "contact", "record": {"first_name": "No Id"}},
    ]


def _opportunity(number: int, accounts: Sequence[str], contact: str) -> dict[str, str]:
    return {
        "id": f"o{number}",
        "name": f"Deal {number}",
        "amount": "1000",
        "owner_id": (SELLER, OTHER)[number % 2],
        "status": ("open", "won", "lost", "open")[number % 4],
        "created_at": "2020-01-01T00:00:00Z",
        "modified_at": "2020-03-01T00:00:00Z",
        "close_date": "2020-02-01",
        "account_id": accounts[number % len(accounts)],
        "contact_ids": contact,
    }
