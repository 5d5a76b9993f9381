"""The explanation of one record and one profile: retrieval, comparisons, pair features, waterfall and decision."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from data.index.profiles import read_profiles
from features.blocking.blocking_rule import BlockingRule
from features.blocking.blocking_rules import rules_of
from features.blocking.keys import key_hashes, lookup_keys, stored_keys
from features.comparisons.comparisons import comparisons_of
from features.comparisons.splink_model import fields_read
from features.normalise.written import as_written, written_values
from features.pairs.columns import Record, columns_of
from features.schema.own_field import Value
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.explanation.bodies import (
    Closeness,
    CollectiveShown,
    ComparisonShown,
    DecisionShown,
    FieldPair,
    PairShown,
    RetrievalShown,
    RuleShown,
    StepKind,
    StepShown,
    ThresholdsShown,
)
from serving.explanation.editable_columns import private_fields
from serving.explanation.explained_record import ExplainedRecord, says_something
from serving.explanation.levels import closeness_of, condition_of, reading_agreed, spelt_in, values_in_common
from serving.explanation.variants import Variant, decide_variants
from serving.explanation.waterfall import collective_shown, log_odds_of, then, waterfall_of
from serving.matching.calibration import MAX_LOG_ODDS
from serving.matching.collective import claimed_candidates
from serving.matching.conclude import FORCED, best_candidate
from serving.matching.decisions import DecisionRule, deciding_rule
from serving.matching.explanation import COMMON, KEPT, NEVER, NOTHING, REFUSED, PairScore, score_pair
from serving.matching.matcher import Matcher, RecordUnreadable
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy
from serving.matching.shortlist import Width

NONE_LEFT = "no profile was retrieved but those of which a user said that they are not the record"
STATED_RULE = "stated"
"""What made a decision that a user's statement made."""
SENTENCES = {
    DecisionRule.NO_CANDIDATE: "no profile was retrieved",
    DecisionRule.NAMED: "the record names this profile by its id or address, which decides alone",
    DecisionRule.BELOW_REVIEW: "the best candidate's probability {probability} is below {review}, the least for review",
    DecisionRule.NO_THRESHOLD: "no threshold of links holds for the wanted precision, so nothing is linked",
    DecisionRule.BELOW_LINKED: "the best candidate's probability {probability} is below {linked}, the least for a link",
    DecisionRule.TIED_BEYOND_CUT: "as many candidates as may be looked at are equally likely, and others were left out",
    DecisionRule.NEAR_RIVAL: "the lead of {margin} over the second candidate is below {least_margin}",
    DecisionRule.PROBABLE: (
        "the probability {probability} reaches {linked}, and its lead of {margin} over the second candidate "
        "reaches {least_margin}"
    ),
}


