"""What both CRMs answer, field by field as it is documented; people, ids and texts are our own.

HubSpot: developers.hubspot.com/docs/api/crm/contacts, and the models of its own client library. Oracle Sales:
docs.oracle.com/en/cloud/saas/sales/faaps, pages api-contacts, op-contacts-get and op-opportunities-post.
"""

from typing import Any

HUBSPOT_CONTACT: dict[str, Any] = {
    "id": "512",
    "properties": {
        "createdate": "2026-02-27T08:15:09.113Z",
        "email": "ann@acme.example",
        "firstname": "Ann",
        "hs_object_id": "512",
        "jobtitle": "CTO",
        "lastmodifieddate": "2026-03-01T12:00:00.250Z",
        "lastname": "Lee",
        "phone": "",
    },
    "createdAt": "2026-02-27T08:15:09.113000+00:00",
    "updatedAt": "2026-03-01T12:00:00.250000+00:00",
    "archived": False,
}
HUBSPOT_CONTACTS: dict[str, Any] = {
    "results": [
        HUBSPOT_CONTACT
        | {
            "associations": {
                "companies": {
                    "results": [
                        {"id": "9", "type": "contact_to_company"},
                        {"id": "8", "type": "contact_to_company_unlabeled"},
                    ]
                }
            }
        }
    ],
    "paging": {"next": {"after": "513", "link": "https://api.hubapi.com/crm/v3/objects/contacts?after=513"}},
}
HUBSPOT_FOUND: dict[str, Any] = {"total": 1, "results": [HUBSPOT_CONTACT]}
HUBSPOT_NOBODY: dict[str, Any] = {"total": 0, "results": []}
HUBSPOT_OWNER: dict[str, Any] = {
    "id": "77",
    "email": "sam@seller.example",
    "firstName": "Sam",
    "lastName": "Roe",
    "userId": 1296619,
    "userIdIncludingInactive": 1296619,
    "type": "PERSON",
    "teams": [
        {"id": "31", "name": "North", "primary": True},
        {"id": "32", "name": "Partners", "primary": False},
    ],
    "createdAt": "2026-01-05T09:00:00.541000+00:00",
    "updatedAt": "2026-02-01T09:00:00.541000+00:00",
    "archived": False,
}
HUBSPOT_TOO_MANY: dict[str, Any] = {
    "status": "error",
    "message": "You have reached your secondly limit.",
    "errorType": "RATE_LIMIT",
    "correlationId": "c033cdaa-2c40-4a64-ae48-b4cec88dad24",
    "policyName": "SECONDLY",
}
HUBSPOT_WRONG: dict[str, Any] = {
    "status": "error",
    "message": "Property values were not valid",
    "correlationId": "aeb5f871-7f07-4993-9211-075dc63e7cbf",
    "category": "VALIDATION_ERROR",
    "links": {"knowledge-base": "https://www.hubspot.com/products/service/knowledge-base"},
}


def _links(path: str) -> list[dict[str, str]]:
    href = f"https://pod.oraclecloud.com/crmRestApi/resources/11.13.18.05/{path}"
    name = path.partition("/")[0]
    kind = "item"
    return [{"rel": rel, "href": href, "name": name, "kind": kind} for rel in ("self", "canonical")]


ORACLE_CONTACT: dict[str, Any] = {
    "PartyId": 300100111705686,
    "PartyNumber": "CDRM_2",
    "FirstName": "Ann",
    "MiddleName": None,
    "LastName": "Lee",
    "JobTitle": "CTO",
    "EmailAddress": "ann@acme.example",
    "WorkPhoneNumber": None,
    "MobileNumber": "5550100",
    "AccountPartyId": 300100111705700,
    "AccountPartyNumber": "CDRM_7",
    "AccountName": "Acme Robotics",
    "OwnerPartyId": 100010025532672,
    "PartyStatus": "A",
    "Country": "US",
    "CreationDate": "2026-02-27T08:15:09+00:00",
    "LastUpdateDate": "2026-03-01T12:00:00.250+00:00",
    "links": _links("contacts/CDRM_2"),
}
ORACLE_CONTACTS: dict[str, Any] = {
    "items": [ORACLE_CONTACT],
    "count": 1,
    "hasMore": False,
    "limit": 25,
    "offset": 0,
    "links": _links("contacts"),
}
ORACLE_NOBODY: dict[str, Any] = {"items": [], "count": 0, "hasMore": False, "limit": 25, "offset": 0, "links": []}
ORACLE_OPPORTUNITY: dict[str, Any] = {
    "OptyId": 300100111705750,
    "OptyNumber": "CDRM_11",
    "Name": "Robots",
    "StatusCode": "OPEN",
    "SalesStage": "01 - Qualification",
    "SalesMethod": "Standard Sales Process",
    "EffectiveDate": "2026-04-01",
    "Revenue": 100000,
    "CurrencyCode": "USD",
    "TargetPartyId": 300100111705700,
    "TargetPartyName": "Acme Robotics",
    "OwnerResourcePartyId": 100010025532672,
    "KeyContactId": 300100111705686,
    "links": _links("opportunities/CDRM_11"),
}
ORACLE_ACTIVITY: dict[str, Any] = {
    "ActivityId": 300100111705800,
    "ActivityNumber": "CDRM_21",
    "ActivityFunctionCode": "TASK",
    "Subject": "Your fleet",
    "ActivityEndDate": None,
    "links": _links("activities/CDRM_21"),
}
