"""Gain plans against the truth: fields hidden at random, a plan made, the fields filled again.

Every record of a simulation states the fields; a random share of them is shown without. The true gain is what the
matcher links more when those records state the fields again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.sample.lost_fields import lose_fields
from data.tables.progress import Progress, silent
from data.tables.records import read_records, rows_of
from features.schema.array_types import Bools, Floats, Ints
from serving.matching.bundle import Bundle, shipped_bundle
from serving.matching.gain.decider import MatcherDecides
from serving.matching.gain.estimate import Situations
from serving.matching.gain.fields import field_sets, filled_masks, mask_of
from serving.matching.gain.plan import PresentRecords, gain_of
from serving.matching.matcher import Matcher
from training.bench.quality.kept import Figures, kept
from training.bench.quality.trials import index_of_set
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import QualitySet
from training.evaluation.workspace import BenchIncomplete, file_hash

ALL = "all"
"""In place of fields: the scenarios of a set together."""
SIMULATIONS = 200
"""Simulations of a set and context, in equal parts for its scenarios."""
MOST_RECORDS, CHOSEN_ON = 3_000, 500
"""Records of a set that simulations use, and those that scenarios are chosen on."""
SCENARIOS = 2
"""Fields and pairs of fields that are hidden in a set."""
LEAST_STATED = 0.2
"""A field is hidden only where at least this share of the records states it."""
HIDDEN = (0.2, 0.6)
"""The share of hidden records of a simulation is drawn between these."""
POORER, RICHER = 1.4, 0.7
"""Factors on that share in sparse contexts: records with fewer other fields than the median lack a field more often."""
Z_90 = 1.645
"""Standard deviations from the mean to an end of a 90 % interval."""
_NAMES = frozenset({"first_name", "last_name"})
NOTE = (
    "Records of split=test that state the fields; a fifth to three fifths of them are shown without. as they are: all "
    "records alike. sparse: records lost other groups of fields at random before, and records with few other fields "
    "are shown without twice as often. Fields and pairs (no names): those that cost most links on split=train. "
    "predicted, true: mean further links by the plan and by the matcher with the fields; covered: share of the "
    "simulations whose 90 % interval holds the true gain; width: median of interval width by predicted gain; "
    "irreducible: the width if every record's rate were known. The shipped bundle matches."
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Fields that are hidden in a set; `is_sparse`: its records lost other groups of fields before."""

    of: QualitySet
    fields: tuple[str, ...]
    is_sparse: bool = False

    @property
    def context(self) -> str:
        return "sparse" if self.is_sparse else "as they are"


@dataclass(frozen=True, slots=True)
class Simulated:
    """Predicted and true gains of the simulations of a scenario, side by side."""

    hidden: Floats
    predicted: Floats
    low: Floats
    high: Floats
    true: Floats
    irreducible: Floats
    """The width that no plan undercuts: where every record's rate is known, and only the outcomes are not."""

    @property
    def covered(self) -> Bools:
        return (self.low <= self.true) & (self.true <= self.high)

    @classmethod
    def join(cls, parts: Sequence["Simulated"]) -> "Simulated":
        columns = ("hidden", "predicted", "low", "high", "true", "irreducible")
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))

    def as_row(self) -> Row:
        return {
            "hidden": float(self.hidden.mean()), "predicted": float(self.predicted.mean()),
            "true": float(self.true.mean()), "simulations": len(self.true), "covered": float(self.covered.mean()),
            "width": self._by_gain(self.high - self.low), "irreducible": self._by_gain(self.irreducible),
        }  # fmt: skip

    def _by_gain(self, widths: Floats) -> float:
        return float(np.median(widths / np.maximum(np.abs(self.predicted), 1e-9)))


@dataclass(slots=True)
class RemembersDecisions:
    """Decides as another does; what was decided once is not decided again."""

    decide: MatcherDecides
    _known: dict[tuple[int, int], tuple[int, float, int]] = field(default_factory=dict)

    def __call__(self, records: Ints, masks: Ints) -> Situations:
        asked = list(zip(records.tolist(), masks.tolist(), strict=True))
        new = sorted(set(asked) - self._known.keys())
        if new:
            fresh = self.decide(*np.array(new, np.int64).T)
            columns = (fresh.state.tolist(), fresh.probability.tolist(), fresh.profile.tolist())
            self._known.update(zip(new, zip(*columns, strict=True), strict=True))
        state, probability, profile = zip(*(self._known[one] for one in asked), strict=True)
        return Situations(np.array(state), np.array(probability, np.float64), np.array(profile))


def bench_gain(
    sets: Sequence[QualitySet], load_before: float, progress: Progress = silent, simulations: int = SIMULATIONS
) -> BenchResult:
    """Simulate gain plans on every set, with its records as they are and sparse; figures are kept for the next run."""
    rows: list[Row] = []
    for of in sets:
        depends_on = {"bundle": file_hash(_bundle(of) / "manifest.json"), "simulations": simulations}
        figures = kept(of, "gain", partial(_measured, of, simulations, progress), depends_on) or {}
        rows += figures["rows"]
    settings = {"sets": [of.name for of in sets], "simulations": simulations, "records": MOST_RECORDS}
    tables = [
        BenchTable("Gain plans by set", [row for row in rows if row["fields"] == ALL], NOTE),
        BenchTable("Gain plans by fields", [row for row in rows if row["fields"] != ALL], NOTE),
    ]
    return BenchResult("gain", settings, tables, load_before)


