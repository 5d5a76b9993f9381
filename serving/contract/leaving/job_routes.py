"""Jobs: their progress, and the files that they made (S74)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any

from pydantic import AwareDatetime
from sqlalchemy import Connection
from starlette.responses import StreamingResponse

from serving.contract.leaving.copies import note_collected
from serving.contract.leaving.disconnect import RETURN
from serving.contract.records.calls import Call, PathId, ShownValue, answers, needs, routes
from serving.contract.records.report_jobs import REPORT
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage
from serving.store.contracts import CONNECTED, NotHere, load_instance
from serving.store.jobs import DONE, Job, list_jobs, load_job
from serving.store.sealed_files import SealedFiles
from serving.store.vault import DataKey, KeyDestroyed
from serving.vocabulary.terms import Scope

_EXAMPLES = read_examples(__file__)
StarterCall = Annotated[
    Call, needs(Scope.ADMIN, Scope.REP, Scope.READER, Scope.APP, Scope.SYNC, instance=False, ended=True)
]


class JobShown(ShownValue):
    """A job: waiting, running, done, failed, cancelled."""

    id: str
    kind: str
    state: str
    progress: Mapping[str, Any]
    result: Mapping[str, Any] | None
    made_at: AwareDatetime
    due_at: AwareDatetime | None
    ended_at: AwareDatetime | None


router = routes("operations", "/jobs")


@router.get("", summary="List jobs", responses=answers(_EXAMPLES["jobs"]))
def overview(page: WantedPage, call: StarterCall) -> Listing[JobShown]:
    """List the jobs that the client started, for an admin those of all clients, the newest first."""
    starter = None if Scope.ADMIN in call.caller.scopes else call.caller.client_id
    after = page.moment_key()
    with call.store.reading() as connection:
        jobs = list_jobs(connection, call.contract.id, call.instance_name, starter, after=after, limit=page.fetch)
    return call.listing(jobs, page, JobShown.of, "made_at", "id", jobs="id")


@router.get("/{job_id}", summary="Show a job", responses=answers(_EXAMPLES["job"]))
def show(job_id: PathId, call: StarterCall) -> JobShown:
    """Show the progress of a job, to the client that started it only."""
    with call.store.reading() as connection:
        job = _own_job(connection, call, job_id)
    call.name(jobs=[job_id])
    return JobShown.of(job)


@router.get(
    "/{job_id}/file",
    summary="Fetch a job's file",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}, "text/csv": {}}}},
)
def fetch(job_id: PathId, call: StarterCall) -> StreamingResponse:
    """Return the file of a finished job, which is stored sealed and opened for the client that started it only.

    A report that was begun for an acting user holds what this user may see (S33), and is given to them alone.
    """
    with call.store.reading() as connection:
        job = _own_job(connection, call, job_id)
        if job.kind == REPORT and (user_id := job.request.get("user_id")) is not None:
            call.require_self(str(user_id))
        key = _key(connection, call, job)
    files = SealedFiles(call.services.settings.home_layout.job_files)
    result = job.result or {}
    if job.state != DONE or "file" not in result or not files.has(job_id):
        raise NotHere("the job has no file")
    call.name(jobs=[job_id])
    headers = {"Content-Disposition": f'attachment; filename="{result["file"]}"'}
    media_type = result.get("media_type", "application/octet-stream")
    pieces = _begun(files.pieces(job_id, key), lambda: note_collected(call.store, job, call.now))
    return StreamingResponse(pieces, headers=headers, media_type=media_type)


def _own_job(connection: Connection, call: Call, job_id: str) -> Job:
    job = load_job(connection, job_id)
    if job is None or job.contract_id != call.contract.id or job.starter != call.caller.client_id:
        raise NotHere("there is no such job")
    return job


def _key(connection: Connection, call: Call, job: Job) -> DataKey:
    """Return the key that sealed the file: the instance's, else the contract's; raises NotHere."""
    if job.instance_id is None:
        return call.store.vault.key(connection, call.contract.key_id)
    instance = load_instance(connection, job.instance_id)
    if instance is not None and (instance.state == CONNECTED or job.kind == RETURN):
        with suppress(KeyDestroyed):
            return call.store.vault.key(connection, instance.key_id)
    raise NotHere("the job has no file any more")


def _begun(pieces: Iterator[bytes], when_fetched: Callable[[], None]) -> Iterator[bytes]:
    """Read the first piece before the answer begins, so that a broken file is an error and not a partial answer."""
    first = next(pieces, b"")

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces
        when_fetched()

    return all_pieces()
