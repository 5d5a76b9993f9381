"""Two contracts whose users, records and deals have the same ids: neither reads, changes or counts the other's (S24).

The second one does what the first did. Each of its answers is the first one's, and no row of the first has changed.
The first one's answers are those of `life_of_a_contract.txt`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope
from tests.support.reports_tenant import do_jobs
from tests.support.seen_tenant import Seen
from tests.support.sheets import books_of
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
    "/users?limit=2",
    "/imports?limit=2",
    "/jobs?limit=1",
    "/audit?limit=100",
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


def by(scope: Scope, acting: str | None, *asked: tuple[Any, ...]) -> Iterator[Step]:
    """Yield what one caller asks: method, path and body, which may be left out."""
    for method, path, *body in asked:
        yield method, path, body[0] if body else None, scope, acting


def reads(scope: Scope, acting: str | None, *paths: str) -> Iterator[Step]:
    return by(scope, acting, *(("GET", path) for path in paths))


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
    yield from by(
        Scope.SYNC,
        None,
        ("POST", "/changes", {"changes": people}),
        ("PUT", "/checkpoint", {"at": "2026-03-02T08:59:00Z"}),
    )
    yield from readings()
    yield from by(
        Scope.APP,
        SELLER,
        ("PUT", "/records/contact/P3/link", {"profile_id": "M5"}),
        ("DELETE", "/records/contact/P3/link"),
        ("PUT", "/profiles/person/M1/link", {"object": "contact", "record_id": "P2"}),
        ("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}),
        ("PUT", f"/users/{SELLER}/preferences", {"writeback": {"message": False}}),
    )
    for number, member in enumerate(("M1", "M7", "M1")):
        profile = {"profile": {"kind": "person", "id": member}, "occurred_at": "2026-03-02T08:30:00Z"}
        note = NOTE | profile | {"id": f"a{number}"}
        yield from by(Scope.APP, SELLER, ("POST", "/activities?dry_run=true", note), ("POST", "/activities", note))
    yield from by(Scope.APP, SELLER, ("POST", "/activities/a2/cancel"))
    more = [
        {"op": "merge", "object": "contact", "id": "P1", "into": "P2"},
        {"op": "merge", "object": "account", "id": "A2", "into": "A1"},
        {"op": "delete", "object": "contact", "id": "P4", "modified_at": T2},
        upsert("opportunity", id="O1", modified_at=T2, **DEAL | {"owner_id": OTHER_SELLER}),
    ]
    yield from by(Scope.SYNC, None, ("POST", "/changes", {"changes": more}))
    yield from imports()
    yield from readings()
    yield from judgements()
    yield from administration()
    yield from readings()
    yield from leaving()


def imports() -> Iterator[Step]:
    """Pages with what is rejected, an import that is held, and what webhooks ask to read again."""
    rows = [{"id": "P5", "account_id": "A1", **contact("M4")}, {"first_name": "Nobody"}, {"id": "P6", "owner": "x"}]
    stages = [{"id": one, "label": one, "displayOrder": n, "metadata": {}} for n, one in enumerate(("new", "late"))]
    pipeline = {"object": "opportunity", "pipelines": [{"id": "sales", "label": "Sales", "stages": stages}]}
    new, late = ({"rows": [{"id": "O3", **DEAL, "pipeline": "sales", "stage": one}]} for one in ("new", "late"))
    page = "/imports/{id}/pages/1"
    complete = ("POST", "/imports/{id}/complete")
    yield from by(
        Scope.SYNC,
        None,
        ("POST", "/imports", {"object": "contact"}),
        *(("PUT", f"/imports/{{id}}/pages/{number}", {"rows": rows[: 4 - number]}) for number in (1, 1, 2)),
        ("PUT", page, {"rows": rows[:1]}),
        complete,
    )
    yield from reads(Scope.ADMIN, ADMIN, *(f"/imports/{{id}}{path}" for path in ("", "/rejects", "/rejects?limit=1")))
    yield from by(
        Scope.SYNC,
        None,
        ("POST", "/imports", {"object": "contact", "full": True}),
        ("PUT", page, {"rows": [{"id": "P2", **contact("M1")}]}),
        complete,
        ("GET", "/imports/{id}"),
    )
    yield from by(Scope.ADMIN, None, ("POST", "/imports/{id}/drop"))
    yield from by(
        Scope.SYNC,
        None,
        ("GET", "/imports"),
        ("POST", "/imports", pipeline),
        ("PUT", page, new),
        ("PUT", "/imports/{id}/pages/2", late),
        complete,
    )
    yield from reads(Scope.SYNC, None, "/references/contact", "/references/account", "/hints")


def judgements() -> Iterator[Step]:
    """Answers of the queue, one and many, taken back; saves that are let go."""
    wrong = {"object": "contact", "record_id": "P5", "verdict": "not_match", "profile_id": "M4"}
    nobody = {"object": "contact", "record_id": "P6", "verdict": "nobody"}
    batch = {"judgements": [wrong, nobody, wrong | {"record_id": "P9"}]}
    yield from by(
        Scope.APP,
        SELLER,
        ("GET", "/review-queue?limit=1"),
        ("GET", "/review-queue?kind=company"),
        ("POST", "/judgements", wrong),
        ("GET", "/records/contact/P5"),
        ("POST", "/judgements", wrong | {"verdict": "lifted"}),
        ("POST", "/judgements/batch?dry_run=true", batch),
        ("POST", "/judgements/batch", batch),
        ("GET", "/judgements/batch"),
        ("POST", "/judgements/batch/{undo_id}/undo"),
        ("GET", "/judgements/batch"),
        ("GET", "/saves"),
        ("GET", "/saves/proposals"),
        ("DELETE", "/saves/{save}"),
        ("GET", "/saves"),
        ("GET", "/profiles/names?kind=person&id=M1&id=M2"),
        ("GET", "/records/contact/P2/explanation?profile_id=M1"),
    )
    yield from reads(Scope.APP, OTHER_SELLER, "/records/contact/P3/explanation?profile_id=M5")


def administration() -> Iterator[Step]:
    """Seats, switches, own fields, reports by jobs, and what an admin reads of it."""
    switches = {"kinds": {"call": False}, "save_account_team": True, "stage_cut_off": {"sales": "late"}}
    yield from by(
        Scope.ADMIN,
        ADMIN,
        ("PATCH", f"/users/{OTHER_SELLER}", {"auto_save": False}),
        ("DELETE", f"/licences/{OTHER_SELLER}"),
        ("PUT", f"/licences/{OTHER_SELLER}", {"seat_id": f"seat-{OTHER_SELLER}"}),
        ("PATCH", "/settings", switches),
        ("PUT", "/instances/production/fields", OWN),
        ("GET", "/instances/production/fields"),
        ("POST", "/exports"),
        ("WORK", ""),
    )
    yield from reads(Scope.ADMIN, ADMIN, *ADMIN_READS)
    yield from by(
        Scope.APP,
        SELLER,
        ("POST", "/activities/a1/target", {"object": "contact", "id": "P5"}),
        ("DELETE", f"/users/{SELLER}/crm-authorization"),
    )
    yield from by(
        Scope.REP,
        None,
        ("POST", "/reports/roi", {"created_from": "2026-01-01", "created_until": "2026-12-31"}),
        ("WORK", ""),
        ("GET", "/jobs/{job_id}/file"),
    )
    yield from reads(Scope.SYNC, None, "/connector")
    contract = "/v1/contracts/{contract}"
    seats = [{"id": f"seat-{one}"} for one in (SELLER, OTHER_SELLER)]
    yield from by(
        Scope.OPERATOR,
        None,
        ("PATCH", contract, {"seats": seats}),
        ("PATCH", contract, {"seats": [*seats, {"id": "seat-9", "email": "una@seller.example"}]}),
        ("POST", f"{contract}/clients", {"scopes": ["sync"]}),
        ("GET", contract),
    )


def leaving() -> Iterator[Step]:
    """The CRM is disconnected, and what was stored returned."""
    yield from by(Scope.ADMIN, ADMIN, ("DELETE", "/instances/production"))
    yield from by(Scope.APP, OTHER_SELLER, ("POST", "/badges", IN_CRM))
    yield from reads(Scope.APP, SELLER, "/records")
    yield from by(Scope.ADMIN, ADMIN, ("POST", "/exports"), ("WORK", ""))
    yield from reads(
        Scope.ADMIN,
        ADMIN,
        *("/jobs", "/jobs/{id}", "/jobs/{id}/file", "/instances", "/certificates"),
    )


def readings() -> Iterator[Step]:
    """What a contract can read."""
    yield from reads(
        Scope.APP,
        OTHER_SELLER,
        *("/records", "/records?q=Thackeray", "/records/contact/P1", "/records/contact/P3", "/saves", "/activities/a0"),
        *("/records?q=wilhelmina.thackeray@acmerobotics.example", "/records?object=contact&limit=2"),
        *(
            "/records?state=linked",
            "/records/contact/P2?at=2026-03-02T09:00:30Z",
            "/saves?state=saved",
            "/saves?limit=1",
        ),
    )
    yield from reads(
        Scope.APP,
        SELLER,
        *("/companies/C1/opportunities", "/companies/C1/opportunities?view=panel"),
        *("/profiles?kind=person&q=Thackeray", "/profiles?kind=person&q=Thackeray&in_crm=false"),
        *("/review-queue", "/review-queue?blind=true", "/activities", "/corrections", "/activities/a1"),
        *("/records/contact/P2", "/records/contact/P2?at=2026-03-01T09:00:00Z", "/profiles?kind=company&q=C2"),
        *("/profiles/person/M1", "/profiles/person/M9", "/profiles/person/NOBODY"),
    )
    yield from reads(Scope.APP, None, "/filters/in-crm", "/filters/in-crm?since={cursor}", "/events")
    yield from by(Scope.APP, OTHER_SELLER, ("POST", "/badges", IN_CRM))
    reports = ("match-rates", "unmatched", "duplicates", "left-company", "changes", "suspects", "duplicate-records")
    yield from reads(
        Scope.ADMIN,
        ADMIN,
        *("/users", "/licences", "/freshness", "/settings", "/overview", "/activities"),
        *("/duplicates", "/duplicates/merges", "/duplicates/person/M1"),
        *(f"/reports/{name}" for name in reports),
    )


@pytest.fixture
def both(new_tenant: Callable[..., Tenant]) -> tuple[Tenant, Tenant]:
    first, second = (new_tenant(contract_id=one) for one in ("contract-1", "contract-2"))
    for tenant in (first, second):
        Seen(tenant).seat(SELLER, OTHER_SELLER)
        tenant.settings(writeback=True, roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    return first, second


@pytest.mark.both_databases
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
            do_jobs(tenant)
            continue
        headers = {"If-Match": tag} | ({} if method == "GET" else {"Idempotency-Key": f"k{number}"})
        asked = path.format(**made)
        answer = tenant.ask(method, asked, body, scopes=scope, acting=acting, headers=headers)
        shown = shown_of(answer)
        tag = answer.headers.get("etag", tag)
        if method == "POST" and isinstance(shown, dict):
            made |= {name: shown[name] for name in ("id", "undo_id", "job_id") if shown.get(name)}
        if path == "/filters/in-crm":
            made.setdefault("cursor", shown["changes_cursor"])
        if path == "/saves" and shown["items"]:
            made["save"] = shown["items"][0]["id"]
        found.append(f"{method} {path}: {answer.status_code} {written(shown)}")
        while "limit=" in path and shown["next_cursor"] is not None:
            more = f"{asked}&cursor={shown['next_cursor']}"
            shown = tenant.good(method, more, scopes=scope, acting=acting)
            found.append(f"{method} {path}, its next page: {written(shown)}")
    return found


def written(shown: object) -> str:
    return MADE.sub("*", json.dumps(shown, ensure_ascii=False))


def shown_of(answer: httpx.Response) -> Any:
    """Return the content of an answer; of an archive the cells of its workbooks."""
    media = answer.headers.get("content-type", "")
    if not media.endswith("zip"):
        return answer.json() if media.endswith("json") else answer.text
    return books_of(answer.content)


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
