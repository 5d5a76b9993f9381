"""The end of a contract: every instance is disconnected, and everything is deleted after the return (S79, D26)."""

from datetime import datetime

from sqlalchemy import select, update

from serving.access.idempotency import forget_answers_of
from serving.leaving.disconnect import disconnect, plan_deletion
from serving.store.contracts import CONNECTED, load_instance
from serving.store.store import Store
from serving.store.tables.contracts import contracts, instances


def terminate(store: Store, contract_id: str, now: datetime) -> list[str]:
    """End a contract; return the ids of its instances that still hold data. Again it changes nothing."""
    with store.writing() as connection:
        running = update(contracts).where(contracts.c.id == contract_id, contracts.c.terminated_at.is_(None))
        if connection.execute(running.values(terminated_at=now)).rowcount:
            forget_answers_of(connection, contract_id)
        mine = select(instances.c.id).where(instances.c.contract_id == contract_id, instances.c.deleted_at.is_(None))
        found = list(connection.execute(mine.order_by(instances.c.connected_at, instances.c.id)).scalars())
        plan_deletion(connection, contract_id, None, now)
    for instance_id in found:
        with store.writing(instance_id) as connection:
            instance = load_instance(connection, instance_id)
            if instance is not None and instance.state == CONNECTED:
                disconnect(connection, instance, now)
    return found
