"""The steps of the demo: draw a sample; for each kind, in its own process: index, train, evaluate, promote."""

import multiprocessing
import os
import queue
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.progress import Progress
from features.compiled.ahead import compile_ahead
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.home import Home

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

    from data.sample.sample import SampleSize

PATIENCE_S = 0.5
DEMO_CRM = "crm.example"
"""The host of the demo's CRM: a reserved name that nobody answers, so that nothing of a demo is ever sent."""


class DemoFailed(OnematchError):
    """One of the demo's processes ended without a result."""


@dataclass(frozen=True, slots=True)
class PreparedKind:
    """One kind, ready to serve: its figures on the test split, the same as table rows, and its report."""

    kind: Kind
    figures: Mapping[str, object]
    table: list[tuple[str, object, str]]
    report: Path


@dataclass(frozen=True, slots=True)
class Advanced:
    """Progress of a stage in one of the processes."""

    stage: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The failure of a process, with the message for the user."""

    kind: Kind
    message: str


class Ends(Protocol):
    """A process with its exit code, None while it runs."""

    @property
    def exitcode(self) -> int | None: ...


def prepare_demo(root: Path, size: "SampleSize", progress: Progress) -> list[PreparedKind]:
    """Make everything that the demo serves below `root`, its own home; return the kinds in order.

    Raises DemoFailed when a process ends early.
    """
    from data.sample.sample import write_sample

    check_outputs([output for kind in Kind for output in _outputs(root, kind)], {})
    with ThreadPoolExecutor(1) as beside:
        beside.submit(compile_ahead, 2, partial(progress, "compile for this machine, once"))
        write_sample(root / "sample", size, 0, progress)
    spawn = multiprocessing.get_context("spawn")
    messages: Queue[Advanced | PreparedKind | Failed] = spawn.Queue()
    processes = {kind: spawn.Process(target=_prepare_in_process, args=(root, kind, messages)) for kind in Kind}
    for process in processes.values():
        process.start()
    try:
        prepared = collect(processes, messages, progress)
    finally:
        for process in processes.values():
            process.terminate()
            process.join()
    return [prepared[kind] for kind in Kind]


def _outputs(root: Path, kind: Kind) -> list[Output]:
    """Return the outputs of one kind beside the sample."""
    return [
        Output("demo", root / f"{kind}.index", FolderType.INDEX),
        Output("demo", root / f"{kind}.bundle", FolderType.BUNDLE),
        Output("demo", root / f"{kind}.html"),
    ]


def prepare_kind(root: Path, kind: Kind, progress: Progress) -> PreparedKind:
    """Index, train, evaluate and promote one kind of the sample; return the figures on the test split.

    That split is frozen as the demo's golden set, so that the gates measure the data that the model is trained for.
    Raises GatesFailed.
    """
    from data.index.build import build_index
    from training.evaluation.evaluate import EvaluateRequest, evaluate
    from training.feedback.golden.golden_set import Freezing, Origin, read_golden
    from training.feedback.golden.parts import PartFiles, freeze_files
    from training.promotion.gatekeeping import ComparisonContext, gate_of
    from training.promotion.promotion import Promotion, check_pair, promote
    from training.promotion.registry import Registry
    from training.train import TrainRequest, train

    files, index, report = root / "sample" / kind.value, root / f"{kind}.index", root / f"{kind}.html"
    crm, truth = files / "crm.parquet", files / "truth.parquet"
    build_index(kind, files / "universe.parquet", index, progress, {})
    request = TrainRequest(
        kind=kind, crm=crm, index=index, labels=truth, labels_split="train", out=root / f"{kind}.bundle"
    )
    bundle = train(request, progress).bundle
    evaluation = evaluate(
        EvaluateRequest(kind=kind, crm=crm, index=index, truth=truth, split="test", bundle=bundle, report=report),
        progress,
    )
    home = Home(root)
    if read_golden(home, kind) is None:
        freeze_files(
            home, kind, PartFiles(files, "the demo's sample", Origin.GENERATED), Freezing("demo", "test split")
        )
    promotion = Promotion(kind, "challenger", index, by="demo", reason="the demo")
    promote(home, Registry(home), promotion, check_pair, gate_of(ComparisonContext(home, kind), progress))
    return PreparedKind(kind, evaluation.figures, evaluation.table(), report)


def _prepare_in_process(root: Path, kind: Kind, messages: "Queue[Advanced | PreparedKind | Failed]") -> None:
    def progress(stage: str, done: int, total: int | None) -> None:
        messages.put(Advanced(f"{kind}: {stage}", done, total))

    try:
        messages.put(prepare_kind(root, kind, progress))
    except OnematchError as error:
        messages.put(Failed(kind, str(error)))
    except Exception as error:
        messages.put(Failed(kind, f"{type(error).__name__}: {error}"))
        raise


def collect(
    processes: Mapping[Kind, Ends], messages: "Queue[Advanced | PreparedKind | Failed]", progress: Progress
) -> dict[Kind, PreparedKind]:
    """Wait for the result of every process and pass their progress on; raises DemoFailed when one ends without."""
    prepared: dict[Kind, PreparedKind] = {}
    while len(prepared) < len(processes):
        for message in _messages(messages):
            match message:
                case Advanced(stage, done, total):
                    progress(stage, done, total)
                case PreparedKind(kind=kind):
                    prepared[kind] = message
                case Failed(kind, reason):
                    raise DemoFailed(f"{kind}: {reason}")
        ended = [kind for kind, process in processes.items() if kind not in prepared and process.exitcode is not None]
        if ended and messages.empty():
            raise DemoFailed(f"{ended[0]}: its process ended with code {processes[ended[0]].exitcode}")
    return prepared


def _messages(messages: "Queue[Advanced | PreparedKind | Failed]") -> Iterator[Advanced | PreparedKind | Failed]:
    """Yield the messages that arrived since the last call; waits up to half a second for the first."""
    try:
        yield messages.get(timeout=PATIENCE_S)
        while True:
            yield messages.get_nowait()
    except queue.Empty:
        return


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
    os.environ.update({"ONEMATCH_HOST": "127.0.0.1", "ONEMATCH_CRM_HOSTS": DEMO_CRM})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
