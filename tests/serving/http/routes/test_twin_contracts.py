"""Two contracts whose users, records and deals have the same ids: neither reads, changes or counts the other's (S24).

The second one does what the first did. Each of its answers is the first one's, and no row of the first has changed.
The first one's answers are those of `life_of_a_contract.txt`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from serving.rules.vocabulary import Scope
from serving.store.jobs import claim, finish
from serving.store.tables.columns import METADATA
from serving.worker import work_table
from tests.support.seen_tenant import Seen
from tests.support.small_network import account, contact
from tests.support.sync_tenant import T1, T2, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, START, Tenant

WRITTEN = Path(__file__).with_name("life_of_a_contract.txt")
OF_ALL = {"audit", "idempotency", "idempotency_subjects", "leases", "jobs", "clients"}
"""Tables that every request writes to, whichever contract it names."""
MADE = re.compile(
    r'(om)?[0-9a-f]{32}|contract-[12]|"\w*cursor": "[^"]*"|"(id|save_id|seq|statement)": \d+|"[\w+/=-]{24,}"'
    r'|"token": "[^"]*"|[0-9a-f]{12}\+[0-9a-f]{12}[.0-9]*|\b[0-9a-f]{16}\b|(?<=\d\.\d)\d+|\d\.?\d*e-\d+'
)
"""Ids, numbers and cursors that are made for each, versions of models, and further digits of probabilities."""
DEAL = {"name": "Deal", "account_id": "A1", "status": "open", "contact_ids": ["P1", "P2"], "owner_id": SELLER}
NOTE = {"id": "a1", "kind": "note", "profile": {"kind": "person", "id": "M1"}, "subject": "s", "body": "b"}
OWN = {"fields": [{"name": "vat", "kind": "company", "type": "identifier", "property": "vat_number"}]}
ADMIN_READS = (
    "/jobs/{id}",
    "/jobs/{id}/file",
    "/jobs",
    "/instances",
    "/instances/production",
    "/users",
    "/audit?limit=1000",
    "/overview/gain",
    "/reports/precision",
    "/reports/segments",
    "/reports/gain",
    "/reports/drift",
    "/records/contact/P2/passport",
)
Step = tuple[str, str, Any, Scope, str | None]
"""What a contract does: method, path with ids of answers before, body, scope, acting user."""
IN_CRM = {"kind": "person", "profiles": [f"M{n}" for n in range(1, 6)]}


def steps() -> Iterator[Step]:
    """What a contract does: method, path, body, scope, acting user."""
    people = [
        upsert("account", id="A1", modified_at=T1, owner_id=OTHER_SELLER, **account("C1")),
        upsert("account", id="A2", modified_at=T1, **account("C1", city=None)),
        upsert("contact", id="P1", modified_at=T1, account_id="A1", **contact("M1")),
        upsert("contact", id="P2", modified_at=T1, account_id="A1", **contact("M1", city=None)),
        upsert("contact", id="P3", modified_at=T1, account_id="A2", visible_to=[SELLER], **contact("M2")),
        upsert("contact", id="P4", modified_at=T1, account_id="A2", **contact("M3", company="Acme Robotics")),
        upsert("contact", id="P7", modified_at=T1, full_name="Celestine Fauconnier", company="Somewhere Else"),
        upsert("opportunity", id="O1", modified_at=T1, **DEAL),
        upsert("opportunity", id="O2", modified_at=T1, **DEAL | {"owner_id": OTHER_SELLER, "status": "won"}),
    ]
    yield "POST", "/changes", {"changes": people}, Scope.SYNC, None
    yield "PUT", "/checkpoint", {"at": "2026-03-02T08:59:00Z"}, Scope.SYNC, None
    yield from readings()
    yield "PUT", "/records/contact/P3/link", {"profile_id": "M5"}, Scope.APP, SELLER
    yield "DELETE", "/records/contact/P3/link", None, Scope.APP, SELLER
    yield "PUT", "/profiles/person/M1/link", {"object": "contact", "record_id": "P2"}, Scope.APP, SELLER
    yield "PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}, Scope.APP, SELLER
    yield "PUT", f"/users/{SELLER}/preferences", {"writeback": {"message": False}}, Scope.APP, SELLER
    for number, member in enumerate(("M1", "M7", "M1")):
        profile = {"profile": {"kind": "person", "id": member}, "occurred_at": "2026-03-02T08:30:00Z"}
        yield "POST", "/activities?dry_run=true", NOTE | profile | {"id": f"a{number}"}, Scope.APP, SELLER
        yield "POST", "/activities", NOTE | profile | {"id": f"a{number}"}, Scope.APP, SELLER
    yield "POST", "/activities/a2/cancel", None, Scope.APP, SELLER
    more = [
        {"op": "merge", "object": "contact", "id": "P1", "into": "P2"},
        {"op": "merge", "object": "account", "id": "A2", "into": "A1"},
        {"op": "delete", "object": "contact", "id": "P4", "modified_at": T2},
        upsert("opportunity", id="O1", modified_at=T2, **DEAL | {"owner_id": OTHER_SELLER}),
    ]
    yield "POST", "/changes", {"changes": more}, Scope.SYNC, None
    yield from imports()
    yield from readings()
    yield from judgements()
    yield from administration()
    yield from readings()
    yield from leaving()


def imports() -> Iterator[Step]:
    """Pages with what is rejected, an import that is held, and what webhooks ask to read again."""
    yield "POST", "/imports", {"object": "contact"}, Scope.SYNC, None
    rows = [{"id": "P5", "account_id": "A1", **contact("M4")}, {"first_name": "Nobody"}, {"id": "P6", "owner": "x"}]
    for number in (1, 1, 2):
        yield "PUT", f"/imports/{{id}}/pages/{number}", {"rows": rows[: 4 - number]}, Scope.SYNC, None
    yield "POST", "/imports/{id}/complete", None, Scope.SYNC, None
    for path in ("", "/rejects", "/rejects?limit=1"):
        yield "GET", f"/imports/{{id}}{path}", None, Scope.ADMIN, ADMIN
    yield "POST", "/imports", {"object": "contact", "full": True}, Scope.SYNC, None
    yield "PUT", "/imports/{id}/pages/1", {"rows": [{"id": "P2", **contact("M1")}]}, Scope.SYNC, None
    yield "POST", "/imports/{id}/complete", None, Scope.SYNC, None
    yield "GET", "/imports/{id}", None, Scope.SYNC, None
    yield "POST", "/imports/{id}/drop", None, Scope.ADMIN, None
    yield "GET", "/imports", None, Scope.SYNC, None
    stages = [{"id": one, "label": one, "displayOrder": n, "metadata": {}} for n, one in enumerate(("new", "late"))]
    pipeline = {"object": "opportunity", "pipelines": [{"id": "sales", "label": "Sales", "stages": stages}]}
    yield "POST", "/imports", pipeline, Scope.SYNC, None
    staged = [{"id": "O3", **DEAL, "pipeline": "sales", "stage": one} for one in ("new", "late")]
    yield "PUT", "/imports/{id}/pages/1", {"rows": staged[:1]}, Scope.SYNC, None
    yield "PUT", "/imports/{id}/pages/2", {"rows": staged[1:]}, Scope.SYNC, None
    yield "POST", "/imports/{id}/complete", None, Scope.SYNC, None
    yield "GET", "/references/contact", None, Scope.SYNC, None
    yield "GET", "/references/account", None, Scope.SYNC, None
    yield "GET", "/hints", None, Scope.SYNC, None


def judgements() -> Iterator[Step]:
    """Answers of the queue, one and many, taken back; saves that are let go."""
    wrong = {"object": "contact", "record_id": "P5", "verdict": "not_match", "profile_id": "M4"}
    nobody = {"object": "contact", "record_id": "P6", "verdict": "nobody"}
    yield "GET", "/review-queue?limit=1", None, Scope.APP, SELLER
    yield "GET", "/review-queue?kind=company", None, Scope.APP, SELLER
    yield "POST", "/judgements", wrong, Scope.APP, SELLER
    yield "GET", "/records/contact/P5", None, Scope.APP, SELLER
    yield "POST", "/judgements", wrong | {"verdict": "lifted"}, Scope.APP, SELLER
    batch = {"judgements": [wrong, nobody, wrong | {"record_id": "P9"}]}
    yield "POST", "/judgements/batch?dry_run=true", batch, Scope.APP, SELLER
    yield "POST", "/judgements/batch", batch, Scope.APP, SELLER
    yield "GET", "/judgements/batch", None, Scope.APP, SELLER
    yield "POST", "/judgements/batch/{undo_id}/undo", None, Scope.APP, SELLER
    yield "GET", "/judgements/batch", None, Scope.APP, SELLER
    yield "GET", "/saves", None, Scope.APP, SELLER
    yield "GET", "/saves/proposals", None, Scope.APP, SELLER
    yield "DELETE", "/saves/{save}", None, Scope.APP, SELLER
    yield "GET", "/saves", None, Scope.APP, SELLER
    yield "GET", "/profiles/person/M1", None, Scope.APP, SELLER
    yield "GET", "/profiles/names?kind=person&id=M1&id=M2", None, Scope.APP, SELLER
    yield "GET", "/records/contact/P2/explanation?profile_id=M1", None, Scope.APP, SELLER
    yield "GET", "/records/contact/P3/explanation?profile_id=M5", None, Scope.APP, OTHER_SELLER


def administration() -> Iterator[Step]:
    """Seats, switches, own fields, reports by jobs, and what an admin reads of it."""
    for method, path, body in (
        ("PATCH", f"/users/{OTHER_SELLER}", {"auto_save": False}),
        ("DELETE", f"/licences/{OTHER_SELLER}", None),
        ("PUT", f"/licences/{OTHER_SELLER}", {"seat_id": f"seat-{OTHER_SELLER}"}),
        (
            "PATCH",
            "/settings",
            {"kinds": {"call": False}, "save_account_team": True, "stage_cut_off": {"sales": "late"}},
        ),
        ("PUT", "/instances/production/fields", OWN),
        ("GET", "/instances/production/fields", None),
        ("POST", "/exports", None),
        ("WORK", "", None),
        *(("GET", path, None) for path in ADMIN_READS),
    ):
        yield method, path, body, Scope.ADMIN, ADMIN
    yield "POST", "/activities/a1/target", {"object": "contact", "id": "P5"}, Scope.APP, SELLER
    yield "DELETE", f"/users/{SELLER}/crm-authorization", None, Scope.APP, SELLER
    yield "POST", "/reports/roi", {"created_from": "2026-01-01", "created_until": "2026-12-31"}, Scope.REP, None
    yield "WORK", "", None, Scope.REP, None
    yield "GET", "/jobs/{job_id}/file", None, Scope.REP, None
    yield "GET", "/connector", None, Scope.SYNC, None
    for more in ((), ({"id": "seat-9", "email": "una@seller.example"},)):
        seats = [{"id": f"seat-{one}"} for one in (SELLER, OTHER_SELLER)]
        yield "PATCH", "/v1/contracts/{contract}", {"seats": [*seats, *more]}, Scope.OPERATOR, None
    yield "POST", "/v1/contracts/{contract}/clients", {"scopes": ["sync"]}, Scope.OPERATOR, None
    yield "GET", "/v1/contracts/{contract}", None, Scope.OPERATOR, None


def leaving() -> Iterator[Step]:
    """The CRM is disconnected, and what was stored returned."""
    yield "DELETE", "/instances/production", None, Scope.ADMIN, ADMIN
    yield "POST", "/badges", IN_CRM, Scope.APP, OTHER_SELLER
    yield "GET", "/records", None, Scope.APP, SELLER
    yield "POST", "/exports", None, Scope.ADMIN, ADMIN
    yield "WORK", "", None, Scope.ADMIN, None
    for path in ("/jobs", "/jobs/{id}", "/jobs/{id}/file", "/instances", "/certificates", "/audit?limit=40"):
        yield "GET", path, None, Scope.ADMIN, ADMIN


def readings() -> Iterator[Step]:
    """What a contract can read."""
    for path in (
        *("/records", "/records?q=Thackeray", "/records/contact/P1", "/records/contact/P3", "/saves", "/activities/a0"),
        *("/records?q=wilhelmina.thackeray@acmerobotics.example", "/records?object=contact&limit=2"),
        *("/records?state=linked", "/records/contact/P2?at=2026-03-02T09:00:30Z", "/saves?state=saved"),
    ):
        yield "GET", path, None, Scope.APP, OTHER_SELLER
    for path in (
        "/companies/C1/opportunities",
        "/companies/C1/opportunities?view=panel",
        "/profiles?kind=person&q=Thackeray",
        "/profiles?kind=person&q=Thackeray&in_crm=false",
    ):
        yield "GET", path, None, Scope.APP, SELLER
    for path in ("/review-queue", "/activities", "/corrections", "/activities/a1", "/records/contact/P2"):
        yield "GET", path, None, Scope.APP, SELLER
    yield "GET", "/filters/in-crm", None, Scope.APP, None
    yield "GET", "/filters/in-crm?since={cursor}", None, Scope.APP, None
    yield "GET", "/events", None, Scope.APP, None
    yield "POST", "/badges", IN_CRM, Scope.APP, OTHER_SELLER
    for path in (
        *("/users", "/licences", "/freshness", "/settings", "/overview", "/activities"),
        *("/duplicates", "/duplicates/merges", "/duplicates/person/M1"),
    ):
        yield "GET", path, None, Scope.ADMIN, ADMIN
    for name in ("match-rates", "unmatched", "duplicates", "left-company", "changes", "suspects", "duplicate-records"):
        yield "GET", f"/reports/{name}", None, Scope.ADMIN, ADMIN


@pytest.fixture
def both(new_tenant: Callable[..., Tenant]) -> tuple[Tenant, Tenant]:
    first, second = (new_tenant(contract_id=one) for one in ("contract-1", "contract-2"))
    for tenant in (first, second):
        Seen(tenant).seat(SELLER, OTHER_SELLER)
        tenant.settings(writeback=True, roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    return first, second


def test_s24_what_a_contract_does_and_reads_depends_on_no_other(both: tuple[Tenant, Tenant]) -> None:
    """S24, S29, S40, D1, D22: with the other's data of the same ids beside it."""
    first, second = both
    alone = answers(first)
    before = rows_of(first)

    beside = answers(second)

    if "ONEMATCH_WRITE_DOCS" in os.environ:
        WRITTEN.write_text("\n".join(alone) + "\n", encoding="utf-8")
    assert [pair for pair in zip(alone, beside, strict=True) if pair[0] != pair[1]] == []
    assert rows_of(first) == before
    assert alone == WRITTEN.read_text(encoding="utf-8").splitlines()


