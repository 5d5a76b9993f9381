"""The lifecycle of a contract over real HTTP, on both databases: connect, import, badges, writeback, leave.

`ONEMATCH_SCENARIO=5000` is the number of accounts and of contacts, `ONEMATCH_HAMMER` the number of rounds of each of
the sixteen clients. The service has two workers; the CRMs are fakes that check each request against their API.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home
from serving.vocabulary.terms import Crm
from tests.project.old_copies import cannot_be_read, copy_of
from tests.project.running_wrapper import OTHER_SELLER, SELLER, Caller, Running, running_wrapper, wait_for
from tests.project.scenario_records import (
    KNOWN_EMAIL,
    KNOWN_NAME,
    SECRET_TEXT,
    Outcome,
    Sample,
    activity,
    connect,
    contacts_of,
    draw_sample,
    free_member,
    import_by_stream,
    import_in_bulk,
    known_person_in,
    links_in,
    match_in_batch,
    outcomes_of,
    send,
    switch,
    upsert,
)
from tests.support.crm_server import CrmServer, running_crm
from tests.support.databases import postgres_server
from tests.support.tracking_template import with_tracking_store

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]
ROUNDS = int(os.environ.get("ONEMATCH_HAMMER", "4"))
N_RECORDS = int(os.environ.get("ONEMATCH_SCENARIO", "160"))
KINDS = ("inmail", "message", "note", "call", "smart_link_view", "connection_request")
VALUES = [KNOWN_EMAIL, KNOWN_NAME.split()[-1], SECRET_TEXT, "u2@sellers.example", "grant-of-u2"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return draw_sample(tmp_path_factory.mktemp("scenario") / "sample", N_RECORDS)


@pytest.fixture(scope="module")
def batch(sample: Sample) -> dict[str, Outcome]:
    return match_in_batch(sample)


@dataclass(frozen=True, slots=True)
class Stage:
    """The running service, its database's files, and both CRMs."""

    running: Running
    database_files: Path
    crms: dict[Crm, CrmServer]

    def files(self) -> Iterator[Path]:
        """Yield every file of the home and of its database: WAL, logs, keys, exports."""
        for folder in {self.running.home.parent, self.database_files}:
            yield from (path for path in folder.rglob("*") if path.is_file())

    def holding(self, values: list[str]) -> list[tuple[Path, str]]:
        """Return (file, value) for each value that a file holds."""
        contents = ((path, path.read_bytes()) for path in self.files())
        return [(path, value) for path, content in contents for value in values if value.encode() in content]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    tmp_path = tmp_path_factory.mktemp("stage")
    with running_crm(Crm.HUBSPOT) as hubspot, running_crm(Crm.ORACLE) as oracle:
        crms = {Crm.HUBSPOT: hubspot, Crm.ORACLE: oracle}
        if request.param == "sqlite":
            with running_wrapper(tmp_path / "run", None, sample.models) as running:
                with_tracking_store(tmp_path_factory, Home(running.home))
                yield Stage(running, running.home, crms)
            return
        server = postgres_server()
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
                url = next(server)
            with psycopg.connect(url) as connection:
                [folder] = connection.execute("show data_directory").fetchone() or [""]
            with running_wrapper(tmp_path / "run", url, sample.models) as running:
                with_tracking_store(tmp_path_factory, Home(running.home))
                yield Stage(running, Path(folder), crms)
        finally:
            next(server, None)


def test_the_lifecycle_of_a_contract(stage: Stage, sample: Sample, batch: dict[str, Outcome]) -> None:
    """S8, S12, S13, S21, S24, S26, S31, S38, S50 to S52, S65, S77 to S80, D3, D26."""
    operator = stage.running.operator()
    bulk = connect(stage.running, operator, "hubspot", stage.crms[Crm.HUBSPOT].url)
    stream = connect(stage.running, operator, "oracle", stage.crms[Crm.ORACLE].url)
    import_in_bulk(bulk, sample)
    import_by_stream(stream, sample)
    links = links_in(bulk)

    assert links == links_in(stream)
    assert outcomes_of(links) == batch

    linked = {link["profile_id"]: record for record, link in links.items() if link["state"] == "linked"}
    members = sorted(profile for profile, record in linked.items() if record in contacts_of(sample))
    sees_badges(bulk, members, linked)
    rematches_for_everyone(bulk, sample, linked[members[1]], free_member(sample, links))
    keeps_a_known_person(bulk)
    for crm, caller in ((Crm.HUBSPOT, bulk), (Crm.ORACLE, stream)):
        writes_back(caller, stage.crms[crm], crm, members[2], linked)
    teaches(stage, bulk, sample, free_member(sample, links_in(bulk)))
    leaves(stage, operator, bulk, members)
    assert sum(link["state"] == "linked" for link in links_in(stream).values()) >= len(linked)


