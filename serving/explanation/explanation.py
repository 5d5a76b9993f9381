"""The whole answer to "why": the decision, the pair, the contrast with another profile, and the smallest edit."""

from collections.abc import Iterator

from features.schema.value_class import value_class
from serving.explanation.bodies import (
    ContrastShown,
    EditsShown,
    ExplanationShown,
    LevelDifferenceShown,
    PairShown,
    StepDifferenceShown,
)
from serving.explanation.edits import find_edits
from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.pair_explanation import RecordDecided
from serving.matching.matcher import Matcher

MIN_DIFFERENCE = 1e-9
"""A smaller difference of log-odds is none."""


@value_class
class WantedExplanation:
    """What is to be explained: a profile, the one to compare it with, and whether edits are searched.

    `thorough`: all edits of up to three changes are tried. `with_private`: the reader owns the network's data.
    """

    profile_id: str
    against: str | None = None
    edits: bool = False
    thorough: bool = False
    with_private: bool = False


def explain(matcher: Matcher, explained: ExplainedRecord, options: WantedExplanation) -> ExplanationShown:
    """Explain a record and a profile. Raises RecordUnreadable, ExplainedProfileUnknown."""
    return explain_decided(RecordDecided.of(matcher, explained), options)


def explain_decided(decided: RecordDecided, options: WantedExplanation) -> ExplanationShown:
    """Explain a record that is decided already. Raises ExplainedProfileUnknown."""
    private = options.with_private
    pair = decided.explain(options.profile_id, with_private=private)
    other = None if options.against is None else decided.explain(options.against, with_private=private)
    return ExplanationShown(
        record_id=decided.explained.record_id,
        kind=decided.matcher.kind,
        model_version=decided.matcher.model_version,
        basis=decided.variant.outcome.basis,
        decision=decided.decision,
        pair=pair,
        contrast=None if other is None else contrast(pair, other),
        edits=_edits(decided, options) if options.edits or options.thorough else None,
    )


def _edits(decided: RecordDecided, options: WantedExplanation) -> EditsShown:
    profiles = [profile_id for profile_id in (options.profile_id, options.against) if profile_id is not None]
    return find_edits(decided, profiles, thorough=options.thorough, with_private=options.with_private)


def contrast(pair: PairShown, other: PairShown) -> ContrastShown:
    """Compare two explanations of one record, what decided most first."""
    levels = [
        LevelDifferenceShown(
            name=ours.name,
            fields=ours.fields,
            against_fields=theirs.fields,
            level=ours.level,
            against_level=theirs.level,
            difference=ours.weight - theirs.weight,
        )
        for ours in pair.comparisons
        for theirs in other.comparisons
        if ours.name == theirs.name
        if (ours.level, ours.weight) != (theirs.level, theirs.weight)
    ]
    return ContrastShown(
        against=other,
        log_odds=pair.waterfall[-1].total - other.waterfall[-1].total,
        steps=sorted(_steps(pair, other), key=lambda difference: (-abs(difference.difference), difference.name)),
        comparisons=sorted(levels, key=lambda difference: (-abs(difference.difference), difference.name)),
    )


def _steps(pair: PairShown, other: PairShown) -> Iterator[StepDifferenceShown]:
    ours, theirs = ({step.name: step for step in shown.waterfall} for shown in (pair, other))
    for name, step in (theirs | ours).items():
        absent = step.model_copy(update={"amount": 0.0, "value": None})
        own_step = ours.get(name, absent)
        against = theirs.get(name, absent)
        if abs(own_step.amount - against.amount) > MIN_DIFFERENCE:
            yield StepDifferenceShown(
                kind=own_step.kind,
                name=name,
                says=own_step.says,
                value=own_step.value,
                against_value=against.value,
                difference=own_step.amount - against.amount,
            )