@value_class
class RecordDecided:
    """A record to explain, read and decided once."""

    matcher: Matcher
    explained: ExplainedRecord
    variant: Variant

    @classmethod
    def of(cls, matcher: Matcher, explained: ExplainedRecord) -> "RecordDecided":
        """Decide a record. Raises RecordUnreadable."""
        record = explained.read(explained.row)
        if not says_something(matcher.schema, record):
            raise RecordUnreadable(
                "got no field that says anything about a {matcher_kind}, expected at least a name",
                matcher_kind=matcher.kind,
            )
        matcher.index.refresh()
        return cls(matcher, explained, decide_variants(matcher, explained, [record])[0])

    @property
    def decision(self) -> DecisionShown:
        """The decision on the record."""
        decision = made_decision(self.variant.outcome, self.explained.deciding_policy)
        statement = self.explained.statement
        if statement is not None:
            return decision.model_copy(update={"rule": STATED_RULE, "says": wording(statement.says)})
        if decision.rule == DecisionRule.NO_CANDIDATE and self.explained.excluded:
            return decision.model_copy(update={"says": wording(NONE_LEFT)})
        return decision

    def explain(self, profile_id: str, *, with_private: bool = False) -> PairShown:
        """Explain the record and a profile. Raises ExplainedProfileUnknown.

        The probability has 6 digits, as in the answer of the matcher; of a profile that was not ranked it is what the
        profile would have had beside the others. `with_private`: the reader owns the network's data.
        """
        explained = self.explained
        variant = self.variant
        left = columns_of(self.matcher.schema, [explained.record_id], [variant.record])
        pair = score_pair(self.matcher.scorer, left, profile_id, explained.excluded)
        collective = _collective(variant, explained, profile_id)
        waterfall = self._waterfall(pair, profile_id, collective)
        probability = variant.probability_of(profile_id)
        return PairShown(
            profile_id=profile_id,
            probability=round(waterfall[-1].probability, 6) if probability is None else probability,
            position=_position(variant, profile_id),
            is_rejected=profile_id in explained.excluded,
            retrieval=_retrieval(pair, self.matcher.scorer.width),
            match_weight=float(pair.scored.shortlist.evidence.match_weight[pair.position]),
            prior_weight=self.matcher.kernel.model.prior_weight,
            comparisons=self._comparisons(pair, profile_id, with_private=with_private),
            waterfall=waterfall,
            collective=collective,
        )

    def _waterfall(self, pair: PairScore, profile_id: str, collective: CollectiveShown | None) -> list[StepShown]:
        """Return the steps of the independent pass, and what decided after it."""
        waterfall = waterfall_of(self.matcher.bundle, pair)
        alone = next(
            (candidate for candidate in self.variant.independent.candidates if candidate.is_for(profile_id)), None
        )
        if alone is not None and alone.cluster:
            waterfall = then(waterfall, StepKind.CLUSTER, log_odds_of(alone.probability))
        if _is_named(self.variant.outcome, profile_id):
            named = StepKind.NAMED if self.explained.statement is None else StepKind.STATED
            return then(waterfall, named, MAX_LOG_ODDS)
        return (
            waterfall
            if collective is None
            else then(waterfall, StepKind.COLLECTIVE, log_odds_of(collective.probability))
        )

    def _comparisons(self, pair: PairScore, profile_id: str, *, with_private: bool) -> list[ComparisonShown]:
        short = pair.scored.shortlist
        matcher = self.matcher
        schema = matcher.schema
        record = self.variant.record
        profile = pair.profile
        columns = written_values(schema, self.explained.row)
        original = read_profiles(matcher.index, [profile_id])[profile_id]
        weights = short.retrieved.weights
        at = int(short.kept[pair.position])
        entries: dict[str, Mapping[str, Any]] = {
            comparison.name: comparison.splink() for comparison in comparisons_of(schema)
        }
        entries |= {str(entry["output_column_name"]): entry for entry in matcher.bundle.splink["comparisons"]}
        read = {name: fields_read(entry) for name, entry in entries.items()}
        read |= {comparison.name: comparison.fields for comparison in comparisons_of(schema)}
        private = frozenset() if with_private else private_fields(schema)

        def field_pair(name: str) -> FieldPair:
            ours = record.get(name)
            theirs = profile.get(name)
            own_text = as_written(schema, columns, name, ours)
            theirs_text: Value = as_written(schema, original, name, theirs)
            if name in private and theirs is not None:
                if theirs != ours:
                    return FieldPair(name=name, record=own_text, profile=None, withheld="network")
                if str(theirs_text).casefold() != str(own_text).casefold():
                    theirs_text = theirs  # how the network writes it may say more than the record does
            return FieldPair(name=name, record=own_text, profile=theirs_text, is_equal=ours == theirs)

        def shown(column: int, name: str) -> ComparisonShown:
            gamma = int(weights.levels[column, at])
            fields = [field_pair(field) for field in read.get(name, ())]
            closeness = closeness_of(gamma, is_equal=bool(fields) and fields[0].is_equal)
            matched = []
            if closeness is Closeness.CLOSE:
                condition = condition_of(entries[name]["comparison_levels"], gamma)
                for value, field in values_in_common(condition, record, profile).items():
                    source = as_written(schema, columns if field in private else original, field, profile.get(field))
                    matched.append(spelt_in(f"{source}; {fields[0].record}", value))
                if name == "reading":
                    matched += reading_agreed(record, profile)
            return ComparisonShown(
                name=name,
                fields=fields,
                level=wording(matcher.reasons.label(column, gamma)),
                closeness=closeness,
                matched=matched,
                weight=float(weights.bits[column, at]),
            )

        compared = [shown(column, name) for column, name in enumerate(matcher.kernel.names)]
        return [each for each in compared if each.closeness or not _is_beside_the_scripts(each, record, profile)]


