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
        comparison.name: -1 if comparison.name == "reading" else len(comparison.levels)
        for comparison in COMPARISONS[kind]
    }


@pytest.mark.parametrize(
    ("written", "latin", "level"),
    [
        ("李元旭", "LEE Won Wook", 5),
        ("林冠英", "Lim Guan Eng", 3),
        ("Джордж Буш", "George Bush", 3),
        ("جون هوارد", "John Howard", 3),
        ("ジョン・ハワード", "Maria Lindqvist", 0),
    ],
)
def test_a_name_in_another_script_is_compared_by_its_readings_alone(written: str, latin: str, level: int) -> None:
    native, other = ({"id": "1", "full_name": name} for name in (written, latin))

    either_side = [evidence(Kind.PERSON, [left], [right]).gammas for left, right in ((native, other), (other, native))]

    names = ("reading", "first", "last", "middle")
    assert [[int(gammas[name][0]) for name in names] for gammas in either_side] == [[level, -1, -1, -1]] * 2


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
