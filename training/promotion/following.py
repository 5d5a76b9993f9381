"""MLflow's alias `champion` is followed: its new version is promoted through the gates, or the alias is put back."""

from collections.abc import Sequence
from multiprocessing import get_context
from os import getppid
from pathlib import Path

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.runtime.event_log import configure_logging, log_event, log_refusal
from serving.runtime.home import Home
from serving.runtime.model_records import (
    RegisteredVersion,
    leave_registered,
    moved_champion,
    read_history,
    read_registered,
)
from serving.runtime.process import end_with_parent
from serving.runtime.settings import Settings
from training.promotion.comparison_context import ComparisonContext, gate_of
from training.promotion.gates import GateVerdict
from training.promotion.promotion import Check, Gate, Promotion, check_pair, promote, wait_for_writer
from training.promotion.registry import Registry, as_shown, leave_versions, list_versions, model_name
from training.promotion.tracking_store import RegistryUnreachable

BY = "onematch work"


class AliasMovedAgain(OnematchError):
    """While the gates were evaluated the alias was moved to yet another version."""


def follow_champions(settings: Settings) -> None:
    """Follow the aliases that were moved; each promotion runs in a process of its own, which ends with this one."""
    for kind in Kind:
        try:
            moved = moved_to(settings.home_layout, kind)
        except RegistryUnreachable as away:
            log_refusal("champion_not_followed", kind=kind.value, reason=str(away))
            continue
        if moved is not None:
            log_event("champion_moved", kind=kind.value, model=moved.model, version=moved.version)
            following = settings.home_layout, kind, not settings.open
            process = get_context("spawn").Process(target=_follow_apart, args=following, daemon=True)
            process.start()
            process.join()


def moved_to(home: Home, kind: Kind) -> RegisteredVersion | None:
    """Return the version that the alias was moved to, if another one answers; what serving shows is brought up to date.

    The model is that of the version that answers, by default `onematch-<kind>`. Raises RegistryUnreachable.
    """
    history = read_history(home.history_file, kind)
    model = history[-1].model if history else model_name(kind)
    versions = as_shown(list_versions(home, kind, model))
    if versions and versions != [version for version in read_registered(home, kind) if version.model == model]:
        leave_registered(home, kind, model, versions)
    return moved_champion(versions, history)


def follow(home: Home, kind: Kind, check: Check = check_pair, gate: Gate | None = None) -> None:
    """Promote the version that the alias was moved to as `models promote` does; a refused alias is put back.

    Does nothing where the alias names the version that answers. Raises RegistryUnreachable.
    """
    wait_for_writer(home.history_file)
    moved = moved_to(home, kind)
    if moved is None:
        return
    gate = gate or gate_of(ComparisonContext(home, kind))

    def gate_while_wanted(champion: Path | None, challenger: Path) -> Sequence[GateVerdict]:
        verdicts = gate(champion, challenger)
        if (now := moved_to(home, kind)) != moved:
            raise AliasMovedAgain(
                "{kind}: the alias champion was moved on to {now}", kind=kind, now=now and now.version
            )
        return verdicts

    registry = Registry(home)
    version = registry.resolve(kind, str(moved.version), moved.model)
    reason = wording("the alias champion was moved to version {version} in MLflow", version=moved.version)
    named = {"kind": kind.value, "model": moved.model, "version": moved.version}
    try:
        promote(
            home,
            registry,
            Promotion(kind=kind, wanted=str(moved.version), index=None, by=BY, reason=reason, name=moved.model),
            check,
            gate_while_wanted,
        )
    except (RegistryUnreachable, AliasMovedAgain) as later:
        log_refusal("champion_not_followed", **named, reason=str(later))
    except OnematchError as refusal:
        history = read_history(home.history_file, kind)
        registry.state(version, f"refused: {refusal}")
        registry.give_back(moved.model, history[-1].version if history else None)
        leave_versions(home, registry, kind, moved.model)
        log_refusal("champion_refused", **named, reason=str(refusal))
    else:
        registry.state(version, "promoted: the gates passed")
        log_event("champion_followed", **named)


def _follow_apart(home: Home, kind: Kind, as_json: bool) -> None:
    """Do so in a process of its own: it takes seconds and memory that the worker's deliveries need."""
    end_with_parent(getppid())
    configure_logging(as_json=as_json)
    follow(home, kind)
