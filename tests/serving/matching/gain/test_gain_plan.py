"""Plans over records whose matcher is a rule: the more of its fields a record states, the sooner it is linked."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from features.schema.array_types import Ints
from features.schema.kinds import Kind
from serving.matching.gain.estimate import Situations, State
from serving.matching.gain.fields import mask_of
from serving.matching.gain.plan import Effort, GainPlan, PresentRecords, plan_gain

EFFORT = Effort(of_field=200, of_pair=100, pairs=3)
FIELDS = ("email", "phone", "city", "company")
WEIGHT = {"email": 3.0, "phone": 2.0, "city": 1.0, "company": 1.5}


@dataclass(frozen=True)
class ByEvidence:
    """Links a record whose stated fields outweigh its need."""

    need: np.ndarray

    def __call__(self, records: Ints, masks: Ints) -> Situations:
        weight = sum(np.where(masks & mask_of(Kind.PERSON, [name]), WEIGHT[name], 0.0) for name in FIELDS)
        state = np.where(weight >= self.need[records], State.LINKED, State.NONE).astype(np.int64)
        return Situations(state, np.asarray(weight / 8), records.astype(np.int64))


def crm(count: int, seed: int, share: float = 0.6) -> tuple[PresentRecords, ByEvidence]:
    rng = np.random.default_rng(seed)
    decide = ByEvidence(rng.uniform(1, 8, count))
    bits = np.array([mask_of(Kind.PERSON, [name]) for name in FIELDS])
    masks = ((rng.random((count, len(FIELDS))) < share) * bits).sum(axis=1).astype(np.int64)
    return PresentRecords(
        Kind.PERSON, [f"r{at}" for at in range(count)], masks, decide(np.arange(count), masks)
    ), decide


def plan(records: PresentRecords, decide: ByEvidence) -> GainPlan:
    return plan_gain(records, decide, EFFORT)


def test_the_field_that_brings_most_for_each_value_comes_first() -> None:
    found = plan(*crm(3_000, 1))

    singles = [row.fields[0] for row in found.rows if len(row.fields) == 1 and row.gain is not None]
    assert singles == ["email", "phone", "company", "city"]
    values = [row.by_value for row in found.rows if row.gain is not None]
    assert values == sorted(values, reverse=True)


def test_the_gain_is_what_filling_brings() -> None:
    records, decide = crm(3_000, 2)
    wanted = mask_of(Kind.PERSON, ["email"])
    lacking = np.flatnonzero(records.masks & wanted == 0)
    filled = decide(lacking, records.masks[lacking] | wanted)
    true = int(filled.linked.sum()) - int(records.now.linked[lacking].sum())

    [row] = [row for row in plan(records, decide).rows if row.fields == ("email",)]

    assert row.gain is not None
    assert row.gain.low <= true <= row.gain.high
    assert abs(row.gain.expected - true) < 0.25 * true


@given(st.integers(0, 1_000))
@settings(max_examples=5, deadline=None)
def test_the_order_of_records_changes_nothing(seed: int) -> None:
    records, decide = crm(400, seed)
    order = np.random.default_rng(seed).permutation(400)

    straight = plan(records, decide)
    mixed = plan(records.take(order), ByEvidence(decide.need[order]))

    assert [row.figures for row in straight.rows] == [row.figures for row in mixed.rows]
    assert straight.starts == mixed.starts


def test_a_field_that_hardly_any_record_states_is_named_without_a_gain() -> None:
    found = plan(*crm(500, 4))

    [row] = [row for row in found.rows if row.fields == ("street",)]
    assert (row.records, row.donors, row.gain) == (500, 0, None)
    assert row.figures["expected_links"] is None


def test_records_to_start_with_lack_the_fields_and_gain_by_them() -> None:
    records, decide = crm(1_000, 5)
    by_id = dict(zip(records.ids, records.masks.tolist(), strict=True))

    starts = plan(records, decide).starts

    assert starts
    assert all(by_id[one.record_id] & mask_of(Kind.PERSON, one.fields) == 0 and one.gain > 0 for one in starts)
    gains = [one.gain / len(one.fields) for one in starts]
    assert gains == sorted(gains, reverse=True)


def test_a_crm_without_records_has_an_empty_plan() -> None:
    nothing = np.zeros(0, np.int64)
    empty = PresentRecords(Kind.PERSON, [], nothing, Situations(nothing, np.zeros(0), nothing))

    assert plan(empty, ByEvidence(np.zeros(0))) == GainPlan((), (), ())