def test_two_contracts_under_load_see_nothing_of_each_other(stage: Stage, sample: Sample) -> None:
    """S24: sixteen clients, reading and writing; no lock error, no row of one in an answer, log line or metric."""
    operator = stage.running.operator()
    names = ("alphaville", "betazoid")
    callers = {name: connect(stage.running, operator, "hubspot", stage.crms[Crm.HUBSPOT].url) for name in names}
    work = [(name, callers[name], n) for name in names for n in range(8)]

    with ThreadPoolExecutor(len(work)) as pool:
        all_answers = list(pool.map(lambda one: hammer(one[0], one[1], one[2], sample.rows[Kind.PERSON]), work))

    for (name, _, _), answers in zip(work, all_answers, strict=True):
        [other] = set(names) - {name}
        assert {status for status, _ in answers if status >= 400} == set()
        assert not any(other in text for _, text in answers)
        assert any(name in text for _, text in answers)
    headers = {"Authorization": f"Bearer {operator.token('operator')}"}
    metrics = stage.running.http.get(f"{stage.running.address}/metrics", headers=headers).text
    assert "onematch_requests_total" in metrics
    logs = "".join(log.read_text() for log in stage.running.logs)
    assert not any(name in metrics or f"@{name}" in logs for name in names)
    assert not any(names[0] in line and names[1] in line for line in logs.splitlines())
    assert "locked" not in logs
    assert '"level": "error"' not in logs


