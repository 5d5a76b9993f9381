"""The provisional link of one record by itself: the model's decision, or a user's statement (D2, D21)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from data.labels.links import LinkDecision
from features.schema.value_class import value_class
from serving.matching.collective import claimed_candidates
from serving.matching.conclude import FORCED
from serving.matching.outcomes import Candidate, Outcome
from serving.vocabulary.links import LinkRow, RecordKey, Ruling, Statement
from serving.vocabulary.terms import KIND_OF, MadeBy, RecordState, StatementSource

STATED = "stated"
"""The basis of a link that a statement decided."""
CONFIRMED_REASON = "a user said that the record is this profile"
NOBODY_REASON = "a user said that no profile is this record"
NO_CANDIDATE = "no profile comes near"
NONE_LEFT = "no profile comes near but those that a user refused"


@value_class
class DecidingStatement:
    """The part of a deciding statement that claims and links need."""

    seq: int
    profile_id: str | None
    """None: no profile is the record."""
    source: StatementSource
    at: datetime

    @classmethod
    def of(cls, statement: Statement) -> "DecidingStatement":
        return cls(statement.seq or 0, statement.profile_id, statement.source, statement.at)

    @property
    def says(self) -> str:
        """The reason that the statement gives."""
        return NOBODY_REASON if self.profile_id is None else CONFIRMED_REASON

    def as_json(self) -> list[Any]:
        return [self.seq, self.profile_id, self.source, self.at.isoformat()]

    @classmethod
    def from_json(cls, saved: list[Any]) -> "DecidingStatement":
        return cls(saved[0], saved[1], StatementSource(saved[2]), datetime.fromisoformat(saved[3]))


@value_class
class IndependentPass:
    """The independent pass of one record with the deciding statement, without regard to other records.

    The outcome is the model's, also where a statement decides: other records read the independent claims of this one
    (D3). `named_at`: since when the record has named the profile that it is forced to. `fingerprint` is that of the
    inputs. `has_refused`: users refused profiles, which are not among the candidates.
    """

    outcome: Outcome
    statement: DecidingStatement | None = None
    named_at: datetime | None = None
    fingerprint: str = ""
    has_refused: bool = False

    @property
    def profiles(self) -> frozenset[str]:
        """The profiles that the record claims strongly enough to count for others."""
        return frozenset(candidate.claimed for candidate in claimed_candidates(self.outcome))

    def as_json(self) -> dict[str, Any]:
        outcome = self.outcome
        clusters = {candidate.id: list(candidate.cluster) for candidate in outcome.candidates if candidate.cluster}
        return {
            "basis": outcome.basis,
            "tied_beyond_cut": outcome.tied_beyond_cut,
            "statement": self.statement and self.statement.as_json(),
            "named_at": self.named_at and self.named_at.isoformat(),
            "candidates": [
                [candidate.id, candidate.probability, candidate.match_weight, *candidate.reasons]
                for candidate in outcome.candidates
            ],
            **({"clusters": clusters} if clusters else {}),
            **({"has_refused": True} if self.has_refused else {}),
            **({"part_of": outcome.part_of} if outcome.part_of else {}),
        }

    @property
    def with_statement(self) -> Outcome:
        """The outcome under the deciding statement: the confirmed profile comes first, with probability 1."""
        return self.outcome if self.statement is None else under_statement(self.outcome, self.statement)

    @classmethod
    def from_json(
        cls, name: str, saved: Mapping[str, Any], model_version: str, fingerprint: str = ""
    ) -> "IndependentPass":
        clusters = saved.get("clusters", {})
        candidates = tuple(
            Candidate(values[0], values[1], values[2], tuple(values[3:]), cluster=tuple(clusters.get(values[0], ())))
            for values in saved["candidates"]
        )
        outcome = Outcome(
            record_id=name,
            decision=LinkDecision.NONE,
            match=None,
            margin=0.0,
            runner_up_id=None,
            candidates=candidates,
            reasons=(),
            basis=saved["basis"],
            model_version=model_version,
            tied_beyond_cut=saved["tied_beyond_cut"],
            part_of=saved.get("part_of"),
        )
        statement = saved["statement"]
        named_at = saved["named_at"]
        return cls(
            outcome,
            statement and DecidingStatement.from_json(statement),
            named_at and datetime.fromisoformat(named_at),
            fingerprint,
            saved.get("has_refused", False),
        )


Passes = Mapping[RecordKey, IndependentPass]
"""What the independent pass found, by record."""


def independent_of(outcome: Outcome, ruling: Ruling, named_at: datetime | None) -> IndependentPass:
    """Join the model's outcome with the ruling; a record that is no profile claims none.

    A forced outcome is always newer than the ruling: the address of a record is read only where it is newer.
    """
    outcome = _undecided(outcome)
    if outcome.basis == FORCED:
        return IndependentPass(outcome, None, named_at)
    if ruling.nobody is not None:
        return IndependentPass(replace(outcome, candidates=()), DecidingStatement.of(ruling.nobody))
    confirmed = None if ruling.confirmed is None else DecidingStatement.of(ruling.confirmed)
    return IndependentPass(outcome, confirmed, has_refused=bool(ruling.rejected))


def under_statement(outcome: Outcome, statement: DecidingStatement) -> Outcome:
    """Return the model's outcome as a deciding statement turns it; a forced one is newer than any statement."""
    undecided = _undecided(outcome)
    if undecided.basis == FORCED:
        return undecided
    if statement.profile_id is None:
        return replace(undecided, candidates=())
    return _confirmed(undecided, statement.profile_id)


