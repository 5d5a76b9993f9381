"""How names of people are normalised."""

import pytest

from features.normalise.records import normalise
from features.schema.kinds import Kind
from features.schema.own_field import Value


def person(**row: object) -> dict[str, Value]:
    return normalise(Kind.PERSON, row)


@pytest.mark.parametrize(
    ("full_name", "first", "middle", "last"),
    [
        ("John Smith", "john", None, "smith"),
        ("Smith, John A.", "john", "a", "smith"),
        ("Dr. Hans-Peter Müller", "hans peter", None, "muller"),
        ("John Smith, PhD", "john", None, "smith"),
        ("Major General Horace Robley", "horace", None, "robley"),
        ("Ludwig van Beethoven", "ludwig", None, "van beethoven"),
        ("von Neumann", None, None, "von neumann"),
        ("Conan O’Brien", "conan", None, "obrien"),
        ("王小明", "xiaoming", None, "wang"),
        ("김철수", "cheolsu", None, "kim"),
        ("Madonna", "madonna", None, None),
        ("alexander ure, baron strathclyde", "alexander", None, "ure"),
    ],
)
def test_a_full_name_is_split_into_parts(
    full_name: str, first: str | None, middle: str | None, last: str | None
) -> None:
    record = person(full_name=full_name)

    assert (record["first"], record["middle"], record["last"]) == (first, middle, last)


@pytest.mark.parametrize(
    ("full_name", "first_name", "last_name", "first", "last"),
    [
        ("sir frederick pollock, 3rd baronet", "sir", "baronet", "frederick", "pollock"),
        ("sir baronet", "sir", "baronet", None, None),
        ("Major-General Horace Robley", "Major-General", "Robley", "horace", "robley"),
        ("Earl Warren", "Earl", "Warren", "earl", "warren"),
    ],
)
def test_a_title_or_an_ordinal_is_no_name(
    full_name: str, first_name: str, last_name: str, first: str | None, last: str | None
) -> None:
    record = person(full_name=full_name, first_name=first_name, last_name=last_name)

    assert (record["first"], record["last"]) == (first, last)


@pytest.mark.parametrize(
    ("first_name", "last_name", "first", "last"),
    [
        ("Anonymous", "Smith", None, "smith"),
        ("Sadie", "Dont know", "sadie", None),
        ("Baby", "Singh", "baby", "singh"),
    ],
)
def test_a_role_in_place_of_a_name_is_missing(
    first_name: str, last_name: str, first: str | None, last: str | None
) -> None:
    record = person(first_name=first_name, last_name=last_name)

    assert (record["first"], record["last"]) == (first, last)


@pytest.mark.parametrize(
    ("row", "first", "middle", "last"),
    [
        ({"first_name": "David PhD L.", "last_name": "Young"}, "david", "l", "young"),
        ({"first_name": "John P", "middle_name": "Paul", "last_name": "Lee"}, "john p", "paul", "lee"),
    ],
)
def test_initials_in_the_first_name_column_belong_to_the_middle_name(
    row: dict[str, str], first: str, middle: str | None, last: str
) -> None:
    record = person(**row)

    assert (record["first"], record["middle"], record["last"]) == (first, middle, last)


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ({"first_name": "Bart", "last_name": "De Smet"}, "bart", "de smet"),
        ({"full_name": "Sir Hugh Bell, 2nd Bart."}, "hugh", "bell"),
    ],
)
def test_a_name_that_is_a_title_too_stays_a_name(row: dict[str, str], first: str, last: str) -> None:
    record = person(**row)

    assert (record["first"], record["last"]) == (first, last)


@pytest.mark.parametrize(
    ("last_name", "words"),
    [
        ("Garcia-Lopez", ("garcia", "lopez")),
        ("von der Leyen", ("leyen",)),
        ("de la", ("de", "la")),
        ("peel 2nd baronet", ("peel",)),
    ],
)
def test_last_words_leave_out_particles_and_initials(last_name: str, words: tuple[str, ...]) -> None:
    assert person(last_name=last_name)["last_words"] == words


@pytest.mark.parametrize(
    ("row", "forms"),
    [
        ({"first_name": "Bob"}, {"bob", "robert"}),
        ({"first_name": "Robert", "nickname": "Bobo"}, {"robert", "bobo"}),
        ({"full_name": 'Margaret "Peggy" Smith'}, {"margaret", "peggy"}),
    ],
)
def test_first_forms_hold_nicknames_and_formal_names(row: dict[str, object], forms: set[str]) -> None:
    found = person(**row)["first_forms"]

    assert forms <= set(found or ())
    assert len(found or ()) <= 6


@pytest.mark.parametrize(
    ("row", "suffix"),
    [
        ({"last_name": "Smith, Junior"}, "jr"),
        ({"full_name": "John Paul Jones III MD"}, "iii"),
        ({"last_name": "Smith", "suffix": "Sr."}, "sr"),
        ({"full_name": "Smith Jr, John"}, "jr"),
    ],
)
def test_a_suffix_is_distinguished_from_a_degree(row: dict[str, object], suffix: str | None) -> None:
    record = person(**row)

    assert record["suffix"] == suffix
    assert record["last"] in {"smith", "jones"}


def test_a_birth_name_is_a_word_of_the_last_name() -> None:
    record = person(full_name="Jane Smith (née Brown)")

    assert (record["last"], record["last_words"]) == ("smith", ("smith", "brown"))


def test_a_headline_fills_title_and_companies() -> None:
    record = person(headline="VP of Sales at Acme Inc. | Speaker", past_companies="Beta GmbH; Acme")

    assert (record["title"], record["companies"]) == ("vp of sales", ("acme", "beta"))
