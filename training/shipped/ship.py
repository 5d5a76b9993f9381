"""The shipped bundles: `python -m training.shipped.ship [--kind KIND] [--without SET] [--data DIR] [--out DIR]`.

They learn from the generated sample and from the train splits of the sets in a data directory (`--data`, else
ONEMATCH_BENCH_DATA, else the folder beside the project). With `--without` a set has no part in it, so that the bundle
can be measured on that set as on the records of a stranger.
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
from numpy.typing import NDArray

import serving
from data.sample.lost_fields import SEED
from data.sample.sample import SampleSize
from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.progress import Progress, silent
from features.pairs.pairs import Floats
from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from serving.matching.bundle import BundleParts
from serving.matching.collective import CollectiveModel
from serving.matching.drift import REFERENCE
from serving.matching.policy import Policy, least_probability
from training.evaluation.code_digest import code_digest
from training.evaluation.data_sets import FILES, QualitySet, data_folder, find_sets
from training.evaluation.workspace import file_hash, make_once
from training.fitting.calibrate import LEAST_REVIEW
from training.fitting.collective import IndependentScores, fit_collective
from training.fitting.learn import IDENTITY
from training.fitting.parameters import Parameters
from training.fitting.seen import Scores, reference_by
from training.shipped.fit import Part, Shipped, fit_shipped, lower_bound, strata_of
from training.shipped.source_examples import SourceDataSet, Studied, foundations, study
from training.shipped.sources import SAMPLE, SIZE, SourceRecords, open_sample, open_set
from training.train import write_parts

PRECISION = 0.99
SOURCE_CODE = ("training.shipped.source_examples", "training.shipped.sources")
"""What a lesson depends on, with all that they import."""


@dataclass(frozen=True, slots=True)
class ShipRequest:
    """One shipped bundle: its kind, the sets it learns from beside the sample, and the folder to write.

    Lessons of sets are kept below the folder `kept` and used again where the code and the set's files are the same.
    """

    kind: Kind
    out: Path
    sets: Sequence[QualitySet] = ()
    seed: int = SEED
    size: SampleSize = SIZE
    kept: Path | None = None


def ship(request: ShipRequest, progress: Progress = silent) -> None:
    """Train the bundle that everyone starts from, crowd pass included, and write it."""
    with ExitStack() as stack:
        kept = request.kept or Path(stack.enter_context(TemporaryDirectory(prefix="onematch-lessons-")))
        samples = stack.enter_context(open_sample(request.kind, request.size, progress))
        base = foundations(samples[0], SEED, progress)
        studied = [study(sample, base.settings, SEED, progress) for sample in samples]
        _keep_sample(request, kept, lambda: (base, [each.source_set for each in studied]))
        source_sets = [each.source_set for each in studied]
        source_sets += [_kept_source_set(each, base, kept, progress) for each in request.sets]
        shipped = fit_shipped(request.kind, source_sets, request.seed, score_sample=True)
        collective = _collective_of_sample(samples[0], studied[0], shipped, base, request.seed)
        scores = Scores(shipped.out_of_set[SAMPLE], IDENTITY, _policy(shipped))
        reference = reference_by(samples[0].source, studied[0].examples, scores)
        _write(request, base, shipped, collective, {REFERENCE: reference.as_json()})


def ship_base_model(request: ShipRequest, kept: Path, progress: Progress = silent) -> None:
    """Train a bundle to start trainings from, which needs no crowd pass; the sample's lessons are kept as well."""

    def learn() -> tuple[Parameters, list[SourceDataSet]]:
        with open_sample(request.kind, request.size, progress) as samples:
            base = foundations(samples[0], SEED, progress)
            return base, [study(sample, base.settings, SEED, progress).source_set for sample in samples]

    base, source_sets = _keep_sample(request, kept, learn)
    source_sets += [_kept_source_set(each, base, kept, progress) for each in request.sets]
    _write(request, base, fit_shipped(request.kind, source_sets, request.seed), None, {})