def with_survivor(independent: IndependentPass, merged: Mapping[str, str]) -> IndependentPass:
    """Replace merged profiles by their survivors, among the candidates and in the statement (D13)."""
    best: dict[str, Candidate] = {}
    for candidate in independent.outcome.candidates:
        profile = merged.get(candidate.id, candidate.id)
        if profile not in best or best[profile].probability < candidate.probability:
            members = tuple(dict.fromkeys(merged.get(member, member) for member in candidate.cluster))
            best[profile] = replace(candidate, id=profile, cluster=members if len(members) > 1 else ())
    candidates = tuple(sorted(best.values(), key=lambda candidate: -candidate.probability))
    statement = independent.statement
    if statement is not None and statement.profile_id is not None:
        statement = replace(statement, profile_id=merged.get(statement.profile_id, statement.profile_id))
    parent = independent.outcome.part_of
    outcome = replace(
        independent.outcome, candidates=candidates, part_of=None if parent is None else merged.get(parent, parent)
    )
    return replace(independent, outcome=outcome, statement=statement)


STATE_OF = {
    LinkDecision.LINKED: RecordState.LINKED,
    LinkDecision.REVIEW: RecordState.REVIEW,
    LinkDecision.NONE: RecordState.UNMATCHED,
}
"""The state of a record by its decision, before claims are resolved."""
_DECISION_OF = {state: decision for decision, state in STATE_OF.items()}


def decision_of(state: RecordState) -> LinkDecision:
    """Return the decision on a record in a state; a duplicate was decided as linked and lost its claim."""
    return _DECISION_OF.get(state, LinkDecision.LINKED)


def provisional_link(key: RecordKey, decided: Outcome, independent: IndependentPass, now: datetime) -> LinkRow:
    """Return the link that a record has if no other record claims its profile; `linked` when it claims one.

    An unmatched record keeps the probability of its best candidate, not its id.
    """
    best = decided.best
    state = STATE_OF[LinkDecision(decided.decision)]
    statement = independent.statement
    has_profile = best is not None and state is not RecordState.UNMATCHED
    return LinkRow(
        key=key,
        kind=KIND_OF[key.object],
        state=state,
        profile_id=best.id if best and has_profile else None,
        probability=best.probability if best else 0.0,
        margin=decided.margin if best else None,
        claim_margin=None,
        runner_up_id=decided.runner_up_id if has_profile else None,
        winner=None,
        made_by=_made_by(decided, statement),
        statement_seq=statement.seq if statement else None,
        model_version=decided.model_version,
        basis=STATED if statement else decided.basis,
        reasons=decided.reasons if best else (_why_none(independent),),
        since=now,
        hindrance=decided.hindrance,
    )


def _why_none(independent: IndependentPass) -> str:
    if independent.statement is not None:
        return NOBODY_REASON
    return NONE_LEFT if independent.has_refused else NO_CANDIDATE


def _undecided(outcome: Outcome) -> Outcome:
    """Return an outcome without its decision, as the collective pass reads it."""
    return replace(
        outcome, decision=LinkDecision.NONE, match=None, margin=0.0, runner_up_id=None, reasons=(), hindrance=None
    )


def _confirmed(outcome: Outcome, profile: str) -> Outcome:
    known = next(
        (candidate for candidate in outcome.candidates if candidate.is_for(profile)), Candidate(profile, 1.0, 0.0)
    )
    first = replace(known, id=profile, probability=1.0, reasons=(CONFIRMED_REASON, *known.reasons))
    others = [candidate for candidate in outcome.candidates if not candidate.is_for(profile)]
    return replace(outcome, candidates=(first, *others), basis=FORCED)


def _made_by(decided: Outcome, statement: DecidingStatement | None) -> MadeBy:
    if statement is not None:
        return MadeBy.CREATE_RECORD if statement.source is StatementSource.CREATE_RECORD else MadeBy.USER
    return MadeBy.FORCED if decided.basis == FORCED else MadeBy.MODEL
