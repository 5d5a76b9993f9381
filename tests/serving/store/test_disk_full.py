"""A full disk: each write is refused as a whole, everything else works."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from serving.contract.records.services import WrapperServices
from serving.runtime.event_log import DetailHandler, JsonFormatter
from serving.store.disk_full import DiskFull, full_folders, is_full
from serving.store.engine import create_engine
from serving.store.jobs import DONE, RUNNING, WAITING, Job, NewJob, enqueue, load_job
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.upgrade import migrate
from serving.store.vault import Vault
from serving.vocabulary.terms import Scope
from serving.worker import Worker, WorkTable
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.tenant import START, Clock, make_tenant
from tests.support.wrapper_web import SharedRoutes

MASTER = b"x" * 32


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", "24m") as mounted:
        yield mounted


@pytest.fixture
def full_store(disk: SmallDisk) -> Iterator[Store]:
    """A store with one key, on a disk that became full afterwards."""
    url = f"sqlite:///{disk.folder}/store.db"
    migrate(url)
    store = Store(create_engine(url), Vault(MASTER, disk.folder / "shards"))
    with store.writing() as connection:
        store.vault.new_key(connection, START)
    disk.fill()
    yield store
    store.close()


def write_much(store: Store) -> None:
    with store.writing() as connection:
        rows = [{"id": f"{n:0300}", "wrapped": b"x" * 900, "created_at": START} for n in range(4000)]
        connection.execute(keys.insert(), rows)


def test_a_write_to_a_full_sqlite_store_is_refused_as_a_whole_and_succeeds_when_there_is_room(
    full_store: Store, disk: SmallDisk
) -> None:
    with pytest.raises(DiskFull, match="the store's disk is full"):
        write_much(full_store)
    with full_store.reading() as connection:
        assert len(connection.execute(keys.select()).all()) == 1

    disk.empty()

    write_much(full_store)
    with full_store.reading() as connection:
        assert len(connection.execute(keys.select()).all()) == 4001


def test_postgresql_s_full_disk_is_recognised_by_its_error_code() -> None:
    full = psycopg.errors.DiskFull("could not extend file: No space left on device")

    assert is_full(DBAPIError("insert", None, full))
    assert not is_full(DBAPIError("insert", None, psycopg.errors.UniqueViolation("twice")))


def test_a_full_folder_is_named_and_one_with_room_is_not(disk: SmallDisk, tmp_path: Path) -> None:
    disk.fill()

    assert full_folders({"home": disk.folder, "elsewhere": tmp_path, "lost": tmp_path / "lost"}) == ["home", "lost"]


def test_counters_write_to_reserved_room_on_a_full_disk(disk: SmallDisk) -> None:
    """Without reserved room the child dies of SIGBUS."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom serving.runtime.metrics_files import ReservedCounts\n"
        "folder = Path(sys.argv[1])\ncounts = ReservedCounts(str(folder / 'counter_1.db'))\n"
        "print('made', flush=True)\nsys.stdin.readline()\n"
        "for n in range(3000):\n    counts.write_value(f'key {n} {\"x\" * 60}', float(n), 0.0)\n"
        "late = ReservedCounts(str(folder / 'late_1.db'))\nlate.write_value('late', 1.0, 0.0)\n"
        "print(counts.read_value(f'key 2999 {\"x\" * 60}')[0], late.read_value('late')[0])\n"
    )
    command = [sys.executable, "-c", code, str(disk.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "made\n"
        disk.fill()
        printed, _ = child.communicate("go\n", timeout=300)

    assert (child.returncode, printed) == (0, "2999.0 1.0\n")


@contextmanager
def full_device() -> Iterator[io.TextIOWrapper]:
    """A device without room, as the target of a log."""
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    out = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closing it fails as writing does
    try:
        yield out
    finally:
        with pytest.raises(OSError, match="No space left"):
            out.close()


def test_a_log_on_a_full_disk_drops_events_and_counts_them_without_failing_requests() -> None:
    lost: list[int] = []
    record = logging.makeLogRecord({"msg": "request", "levelno": logging.INFO, "fields": {"status": 200}})
    with full_device() as out:
        handler = DetailHandler(out, lost.append)
        handler.setFormatter(JsonFormatter())

        handler.emit(record)
        handler.emit(record)

        later = io.StringIO()
        handler.stream = later
        handler.emit(record)

    events = [json.loads(line) for line in later.getvalue().splitlines()]
    assert sum(lost) == 2
    assert [(one["event"], one.get("events")) for one in events] == [("log_events_lost", 2), ("request", None)]


class FullStore(Store):
    """A store that can be read but not written."""

    @contextmanager
    def writing(self, _instance_id: str | None = None) -> Iterator[None]:  # type: ignore[override]
        raise DiskFull("the store's disk is full: got no room to write, expected some")
        yield

    writing_unsynced = writing  # type: ignore[assignment]


@pytest.fixture
def full_parts(parts: WrapperServices) -> WrapperServices:
    return replace(parts, store=FullStore(parts.store.engine, parts.store.vault))


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/jobs/none", 404), ("GET", "", 507)])
def test_no_data_is_returned_without_an_audit_entry_while_refusals_are_answered(
    parts: WrapperServices,
    full_parts: WrapperServices,
    shared_routes: SharedRoutes,
    clock: Clock,
    method: str,
    path: str,
    status: int,
) -> None:
    web = shared_routes.web(full_parts)
    tenant = make_tenant(parts, web, clock)
    tenant.token(Scope.OPERATOR), tenant.token(Scope.APP)

    answer = tenant.ask(method, path, scopes=Scope.OPERATOR if path == "" else Scope.APP)

    assert answer.status_code == status, answer.text
    if status == 507:
        assert answer.json()["type"] == "urn:onematch:problem:disk-full"
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_job_without_disk_room_waits_and_does_not_fail(
    parts: WrapperServices, caplog: pytest.LogCaptureFixture
) -> None:
    def write(_parts: object, _job: object) -> None:
        raise OSError(28, "No space left on device")

    with parts.store.writing() as connection:
        job_id = enqueue(connection, NewJob("export", None, "client"), parts.clock())

    Worker(parts, WorkTable({"export": write}, ())).turn()

    assert state_of(parts.store, job_id) == WAITING
    assert [event for event in caplog.messages if event.startswith("job")] == ["job_postponed"]


def test_a_job_whose_end_has_no_room_is_ended_later_and_runs_once(
    parts: WrapperServices, full_parts: WrapperServices
) -> None:
    done: list[str] = []

    def export(_: WrapperServices, job: Job) -> dict[str, str]:
        """The disk becomes full meanwhile."""
        worker.parts = full_parts
        done.append(job.id)
        return {"file": job.id}

    worker = Worker(parts, WorkTable({"export": export}, ()))
    with parts.store.writing() as connection:
        job_id = enqueue(connection, NewJob("export", None, "client"), parts.clock())

    states = []
    for _ in range(2):
        worker.turn()
        states.append(state_of(parts.store, job_id))
        worker.parts = parts

    assert (states, len(done)) == ([RUNNING, DONE], 1)


def state_of(store: Store, job_id: str) -> str:
    with store.reading() as connection:
        job = load_job(connection, job_id)
    assert job is not None
    return job.state
