"""What the matcher says about one record: the answer of live, batch and Python alike."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile that the record may be; `match_weight` is log2, `details` every comparison and feature on request."""

    id: str
    probability: float
    match_weight: float
    reasons: tuple[str, ...] = ()
    details: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on a record. `match` is set when linked; `candidates` are the most probable first.

    `too_many_alike`: the best was found with no more evidence than others that had to be left out.
    """

    record_id: str
    decision: str
    match: Candidate | None
    margin: float
    runner_up_id: str | None
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]
    basis: str
    model_version: str
    tied_beyond_cut: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be read, and why."""

    record_id: str | None
    error: str
