"""What is compared of the wrapper: the life of a contract over HTTP, from its connection to the proof of deletion."""

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from tests.regression.crm_double import CrmDouble
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario_activities import (
    KINDS,
    activity,
    answer_corrections,
    create_and_update,
    switch,
    write_back,
)
from tests.regression.scenario_links import (
    OBJECTS,
    follow_network,
    import_all,
    judge,
    linked,
    list_links,
    rematch,
    see,
    see_badges,
    send_changes,
)
from tests.regression.service import ADMIN, OTHER, SELLER, Caller, Service, running_service
from tests.regression.sources import LABELLED, SHIPPED, Sources, filled
from tests.regression.stage import Stage, masked_and_sorted
from tests.support.postgres import postgres_server
from tests.support.vendors.server import VendorServer

REPORTS = ("match-rates", "unmatched", "left-company", "duplicates", "changes", "drift", "precision")
MAX_STREAMED = 150
AT_ONCE = 37
N_LEADS = 40


def record_scenario_on_postgresql(sources: Sources) -> Recording:
    """Compare a contract's life on PostgreSQL, with the shipped bundles."""
    with postgres_server() as url:
        return record_scenario(sources, SHIPPED, {"ONEMATCH_DATABASE_URL": url})


def record_scenario(
    sources: Sources, bundle: str = LABELLED, environment: Mapping[str, str] | None = None
) -> Recording:
    """Compare every answer of a contract's life, what its CRM was asked, and what is left of it."""
    found = Recording()
    clean = Normaliser(folder=str(sources.side.folder))
    models = {kind: _pair(sources, kind, bundle) for kind in OBJECTS}
    rows = {kind: rows_of(sources, kind) for kind in OBJECTS}
    crm = CrmDouble()
    serving = running_service(sources.side, "scenario", models, n_of_jobs=1, more=environment)
    with VendorServer(crm.answer) as server, serving as service:
        operator = operator_of(service)
        stage = Stage(new_contract(operator, "acme"), found, clean)
        connect(stage, "hubspot", {"api": server.address, "portal_id": "62515"})
        links = import_all(stage, rows)
        see(stage, links)
        member = rematch(stage, links)
        judge(stage)
        write_back(stage, links, member)
        answer_corrections(stage, links)
        create_and_update(stage, links, member)
        _report(stage)
        follow_network(stage, Stage(operator, found, clean), links)
        _leave(stage, operator)
        oracle = Stage(new_contract(operator, "oracle"), found, clean)
        connect(oracle, "oracle", {"api": server.address, "pod": "https://pod.example"})
        _stream(oracle, rows)
    asked = [clean.masked(json.dumps(one, sort_keys=True, ensure_ascii=False)) for one in crm.seen]
    found.add("what the crm was asked", sorted(asked))
    found.add("model versions", {name: version for version, name in clean.models.items()})
    return found


def connect(stage: Stage, crm: str, urls: Mapping[str, str]) -> None:
    """Connect the CRM, import its users, give them seats, and read the switches."""
    consent = {"crm_admin": ADMIN, "agreed_at": "2020-03-02T09:00:00Z"}
    stage.ask("admin", "PUT /instances/production", {"crm": crm, "urls": urls, "consent": consent})
    users = [
        {"id": user, "name": f"Seller {user}", "email": f"{user.lower()}@sellers.example", "active": "true"}
        for user in (ADMIN, SELLER, OTHER)
    ]
    send_changes(stage, [{"op": "upsert", "object": "user", "record": user} for user in users])
    stage.ask_all("admin", *(f"PUT /licences/{user}" for user in (ADMIN, SELLER, OTHER)))
    stage.list("admin", "/licences")
    stage.list("admin", "/users")
    stage.ask_all("admin", "GET /settings", "GET /instances/production", "GET /v1/schema", "GET /instances/sandbox")
    stage.ask_all("seller", "GET /settings", "GET /instances/sandbox")
    stage.ask("reader", "GET /records")


