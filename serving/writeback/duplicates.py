"""Possible duplicates of a record to create (D30), from the CRM's search and from the store."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection

from features.normalise.text import fold
from features.schema.errors import OnematchError
from serving.crm.crm_client import CrmClient
from serving.crm.vendors import VENDORS
from serving.rules.linking.links import RecordKey
from serving.rules.routing.delivery import DeliveryOutcome
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.sync.linking.locate import RecordQuery, locate
from serving.sync.records.link_rows import read_links
from serving.writeback.calls import failure_of
from serving.writeback.creation_rows import Begun

PLURAL = {CrmObject.CONTACT: "contacts", CrmObject.LEAD: "leads"}
"""The plural names of the objects that can be created, the same in both CRMs."""
_MOST_DUPLICATES = 10


class RecordsInTheWay(OnematchError):
    """There are records, `items`, because of which none is made."""

    def __init__(self, message: str, items: Sequence[Mapping[str, str]]) -> None:
        super().__init__(message)
        self.items = items


class PossibleDuplicates(RecordsInTheWay):
    """The CRM or the store holds records that may be the same person (D30)."""


def refuse_duplicates(scope: InstanceScope, client: CrmClient, begun: Begun) -> None:
    """Search the CRM and the store for the same person; raises PossibleDuplicates, GrantMissing, CrmUnavailable."""
    bodies = VENDORS[scope.instance.crm].bodies
    reply = client.send_patiently(bodies.duplicates(begun.creation))
    if reply.outcome in (DeliveryOutcome.BUSY, DeliveryOutcome.UNKNOWN, DeliveryOutcome.UNAUTHORISED):
        raise failure_of(reply.outcome)
    ids = bodies.found_ids(PLURAL[begun.object], reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else ()
    if ids is None:
        raise failure_of(DeliveryOutcome.UNKNOWN)
    found = {RecordKey(begun.object, one) for one in ids}
    with scope.store.reading() as connection:
        found |= _with_same_names(connection, scope, begun)
    if found:
        message = f"got a member like {len(found)} records, expected none, or a reason to create another one"
        raise PossibleDuplicates(message, named(sorted(found)[:_MOST_DUPLICATES]))


def _with_same_names(connection: Connection, scope: InstanceScope, begun: Begun) -> set[RecordKey]:
    """Return contacts and leads of the store with the same names that are linked to no other profile.

    Those that the user may not see do not count, as in the CRM's own search under the user's grant (S33).
    """
    words = fold(f"{begun.fields.first_name or ''} {begun.fields.last_name or ''}").split()
    wanted = RecordQuery(objects=tuple(PLURAL), limit=_MOST_DUPLICATES, user_id=begun.user_id)
    found = locate(connection, scope, words, wanted) if words else []
    links = read_links(connection, scope.instance_id, found)
    taken = {key for key, link in links.items() if link.linked_profile not in (None, begun.profile_id)}
    return set(found) - taken


def named(keys: Collection[RecordKey]) -> list[dict[str, str]]:
    """Return records as items of a problem response."""
    return [{"object": key.object.value, "id": key.id} for key in keys]
