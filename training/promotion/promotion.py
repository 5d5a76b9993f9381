"""Promotion and rollback: each swaps the pointer that the workers watch, in one step, and adds to the history."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, astuple, replace
from datetime import UTC, datetime
from pathlib import Path

from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.runtime.home import Home, Pointer, read_pointer, write_pointer, write_shadow
from serving.runtime.model_records import COLUMNS, ChampionChange, GateRun, leave_verdicts, read_history
from serving.runtime.packed_models import stored_tag
from training.feedback.golden.golden_set import ReasonMissing
from training.promotion.gates import GateVerdict
from training.promotion.registry import Registry, Version, leave_versions

Check = Callable[[Pointer], str]
"""Loads a pair as a worker does, raises if it cannot answer, and returns the hash of the bundle."""
Gate = Callable[[Path | None, Path], Sequence[GateVerdict]]
"""Judges two bundle folders, champion and challenger; without a champion the challenger alone."""


class GatesFailed(Refused):
    """A gate refused the challenger; `verdicts` holds those of all gates, `bundle` the hash of the challenger."""

    def __init__(self, kind: Kind, verdicts: Sequence[GateVerdict], bundle: str = "") -> None:
        self.verdicts = tuple(verdicts)
        self.bundle = bundle
        failed = [verdict for verdict in verdicts if not verdict.passed]
        failures = "; ".join(
            wording("{gate} ({figure} {told}, allowed: {bound})", **verdict.shown()) for verdict in failed
        )
        super().__init__(
            "{kind}: the challenger stays a challenger, refused by {failures}", kind=kind, failures=failures
        )


class IndexMissing(OnematchError):
    """A promotion names no index for the bundle, and none is served yet."""


@value_class
class Promotion:
    """The version to promote for a kind: its alias or number, the index (None: the served one), and who promotes it.

    `force` promotes although gates refuse; it needs a reason, and the history keeps both.
    """

    kind: Kind
    wanted: str
    index: Path | None
    by: str
    reason: str = ""
    name: str | None = None
    force: bool = False


@value_class
class Promoted:
    """A completed promotion with the verdicts of the gates; none where no gate was evaluated."""

    change: ChampionChange
    verdicts: tuple[GateVerdict, ...]


def promote(home: Home, registry: Registry, promotion: Promotion, check: Check, gate: Gate | None = None) -> Promoted:
    """Make a registered version the champion and swap the pointer to it.

    Before anything changes, the bundle folder is copied below the home, the pair is loaded, its golden pairs are
    replayed, and the gates compare it with the champion (the first one: with absolute bounds). Raises ModelUnknown,
    IndexMissing, ReasonMissing, GatesFailed, or what `check` raises.
    """
    kind = promotion.kind
    if promotion.force and not promotion.reason.strip():
        raise ReasonMissing("--force: got no --reason, expected why the verdicts of the gates do not count")
    index = promotion.index or _present_index(home, kind)
    version, bundle, verdicts = _judged(home, registry, promotion, index, check=check, gate=gate)
    store_in_bentoml(kind, bundle)
    change = ChampionChange(
        at=_now(),
        kind=kind,
        action="promote",
        model=version.model,
        version=version.version,
        bundle=home.portable(bundle),
        index=home.portable(index),
        by=promotion.by,
        reason=_reason(promotion, verdicts),
    )
    _make_champion(home, registry, version, change)
    leave_verdicts(home, _gate_run(promotion, version, bundle, verdicts, promoted=True))
    return Promoted(change, verdicts)


def hold_to_gates(home: Home, registry: Registry, promotion: Promotion, check: Check, gate: Gate) -> Path:
    """Hold a registered version to the gates as `promote` does, and promote nothing; return its folder below the home.

    The verdicts are kept. Raises as `promote` does.
    """
    index = promotion.index or _present_index(home, promotion.kind)
    version, bundle, verdicts = _judged(home, registry, promotion, index, check=check, gate=gate)
    leave_verdicts(home, _gate_run(promotion, version, bundle, verdicts, promoted=False))
    return bundle


def _judged(
    home: Home,
    registry: Registry,
    promotion: Promotion,
    index: Path,
    check: Check,
    gate: Gate | None,
) -> tuple[Version, Path, tuple[GateVerdict, ...]]:
    """Bring the wanted version home and evaluate the gates; a refusal is kept with its verdicts."""
    version = registry.resolve(promotion.kind, promotion.wanted, promotion.name)
    bundle = _bring_home(home, promotion.kind, lambda into: registry.fetch(version, into), index, check)
    try:
        verdicts = _evaluate_gate(home, promotion, bundle, gate)
    except GatesFailed as failed:
        registry.note_verdicts(version, failed.verdicts)
        leave_verdicts(home, _gate_run(promotion, version, bundle, failed.verdicts, promoted=False))
        raise
    registry.note_verdicts(version, verdicts)
    return version, bundle, verdicts


def _evaluate_gate(home: Home, promotion: Promotion, bundle: Path, gate: Gate | None) -> tuple[GateVerdict, ...]:
    """Evaluate the gate; raises GatesFailed unless the promotion is forced."""
    if gate is None:
        return ()
    champion = read_pointer(home, promotion.kind)
    try:
        verdicts = tuple(gate(None if champion is None else champion.bundle, bundle))
    except OnematchError:
        if not promotion.force:
            raise
        return ()
    if not promotion.force and not all(verdict.passed for verdict in verdicts):
        raise GatesFailed(promotion.kind, verdicts, bundle.name)
    return verdicts


def _gate_run(
    promotion: Promotion, version: Version, bundle: Path, verdicts: Sequence[GateVerdict], *, promoted: bool
) -> GateRun:
    verdicts_as_json = tuple(asdict(verdict) for verdict in verdicts)
    return GateRun(
        at=_now(),
        kind=promotion.kind,
        model=version.model,
        version=version.version,
        bundle=bundle.name,
        by=promotion.by,
        promoted=promoted,
        verdicts=verdicts_as_json,
    )


def _reason(promotion: Promotion, verdicts: Sequence[GateVerdict]) -> str:
    past = ", ".join(verdict.shown()["gate"] for verdict in verdicts if not verdict.passed)
    if not promotion.force:
        return promotion.reason
    return wording("{reason} [forced past {past}]", reason=promotion.reason, past=past or wording("no gate"))


def rollback(home: Home, registry: Registry, kind: Kind, check: Check, *, by: str, reason: str = "") -> ChampionChange:
    """Return to the champion before the present one; raises Refused where none can answer."""
    stack = reachable_champions(read_history(home.history_file, kind))
    if len(stack) < 2:
        raise Refused(
            "{kind}: no earlier champion to return to ({n_stack} in the history)", kind=kind, n_stack=len(stack)
        )
    earlier = stack[-2]
    try:
        check(Pointer(home.root / earlier.bundle, home.root / earlier.index))
    except OnematchError as error:
        raise Refused("{kind}: the earlier champion cannot answer any more: {error}", kind=kind, error=error) from error
    version = registry.resolve(kind, str(earlier.version), earlier.model)
    change = replace(earlier, at=_now(), action="rollback", by=by, reason=reason)
    _make_champion(home, registry, version, change)
    return change


def shadow_with(
    home: Home, registry: Registry, kind: Kind, version_and_name: tuple[str, str | None], check: Check
) -> Pointer:
    """Let a registered version score beside the champion, on the champion's index. Raises as `promote` does."""
    index = _present_index(home, kind)
    version = registry.resolve(kind, *version_and_name)
    bundle = _bring_home(home, kind, lambda into: registry.fetch(version, into), index, check)
    pair = Pointer(bundle, index)
    write_shadow(home, kind, pair)
    return pair


