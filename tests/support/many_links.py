"""A large contract at little cost: contacts with their links, written straight into the store."""

from typing import Any

from serving.contract.records.records import context_of, payload_of
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from tests.support.small_network import MEMBERS, contact
from tests.support.tenant import SELLER, Tenant


def add_contacts(tenant: Tenant, count: int) -> None:
    """Write contacts L0, L1, ...: the first of each named member is linked to it, all others are questions about it."""
    scope = tenant.scope
    now = tenant.clock()
    with scope.writing() as open_scope:
        key = tenant.store.vault.key(open_scope.connection, scope.instance.key_id)
        rows: list[dict[str, Any]] = []
        linked: list[dict[str, Any]] = []
        for number in range(count):
            record = RecordKey(CrmObject.CONTACT, f"L{number}")
            profile_id = f"M{number % len(MEMBERS) + 1}"
            state = "linked" if number < len(MEMBERS) else "review"
            values = {"id": record.id, **{name: str(value) for name, value in contact(profile_id).items()}}
            common = {"instance_id": scope.instance.id, "object": record.object.value}
            rows.append(
                common
                | {
                    "id": record.id,
                    "version": "1",
                    "content_hash": "",
                    "filled": len(values),
                    "hashes": [],
                    "sealed": key.seal(payload_of(values), context_of(scope, record)),
                    "received_at": now,
                    "account_id": None,
                    "owner_id": SELLER,
                    "visible_to": None,
                }
            )
            linked.append(
                common
                | {
                    "record_id": record.id,
                    "kind": "person",
                    "state": state,
                    "profile_id": profile_id,
                    "probability": 0.9 + number / count / 20,
                    "margin": 0.8,
                    "made_by": "model",
                    "model_version": "bench",
                    "basis": "shipped",
                    "reasons": [],
                    "since": now,
                }
            )
        open_scope.execute(records.insert(), rows)
        open_scope.execute(links.insert(), linked)
