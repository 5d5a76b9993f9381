"""Laws of normalising: it never fails, and normalising a result again changes nothing."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.normalise import contacts, dates, name_titles, organisations, places
from features.normalise.records import normalise
from features.normalise.text import fold, word_set
from features.schema.kinds import COLUMNS, FIELDS, Kind

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
WORDS = st.sampled_from(
    sorted(
        word_set(
            "acme the of and & S&P inc ltd. GmbH co kg A B s a class common stock (UK) , ; - / universität 株式会社 "
            "DL-,01 O.N. AG dr sir major smith von jr 2nd baron md phd st street north strasse 12a "
            "d' l' о'neil 王 née born"
        )
    )
)
WORDY_TEXT = st.lists(WORDS, max_size=9).map(" ".join)
TEXT = ANY_TEXT | WORDY_TEXT
ANYTHING = (
    TEXT | st.none() | st.integers() | st.floats() | st.dates() | st.binary(max_size=9) | st.lists(TEXT, max_size=3)
)


@cache
def rows(kind: Kind) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS[kind], ANYTHING))


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_row_gives_every_field_of_its_kind_and_no_empty_value(kind: Kind, data: st.DataObject) -> None:
    row = data.draw(rows(kind))

    record = normalise(kind, row)

    assert set(record) == {field.name for field in FIELDS[kind]}
    for field in FIELDS[kind]:
        value = record[field.name]
        assert value is None or isinstance(value, tuple if field.plural else str)
        assert value is None or len(value) > 0
        if isinstance(value, tuple):
            assert "" not in value
            assert len(set(value)) == len(value)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_ascii_is_folded_the_same_alone_and_beside_other_letters(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@settings(max_examples=50, deadline=None)
@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)

    assert fold(once) == once
    assert once.isascii()
    assert once == once.strip().lower()


@settings(max_examples=50, deadline=None)
@given(TEXT)
def test_the_core_of_a_core_name_is_itself(raw: str) -> None:
    core = organisations.read_name(raw).core

    assert organisations.read_name(core).core == core


@settings(max_examples=50, deadline=None)
@given(st.fixed_dictionaries({f"{part}_name": TEXT for part in ("first", "middle", "last", "full")}))
def test_the_parts_of_a_name_read_again_stay_as_they_are(row: dict[str, object]) -> None:
    once = normalise(Kind.PERSON, row)
    again = normalise(Kind.PERSON, {f"{part}_name": once[part] for part in ("first", "middle", "last")})

    assert [again[part] for part in ("first", "middle", "last")] == [once[part] for part in ("first", "middle", "last")]


@pytest.mark.parametrize(
    ("rule", "alphabet"),
    [
        (places.street, TEXT),
        (places.city, TEXT),
        (places.postal_code, TEXT | st.from_regex(r"[0-9]{5}-[0-9]{4}", fullmatch=True)),
        (places.region, TEXT | st.sampled_from(["California", "New South Wales", "Québec", "NY"])),
        (places.country_code, TEXT | st.sampled_from(["Germany", "UK", "England", "Türkiye", "한국"])),
        (contacts.profile_address, TEXT | st.just("https://www.LinkedIn.com/in/a/?x=1#y")),
        (contacts.registrable_domain, TEXT | st.sampled_from(["http://www.a.co.uk/x", "foo.github.io", "localhost"])),
        (dates.birth_date, TEXT | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True)),
        (name_titles.fold_suffix, TEXT),
    ],
)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_rule_applied_to_its_own_result_changes_nothing(
    rule: Callable[[str], str | None], alphabet: st.SearchStrategy[str], data: st.DataObject
) -> None:
    once = rule(data.draw(alphabet))

    assert once is None or (rule(once) or None) == (once or None)


@settings(max_examples=40, deadline=None)
@given(TEXT | st.text("+0123456789() -./x", max_size=20), st.sampled_from([None, "us", "de", "gb", "jp", "zz"]))
def test_a_phone_number_read_again_stays_as_it_is(text: str, country: str | None) -> None:
    once = contacts.phone(text, country)

    assert once is None or contacts.phone(once, country) == once


@settings(max_examples=40, deadline=None)
@given(TEXT | st.emails() | st.from_regex(r"[a-z.+]{1,8}@gmail\.com", fullmatch=True))
def test_an_email_read_again_stays_as_it_is(text: str) -> None:
    once = contacts.read_email(text)

    assert once is None or contacts.read_email(once.address) == once


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "x" * 1_000_000, "a " * 500_000, "(" * 50_000, "\x00\ud800", "@" * 9999]
)
def test_extreme_values_are_normalised_without_errors(kind: Kind, text: str) -> None:
    record = normalise(kind, dict.fromkeys(COLUMNS[kind], text))

    assert set(record) == {field.name for field in FIELDS[kind]}
