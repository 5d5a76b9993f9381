"""Records reduced to some of their fields, decided by the matcher."""

from collections.abc import Sequence

import numpy as np

from data.labels.links import LinkDecision
from features.normalise.records import normalise
from features.schema.array_types import Bools, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.conclude import FORCED, decided
from serving.matching.gain.estimate import Situations, State
from serving.matching.gain.fields import Row, reduced
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import TIES, Hindrance, Outcome
from serving.matching.policy import Policy

_ANSWERING = Answering(limit=2)


def state_of(decision: LinkDecision, hindrance: Hindrance | None) -> State:
    """Return the state of a decided record; a duplicate found its profile, so it counts as linked."""
    if decision in {LinkDecision.LINKED, LinkDecision.DUPLICATE}:
        return State.LINKED
    if decision is LinkDecision.NONE:
        return State.NONE
    return State.TIED if hindrance in TIES else State.REVIEW


@value_class
class MatcherDecides:
    """Decides rows by the matcher's independent pass, with its policy or another one.

    A profile address is left out, because it forces its link.
    """

    matcher: Matcher
    rows: Sequence[Row]
    policy: Policy | None = None

    @property
    def kind(self) -> Kind:
        return self.matcher.kind

    def __call__(self, records: Ints, masks: Ints) -> Situations:
        reductions = zip(records.tolist(), masks.tolist(), strict=True)
        fields = [
            normalise(self.matcher.schema, reduced(self.kind, self.rows[row], mask)) | {"profile_url": None}
            for row, mask in reductions
        ]
        ids = [str(number) for number in range(len(fields))]
        return self._situations(self.matcher.match_records(ids, fields, _ANSWERING))

    def of_rows(self) -> tuple[Situations, Bools]:
        """Return the situations of the rows as they are, and which of them name their profile."""
        records = [normalise(self.matcher.schema, row) for row in self.rows]
        outcomes = self.matcher.match_records([str(row["id"]) for row in self.rows], records, _ANSWERING)
        return self._situations(outcomes), np.array([outcome.basis == FORCED for outcome in outcomes], np.bool_)

    def _situations(self, outcomes: Sequence[Outcome]) -> Situations:
        if self.policy is not None:
            outcomes = [decided(outcome, self.policy, 1) for outcome in outcomes]
        bests = [outcome.best for outcome in outcomes]
        return Situations.of(
            [
                (
                    state_of(outcome.decision, outcome.hindrance),
                    best.probability if best else 0.0,
                    best.id if best else None,
                )
                for outcome, best in zip(outcomes, bests, strict=True)
            ]
        )
