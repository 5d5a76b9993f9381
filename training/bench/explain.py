"""Time of an explanation with and without edits, and whether what explanations say holds.

Every reported edit is applied through the matcher again, and every waterfall is added up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.explanation.bodies import EditShown, ExplanationShown
from serving.explanation.edits import edited
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import EditEffort, WantedExplanation, explain
from serving.explanation.variants import state_of
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.garbage import settle
from training.bench.ground import SEED, GroundSize, prepare_ground
from training.bench.live import Moment, RawRow, between, bundle_for, moment, percentiles, raw_rows
from training.bench.process import in_own_process
from training.bench.quality.trials import index_of_set
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import QualitySet

WARM_UP = 50
TIMES_NOTE = (
    "Milliseconds of one explanation in one process, from the raw row to the value: the best candidate against the "
    "second one. With edits: up to 150 further decisions by the matcher."
)
CHECKS_NOTE = (
    "Answers on records of each set, by the shipped bundle: the best candidate against the second one, with edits. "
    "verified: edits that change the decision when they are applied through the matcher. off: the largest difference "
    "of a waterfall's sum from the printed probability."
)


@dataclass(frozen=True, slots=True)
class ExplainBench:
    """Profiles of the universe and explanations that are timed; sets and answers on each that are checked."""

    kind: Kind = Kind.PERSON
    profiles: int = 1_000_000
    queries: int = 500
    bundle: Path | None = None
    sets: Sequence[QualitySet] = ()
    answers: int = 500


@dataclass(slots=True)
class Checks:
    """What was counted on one set."""

    decisions: Counter[str] = field(default_factory=Counter)
    fields: Counter[int] = field(default_factory=Counter)
    edits: int = 0
    verified: int = 0
    off: float = 0.0
    equal: int = 0
    seconds: list[Moment] = field(default_factory=list)

    @property
    def answers(self) -> int:
        return sum(self.decisions.values())


def bench_explain(request: ExplainBench, load_before: float, progress: Progress) -> BenchResult:
    """Time explanations on a generated universe; check those of each set."""
    tables = [timed(request, progress)] if request.queries else []
    if request.sets:
        rows = [checked_row(of, check_set(of, request, progress)) for of in request.sets]
        tables.append(BenchTable("What explanations say, checked", rows, CHECKS_NOTE))
    settings = {
        "kind": str(request.kind), "profiles": request.profiles, "queries": request.queries, "seed": SEED,
        "answers": request.answers, "bundle": Bundle.open(bundle_for(request.kind, request.bundle)).version,
    }  # fmt: skip
    return BenchResult("explain", settings, tables, load_before)


def timed(request: ExplainBench, progress: Progress) -> BenchTable:
    """Return the times of explanations one by one; the first ones warm up."""
    size = GroundSize(request.kind, request.profiles, request.queries + WARM_UP)
    ground = in_own_process(prepare_ground, size, progress)
    matcher = Matcher.open(bundle_for(request.kind, request.bundle), ground.index)
    cases = list(islice(_cases(matcher, raw_rows(ground)), request.queries + WARM_UP))
    settle()
    efforts = {"without edits": EditEffort.NONE, "with edits": EditEffort.WITHIN_LIMIT}
    seconds: dict[str, list[Moment]] = {name: [] for name in efforts}
    for number, (row, outcome) in enumerate(cases):
        for name, effort in efforts.items():
            began = moment()
            _explained(matcher, row, outcome, effort)
            if number >= WARM_UP:
                seconds[name].append(between(began, moment()))
        progress("explaining", number + 1, len(cases))
    rows = [_with_p95(name, one) for name, one in seconds.items()]
    return BenchTable("One explanation at a time", rows, TIMES_NOTE)


def _with_p95(name: str, seconds: Sequence[Moment]) -> Row:
    wall, cpu = np.array(seconds).T * 1000
    p95 = {"p95_ms": round(float(np.percentile(wall, 95)), 4), "cpu_p95_ms": round(float(np.percentile(cpu, 95)), 4)}
    return {**percentiles(name, seconds), **p95}


def check_set(of: QualitySet, request: ExplainBench, progress: Progress) -> Checks:
    """Explain records of a set in the order of their ids' hashes, and check every explanation."""
    index = UniverseIndex.open(index_of_set(of, progress))
    bundle = request.bundle if of.kind is request.kind else None
    matcher = Matcher(Bundle.open(bundle_for(of.kind, bundle)), index)
    rows = [_filled(row) for row in pq.read_table(of.file("crm")).to_pylist()]
    rows.sort(key=lambda row: hash_text(str(row["id"])))
    checks = Checks()
    for row, outcome in islice(_cases(matcher, rows), request.answers):
        began = moment()
        found = _explained(matcher, row, outcome, EditEffort.WITHIN_LIMIT)
        checks.seconds.append(between(began, moment()))
        check(checks, (matcher, row, outcome), found)
        progress(f"checking {of.name}", checks.answers, request.answers)
    return checks


def check(checks: Checks, of: tuple[Matcher, RawRow, Outcome], found: ExplanationShown) -> None:
    """Count one explanation and the edits of it that hold."""
    matcher, row, outcome = of
    checks.decisions[found.decision.decision] += 1
    checks.off = max(checks.off, abs(found.pair.waterfall[-1].probability - found.pair.probability))
    checks.equal += found.pair.probability == outcome.candidates[0].probability
    edits = found.edits.found if found.edits else ()
    checks.fields[len(edits[0].changes) if edits else 0] += 1
    checks.edits += len(edits)
    checks.verified += sum(_holds(matcher, row, outcome, edit) for edit in edits)


def _holds(matcher: Matcher, row: RawRow, before: Outcome, edit: EditShown) -> bool:
    """Whether an edit changes the decision to the one that it reports."""
    [after] = matcher.match_rows([edited(row, edit.changes)])
    if not isinstance(after, Outcome):
        return False
    return state_of(after) != state_of(before) and state_of(after) == (edit.decision, edit.profile_id)


def checked_row(of: QualitySet, checks: Checks) -> Row:
    """Return the counts of one set as a row."""
    wall = [wall * 1000 for wall, _ in checks.seconds]
    return {
        "set": of.name, "answers": checks.answers,
        **{decision: checks.decisions[decision] for decision in ("linked", "review", "none")},
        "as_matched": checks.equal, "edits": checks.edits, "verified": checks.verified,
        **{f"of_{n}": checks.fields[n] for n in (1, 2, 3)}, "none_found": checks.fields[0],
        "off": f"{checks.off:.1e}",
        "p50_ms": round(float(np.percentile(wall, 50)), 2), "p95_ms": round(float(np.percentile(wall, 95)), 2),
    }  # fmt: skip


def _cases(matcher: Matcher, rows: Sequence[RawRow]) -> Iterator[tuple[RawRow, Outcome]]:
    """Yield the records that have a candidate, with their outcomes."""
    for row in rows:
        [outcome] = matcher.match_rows([row], limit=2)
        if isinstance(outcome, Outcome) and outcome.candidates:
            yield row, outcome


def _explained(matcher: Matcher, row: RawRow, outcome: Outcome, effort: EditEffort) -> ExplanationShown:
    best, *others = (one.id for one in outcome.candidates)
    wanted = WantedExplanation(best, others[0] if others else None, effort, with_private=True)
    return explain(matcher, by_itself(matcher, row), wanted)


def _filled(row: RawRow) -> RawRow:
    return {name: value for name, value in row.items() if value is not None}
