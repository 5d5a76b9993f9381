"""The type that an unknown column looks like."""

import pytest

from data.tables.mapping.readings import decimal_sign, likely_type, own_name

COLUMNS = (
    ("email", [f"u{n}@acme.com" for n in range(20)]),
    ("url", [f"https://acme.com/team/{n}" for n in range(20)]),
    ("geo", [f"52.{n:03}, 13.4050" for n in range(20)]),
    ("date", [f"2014-03-{n + 1:02}" for n in range(20)]),
    ("phone", [f"+49 30 1234{n:02}" for n in range(20)]),
    ("list", [f"Sailing; Chess {n}" for n in range(20)]),
    ("identifier", [f"M-{n * 7919 % 100000:05}" for n in range(20)]),
    ("number", [f"{n * 1500:,}.50 EUR" for n in range(20)]),
    ("category", ["Retail", "Health", "Energy", "Retail"] * 6),
    ("text", [f"Head of Group {chr(65 + n)} and {'x' * n}" for n in range(20)]),
    ("category", [f"{n % 20:03}" for n in range(60)]),
    ("identifier", [f"{n % 50:03}" for n in range(200)]),
    ("date", [f"2014年3月{n + 1}日" for n in range(20)]),
    (None, ["same"] * 30),
    (None, ["a", "b"]),
)


@pytest.mark.parametrize(("expected", "values"), COLUMNS)
def test_values_look_like_their_type(expected: str | None, values: list[str]) -> None:
    assert likely_type(values, len(values)) == expected


def test_a_header_becomes_the_name_of_a_field() -> None:
    assert [own_name(one) for one in ("VAT No.", "2nd Phone", "Größe")] == ["vat_no", "field_2nd_phone", "grosse"]


def test_a_header_of_another_script_becomes_a_name_in_latin_letters() -> None:
    assert [own_name(one) for one in ("Şube kodu", "会員番号", "Размер")] == [
        "sube_kodu",
        "hui_yuan_fan_hao",
        "razmer",
    ]


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        (",", ["1.250", "12.500,75", "980"]),
        (",", [f"{n}.250" for n in range(1, 12)]),
        (None, ["1.250", "12,500.75", "980"]),
        (None, ["1.250", "1.5"]),
        (None, ["1.250", "980"]),
        (None, ["1,250", "980"]),
    ],
)
def test_a_column_says_what_stands_before_decimals(expected: str | None, values: list[str]) -> None:
    assert decimal_sign(values) == expected


@pytest.mark.parametrize("header", ["Order", "SELECT", "Group", "tf_x", "Version"])
def test_a_column_whose_name_has_a_meaning_of_its_own_gets_a_name_that_a_field_can_have(header: str) -> None:
    assert own_name(header) == f"field_{header.casefold()}"
