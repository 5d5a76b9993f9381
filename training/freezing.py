"""What `models freeze` can do: the first set, an open set, a contract's judgements, and a contract that left."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from data.progress import Progress, silent
from features.errors import OnematchError, Refused
from features.kinds import Kind
from serving.home import Home
from training.golden_parts import PartFiles, freeze_files, freeze_generated, golden_or_first
from training.golden_set import TRUTH, Freezing, GoldenSet, Origin, drop_contract, freeze, read_golden


class NotOptedIn(OnematchError):
    """A contract's judgements may not enter the golden set, or there are none."""


@dataclass(frozen=True, slots=True)
class FreezeRequest:
    """What to freeze: at most one of `add`, `contract` and `drop`; without any the generated part, once."""

    home: Home
    kind: Kind
    freezing: Freezing
    add: Path | None = None
    contract: str | None = None
    drop: str | None = None


def freeze_anything(request: FreezeRequest, progress: Progress = silent) -> GoldenSet:
    """Freeze what is asked for and return the newest version. Raises Refused, NotOptedIn, GoldenBroken."""
    home, kind, freezing = request.home, request.kind, request.freezing
    if request.drop is not None:
        after = drop_contract(home, kind, request.drop, freezing)
        if after is None:
            raise Refused(f"{kind}: the golden set holds nothing of contract {request.drop}")
        return after
    if request.add is not None:
        return freeze_files(home, kind, PartFiles(request.add, request.add.resolve().name), freezing)
    if request.contract is not None:
        golden_or_first(home, kind, progress=progress)
        return _freeze_contract(request, request.contract)
    return read_golden(home, kind) or freeze_generated(home, kind, freezing, progress=progress)


def _freeze_contract(request: FreezeRequest, contract: str) -> GoldenSet:
    """Freeze a contract's held-out judgements: ids and answers; the records stay sealed where they are."""
    from serving.settings import load_settings
    from training.feedback import feedback_in, opened_store

    with opened_store(load_settings().store_url) as store:
        feedback = feedback_in(store, request.kind)
    judged = feedback.held_out if feedback.held_out.answers else feedback.labels
    mine = sorted(crm_id for crm_id in judged.answers if crm_id.startswith(f"{contract}/"))
    if not mine:
        raise NotOptedIn(f"got contract {contract}, which let no model learn from it, or has no judgement yet")
    truth: list[tuple[str, str | None]] = []
    for crm_id in mine:
        truth += [(crm_id, right) for right in sorted(judged.answers[crm_id])] or [(crm_id, None)]
    columns = {
        "crm_id": pa.array([one for one, _ in truth], pa.string()),
        "universe_id": pa.array([right for _, right in truth], pa.string()),
    }
    with TemporaryDirectory(prefix="onematch-golden-") as folder:
        pq.write_table(pa.table(columns), Path(folder) / TRUTH)
        return freeze(request.home, request.kind, Path(folder), (contract, Origin.CONTRACT), request.freezing)
