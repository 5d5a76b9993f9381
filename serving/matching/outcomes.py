"""The result for one record, the same for HTTP, batch and Python."""

import json
from collections.abc import Mapping
from enum import StrEnum

from data.labels.links import Link, LinkDecision
from features.schema.value_class import value_class


class Hindrance(StrEnum):
    """What keeps a probable candidate from being linked."""

    PART = "part"
    TIED_BEYOND_CUT = "tied_beyond_cut"
    TIED = "tied"


TIES = frozenset({Hindrance.TIED, Hindrance.TIED_BEYOND_CUT})
HINDRANCE_REASONS: Mapping[Hindrance, str] = {
    Hindrance.PART: "the record names a part of this company",
    Hindrance.TIED_BEYOND_CUT: "too many alike: equal candidates were left out",
    Hindrance.TIED: "another candidate comes as close",
}
"""The first reason of an outcome with a hindrance."""


@value_class
class Candidate:
    """A candidate; `match_weight` is log2, `details` every comparison and feature where an explanation is wanted.

    `cluster` are the profiles that are one entity with it by the universe's own clusters, the first one first and the
    candidate among them; empty for a profile in no cluster. The probability is then that of all of them together.
    """

    id: str
    probability: float
    match_weight: float
    reasons: tuple[str, ...] = ()
    details: Mapping[str, object] | None = None
    cluster: tuple[str, ...] = ()

    @property
    def claimed(self) -> str:
        """The profile under which the candidate is claimed: the first one of its cluster."""
        return self.cluster[0] if self.cluster else self.id

    def is_for(self, profile_id: str) -> bool:
        """Whether the candidate is a profile, or one entity with it."""
        return self.id == profile_id or profile_id in self.cluster


@value_class
class Outcome:
    """The decision on a record; `match` is the linked candidate, `candidates` are ordered by probability.

    `tied_beyond_cut`: candidates with as much evidence as the best one were left out at the cut. `part_of`: the profile
    of the company that the record says it is a part of.
    """

    record_id: str
    decision: LinkDecision
    match: Candidate | None
    margin: float
    runner_up_id: str | None
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]
    basis: str
    model_version: str
    tied_beyond_cut: bool = False
    part_of: str | None = None
    hindrance: Hindrance | None = None

    @property
    def best(self) -> Candidate | None:
        """The candidate that was decided on: the most probable one, or the parent in place of a missing part."""
        parent = self.part_of
        if parent is not None and self.hindrance is Hindrance.PART:
            return next((candidate for candidate in self.candidates if candidate.is_for(parent)), None)
        return self.candidates[0] if self.candidates else None


@value_class
class Problem:
    """A record that cannot be read, and the reason."""

    record_id: str | None
    error: str


def link_of(outcome: Outcome) -> Link:
    """Return the row of LINKS of an outcome."""
    best = outcome.best
    return Link(
        crm_id=outcome.record_id,
        candidate_id=best.id if best else None,
        probability=best.probability if best else 0.0,
        decision=outcome.decision,
        margin=outcome.margin,
        runner_up_id=outcome.runner_up_id,
        match_weight=round(best.match_weight, 6) if best else None,
        reasons=outcome.reasons,
        basis=outcome.basis,
        model_version=outcome.model_version,
        details=json.dumps(best.details, sort_keys=True) if best and best.details else None,
        cluster=best.cluster if best else (),
    )
