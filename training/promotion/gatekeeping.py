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
from training.feedback.judged_records import Judged
from training.promotion.comparison.comparison import Duel
from training.promotion.comparison.matching import Ground, golden_grounds, hold_duel
from training.promotion.comparison.report import write_versus
from training.promotion.first_gates import judge_first
from training.promotion.gates import Verdict, judge
from training.promotion.promotion import Gate

JUDGEMENTS = "held-out judgements"


@dataclass(frozen=True, slots=True)
class Arena:
    """Where champions and challengers of a kind meet: a place's golden set, and held-out judgements if any.

    `size` is how large the generated part is drawn where nothing was frozen yet; `network` is the index that a
    contract's records are matched with, the served one unless told.
    """

    home: Home
    kind: Kind
    judged: Judged | None = None
    size: SampleSize = SIZE
    network: Path | None = None


def duel_in(arena: Arena, champion: Path, challenger: Path, progress: Progress = silent) -> Duel:
    """Hold champion and challenger against each other on the golden set and on held-out judgements."""
    golden = golden_or_first(arena.home, arena.kind, arena.size, progress)
    pointer = read_pointer(arena.home, arena.kind)
    network = arena.network or (None if pointer is None else pointer.index)
    grounds = golden_grounds(arena.home, golden, network, progress)
    judged = arena.judged
    if judged is not None and judged.held_out.answers:
        grounds.append(Ground(JUDGEMENTS, arena.kind, judged.crm, judged.index, judged.held_out))
    return hold_duel(grounds, champion, challenger, progress)


def gate_of(arena: Arena, progress: Progress = silent, report: Path | None = None) -> Gate:
    """Give the gate that a promotion asks; the wanted precision is the one that the challenger was trained for.

    `report` is where the page that sets both side by side is written, whatever the gates say; the first has none.
    """

    def ask(champion: Path | None, challenger: Path) -> Sequence[Verdict]:
        wanted = Bundle.open(challenger).policy.precision
        if champion is None:
            return judge_first(duel_in(arena, challenger, challenger, progress), wanted)
        duel = duel_in(arena, champion, challenger, progress)
        verdicts = judge(duel, wanted)
        if report is not None:
            write_versus(report, duel, verdicts)
        return verdicts

    return ask
