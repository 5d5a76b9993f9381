"""What a header means, however it is written."""

import pytest

from data.tables.mapping.meanings import meaning_of
from features.schema.kinds import Kind

PERSON = [
    ("Lead ID", "id"),
    ("Company / Account", "company"),
    ("Business Country/Region", "country"),
    ("Billing Code", "postal_code"),
    ("parentcustomerid", "account_id"),
    ("Person - LinkedIn profile", "profile_url"),
    ("Geburtsdatum", "birth_date"),
    ("Previous Employers", "past_companies"),
    ("Einrichtung", "company"),
    ("Anschrift", "street"),
    ("Sufijo", "suffix"),
    ("registro", "id"),
    ("Voller Name", "full_name"),
    ("Imię i nazwisko", "full_name"),
    ("Kod pocztowy", "postal_code"),
    ("Adı", "first_name"),
    ("Soyadı", "last_name"),
    ("Doğum Tarihi", "birth_date"),
    ("姓", "last_name"),
    ("氏名（漢字）", "full_name"),
    ("名前（名）", "first_name"),
    ("氏名(姓)", "last_name"),
    ("氏名（漢字）（名）", "first_name"),
    ("氏名（姓）（全角）", "last_name"),
    ("会員No.", "id"),
    ("お客様番号", "id"),
    ("電話番号", "phone"),
    ("〒", "postal_code"),
    ("県", "region"),
    ("Дата рождения", "birth_date"),
    ("公司名称", "company"),
    ("이메일", "email"),
    ("Postinumero", "postal_code"),
    ("Fødselsdato", "birth_date"),
    ("Příjmení", "last_name"),
    ("Vezetéknév", "last_name"),
    ("Data nașterii", "birth_date"),
    ("Επώνυμο", "last_name"),
]
COMPANY = [
    ("Company", "name"),
    ("numberofemployees", "employees"),
    ("Company Linkedin Url", "profile_url"),
    ("Parent Account", "parent"),
    ("USt-IdNr.", "tax_number"),
    ("NIP", "tax_number"),
    ("Çalışan sayısı", "employees"),
    ("会社名", "name"),
    ("業種", "industry"),
]


@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [*((Kind.PERSON, *pair) for pair in PERSON), *((Kind.COMPANY, *pair) for pair in COMPANY)],
)
def test_a_header_means_a_column(kind: Kind, header: str, column: str) -> None:
    meaning = meaning_of(kind, header)

    assert meaning is not None
    assert (meaning.column, meaning.is_vague) == (column, False)


@pytest.mark.parametrize(
    "header",
    [
        "Street and house number",
        "House number & street",
        "Straße und Hausnummer",
        "N° et rue",
        "Via e numero civico",
        "Straat + huisnummer",
        "Ulica i nr domu/lokalu",
        "Utca, házszám",
        "Улица и дом",
        "Οδός και αριθμός",
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_a_street_joined_with_the_number_of_its_house_is_a_street(kind: Kind, header: str) -> None:
    meaning = meaning_of(kind, header)

    assert meaning is not None
    assert meaning.column == "street"


@pytest.mark.parametrize("header", ["Street number", "Hausnummer", "Number and unit", "Street and owner", "Nr & Nr"])
def test_the_number_of_a_house_alone_is_no_street(header: str) -> None:
    assert meaning_of(Kind.PERSON, header) is None


def test_a_tax_number_of_an_office_is_no_vat_number() -> None:
    assert [meaning_of(Kind.COMPANY, header) for header in ("Steuernummer", "Steuer-Nr.", "Steuer-ID")] == [None] * 3
