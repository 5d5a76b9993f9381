"""What a header means, however it is written."""

import pytest

from data.tables.mapping.meanings import header_words, meaning_of
from features.schema.kinds import Kind


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("address1_stateorprovince", ("address", "1", "state", "or", "province")),
        ("MailingPostalCode", ("mailing", "postal", "code")),
        ("LinkedIn_URL__c", ("linkedin", "url")),
        ("OrganizationDEO_LinkedInUrl_c", ("linkedin", "url")),
        ("cr4f1_website", ("website",)),
        ("job_title", ("job", "title")),
        ("(Do Not Modify) Contact", ("contact", "id")),
        ("(Do Not Modify) Modified On", ("modified", "on")),
        ("E-mail 2 Address", ("email", "2", "address")),
        ("Straße", ("strasse",)),
        ("Associated Company IDs (Primary)", ("associated", "company", "ids", "primary")),
        ("# Employees", ("number", "employees")),
    ],
)
def test_the_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    assert header_words(header) == words


PERSON = [
    ("Lead ID", "id"),
    ("Contact Id", "id"),
    ("hs_object_id", "id"),
    ("Company / Account", "company"),
    ("Organization Title", "title"),
    ("Primary Address City", "city"),
    ("Business Country/Region", "country"),
    ("Billing Code", "postal_code"),
    ("Cell", "phone"),
    ("MobileNumber", "phone"),
    ("parentcustomerid", "account_id"),
    ("Contact Owner.id", "owner_id"),
    ("SystemModstamp", "modified_at"),
    ("Person - LinkedIn profile", "profile_url"),
    ("ZoomInfo Contact ID", "id"),
    ("Contact ID 18", "id"),
    ("Geburtsdatum", "birth_date"),
    ("Nachname", "last_name"),
    ("Previous Employers", "past_companies"),
]
COMPANY = [
    ("Company", "name"),
    ("OrganizationName", "name"),
    ("Trading Name", "aliases"),
    ("numberofemployees", "employees"),
    ("# Employees", "employees"),
    ("Ticker Symbol", "stock_symbol"),
    ("HQ City", "city"),
    ("Domain", "website"),
    ("City/town/village of Address", "city"),
    ("Company Linkedin Url", "profile_url"),
    ("Firmenname", "name"),
    ("Parent Account", "parent"),
]
NOTHING = [
    "Fax",
    "Lead Source",
    "Email Opt Out",
    "Created Date",
    "Last Activity Date",
    "Assistant's Name",
    "Street 2",
    "Phone Country Code",
    "OwnerEmailAddress",
    "Account Name for Emails",
    "statecode",
    "Deal Stage",
    "Time Zone",
    "Company Linkedin Followers",
]


@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [*((Kind.PERSON, *pair) for pair in PERSON), *((Kind.COMPANY, *pair) for pair in COMPANY)],
)
def test_a_header_means_a_column(kind: Kind, header: str, column: str) -> None:
    meaning = meaning_of(kind, header)

    assert meaning is not None
    assert (meaning.column, meaning.is_vague) == (column, False)


@pytest.mark.parametrize("header", NOTHING)
@pytest.mark.parametrize("kind", list(Kind))
def test_fields_that_no_record_has_mean_nothing(kind: Kind, header: str) -> None:
    assert meaning_of(kind, header) is None


def test_a_parent_account_is_nothing_of_a_person() -> None:
    assert meaning_of(Kind.PERSON, "Parent Account") is None


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("City", "Mailing City"),
        ("Mailing City", "Shipping City"),
        ("Shipping City", "Other City"),
        ("Phone", "Work Phone"),
        ("Work Phone", "Mobile Phone"),
        ("Job Title", "Title"),
        ("Website", "Domain"),
        ("FormattedWorkPhoneNumber", "WorkPhoneNumber"),
        ("Full Name", "Name"),
        ("BillingState", "BillingStateCode"),
    ],
)
def test_the_plainer_of_two_names_is_nearer(nearer: str, farther: str) -> None:
    one = meaning_of(Kind.PERSON, nearer)
    other = meaning_of(Kind.PERSON, farther)

    assert one is not None
    assert other is not None
    assert one.column == other.column
    assert one.distance < other.distance


def test_what_is_said_vaguely_is_marked() -> None:
    vague = [("Other City", Kind.PERSON), ("Company City", Kind.PERSON), ("Company Size", Kind.COMPANY)]

    meanings = [meaning_of(kind, header) for header, kind in vague]

    assert [meaning.is_vague for meaning in meanings if meaning is not None] == [True, True, True]