def _measured(of: QualitySet, simulations: int, progress: Progress) -> Figures:
    rows: list[Row] = []
    for is_sparse in (False, True):
        scenarios = scenarios_of(of, progress, is_sparse=is_sparse)
        results = []
        for done, scenario in enumerate(scenarios):
            progress(f"{of.name}, {scenario.context}", done, len(scenarios))
            records, decide = records_of(scenario, "test", MOST_RECORDS, progress)
            found = simulate((records, decide), scenario, simulations // len(scenarios))
            if len(found.true):  # too few records state the fields of a small set
                results.append(found)
                rows.append(_row(scenario, " + ".join(scenario.fields), found))
        if results:
            rows.append(_row(scenarios[0], ALL, Simulated.join(results)))
    return {"rows": rows}


def _row(scenario: Scenario, fields: str, simulated: Simulated) -> Row:
    return {"records_of": scenario.of.name, "context": scenario.context, "fields": fields, **simulated.as_row()}


def scenarios_of(of: QualitySet, progress: Progress = silent, *, is_sparse: bool) -> list[Scenario]:
    """Return the fields and the pairs whose absence costs most links on records of split=train."""
    records, decide = records_of(Scenario(of, (), is_sparse), "train", CHOSEN_ON, progress)
    cost: dict[tuple[str, ...], int] = {}
    for fields in field_sets(of.kind):
        wanted = mask_of(of.kind, fields)
        rows = np.flatnonzero((records.masks & wanted) == wanted)
        if not _NAMES.intersection(fields) and len(rows) >= LEAST_STATED * len(records.ids):
            bare = decide(rows, records.masks[rows] & ~wanted)
            cost[fields] = int(records.now.linked[rows].sum()) - int(bare.linked.sum())
    costly = sorted((fields for fields in cost if cost[fields] > 0), key=lambda fields: (-cost[fields], fields))
    chosen = [[fields for fields in costly if len(fields) == size][:SCENARIOS] for size in (1, 2)]
    return [Scenario(of, fields, is_sparse) for fields in (*chosen[0], *chosen[1])]


def simulate(
    on: tuple[PresentRecords, RemembersDecisions], scenario: Scenario, simulations: int, seed: int = 1
) -> Simulated:
    """Hide fields that all records state in a share of them, predict the gain, and compare it with the true one."""
    (records, decide), wanted = on, mask_of(scenario.of.kind, scenario.fields)
    everyone = np.arange(len(records.ids))
    bare = decide(everyone, records.masks & ~wanted)
    stated = np.bitwise_count(records.masks)
    factor = np.where(stated < np.median(stated), POORER, RICHER) if scenario.is_sparse else np.ones(len(everyone))
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(simulations):
        hidden = rng.random(len(everyone)) < factor * rng.uniform(*HIDDEN)
        masks = np.where(hidden, records.masks & ~wanted, records.masks)
        shown = PresentRecords(records.kind, records.ids, masks, _chosen(hidden, bare, records.now))
        made = gain_of(shown, decide, scenario.fields)
        if made is not None and made.gain is not None:
            true = int(records.now.linked[hidden].sum()) - int(bare.linked[hidden].sum())
            gain, rate = made.gain, np.abs(made.gain.of_record)
            irreducible = 2 * Z_90 * float(np.sqrt((rate * (1 - rate)).sum()))
            found.append((int(hidden.sum()), gain.expected, gain.low, gain.high, true, irreducible))
    return Simulated(*np.array(found, np.float64).reshape(-1, 6).T)


def _chosen(where: Bools, one: Situations, other: Situations) -> Situations:
    return Situations(
        np.where(where, one.state, other.state),
        np.where(where, one.probability, other.probability),
        np.where(where, one.profile, other.profile),
    )


def records_of(
    scenario: Scenario, split: str, most: int, progress: Progress = silent
) -> tuple[PresentRecords, RemembersDecisions]:
    """Return up to `most` records of a split that state the scenario's fields, decided, and what decides them."""
    of = scenario.of
    matcher = Matcher(Bundle.open(_bundle(of)), UniverseIndex.open(index_of_set(of, progress)))
    judged = read_labels(of.file("truth")).for_split(split).answers
    rows = [row for row in rows_of(read_records(of.kind, of.file("crm"), normalised=False).raw) if row["id"] in judged]
    if scenario.is_sparse:
        rows = lose_fields(of.kind, rows)
    wanted, masks = mask_of(of.kind, scenario.fields), filled_masks(of.kind, rows)
    chosen = np.flatnonzero((masks & wanted) == wanted)[:most]
    used = [rows[row] for row in chosen.tolist()]
    decide = RemembersDecisions(MatcherDecides(matcher, used))
    now = decide(np.arange(len(chosen)), masks[chosen])
    return PresentRecords(of.kind, [str(row["id"]) for row in used], masks[chosen], now), decide


def _bundle(of: QualitySet) -> Path:
    bundle = shipped_bundle(of.kind)
    if bundle is None:
        raise BenchIncomplete(f"{of.name}: got no shipped bundle for {of.kind}")
    return bundle
