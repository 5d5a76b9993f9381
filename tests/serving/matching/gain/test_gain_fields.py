"""Records reduced to some of their fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import COLUMNS, Kind
from serving.matching.gain.fields import FIELDS_OF, field_sets, fillable, filled_masks, mask_of, reduced

TEXTS = st.sampled_from(["Ann Lee", "Lee, Ann", "Prince", "x@y.example", "12 High St"])
ROWS = {
    kind: st.dictionaries(st.sampled_from([name for name in COLUMNS[kind] if name != "id"]), TEXTS) for kind in Kind
}


@given(st.data(), st.sampled_from(Kind))
def test_a_reduced_record_states_the_fields_that_it_had_and_may_keep(data: st.DataObject, kind: Kind) -> None:
    row = data.draw(ROWS[kind])
    mask = data.draw(st.integers(0, (1 << len(FIELDS_OF[kind])) - 1))
    [before] = filled_masks(kind, [row]).tolist()

    [after] = filled_masks(kind, [reduced(kind, row, mask)]).tolist()

    assert after == before & mask


@pytest.mark.parametrize(
    ("row", "lost", "left"),
    [
        ({"full_name": "Ann Lee"}, "first_name", {"last_name": "Lee"}),
        ({"full_name": "Lee, Ann"}, "first_name", {"last_name": "Lee"}),
        ({"full_name": "Ann Lee"}, "last_name", {"first_name": "Ann"}),
        ({"full_name": "Ann Lee", "last_name": "Li"}, "first_name", {"last_name": "Li"}),
        ({"headline": "CTO at Acme", "title": "CTO"}, "title", {}),
        ({"company": "Acme", "modified_at": "2026-01-01"}, "company", {"modified_at": "2026-01-01"}),
    ],
)
def test_a_lost_field_takes_the_columns_along_that_state_it(
    row: dict[str, str | None], lost: str, left: dict[str, str | None]
) -> None:
    everything = mask_of(Kind.PERSON, FIELDS_OF[Kind.PERSON])

    assert reduced(Kind.PERSON, row, everything & ~mask_of(Kind.PERSON, [lost])) == left


@pytest.mark.parametrize("kind", Kind)
def test_plans_propose_each_field_alone_and_each_pair_once(kind: Kind) -> None:
    names = fillable(kind)
    sets = field_sets(kind)

    assert len(sets) == len(set(map(frozenset, sets))) == len(names) * (len(names) + 1) // 2
    assert "profile_url" not in names
