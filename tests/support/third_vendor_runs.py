"""What a third vendor can do once its folder and its line are there; run where they are: see test_third_vendor.py."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx

from serving.contract.imports.incoming import Incoming, Op, RowReading, SentRow, read_rows
from serving.contract.tenants.instance_routes import Connect
from serving.crm.activities import Text
from serving.crm.appendix import PersonFields
from serving.crm.calling import ApiCaller
from serving.crm.credentials import Secrets
from serving.crm.crm_client import CompanyWritten, CrmClient
from serving.crm.requests import Creation, CrmRecord, CrmRequest, Outgoing
from serving.crm.routing import objects_taking
from serving.crm.run import crm_credentials
from serving.crm.schema import object_uses
from serving.crm.source import wanted_of
from serving.crm.vendors import VENDORS, Shape
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityKind, Crm, CrmObject
from training.commands.service.sync import app

ACME = Crm("acme")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROW = {"key": "7", "given": "Ann", "family": "Lee", "mail": "ann@acme.example", "changed": "2026-03-01T12:00:00Z"}


def main() -> None:
    """Read a row, create a person, write an activity, and print what came of each."""
    vendor = VENDORS[ACME]
    seen = list[list[Any]]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append([request.method, request.url.path, json.loads(request.content or b"null")])
        return httpx.Response(200, json={"rows": [ROW]} if request.method == "GET" else {"key": "8", "id": "n1"})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = CrmClient(http, "https://acme.example", "token", vendor.bodies)
    caller = ApiCaller(
        ACME, http, client.address, crm_credentials(ACME, Secrets({"ONEMATCH_ACME_TOKEN": "t"}), http, "")
    )
    shown = [one.model_dump() for one in object_uses(vendor)]
    source = vendor.source(caller, wanted_of(ACME, {"crms": {"acme": shown}}, "amount"), lambda _: None)
    rows = [SentRow(Op.UPSERT, CrmObject.CONTACT, record=row) for row in source.all_of(CrmObject.CONTACT, None).rows]
    [read] = (one for one in read_rows(rows, RowReading(ACME, Shape("acme"), AT)) if isinstance(one, Incoming))
    fields = PersonFields(acting_crm_user="77", first_name="Ann", last_name="Lee")
    created = client.send(vendor.bodies.creation(Creation(CrmObject.CONTACT, fields, AT)))
    note = Outgoing(ActivityKind.NOTE, Text("Hi", "Met"), "77", AT, "om1")
    [piece] = vendor.bodies.pieces(note, CrmRecord(CrmObject.CONTACT, "7"), None)
    written = client.send(piece.create)
    try:
        client.send(CrmRequest("PATCH", "/firms/1", {}))
    except CompanyWritten:
        seen.append(["refused"])
    Connect.model_validate(
        {
            "crm": "acme",
            "urls": {"api": client.address, "site": "acme.example"},
            "consent": {"crm_admin": "1", "agreed_at": AT},
        }
    )
    found = {
        "read": [read.key.name, dict(read.values)],
        "sent": seen,
        "ids": [vendor.bodies.written_id("people", created.body), vendor.bodies.written_id("notes", written.body)],
        "page": vendor.deep_link({"site": "acme.example"}, RecordKey(CrmObject.CONTACT, "7")),
        "takes": [*map(str, objects_taking(ActivityKind.NOTE, vendor.takes, KIND_OF[CrmObject.CONTACT]))],
        "reason": vendor.not_imported(CrmObject.LEAD),
        "commands": sorted({one.name for one in app.registered_commands if one.name in set(Crm)}),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