def _keep_sample(
    request: ShipRequest, kept: Path, learn: Callable[[], tuple[Parameters, list[SourceDataSet]]]
) -> tuple[Parameters, list[SourceDataSet]]:
    """Return the sample's lessons and the weights that the others start from, kept or learnt now."""

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        base, source_sets = learn()
        (folder / "base.json").write_text(json.dumps({"settings": base.settings, "sources": base.sources}))
        for number, source_set in enumerate(source_sets):
            source_set.save(folder / f"lesson-{number}.npz")

    made_from: dict[str, object] = {"code": code_digest(SOURCE_CODE), "size": str(request.size)}
    folder = make_once(kept / f"{SAMPLE}_{request.kind}", made_from, make)
    saved = json.loads((folder / "base.json").read_text())
    files = sorted(folder.glob("lesson-*.npz"))
    return Parameters(saved["settings"], saved["sources"]), [SourceDataSet.load(file) for file in files]


def _kept_source_set(each: QualitySet, base: Parameters, kept: Path, progress: Progress) -> SourceDataSet:
    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        with open_set(each, progress) as book:
            study(book, base.settings, SEED, progress).source_set.save(folder / "lesson.npz")

    made_from: dict[str, object] = {
        "code": code_digest(SOURCE_CODE),
        "files": [file_hash(each.file(name)) for name in FILES],
    }
    return SourceDataSet.load(make_once(kept / each.name, made_from, make) / "lesson.npz")


def _collective_of_sample(
    sample: SourceRecords, studied: Studied, shipped: Shipped, base: Parameters, seed: int
) -> CollectiveModel | None:
    """Fit the crowd pass on the sample alone: what it learns on one set does harm on another.

    Its links have to hold in every stratum, with no allowance since it never saw a small universe. It is kept if then
    it still links more of the right ones than the solo pass.
    """
    names = [feature.name for feature in FEATURES[sample.source.kind]]
    weight = studied.examples.matrix[:, names.index("match_weight")].astype("float64")
    scores = IndependentScores(sample.source, studied.examples, IDENTITY(shipped.out_of_set[SAMPLE]), weight)
    fitted = fit_collective(scores, studied.known, base.settings, PRECISION, seed)
    if fitted is None:
        return None
    collective, held, source_set = fitted.collective, fitted.held, studied.source_set
    facts = np.zeros(len(sample.source.ids), np.int64)
    facts[source_set.left_rows] = source_set.facts
    probability = held.probabilities(collective.calibration)[0]
    curve = lower_bound(strata_of(Part(probability, held.right, np.ones(len(probability)), 0.0), facts[held.left_rows]))
    policy = replace(collective.policy, linked=least_probability(curve, PRECISION), curve=curve)
    best = source_set.best(scores.probability)
    alone = _right_links(scores.probability[best], source_set.right[best], _policy(shipped))
    return replace(collective, policy=policy) if _right_links(probability, held.right, policy) > alone else None


def _right_links(probability: Floats, right: NDArray[np.bool_], policy: Policy) -> int:
    return 0 if policy.linked is None else int((right & (probability >= policy.linked)).sum())


def _policy(shipped: Shipped) -> Policy:
    return Policy(least_probability(shipped.bound, PRECISION), LEAST_REVIEW, 0.1, PRECISION, shipped.bound)


def _write(
    request: ShipRequest,
    base: Parameters,
    shipped: Shipped,
    collective: CollectiveModel | None,
    notes: Mapping[str, Any],
) -> None:
    policy = _policy(shipped)
    learned_from = [f"generated sample, seed {SEED}, {request.size}", *(f"{each.name}, train" for each in request.sets)]
    facts: dict[str, Any] = {
        "seed": request.seed,
        "ancestor": None,
        "trained_on": learned_from,
        "splink": {"sources": base.sources},
        "opinion": shipped.pseudo_label,
    }
    metrics = {
        "basis": "shipped",
        "trees": shipped.boosted.trees,
        "linked_from": policy.linked,
        "left_out": shipped.left_out,
    }
    parts = BundleParts(
        request.kind,
        base.settings,
        shipped.boosted.booster.model_to_string(),
        tuple(feature.key for feature in FEATURES[request.kind]),
        shipped.calibration,
        policy,
        "shipped",
        {},
        metrics,
        facts,
        None,
        collective,
        notes,
    )
    write_parts(request.out, parts)


def main(
    kind: Annotated[Kind | None, typer.Option("--kind", help="Both unless told.")] = None,
    without: Annotated[str, typer.Option("--without", metavar="SET", help="A set that shall have no part.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="Where the sets lie.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="serving/shipped unless told.", file_okay=False)] = None,
    kept: Annotated[Path | None, typer.Option("--kept", help="Where lessons are kept for the next time.")] = None,
) -> None:
    """Train the bundles that everyone starts from."""
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
