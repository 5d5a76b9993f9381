"""Create record (S23, S36 to S38, D30): search for similar records, create, and recover a lost answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from features.normalise.text import fold
from features.normalise.written import name_parts
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.activities.calls import (
    ClientOf,
    CrmUnavailable,
    GrantMissing,
    addressed,
    ask_crm,
    bodies_of,
    call_crm,
    client_for,
    failure_of,
    require_client,
)
from serving.contract.activities.targeting import addressee, link_to
from serving.contract.creation.creation_rows import (
    Begun,
    begin,
    columns_of,
    forget,
    note_fields,
    other_under_way,
    read_begun,
    store_created,
    unresolved,
)
from serving.contract.imports.apply import Batch, apply
from serving.contract.imports.incoming import Incoming, Op
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import RecordUnknown, author_of, created
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.link_rows import read_links
from serving.contract.records.locate import locate
from serving.contract.records.locate_names import RecordQuery
from serving.contract.records.network_rows import Topic, require_profile
from serving.contract.records.rulings import refusing
from serving.contract.records.services import WrapperServices
from serving.crm.appendix import FIELDS, PersonFields, fields_to_create, foreign_fields, unwritable
from serving.crm.crm_client import CrmClient
from serving.crm.requests import CrmRequest
from serving.crm.retries import USUAL_LAG, DeliveryOutcome
from serving.crm.vendors import VENDORS
from serving.http.wire.profiles import Shown
from serving.runtime.event_log import log_event
from serving.store.contracts import CONNECTED, InstanceScope, OpenScope, load_scope
from serving.store.tables.records import records
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import Cause, CrmObject

Columns = dict[str, str]
"""Of a record that the CRM created: its id, and its number in paths where there is one."""
_MAX_SIMILAR = 10


class RecordUnwritable(OnematchError):
    """Such a record is never created or updated (S10, S38)."""


class FieldsForeign(OnematchError):
    """An object of this kind has no such field, or a required field is missing (S36, S37)."""


class RecordsInTheWay(OnematchError):
    """There are records, `items`, because of which none is made."""

    def __init__(self, message: str, items: Sequence[Mapping[str, str]]) -> None:
        super().__init__(message)
        self.items = items


class AlreadyLinked(RecordsInTheWay):
    """The member already has a record (S19)."""


class CreationUnderWay(OnematchError):
    """Another creation from the same member is not finished."""


class CreationUnclear(OnematchError):
    """The CRM holds several records that a creation with an unknown outcome may have made; a person must decide."""


@value_class
class Making:
    """The instance, the services and the time of a creation or update."""

    scope: InstanceScope
    services: WrapperServices
    now: datetime
    client_of: ClientOf = client_for


def create_record(making: Making, requested: Begun, force: str | None = None) -> RecordKey:
    """Create a contact or lead from a member and link it; a repeat with the same id continues the creation.

    `force` is the reason to ignore similar records. Without a grant only the store is searched: the raised error has
    what was found.
    Raises RecordUnwritable, FieldsForeign, ProfileUnknown, AlreadyLinked, SimilarRecords,
    CreationUnderWay, CreationUnclear, GrantMissing, CrmUnavailable, CrmRefused.
    """
    require_writable(making.scope, requested.object, requested.fields)
    try:
        return _create(making, requested, force)
    except GrantMissing as missing:
        missing.items = named(_similar(making.scope, _prepare(making, requested)))
        raise


def _create(making: Making, requested: Begun, force: str | None) -> RecordKey:
    client = require_client(making.scope, requested.user_id, making.now, making.client_of)
    with making.scope.reading() as open_scope:
        earlier = read_begun(open_scope, requested.id)
    if earlier is not None:
        return earlier.key or _go_on(making, client, earlier)
    begun = _prepare(making, requested)
    if force is None:
        refuse_similar_records(making.scope, client, begun)
    request = _request(client, begun)
    with making.scope.writing() as open_scope:
        if other_under_way(open_scope, begun):
            raise CreationUnderWay("got a member from whom another record is being made, expected a retry later")
        begin(open_scope, begun)
    return finish(making, begun, _send(making, client, begun, request))


def _go_on(making: Making, client: CrmClient, begun: Begun) -> RecordKey:
    """Recover an earlier request once the CRM's search can find its record; send it only if there is none."""
    if making.now < begun.at + USUAL_LAG:
        raise failure_of(DeliveryOutcome.UNKNOWN)
    columns = find_created(making, client, begun)
    if columns is None:
        columns = _send(making, client, begun, _request(client, begun))
    return finish(making, begun, columns)


def require_writable(scope: InstanceScope, target: CrmObject, fields: PersonFields) -> None:
    """Raise RecordUnwritable or FieldsForeign for records and fields that are never written (S10, S36 to S38)."""
    never = unwritable(VENDORS[scope.instance.crm].unwritable, target)
    if never is not None:
        raise RecordUnwritable("got a record that is never written: {never}", never=never)
    foreign = foreign_fields(target, fields)
    if foreign:
        raise FieldsForeign("got {foreign}, which a {target} does not have", foreign=", ".join(foreign), target=target)


