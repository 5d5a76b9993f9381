"""The vendors' doubles with an owner, records and a token, as deliveries need them; what they hold by activity."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import KIND_OF, Crm, CrmObject
from tests.support.tenant import START
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.oracle import OracleDouble

_NAME = re.compile(r"number-\d{4}x")


@dataclass(frozen=True, slots=True)
class Place:
    """A profile, the record that it is linked to, and whose activities go there."""

    profile: ProfileKey
    record: RecordKey


class HubspotRig:
    """HubSpot's double with its records; `held` names each activity that it holds, with part and record."""

    crm = Crm.HUBSPOT

    def __init__(self, double: HubSpotDouble) -> None:
        self.double = double
        self.clock = double.clock
        self.faults = double.faults
        self.address = double.address
        self.token = double.private_token()
        self.seller = double.user_owner("501", "ann@acme.example", 77).id

    def places(self) -> list[Place]:
        people = [self.double.user_create("contacts", {"lastname": f"Person {n}"}).id for n in range(8)]
        firms = [self.double.user_create("companies", {"name": f"Firm {n}"}).id for n in range(3)]
        return [*_places(CrmObject.CONTACT, people), *_places(CrmObject.ACCOUNT, firms)]

    def lag(self, seconds: int) -> None:
        self.double.records.search_lag_s = seconds

    def held(self) -> Iterator[tuple[str, str, str]]:
        names = {"contacts": CrmObject.CONTACT, "companies": CrmObject.ACCOUNT}
        for record in self.double.state.records.values():
            found = _NAME.search(repr(record.properties))
            if found is None or record.archived:
                continue
            rows = self.double.state.associations.get(record.key, [])
            targets = sorted({f"{names[row.to_kind].value}/{row.to_id}" for row in rows if row.to_kind in names})
            yield found[0], record.kind, ", ".join(targets)


class OracleRig:
    """The same of Oracle Sales."""

    crm = Crm.ORACLE

    def __init__(self, double: OracleDouble) -> None:
        self.double = double
        self.clock = double.clock
        self.faults = double.faults
        self.address = double.address
        double.access_token_s = 10**9
        self.seller = str(double.user_create("resourceUsers", {"ResourceEmail": "ann@acme.example"}))
        form = {"grant_type": "client_credentials", "client_id": "client-of-the-double"}
        form["client_secret"] = "secret-of-the-double"
        self.token = httpx.post(f"{self.address}/oauth2/v1/token", data=form).json()["access_token"]

    def places(self) -> list[Place]:
        people = [str(self.double.user_create("contacts", {"LastName": f"Person {n}"})) for n in range(6)]
        leads = [str(self.double.user_create("leads", {"Name": f"Lead {n}"})) for n in range(2)]
        firms = [str(self.double.user_create("accounts", {"OrganizationName": f"Firm {n}"})) for n in range(3)]
        return [
            *_places(CrmObject.CONTACT, people),
            *_places(CrmObject.LEAD, leads),
            *_places(CrmObject.ACCOUNT, firms),
        ]

    def lag(self, seconds: int) -> None:
        self.double.records.read_lag_s = seconds

    def held(self) -> Iterator[tuple[str, str, str]]:
        for row in self.double.state.rows.values():
            text = str(row.values.get("ActivityDescription") or row.values.get("NoteTxt") or "")
            found = _NAME.search(base64.b64decode(text).decode())
            if found is None or row.deleted:
                continue
            named = {"PrimaryContactId": CrmObject.CONTACT, "LeadId": CrmObject.LEAD}
            targets = [f"{of.value}/{row.values[name]}" for name, of in named.items() if row.values.get(name)]
            parent = row.parent.replace("contacts/", "contact/").replace("leads/", "lead/")
            yield found[0], row.resource, ", ".join(targets) or parent.replace("accounts/", "account/")


VendorRig = HubspotRig | OracleRig


def _places(crm_object: CrmObject, ids: list[str]) -> list[Place]:
    kind = KIND_OF[crm_object]
    return [Place(ProfileKey(kind, f"{crm_object.value}-of-{one}"), RecordKey(crm_object, one)) for one in ids]


@contextmanager
def running(crm: Crm) -> Iterator[VendorRig]:
    """Serve a vendor's double until the block ends."""
    if crm is Crm.HUBSPOT:
        with HubSpotDouble(clock=VendorClock(START)) as hubspot:
            yield HubspotRig(hubspot)
    else:
        with OracleDouble(clock=VendorClock(START)) as oracle:
            yield OracleRig(oracle)
