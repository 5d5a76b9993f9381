"""The script of a name, by which reports part the records."""

import pytest

from serving.contract.reports.segment_rules import script_of


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Ann Lee", "latin"),
        ("Анна", "cyrillic"),
        ("Άννα", "greek"),
        ("آنا", "arabic"),
        ("חנה", "hebrew"),
        ("अन", "devanagari"),
        ("กมล", "thai"),
        ("안나", "hangul"),
        ("李小龙", "han"),
        ("さくら", "kana"),
        ("サクラ", "kana"),
        ("Աննա", "armenian"),
        ("அன்னா", "tamil"),
        ("ᓄᓇᕗᑦ", "other"),
        ("Ann Анна", "mixed"),
        ("AnneА", "mixed"),  # four of five are no more than four in five
        ("7", "unknown"),
    ],
)
def test_the_script_is_the_one_of_more_than_four_letters_in_five(name: str, script: str) -> None:
    assert script_of(name) == script
