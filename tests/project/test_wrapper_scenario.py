"""The lifecycle of a contract over real HTTP, on both databases: connect, import, badges, writeback, leave.

`ONEMATCH_SCENARIO=5000` is the number of accounts and of contacts, `ONEMATCH_HAMMER` the number of rounds of each of
the sixteen clients. The service has two workers; the CRMs are fakes that check each request against their API.
"""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from serving.runtime.home import Home
from serving.vocabulary.terms import Crm
from tests.project.old_copies import cannot_be_read, copy_of
from tests.project.scenario_records import (
    KNOWN_EMAIL,
    KNOWN_NAME,
    Outcome,
    Sample,
    connected,
    draw_sample,
    free_member,
    known_person_in,
    links_in,
    match_in_batch,
    outcomes_of,
    send,
    wait_for,
)
from tests.project.small_commands import onematch
from tests.regression.checkouts import Side
from tests.regression.scenario import operator_of
from tests.regression.scenario_activities import KINDS, SECRET_WORD, activity, switch
from tests.regression.scenario_links import OBJECTS, import_rows
from tests.regression.service import SELLER, Caller, Service, running_service
from tests.regression.stage import Stage
from tests.support.crm_server import CrmServer, running_crm
from tests.support.few_trees import growing_few_trees
from tests.support.paths import ROOT
from tests.support.postgres import postgres_server
from tests.support.tracking_template import with_tracking_store

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]
ROUNDS = int(os.environ.get("ONEMATCH_HAMMER", "2"))
N_RECORDS = int(os.environ.get("ONEMATCH_SCENARIO", "100"))
VALUES = [KNOWN_EMAIL, KNOWN_NAME.split()[-1], SECRET_WORD, "u2@sellers.example", "grant-of-u2"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return draw_sample(tmp_path_factory.mktemp("scenario") / "sample", N_RECORDS)


@pytest.fixture(scope="module")
def batch(sample: Sample) -> dict[str, Outcome]:
    return match_in_batch(sample)


@dataclass(frozen=True, slots=True)
class Scene:
    """The running service, its home, its database's files, and both CRMs."""

    service: Service
    operator: Caller
    home: Path
    database_files: Path
    crms: dict[Crm, CrmServer]

    def onematch(self, *arguments: object) -> None:
        """Run a command of the operator in this process, with the settings of the service."""
        settings = {name: value for name, value in self.service.environment.items() if name.startswith("ONEMATCH_")}
        with pytest.MonkeyPatch.context() as patch, growing_few_trees():
            for name, value in (settings | {"ONEMATCH_REGISTER": "true"}).items():
                patch.setenv(name, value)
            onematch(*arguments)

    def holding(self, values: list[str]) -> list[tuple[Path, str]]:
        """Return (file, value) for each value that a file of home or database holds: WAL, logs, keys, exports."""
        files = (path for folder in {self.home, self.database_files} for path in folder.rglob("*") if path.is_file())
        contents = ((path, path.read_bytes()) for path in files)
        return [(path, value) for path, content in contents for value in values if value.encode() in content]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("scene")
    home = folder / "home"
    home.mkdir()
    with_tracking_store(tmp_path_factory, Home(home))
    settings = {"ONEMATCH_TRACK": "true"}
    files = home
    with ExitStack() as stack:
        crms = {crm: stack.enter_context(running_crm(crm)) for crm in (Crm.HUBSPOT, Crm.ORACLE)}
        if request.param == "postgresql":
            stack.enter_context(pytest.MonkeyPatch.context()).setenv("XDG_RUNTIME_DIR", str(folder))
            settings["ONEMATCH_DATABASE_URL"] = stack.enter_context(postgres_server())
            with psycopg.connect(settings["ONEMATCH_DATABASE_URL"]) as connection:
                files = Path((connection.execute("show data_directory").fetchone() or [""])[0])
        program = (str(ROOT / ".venv" / "bin" / "onematch"), "serve", "--workers", "2")
        service = stack.enter_context(
            running_service(
                Side(ROOT, folder), "scene", sample.models, n_of_jobs=1, program=program, home=home, more=settings
            )
        )
        yield Scene(service, operator_of(service), home, files, crms)


def test_the_lifecycle_of_a_contract(scene: Scene, sample: Sample, batch: dict[str, Outcome]) -> None:
    """S8, S12, S13, S21, S24, S26, S31, S38, S50 to S52, S65, S77 to S80, D3, D26."""
    bulk, stream = (connected(scene.operator, crm, scene.crms[crm].url) for crm in (Crm.HUBSPOT, Crm.ORACLE))
    for kind, crm_object in OBJECTS.items():
        import_rows(bulk, crm_object, sample.rows[kind])
    changes = [(OBJECTS[kind], row) for kind, rows in sample.rows.items() for row in rows]
    random.Random(7).shuffle(changes)
    for start in range(0, len(changes), 37):
        send(stream.caller, *changes[start : start + 37])
    caller = bulk.caller
    links = links_in(caller)

    assert links == links_in(stream.caller)
    assert outcomes_of(links) == batch

    linked = {link["profile_id"]: record for record, link in links.items() if link["state"] == "linked"}
    contacts = {row["id"] for row in sample.rows["person"]}
    members = sorted(profile for profile, record in linked.items() if record in contacts)
    sees_badges(caller, members, linked)
    rematches_for_everyone(bulk, sample, linked[members[1]], free_member(sample, links))
    keeps_a_known_person(caller)
    for crm, stage in ((Crm.HUBSPOT, bulk), (Crm.ORACLE, stream)):
        writes_back(stage, scene.crms[crm], crm, members[2], linked)
    teaches(scene, bulk, sample, free_member(sample, links_in(caller)))
    leaves(scene, caller, members)
    assert sum(link["state"] == "linked" for link in links_in(stream.caller).values()) >= len(linked)


def test_two_contracts_under_load_see_nothing_of_each_other(scene: Scene, sample: Sample) -> None:
    """S24: sixteen clients, reading and writing; no lock error, no row of one in an answer, log line or metric."""
    names = ("alphaville", "betazoid")
    callers = {name: connected(scene.operator, "hubspot", scene.crms[Crm.HUBSPOT].url).caller for name in names}
    work = [(name, callers[name], n) for name in names for n in range(8)]

    with ThreadPoolExecutor(len(work)) as pool:
        all_answers = list(pool.map(lambda one: hammer(one[0], one[1], one[2], sample.rows["person"]), work))

    for (name, _, _), answers in zip(work, all_answers, strict=True):
        [other] = set(names) - {name}
        assert {status for status, _ in answers if status >= 400} == set()
        assert not any(other in text for _, text in answers)
        assert any(name in text for _, text in answers)
    headers = {"Authorization": f"Bearer {scene.operator.token('operator')}"}
    metrics = scene.service.http.get(f"{scene.service.address}/metrics", headers=headers).text
    logs = "".join(log.read_text() for log in scene.home.glob("*.log"))
    assert "onematch_requests_total" in metrics
    assert not any(name in metrics or f"@{name}" in logs for name in names)
    assert not any(names[0] in line and names[1] in line for line in logs.splitlines())
    assert "locked" not in logs
    assert '"level": "error"' not in logs


def hammer(name: str, caller: Caller, n: int, rows: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Write records of this contract alone and read all lists; return the status and text of the answers."""
    answers = []
    for turn in range(ROUNDS):
        record_id = f"{name}-{n}-{turn}"
        mine = {"id": record_id, "city": name, "email": f"{n}.{turn}@{name}.example", "account_id": f"{name}-account"}
        record = rows[(n * ROUNDS + turn) % len(rows)] | mine
        changes = {"changes": [{"op": "upsert", "object": "contact", "record": record}]}
        answers += [
            caller.send("sync", "POST /changes", changes),
            caller.send("sync", "PUT /checkpoint"),
            caller.send("admin", "GET /audit?limit=20"),
        ]
        shown = (f"/records?q={mine['email']}", f"/records/contact/{record_id}", "/events?limit=50", "/saves")
        answers += [caller.send("seller", f"GET {path}") for path in shown]
    return [(answer.status_code, answer.text) for answer in answers]


def sees_badges(caller: Caller, members: list[str], linked: dict[str, str]) -> None:
    shown = caller.good("seller", "POST /badges", {"kind": "person", "profiles": [*members[:999], "nobody"]})

    assert {badge["badge"] for badge in shown["items"]} <= {"in_crm", "out_of_date"}
    assert all(badge["record"]["id"] == linked[badge["profile_id"]] for badge in shown["items"])
    assert all(badge["deep_link"].startswith("https://app.hubspot.com/") for badge in shown["items"])
    assert shown["unknown"] == ["nobody"]


def rematches_for_everyone(stage: Stage, sample: Sample, contact: str, member: str) -> None:
    stage.caller.good("seller", f"PUT /records/contact/{contact}/link", {"profile_id": member})

    import_rows(stage, "contact", sample.rows["person"])

    seen = stage.caller.good("other", f"GET /records/contact/{contact}")["link"]
    assert (seen["state"], seen["profile_id"], seen["made_by"]) == ("linked", member, "user")


def keeps_a_known_person(caller: Caller) -> None:
    """Import a person with unique values, and locate the record by them."""
    first, last = KNOWN_NAME.split()
    send(caller, ("contact", {"id": "known", "first_name": first, "last_name": last, "email": KNOWN_EMAIL}))

    for text in (KNOWN_EMAIL, last):
        assert [record["id"] for record in caller.good("seller", f"GET /records?q={text}")["items"]] == ["known"]


def writes_back(stage: Stage, crm: CrmServer, kind_of_crm: Crm, member: str, linked: dict[str, str]) -> None:
    caller = stage.caller
    switch(stage, {"writeback": True})
    crm.know("contacts", linked[member])
    caller.good("seller", f"PUT /users/{SELLER}/crm-authorization", {"access_token": "grant-of-u2"})
    sent = {kind: caller.send("seller", "POST /activities", activity(kind, member, f"{kind}-1")) for kind in KINDS}

    unsupported = {"call"} if kind_of_crm is Crm.ORACLE else set()
    assert {kind for kind, answer in sent.items() if answer.status_code == 422} == unsupported
    assert all(sent[kind].json()["state"] == "queued" for kind in set(KINDS) - unsupported), sent["note"].text
    wait_for(lambda: {one["state"] for one in caller.items("seller", "/activities")} == {"delivered"})
    assert {one["target"]["id"] for one in caller.items("seller", "/activities")} == {linked[member]}
    assert caller.good("seller", "POST /activities", activity("note", member, "note-1"))["state"] == "delivered"
    assert crm.company_writes() == []
    assert {one.token for one in crm.seen} == {"grant-of-u2"}
    notes = [item for item in crm.items.values() if item.kind.lower().startswith("note")]
    assert notes
    assert all(SECRET_WORD in str(item.values) for item in notes)


def teaches(scene: Scene, stage: Stage, sample: Sample, member: str) -> None:
    """A training reads the known person and the statement of a seller; MLflow keeps no value of them."""
    switch(stage, {"training": True})
    stage.caller.good("seller", "PUT /records/contact/known/link", {"profile_id": member})
    bundle = sample.folder / f"{stage.caller.contract_id}.bundle"
    truth = sample.folder / "person" / "truth.parquet"
    files = ("--crm", sample.crm("person"), "--index", sample.models["person"][1], "--labels", truth)
    store = scene.service.environment.get("ONEMATCH_DATABASE_URL", f"sqlite:///{scene.home}/store.db")

    scene.onematch("train", "--kind", "person", *files, "--feedback", store, "--out", bundle)

    kept = [path.name for path in (scene.home / "mlartifacts").rglob("*") if path.is_file()]
    assert stage.caller.contract_id in (bundle / "rows.json").read_text()
    assert {"report.html", "rows.json"} <= set(kept)


def leaves(scene: Scene, caller: Caller, members: list[str]) -> None:
    assert scene.holding(VALUES) == []
    old_copy = scene.home.parent / "old.db"
    if scene.database_files == scene.home:
        copy_of(scene.home / "store.db", old_copy)

    caller.good("admin", "DELETE /instances/production")
    empty = caller.good("seller", "POST /badges", {"kind": "person", "profiles": members[:1000]})["items"]
    assert {badge["badge"] for badge in empty} == {"not_in_crm"}
    job = f"GET /jobs/{caller.good('admin', 'POST /exports')['id']}"
    wait_for(lambda: caller.good("admin", job)["state"] == "done")
    assert known_person_in(caller.send("admin", f"{job}/file").content) == [("known", KNOWN_EMAIL)]
    assert scene.holding(VALUES) == []

    scene.onematch("contracts", "delete", caller.contract_id)

    [certificate] = scene.operator.items("operator", f"/v1/contracts/{caller.contract_id}/certificates")
    document = certificate["document"]
    assert document["deleted"]["records"] > N_RECORDS
    assert (len(document["keys_destroyed"]), document["training_rows_removed"] > 0) == (1, True)
    assert scene.holding([*VALUES, "Zebedee"]) == []
    assert caller.send("admin", f"{job}/file").status_code == 404
    if old_copy.exists():
        cannot_be_read(scene.home, old_copy)