def _is_beside_the_scripts(compared: ComparisonShown, record: Record, profile: Record) -> bool:
    """Return whether a comparison is not of the two scripts that the names are written in: nothing is missing."""
    return all(side.get(field.name) is not None for field in compared.fields[:1] for side in (record, profile))


def made_decision(outcome: Outcome, policy: Policy) -> DecisionShown:
    """Return a decision with the rule that made it."""
    best = outcome.best
    compared = best_candidate(outcome) if outcome.candidates else None
    rule = deciding_rule(compared, policy)
    says = wording(
        SENTENCES[rule],
        probability=_number(compared.probability if compared else None),
        review=_number(policy.review),
        linked=_number(policy.linked),
        margin=_number(compared.margin if compared else None),
        least_margin=_number(policy.margin),
    )
    return DecisionShown(
        decision=str(outcome.decision),
        profile_id=best.id if best else None,
        probability=best.probability if best else 0.0,
        margin=outcome.margin if best else None,
        runner_up_id=outcome.runner_up_id,
        rule=rule,
        says=says,
        thresholds=ThresholdsShown.model_validate(policy, from_attributes=True),
    )


def _number(value: float | None) -> str:
    return "none" if value is None else np.format_float_positional(round(value, 6), trim="-")


def _retrieval(pair: PairScore, width: Width) -> RetrievalShown:
    candidates = pair.candidates
    ranks = pair.scored.shortlist.retrieved.ranks
    at = int(pair.scored.shortlist.kept[pair.position])
    retrieved = len(candidates) - (pair.status in (NEVER, REFUSED))
    left = pair.scored.shortlist.retrieved.pairs.left
    read = int(candidates.rules[at])
    rules = [rule for number, rule in enumerate(rules_of(left.schema)) if read >> number & 1] or _shared_rules(pair)
    return RetrievalShown(
        was_ranked=pair.status == KEPT,
        says=wording(pair.status if pair.status != NEVER else COMMON if rules else NOTHING),
        weight=candidates.weight[at],
        min_weight=candidates.weight[retrieved - 1] if retrieved >= width.retrieved else None,
        position=None if pair.rank is None else pair.rank + 1,
        rules=[RuleShown(name=rule.name, says=wording(rule.says(left.records[0], pair.profile))) for rule in rules],
        retrieved=retrieved,
        ranked=min(retrieved, width.kept),
        rank_by_weight=int(ranks.by_weight[at]),
        rank_by_retrieval=int(ranks.by_retrieval[at]),
    )


def _shared_rules(pair: PairScore) -> list[BlockingRule]:
    """Return the blocking rules by which a record and a profile share a key that was not read."""
    left = pair.scored.shortlist.retrieved.pairs.left
    keys = lookup_keys(left.schema, left.records[0])
    stored = set(key_hashes(left.schema, stored_keys(left.schema, pair.profile)).tolist())
    hashes = key_hashes(left.schema, keys).tolist()
    numbers = {number for (number, _), hashed in zip(keys, hashes, strict=True) if hashed in stored}
    return [rules_of(left.schema)[number] for number in sorted(numbers)]


def _is_named(outcome: Outcome, profile_id: str) -> bool:
    return outcome.basis == FORCED and outcome.best is not None and outcome.best.id == profile_id


def _collective(variant: Variant, explained: ExplainedRecord, profile_id: str) -> CollectiveShown | None:
    if variant.collective is None or explained.others is None or variant.outcome.basis == FORCED:
        return None
    matrix, probabilities = variant.collective
    for at, candidate in enumerate(claimed_candidates(variant.independent)):
        if candidate.is_for(profile_id) and not np.isnan(matrix[at, 0]):
            return collective_shown(explained.others.model, matrix[at], float(probabilities[at]))
    return None


def _position(variant: Variant, profile_id: str) -> int | None:
    decided = variant.outcome.candidates
    shown = {candidate.id for candidate in decided}
    ranked = [*decided, *(candidate for candidate in variant.independent.candidates if candidate.id not in shown)]
    return next((position for position, candidate in enumerate(ranked, 1) if candidate.is_for(profile_id)), None)
