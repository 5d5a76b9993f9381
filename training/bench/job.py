"""A whole job of onematch and of Splink in one run: two raw files to links, each in its own processes."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
import pyarrow.parquet as pq

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.labels.links import LinksTable, read_links
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, match_file
from training.bench.ground import GroundSize, draw_sample, indexed
from training.bench.machine import Row
from training.bench.peers.peers import best_links, compared_figures
from training.bench.peers.splink_job import link_normalised
from training.evaluation.figures import figures_of
from training.evaluation.judged import judge_links
from training.fitting.methods.splink_fit import table_of
from training.own_process import in_own_process

PROCESSES = 2
"""The processes in which onematch matches."""
SAMPLED_EVERY_S = 0.5
NOTE = (
    "onematch: raw files to written one-to-one links, the index included. Splink: the same records, normalised by "
    "onematch beforehand (not counted), to the best profile of each record; trained on them without labels, without "
    "intermediate columns. peak: proportional set size of all processes, shared pages counted once. Figures on the "
    "truth of the sample, split=test, by the best candidate of each record, whatever either job links."
)


def job_rows(kind: Kind, size: int, bundle: Path, progress: Progress) -> list[Row]:
    """Run both jobs on one sample of as many records as profiles, one after the other."""
    files = draw_sample(GroundSize(kind, size, size), progress)
    crm, universe = (files / f"{side}.parquet" for side in ("crm", "universe"))
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        links = Path(folder) / "links.parquet"
        request = FileMatchRequest(
            kind=kind,
            crm=crm,
            universe=universe,
            bundle=bundle,
            out=links,
            links=ONE_TO_ONE,
            processes=PROCESSES,
        )
        spent = in_own_process(partial(watched, partial(match_file, request)), progress)
        ours = _row("onematch", spent, read_links(links), files)
        best = Path(folder) / "best.parquet"
        left, right = (_write_normalised(kind, path, Path(folder) / path.name, progress) for path in (crm, universe))
        spent = in_own_process(partial(watched, partial(link_normalised, kind, left, right, best)), progress)
        return [ours, _row("Splink", spent, best_links(pq.read_table(best).to_pandas()), files)]


def watched(job: Callable[[], object], _progress: Progress) -> tuple[float, float]:
    """Run a job; return its seconds, and the largest memory of this process and its children together in MB."""
    held = [_held_mb()]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(SAMPLED_EVERY_S):
            held.append(_held_mb())

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.perf_counter()
    try:
        job()
    finally:
        ended.set()
        watching.join()
    return time.perf_counter() - began, max(held)


def _held_mb() -> float:
    """Return the memory of this process and its descendants, shared pages counted once."""
    held = 0.0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
            memory = process.memory_full_info()
            held += getattr(memory, "pss", memory.uss) / 1e6
    return held


def _write_normalised(kind: Kind, raw: Path, out: Path, progress: Progress) -> Path:
    """Write the normalised records of a raw file, as in an index that is kept for the next run."""
    records = UniverseIndex.open(indexed(kind, raw, raw.parent / f"{raw.stem}-indexed", progress) / "index")
    pq.write_table(table_of(records.take(np.arange(len(records)))), out)
    return out


def _row(job: str, spent: tuple[float, float], links: LinksTable, files: Path) -> Row:
    truth = read_labels(files / "truth.parquet").for_split("test")
    ids = set(pq.read_table(files / "crm.parquet", columns=["id"])["id"].to_pylist())
    figures = figures_of(judge_links(links, truth, ids))
    return {"job": job, "seconds": round(spent[0], 1), "peak_mb": round(spent[1]), **compared_figures(figures)}
