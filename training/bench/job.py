"""A whole job of onematch and of Splink in one run: two raw files to links, each in its own processes."""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import numpy as np
import psutil
import pyarrow.parquet as pq

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.labels.links import LinksTable, read_links
from data.tables.progress import Progress
from features.schema.kinds import Kind
from features.schema.rooms import ROOT
from training.bench.ground import GroundSize, draw_sample, indexed
from training.bench.peers import splink_job
from training.bench.peers.peers import best_links, compared_figures
from training.bench.plots import Row
from training.evaluation.figures import figures_of
from training.evaluation.judged import judge_links
from training.evaluation.workspace import NORMALISING, BenchIncomplete, code_digest, file_hash, make_once
from training.fitting.methods.splink_fit import table_of

LAST_LINES = 20
PROCESSES = 2
"""The processes in which onematch matches."""
WRITTEN_AT_ONCE = 50_000
SAMPLED_EVERY_S = 0.5
Spent = tuple[float, float]
"""The wall time of a job in seconds, and the largest memory of its processes together in MB."""
NOTE = (
    "onematch: raw files to written one-to-one links, the index included. Splink: the same records, normalised by "
    "onematch beforehand (not counted), to the best profile of each record; trained on them without labels, without "
    "intermediate columns. peak: proportional set size of all processes, shared pages counted once. Figures on the "
    "truth of the sample, split=test, by the best candidate of each record, whatever either job links."
)


def job_rows(kind: Kind, size: int, bundle: Path, progress: Progress) -> list[Row]:
    """Run both jobs on one sample of as many records as profiles, one after the other."""
    files = draw_sample(GroundSize(kind, size, size), progress)
    crm, universe = (_normalised(kind, files / f"{side}.parquet", progress) for side in ("crm", "universe"))
    rows: list[Row] = []
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        links = Path(folder) / "links.parquet"
        spent = run_and_watch(_match_command(kind, bundle, files, links))
        rows.append(_row("onematch", spent, read_links(links), files))
        progress("whole jobs", 1, 2)
        best = Path(folder) / "best.parquet"
        task = [str(kind), *map(str, (crm, universe, best))]
        spent = run_and_watch([sys.executable, "-m", splink_job.__spec__.name, *task])
        rows.append(_row("Splink", spent, best_links(pq.read_table(best).to_pandas()), files))
        progress("whole jobs", 2, 2)
    return rows


def run_and_watch(command: Sequence[str]) -> Spent:
    """Run a command to its end and sample the memory of its processes; return both.

    Raises BenchIncomplete with the last lines of its output if it fails.
    """
    began = time.perf_counter()
    peak = 0.0
    with TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        while process.poll() is None:
            peak = max(peak, _held_mb(process.pid))
            time.sleep(SAMPLED_EVERY_S)
        seconds = time.perf_counter() - began
        if process.returncode:
            log.seek(0)
            last_lines = log.read().decode(errors="replace").splitlines()[-LAST_LINES:]
            raise BenchIncomplete("\n".join([f"{command[-1]}: the job failed", *last_lines]))
    return seconds, peak


def _held_mb(pid: int) -> float:
    """Return the memory of a process and its descendants, shared pages counted once; 0 once they ended."""
    held = 0.0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return held
    for process in family:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
            memory = process.memory_full_info()
            held += getattr(memory, "pss", memory.uss) / 1e6
    return held


def _match_command(kind: Kind, bundle: Path, files: Path, out: Path) -> list[str]:
    sides = ["--crm", str(files / "crm.parquet"), "--universe", str(files / "universe.parquet")]
    how = ["--kind", str(kind), "--bundle", str(bundle), "--links", "one-to-one", "--processes", str(PROCESSES)]
    return [sys.executable, "-c", "from onematch import main; main()", "match", *how, *sides, "--out", str(out)]


def _normalised(kind: Kind, raw: Path, progress: Progress) -> Path:
    """Return a Parquet file of the normalised records of a raw file, as in an index; kept for the next run."""
    index = indexed(kind, raw, raw.parent / f"{raw.stem}-indexed", progress) / "index"

    def write(folder: Path) -> None:
        folder.mkdir()
        records = UniverseIndex.open(index)
        starts = range(0, len(records), WRITTEN_AT_ONCE)
        tables = (table_of(records.take(np.arange(at, min(at + WRITTEN_AT_ONCE, len(records))))) for at in starts)
        first = next(tables)
        with pq.ParquetWriter(folder / "records.parquet", first.schema) as writer:
            for table in chain([first], tables):
                writer.write_table(table)

    key: dict[str, object] = {"raw": file_hash(raw), "code": code_digest(NORMALISING)}
    return make_once(raw.parent / f"{raw.stem}-normalised", key, write) / "records.parquet"


def _row(job: str, spent: Spent, links: LinksTable, files: Path) -> Row:
    truth = read_labels(files / "truth.parquet").for_split("test")
    ids = set(pq.read_table(files / "crm.parquet", columns=["id"])["id"].to_pylist())
    figures = figures_of(judge_links(links, truth, ids))
    return {
        "job": job,
        "seconds": round(spent[0], 1),
        "peak_mb": round(spent[1]),
        **compared_figures(figures),
    }
