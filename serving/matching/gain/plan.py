"""The gain plan: for each field and pair of fields that records lack, how many more links are expected if filled.

Donors are decided by the real matcher, without and with the fields (`draw_donors`); the difference carries over to
records in the same situation (`estimate_gain`). No result depends on the order of records.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from data.tables.progress import Progress, silent
from features.pairs.columns import hash_text
from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.gain.estimate import Donors, Gain, Situations, draw_donors, estimate_gain
from serving.matching.gain.fields import field_sets, fillable, mask_of

MIN_DONORS = 50
"""With fewer records that state the fields nothing is estimated."""
Decides = Callable[[Ints, Ints], Situations]
"""Decides records reduced to some fields, given the numbers of the records and the masks of the fields."""


@value_class
class Effort:
    """How many donors are decided for a field and for a pair, and how many pairs are tried."""

    of_field: int = 1_600
    of_pair: int = 1_200
    pairs: int = 12


USUAL_EFFORT = Effort()


@value_class
class PresentRecords:
    """The records of a kind: ids, stated fields, and what their own candidates amount to now."""

    kind: Kind
    ids: Sequence[str]
    masks: Ints
    now: Situations

    def take(self, rows: Ints) -> "PresentRecords":
        return PresentRecords(
            self.kind, [self.ids[row] for row in rows.tolist()], self.masks[rows], self.now.take(rows)
        )


@value_class
class FieldGain:
    """What filling some fields brings; `gain` is None where too few records state them (`donors`)."""

    fields: tuple[str, ...]
    records: int
    donors: int
    gain: Gain | None

    @property
    def by_value(self) -> float:
        """The expected links for each filled value."""
        return 0.0 if self.gain is None else self.gain.expected / (self.records * len(self.fields))

    @property
    def figures(self) -> dict[str, str | int | float | None]:
        """The row of a report; counts of links are rounded to a tenth."""
        gain = self.gain
        return {
            "fields": "; ".join(self.fields),
            "records": self.records,
            "expected_links": None if gain is None else _tenth(gain.expected),
            "low": None if gain is None else _tenth(gain.low),
            "high": None if gain is None else _tenth(gain.high),
            "for_each_value": None if gain is None else round(self.by_value, 4),
            "donors": self.donors,
        }


def _tenth(links: float) -> float:
    return round(links, 1) + 0.0


@value_class
class Start:
    """A record to start with, the fields to fill, and the expected change of its links."""

    record_id: str
    fields: tuple[str, ...]
    gain: float


@value_class
class GainPlan:
    """Rows by gain for each filled value; `starts` has the records in the order of theirs; `left_out` untried pairs."""

    rows: tuple[FieldGain, ...]
    starts: tuple[Start, ...]
    left_out: tuple[tuple[str, ...], ...] = ()


def plan_gain(
    records: PresentRecords, decide: Decides, effort: Effort = USUAL_EFFORT, progress: Progress = silent
) -> GainPlan:
    """Plan which fields to fill; `decide` numbers records as `records` does."""
    order = np.argsort([hash_text(id_) for id_ in records.ids], kind="stable").astype(np.int64)
    planner = _Planner(records.take(order), order, decide, effort)
    rows = planner.rows([(name,) for name in fillable(records.kind)], "fields", progress)
    pairs, left_out = planner.worth_trying(rows)
    rows += planner.rows(pairs, "pairs of fields", progress)
    ranked = sorted(rows, key=lambda row: (row.gain is None, -row.by_value, row.fields))
    return GainPlan(tuple(ranked), planner.starts(ranked), left_out)


@value_class
class _Planner:
    """Records in an order that depends on their ids alone; `rows_of` has the caller's number of each."""

    records: PresentRecords
    rows_of: Ints
    decide: Decides
    effort: Effort

    def rows(self, field_sets: Sequence[tuple[str, ...]], stage: str, progress: Progress) -> list[FieldGain]:
        """Return what sets of fields bring, those left out that no record lacks as a whole."""
        rows = []
        for done, fields in enumerate(field_sets):
            progress(stage, done, len(field_sets))
            lacking, donors = self.parted(fields)
            if len(lacking):
                gain = self._gain(fields, lacking, donors) if len(donors) >= MIN_DONORS else None
                rows.append(FieldGain(fields, len(lacking), len(donors), gain))
        return rows

    def parted(self, fields: tuple[str, ...]) -> tuple[Ints, Ints]:
        """Return the records that lack all of the fields, and those that state all of them."""
        added = mask_of(self.records.kind, fields)
        stated = self.records.masks & added
        return np.flatnonzero(stated == 0), np.flatnonzero(stated == added)

    def _gain(self, fields: tuple[str, ...], lacking: Ints, donors: Ints) -> Gain:
        most = self.effort.of_field if len(fields) == 1 else self.effort.of_pair
        added = mask_of(self.records.kind, fields)
        masks = self.records.masks
        drawn, left = draw_donors(masks[lacking], masks[donors], added, min(most, len(donors)), len(fields))
        rows = donors[drawn]
        before = self.decide(self.rows_of[rows], left)
        after = self._decided(rows, left | added)
        profile = self.records.now.profile[rows]
        measured = Donors(before, after.linked, np.where(profile < 0, -1 - rows, profile))
        return estimate_gain(measured, self.records.now.take(lacking))

    def _decided(self, rows: Ints, masks: Ints) -> Situations:
        """Decide records reduced to some fields; one that keeps all of its fields is decided already."""
        known = self.records.now.take(rows)
        reduced = np.flatnonzero(masks != self.records.masks[rows])
        if not len(reduced):
            return known
        situations = self.decide(self.rows_of[rows[reduced]], masks[reduced])
        return known.replaced(reduced, situations)

    def worth_trying(self, singles: Sequence[FieldGain]) -> tuple[list[tuple[str, ...]], tuple[tuple[str, ...], ...]]:
        """Return the pairs that may bring most by their fields' own gains, and the other pairs that records lack."""
        by_record: Mapping[str, Floats] = {row.fields[0]: self._spread(row) for row in singles if row.gain is not None}
        promise: dict[tuple[str, ...], float] = {}
        for pair in field_sets(self.records.kind):
            if len(pair) == 2 and all(name in by_record for name in pair):
                lacking, donors = self.parted(pair)
                if len(lacking) and len(donors) >= MIN_DONORS:
                    promise[pair] = float(sum(by_record[name][lacking].sum() for name in pair))
        ranked = sorted(promise, key=lambda pair: (-promise[pair], pair))
        return ranked[: self.effort.pairs], tuple(sorted(ranked[self.effort.pairs :]))

    def _spread(self, row: FieldGain) -> Floats:
        """Return the expected change of every record, 0 where it states the fields."""
        gains = np.zeros(len(self.records.ids))
        if row.gain is not None:
            gains[self.parted(row.fields)[0]] = row.gain.of_record
        return gains

    def starts(self, rows: Sequence[FieldGain]) -> tuple[Start, ...]:
        """Return each record whose links are expected to grow, with the fields that bring it most for each value."""
        best = np.zeros(len(self.records.ids))
        chosen = np.full(len(self.records.ids), -1)
        for number, row in enumerate(rows):
            by_value = self._spread(row) / len(row.fields)
            better = by_value > best
            best[better] = by_value[better]
            chosen[better] = number
        starts = [
            Start(self.records.ids[at], rows[chosen[at]].fields, float(best[at]) * len(rows[chosen[at]].fields))
            for at in np.flatnonzero(chosen >= 0).tolist()
        ]
        return tuple(sorted(starts, key=lambda start: (-start.gain / len(start.fields), start.record_id)))
