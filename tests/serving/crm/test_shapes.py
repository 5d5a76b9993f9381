"""Rows of HubSpot, Oracle Sales and canonical rows become rows of our columns, or rejects."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.page_bodies import PageUnreadable, rows_of
from serving.crm.reading import OBJECT_COLUMNS, Misshapen, Shaped, listed, shaped
from serving.crm.schema import compared_as, object_uses
from serving.crm.vendors import VENDORS, Shape, names_of
from serving.vocabulary.terms import KIND_OF, Crm, CrmObject

ACCOUNT, CONTACT, LEAD, OPPORTUNITY, USER = CrmObject
HUBSPOT_CONTACT = {
    "id": "512",
    "properties": {
        "hs_object_id": "512",
        "firstname": "Ann",
        "lastname": "Lee",
        "email": "ann@acme.example",
        "phone": "",
        "mobilephone": "+1 555 0100",
        "jobtitle": "CTO",
        "state": "Texas",
        "hubspot_owner_id": "77",
        "lastmodifieddate": "2026-03-01T12:00:00.000Z",
        "hs_linkedin_url": None,
    },
    "associations": {
        "companies": {
            "results": [
                {"id": "8", "type": "contact_to_company_unlabeled"},
                {"id": "9", "type": "contact_to_company_unlabeled"},
                {"id": "9", "type": "contact_to_company"},
            ]
        }
    },
    "archived": False,
}
HUBSPOT_DEAL = {
    "id": "O1",
    "properties": {
        "dealname": "Robots",
        "dealstage": "s2",
        "pipeline": "default",
        "amount": "100",
        "hs_is_closed": "true",
        "hs_is_closed_won": "false",
    },
    "associations": {
        "companies": {"results": [{"id": "9", "type": "deal_to_company"}]},
        "contacts": {"results": [{"id": "512", "type": "a"}, {"id": "512", "type": "b"}, {"id": "513", "type": "a"}]},
    },
}
ORACLE_DEAL = {
    "OptyId": 300000001,
    "OptyNumber": "OPT-7",
    "Name": "Robots",
    "StatusCode": "WON",
    "EffectiveDate": "2026-04-01",
    "TargetPartyId": 42,
    "KeyContactId": 5,
    "OpportunityContact": {"items": [{"PERPartyId": 6}, {"PERPartyId": 5}]},
}


def read(crm: Crm | None, crm_object: CrmObject, item: Any) -> dict[str, str]:
    found = shaped(None if crm is None else VENDORS[crm].names, crm_object, item)
    assert isinstance(found, Shaped), found
    return dict(found.values)


def test_a_hubspot_contact_is_read_with_its_primary_company() -> None:
    assert read(Crm.HUBSPOT, CONTACT, HUBSPOT_CONTACT) == {
        "id": "512",
        "first_name": "Ann",
        "last_name": "Lee",
        "email": "ann@acme.example",
        "phone": "+1 555 0100",
        "title": "CTO",
        "region": "Texas",
        "owner_id": "77",
        "modified_at": "2026-03-01T12:00:00.000Z",
        "account_id": "9",
    }


def associated(*companies: tuple[str, str], more: bool = False, primary: str | None = None) -> dict[str, Any]:
    """A list page's item; HubSpot answers a company once for each type of its association."""
    results = [{"id": identity, "type": name} for identity, name in companies]
    paging = {"paging": {"next": {"after": "1"}}} if more else {}
    properties = {"dealname": "Robots", "associatedcompanyid": primary}
    return {"id": "7", "properties": properties, "associations": {"companies": {"results": results} | paging}}


@pytest.mark.parametrize(
    ("crm_object", "item", "account_id"),
    [
        (CONTACT, associated(("241", "contact_to_company_unlabeled"), ("1733", "contact_to_company")), "1733"),
        (OPPORTUNITY, associated(("241", "deal_to_company_unlabeled"), ("1733", "deal_to_company")), "1733"),
        (
            CONTACT,
            associated(("241", "primary_investor_to_company"), ("1733", "contact_to_company"), primary="1733"),
            "1733",
        ),
        (
            CONTACT,
            associated(
                ("241", "contact_to_company_unlabeled"), ("1733", "contact_to_company_unlabeled"), primary="1733"
            ),
            "1733",
        ),
        (CONTACT, associated(("241", "contact_to_company_unlabeled"), more=True, primary="1733"), "1733"),
        (CONTACT, associated(("241", "contact_to_company"), primary="1733"), "241"),
        (CONTACT, associated(("241", "contact_to_company_unlabeled"), primary="1733"), "241"),
        (CONTACT, associated(primary="1733"), None),
        (CONTACT, {"id": "7", "properties": {"associatedcompanyid": "1733"}}, "1733"),
    ],
)
def test_s14_the_account_of_several_companies_is_the_primary_one(
    crm_object: CrmObject, item: dict[str, Any], account_id: str | None
) -> None:
    """The type decides, then `associatedcompanyid`; HubSpot's page "Associations v4" has both types of an account."""
    assert read(Crm.HUBSPOT, crm_object, item).get("account_id") == account_id


