"""One turn of the loop: gather, train, compare, hold to the gates, score in the shadow, promote where that is allowed.

Each step is written down before the next one begins, so that a second call goes on where a killed one ended.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from data.tables.progress import Progress, silent
from data.tables.work_folders import work_folder
from features.compiled.private_paths import held_alone
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.matching.bundle import PARAMETERS, bundle_hash
from serving.matching.rows_used import contracts_in
from serving.runtime.files_used import note_files
from serving.runtime.home import Home, read_pointer, read_shadow, write_shadow
from serving.runtime.model_records import read_history
from serving.runtime.settings import Settings
from serving.runtime.turns import RESUMED, WAITING, Turn, TurnState, because_of, last_real, leave_turn, read_turns
from training.evaluation.workspace import without_runs
from training.feedback.judged_records import JudgedRecords, table_of
from training.feedback.material import allowed_contracts
from training.feedback.provenance import ParentTainted, refuse_tainted
from training.parameters_file import read_parameters
from training.promotion.comparison_context import ComparisonContext, gate_of
from training.promotion.promotion import (
    Gate,
    GatesFailed,
    Promotion,
    check_pair,
    hold_to_gates,
    promote,
    shadow_with,
)
from training.promotion.registry import Registry
from training.request import TrainRequest
from training.retraining.champion_files import start_of
from training.retraining.gathering import Gathered, News, gather, news_since
from training.train import train

TURN = "turn"
"""The tag of a run and of a version that names the turn it was trained in."""


class TurnTaken(OnematchError):
    """Another process is at a turn of the same kind."""


class NotTracked(OnematchError):
    """Trainings are not registered here, so that no challenger could be promoted."""


@dataclass(frozen=True, slots=True)
class TurnOrder:
    """The kind of a turn, its moment, and who wants it; settings say how long the shadow is, and what is allowed."""

    settings: Settings
    kind: Kind
    now: datetime
    by: str
    progress: Progress = silent
    gate: Callable[[ComparisonContext, Progress, Path], Gate] = gate_of

    @property
    def home(self) -> Home:
        return self.settings.home_layout


def take_turn(order: TurnOrder) -> Turn:
    """Begin a turn, resume an interrupted one, or look after one that waits; return its state.

    Raises TurnTaken, NothingServed, NotTracked, and what a training raises; the turn is kept as failed then, and the
    next call tries it again.
    """
    if not (order.settings.track and order.settings.register_runs):
        raise NotTracked("ONEMATCH_TRACK, ONEMATCH_REGISTER: got false, expected true: a retraining is registered")
    busy = TurnTaken("{order_kind}: another process is at a turn", order_kind=order.kind)
    with held_alone(order.home.root / "models" / f"{order.kind}.turn.lock", busy):
        return _taken(order)


def plan_turn(home: Home, kind: Kind, now: datetime) -> tuple[Gathered, News]:
    """Gather as a turn does, and train nothing. Raises NothingServed."""
    gathered = gather(home, kind, now)
    return gathered, news_since(gathered, last_real(read_turns(home, kind)))


def _taken(order: TurnOrder) -> Turn:
    turns = read_turns(order.home, order.kind)
    last = turns[-1] if turns else None
    ended = None
    if last is not None and last.state in WAITING:
        ended = _looked_after(order, last)
        if ended.state in WAITING:
            return ended
    order.progress("read the store", 0, None)
    gathered = gather(order.home, order.kind, order.now)
    if last is not None and last.state in RESUMED:
        return _finished(order, replace(_told(order, last, gathered), attempts=last.attempts + 1), gathered)
    before = last_real(turns)
    news = news_since(gathered, before)
    if ended is not None and not news.because:
        return ended
    turn = Turn(
        id=uuid.uuid4().hex[:12],
        kind=order.kind,
        state=TurnState.NOTHING_NEW,
        began_at=order.now.isoformat(),
        because=news.because,
        by=order.by,
        new_answers=news.answers,
        days=order.settings.retrain_shadow_days,
    )
    turn = _told(order, turn, gathered)
    if not news.because:
        return _left(order, replace(turn, gathered_at="" if before is None else before.gathered_at))
    return _finished(order, turn, gathered)


def _told(order: TurnOrder, turn: Turn, gathered: Gathered) -> Turn:
    """Return a turn with what was gathered for it; what a registered version learned from stays."""
    turn = replace(turn, champion=gathered.pair.bundle.name)
    if turn.version is not None:
        return turn
    return replace(
        turn,
        index=gathered.index,
        records=len(gathered.feedback.records),
        answers=len(gathered.feedback.rows),
        contracts=gathered.contracts,
        digest=gathered.feedback.digest,
        gathered_at=order.now.isoformat(),
        alarms=gathered.alarms,
    )


def _finished(order: TurnOrder, turn: Turn, gathered: Gathered) -> Turn:
    """Go on with a turn from where it is to its shadow, or to its end."""
    try:
        turn = _judged(order, _trained(order, turn, gathered), gathered)
        return _looked_after(order, turn) if turn.state in WAITING else turn
    except Exception as error:
        said = str(error) if isinstance(error, OnematchError) else type(error).__name__
        _left(order, read_turns(order.home, order.kind)[-1], TurnState.FAILED, said)
        raise


def _trained(order: TurnOrder, turn: Turn, gathered: Gathered) -> Turn:
    """Train the challenger of a turn, unless a version of it is registered already."""
    turn = _left(order, turn, TurnState.TRAINED if turn.version else TurnState.TRAINING)
    history = read_history(order.home.history_file, order.kind)
    name = history[-1].model if history else None
    registry = Registry(order.home)
    version = registry.tagged(order.kind, name, TURN, turn.id)
    if version is None:
        with work_folder("turn") as folder:
            bundle = train(
                _request(order, turn, gathered, name, folder / f"{order.kind}.retrained"), order.progress
            ).bundle
            note_files(order.home, bundle_hash(bundle), gathered.files.used)
        version = registry.resolve(order.kind, "challenger", name)
    return _left(order, replace(turn, model=version.model, version=version.version), TurnState.TRAINED)


def _request(order: TurnOrder, turn: Turn, gathered: Gathered, name: str | None, out: Path) -> TrainRequest:
    """Return the champion's training again, with the answers of the contracts."""
    champion = gathered.champion
    files = gathered.files
    return TrainRequest(
        kind=champion.kind,
        crm=files.crm,
        out=out,
        index=gathered.pair.index,
        labels=files.labels,
        labels_split=files.labels_split,
        feedback=gathered.feedback,
        account_links=files.account_links,
        start_from=start_of(champion),
        precision=champion.policy.precision,
        name=name,
        seed=int(champion.manifest.get("seed", 0)),
        renames=files.renames,
        parameters=read_parameters(champion.schema, champion.manifest.get(PARAMETERS)),
        tags={TURN: turn.id, "by": order.by, "mlflow.source.name": "onematch retrain"},
        champion=gathered.pair.bundle if contracts_in(champion.path) <= gathered.contracts.keys() else None,
    )


