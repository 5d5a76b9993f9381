"""The steps of the demo: sample, indexes, shipped bundles; then for each kind in its own process: a model of its own.

The service answers after the first three, with the shipped bundles, and changes to each new model as it is promoted.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import httpx

from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.progress import Progress
from features.compiled.ahead import COMPILING, compile_ahead
from features.compiled.private_paths import held_alone, make_private_folder
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.launch import PortTaken, end_process, require_free
from serving.matching.bundle import shipped_bundle
from serving.runtime.home import Home, Pointer, read_pointer, write_pointer
from serving.runtime.process import LAUNCHER
from serving.runtime.settings import Settings
from training.own_process import in_own_processes

if TYPE_CHECKING:
    from data.sample.sample import SampleSize
    from training.promotion.gates import GateVerdict
    from training.promotion.promotion import Gate

SERVED_WITHIN_S = 60.0
POLLED_EVERY_S = 0.2
LOOPBACK = "127.0.0.1"
FIRST_PORT = 1024
"""The first that needs no privilege."""
DEMO_CRM = "crm.example"
"""The host of the demo's CRM: a reserved name that nobody answers, so that nothing of a demo is ever sent."""


class DemoFailed(OnematchError):
    """A kind could not be prepared."""


@value_class
class PreparedKind:
    """One kind, ready to serve: its figures on the test split, the same as table rows, and its report."""

    kind: Kind
    figures: Mapping[str, object]
    table: list[tuple[str, object, str]]
    report: Path


Ended = Callable[[str, float], None]
"""Reports a stage with its seconds, at its end."""


@contextmanager
def timed(name: str, ended: Ended) -> Iterator[None]:
    """Measure a stage of the demo."""
    began = time.monotonic()
    yield
    ended(name, time.monotonic() - began)


def only_demo(root: Path) -> AbstractContextManager[None]:
    """Hold the demo's home until the block ends, or the process does. Raises DemoFailed where another demo has it."""
    return held_alone(
        root / ".lock", DemoFailed("{root}: a demo runs here; end it, or name another ONEMATCH_HOME", root=root)
    )


def free_port(wanted: int) -> int:
    """Return the port that is wanted, or the first free one after it."""
    with suppress(PortTaken):
        require_free(LOOPBACK, wanted)
        return wanted
    return free_port(max(FIRST_PORT, (wanted + 1) % (1 << 16)))


@contextmanager
def worker_beside(log: IO[bytes]) -> Iterator[None]:
    """Run the worker of background jobs until the block ends, or this process does."""
    command = [sys.executable, "-c", "from onematch import main; main()", "work"]
    worker = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        end_process(worker)


def begin_demo(root: Path, size: "SampleSize", progress: Progress, ended: Ended) -> None:
    """Make the sample and its indexes below `root`, its own home, and serve them with the shipped bundles.

    Meanwhile two processes compile what this machine has not compiled yet. A kind that has a champion keeps it.
    """
    from data.index.build import build_index
    from data.sample.sample import write_sample

    check_outputs([output for kind in Kind for output in _outputs(root, kind)], {})
    make_private_folder(root)
    with ThreadPoolExecutor(1) as beside:
        compiling = beside.submit(_compile, progress, ended)
        with timed("sample", ended):
            write_sample(root / "sample", size, 0, progress)
        with timed("indexes", ended):
            for kind in Kind:
                universe = root / "sample" / kind / "universe.parquet"
                build_index(kind, universe, root / f"{kind}.index", progress)
        compiling.result()
    for kind in Kind:
        serve_shipped(Home(root), kind, root / f"{kind}.index")


def _compile(progress: Progress, ended: Ended) -> None:
    with timed("compile for this machine, once, beside the others", ended):
        compile_ahead(2, partial(progress, COMPILING))


def serve_shipped(home: Home, kind: Kind, index: Path) -> None:
    """Serve the shipped bundle of a kind until its own model is promoted; what is served already stays."""
    bundle = shipped_bundle(kind)
    if bundle is not None and read_pointer(home, kind) is None:
        write_pointer(home, kind, Pointer(bundle, index))


def train_demo(root: Path, progress: Progress) -> list[PreparedKind]:
    """Train, evaluate and promote each kind in its own process; return the kinds in order.

    Raises DemoFailed and ProcessEnded.
    """
    prepared = in_own_processes({kind: partial(_prepare_alone, root, kind) for kind in Kind}, progress, daemon=True)
    return [*prepared.values()]


def wait_until_served(address: str, root: Path, n_workers: int) -> bool:
    """Wait until each worker of the service answers with the champions of the home; return whether they do."""
    bundles = {kind.value: pair.bundle.name for kind in Kind if (pair := read_pointer(Home(root), kind)) is not None}
    until = time.monotonic() + SERVED_WITHIN_S
    current = set[int]()
    while len(current) < n_workers and time.monotonic() < until:
        worker, versions = _served(address)
        current |= {worker} if bundles.items() <= versions.items() else set()
        time.sleep(POLLED_EVERY_S)
    return len(current) == n_workers


