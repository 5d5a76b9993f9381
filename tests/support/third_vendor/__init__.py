"""An invented CRM, as a third vendor's folder would be: contacts alone, which take notes, and no connector yet."""

import re
from collections.abc import Iterator, Mapping, Sequence

import httpx

from serving.crm.activities import ActivityPart
from serving.crm.appendix import SOURCES, PersonFields
from serving.crm.bodies import Bodies
from serving.crm.credentials import Credentials, FixedToken, Secrets
from serving.crm.reading import NotePath, VendorNames, VendorObject
from serving.crm.requests import ActivityPiece, Creation, CrmRecord, CrmRequest, Outgoing, WrittenObject, segment
from serving.crm.routing import Way
from serving.crm.source import Chunk, CrmSource, Cursor, Readable, References, listed_in
from serving.crm.vendor import AddressPart, Vendor, in_address
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject

CONTACT = VendorObject(
    name="people",
    fields={
        "id": ("key",),
        "first_name": ("given",),
        "last_name": ("family",),
        "email": ("mail",),
        "owner_id": ("owner",),
        "modified_at": ("changed",),
    },
    notes=NotePath("/people/{key}/notes", "https://acme.example/docs/notes"),
    is_written=True,
    page_type="person",
)
NAMES = VendorNames(
    objects={CrmObject.CONTACT: CONTACT},
    fields_of=lambda item: item,
    derived=lambda _, __: {},
    is_deleted=lambda item: item.get("gone") is True,
)


class AcmeBodies(Bodies):
    """Requests to the invented CRM."""

    ids: Mapping[str, str] = {"people": "key"}

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:  # noqa: ARG002
        body = {"text": f"{outgoing.text.body}\n{outgoing.marker}", "author": outgoing.acting_user}
        create = CrmRequest("POST", f"/people/{segment(record.id)}/notes", body)
        search = CrmRequest("GET", "/notes", query={"contains": outgoing.marker})
        return (ActivityPiece(ActivityPart.NOTE, "notes", create, search),)

    def items_of(self, answer: object) -> Sequence[object] | None:
        found = answer.get("rows") if isinstance(answer, Mapping) else None
        return found if isinstance(found, list) else None

    def removal(self, existing: WrittenObject) -> CrmRequest:
        return CrmRequest("DELETE", f"/notes/{segment(existing.crm_id)}")

    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:  # noqa: ARG002
        return (CrmRequest("PATCH", f"/notes/{segment(existing.crm_id)}", {"person": target.id}),)

    def similar_records(self, creation: Creation) -> CrmRequest:
        return CrmRequest("GET", "/people", query={"family": creation.fields.last_name or ""})

    def creation(self, creation: Creation) -> CrmRequest:
        return CrmRequest("POST", "/people", _person(creation.fields))

    def created_again(self, creation: Creation) -> CrmRequest:
        return self.similar_records(creation)

    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:  # noqa: ARG002
        return (CrmRequest("PATCH", f"/people/{segment(record.id)}", _person(fields)),)


def _person(fields: PersonFields) -> dict[str, str]:
    named = {SOURCES[name]: value for name, value in fields.named().items() if name in SOURCES}
    return {CONTACT.fields[column][0]: value for column, value in named.items() if column in CONTACT.fields}


class AcmeSource(CrmSource):
    """The invented CRM as a connector reads it: one list."""

    names = NAMES

    def newest(self, crm_object: CrmObject) -> int | None:  # noqa: ARG002
        return None

    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:  # noqa: ARG002
        page = self.call(CrmRequest("GET", f"/{NAMES.objects[crm_object].name}"))
        return Chunk(listed_in(page, "rows"))

    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:  # noqa: ARG002
        return self.all_of(crm_object, cursor)

    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:  # noqa: ARG002
        return [], []

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        return Chunk([row for row in self.all_of(crm_object, None).rows if row["key"] in ids])

    def check(self) -> Iterator[Readable]:
        yield Readable("contact: people", True)


def _credentials(secrets: Secrets, _: httpx.Client, __: str) -> Credentials:
    return FixedToken(secrets.need("ONEMATCH_ACME_TOKEN"))


def _page(site: str, page_type: str, record: RecordKey, _: str) -> str:
    return f"https://{site}/{page_type}/{in_address(record.id)}"


VENDOR = Vendor(
    label="Acme",
    names=NAMES,
    bodies=AcmeBodies(),
    takes={ActivityKind.NOTE: {CrmObject.CONTACT: Way.YES}},
    source=AcmeSource,
    credentials=_credentials,
    address=AddressPart("site", "Pages of the site", "acme.example"),
    page=_page,
    companies=re.compile("/firms(/.*)?"),
)
