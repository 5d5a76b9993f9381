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
        ("JOHN PAUL JONES", "john", "paul", "jones"),
        ("Smith, John A.", "john", "a", "smith"),
        ("Dr. Hans-Peter Müller", "hans peter", None, "muller"),
        ("Prof. Dr. h.c. Max Planck", "max", None, "planck"),
        ("John Smith, PhD", "john", None, "smith"),
        ("Sir Ian McKellen CBE", "ian", None, "mckellen"),
        ("Major General Horace Robley", "horace", None, "robley"),
        ("Ludwig van Beethoven", "ludwig", None, "van beethoven"),
        ("María José de la Cruz", "maria", "jose", "de la cruz"),
        ("von Neumann", None, None, "von neumann"),
        ("Al Gore", "al", None, "gore"),
        ("Jack Ma", "jack", None, "ma"),
        ("Conan O’Brien", "conan", None, "obrien"),
        ("Иван Иванович Петров", "ivan", "ivanovich", "petrov"),
        ("王小明", "xiaoming", None, "wang"),
        ("欧阳娜娜", "nana", None, "ouyang"),
        ("김철수", "cheolsu", None, "kim"),
        ("🚀 Max Mustermann 🚀", "max", None, "mustermann"),
        ("Madonna", "madonna", None, None),
        ("lady blomfield", None, None, "blomfield"),
        ("alexander ure, baron strathclyde", "alexander", None, "ure"),
        ("Dr.", None, None, None),
    ],
)
def test_a_full_name_is_split_into_parts(
    full_name: str, first: str | None, middle: str | None, last: str | None
) -> None:
    record = person(full_name=full_name)

    assert (record["first"], record["middle"], record["last"]) == (first, middle, last)


@pytest.mark.parametrize(
    "full_name", ["Dr. John Smith", "SMITH, JOHN", "john smith mba", "John  Smith\t", "John Smith Jr.", "Jóhn Smíth"]
)
def test_titles_case_accents_and_order_do_not_change_the_name(full_name: str) -> None:
    record = person(full_name=full_name)

    assert record["name"] == "john smith"
    assert record["name_words"] == ("john", "smith")


def test_columns_take_precedence_over_the_full_name() -> None:
    record = person(full_name="thomas 2nd butler cahir", first_name="thomas", last_name="cahir")

    assert (record["first"], record["middle"], record["last"]) == ("thomas", "butler", "cahir")
    assert record["name_words"] == ("thomas", "butler", "cahir")


def test_a_column_that_holds_only_a_title_is_filled_from_the_full_name() -> None:
    record = person(full_name="lord alwyne compton", first_name="lord", last_name="compton")

    assert (record["first"], record["last"], record["name"]) == ("alwyne", "compton", "alwyne compton")


@pytest.mark.parametrize(
    ("full_name", "first_name", "last_name", "first", "last"),
    [
        ("sir frederick pollock, 3rd baronet", "sir", "baronet", "frederick", "pollock"),
        ("sir heath, baronet", "sir", "baronet", None, "heath"),
        ("sir baronet", "sir", "baronet", None, None),
        ("1st lincolnshire", "1st", "lincolnshire", None, "lincolnshire"),
        ("Captain Robert Scott", "Captain", "Scott", "robert", "scott"),
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
        ("Baby Boy", "Singh", None, "singh"),
        ("Son of", "Miller", None, "miller"),
        ("Man of the", "House", None, None),
        ("Sadie", "Dont know", "sadie", None),
        ("Baby", "Singh", "baby", "singh"),
        ("Julia", "Child", "julia", "child"),
        ("Hugh", "House", "hugh", "house"),
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
        ({"first_name": "David L.", "last_name": "Young"}, "david", "l", "young"),
        ({"first_name": "David PhD L.", "last_name": "Young"}, "david", "l", "young"),
        ({"first_name": "J. P.", "last_name": "Morgan"}, "j", "p", "morgan"),
        ({"first_name": "John P", "middle_name": "Paul", "last_name": "Lee"}, "john p", "paul", "lee"),
        ({"first_name": "Mary Jo", "last_name": "Lee"}, "mary jo", None, "lee"),
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
        ({"full_name": "Jean Bart"}, "jean", "bart"),
        ({"full_name": "Sir Hugh Bell, 2nd Bart."}, "hugh", "bell"),
        ({"full_name": "Sir Hugh Bell, Bart"}, "hugh", "bell"),
        ({"first_name": "Maj", "last_name": "Lindqvist"}, "maj", "lindqvist"),
    ],
)
def test_a_name_that_is_a_title_too_stays_a_name(row: dict[str, str], first: str, last: str) -> None:
    record = person(**row)

    assert (record["first"], record["last"]) == (first, last)


@pytest.mark.parametrize(
    "full_name",
    ["Joe Bloggs - CEO", "Joe Bloggs | Acme Ltd", "Joe Bloggs <joe@acme.com>", "Joe Bloggs joe@acme.com", "Joe Bloggs"],
)
def test_notes_beside_a_full_name_are_not_part_of_it(full_name: str) -> None:
    record = person(full_name=full_name)

    assert (record["first"], record["last"], record["name_words"]) == ("joe", "bloggs", ("joe", "bloggs"))


@pytest.mark.parametrize(
    ("last_name", "words"),
    [
        ("Garcia-Lopez", ("garcia", "lopez")),
        ("von der Leyen", ("leyen",)),
        ("de la", ("de", "la")),
        ("Smith Jr.", ("smith",)),
        ("peel 2nd baronet", ("peel",)),
        ("X", ("x",)),
    ],
)
def test_last_words_leave_out_particles_and_initials(last_name: str, words: tuple[str, ...]) -> None:
    assert person(last_name=last_name)["last_words"] == words


@pytest.mark.parametrize(
    ("row", "forms"),
    [
        ({"first_name": "Bob"}, {"bob", "robert"}),
        ({"first_name": "Willie"}, {"willie", "william"}),
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
        ({"full_name": "John Smith Jr."}, "jr"),
        ({"last_name": "Smith, Junior"}, "jr"),
        ({"full_name": "John Paul Jones III MD"}, "iii"),
        ({"last_name": "Smith", "suffix": "Sr."}, "sr"),
        ({"last_name": "Smith", "suffix": "PhD"}, None),
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


def test_people_called_null_keep_their_name() -> None:
    assert person(first_name="Jennifer", last_name="Null")["last"] == "null"
    assert person(first_name="Jennifer", last_name="n/a")["last"] is None


def test_a_headline_fills_title_and_company() -> None:
    record = person(headline="VP of Sales at Acme Inc. | Speaker")

    assert (record["title"], record["company"]) == ("vp of sales", "acme")


def test_past_companies_are_companies_too() -> None:
    record = person(company="Acme Inc.", past_companies="Beta GmbH; Acme")

    assert record["companies"] == ("acme", "beta")


@pytest.mark.parametrize(("one", "other"), [("Smith", "Smyth"), ("van der Meer", "Van der Mear"), ("Wright", "Right")])
def test_last_names_that_sound_the_same_have_the_same_sound(one: str, other: str) -> None:
    assert person(last_name=one)["last_sound"] == person(last_name=other)["last_sound"]


def test_a_last_name_without_a_metaphone_is_its_own_sound() -> None:
    assert person(last_name="007")["last_sound"] == "007"
