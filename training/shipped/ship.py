"""The shipped bundles: `python -m training.shipped.ship [--kind KIND] [--without SET] [--data DIR] [--out DIR]`.

They are fitted on the generated sample and on the train splits of the sets in a data directory (`--data`, else
ONEMATCH_BENCH_DATA, else that of `onematch bench data`). With `--without` a set is left out, so that the bundle can
be measured on it.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import serving
from data.sample.lost_fields import SEED
from data.sample.sample import SampleSize
from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.progress import Progress, silent
from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.calibration import Calibration
from serving.matching.drift import REFERENCE
from serving.matching.policy import USUAL_PRECISION, Policy
from training.evaluation.data_sets import FILES, QualitySet, data_folder, find_sets
from training.evaluation.workspace import code_digest, file_hash, make_once
from training.fitting.bundle import BundleParts, best_of, drift_reference, write_parts
from training.fitting.methods.parameters import Parameters
from training.fitting.policy import policy_by_curve
from training.fitting.ranker import own_features
from training.shipped.fit import ShippedRanker, fit_shipped
from training.shipped.sources import SAMPLE, SIZE, SourceDataSet, base_weights, open_sample, open_set, source_examples
from training.worded_commands import option

ONLY_MEASURED = frozenset({"politicians_scripts"})
"""Sets that no shipped bundle learns from: the worst set bounds what bundles link without labels."""


@value_class
class ShipRequest:
    """One shipped bundle: its kind, the open sets beside the sample, and the folder to write.

    Source data sets are kept below the folder `kept` and used again where the code and the set's files are the same.
    A base model `for_measuring` needs no precise links on the sample and no reference of drift.
    """

    kind: Kind
    out: Path
    sets: Sequence[QualitySet] = ()
    seed: int = SEED
    size: SampleSize = SIZE
    kept: Path | None = None
    for_measuring: bool = False


def ship(request: ShipRequest, progress: Progress = silent) -> None:
    """Train the default base model and write it."""
    with work_folder("sources") as folder:
        kept = request.kept or folder
        base, source_sets = _sample_sets(request, kept, progress)
        source_sets += [_open_set(each, base, kept, progress) for each in request.sets]
    shipped = fit_shipped(request.kind, source_sets, request.seed, score_sample=not request.for_measuring)
    _write(request, base, shipped, {} if request.for_measuring else _reference(request.kind, source_sets[0], shipped))


def _sample_sets(request: ShipRequest, kept: Path, progress: Progress) -> tuple[Parameters, list[SourceDataSet]]:
    """Return the sample's match weights and source data sets, kept ones or new ones."""

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        with open_sample(request.kind, request.size, progress) as samples:
            base = base_weights(samples[0], SEED, progress)
            (folder / "base.json").write_text(json.dumps({"settings": base.settings, "sources": base.sources}))
            for number, sample in enumerate(samples):
                source_examples(sample, base.settings, SEED, progress).save(folder / f"source-{number}.npz")

    made_from: dict[str, object] = {"code": code_digest(), "size": str(request.size)}
    folder = make_once(kept / f"{SAMPLE}_{request.kind}", made_from, make)
    saved = json.loads((folder / "base.json").read_text())
    files = sorted(folder.glob("source-*.npz"))
    return Parameters(saved["settings"], saved["sources"]), [SourceDataSet.load(file) for file in files]


def _open_set(each: QualitySet, base: Parameters, kept: Path, progress: Progress) -> SourceDataSet:
    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        with open_set(each, progress) as opened:
            source_examples(opened, base.settings, SEED, progress).save(folder / "source.npz")

    made_from: dict[str, object] = {
        "code": code_digest(),
        "files": [file_hash(each.file(name)) for name in FILES],
    }
    return SourceDataSet.load(make_once(kept / each.name, made_from, make) / "source.npz")


def _reference(kind: Kind, sample: SourceDataSet, shipped: ShippedRanker) -> dict[str, Any]:
    """Return the sample's best candidates as what drift is measured from, by the name of its file."""
    scores = shipped.out_of_set[SAMPLE]
    best = best_of(sample.records, sample.examples, scores, Calibration(), _policy(shipped))
    return {REFERENCE: drift_reference(kind, sample.examples, scores, best).as_json()}


def _policy(shipped: ShippedRanker) -> Policy:
    return policy_by_curve(shipped.left_out_curve, USUAL_PRECISION)


def _write(request: ShipRequest, base: Parameters, shipped: ShippedRanker, notes: Mapping[str, Any]) -> None:
    policy = _policy(shipped)
    trees = shipped.boosted
    sources = [
        wording("generated sample, seed {seed}, {size}", seed=SEED, size=request.size),
        *(f"{each.name}, train" for each in request.sets),
    ]
    parts = BundleParts(
        kind=request.kind,
        splink=base.settings,
        trees=trees.booster.model_to_string(),
        feature_keys=own_features(request.kind),
        calibration=shipped.calibration,
        policy=policy,
        basis="shipped",
        golden={},
        metrics={
            "basis": "shipped",
            "trees": trees.trees,
            "linked_from": policy.linked,
            "left_out": shipped.left_out_figures,
        },
        facts={
            "seed": request.seed,
            "base_model": None,
            "trained_on": sources,
            "splink": {"sources": base.sources},
            "pseudo_labels": shipped.statement,
        },
        base_model=None,
        notes=notes,
    )
    write_parts(request.out, parts)


def main(
    kind: Annotated[Kind | None, option("--kind", "One kind; by default both.")] = None,
    without: Annotated[str, option("--without", "A set to leave out.", metavar="SET")] = "",
    data: Annotated[Path | None, option("--data", "The folder of the sets.")] = None,
    out: Annotated[Path | None, option("--out", "By default serving/shipped.", file_okay=False)] = None,
) -> None:
    """Train the bundles that trainings start from by default."""
    sets = [each for each in find_sets(data_folder(data)) if each.name not in ONLY_MEASURED]
    if without and without not in {each.name for each in sets}:
        raise typer.BadParameter(
            wording(
                "got {without}, expected one of {sets}", without=without, sets=", ".join(each.name for each in sets)
            )
        )
    folder = out or Path(serving.__file__).parent / "shipped"
    for each in Kind if kind is None else (kind,):
        chosen = [quality_set for quality_set in sets if quality_set.kind is each and quality_set.name != without]
        check_outputs([Output("--out", folder / each, FolderType.BUNDLE)], {"--data": data})
        ship(ShipRequest(each, folder / each, chosen))
        typer.echo(
            wording(
                "{folder}: sample, {chosen}",
                folder=folder / each,
                chosen=", ".join(quality_set.name for quality_set in chosen) or wording("no sets"),
            )
        )


if __name__ == "__main__":
    typer.run(main)
