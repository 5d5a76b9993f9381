"""Updates of contacts and leads with the appendix's fields (S35 to S37)."""

from serving.crm.vendors import VENDORS
from serving.rules.linking.links import RecordKey
from serving.rules.routing.appendix import PersonFields
from serving.rules.vocabulary import CrmObject
from serving.sync.linking.statements import RecordUnknown
from serving.writeback.addressing import addressed
from serving.writeback.calls import call_crm, require_client
from serving.writeback.creation import FieldsForeign, Making, parent_type, require_writable
from serving.writeback.own_fields import note_fields
from serving.writeback.targeting import addressee


def update_record(making: Making, key: RecordKey, user_id: str, fields: PersonFields) -> None:
    """Write the given fields into the CRM; the change reaches the store by the sync service, as any other.

    Raises RecordUnwritable, FieldsForeign, RecordUnknown, GrantMissing, CrmUnavailable, CrmRefused, RecordGone,
    WrongPath.
    """
    scope = making.scope
    require_writable(scope, key.object, fields)
    if not fields.named():
        raise FieldsForeign("got no field, expected at least one")
    with scope.store.reading() as connection:
        to = addressee(connection, scope, key)
        if to is None:
            raise RecordUnknown(f"got {key.object}/{key.id}, which this instance does not hold")
        parent = fields.parent_account_id
        if parent is not None and addressee(connection, scope, RecordKey(CrmObject.ACCOUNT, parent)) is None:
            raise FieldsForeign("got a parent_account_id of no account here, expected one of this instance")
    client, bodies = require_client(scope, user_id, making.now, making.client_of), VENDORS[scope.instance.crm].bodies
    record = addressed(client, bodies, to.record)
    for request in bodies.update(record, fields, parent_type(client, bodies, fields)):
        call_crm(client, request)
    with scope.writing() as connection:
        note_fields(connection, scope, key, fields, making.now)
