"""Turns that `onematch work` begins: when one is due, and the process of its own that takes it."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from sqlalchemy import func, select

from data.index.format import read_manifest
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.records.services import WrapperServices
from serving.runtime.event_log import configure_logging, log_event, log_refusal
from serving.runtime.home import read_pointer, read_shadow
from serving.runtime.process import end_with_parent
from serving.runtime.settings import Settings
from serving.runtime.turns import RESUMED, Turn, TurnState, last_real, line_of, read_turns
from serving.store.tables.links import statements
from training.feedback.statement_labels import training_scopes
from training.retraining.gathering import drift_alarms
from training.retraining.turn import TurnOrder, take_turn

BY = "onematch work"
TRIED_AGAIN = timedelta(hours=1)
"""After a failure, or an end without a word for the second time, a turn is tried again so much later."""
LOOKED_EVERY_S = 60.0
NICE = 10
"""Deliveries and imports of the same machine come first."""


@value_class
class Signs:
    """What says that a turn may be worth while: answers since the last one, a new index, new drift alarms.

    `champion` is the bundle that answers; empty where no challenger scores beside it.
    """

    answers: int = 0
    index: bool = False
    alarms: bool = False
    champion: str = ""


def is_due(now: datetime, last: Turn | None, signs: Signs, settings: Settings) -> bool:
    """Whether a turn is to be begun, resumed or looked after now; False where no hour is set."""
    if settings.retrain_at is None:
        return False
    if last is None:
        return True
    since = now - datetime.fromisoformat(last.changed_at)
    has_news = signs.answers >= settings.retrain_answers or signs.index or signs.alarms
    if last.state in RESUMED:
        waits = last.state is TurnState.FAILED or last.attempts > 1
        return since >= (TRIED_AGAIN if waits else timedelta(0))
    if last.state is TurnState.SHADOW:
        return signs.champion != last.champion or now >= datetime.fromisoformat(last.until or last.changed_at)
    if last.state is TurnState.READY:
        return signs.champion != last.champion or settings.retrain_promote
    began = datetime.fromisoformat(last.began_at)
    if now - began < timedelta(hours=settings.retrain_every_h):
        return False
    return has_news or _last_hour(now, settings.retrain_at) > began


def _last_hour(now: datetime, at: str) -> datetime:
    """Return the last moment at which the clock showed an hour, in UTC."""
    today = datetime.combine(now.date(), time.fromisoformat(at), now.tzinfo)
    return today if today <= now else today - timedelta(days=1)


def read_signs(parts: WrapperServices, kind: Kind, now: datetime) -> Signs:
    """Read the signs of a kind; no record is unsealed."""
    home = parts.settings.home_layout
    before = last_real(read_turns(home, kind))
    pair = read_pointer(home, kind)
    if pair is None:
        return Signs()
    with parts.store.reading() as connection:
        scopes = training_scopes(connection, parts.store)
        counted = select(func.count()).where(
            statements.c.instance_id.in_([scope.instance_id for scope in scopes]), statements.c.kind == kind.value
        )
        if before is not None:
            counted = counted.where(statements.c.at > datetime.fromisoformat(before.gathered_at))
        answers = connection.execute(counted).scalar_one()
        contracts = {scope.contract.id for scope in scopes}
        alarms = set(drift_alarms(connection, kind, contracts, now))
    index = before is not None and read_manifest(pair.index).version != before.index
    known = set() if before is None else set(before.alarms)
    shadow = read_shadow(home, kind)
    is_stopped = before is not None and shadow is None
    return Signs(answers, index, bool(alarms - known), "" if is_stopped else pair.bundle.name)


Run = Callable[[Settings, Kind, datetime], None]


@dataclass(slots=True)
class Nightly:
    """Begins the turns that are due; each runs in a process of its own, which ends with this one or with `stop`."""

    run: Run | None = None
    process: BaseProcess | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    def look(self, parts: WrapperServices, now: datetime) -> int:
        """Take the turn of each kind for which one is due."""
        for kind in Kind:
            turns = read_turns(parts.settings.home_layout, kind)
            served = read_pointer(parts.settings.home_layout, kind) is not None
            last = turns[-1] if turns else None
            if (
                served
                and not self._stopped.is_set()
                and is_due(now, last, read_signs(parts, kind, now), parts.settings)
            ):
                (self.run or self._run_apart)(parts.settings, kind, now)
        return 0

    def stop(self) -> None:
        """End the process of a turn; the next worker resumes it."""
        self._stopped.set()
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def _run_apart(self, settings: Settings, kind: Kind, now: datetime) -> None:
        self.process = get_context("spawn").Process(target=_turn_apart, args=(settings, kind, now), daemon=True)
        self.process.start()
        self.process.join()
        if self.process.exitcode:
            log_refusal(
                "retrain_ended",
                kind=kind.value,
                reason=wording("its process ended with {exitcode}", exitcode=self.process.exitcode),
            )


def _turn_apart(settings: Settings, kind: Kind, now: datetime) -> None:
    end_with_parent(os.getppid())
    os.nice(NICE)
    configure_logging(as_json=not settings.open)
    run_turn(settings, kind, now)


def run_turn(settings: Settings, kind: Kind, now: datetime) -> None:
    """Take a turn of a kind in this process, and log its line."""
    try:
        turn = take_turn(TurnOrder(settings, kind, now, BY))
    except OnematchError as error:
        log_refusal("retrain_failed", kind=kind.value, reason=str(error))
    else:
        log_event("retrained", kind=kind.value, turn=turn.id, state=turn.state.value, line=line_of(turn))
