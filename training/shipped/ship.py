"""The shipped bundles: `python -m training.shipped.ship [--kind KIND] [--without SET] [--data DIR] [--out DIR]`.

They are fitted on the generated sample and on the train splits of the sets in a data directory (`--data`, else
ONEMATCH_BENCH_DATA, else that of `onematch bench data`). With `--without` a set is left out, so that the bundle can
be measured on it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import numpy as np
import typer

import serving
from data.sample.lost_fields import SEED
from data.sample.sample import SampleSize
from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.progress import Progress, silent
from features.schema.array_types import Bools, Floats
from features.schema.kinds import Kind
from serving.matching.bundle import BundleParts
from serving.matching.calibration import Calibration
from serving.matching.collective import CollectiveModel
from serving.matching.drift import REFERENCE
from serving.matching.policy import Policy, least_probability
from training.evaluation.code_digest import code_digest
from training.evaluation.data_sets import FILES, QualitySet, data_folder, find_sets
from training.evaluation.workspace import file_hash, make_once
from training.fitting.bundle import ExampleScores, best_of, drift_reference, write_parts
from training.fitting.collective import fit_collective
from training.fitting.methods.examples import match_weights
from training.fitting.methods.independent_scores import IndependentScores
from training.fitting.methods.parameters import Parameters
from training.fitting.policy import policy_by_curve
from training.fitting.ranker import own_features
from training.shipped.fit import LeftOutPart, ShippedRanker, fit_shipped, left_out_precision_curve, strata_of
from training.shipped.source_examples import SourceDataSet, SourceExamples, base_weights, source_examples
from training.shipped.sources import SAMPLE, SIZE, SourceRecords, open_sample, open_set

PRECISION = 0.99
SOURCE_CODE = ("training.shipped.source_examples", "training.shipped.sources")
"""The modules, with all that they import, that a kept source data set depends on."""
IDENTITY = Calibration()


@dataclass(frozen=True, slots=True)
class ShipRequest:
    """One shipped bundle: its kind, the open sets beside the sample, and the folder to write.

    Source data sets are kept below the folder `kept` and used again where the code and the set's files are the same.
    """

    kind: Kind
    out: Path
    sets: Sequence[QualitySet] = ()
    seed: int = SEED
    size: SampleSize = SIZE
    kept: Path | None = None


def ship(request: ShipRequest, progress: Progress = silent) -> None:
    """Train the default base model, collective pass included, and write it."""
    with ExitStack() as stack:
        kept = request.kept or Path(stack.enter_context(TemporaryDirectory(prefix="onematch-sources-")))
        samples = stack.enter_context(open_sample(request.kind, request.size, progress))
        base = base_weights(samples[0], SEED, progress)
        of_sample = [source_examples(sample, base.settings, SEED, progress) for sample in samples]
        source_sets = [each.source_set for each in of_sample]
        _keep_sample(request, kept, lambda: (base, source_sets))
        source_sets += [_kept_source_set(each, base, kept, progress) for each in request.sets]
        shipped = fit_shipped(request.kind, source_sets, request.seed, score_sample=True)
        collective = _collective_of_sample(samples[0], of_sample[0], shipped, base, request.seed)
        scores = ExampleScores(shipped.out_of_set[SAMPLE], IDENTITY, _policy(shipped))
        source, examples = samples[0].source, of_sample[0].examples
        reference = drift_reference(source, examples, scores.raw, best_of(source, examples, scores))
        _write(request, base, shipped, collective, {REFERENCE: reference.as_json()})


def ship_base_model(request: ShipRequest, kept: Path, progress: Progress = silent) -> None:
    """Train a base model for measurements, without a collective pass; the sample's source data sets are kept too."""

    def learn() -> tuple[Parameters, list[SourceDataSet]]:
        with open_sample(request.kind, request.size, progress) as samples:
            base = base_weights(samples[0], SEED, progress)
            return base, [source_examples(sample, base.settings, SEED, progress).source_set for sample in samples]

    base, source_sets = _keep_sample(request, kept, learn)
    source_sets += [_kept_source_set(each, base, kept, progress) for each in request.sets]
    _write(request, base, fit_shipped(request.kind, source_sets, request.seed), None, {})


def _keep_sample(
    request: ShipRequest, kept: Path, learn: Callable[[], tuple[Parameters, list[SourceDataSet]]]
) -> tuple[Parameters, list[SourceDataSet]]:
    """Return the sample's match weights and source data sets, kept ones or new ones."""

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        base, source_sets = learn()
        (folder / "base.json").write_text(json.dumps({"settings": base.settings, "sources": base.sources}))
        for number, source_set in enumerate(source_sets):
            source_set.save(folder / f"source-{number}.npz")

    made_from: dict[str, object] = {"code": code_digest(SOURCE_CODE), "size": str(request.size)}
    folder = make_once(kept / f"{SAMPLE}_{request.kind}", made_from, make)
    saved = json.loads((folder / "base.json").read_text())
    files = sorted(folder.glob("source-*.npz"))
    return Parameters(saved["settings"], saved["sources"]), [SourceDataSet.load(file) for file in files]


