"""The shipped bundles: `python -m training.ship [--kind KIND] [--without SET] [--data DIR] [--out DIR]`.

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

from data.outputs import OurFolder, Output, check_outputs
from data.progress import Progress, silent
from data.sample import SampleSize
from features.feature_list import FEATURES
from features.kinds import Kind
from features.pairs import Floats
from serving.bundle import BundleParts
from serving.crowd import Crowd
from serving.drift import REFERENCE
from serving.policy import Policy, least_probability
from training.bench_place import NORMALISED, code_hash, file_hash, make_once
from training.bench_sets import FILES, QualitySet, data_folder, find_sets
from training.calibrate import LEAST_REVIEW
from training.crowd_fit import SoloScores, fit_crowd
from training.learn import IDENTITY
from training.parameters import Parameters
from training.seen import Scores, reference_by
from training.ship_fit import Part, Shipped, fit_shipped, lower_bound, strata_of
from training.ship_lessons import Lesson, Studied, foundations, study
from training.ship_sources import SAMPLE, SEED, SIZE, Textbook, open_sample, open_set
from training.train import write_parts

PRECISION = 0.99
LESSON_CODE = (
    *NORMALISED,
    "serving/*.py",
    *(
        f"training/{name}.py"
        for name in ("examples", "fit", "parameters", "ship_lessons", "ship_sources", "splink_fit")
    ),
)
"""What a lesson depends on."""


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
        _keep_sample(request, kept, lambda: (base, [each.lesson for each in studied]))
        lessons = [each.lesson for each in studied]
        lessons += [_kept_lesson(each, base, kept, progress) for each in request.sets]
        shipped = fit_shipped(request.kind, lessons, request.seed, score_sample=True)
        crowd = _crowd_of_sample(samples[0], studied[0], shipped, base, request.seed)
        scores = Scores(shipped.out_of_set[SAMPLE], IDENTITY, _policy(shipped))
        reference = reference_by(samples[0].source, studied[0].examples, scores)
        _write(request, base, shipped, crowd, {REFERENCE: reference.as_json()})


def ship_ancestor(request: ShipRequest, kept: Path, progress: Progress = silent) -> None:
    """Train a bundle to start trainings from, which needs no crowd pass; the sample's lessons are kept as well."""

    def learn() -> tuple[Parameters, list[Lesson]]:
        with open_sample(request.kind, request.size, progress) as samples:
            base = foundations(samples[0], SEED, progress)
            return base, [study(sample, base.settings, SEED, progress).lesson for sample in samples]

    base, lessons = _keep_sample(request, kept, learn)
    lessons += [_kept_lesson(each, base, kept, progress) for each in request.sets]
    _write(request, base, fit_shipped(request.kind, lessons, request.seed), None, {})


def _keep_sample(
    request: ShipRequest, kept: Path, learn: Callable[[], tuple[Parameters, list[Lesson]]]
) -> tuple[Parameters, list[Lesson]]:
    """Return the sample's lessons and the weights that the others start from, kept or learnt now."""

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        base, lessons = learn()
        (folder / "base.json").write_text(json.dumps({"settings": base.settings, "sources": base.sources}))
        for number, lesson in enumerate(lessons):
            lesson.save(folder / f"lesson-{number}.npz")

    made_from: dict[str, object] = {"code": code_hash(LESSON_CODE), "size": str(request.size)}
    folder = make_once(kept / f"{SAMPLE}_{request.kind}", made_from, make)
    saved = json.loads((folder / "base.json").read_text())
    files = sorted(folder.glob("lesson-*.npz"))
    return Parameters(saved["settings"], saved["sources"]), [Lesson.load(file) for file in files]


def _kept_lesson(each: QualitySet, base: Parameters, kept: Path, progress: Progress) -> Lesson:
    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        with open_set(each, progress) as book:
            study(book, base.settings, SEED, progress).lesson.save(folder / "lesson.npz")

    made_from: dict[str, object] = {
        "code": code_hash(LESSON_CODE),
        "files": [file_hash(each.file(name)) for name in FILES],
    }
    return Lesson.load(make_once(kept / each.name, made_from, make) / "lesson.npz")


def _crowd_of_sample(sample: Textbook, studied: Studied, shipped: Shipped, base: Parameters, seed: int) -> Crowd | None:
    """Fit the crowd pass on the sample alone: what it learns on one set does harm on another.

    Its links have to hold in every stratum, with no allowance since it never saw a small universe. It is kept if then
    it still links more of the right ones than the solo pass.
    """
    names = [feature.name for feature in FEATURES[sample.source.kind]]
    weight = studied.examples.matrix[:, names.index("match_weight")].astype("float64")
    scores = SoloScores(sample.source, studied.examples, IDENTITY(shipped.out_of_set[SAMPLE]), weight)
    fitted = fit_crowd(scores, studied.known, base.settings, PRECISION, seed)
    if fitted is None:
        return None
    crowd, held, lesson = fitted.crowd, fitted.held, studied.lesson
    facts = np.zeros(len(sample.source.ids), np.int64)
    facts[lesson.left_rows] = lesson.facts
    chance = held.chances(crowd.calibration)[0]
    curve = lower_bound(strata_of(Part(chance, held.right, np.ones(len(chance)), 0.0), facts[held.left_rows]))
    policy = replace(crowd.policy, linked=least_probability(curve, PRECISION), curve=curve)
    best = lesson.best(scores.chance)
    alone = _right_links(scores.chance[best], lesson.right[best], _policy(shipped))
    return replace(crowd, policy=policy) if _right_links(chance, held.right, policy) > alone else None


def _right_links(chance: Floats, right: NDArray[np.bool_], policy: Policy) -> int:
    return 0 if policy.linked is None else int((right & (chance >= policy.linked)).sum())


def _policy(shipped: Shipped) -> Policy:
    return Policy(least_probability(shipped.bound, PRECISION), LEAST_REVIEW, 0.1, PRECISION, shipped.bound)


def _write(
    request: ShipRequest, base: Parameters, shipped: Shipped, crowd: Crowd | None, notes: Mapping[str, Any]
) -> None:
    policy = _policy(shipped)
    learned_from = [f"generated sample, seed {SEED}, {request.size}", *(f"{each.name}, train" for each in request.sets)]
    facts: dict[str, Any] = {
        "seed": request.seed,
        "ancestor": None,
        "trained_on": learned_from,
        "splink": {"sources": base.sources},
        "opinion": shipped.opinion,
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
        crowd,
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
    folder = out or Path(__file__).parent.parent / "serving" / "shipped"
    for each in Kind if kind is None else (kind,):
        chosen = [found for found in sets if found.kind is each and found.name != without]
        check_outputs([Output("--out", folder / each, OurFolder.BUNDLE)], {"--data": data, "--kept": kept})
        ship(ShipRequest(each, folder / each, chosen, kept=kept))
        typer.echo(f"{folder / each}: sample, {', '.join(found.name for found in chosen) or 'no sets'}")


if __name__ == "__main__":
    typer.run(main)
