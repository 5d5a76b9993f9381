"""What `models freeze` adds to the golden set: own records, a contract's judgements."""

from pathlib import Path
from tempfile import TemporaryDirectory

from data.tables.progress import Progress, silent
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.home import Home
from serving.runtime.settings import load_settings
from serving.sync.linking.judgements import training_scopes
from training.feedback.feedback import feedback_in
from training.feedback.golden.golden_set import (
    Freezing,
    GoldenSet,
    Origin,
    drop_part,
    freeze,
    read_golden,
)
from training.feedback.golden.parts import (
    GENERATED,
    AnsweredFiles,
    freeze_answered,
    golden_or_first,
    is_fallback,
)
from training.feedback.golden.sealed import write_sealed
from training.feedback.stores import home_store


class NotOptedIn(OnematchError):
    """A contract's judgements may not enter the golden set, or there are no new ones."""


def freeze_own(home: Home, kind: Kind, files: AnsweredFiles, name: str, freezing: Freezing) -> GoldenSet:
    """Freeze own records; they replace the generated ones that stood in while nothing was frozen."""
    before = read_golden(home, kind)
    after = freeze_answered(home, kind, files, (name, Origin.OPEN), freezing)
    if before is None or not is_fallback(before):
        return after
    return drop_part(home, kind, GENERATED, Freezing(freezing.by, f"{name} in place of the generated records"))


def freeze_contract(
    home: Home, kind: Kind, contract: str, freezing: Freezing, progress: Progress = silent
) -> GoldenSet:
    """Freeze a contract's held-out judgements, or all while none are held out, that no part holds yet.

    Raises NotOptedIn.
    """
    golden_or_first(home, kind, progress=progress)
    with home_store(load_settings().store_url) as store:
        feedback = feedback_in(store, kind)
        judged = feedback.held_out if feedback.held_out.answers else feedback.labels
        mine = {name: right for name, right in judged.answers.items() if name.startswith(f"{contract}/")}
        with TemporaryDirectory(prefix="onematch-golden-") as folder, store.reading() as connection:
            scopes = [one for one in training_scopes(connection, store) if one.contract.id == contract]
            if not scopes or not write_sealed(Path(folder), connection, scopes[0], kind, mine):
                raise NotOptedIn(f"got contract {contract}, which let no model learn from it, or has no new judgement")
            return freeze(home, kind, Path(folder), (contract, Origin.CONTRACT), freezing)
