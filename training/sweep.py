"""A sweep: trainings that differ in chosen parameters, as children of one run, compared on the same records."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from data.tables.progress import Progress, silent
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.runtime.settings import load_settings
from training.parameters_file import START_FROM, read_parameters
from training.promotion.comparison.comparison import (
    ComparedSide,
    ModelComparison,
    RateChange,
    precision_change,
    recall_change,
)
from training.promotion.registry import Registry
from training.promotion.training_log import PARENT
from training.request import TrainRequest
from training.train import TrainResult, train

NOTE = "Held-out records; differences are paired, with 95 % intervals.\n\n"
COLUMNS = ("varied", "best F1", "precision", "against the first", "recall", "against the first")


@value_class
class SweepTraining:
    """One training of a sweep: its values as it is named, and what it gave."""

    name: str
    result: TrainResult


def combinations(varied: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    """Return every combination of the values, the last name varying fastest."""
    return [dict(zip(varied, values, strict=True)) for values in product(*varied.values())]


def run_sweep(
    request: TrainRequest, given: Mapping[str, Any], varied: Mapping[str, Sequence[object]], progress: Progress = silent
) -> list[SweepTraining]:
    """Train once for each combination, into folders below `out`; `given` are the other parameters.

    Nothing is registered. All parameters are read before the first training. Raises ParametersWrong.
    """
    requests = {}
    for values in combinations(varied):
        name = " ".join(f"{key}={value}" for key, value in values.items())
        own = {key: value for key, value in values.items() if key != START_FROM}
        parameters = read_parameters(request.schema, {**given, **own})
        folder = request.out / name.replace(" ", ",").replace("/", "-")
        start = values.get(START_FROM, request.start_from)
        start_from = None if start in (None, "shipped") else str(start)
        requests[name] = replace(request, out=folder, parameters=parameters, register=False, start_from=start_from)
    settings = load_settings()
    registry = Registry(settings.home_layout) if settings.track else None
    parent = (
        None
        if registry is None
        else registry.start_run(wording("sweep of {varied}", varied=", ".join(varied)), request.kind)
    )
    nested = {} if parent is None else {PARENT: parent}
    variants = [SweepTraining(name, train(replace(own, tags=nested), progress)) for name, own in requests.items()]
    if registry is not None and parent is not None:
        cells = [COLUMNS, ["---"] * len(COLUMNS), *compared(variants)]
        registry.end_run(parent, NOTE + "\n".join(f"| {' | '.join(map(str, row))} |" for row in cells))
    return variants


def compared(variants: Sequence[SweepTraining]) -> list[tuple[object, ...]]:
    """Return the cells of COLUMNS: figures of held-out records, and paired differences from the first variant."""
    first = variants[0].result
    rows: list[tuple[object, ...]] = []
    for variant in variants:
        metrics = variant.result.metrics
        changes: list[RateChange | None] = [None, None]
        if variant is not variants[0] and (both := _sides(first, variant.result)) is not None:
            changes = [precision_change(both), recall_change(both)]
        figures = (metrics.get(f"held_out_{name}") for name in ("best_f1", "precision", "recall"))
        best_f1, *rates = (None if figure is None else round(figure, 4) for figure in figures)
        cells = [
            cell for rate, change in zip(rates, changes, strict=True) for cell in (rate, change.words if change else "")
        ]
        rows.append((variant.name, best_f1, *cells))
    return rows


def _sides(first: TrainResult, other: TrainResult) -> ModelComparison | None:
    """Pair the held-out links of two trainings on the records of both; None where one has none."""
    if first.evaluation is None or other.evaluation is None:
        return None
    judged = [result.evaluation.counted.judged for result in (first, other) if result.evaluation is not None]
    ids = tuple(link.crm_id for link in judged[0].links)
    if ids != tuple(link.crm_id for link in judged[1].links):
        return None
    sides = [ComparedSide("", tuple(one.links), one.right, 0.0) for one in judged]
    answers = tuple(judged[0].answers)
    return ModelComparison(
        record_ids=ids,
        answers=answers,
        entity=judged[0].entity,
        segments={},
        champion=sides[0],
        challenger=sides[1],
    )
