"""Readings of names in other scripts: the usual ways to write them in Latin letters."""

import pytest

from features.normalise.consonants import consonants
from features.normalise.han_readings import TABLE, cantonese, pinyin, wade_giles
from features.normalise.readings import MOST, is_other_script, readings
from features.normalise.records import normalise
from features.schema.kinds import Kind


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("李元旭", {"li yuan xu", "yuan xu li", "lee won wook", "won wook lee"}),
        ("黃志雄", {"huang chih hsiung", "chih hsiung huang"}),
        ("梁榮仔", {"leung wing chai"}),
        ("歐陽修", {"ouyang xiu", "xiu ouyang"}),
        ("金永南", {"kim young nam"}),
        ("林秀卿", {"lim soo kyung", "im su gyeong"}),
        ("박도춘", {"park do chun"}),
        ("남궁민", {"namgung min"}),
        ("ヴォルフガング・ティーフェンゼー", {"vorufugangu tifenze"}),
        ("ジョン・ハワード", {"jon hawado"}),
        ("チャールズ", {"charuzu"}),
        ("Άντριου Χόλνες", {"adriou holnes"}),
        ("Щербаков Юрій", {"shcherbakov yuriy", "yuriy shcherbakov"}),
        ("یوری یانسون", {"jwry jnswn"}),
        ("安珀·路德", {"anpo lude"}),
        ("சுசந்த", {"cucnt"}),
    ],
)
def test_a_name_is_read_in_the_usual_ways(written: str, expected: set[str]) -> None:
    found = readings(written)

    assert expected <= set(found)
    assert len(found) == len(set(found)) <= MOST
    assert all(reading.isascii() for reading in found)


@pytest.mark.parametrize("latin", ["Zoë Müller", "O'Brien", "Nguyễn Văn Thiệu", "ＡＢＣ Smith", ""])
def test_a_latin_name_has_no_readings(latin: str) -> None:
    assert not is_other_script(latin)
    assert readings(latin) == ()


def test_full_width_and_old_forms_are_read_as_the_usual_ones() -> None:
    assert readings("ｼﾞｮﾝ") == readings("ジョン")
    assert readings("金\uf90a") != ()


def test_every_line_of_the_table_has_a_character_and_three_languages() -> None:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()]

    assert all(len(line) == 4 and len(line[0]) == 1 for line in lines)
    assert [pinyin("張"), wade_giles("張"), cantonese("張")] == ["zhang", "chang", "cheung"]


def test_consonants_of_a_spelling_are_those_of_the_other_spellings() -> None:
    spellings = ("muhammad", "mohamed", "mehmet", "mhmd")

    assert {consonants(word) for word in spellings} == {"mt"}
    assert consonants("philip") == consonants("filib")


def test_columns_in_latin_letters_leave_a_native_full_name_unread() -> None:
    both = normalise(Kind.PERSON, {"full_name": "李元旭", "first_name": "Won Wook", "last_name": "Lee"})
    native = normalise(Kind.PERSON, {"first_name": "元旭", "last_name": "李"})

    assert both["readings"] is None
    assert "lee won wook" in (native["readings"] or ())
