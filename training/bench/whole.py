"""A whole job, from two raw files to one-to-one links: seconds and memory by stage.

What is imported here counts as the memory of the process that is measured.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from data.index.build import build_index
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, match_file
from training.bench.ground import GroundSize, bundle_for, draw_sample
from training.bench.machine import Row, StageClock

FIRST = "index the universe"


def whole_job(kind: Kind, records: int, bundle: Path | None, progress: Progress) -> list[Row]:
    """Match a sample of as many records as profiles in this process, as `onematch match` does; None: shipped bundle.

    Memory is that of the process: run it in a new one.
    """
    files = draw_sample(GroundSize(kind, records, records), progress)
    clock = StageClock(FIRST, progress)
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        index = Path(folder) / "index"
        build_index(kind, files / "universe.parquet", index, progress, workers=1)
        request = FileMatchRequest(
            kind=kind,
            crm=files / "crm.parquet",
            bundle=bundle_for(kind, bundle),
            out=Path(folder) / "links.parquet",
            index=index,
            links=ONE_TO_ONE,
        )
        match_file(request, clock)
    return clock.rows()