def check_pair(pair: Pointer) -> str:
    """Load a pair as a worker does, replay its golden pairs, and return the hash of the bundle.

    Raises ParentTainted for a bundle that learned from a contract that left or does not allow it.
    """
    from serving.matching.bundle import bundle_hash
    from serving.matching.matcher import Matcher
    from training.feedback.material import allowed_contracts
    from training.feedback.provenance import refuse_tainted

    refuse_tainted(pair.bundle, allowed_contracts(pair.bundle, None))
    Matcher.open(pair.bundle, pair.index).replay_golden()
    return bundle_hash(pair.bundle)


def store_in_bentoml(kind: Kind, bundle: Path) -> None:
    """Put the folder into the BentoML model store as `onematch-<kind>:<hash>`, once."""
    os.environ.setdefault("BENTOML_DO_NOT_TRACK", "true")
    import bentoml

    tag = stored_tag(kind, bundle)
    try:
        bentoml.models.get(tag)
    except bentoml.exceptions.NotFound:
        with bentoml.models.create(tag, labels={"kind": kind.value}) as model:
            shutil.copytree(bundle, model.path, dirs_exist_ok=True)


def _present_index(home: Home, kind: Kind) -> Path:
    pointer = read_pointer(home, kind)
    if pointer is None:
        raise IndexMissing(
            "{kind}: nothing is served yet, so name the index to answer from, which onematch index makes: --index DIR",
            kind=kind,
        )
    return pointer.index