def test_a_hubspot_company_deal_and_owner_are_read() -> None:
    company = {"id": "9", "properties": {"name": "Acme", "domain": "acme.example", "numberofemployees": 12.0}}
    owner = {"id": "77", "email": "o@seller.example", "firstName": "Olga", "lastName": "O", "archived": True}

    deal = read(Crm.HUBSPOT, OPPORTUNITY, HUBSPOT_DEAL)

    assert read(Crm.HUBSPOT, ACCOUNT, company) == {
        "id": "9",
        "name": "Acme",
        "website": "acme.example",
        "employees": "12",
    }
    assert (deal["status"], deal["account_id"], deal["contact_ids"]) == ("lost", "9", "512; 513")
    user = read(Crm.HUBSPOT, USER, owner)
    assert (user["name"], user["email"], user["active"]) == ("Olga O", "o@seller.example", "False")


@pytest.mark.parametrize(
    ("closed", "won", "status"),
    [
        ("true", "true", "won"),
        ("true", "false", "lost"),
        ("false", None, "open"),
        (None, None, None),
        ("", "", None),
        ("true", None, None),
    ],
)
def test_a_deal_without_a_status_gets_it_from_its_stage(
    closed: str | None, won: str | None, status: str | None
) -> None:
    """D15."""
    given = {"hs_is_closed": closed, "hs_is_closed_won": won}
    properties = {name: value for name, value in given.items() if value is not None}

    assert read(Crm.HUBSPOT, OPPORTUNITY, {"id": "O1", "properties": properties}).get("status") == status


def test_oracle_records_have_their_party_id_and_public_number() -> None:
    contact = {
        "PartyId": 300000005,
        "PartyNumber": "CDRM_5",
        "FirstName": "Ann",
        "LastName": "Lee",
        "AccountPartyId": 42,
        "MobileNumber": "1",
        "LastUpdateDate": "2026-03-01T12:00:00+00:00",
    }
    lead = {"LeadId": 9, "LeadNumber": "L-9", "PrimaryContactPartyName": "Ann Lee", "CustomerPartyName": "Acme"}

    assert read(Crm.ORACLE, CONTACT, contact) == {
        "id": "300000005",
        "crm_number": "CDRM_5",
        "first_name": "Ann",
        "last_name": "Lee",
        "account_id": "42",
        "phone": "1",
        "modified_at": "2026-03-01T12:00:00+00:00",
    }
    assert read(Crm.ORACLE, LEAD, lead) == {
        "id": "9",
        "crm_number": "L-9",
        "full_name": "Ann Lee",
        "company": "Acme",
    }


@pytest.mark.parametrize(
    ("code", "status"),
    [("WON", "won"), ("LOST", "lost"), ("OPEN", "open"), ("NO_SALE", "lost"), (None, "unknown"), ("HELD", "unknown")],
)
def test_an_oracle_opportunity_names_its_key_contact_first(code: str | None, status: str) -> None:
    """D15: a missing status of Oracle, or a customer's own one, is unknown."""
    deal = read(Crm.ORACLE, OPPORTUNITY, ORACLE_DEAL | {"StatusCode": code})

    assert (deal["contact_ids"], deal["account_id"], deal["close_date"]) == ("5; 6", "42", "2026-04-01")
    assert deal["status"] == status


def test_canonical_rows_keep_known_and_requested_columns() -> None:
    """S46: the contract's revenue field is kept beside the canonical columns."""
    row = {"id": 7, "name": " Deal ", "margin": 12.5, "colour": "red", "contact_ids": ["a", "b", None], "version": 3}

    found = shaped(None, OPPORTUNITY, row, {"margin": "margin"})

    assert found == Shaped("7", {"id": "7", "name": "Deal", "margin": "12.5", "contact_ids": "a; b"}, "3")
    assert listed("a; b;; c") == ("a", "b", "c")


