"""The gate of a place: its golden set, and held-out judgements where there are any."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.sample.sample import SampleSize
from data.tables.progress import Progress, silent
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.runtime.home import Home, read_pointer
from training.feedback.golden.parts import SIZE, golden_or_first
from training.feedback.judged_records import JudgedRecords
from training.promotion.comparison.comparison import ModelComparison
from training.promotion.comparison.matching import ComparisonGround, compare_models, golden_grounds
from training.promotion.comparison.report import write_versus
from training.promotion.first_gates import judge_first
from training.promotion.gates import GateVerdict, judge
from training.promotion.promotion import Gate

JUDGEMENTS = "held-out judgements"


@dataclass(frozen=True, slots=True)
class ComparisonContext:
    """Where champions and challengers of a kind meet: a place's golden set, and held-out judgements if any.

    `size` is how large the generated part is drawn where nothing was frozen yet; `network` is the index that a
    contract's records are matched with, the served one unless told.
    """

    home: Home
    kind: Kind
    judged: JudgedRecords | None = None
    size: SampleSize = SIZE
    network: Path | None = None


def compare_in(
    context: ComparisonContext, champion: Path, challenger: Path, progress: Progress = silent
) -> ModelComparison:
    """Hold champion and challenger against each other on the golden set and on held-out judgements."""
    golden = golden_or_first(context.home, context.kind, context.size, progress)
    pointer = read_pointer(context.home, context.kind)
    network = context.network or (None if pointer is None else pointer.index)
    grounds = golden_grounds(context.home, golden, network, progress)
    judged = context.judged
    if judged is not None and judged.held_out.answers:
        grounds.append(ComparisonGround(JUDGEMENTS, context.kind, judged.crm, judged.index, judged.held_out))
    return compare_models(grounds, champion, challenger, progress)


def gate_of(context: ComparisonContext, progress: Progress = silent, report: Path | None = None) -> Gate:
    """Give the gate that a promotion asks; the wanted precision is the one that the challenger was trained for.

    `report` is where the page that sets both side by side is written, whatever the gates say; the first has none.
    """

    def ask(champion: Path | None, challenger: Path) -> Sequence[GateVerdict]:
        wanted = Bundle.open(challenger).policy.precision
        if champion is None:
            return judge_first(compare_in(context, challenger, challenger, progress), wanted)
        model_comparison = compare_in(context, champion, challenger, progress)
        verdicts = judge(model_comparison, wanted)
        if report is not None:
            write_versus(report, model_comparison, verdicts)
        return verdicts

    return ask