def _prepare(making: Making, requested: Begun) -> Begun:
    """Return a creation with all fields that are written."""
    matching = making.services.matching
    with making.scope.reading() as scope:
        require_profile(scope.connection, matching, Kind.PERSON, requested.profile_id, Topic.RECORDS)
        shown = matching.profiles(Kind.PERSON, [requested.profile_id])[requested.profile_id]
        link = link_to(scope, ProfileKey(Kind.PERSON, requested.profile_id))
        if link is not None:
            raise AlreadyLinked("got a member who has a record, expected one without", named([link.key]))
        company_id = shown.get("company_id")
        parent = link_to(scope, ProfileKey(Kind.COMPANY, company_id)) if company_id else None
    profile_fields = _shown_fields(shown, requested.user_id)
    fields = fields_to_create(requested.fields, profile_fields, parent.key.id if parent else None)
    if not fields.last_name:
        raise FieldsForeign("got no last_name, expected one")
    return replace(requested, fields=fields)


def _shown_fields(shown: Shown, user_id: str) -> PersonFields:
    """Return the profile's fields as they were written; each name from its own field, where there is one."""
    first, last = name_parts({**shown, "full_name": shown.get("name", "")})
    return PersonFields(
        acting_crm_user=user_id,
        country=shown.get("country"),
        first_name=first or None,
        last_name=last or None,
        title=shown.get("title"),
    )


