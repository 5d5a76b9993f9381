"""The declared comparisons: every level compiles, the best comes first, and null is never disagreement."""

import pytest

from features.comparisons.comparisons import COMPARISONS
from features.schema.kinds import Kind
from tests.support.made_evidence import FULL, evidence, person

RENUMBERED = (
    "levels are counted from 0 (differs) upwards: a new level raises the stronger ones of its comparison by one, "
    "in the tables of this file (docs/contributing.md, Add a comparison level)"
)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_reaches_the_best_level_of_every_comparison_against_itself(kind: Kind) -> None:
    gammas = evidence(kind, [FULL[kind]], [FULL[kind]]).gammas

    assert {name: int(gamma[0]) for name, gamma in gammas.items()} == {
        comparison.name: len(comparison.levels) for comparison in COMPARISONS[kind]
    }


@pytest.mark.parametrize(
    ("comparison", "changed", "level"),
    [
        ("first", {"full_name": None, "first_name": "A", "nickname": None}, 1),
        ("last", {"full_name": None, "last_name": "Lindkvist"}, 2),
        ("last", {"full_name": None, "first_name": "Lindkvist", "last_name": "Ana", "nickname": None}, 3),
        ("first", {"full_name": None, "first_name": "Lindkvist", "last_name": "Ana", "nickname": None}, 2),
        ("middle", {"full_name": None, "middle_name": "M"}, 1),
        ("birth_date", {"birth_date": "1983-08-01"}, 2),
        ("birth_date", {"birth_date": "1983-12-31"}, 1),
        ("postal", {"postal_code": "62199"}, 1),
        ("street", {"street": "12 Harbor Street"}, 2),
    ],
)
def test_a_changed_value_reaches_the_level_that_describes_the_change(
    comparison: str, changed: dict[str, object], level: int
) -> None:
    gammas = evidence(Kind.PERSON, [person(**changed)], [person()]).gammas

    assert gammas[comparison][0] == level, RENUMBERED
