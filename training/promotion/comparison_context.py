"""The gate of an installation: its golden set, and held-out judgements if there are any."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.sample.sample import SampleSize
from data.tables.progress import Progress, silent
from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.runtime.home import Home, read_pointer
from serving.runtime.settings import load_settings
from training.feedback.golden.parts import SIZE, golden_or_first
from training.feedback.judged_records import JudgedRecords
from training.promotion.comparison.comparison import ModelComparison
from training.promotion.comparison.matching import ComparisonGround, compare_models, golden_grounds
from training.promotion.comparison.report import write_versus
from training.promotion.gates import GateVerdict, judge, judge_first
from training.promotion.promotion import Gate

JUDGEMENTS = "held-out judgements"


@value_class
class ComparisonContext:
    """The data of a model comparison: the golden set of a home, and held-out judgements if there are any.

    `size` is that of the generated part where nothing is frozen yet; `network` is the index that the records of
    contracts are matched with (None: the served one). `repeat` trains the challenger again with another seed into a
    folder.
    """

    home: Home
    kind: Kind
    judged: JudgedRecords | None = None
    size: SampleSize = SIZE
    network: Path | None = None
    repeat: Callable[[Path], object] | None = None


def compare_in(
    context: ComparisonContext, champion: Path, challenger: Path, progress: Progress = silent
) -> ModelComparison:
    """Compare champion and challenger on the golden set and on held-out judgements."""
    golden = golden_or_first(context.home, context.kind, context.size, progress)
    pointer = read_pointer(context.home, context.kind)
    network = context.network or (None if pointer is None else pointer.index)
    grounds = golden_grounds(context.home, golden, network, progress)
    judged = context.judged
    if judged is not None and judged.held_out.answers:
        grounds.append(ComparisonGround(JUDGEMENTS, context.kind, judged.crm, judged.index, judged.held_out))
    return compare_models(grounds, champion, challenger, progress, load_settings().gate_segments)


def gate_of(context: ComparisonContext, progress: Progress = silent, report: Path | None = None) -> Gate:
    """Return the gate of a promotion; the wanted precision is the one that the challenger was trained for.

    A challenger that is precise enough, and refused nevertheless, is trained again: what another seed changes is noise.

    `report` is the page of the comparison, written whatever the verdicts; a first champion has none.
    """

    def evaluate_gates(champion: Path | None, challenger: Path) -> Sequence[GateVerdict]:
        precision = Bundle.open(challenger).policy.precision
        if champion is None:
            return judge_first(compare_in(context, challenger, challenger, progress), precision)
        model_comparison = compare_in(context, champion, challenger, progress)
        named = load_settings().gate_segments
        verdicts = judge(model_comparison, precision, named)
        precise, *others = verdicts
        if context.repeat is not None and precise.passed and not all(verdict.passed for verdict in others):
            with work_folder("refit") as folder:
                context.repeat(folder / challenger.name)
                refit = compare_in(context, challenger, folder / challenger.name, progress)
            verdicts = judge(model_comparison, precision, named, refit)
        if report is not None:
            write_versus(report, model_comparison, verdicts)
        return verdicts

    return evaluate_gates
