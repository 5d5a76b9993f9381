"""Requests to either CRM: each activity on each record, and each person."""

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from serving.crm.activities import Text
from serving.crm.appendix import PersonFields
from serving.crm.requests import Creation, CrmRecord, CrmRequest, Outgoing
from serving.crm.routing import Way, way
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import ActivityKind, Crm, CrmObject

AT = datetime(2026, 3, 1, 13, 5, 9, 123456, tzinfo=timezone(timedelta(hours=1)))
ROOT = "/crmRestApi/resources/11.13.18.05"


def _addressed(target: CrmObject, record_id: str, path: str) -> CrmRecord:
    return CrmRecord(target, record_id, f"{ROOT}/{path}", f"{ROOT}/{path}/child/Note")


CONTACT = _addressed(CrmObject.CONTACT, "300100", "contacts/CDRM_1")
LEAD = _addressed(CrmObject.LEAD, "300200", "leads/00020000000EACED")
ACCOUNT = _addressed(CrmObject.ACCOUNT, "300300", "accounts/CDRM_3")
RECORDS = {record.object: record for record in (CONTACT, LEAD, ACCOUNT)}
INMAIL = Outgoing(ActivityKind.INMAIL, Text("Hi", "One\nTwo <b> & more"), "77", AT, "om0a1b2c")
PERSON = PersonFields(
    acting_crm_user="77",
    country="GB",
    first_name="Joanna",
    last_name="O'Neil",
    parent_account_id="300300",
    phone="+44 20 7946 0000",
    title="CEO",
)
NEW_CONTACT = Creation(CrmObject.CONTACT, PERSON, AT)
NEW_LEAD = Creation(CrmObject.LEAD, replace(PERSON, stage="NEW"), AT)
ALLOWED = [
    (crm, kind, target)
    for crm in Crm
    for kind in ActivityKind
    for target in RECORDS
    if way(kind, VENDORS[crm].takes, target) is not Way.NO
]


def people_requests(crm: Crm, creation: Creation) -> list[CrmRequest]:
    bodies = VENDORS[crm].bodies
    record = RECORDS[creation.object]
    requests = (bodies.similar_records(creation), bodies.creation(creation), bodies.created_again(creation))
    return [*requests, *bodies.update(record, creation.fields, None)]


def body_of(request: CrmRequest) -> dict[str, object]:
    assert request.body is not None
    return dict(request.body)


def text_of(request: CrmRequest, name: str) -> str:
    """Return the text of a large attribute, which Oracle takes in base64."""
    return base64.b64decode(str(body_of(request)[name]), validate=True).decode()


def type_ids(request: CrmRequest) -> list[int]:
    associations = json.loads(json.dumps(request.body))["associations"]
    return [one["types"][0]["associationTypeId"] for one in associations]
