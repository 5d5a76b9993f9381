"""The turns of the loop: each retraining with its state and its line, kept in the home, where serving shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from features.normalise.text import read_sentences
from features.schema.errors import OnematchError, expected_of
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.runtime.home import Home

MAX_KEPT = 200
"""The newest turns of a kind that are kept."""


class TurnState(StrEnum):
    """How far a turn is. A turn that is training, trained or failed is resumed."""

    TRAINING = "training"
    TRAINED = "trained"
    SHADOW = "shadow"
    READY = "ready"
    PROMOTED = "promoted"
    REFUSED = "refused"
    REPLACED = "replaced"
    NOTHING_NEW = "nothing_new"
    FAILED = "failed"


RESUMED = frozenset({TurnState.TRAINING, TurnState.TRAINED, TurnState.FAILED})
WAITING = frozenset({TurnState.SHADOW, TurnState.READY})


@value_class
class Turn:
    """One turn of a kind; moments are UTC, ISO 8601.

    `because` has codes of what was new (`BECAUSE`). `answers` are those that it learned from or was measured on,
    `digest` their hash; `contracts` counts them by contract. `alarms` are the drift alarms that it knew. `champion` is
    the bundle that answered before, `index` the version of the index. `until` ends the shadow; `said` is a refusal or
    a failure.
    """

    id: str
    kind: Kind
    state: TurnState
    began_at: str
    because: Sequence[str]
    by: str
    changed_at: str = ""
    champion: str = ""
    index: str = ""
    records: int = 0
    answers: int = 0
    new_answers: int = 0
    contracts: Mapping[str, int] | None = None
    digest: str = ""
    gathered_at: str = ""
    alarms: Sequence[str] = ()
    attempts: int = 1
    model: str | None = None
    version: int | None = None
    bundle: str | None = None
    days: float = 0
    until: str | None = None
    said: str = ""


class TurnsUnreadable(OnematchError):
    """The file of turns is damaged, or lacks what a turn has."""


_TURNS = TypeAdapter(list[Turn])


def read_turns(home: Home, kind: Kind) -> list[Turn]:
    """Return the turns of a kind, oldest first; empty where there was none.

    Fields of a later version are passed over. Raises TurnsUnreadable.
    """
    file = home.turns_file(kind)
    try:
        return _TURNS.validate_python(home.read(file) or [])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise TurnsUnreadable(
            "{file}: {where}: expected {expected}, as `onematch retrain` writes turns: move the file away "
            "to begin anew",
            file=file,
            where=where,
            expected=expected_of(first),
        ) from error
    except ValueError as error:
        raise TurnsUnreadable(
            "{file}: got text that is not JSON ({error}), expected a list of turns", file=file, error=error
        ) from error


def leave_turn(home: Home, turn: Turn) -> Turn:
    """Keep a turn in the place of its former state, or as the newest; a look without news replaces the one before."""
    kept = [one for one in read_turns(home, turn.kind) if one.id != turn.id]
    if kept and kept[-1].state is turn.state is TurnState.NOTHING_NEW:
        kept.pop()
    home.write(home.turns_file(turn.kind), [asdict(one) for one in (*kept, turn)[-MAX_KEPT:]])
    return turn


def last_real(turns: Sequence[Turn]) -> Turn | None:
    """Return the newest turn that had something to learn from."""
    return next((turn for turn in reversed(turns) if turn.state is not TurnState.NOTHING_NEW), None)


def last_success(turns: Sequence[Turn]) -> Turn | None:
    """Return the newest turn that came to an end, whatever it was; a refusal is one."""
    return next((turn for turn in reversed(turns) if turn.state not in RESUMED), None)


def line_of(turn: Turn) -> str:
    """Return the line in which a turn ends, or what it is doing."""
    if turn.state is TurnState.NOTHING_NEW and not turn.answers:
        return wording("{kind}: nothing new: {reason}", kind=turn.kind, reason=wording(_NOBODY))
    return f"{turn.kind}: {wording(_SAID[turn.state], **_words(turn))}"


def because_of(codes: Iterable[str], answers: int, alarms: Sequence[str]) -> list[str]:
    """Return in words what was new; turns of earlier versions have words."""
    facts = {"answers": answers, "alarms": ", ".join(alarms)}
    return [wording(BECAUSE.get(code, code), **facts) for code in codes]


BECAUSE = read_sentences(
    """
    new_answers: new answers: {answers:,}
    other_answers: answers that were changed or withdrawn
    new_index: a new index
    new_drift: new drift; drifted: {alarms}
    """
)
_NOBODY = "no connected contract that allows training (its setting `training`) has answers"


_SAID = {
    TurnState.TRAINING: "interrupted while it trained (begun {began}); the next call resumes",
    TurnState.TRAINED: "interrupted while the gates judged version {version}; the next call resumes",
    TurnState.SHADOW: "waiting for {days} of shadow, until {until}: version {version} passed the gates",
    TurnState.READY: "waiting for the operator: version {version} passed the gates and {days} of shadow;"
    " onematch models promote --kind {kind} {version}",
    TurnState.PROMOTED: "promoted: version {version} answers",
    TurnState.REFUSED: "refused: version {version} stays a challenger: {said}",
    TurnState.REPLACED: "replaced: another model was promoted while version {version} waited",
    TurnState.NOTHING_NEW: "nothing new since {gathered}: {answers:,} answers, the same index, no new drift",
    TurnState.FAILED: "failed, and tried again by the next call: {said}",
}


def _words(turn: Turn) -> dict[str, Any]:
    return {
        **asdict(turn),
        "began": moment_in_words(turn.began_at),
        "gathered": moment_in_words(turn.gathered_at) if turn.gathered_at else wording("the champion's training"),
        "until": moment_in_words(turn.until) if turn.until else "",
        "days": wording("{n:g} day" if turn.days == 1 else "{n:g} days", n=turn.days),
    }


def moment_in_words(moment: str) -> str:
    """Return a moment as people write it, in UTC."""
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M UTC")
