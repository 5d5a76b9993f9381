"""Keys are distinct, exist for any row, and are shared by the spellings that they are meant for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.blocking.blocking_rules import BLOCKING_RULES, NUMBERS
from features.blocking.keys import MAX_RESPELT, key_hashes, lookup_keys, similar_keys, stored_keys
from features.normalise.records import normalise
from features.pairs.columns import Record, items_of
from features.schema.kinds import COLUMNS, FIELDS, Kind

KINDS = st.sampled_from(Kind)


def shared(kind: Kind, lookup: dict[str, str], stored: dict[str, str]) -> set[str]:
    """Return the blocking rules that retrieve a profile for a record."""
    ours = lookup_keys(kind, normalise(kind, lookup))
    theirs = stored_keys(kind, normalise(kind, stored))
    hashes = set(key_hashes(kind, theirs))
    retrieved = zip(ours, key_hashes(kind, ours), strict=True)
    return {BLOCKING_RULES[kind][rule].name for (rule, _), each in retrieved if each in hashes}


@pytest.mark.parametrize(
    ("lookup", "stored", "rule"),
    [
        ({"full_name": "Bob Garcia"}, {"full_name": "Robert Garcia-Lopez"}, "name_pair"),
        ({"full_name": "Jon Smith"}, {"full_name": "John Smyth"}, "name_sound"),
        ({"full_name": "X Y", "email": "annlee@acme.com"}, {"full_name": "Ann Lee"}, "email_name"),
        ({"full_name": "Al Roe", "postal_code": "801"}, {"full_name": "Al Lee", "postal_code": "801"}, "first_postal"),
        ({"street": "16 Helen Mayo Cres Paradome"}, {"street": "16 Helenmayo Crescent"}, "street_start"),
        ({"full_name": "李元旭"}, {"full_name": "LEE Won Wook"}, "reading"),
        ({"full_name": "LEE Won Wook"}, {"full_name": "李元旭"}, "name"),
        ({"full_name": "Иван Иванович Тонев"}, {"full_name": "Ivan Tonev"}, "reading_pair"),
        ({"full_name": "ジョン・ハワード"}, {"full_name": "John Hawad"}, "reading_sound"),
        ({"full_name": "محمد الشاهين"}, {"full_name": "Muhammad Alshahin"}, "consonants"),
        ({"full_name": "جون", "country": "KE"}, {"full_name": "John", "country": "KE"}, "consonants_country"),
    ],
)
def test_a_person_is_retrieved_by_what_the_spellings_share(
    lookup: dict[str, str], stored: dict[str, str], rule: str
) -> None:
    assert rule in shared(Kind.PERSON, lookup, stored)


@pytest.mark.parametrize(
    ("lookup", "stored", "rule"),
    [
        ({"name": "Dept. of Physics, University of Oslo, Norway"}, {"name": "University of Oslo"}, "inside"),
        ({"name": "Oslo Medical School"}, {"name": "University of Oslo"}, "core"),
        ({"name": "Acme Tools"}, {"name": "Tools of Acme", "website": "acmetools.com"}, "label"),
        ({"name": "Microstrategy"}, {"name": "Strategy Inc"}, "grams"),
    ],
)
def test_a_company_is_retrieved_by_parts_of_its_name(lookup: dict[str, str], stored: dict[str, str], rule: str) -> None:
    assert rule in shared(Kind.COMPANY, lookup, stored)


@settings(max_examples=20)
@given(KINDS, st.data())
def test_any_row_has_distinct_keys_that_can_be_hashed(kind: Kind, data: st.DataObject) -> None:
    row = data.draw(st.dictionaries(st.sampled_from(COLUMNS[kind]), st.text(st.characters())))
    record = normalise(kind, row)

    for keys in (lookup_keys(kind, record), stored_keys(kind, record)):
        assert len(set(keys)) == len(keys) == len(key_hashes(kind, keys))


@given(KINDS, st.data())
def test_a_record_retrieves_itself_unless_it_is_empty(kind: Kind, data: st.DataObject) -> None:
    word = st.sampled_from(["oslo", "acme", "anna", "12", "a", "universität"])
    words = st.lists(word, min_size=1, unique=True).map(lambda some: tuple(some))
    drawn = st.none() | st.tuples(word, words)
    made = {field: data.draw(drawn) for field in FIELDS[kind]}
    record: Record = {field.name: None if each is None else each[field.plural] for field, each in made.items()}

    stored = set(stored_keys(kind, record))
    lookup = set(lookup_keys(kind, record))

    assert bool(stored) == bool(stored & lookup)


@given(st.lists(st.sampled_from(["institute", "physics", "oslo", "bergen", "acme", "of"]), min_size=1, max_size=9))
def test_words_that_are_no_town_of_any_profile_make_no_keys_with_other_words(words: list[str]) -> None:
    record = normalise(Kind.COMPANY, {"name": " ".join(words)})
    rule = NUMBERS[Kind.COMPANY]["word_city"]

    every = lookup_keys(Kind.COMPANY, record)
    fewer = lookup_keys(Kind.COMPANY, record, {"oslo"}.__contains__)

    left_out = [key for key in every if key not in fewer]
    with_town = {(rule, f"{word} oslo") for word in items_of(record, "all_words") if "oslo" in words and word != "oslo"}
    assert [key for key in every if key in fewer] == fewer
    assert with_town <= set(fewer)
    assert {number for number, _ in left_out} <= {rule}
    assert not left_out or rule in {number for number, _ in set(fewer) - with_town}


WORDS = st.lists(st.sampled_from(["bob", "rob", "lee", "li", "leigh", "ray", "rae", "anna", "ana", "o"]), max_size=5)


@given(WORDS, WORDS, WORDS, st.sampled_from(["bob", "leigh", "rae"]), st.sampled_from(["rob", "li", "ray", "olga"]))
def test_the_keys_of_another_spelling_are_those_that_the_record_lacks(
    words: list[str], firsts: list[str], lasts: list[str], word: str, other: str
) -> None:
    row = {"full_name": "x", "city": "Oslo", "title": "CTO", "company": "Acme", "postal_code": "0150"}
    contact = {"email": "info@acme.com", "phone": "+4722123456", "street": "1 Main St", "birth_date": "1980-02-03"}
    names = {"name_words": words, "first_forms": firsts, "last_words": lasts}
    record = {**normalise(Kind.PERSON, {**row, **contact}), **{name: tuple(each) for name, each in names.items()}}
    spelt = {name: tuple(other if each == word else each for each in value) for name, value in names.items()}

    own = lookup_keys(Kind.PERSON, record)
    keys = similar_keys(Kind.PERSON, record, own, lambda each: [(other, 0.8)] if each == word else [])

    is_respelt = word in words[: MAX_RESPELT[Kind.PERSON]]
    assert [key for key, _ in keys] == [
        key for key in lookup_keys(Kind.PERSON, {**record, **spelt}) if is_respelt and key not in own
    ]


def test_a_name_in_another_script_is_looked_up_widely_by_the_consonants_of_its_other_spellings() -> None:
    howard, latin = (normalise(Kind.PERSON, {"full_name": name, "country": "GB"}) for name in ("ハワード", "Howard"))

    added = set(lookup_keys(Kind.PERSON, howard, widely=True)) - set(lookup_keys(Kind.PERSON, howard))

    assert added & set(stored_keys(Kind.PERSON, latin))
    assert lookup_keys(Kind.PERSON, latin, widely=True) == lookup_keys(Kind.PERSON, latin)


def test_a_foreign_name_in_han_without_blanks_is_looked_up_widely_by_the_words_it_may_begin_and_end_with() -> None:
    written = normalise(Kind.PERSON, {"full_name": "阿都拉曼巴克里", "country": "Malaysia"})
    latin = normalise(Kind.PERSON, {"full_name": "Abdul Rahman Bakri", "country": "Malaysia"})
    added = set(lookup_keys(Kind.PERSON, written, widely=True)) - set(lookup_keys(Kind.PERSON, written))

    assert {text for _, text in added & set(stored_keys(Kind.PERSON, latin))} == {"pkl", "pkl my", "ptl", "ptl my"}
