"""What is compared of the wrapper: the life of a contract over HTTP, from its connection to the proof of deletion."""

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq

from tests.regression.crm_double import CrmDouble
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario_activities import answer_corrections, create_and_update, switch, write_back
from tests.regression.scenario_links import follow_network, import_all, judge, rematch, see
from tests.regression.scenario_stream import stream
from tests.regression.service import (
    ADMIN,
    OTHER,
    SELLER,
    Call,
    Caller,
    Service,
    by_admin,
    by_seller,
    postgres_database,
    running_service,
)
from tests.regression.sources import LABELLED, SHIPPED, Sources, filled
from tests.regression.stage import Stage, tidied_audit, tidied_certificates
from tests.support.vendors.server import VendorServer

REPORTS = ("match-rates", "unmatched", "left-company", "duplicates", "changes", "drift", "precision")
N_STEPS_OF_A_CONTRACT = 700


def record_scenario_on_postgresql(sources: Sources) -> Recording:
    """Compare a contract's life on PostgreSQL, with the shipped bundles."""
    with postgres_database() as url:
        return record_scenario(sources, SHIPPED, {"ONEMATCH_DATABASE_URL": url})


def record_scenario(
    sources: Sources, bundle: str = LABELLED, environment: Mapping[str, str] | None = None
) -> Recording:
    """Compare every answer of a contract's life, what its CRM was asked, and what is left of it."""
    found = Recording()
    clean = Normaliser(folder=str(sources.side.folder))
    models = {kind: _pair(sources, kind, bundle) for kind in ("person", "company")}
    serving = partial(running_service, sources.side, "scenario", models, with_worker=True, more=environment or {})
    rows = {kind: rows_of(sources, kind) for kind in ("company", "person")}
    crm = CrmDouble()
    with VendorServer(crm.answer) as server, serving() as service:
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
        report(stage)
        follow_network(stage, operator, links)
        leave(stage, operator)
        oracle = Stage(new_contract(operator, "oracle"), found, clean, N_STEPS_OF_A_CONTRACT)
        connect(oracle, "oracle", {"api": server.address, "pod": "https://pod.example"})
        stream(oracle, rows)
    found.add("what the crm was asked", sorted(_asked(clean, crm)))
    found.add("model versions", {name: version for version, name in clean.models.items()})
    return found


def connect(stage: Stage, crm: str, urls: Mapping[str, str]) -> None:
    """Connect the CRM, import its users, give them seats, and read the switches."""
    consent = {"crm_admin": ADMIN, "agreed_at": "2020-03-02T09:00:00Z"}
    body = {"crm": crm, "urls": urls, "consent": consent}
    stage.ask("connect", by_admin("PUT", "/instances/production", body))
    users = [
        {"id": one, "name": f"Seller {one}", "email": f"{one.lower()}@sellers.example", "active": "true"}
        for one in (ADMIN, SELLER, OTHER)
    ]
    changes = [{"op": "upsert", "object": "user", "record": user} for user in users]
    stage.ask("users", Call("POST", "/changes", {"changes": changes}, "sync"))
    for user in (ADMIN, SELLER, OTHER):
        stage.ask("licence", by_admin("PUT", f"/licences/{user}"))
    for path in ("/licences", "/users"):
        stage.all(path, by_admin("GET", path))
    for path in ("/settings", "/instances/production"):
        stage.ask(path, by_admin("GET", path))
    stage.ask("schema", Call("GET", "/v1/schema"))
    for scope, path in (("app", "/settings"), ("reader", "/records"), ("app", "/instances/sandbox")):
        stage.ask("refused", Call("GET", path, scope=scope, acting=SELLER))


def report(stage: Stage) -> None:
    """Read all reports, one of them from a job, and let the representative ask for the return on investment."""
    for name in REPORTS:
        stage.ask(f"report {name}", by_admin("GET", f"/reports/{name}"))
    as_csv = {"Accept": "text/csv"}
    stage.ask(
        "report csv",
        by_admin("GET", "/reports/unmatched", headers=as_csv),
    )
    later = by_admin("GET", "/reports/duplicates", headers={"Prefer": "respond-async"})
    stage.job("report later", stage.ask("report later", later)["job_id"], "admin", ADMIN)
    stage.ask("roi refused", Call("POST", "/reports/roi", {}, "rep"))
    switch(stage, {"roi": True})
    stage.ask(
        "stale",
        by_admin("PATCH", "/settings", {"roi": False}, headers={"If-Match": '"1"'}),
    )
    stage.job("roi", stage.ask("roi", Call("POST", "/reports/roi", {}, "rep"))["job_id"], "rep", None)


def leave(stage: Stage, operator: Caller) -> None:
    """Read feed and trail, export, disconnect, delete, and read the certificate."""
    for name in ("events", "saves"):
        stage.all(name, by_seller("GET", f"/{name}"))
    stage.all("audit", by_admin("GET", "/audit"), tidied_audit)
    export = stage.ask("export", by_admin("POST", "/exports"))
    stage.job("export", export["id"], "admin", ADMIN)
    stage.ask("disconnect", by_admin("DELETE", "/instances/production"))
    stage.ask("records gone", by_admin("GET", "/records"))
    stage.ask("end", by_admin("POST", "/termination", {"return_data": False}))
    contract = stage.caller.contract_id
    stage.keep("deleted", json.loads(stage.caller.service.onematch("contracts", "delete", contract, "--json")))
    last = Stage(operator, stage.found, stage.clean, stage.n_steps)
    last.all(
        "certificates", Call("GET", f"/v1/contracts/{contract}/certificates", scope="operator"), tidied_certificates
    )


def operator_of(service: Service) -> Caller:
    made = json.loads(service.onematch("contracts", "client", "--scope", "operator", "--json"))
    return Caller(service, "", {"operator": (made["client_id"], made["client_secret"])})


def new_contract(operator: Caller, name: str) -> Caller:
    seats = [{"id": f"seat-{user}", "email": f"{user.lower()}@sellers.example"} for user in (ADMIN, SELLER, OTHER)]
    asked = Call("POST", "/v1/contracts", {"name": name, "seats": seats}, "operator")
    contract = str(operator.send(asked, f"make-{name}").raise_for_status().json()["id"])
    caller = Caller(operator.service, contract, {})
    for scope in ("sync", "app", "admin", "reader", "rep"):
        client = Call("POST", f"/v1/contracts/{contract}/clients", {"scopes": [scope]}, "operator")
        made = operator.send(client, f"make-{name}-{scope}").raise_for_status().json()
        caller.credentials[scope] = (made["client_id"], made["client_secret"])
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


def _asked(clean: Normaliser, crm: CrmDouble) -> list[str]:
    """Return the requests as texts; the marks that find activities again are random."""
    texts = (json.dumps(one, sort_keys=True, ensure_ascii=False) for one in crm.seen)
    return [clean.masked(text) for text in texts]