def parent_type(client: CrmClient, fields: PersonFields) -> int | None:
    """Return the type of the association with the parent account, by the types that the CRM has.

    None where it has none, or does not show them to the user. Raises GrantMissing, CrmUnavailable.
    """
    request = client.bodies.parent_types() if fields.parent_account_id else None
    if request is None:
        return None
    reply = ask_crm(client, request)
    return client.bodies.parent_type(reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else None


def _request(client: CrmClient, begun: Begun) -> CrmRequest:
    """Return the creation as the CRM takes it. Raises GrantMissing, CrmUnavailable."""
    creation = replace(begun.creation, parent_type=parent_type(client, begun.fields))
    return client.bodies.creation(creation)


def _send(making: Making, client: CrmClient, begun: Begun, request: CrmRequest) -> Columns:
    reply = client.send_patiently(request)
    columns = _answered_columns(making, begun, reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else None
    if columns is not None:
        return columns
    if reply.outcome in (DeliveryOutcome.WRITTEN, DeliveryOutcome.UNKNOWN):  # the record may exist
        raise CrmUnavailable("the CRM's answer was lost, expected a retry with the same Idempotency-Key")
    with making.scope.writing() as open_scope:
        forget(open_scope, begun)
    raise failure_of(reply.outcome)


def find_created(making: Making, client: CrmClient, begun: Begun) -> Columns | None:
    """Search the CRM for the record of an earlier request; None if there is none.

    Raises CreationUnclear, GrantMissing, CrmUnavailable, CrmRefused.
    """
    bodies = client.bodies
    reply = client.send_patiently(bodies.created_again(begun.creation))
    items = bodies.items_of(reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else None
    if items is None:
        raise failure_of(DeliveryOutcome.UNKNOWN if reply.outcome is DeliveryOutcome.WRITTEN else reply.outcome)
    if len(items) > 1:
        raise CreationUnclear(
            "got {n_items} records that may have been created, expected one at most", n_items=len(items)
        )
    return _answered_columns(making, begun, items[0]) if items else None


def _answered_columns(making: Making, begun: Begun, answer: object) -> Columns | None:
    bodies = bodies_of(making.scope)
    name = _name(making.scope, begun)
    columns = {"id": bodies.written_id(name, answer), "crm_number": bodies.number_of(name, answer)}
    return {column: value for column, value in columns.items() if value is not None} if columns["id"] else None


def _name(scope: InstanceScope, begun: Begun) -> str:
    return VENDORS[scope.instance.crm].names.objects[begun.object].name


def finish(making: Making, begun: Begun, columns: Columns) -> RecordKey:
    """Store the record until its import comes, and link it to its member (S24, S28)."""
    scope = making.scope
    key = RecordKey(begun.object, columns["id"])
    values = {"id": key.id, **columns_of(begun.fields), "owner_id": begun.user_id, **columns}
    incoming = Incoming(1, Op.UPSERT, key, values, version="0")  # every version that the CRM sends is newer
    with scope.writing() as open_scope:
        work = Relinking(open_scope, ChangeContext(Cause.STATEMENT, making.now), making.services)
        apply(work, Batch([incoming]))
        same = open_scope.change(records, object=key.object, id=key.id)
        open_scope.execute(same.values(marker=begun.id))
        created(work, key, begun.profile_id, author_of(open_scope, begun.user_id))
        note_fields(open_scope, key, begun.fields, making.now)
        store_created(open_scope, begun, key.id)
    log_event("record_created", instance=scope.instance_id, object=key.object, record=key.id)
    return key


class SimilarRecords(RecordsInTheWay):
    """The CRM or the store holds records that may be the same person (D30)."""


def refuse_similar_records(scope: InstanceScope, client: CrmClient, begun: Begun) -> None:
    """Search the CRM and the store for the same person; raises SimilarRecords, GrantMissing, CrmUnavailable."""
    bodies = client.bodies
    reply = ask_crm(client, bodies.similar_records(begun.creation))
    ids = bodies.found_ids(_name(scope, begun), reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else ()
    if ids is None:
        raise failure_of(DeliveryOutcome.UNKNOWN)
    similar = _similar(scope, begun, {RecordKey(begun.object, crm_id) for crm_id in ids})
    if similar:
        message = f"got a member like {len(similar)} records, expected none, or a reason to create another one"
        raise SimilarRecords(message, named(similar[:_MAX_SIMILAR]))


def _similar(scope: InstanceScope, begun: Begun, in_crm: Collection[RecordKey] = ()) -> list[RecordKey]:
    """Return the records of the store and of the CRM that nobody refused for the profile."""
    with scope.reading() as open_scope:
        similar = {*in_crm, *_with_same_names(open_scope, begun)}
        return sorted(similar - refusing(open_scope, similar, begun.profile_id))


def _with_same_names(scope: OpenScope, begun: Begun) -> set[RecordKey]:
    """Return contacts and leads of the store with the same names that are linked to no other profile.

    Those that the user may not see do not count, as in the CRM's own search under the user's grant (S33).
    """
    words = fold(f"{begun.fields.first_name or ''} {begun.fields.last_name or ''}").split()
    query = RecordQuery(objects=tuple(FIELDS), limit=_MAX_SIMILAR, user_id=begun.user_id)
    keys = locate(scope, words, query) if words else []
    links = read_links(scope, keys)
    taken = {key for key, link in links.items() if link.linked_profile not in (None, begun.profile_id)}
    return set(keys) - taken


def named(keys: Collection[RecordKey]) -> list[dict[str, str]]:
    """Return records as items of a problem response."""
    return [{"object": key.object, "id": key.id} for key in keys]


def update_record(making: Making, key: RecordKey, user_id: str, fields: PersonFields) -> None:
    """Write the given fields into the CRM; the change reaches the store by the sync service, as any other.

    Raises RecordUnwritable, FieldsForeign, RecordUnknown, GrantMissing, CrmUnavailable, CrmRefused, RecordGone,
    WrongPath.
    """
    scope = making.scope
    require_writable(scope, key.object, fields)
    if not fields.named():
        raise FieldsForeign("got no field, expected at least one")
    with scope.reading() as open_scope:
        to = addressee(open_scope, key)
        if to is None:
            raise RecordUnknown(
                "got {object}/{key_id}, which this instance does not hold", object=key.object, key_id=key.id
            )
        parent = fields.parent_account_id
        if parent is not None and addressee(open_scope, RecordKey(CrmObject.ACCOUNT, parent)) is None:
            raise FieldsForeign("got a parent_account_id of no account here, expected one of this instance")
    client = require_client(scope, user_id, making.now, making.client_of)
    record = addressed(client, to)
    for request in client.bodies.update(record, fields, parent_type(client, fields)):
        call_crm(client, request)
    with scope.writing() as open_scope:
        note_fields(open_scope, key, fields, making.now)


def recover_creations(parts: WrapperServices, now: datetime, client_of: ClientOf = client_for) -> int:
    """Find the outcome of creations whose answer was lost; return how many were resolved."""
    with parts.store.reading() as connection:
        lost = unresolved(connection, now - USUAL_LAG)
    resolved = 0
    for instance_id, creation_id in lost:
        with parts.store.reading() as connection:
            scope = load_scope(connection, parts.store, instance_id)
            begun = scope and read_begun(scope.on(connection), creation_id)
        if scope and begun and scope.instance.state == CONNECTED and begun.key is None:
            resolved += _recover(Making(scope, parts, now, client_of), begun)
    return resolved


def _recover(making: Making, begun: Begun) -> bool:
    columns: Columns | None = None
    try:
        client = require_client(making.scope, begun.user_id, making.now, making.client_of)
        columns = find_created(making, client, begun)
    except CreationUnclear:
        log_event("creation_unclear", creation=begun.id)  # the import brings each of them
    except OnematchError as error:
        log_event("creation_not_recovered", creation=begun.id, error=type(error).__name__)
        return False
    if columns is not None:
        finish(making, begun, columns)
    else:
        with making.scope.writing() as open_scope:
            forget(open_scope, begun)
    return True