def answers(tenant: Tenant) -> list[str]:
    """Do all steps, each a second after the last; return their answers, without the ids that are made for each."""
    tenant.clock.now = START
    found = []
    made: dict[str, Any] = {"contract": tenant.contract_id}
    tag = ""
    for number, (method, path, body, scope, acting) in enumerate(steps()):
        tenant.clock.forward(seconds=1)
        if method == "WORK":
            work(tenant)
            continue
        headers = {"If-Match": tag} | ({} if method == "GET" else {"Idempotency-Key": f"k{number}"})
        answer = tenant.ask(method, path.format(**made), body, scopes=scope, acting=acting, headers=headers)
        shown = shown_of(answer)
        tag = answer.headers.get("etag", tag)
        if method == "POST" and isinstance(shown, dict):
            made |= {name: shown[name] for name in ("id", "undo_id", "job_id") if shown.get(name)}
        if path == "/filters/in-crm":
            made.setdefault("cursor", shown["changes_cursor"])
        if path == "/saves" and shown["items"]:
            made["save"] = shown["items"][0]["id"]
        found.append(f"{method} {path}: {answer.status_code} {MADE.sub('*', json.dumps(shown, ensure_ascii=False))}")
    return found


def shown_of(answer: httpx.Response) -> Any:
    """Return the content of an answer; of an archive the cells of its workbooks."""
    media = answer.headers.get("content-type", "")
    if not media.endswith("zip"):
        return answer.json() if media.endswith("json") else answer.text
    with ZipFile(BytesIO(answer.content)) as archive:
        books = {name: load_workbook(BytesIO(archive.read(name))) for name in archive.namelist()}
    return {
        name: {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
        for name, book in books.items()
    }


def work(tenant: Tenant) -> None:
    """Do the jobs that wait."""
    jobs = work_table().jobs
    while True:
        with tenant.store.writing() as connection:
            job = claim(connection, jobs.keys(), tenant.clock())
        if job is None:
            return
        result = jobs[job.kind](tenant.parts, job)
        with tenant.store.writing() as connection:
            finish(connection, job.id, result, tenant.clock())


def rows_of(tenant: Tenant) -> dict[str, list[str]]:
    """All rows of a contract and its instance, by table."""
    owners = {"instance_id": f"{tenant.contract_id}-production", "contract_id": tenant.contract_id}
    found = {}
    with tenant.store.reading() as connection:
        for name, table in METADATA.tables.items():
            mine = [table.c[column] == owner for column, owner in owners.items() if column in table.c]
            if mine and name not in OF_ALL:
                found[name] = sorted(map(repr, connection.execute(select(table).where(*mine[:1]))))
    return found
