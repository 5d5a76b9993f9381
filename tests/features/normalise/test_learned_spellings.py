"""Names across scripts by the learned table: other spellings of a name are likelier than names of strangers."""

import math

import pytest

from features.compiled.correspondences import LEFT_OUT
from features.normalise.consonants import consonants
from features.normalise.learned_spellings import TABLE, spelling_ratios, spellings, spelt_consonants


@pytest.mark.parametrize(
    ("written", "same", "stranger"),
    [
        ("ヴァルター・シェール", "Walter Scheel", "Walter Wallmann"),
        ("ג'ף מרקלי", "Jeff Merkley", "Jeff Miller"),
        ("محمد العريفي", "Mohammed Al Areefi", "Mahmoud Al Sharif"),
        ("Джон Хауърд", "John Howard", "John Hewson"),
        ("Djidje Reinderss", "Gidje Reinders", "Dirk Niebel"),
        ("bersani piruuiji", "Pier Luigi Bersani", "Maria Bertani"),
        ("kim seongtae", "KIM Sung Tae", "KIM Tae Ho"),
    ],
)
def test_another_spelling_is_likelier_than_a_stranger(written: str, same: str, stranger: str) -> None:
    right, wrong = spelling_ratios([written], [same, stranger])

    assert right > max(wrong, 0)


def test_the_order_of_words_changes_nothing_and_a_word_without_a_counterpart_takes_its_share() -> None:
    names = ["John Howard", "Howard John", "Howard John Winston"]

    as_written, turned, longer = spelling_ratios(["ジョン ハワード"], names)
    [further] = spelling_ratios(["ジョン ウィンストン ハワード"], ["John Howard"])

    assert as_written == turned
    assert longer == pytest.approx(as_written - LEFT_OUT) == further


@pytest.mark.parametrize(
    ("written", "spelling"), [("hawado", "howard"), ("telinbuer", "trimble"), ("maikeru", "michael"), ("hyyg", "hague")]
)
def test_the_consonants_of_another_spelling_are_among_the_likeliest(written: str, spelling: str) -> None:
    found = spelt_consonants(written, 12)

    assert consonants(spelling) in found
    assert consonants("smith") not in found
    assert spelt_consonants(written, 3) == found[:3]


def test_a_word_of_any_length_has_consonants() -> None:
    assert spelt_consonants("hawado" * 2000, 3) == spelt_consonants("hawado" * 20, 3) != ()
    assert spelt_consonants("", 3) == ()


def test_of_several_forms_the_nearest_counts() -> None:
    assert spelling_ratios(["zzz", "anna"], ["Anna"]) == spelling_ratios(["anna"], ["Anna"])


def test_without_letters_there_is_no_ratio() -> None:
    assert math.isnan(*spelling_ratios([""], ["Anna"]))
    assert math.isnan(*spelling_ratios(["安娜"], ["7"]))
    assert spelling_ratios(["anna"], []) == []


def test_a_chinese_character_has_its_usual_spellings() -> None:
    assert {"chen", "tan", "chan"} <= set(spellings("陈"))
    assert spellings("x") == ()


def test_the_table_says_what_it_was_made_from() -> None:
    heading = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]

    assert all(source in "\n".join(heading) for source in ("rigour", "GeoNames", "politicians_scripts"))