def _kept_source_set(each: QualitySet, base: Parameters, kept: Path, progress: Progress) -> SourceDataSet:
    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        with open_set(each, progress) as opened:
            source_examples(opened, base.settings, SEED, progress).source_set.save(folder / "source.npz")

    made_from: dict[str, object] = {
        "code": code_digest(SOURCE_CODE),
        "files": [file_hash(each.file(name)) for name in FILES],
    }
    return SourceDataSet.load(make_once(kept / each.name, made_from, make) / "source.npz")


def _collective_of_sample(
    sample: SourceRecords, of_sample: SourceExamples, shipped: ShippedRanker, base: Parameters, seed: int
) -> CollectiveModel | None:
    """Fit the collective pass on the sample alone: one fitted on one set harms another.

    Its links must be precise in every stratum, without allowance since it saw no small universe. It is kept if it
    still links more records rightly than the independent pass.
    """
    weight = match_weights(sample.source, of_sample.examples)
    scores = IndependentScores(sample.source, of_sample.examples, IDENTITY(shipped.out_of_set[SAMPLE]), weight)
    fitted = fit_collective(scores, of_sample.labelled, base.settings, PRECISION, seed)
    if fitted is None:
        return None
    collective, held, source_set = fitted.collective, fitted.held, of_sample.source_set
    facts = np.zeros(len(sample.source.ids), np.int64)
    facts[source_set.left_rows] = source_set.facts
    probability = held.probabilities(collective.calibration)[0]
    whole = LeftOutPart(probability, held.right, np.ones(len(probability)), 0.0)
    curve = left_out_precision_curve(strata_of(whole, facts[held.left_rows]))
    policy = replace(collective.policy, linked=least_probability(curve, PRECISION), curve=curve)
    best = source_set.best(scores.probability)
    alone = _right_links(scores.probability[best], source_set.right[best], _policy(shipped))
    return replace(collective, policy=policy) if _right_links(probability, held.right, policy) > alone else None


def _right_links(probability: Floats, right: Bools, policy: Policy) -> int:
    return 0 if policy.linked is None else int((right & (probability >= policy.linked)).sum())


def _policy(shipped: ShippedRanker) -> Policy:
    return policy_by_curve(shipped.left_out_curve, PRECISION)


def _write(
    request: ShipRequest,
    base: Parameters,
    shipped: ShippedRanker,
    collective: CollectiveModel | None,
    notes: Mapping[str, Any],
) -> None:
    policy = _policy(shipped)
    metrics = {
        "basis": "shipped",
        "trees": shipped.boosted.trees,
        "linked_from": policy.linked,
        "left_out": shipped.left_out_figures,
    }
    parts = BundleParts(
        request.kind,
        base.settings,
        shipped.boosted.booster.model_to_string(),
        own_features(request.kind),
        shipped.calibration,
        policy,
        "shipped",
        {},
        metrics,
        _facts(request, base, shipped),
        None,
        collective,
        notes,
    )
    write_parts(request.out, parts)


def _facts(request: ShipRequest, base: Parameters, shipped: ShippedRanker) -> dict[str, Any]:
    sources = [f"generated sample, seed {SEED}, {request.size}", *(f"{each.name}, train" for each in request.sets)]
    return {
        "seed": request.seed,
        "ancestor": None,
        "trained_on": sources,
        "splink": {"sources": base.sources},
        "opinion": shipped.statement,
    }


def main(
    kind: Annotated[Kind | None, typer.Option("--kind", help="One kind; by default both.")] = None,
    without: Annotated[str, typer.Option("--without", metavar="SET", help="A set to leave out.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="The folder of the sets.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="By default serving/shipped.", file_okay=False)] = None,
    kept: Annotated[Path | None, typer.Option("--kept", help="Where source data sets are kept.")] = None,
) -> None:
    """Train the bundles that trainings start from by default."""
    sets = find_sets(data_folder(data))
    if without and without not in {each.name for each in sets}:
        raise typer.BadParameter(f"got {without}, expected one of {', '.join(each.name for each in sets)}")
    folder = out or Path(serving.__file__).parent / "shipped"
    for each in Kind if kind is None else (kind,):
        chosen = [found for found in sets if found.kind is each and found.name != without]
        check_outputs([Output("--out", folder / each, FolderType.BUNDLE)], {"--data": data, "--kept": kept})
        ship(ShipRequest(each, folder / each, chosen, kept=kept))
        typer.echo(f"{folder / each}: sample, {', '.join(found.name for found in chosen) or 'no sets'}")


if __name__ == "__main__":
    typer.run(main)
