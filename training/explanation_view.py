"""An explanation at the terminal: found by `explanation_of`, printed by `print_explanation`."""

from collections.abc import Mapping, Sequence

from features.schema.own_field import Value
from features.schema.texts import wording
from serving.explanation.bodies import Closeness, ComparisonShown, EditsShown, ExplanationShown, PairShown
from serving.explanation.drawn import drawn_steps, label_of
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.waterfall import probability_at
from serving.matching.matcher import Matcher
from training.terminal import print_line, print_table

SHOWN_DIFFERENCES = 8


def explanation_of(
    matcher: Matcher, row: Mapping[str, object], profile_id: str, against: str | None = None, *, edits: bool = False
) -> ExplanationShown:
    """Explain a record by itself, as `/v1/match` decides it. Raises RecordUnreadable, ExplainedProfileUnknown."""
    return explain(matcher, by_itself(matcher, row), WantedExplanation(profile_id, against, edits, with_private=True))


def print_explanation(explanation: ExplanationShown) -> None:
    """Print decision, retrieval, comparisons, waterfall, contrast and edits."""
    pair = explanation.pair
    print_line(
        "{record_id} and {profile_id}: probability {probability:.6f}",
        record_id=explanation.record_id,
        profile_id=pair.profile_id,
        probability=pair.probability,
    )
    print_line(
        "decision {decision} ({profile_id}): {says}",
        decision=explanation.decision.decision,
        profile_id=explanation.decision.profile_id,
        says=explanation.decision.says,
    )
    print_line(retrieval_line(pair))
    print_table(
        wording(
            "Comparisons, match weight {match_weight:.2f} bits with the prior {prior_weight:.2f}",
            match_weight=pair.match_weight,
            prior_weight=pair.prior_weight,
        ),
        ("comparison", "record", "profile", "level", "bits"),
        comparison_rows(pair),
    )
    print_table(
        "How the probability comes about, in log-odds",
        ("step", "adds", "probability"),
        [
            (step.label, f"{step.end - step.begin:+z.3f}", f"{probability_at(step.end):.6f}")
            for step in drawn_steps(pair.waterfall)
        ],
    )
    if explanation.contrast is not None:
        other = explanation.contrast.against
        print_table(
            wording(
                "Why {profile_id} ({probability:.6f}) and not {other} ({other_probability:.6f})",
                profile_id=pair.profile_id,
                probability=pair.probability,
                other=other.profile_id,
                other_probability=other.probability,
            ),
            ("what differs", pair.profile_id, other.profile_id, "log-odds"),
            difference_rows(explanation)[:SHOWN_DIFFERENCES],
        )
    if explanation.edits is not None:
        print_table(
            wording(
                "Edits that would {wanted} the record: {says}",
                wanted=explanation.edits.wanted,
                says=explanation.edits.says,
            ),
            EDIT_COLUMNS,
            edit_rows(explanation.edits),
        )


EDIT_COLUMNS = ("edit", "decision", "profile", "probability")


def retrieval_line(pair: PairShown) -> str:
    """Return what blocking found of a profile, in words."""
    facts = pair.retrieval
    rules = "; ".join(rule.says for rule in facts.rules) or "no key in common"
    least = (
        ""
        if facts.min_weight is None
        else wording(", the last retrieved one has {min_weight:.1f}", min_weight=facts.min_weight)
    )
    return wording(
        "{says}: {rules}; evidence {weight:.1f} bits{least}",
        says=facts.says,
        rules=rules,
        weight=facts.weight,
        least=least,
    )


def comparison_rows(pair: PairShown) -> list[tuple[object, ...]]:
    """Return the comparisons as rows: name, both values, level with what both have in common, weight."""
    return [
        (
            comparison.name,
            *_values_of(comparison),
            "; ".join((comparison.level, *comparison.matched)),
            f"{comparison.weight:+z.2f}",
        )
        for comparison in pair.comparisons
    ]


def difference_rows(explanation: ExplanationShown) -> list[tuple[object, ...]]:
    """Return what differs between two profiles as rows, what decided most first."""
    if explanation.contrast is None:
        return []
    return [
        (label_of(step.says), _number(step.value), _number(step.against_value), round(step.difference, 3))
        for step in explanation.contrast.steps
    ]


def edit_rows(edits: EditsShown) -> list[tuple[object, ...]]:
    """Return edits as rows: the changes, and what was decided with them."""
    return [
        (
            "; ".join(
                f"{change.column}: {change.before or 'empty'} -> {'empty' if change.after is None else change.after}"
                for change in edit.changes
            ),
            edit.decision,
            edit.profile_id,
            round(edit.probability, 6),
        )
        for edit in edits.found
    ]


def _values_of(comparison: ComparisonShown) -> tuple[str, str]:
    """Return what the record and the profile have in the compared field, and of what is close in all that are read."""
    is_unsaid = comparison.closeness is Closeness.CLOSE and not comparison.matched
    shown = comparison.fields if is_unsaid else comparison.fields[:1]
    return _words([field.record for field in shown]), _words([field.profile for field in shown])


def _words(values: Sequence[Value]) -> str:
    """Return values as a text, without those that stand inside another."""
    kept: list[str] = []
    for value in values:
        for item in value if isinstance(value, tuple) else (value or "",):
            if item and not any(item in other for other in kept):
                kept.append(item)
    return "; ".join(kept)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