def _bring_home(home: Home, kind: Kind, fetch: Callable[[Path], Path], index: Path, check: Check) -> Path:
    """Copy a bundle beside the others under its hash, whole or not at all."""
    make_private_folder(home.root)
    home.bundles(kind).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.bundles(kind), prefix=".incoming-") as beside:
        copy = fetch(Path(beside))
        target = home.bundle(kind, check(Pointer(copy, index)))
        if not target.exists():
            copy.rename(target)
    return target


def _make_champion(home: Home, registry: Registry, version: Version, change: ChampionChange) -> None:
    with appending(home.history_file, change):
        registry.set_champion(version)
        write_pointer(home, change.kind, Pointer(home.root / change.bundle, home.root / change.index))
    leave_versions(home, registry, change.kind, version.model)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


_SCHEMA = """
create table if not exists champions (
    number integer primary key,
    at text not null,
    kind text not null,
    action text not null check (action in ('promote', 'rollback')),
    model text not null,
    version integer not null,
    bundle text not null,
    index_folder text not null,
    by text not null,
    reason text not null
) strict;
create trigger if not exists champions_keep_update before update on champions
    begin select raise(abort, 'the history of champions is append-only'); end;
create trigger if not exists champions_keep_delete before delete on champions
    begin select raise(abort, 'the history of champions is append-only'); end;
create trigger if not exists champions_keep_replace before insert on champions
    when exists (select 1 from champions where number = new.number)
    begin select raise(abort, 'the history of champions is append-only'); end;
"""


@contextmanager
def appending(file: Path, change: ChampionChange) -> Iterator[None]:
    """Take the write lock, add one change, and commit it if the body succeeds.

    The body swaps the pointer; if it fails, the history does not hold the change.
    """
    make_private_folder(file.parent)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
        database.executescript(_SCHEMA)
        database.execute("begin immediate")
        marks = ", ".join("?" * len(COLUMNS.split(", ")))
        database.execute(f"insert into champions ({COLUMNS}) values ({marks})", astuple(change))
        yield
        database.execute("commit")


def wait_for_writer(file: Path) -> None:
    """Return once no change is being written: until then alias and history of one change differ."""
    if file.exists():
        with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
            database.execute("begin immediate")


def reachable_champions(history: list[ChampionChange]) -> list[ChampionChange]:
    """Return the champions of one kind that a rollback can reach, the present one last.

    A promotion is pushed on a stack, a rollback pops it. A promotion of the pair on top changes nothing.
    """
    stack: list[ChampionChange] = []
    for change in history:
        if change.action == "rollback":
            stack.pop()
        elif not stack or (change.bundle, change.index) != (stack[-1].bundle, stack[-1].index):
            stack.append(change)
    return stack
