"""The declared comparisons: every level compiles, the best comes first, and null is never disagreement."""

import pytest

from features.comparisons.comparisons import COMPARISONS
from features.comparisons.independent_facts import INDEPENDENT_FACTS
from features.schema.kinds import FIELDS, Kind
from tests.support.made_evidence import FULL, company, evidence, person

RENUMBERED = (
    "levels are counted from 0 (differs) upwards: a new level raises the stronger ones of its comparison by one, "
    "in the tables of this file (docs/contributing.md, Add a comparison level)"
)
EVERY = [(kind, comparison) for kind in Kind for comparison in COMPARISONS[kind]]


@pytest.mark.parametrize("kind", list(Kind))
def test_comparisons_have_unique_names_and_read_declared_fields(kind: Kind) -> None:
    names = [comparison.name for comparison in COMPARISONS[kind]]
    declared = {field.name for field in FIELDS[kind]}

    assert len(names) == len(set(names))
    assert {field for comparison in COMPARISONS[kind] for field in comparison.fields} <= declared


@pytest.mark.parametrize("kind", list(Kind))
def test_every_comparison_belongs_to_one_independent_fact(kind: Kind) -> None:
    counted = sorted(name for facts in INDEPENDENT_FACTS[kind] for name in facts)

    assert counted == sorted(comparison.name for comparison in COMPARISONS[kind])


@pytest.mark.parametrize("kind", list(Kind))
def test_the_null_level_is_first_and_else_is_last(kind: Kind) -> None:
    for comparison in COMPARISONS[kind]:
        levels = comparison.splink()["comparison_levels"]
        assert isinstance(levels, list)

        assert levels[0]["is_null_level"]
        assert levels[-1]["sql_condition"] == "ELSE"
        assert len(levels) == len(comparison.levels) + 2
        assert len({level["label_for_charts"] for level in levels}) == len(levels)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_reaches_the_best_level_of_every_comparison_against_itself(kind: Kind) -> None:
    gammas = evidence(kind, [FULL[kind]], [FULL[kind]]).gammas

    assert {name: int(gamma[0]) for name, gamma in gammas.items()} == {
        comparison.name: len(comparison.levels) for comparison in COMPARISONS[kind]
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_null_on_either_side_has_weight_0(kind: Kind) -> None:
    name = {"full_name": "Bo"} if kind is Kind.PERSON else {"name": "Bo"}

    found = evidence(kind, [{}], [name, FULL[kind]])

    assert all((gamma == -1).all() for gamma in found.gammas.values())
    assert all((weight == 0).all() for weight in found.comparison_weights.values())


@pytest.mark.parametrize(
    ("comparison", "changed", "level"),
    [
        ("first", {"full_name": None, "first_name": "Ann"}, 3),
        ("first", {"full_name": None, "first_name": "A", "nickname": None}, 1),
        ("last", {"full_name": None, "last_name": "Lindqvist-Berg"}, 3),
        ("last", {"full_name": None, "last_name": "Lindkvist"}, 2),
        ("last", {"full_name": None, "last_name": "Petrov"}, 0),
        ("last", {"full_name": None, "first_name": "Lindqvist", "last_name": "Anna"}, 3),
        ("last", {"full_name": None, "first_name": "Lindkvist", "last_name": "Ana", "nickname": None}, 3),
        ("first", {"full_name": None, "first_name": "Lindkvist", "last_name": "Ana", "nickname": None}, 2),
        ("middle", {"full_name": None, "middle_name": "M"}, 1),
        ("birth_date", {"birth_date": "1983-08-01"}, 2),
        ("birth_date", {"birth_date": "1983-12-31"}, 1),
        ("birth_date", {"birth_date": "1950-01-31"}, 0),
        ("phone", {"phone": "+46 8 5550 1235"}, 1),
        ("postal", {"postal_code": "62199"}, 1),
        ("email", {"email": "anna.lindqvist@home.example"}, 1),
        ("street", {"street": "12 Harbor Street"}, 2),
        ("street", {"street": "7 Harbor Street"}, 1),
        ("street", {"street": "Harbor Street"}, 1),
        ("street", {"street": "12 Mill Lane"}, 0),
    ],
)
def test_a_changed_value_reaches_the_level_that_describes_the_change(
    comparison: str, changed: dict[str, object], level: int
) -> None:
    gammas = evidence(Kind.PERSON, [person(**changed)], [person()]).gammas

    assert gammas[comparison][0] == level, RENUMBERED


@pytest.mark.parametrize(
    ("name", "level"),
    [("NTS", 5), ("Northwind Traders Sweden Holding of Visby", 3), ("Zebra Mining", 0)],
)
def test_another_name_of_a_company_reaches_the_level_of_what_is_in_common(name: str, level: int) -> None:
    profile = company(name="Northwind Traders of Sweden", aliases="NTS; Northwind")

    gammas = evidence(Kind.COMPANY, [{"name": name}], [profile]).gammas

    assert gammas["name"][0] == level, RENUMBERED