def _report(stage: Stage) -> None:
    """Read all reports, one of them from a job, and let the representative ask for the return on investment."""
    stage.ask_all("admin", *(f"GET /reports/{name}" for name in REPORTS))
    stage.ask("admin", "GET /reports/unmatched", headers={"Accept": "text/csv"})
    later = stage.ask("admin", "GET /reports/duplicates", headers={"Prefer": "respond-async"})
    stage.job("admin", later["job_id"])
    stage.ask("rep", "POST /reports/roi", {})
    switch(stage, {"roi": True})
    stage.ask("admin", "PATCH /settings", {"roi": False}, {"If-Match": '"1"'})
    stage.job("rep", stage.ask("rep", "POST /reports/roi", {})["job_id"])


def _leave(stage: Stage, operator: Caller) -> None:
    """Read feed and trail, export, disconnect, delete, and read the certificate."""
    stage.list("seller", "/events")
    stage.list("seller", "/saves")
    stage.list("admin", "/audit")
    stage.job("admin", stage.ask("admin", "POST /exports")["id"])
    stage.ask_all("admin", "DELETE /instances/production", "GET /records")
    stage.ask("admin", "POST /termination", {"return_data": False})
    contract = stage.caller.contract_id
    stage.keep("deleted", json.loads(stage.caller.service.onematch("contracts", "delete", contract, "--json")))
    certificates = operator.send("operator", f"GET /v1/contracts/{contract}/certificates").raise_for_status()
    stage.keep("certificates", masked_and_sorted(certificates.json()["items"]))


def _stream(stage: Stage, rows: Mapping[str, list[dict[str, str]]]) -> None:
    """Send accounts, contacts and leads as a stream of changes, look at links and badges, and try every activity."""
    people = rows["person"]
    leads = people[MAX_STREAMED : MAX_STREAMED + N_LEADS]
    records = [(OBJECTS[kind], row) for kind, some in rows.items() for row in some[:MAX_STREAMED]]
    records += [("lead", {**row, "id": f"lead-{row['id']}", "status": "NEW"}) for row in leads]
    random.Random(7).shuffle(records)
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        send_changes(stage, [{"op": "upsert", "object": name, "record": row} for name, row in some])
    lead = linked(list_links(stage), "lead")
    send_changes(stage, [{"op": "convert", "object": "lead", "id": lead[0][0], "into": people[0]["id"]}])
    links = list_links(stage)
    switch(stage, {"writeback": True, "primary_account": True})
    for crm_object in ("lead", "contact"):
        for kind in KINDS:
            sent = activity(kind, linked(links, crm_object)[3][1], f"{crm_object}-{kind}")
            stage.ask("seller", "POST /activities?dry_run=true", sent)
    see_badges(stage, links)


def operator_of(service: Service) -> Caller:
    made = json.loads(service.onematch("contracts", "client", "--scope", "operator", "--json"))
    return Caller(service, "", {"operator": (made["client_id"], made["client_secret"])})


def new_contract(operator: Caller, name: str, key: str | None = None) -> Caller:
    """Make a contract and its clients; its id follows from the key, where one is given."""
    seats = [{"id": f"seat-{user}", "email": f"{user.lower()}@sellers.example"} for user in (ADMIN, SELLER, OTHER)]
    headers = {"Idempotency-Key": key} if key else None
    asked = {"name": name, "seats": seats}
    made = operator.send("operator", "POST /v1/contracts", asked, headers).raise_for_status().json()
    caller = Caller(operator.service, str(made["id"]), {})
    for scope in ("sync", "app", "admin", "reader", "rep"):
        path = f"POST /v1/contracts/{made['id']}/clients"
        client = operator.send("operator", path, {"scopes": [scope]}).raise_for_status().json()
        caller.credentials[scope] = (client["client_id"], client["client_secret"])
    return caller


def _pair(sources: Sources, kind: str, bundle: str) -> tuple[str, Path]:
    """Return a bundle of the sample, and a copy of its index, which the scenario changes."""
    source = f"sample_{kind}"
    copy = sources.side.folder / "scenario" / f"{kind}.index"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sources.index(source), copy)
    return sources.bundle(source, bundle), copy


def rows_of(sources: Sources, kind: str) -> list[dict[str, str]]:
    return [filled(row) for row in pq.read_table(sources.file(f"sample_{kind}", "crm")).to_pylist()]