def _judged(order: TurnOrder, turn: Turn, gathered: Gathered) -> Turn:
    """Hold the challenger of a turn to the gates; one that passes scores in the shadow."""
    registry = Registry(order.home)
    try:
        bundle = hold_to_gates(order.home, registry, _promotion(order, turn), check_pair, _gate(order, turn, gathered))
    except (GatesFailed, ParentTainted) as refusal:
        return _left(order, turn, TurnState.REFUSED, _said(refusal))
    finally:
        report = order.home.turn_report(turn.id)
        if report.is_file():
            version = registry.resolve(turn.kind, str(turn.version), turn.model)
            registry.attach(version, "versus.html", report.read_text(encoding="utf-8"))
    shadow_with(order.home, registry, turn.kind, (str(turn.version), turn.model), check_pair)
    until = (order.now + timedelta(days=turn.days)).isoformat()
    return _left(order, replace(turn, until=until, bundle=bundle.name), TurnState.SHADOW)


def _gate(order: TurnOrder, turn: Turn, gathered: Gathered) -> Gate:
    held = gathered.feedback.held_out
    crm = table_of(gathered.champion.schema, gathered.feedback.records)
    judged = JudgedRecords(crm, gathered.pair.index, held) if held.answers else None
    repeat = partial(_repeated, order, turn, gathered)
    report = order.home.turn_report(turn.id)
    report.parent.mkdir(parents=True, exist_ok=True)
    return order.gate(ComparisonContext(order.home, turn.kind, judged, repeat=repeat), order.progress, report)


def _repeated(order: TurnOrder, turn: Turn, gathered: Gathered, out: Path) -> None:
    """Train the challenger of a turn with another seed, without a run."""
    request = _request(order, turn, gathered, turn.model, out)
    with without_runs():
        train(replace(request, seed=request.seed + 1, register=False), order.progress)


def _looked_after(order: TurnOrder, turn: Turn) -> Turn:
    """Return the present state of a turn that waits: another champion, a stopped shadow, or the end of its time."""
    pair = read_pointer(order.home, turn.kind)
    shadow = read_shadow(order.home, turn.kind)
    if pair is not None and pair.bundle.name == turn.bundle:
        return _over(order, turn, TurnState.PROMOTED)
    if pair is None or pair.bundle.name != turn.champion or shadow is None or shadow.bundle.name != turn.bundle:
        return _over(order, turn, TurnState.REPLACED)
    try:
        refuse_tainted(shadow.bundle, allowed_contracts(shadow.bundle, None))
        if turn.until is not None and order.now < datetime.fromisoformat(turn.until):
            return turn
        if not order.settings.retrain_promote:
            return _left(order, turn, TurnState.READY)
        gate = _gate(order, turn, gather(order.home, turn.kind, order.now))
        promote(order.home, Registry(order.home), _promotion(order, turn), check_pair, gate)
    except (GatesFailed, ParentTainted) as refusal:
        return _over(order, turn, TurnState.REFUSED, _said(refusal))
    return _over(order, turn, TurnState.PROMOTED)


def _over(order: TurnOrder, turn: Turn, state: TurnState, said: str = "") -> Turn:
    """End a turn that waited; its challenger scores no longer, unless another one does."""
    shadow = read_shadow(order.home, turn.kind)
    if shadow is not None and shadow.bundle.name == turn.bundle:
        write_shadow(order.home, turn.kind, None)
    return _left(order, turn, state, said)


def _promotion(order: TurnOrder, turn: Turn) -> Promotion:
    reason = wording(
        "{because}; passed the gates and {days:g} days of shadow",
        because=", ".join(because_of(turn.because, turn.new_answers, turn.alarms)),
        days=turn.days,
    )
    return Promotion(turn.kind, str(turn.version), None, by=order.by, reason=reason, name=turn.model)


def _left(order: TurnOrder, turn: Turn, state: TurnState | None = None, said: str = "") -> Turn:
    """Write a turn down in a state, by default its own; paths of the machine stay on it."""
    said = said.replace(f"{order.home.root}/", "")
    changed = replace(turn, state=state or turn.state, said=said or turn.said, changed_at=order.now.isoformat())
    return leave_turn(order.home, changed)


def _said(refusal: OnematchError) -> str:
    """Return which gates refused, without the words around them."""
    return str(refusal.values.get("failures", refusal))
