"""Names across scripts by the learned table: other spellings of a name are likelier than names of strangers."""

import math

import pytest

from features.normalise.learned_spellings import TABLE, spelling_ratio, spelling_ratios, spellings


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


def test_the_order_of_words_and_a_further_word_change_little() -> None:
    names = ["John Howard", "Howard John", "Howard John Winston"]

    as_written, turned, longer = spelling_ratios(["ジョン ハワード"], names)

    assert as_written == turned == longer


def test_of_several_forms_the_nearest_counts() -> None:
    assert spelling_ratios(["zzz", "anna"], ["Anna"]) == spelling_ratios(["anna"], ["Anna"])


def test_without_letters_there_is_no_ratio() -> None:
    assert math.isnan(spelling_ratio("", "Anna"))
    assert math.isnan(spelling_ratio("安娜", "7"))
    assert spelling_ratios(["anna"], []) == []


def test_a_chinese_character_has_its_usual_spellings() -> None:
    assert {"chen", "tan", "chan"} <= set(spellings("陈"))
    assert spellings("x") == ()


def test_the_table_says_what_it_was_made_from() -> None:
    heading = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]

    assert all(source in "\n".join(heading) for source in ("rigour", "GeoNames", "politicians_scripts"))
