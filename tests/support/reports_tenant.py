"""A contract with rows for every report, and the jobs that write them."""

from serving.store.jobs import claim, finish
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import MadeBy, RecordState, Scope
from serving.worker import work_table
from tests.support.seen_tenant import ACCOUNT, CONTACT, LEAD, Seen
from tests.support.small_network import account, contact
from tests.support.tenant import Tenant

FIRM = RecordKey(ACCOUNT, "a1")
ANN = RecordKey(CONTACT, "p1")
BEN = RecordKey(CONTACT, "p2")
CSV = {"Accept": "text/csv"}


def reported(tenant: Tenant) -> Seen:
    """Add an account, a contact at its company, a leaver, a duplicate, and some unmatched records."""
    seen = Seen(tenant)
    seen.record(FIRM, account("C1"))
    seen.record(ANN, contact("M1"), account_id="a1")
    seen.record(BEN, contact("M2", company="=cmd()"))
    for key in (RecordKey(LEAD, "l1"), RecordKey(LEAD, "l2"), RecordKey(CONTACT, "p3"), RecordKey(CONTACT, "p4")):
        seen.record(key, {"full_name": "Nobody Known", "email": "x@y.example"})
    for key, profile in ((FIRM, "C1"), (ANN, "M1"), (BEN, "M2")):
        seen.link(key, profile)
    seen.link(RecordKey(LEAD, "l1"), "M1", RecordState.DUPLICATE, winner=ANN, claim_margin=0.25, probability=0.7)
    seen.link(RecordKey(LEAD, "l2"), None, RecordState.UNMATCHED, margin=None, probability=0.0)
    seen.link(RecordKey(CONTACT, "p3"), None, RecordState.UNMATCHED, margin=0.1, probability=0.1)
    seen.link(RecordKey(CONTACT, "p4"), None, RecordState.UNMATCHED, margin=None, made_by=MadeBy.USER)
    return seen


def fetched(tenant: Tenant, job_id: str, scope: Scope = Scope.ADMIN, acting: str | None = None) -> str:
    answer = tenant.ask("GET", f"/jobs/{job_id}/file", scopes=scope, acting=acting)
    assert answer.status_code == 200, answer.text
    return answer.text


def do_jobs(tenant: Tenant) -> None:
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
