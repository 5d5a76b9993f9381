"""Recovery of creations whose outcome is unknown, since the process or the CRM's answer was lost (D30)."""

from datetime import datetime

from features.schema.errors import OnematchError
from serving.rules.routing.delivery import USUAL_LAG
from serving.runtime.event_log import log_event
from serving.store.contracts import CONNECTED, load_scope
from serving.sync.services import WrapperServices
from serving.writeback.calls import ClientOf, client_for, require_client
from serving.writeback.creation import CreationUnclear, Made, Making, find_created, finish
from serving.writeback.creation_rows import forget, read_begun, unresolved


def recover_creations(parts: WrapperServices, now: datetime, client_of: ClientOf = client_for) -> int:
    """Find the outcome of creations whose answer was lost; return how many were resolved."""
    with parts.store.reading() as connection:
        lost = unresolved(connection, now - USUAL_LAG)
    resolved = 0
    for instance_id, creation_id in lost:
        with parts.store.reading() as connection:
            scope = load_scope(connection, parts.store, instance_id)
        if scope is not None and scope.instance.state == CONNECTED:
            resolved += _recover(Making(scope, parts.linking, now, client_of), creation_id)
    return resolved


def _recover(making: Making, creation_id: str) -> bool:
    with making.scope.store.reading() as connection:
        begun = read_begun(connection, making.scope, creation_id)
    if begun is None or begun.key is not None:
        return False
    found: Made | None = None
    try:
        client = require_client(making.scope, begun.user_id, making.now, making.client_of)
        found = find_created(making, client, begun)
    except CreationUnclear:
        log_event("creation_unclear", creation=creation_id)  # the import brings each of them
    except OnematchError as error:
        log_event("creation_not_healed", creation=creation_id, error=type(error).__name__)
        return False
    if found is not None:
        finish(making, begun, found)
    else:
        with making.scope.writing() as connection:
            forget(connection, making.scope, begun)
    return True