def _served(address: str) -> tuple[int, dict[str, str]]:
    """Return a worker and the hashes of its bundles by kind; each connection may reach another worker."""
    try:
        ready = httpx.get(f"{address}/readyz", timeout=10).json()
    except (httpx.HTTPError, ValueError):
        return 0, {}
    versions = {kind: version.partition("+")[0] for kind, version in ready.get("models", {}).items()}
    return int(ready.get("worker", 0)), versions


def _outputs(root: Path, kind: Kind) -> list[Output]:
    """Return the outputs of one kind beside the sample."""
    return [
        Output("demo", root / f"{kind}.index", FolderType.INDEX),
        Output("demo", root / f"{kind}.bundle", FolderType.BUNDLE),
        Output("demo", root / f"{kind}.html"),
    ]


def prepare_kind(root: Path, kind: Kind, progress: Progress) -> PreparedKind:
    """Train, evaluate and promote one kind of the sample; return the figures on the test split.

    That split is frozen as the demo's golden set, so that the gates measure the data that the model is trained for.
    Raises GatesFailed.
    """
    from training.evaluation.evaluate import EvaluateRequest, evaluate
    from training.feedback.golden.golden_set import Freezing, Origin, read_golden
    from training.feedback.golden.parts import files_in, freeze_answered
    from training.promotion.comparison_context import ComparisonContext, gate_of
    from training.promotion.first_steps import note_training
    from training.promotion.promotion import Promotion, check_pair, promote
    from training.promotion.registry import Registry
    from training.request import TrainRequest
    from training.train import train

    files = root / "sample" / kind.value
    index = root / f"{kind}.index"
    report = root / f"{kind}.html"
    crm = files / "crm.parquet"
    truth = files / "truth.parquet"
    request = TrainRequest(
        kind=kind, crm=crm, index=index, labels=truth, labels_split="train", out=root / f"{kind}.bundle"
    )
    bundle = train(request, progress).bundle
    note_training(Home(root), bundle, index, {"crm": crm, "labels": truth, "labels_split": request.labels_split})
    evaluation = evaluate(
        EvaluateRequest(kind=kind, crm=crm, index=index, truth=truth, split="test", bundle=bundle, report=report),
        progress,
    )
    home = Home(root)
    if read_golden(home, kind) is None:
        part = "the demo's sample", Origin.GENERATED
        freeze_answered(home, kind, files_in(files), part, Freezing("demo", "test split"))
    promotion = Promotion(kind, "challenger", index, by="demo", reason="the demo")
    gate = first_after_shipped(gate_of(ComparisonContext(home, kind), progress), kind)
    promote(home, Registry(home), promotion, check_pair, gate)
    return PreparedKind(kind, evaluation.figures, evaluation.table(), report)


def first_after_shipped(gate: "Gate", kind: Kind) -> "Gate":
    """Return a gate to which the shipped bundle is no champion: nobody promoted it."""
    shipped = shipped_bundle(kind)

    def judged(champion: Path | None, challenger: Path) -> "Sequence[GateVerdict]":
        is_shipped = champion is not None and shipped is not None and champion.resolve() == shipped.resolve()
        return gate(None if is_shipped else champion, challenger)

    return judged


def _prepare_alone(root: Path, kind: Kind, progress: Progress) -> PreparedKind:
    """Prepare a kind in this process of its own; its progress and its failure name the kind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to every process; the parent ends this one
    try:
        return prepare_kind(root, kind, lambda stage, done, total: progress(f"{kind}: {stage}", done, total))
    except OnematchError as error:
        raise DemoFailed("{kind}: {error}", kind=kind, error=error) from error


@contextmanager
def own_home(root: Path) -> Iterator[None]:
    """Keep the registry, model store and pointers of the demo below `root`, whatever the environment names."""
    before = dict(os.environ)
    os.environ.update({"ONEMATCH_HOME": str(root), "BENTOML_HOME": str(Home(root).bentoml), "ONEMATCH_OPEN": "true"})
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)
    for kind in Kind:
        for half in ("BUNDLE", "INDEX"):
            os.environ.pop(f"ONEMATCH_{half}_{kind.upper()}", None)
    hosts = f"{DEMO_CRM},{Settings.model_fields['crm_hosts'].default}"  # a CRM of one's own may be tried beside it
    os.environ.update({"ONEMATCH_HOST": LOOPBACK, "ONEMATCH_CRM_HOSTS": hosts, LAUNCHER: str(os.getpid())})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
