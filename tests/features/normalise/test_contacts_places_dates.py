"""How addresses, phone numbers, places and dates are normalised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tldextract import TLDExtract

from features.normalise import contacts, dates, places
from features.normalise.records import normalise
from features.normalise.text import text_of
from features.schema.kinds import Kind


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("John.Smith+crm@GoogleMail.com", "johnsmith@gmail.com"),
        ("John.Smith+crm@Acme.com", "john.smith+crm@acme.com"),
        ("John Smith <john@acme.co.uk>", "john@acme.co.uk"),
        ("jürgen@müller.de", "jürgen@müller.de"),
        ("john@acme", None),
        ("a..b@acme.com", None),
    ],
)
def test_an_email_is_normalised_as_its_provider_delivers_it(text: str, address: str | None) -> None:
    email = contacts.read_email(text)

    assert (email.address if email else None) == address


@pytest.mark.parametrize(
    ("website", "email", "domain"),
    [
        ("https://www.acme.co.uk/about?x=1", "", "acme.co.uk"),
        ("", "jo@gmail.com", None),
        ("https://www.linkedin.com/company/acme", "jo@acme.com", "acme.com"),
        ("http://acme.github.io", "", "acme.github.io"),
    ],
)
def test_a_domain_is_that_of_the_organisation(website: str, email: str, domain: str | None) -> None:
    record = normalise(Kind.COMPANY, {"website": website, "email": email})

    assert record["domain"] == domain


EXTRACT = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
LABELS = st.sampled_from(["acme", "www", "co", "x-1", "", "xn--55qx5d", "1", "städte"])
ENDS = st.sampled_from(["com", "co.uk", "github.io", "ck", "kobe.jp", "cn", "compute.amazonaws.com", "nowhere", "de"])


@settings(max_examples=200, deadline=None)
@given(st.lists(LABELS, max_size=3), ENDS)
def test_a_domain_ends_as_the_public_suffix_list_requires(labels: list[str], end: str) -> None:
    host = ".".join([*labels, end])

    assert contacts.registrable_domain(host) == (EXTRACT(host.strip(".")).top_domain_under_public_suffix or None)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("(415) 555-2671", "us", "+14155552671"),
        ("030 123456", "de", "+4930123456"),
        ("+49 (0)30 123456", None, "+4930123456"),
        ("212/757-2245", None, "2127572245"),
        ("call me", "us", None),
    ],
)
def test_a_phone_number_is_e164_where_its_country_is_known(text: str, country: str | None, number: str | None) -> None:
    assert contacts.phone(text, country) == number


@pytest.mark.parametrize(
    "url",
    ["https://www.LinkedIn.com/in/Jo-Smith/?src=x", "linkedin.com/in/jo-smith", "http://linkedin.com/in/jo-smith#a"],
)
def test_a_profile_address_is_the_same_however_it_is_copied(url: str) -> None:
    assert contacts.profile_address(url) == "linkedin.com/in/jo-smith"


@pytest.mark.parametrize(
    ("text", "street", "road", "house"),
    [
        ("12 North Street, Apt. 4", "12 n st apt 4", "n st apt 4", "12"),
        ("1460 First Avenue", "1460 1st ave", "1st ave", "1460"),
        ("Bahnhofstraße 10", "bahnhofstr 10", "bahnhofstr", "10"),
        ("12a High Road", "12a high rd", "high rd", "12"),
    ],
)
def test_a_street_has_one_short_form(text: str, street: str, road: str | None, house: str | None) -> None:
    assert places.street(text) == street
    assert places.road_and_house(street) == (road, house)


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("California", "us", "ca"),
        ("New South Wales", "au", "nsw"),
        ("Québec", "ca", "qc"),
        ("Victoria", "ar", "victoria"),
    ],
)
def test_a_state_becomes_its_code(text: str, country: str | None, region: str) -> None:
    assert places.region(text, country) == region


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United States", "us"),
        ("U.S.A.", "us"),
        ("England", "gb"),
        ("Türkiye", "tr"),
        ("Hong Kong", "hk"),
        ("DEU", "de"),
        ("Atlantis", None),
    ],
)
def test_a_country_is_recognised_by_code_and_name(text: str, code: str | None) -> None:
    assert places.country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("94110-1234", "94110"), ("SW1A 1AA", "sw1a1aa"), ("00000", None), ("02138", "02138")],
)
def test_a_postal_code_is_letters_and_digits(text: str, code: str | None) -> None:
    assert places.postal_code(text) == code


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("1983-08-07T00:00:00", None, "1983-08-07"),
        ("07/08/1983", "us", "1983-07-08"),
        ("07/08/1983", "gb", "1983-08-07"),
        ("1842-21-01", None, "1842-21-01"),
        ("1980", None, None),
        ("1983年8月7日", None, "1983-08-07"),
        ("1983 年 08 月 07 日", "jp", "1983-08-07"),
        ("１９８３年８月７日", None, "1983-08-07"),
        ("1983년 8월 7일", None, "1983-08-07"),
        ("昭和58年8月7日", None, "1983-08-07"),
        ("平成 元年 1月 8日", "jp", "1989-01-08"),
        ("令和２年１２月３１日", "jp", "2020-12-31"),
    ],
)
def test_a_birth_date_is_iso_even_where_it_is_impossible(text: str, country: str | None, day: str | None) -> None:
    assert dates.birth_date(text, country) == day


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (12.5, "12.5"), (float("nan"), ""), (None, ""), (["a", None, 3.0], "a; 3")]
)
def test_raw_values_have_one_text(value: object, text: str) -> None:
    assert text_of(value) == text
