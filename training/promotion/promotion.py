"""Which bundle answers: promotion and rollback, each one step for the workers that watch the pointer."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, read_pointer, write_pointer, write_shadow
from training.feedback.golden.golden_set import ReasonMissing
from training.promotion.gates import GateVerdict
from training.promotion.history import Reign, appending, read_history, standing
from training.promotion.registry import Registry, Version

Check = Callable[[Pointer], str]
"""Loads a pair as a worker would, raises if it cannot answer, and gives the bundle's hash."""
Gate = Callable[[Path | None, Path], Sequence[GateVerdict]]
"""Compares two bundle folders, the champion's and the challenger's; without a champion it looks at the other alone."""


class GatesFailed(Refused):
    """The challenger was measured, beside the champion if there is one, and a gate says no; `verdicts` holds all."""

    def __init__(self, kind: Kind, verdicts: Sequence[GateVerdict]) -> None:
        self.verdicts = tuple(verdicts)
        failed = [one for one in verdicts if not one.passed]
        told = "; ".join(f"{one.gate} ({one.figure} {one.told}, allowed: {one.bound})" for one in failed)
        super().__init__(f"{kind}: the challenger stays a challenger, refused by {told}")


class IndexMissing(OnematchError):
    """A promotion does not know which index the bundle shall answer from."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """What shall answer for a kind: an alias or a version, the index (None: the present one), and who says so.

    `force` promotes past gates that say no; it needs a reason, and the history keeps both.
    """

    kind: Kind
    wanted: str
    index: Path | None
    by: str
    reason: str = ""
    name: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Promoted:
    """A promotion that happened, and what the gates said; no verdicts where none was asked."""

    reign: Reign
    verdicts: tuple[GateVerdict, ...]


@dataclass(frozen=True, slots=True)
class Rollback:
    """Which kind returns to its earlier champion, and who says so."""

    kind: Kind
    by: str
    reason: str = ""


def promote(home: Home, registry: Registry, promotion: Promotion, check: Check, gate: Gate | None = None) -> Promoted:
    """Make a registered version the champion and swap the pointer to it.

    The bundle folder is copied below the home, the pair is loaded and its golden pairs are replayed, and it is held
    against the champion (the first one: against absolute bounds), before anything changes. Raises ModelUnknown,
    IndexMissing, ReasonMissing, GatesFailed, or what `check` raises.
    """
    kind = promotion.kind
    if promotion.force and not promotion.reason.strip():
        raise ReasonMissing("--force: got no --reason, expected why the gates shall not count")
    index = promotion.index or _present_index(home, kind)
    version = registry.resolve(kind, promotion.wanted, promotion.name)
    bundle = _bring_home(home, kind, lambda into: registry.fetch(version, into), index, check)
    try:
        verdicts = _ask(home, promotion, bundle, gate)
    except GatesFailed as failed:
        registry.note_verdicts(version, failed.verdicts)
        raise
    registry.note_verdicts(version, verdicts)
    store_in_bentoml(kind, bundle)
    reign = Reign(
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
    _enthrone(home, registry, version, reign)
    return Promoted(reign, verdicts)


def _ask(home: Home, promotion: Promotion, bundle: Path, gate: Gate | None) -> tuple[GateVerdict, ...]:
    """Ask the gate; raises GatesFailed unless the promotion is forced."""
    if gate is None:
        return ()
    champion = read_pointer(home, promotion.kind)
    try:
        verdicts = tuple(gate(None if champion is None else champion.bundle, bundle))
    except OnematchError:
        if not promotion.force:
            raise
        return ()
    if not promotion.force and not all(one.passed for one in verdicts):
        raise GatesFailed(promotion.kind, verdicts)
    return verdicts


def _reason(promotion: Promotion, verdicts: Sequence[GateVerdict]) -> str:
    past = ", ".join(one.gate for one in verdicts if not one.passed)
    if not promotion.force:
        return promotion.reason
    return f"{promotion.reason} [forced past {past or 'no gate'}]"


def rollback(home: Home, registry: Registry, step: Rollback, check: Check) -> Reign:
    """Return to the champion before the present one; raises Refused when there is none that can still answer."""
    stack = standing(read_history(home.history_file, step.kind))
    if len(stack) < 2:
        raise Refused(f"{step.kind}: no earlier champion to return to ({len(stack)} in the history)")
    earlier = stack[-2]
    try:
        check(Pointer(home.root / earlier.bundle, home.root / earlier.index))
    except OnematchError as error:
        raise Refused(f"{step.kind}: the earlier champion cannot answer any more: {error}") from error
    version = registry.resolve(step.kind, str(earlier.version), earlier.model)
    reign = replace(earlier, at=_now(), action="rollback", by=step.by, reason=step.reason)
    _enthrone(home, registry, version, reign)
    return reign


def shadow_with(home: Home, registry: Registry, kind: Kind, wanted: tuple[str, str | None], check: Check) -> Pointer:
    """Let a registered version score beside the champion, on the champion's index. Raises as `promote` does."""
    index = _present_index(home, kind)
    version = registry.resolve(kind, *wanted)
    bundle = _bring_home(home, kind, lambda into: registry.fetch(version, into), index, check)
    pair = Pointer(bundle, index)
    write_shadow(home, kind, pair)
    return pair


def check_pair(pair: Pointer) -> str:
    """Load a pair as a worker does, replay its golden pairs, and give the bundle's hash.

    Raises ParentTainted for a bundle that learned from a contract which left or does not allow it any more.
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

    tag = f"onematch-{kind.value}:{bundle.name}"
    try:
        bentoml.models.get(tag)
    except bentoml.exceptions.NotFound:
        with bentoml.models.create(tag, labels={"kind": kind.value}) as model:
            shutil.copytree(bundle, model.path, dirs_exist_ok=True)


def _present_index(home: Home, kind: Kind) -> Path:
    pointer = read_pointer(home, kind)
    if pointer is None:
        raise IndexMissing(f"{kind}: nothing is served yet, so name the index to answer from: --index DIR")
    return pointer.index


def _bring_home(home: Home, kind: Kind, fetch: Callable[[Path], Path], index: Path, check: Check) -> Path:
    """Copy a bundle beside the others under its hash, whole or not at all."""
    make_private_folder(home.root)
    home.bundles(kind).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.bundles(kind), prefix=".incoming-") as beside:
        copy = fetch(Path(beside))
        place = home.bundle(kind, check(Pointer(copy, index)))
        if not place.exists():
            copy.rename(place)
    return place


def _enthrone(home: Home, registry: Registry, version: Version, reign: Reign) -> None:
    with appending(home.history_file, reign):
        registry.crown(version)
        write_pointer(home, reign.kind, Pointer(home.root / reign.bundle, home.root / reign.index))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
