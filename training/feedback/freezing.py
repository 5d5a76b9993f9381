"""The requests of `models freeze`: the first set, an open set, a contract's judgements, a removal."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.tables.progress import Progress, silent
from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from serving.runtime.home import Home
from training.feedback.feedback import feedback_in
from training.feedback.golden.golden_set import (
    Freezing,
    GoldenSet,
    Origin,
    ReasonMissing,
    drop_contract,
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
from training.feedback.stores import opened_store


class NotOptedIn(OnematchError):
    """A contract's judgements may not enter the golden set, or there are no new ones."""


@dataclass(frozen=True, slots=True)
class FreezeRequest:
    """What to freeze: at most one of `files`, `contract`, `drop` and `part`; without any the generated part, once.

    `files` are own records with answers, under a name; `drop` names a contract that left, `part` a frozen part to
    remove.
    """

    home: Home
    kind: Kind
    freezing: Freezing
    files: tuple[AnsweredFiles, str] | None = None
    contract: str | None = None
    drop: str | None = None
    part: str | None = None


def change_golden_set(request: FreezeRequest, progress: Progress = silent) -> GoldenSet:
    """Change the golden set as requested and return its newest version.

    Raises Refused, NotOptedIn, GoldenBroken, and ReasonMissing where a part is removed without a reason.
    """
    home, kind, freezing = request.home, request.kind, request.freezing
    if request.drop is not None:
        after = drop_contract(home, kind, request.drop, freezing)
        if after is None:
            raise Refused(f"{kind}: the golden set holds nothing of contract {request.drop}")
        return after
    if request.part is not None:
        if not freezing.reason.strip():
            raise ReasonMissing("--drop: got no --reason, expected why promotions shall not be measured on the part")
        return drop_part(home, kind, request.part, freezing)
    if request.files is not None:
        return _freeze_own(request, *request.files)
    if request.contract is not None:
        golden_or_first(home, kind, progress=progress)
        return _freeze_contract(request, request.contract)
    return golden_or_first(home, kind, progress=progress, freezing=freezing)


def _freeze_own(request: FreezeRequest, files: AnsweredFiles, name: str) -> GoldenSet:
    """Freeze own records; they replace the generated ones that stood in while nothing was frozen."""
    before = read_golden(request.home, request.kind)
    after = freeze_answered(request.home, request.kind, files, (name, Origin.OPEN), request.freezing)
    if before is None or not is_fallback(before):
        return after
    instead = Freezing(request.freezing.by, f"{name} in place of the generated records")
    return drop_part(request.home, request.kind, GENERATED, instead)


def _freeze_contract(request: FreezeRequest, contract: str) -> GoldenSet:
    """Freeze a contract's held-out judgements, or all while none are held out, that no part holds yet."""
    from serving.runtime.settings import load_settings
    from serving.sync.linking.judgements import training_scopes

    with opened_store(load_settings().store_url) as store:
        feedback = feedback_in(store, request.kind)
        judged = feedback.held_out if feedback.held_out.answers else feedback.labels
        mine = {name: right for name, right in judged.answers.items() if name.startswith(f"{contract}/")}
        with TemporaryDirectory(prefix="onematch-golden-") as folder, store.reading() as connection:
            scopes = [one for one in training_scopes(connection, store) if one.contract.id == contract]
            if not scopes or not write_sealed(Path(folder), connection, scopes[0], request.kind, mine):
                raise NotOptedIn(f"got contract {contract}, which let no model learn from it, or has no new judgement")
            return freeze(request.home, request.kind, Path(folder), (contract, Origin.CONTRACT), request.freezing)
