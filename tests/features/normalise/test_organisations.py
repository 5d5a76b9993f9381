"""How names of organisations are normalised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.normalise.organisations import core_name, read_name
from features.normalise.records import normalise
from features.schema.kinds import Kind
from features.schema.own_field import Value


def company(**row: object) -> dict[str, Value]:
    return normalise(Kind.COMPANY, row)


@pytest.mark.parametrize(
    ("raw", "core"),
    [
        ("S & P Global Inc.", "sp global"),
        ("AT&T Inc.", "att"),
        ("Limited Brands, Inc.", "limited brands"),
        ("The Gap", "gap"),
        ("Apple Pan The Inc", "apple pan"),
        ("The The", "the"),
    ],
)
def test_removing_legal_forms_never_removes_the_name(raw: str, core: str) -> None:
    assert core_name(raw) == core


@pytest.mark.parametrize(
    ("raw", "legal"),
    [
        ("ACME, INC.", "inc"),
        ("Acme Pvt. Ltd.", "ltd"),
        ("Acme Sp. z o.o.", "spzoo"),
        ("Acme GmbH & Co. KG", "kg"),
        ("Acme Aktiengesellschaft", "ag"),
        ("ООО Acme", "ooo"),
    ],
)
def test_any_legal_form_leaves_the_same_core(raw: str, legal: str) -> None:
    read = read_name(raw)

    assert (read.core, read.legal) == ("acme", legal)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("株式会社ソニー", "ソニー"),
        ("㈱日立", "日立"),
        ("株式會社三越", "三越"),
        ("ｿﾆｰ(株)", "ソニー"),
        ("华为技术有限公司", "华为技术"),
        ("台積電股份有限公司", "台積電"),
        ("삼성전자 주식회사", "삼성전자"),
        ("유한책임회사 구글", "구글"),
        ("شركة الراجحي ذ.م.م", "الراجحي"),
        ("شرکت نفت ایران", "نفت ایران"),
        ("АО «Яндекс»", "Яндекс"),
        ("ПрАТ Київстар", "Київстар"),
        ("Общество с ограниченной ответственностью Ромашка", "Ромашка"),
        ("Сименс ГмбХ", "Сименс"),
        ("Телеком АД", "Телеком"),
        ("Καφέ Ε.Π.Ε.", "Καφέ"),
        ("Μύλοι Α.Ε.", "Μύλοι"),
        ('בנק לאומי בע"מ', "בנק לאומי"),
        ("Արարատ ՍՊԸ", "Արարատ"),
        ("შპს თეგეტა", "თეგეტა"),
        ("टाटा लिमिटेड", "टाटा"),
        ("บริษัทเซ็นทรัลจำกัด (มหาชน)", "เซ็นทรัล"),
    ],
)
def test_a_legal_form_in_its_own_script_is_no_part_of_the_name(written: str, bare: str) -> None:
    assert core_name(written) == core_name(bare) != ""


@pytest.mark.parametrize(
    ("written", "legal"),
    [
        ("㈱日立", "kk"),
        ("台積電股份有限公司", "ltd"),
        ("Общество с ограниченной ответственностью Ромашка", "ooo"),
        ("شركة الراجحي ذ.م.م", "dhmm"),
        ("Μύλοι Ε.Π.Ε.", "epe"),
        ("บริษัทเซ็นทรัลจำกัด (มหาชน)", "pcl"),
    ],
)
def test_a_legal_form_in_its_own_script_is_kept_in_short(written: str, legal: str) -> None:
    assert read_name(written).legal == legal


@pytest.mark.parametrize("form", ["株式会社", "ООО", "شركة", "Α.Ε.", "ГмбХ"])
def test_a_name_that_is_a_legal_form_alone_stays(form: str) -> None:
    assert core_name(form)


@pytest.mark.parametrize("latin", ["Spy", "Acme Epe", "Oe Systems", "Bum Bum"])
def test_a_latin_word_that_a_form_is_romanised_as_stays(latin: str) -> None:
    assert core_name(latin) == latin.lower()


@pytest.mark.parametrize(
    ("listed", "core"),
    [
        ("TWIST BIOSCIENCEDL-,00001", "twist biosciences"),
        ("SMILEDIRECTC. A  DL-,0001", "smiledirectc"),
        ("SIEMENS AG  NA O.N.", "siemens"),
        ("MATTEL INC /DE/", "mattel"),
        ("Lyft, Inc. - Class A Common Stock", "lyft"),
    ],
)
def test_additions_of_an_exchange_are_no_part_of_a_name(listed: str, core: str) -> None:
    assert core_name(listed) == core


def test_an_affiliation_is_split_into_segments() -> None:
    record = company(name="Dept. of Physics, Univ. of Oxford, Oxford, UK")

    assert record["segments"] == ("department of physics", "university of oxford", "oxford", "uk")
    assert record["name_countries"] == ("gb",)
    assert "university of oxford" in (record["names"] or ())
    assert "department of physics" not in (record["names"] or ())
    assert record["name_words"] == ("department", "physics", "university", "oxford", "uk")


@pytest.mark.parametrize(
    ("raw", "countries"),
    [
        ("Tsinghua University, Beijing 100084, People's Republic of China", ("cn",)),
        ("Bank of China (Hong Kong) Limited", ("cn", "hk")),
        ("MATTEL INC /DE/", None),
    ],
)
def test_countries_named_at_the_end_of_a_segment_are_found(raw: str, countries: tuple[str, ...] | None) -> None:
    assert company(name=raw)["name_countries"] == countries


@pytest.mark.parametrize(
    ("raw", "aliases", "expected"),
    [
        ("International Business Machines Corp.", "", {"ibm"}),
        ("University of Waterloo", "UW; UWaterloo", {"uw", "uow"}),
        ("Center X (NORCE), Bergen", "", {"norce"}),
    ],
)
def test_acronyms_are_capitals_and_initials(raw: str, aliases: str, expected: set[str]) -> None:
    found = company(name=raw, aliases=aliases)["acronyms"]

    assert expected <= set(found or ())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["Acme", "Banca Popolare di Sondrio", "Ørsted Wind", "Müller & Söhne", "O'Reilly Media"]),
    st.sampled_from(["", " Inc.", ", LLC", " GMBH", " plc", " S.A.", " Co., Ltd.", " - Common Stock", " (Ltd)"]),
    st.sampled_from([str.upper, str.lower, str.title, str]),
)
def test_case_and_legal_form_do_not_change_the_core(name: str, form: str, case: type[str]) -> None:
    assert core_name(case(name) + form) == core_name(name)


def test_a_web_address_gives_its_registrable_domain() -> None:
    record = company(
        name="Oxford", website="https://www.physics.ox.ac.uk/x?y", stock_symbol="NYSE: BRK.B", employees=1200.0
    )

    assert (record["domain"], record["domain_label"]) == ("ox.ac.uk", "ox")
    assert (record["ticker"], record["employees"]) == ("brkb", "1200")
    assert [company(employees=text)["employees"] for text in ("1.250", "0.5")] == ["1250", "0"]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("Unit 12, Hall 3", "12 3"), ("Hall 3 Unit 12 Ltd", "12 3"), ("3M 2010", "2010 3"), ("Acme", "-")],
)
def test_the_numbers_of_a_name_agree_in_any_order_and_none_with_none(name: str, numbers: str) -> None:
    assert company(name=name)["numbers"] == numbers


def test_a_name_of_small_words_alone_has_each_of_them_once() -> None:
    assert company(name="On:On")["name_words"] == ("on",)
