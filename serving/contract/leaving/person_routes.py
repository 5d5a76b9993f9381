"""A person's rights: what is stored on a record, and its erasure with a certificate."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select

from serving.contract.leaving.persons import erase, stored
from serving.contract.leaving.routes import Certificate
from serving.contract.records.calls import AdminCall, PathId, routes
from serving.contract.records.visibility import WITHHELD, may_see_content
from serving.store.tables.work import certificates
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Linkable

router = routes("leaving", "/stored/{object}/{record_id:path}")


class StoredOnRecord(BaseModel):
    """Every row that names a record, by table; sealed values are opened. Without rows where `withheld` says why."""

    record: str
    at: AwareDatetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    withheld: Literal["crm_permission"] | None = None


@router.get("", summary="Report what is stored on a record")
def show(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    call: AdminCall,
) -> StoredOnRecord:
    """Show all that is stored on a record, such as a person's, for whoever must answer a request for access.

    An admin who may not see the record in the CRM sees that it is withheld; one who may asks for it.
    """
    key = RecordKey(object, record_id)
    with call.reading() as scope:
        tables = stored(scope, key)
    call.name(records=[key.name])
    if not all(may_see_content(row["visible_to"], call.acting_user) for row in tables.get("records", ())):
        return StoredOnRecord(record=key.name, at=call.now, tables={}, withheld=WITHHELD)
    return StoredOnRecord(record=key.name, at=call.now, tables=tables)


@router.delete("", summary="Erase a record")
def remove(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    call: AdminCall,
) -> Certificate:
    """Erase a record and every row that names it, and certify that; the certificate names a keyed hash alone.

    Erase it in the CRM first: a CRM that still has it sends it again. Files of jobs go too.
    """
    certificate_id = erase(call.scope, RecordKey(object, record_id), call.services, call.now)
    call.name(certificates=[certificate_id])
    with call.store.reading() as connection:
        return Certificate.of(connection.execute(select(certificates).filter_by(id=certificate_id)).one())