def hammer(name: str, caller: Caller, n: int, rows: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Write records of this contract alone and read all lists; return the status and text of the answers."""
    answers = []
    for turn in range(ROUNDS):
        row = rows[(n * ROUNDS + turn) % len(rows)]
        mine = {"id": f"{name}-{n}-{turn}", "city": name, "email": f"{n}.{turn}@{name}.example"}
        changes = {"changes": [upsert("contact", **row | mine | {"account_id": f"{name}-account"})]}
        calls = [
            caller.call("POST", "/changes", changes, scope="sync"),
            caller.call("GET", f"/records?q={mine['email']}", acting=SELLER),
            caller.call("GET", f"/records/contact/{mine['id']}", acting=SELLER),
            caller.call("GET", "/events?limit=50", acting=SELLER),
            caller.call("GET", "/saves", acting=SELLER),
            caller.call("GET", "/audit?limit=20", scope="admin"),
            caller.call("PUT", "/checkpoint", scope="sync"),
        ]
        answers += [(answer.status_code, answer.text) for answer in calls]
    return answers


def sees_badges(caller: Caller, members: list[str], linked: dict[str, str]) -> None:
    shown = caller.good("POST", "/badges", {"kind": "person", "profiles": [*members[:999], "nobody"]}, acting=SELLER)

    assert {badge["badge"] for badge in shown["items"]} <= {"in_crm", "out_of_date"}
    assert all(badge["record"]["id"] == linked[badge["profile_id"]] for badge in shown["items"])
    assert all(badge["deep_link"].startswith("https://app.hubspot.com/") for badge in shown["items"])
    assert shown["unknown"] == ["nobody"]


def rematches_for_everyone(caller: Caller, sample: Sample, contact: str, member: str) -> None:
    caller.good("PUT", f"/records/contact/{contact}/link", {"profile_id": member}, acting=SELLER)

    import_in_bulk(caller, sample)

    seen = caller.good("GET", f"/records/contact/{contact}", acting=OTHER_SELLER)["link"]
    assert (seen["state"], seen["profile_id"], seen["made_by"]) == ("linked", member, "user")


def keeps_a_known_person(caller: Caller) -> None:
    """Import a person with unique values, and locate the record by them."""
    first, last = KNOWN_NAME.split()
    send(caller, upsert("contact", id="known", first_name=first, last_name=last, email=KNOWN_EMAIL))

    for wanted in (KNOWN_EMAIL, last):
        found = caller.good("GET", f"/records?q={wanted}", acting=SELLER)["items"]
        assert [record["id"] for record in found] == ["known"]


def writes_back(caller: Caller, crm: CrmServer, kind_of_crm: Crm, member: str, linked: dict[str, str]) -> None:
    switch(caller, writeback=True)
    crm.know("contacts", linked[member])
    caller.good("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "grant-of-u2"}, acting=SELLER)
    answers = {kind: caller.call("POST", "/activities", activity(kind, member), acting=SELLER) for kind in KINDS}

    unsupported = {"call"} if kind_of_crm is Crm.ORACLE else set()
    assert {kind for kind, answer in answers.items() if answer.status_code == 422} == unsupported
    sent = set(KINDS) - unsupported
    assert all(answers[kind].json()["state"] == "queued" for kind in sent), answers["note"].text
    wait_for(lambda: {one["state"] for one in caller.all("/activities", acting=SELLER)} == {"delivered"})
    assert {one["target"]["id"] for one in caller.all("/activities", acting=SELLER)} == {linked[member]}
    again = caller.good("POST", "/activities", activity("note", member), acting=SELLER)
    assert again["state"] == "delivered"
    assert crm.company_writes() == []
    assert {one.token for one in crm.seen} == {"grant-of-u2"}
    assert all(SECRET_TEXT in str(item.values) for item in crm.items.values() if item.kind.lower().startswith("note"))


def teaches(stage: Stage, caller: Caller, sample: Sample, member: str) -> None:
    """A training reads the known person and the statement of a seller; MLflow keeps no value of them."""
    switch(caller, training=True)
    caller.good("PUT", "/records/contact/known/link", {"profile_id": member}, acting=SELLER)
    bundle = sample.folder / f"{caller.contract_id}.bundle"
    truth = sample.folder / "person" / "truth.parquet"
    files = ("--crm", sample.crm(Kind.PERSON), "--index", sample.models[Kind.PERSON][1], "--labels", truth)
    feedback = (
        "--feedback",
        stage.running.environment.get("ONEMATCH_DATABASE_URL", f"sqlite:///{stage.running.home}/store.db"),
    )

    stage.running.onematch("train", "--kind", "person", *files, *feedback, "--out", bundle)

    rows = json.loads((bundle / "rows.json").read_text())
    kept = [path for path in (stage.running.home / "mlartifacts").rglob("*") if path.is_file()]
    assert caller.contract_id in str(rows)
    assert {"report.html", "rows.json"} <= {path.name for path in kept}


def leaves(stage: Stage, operator: Caller, caller: Caller, members: list[str]) -> None:
    assert stage.holding(VALUES) == []
    old_copy = stage.running.home.parent / "old.db"
    if stage.database_files == stage.running.home:
        copy_of(stage.running.home / "store.db", old_copy)

    caller.good("DELETE", "/instances/production", scope="admin")
    empty = caller.good("POST", "/badges", {"kind": "person", "profiles": members[:1000]}, acting=SELLER)["items"]
    assert {badge["badge"] for badge in empty} == {"not_in_crm"}
    job = caller.good("POST", "/exports", scope="admin")
    wait_for(lambda: caller.good("GET", f"/jobs/{job['id']}", scope="admin")["state"] == "done")
    fetched = caller.call("GET", f"/jobs/{job['id']}/file", scope="admin")
    assert known_person_in(fetched.content) == [("known", KNOWN_EMAIL)]
    assert stage.holding(VALUES) == []

    stage.running.onematch("contracts", "delete", caller.contract_id)

    [certificate] = operator.all(f"/v1/contracts/{caller.contract_id}/certificates", scope="operator")
    document = certificate["document"]
    assert document["deleted"]["records"] > N_RECORDS
    assert (len(document["keys_destroyed"]), document["training_rows_removed"] > 0) == (1, True)
    assert stage.holding([*VALUES, "Zebedee"]) == []
    assert caller.call("GET", f"/jobs/{job['id']}/file", scope="admin").status_code == 404
    if old_copy.exists():
        cannot_be_read(stage.running, old_copy)