@pytest.mark.parametrize(
    ("row", "identity", "reason"),
    [
        ([], None, "got a list, expected an object of columns"),
        (None, None, "got nothing, expected an object of columns"),
        ({"first_name": "Ann"}, None, "id: got nothing"),
        ({"id": "  "}, None, "id: got nothing"),
        ({"id": "x" * 201}, None, "id: got 201 characters"),
        ({"id": "1", "email": {"a": 1}}, "1", "email: got an object, expected text"),
        ({"id": "1", "email": ["a"]}, "1", "email: got a list, expected text"),
    ],
)
def test_rejected_rows_have_a_reason(row: object, identity: str | None, reason: str) -> None:
    """D22."""
    found = shaped(None, CONTACT, row)

    assert isinstance(found, Misshapen)
    assert (found.id, found.reason[: len(reason)]) == (identity, reason)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
KNOWN = ["id", "properties", "associations", "companies", "PartyId", "OpportunityContact", "name", "archived", "active"]


@given(st.sampled_from(Shape), st.sampled_from(CrmObject), st.dictionaries(st.sampled_from(KNOWN), JSON) | JSON)
def test_any_input_becomes_a_row_or_a_reason(shape: Shape, crm_object: CrmObject, item: Any) -> None:
    """Input of a CRM raises no error; kept values are text without NUL."""
    found = shaped(names_of(shape), crm_object, item)

    if isinstance(found, Shaped):
        assert found.id == found.values["id"]
        assert all(isinstance(text, str) and text and "\0" not in text for text in found.values.values())
    else:
        assert found.reason


@pytest.mark.parametrize(
    ("media_type", "body", "rows"),
    [
        ("application/json", b'{"results": [{"id": 1}], "paging": {}}', [{"id": 1}]),
        ("", b'[{"id": 1}]', [{"id": 1}]),
        ("application/x-ndjson", b'{"id": 1}\r\n\r\nnone\r\n', [{"id": 1}, None]),
        (
            "text/csv",
            "id,name\n1,Zoë\n2\n".encode("utf-8-sig"),
            [{"id": "1", "name": "Zoë"}, {"id": "2", "name": None}],
        ),
    ],
)
def test_pages_are_answers_of_crms_lists_or_files(media_type: str, body: bytes, rows: list[object]) -> None:
    assert rows_of(media_type, body) == rows


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b'"rows"'),
        ("application/json", b"[" * 100_000),
        ("text/csv", b"\xff"),
        ("application/vnd.apache.parquet", b"PAR1"),
    ],
)
def test_an_invalid_page_is_refused(media_type: str, body: bytes) -> None:
    with pytest.raises(PageUnreadable):
        rows_of(media_type, body)


def test_a_parquet_file_is_a_page() -> None:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1"], "name": ["Acme"]}), file)

    assert rows_of("application/vnd.apache.parquet", file.getvalue()) == [{"id": "1", "name": "Acme"}]


def test_every_imported_column_of_both_crms_is_one_of_ours() -> None:
    """S14, S38: one table per CRM; no field of a company is written."""
    for crm in Crm:
        for one in object_uses(VENDORS[crm]):
            columns = {field.column: field for field in one.fields}
            assert set(columns) == set(OBJECT_COLUMNS[one.object])
            assert all(field.imported is one.imported for field in one.fields)
            if one.object is ACCOUNT:
                assert not any(field.written for field in one.fields)


@pytest.mark.parametrize(
    ("crm_object", "column", "used"),
    [
        (CONTACT, "email", ("email", "domain")),
        (CONTACT, "account_id", ("company_id",)),
        (CONTACT, "profile_url", ("forces the link",)),
        (CONTACT, "owner_id", ()),
        (ACCOUNT, "name", ("name",)),
        (ACCOUNT, "account_id", ()),
        (ACCOUNT, "country", ("country",)),
    ],
)
def test_a_column_is_listed_with_the_comparisons_that_read_it(
    crm_object: CrmObject, column: str, used: tuple[str, ...]
) -> None:
    """S14."""
    assert compared_as(KIND_OF[crm_object], column) == used
