"""The page of an explanation: one HTML file that needs no network and no script, styled as the evaluation report."""

from pathlib import Path
from typing import Any

from markupsafe import Markup

from data.tables.atomic import write_whole
from features.schema.texts import wording
from serving.drawing.svg import Titled
from serving.drawing.waterfall import FallBar, draw_waterfall
from serving.explanation.bodies import ExplanationShown, StepShown
from serving.explanation.drawn import drawn_steps, label_of
from training.evaluation.report.picture import Table, as_picture, render, shown_in_notebook
from training.explanation_view import comparison_rows, difference_rows, edit_rows, retrieval_line


class Explanation(dict[str, Any]):
    """What `onematch explain --json` prints, as a dictionary; a notebook shows its waterfall and its tables."""

    def __init__(self, shown: ExplanationShown) -> None:
        super().__init__(shown.model_dump(mode="json"))
        self.shown = shown

    def __repr__(self) -> str:
        pair = self.shown.pair
        decision = self.shown.decision
        return (
            f"<Explanation of {self.shown.record_id} and {pair.profile_id}: probability {pair.probability:.4f}, "
            f"{decision.decision} ({decision.profile_id})>"
        )

    def _repr_html_(self) -> str:
        return shown_in_notebook(_tables(self.shown)[:-1], [as_picture(_drawn(self.shown))])


def write_explanation(explanation: ExplanationShown, path: Path) -> None:
    """Write the page whole or not at all; it shows the values of record and profile."""
    write_whole(path, render_explanation(explanation))


def render_explanation(explanation: ExplanationShown) -> str:
    """Return the page as text; everything that came from a record is escaped."""
    svg = Markup(_drawn(explanation))
    retrieval = retrieval_line(explanation.pair)
    return render(
        "explanation.html.j2", explanation=explanation, svg=svg, retrieval=retrieval, tables=_tables(explanation)
    )


def _step_row(step: StepShown) -> tuple[object, ...]:
    name = step.name if step.value is None else f"{step.name} = {step.value:.3g}"
    return label_of(step.says), name, f"{step.amount:+z.6f}", f"{step.total:+z.6f}", f"{step.probability:.6f}"


def _tables(explanation: ExplanationShown) -> list[Table]:
    pair = explanation.pair
    weights = wording(
        "Match weight {match_weight:.2f} bits with the prior {prior_weight:.2f}.",
        match_weight=pair.match_weight,
        prior_weight=pair.prior_weight,
    )
    columns: tuple[str, ...] = ("comparison", "record", "profile", "level", "bits")
    tables: list[Table] = [("Comparisons", weights, columns, comparison_rows(pair))]
    if explanation.contrast is not None:
        other = explanation.contrast.against
        title = wording("Why {profile_id} and not {other}", profile_id=pair.profile_id, other=other.profile_id)
        note = wording(
            "{probability:.6f} against {probability_2:.6f}; what decided most comes first.",
            probability=pair.probability,
            probability_2=other.probability,
        )
        columns = ("what differs", pair.profile_id, other.profile_id, "log-odds")
        tables.append((title, note, columns, difference_rows(explanation)))
    if explanation.edits is not None:
        columns = ("edit", "decision", "profile", "probability")
        title = wording("Edits that would {wanted} the record", wanted=explanation.edits.wanted)
        tables.append((title, explanation.edits.says, columns, edit_rows(explanation.edits)))
    steps = [*map(_step_row, pair.waterfall)]
    note = "Every step in log-odds, and the probability that is reached after it."
    return [*tables, ("All steps", note, ("step", "input", "adds", "sum", "probability"), steps)]


def _drawn(explanation: ExplanationShown) -> str:
    """Return the waterfall of an explanation as SVG."""
    pair = explanation.pair
    total = FallBar(f"probability {pair.probability:.6f}", 0.0, pair.waterfall[-1].total, is_total=True)
    description = wording(
        "A waterfall in log-odds from the base value to the probability {probability:.6f} "
        "that record {record_id} is profile {profile_id}; the table below has its numbers.",
        probability=pair.probability,
        record_id=explanation.record_id,
        profile_id=pair.profile_id,
    )
    titled = Titled("waterfall", "How the probability comes about", description)
    return draw_waterfall(titled, [*drawn_steps(pair.waterfall), total])
