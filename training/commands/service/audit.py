"""The chains of the audit trail, checked."""

from dataclasses import asdict

from sqlalchemy import select

from features.schema.errors import Refused
from features.schema.texts import wording
from serving.access.admission import OPERATOR
from serving.access.audit import check_chain
from serving.store.tables.work import audit as trail
from training.commands.options import JsonOption
from training.feedback.stores import home_store
from training.terminal import print_result


def audit(as_json: JsonOption = False) -> None:
    """Check that no entry of the audit trail was changed, left out or put between.

    Each entry's hash covers the entry before it in its contract: the last one, kept elsewhere, proves all before it.
    An erasure removes names and leaves the chain whole. Exit code 1 where a chain is broken.
    """
    with home_store() as store, store.reading() as connection:
        owners = connection.execute(select(trail.c.contract_id).distinct()).scalars().all()
        chains = [check_chain(connection, owner) for owner in owners]
    sentences = [
        wording(
            "{owner}: {entries} entries, {redacted} without names, {unchained} in no chain; "
            "broken at: {broken_at}; last hash {last_hash}",
            owner=chain.contract_id or OPERATOR,
            **asdict(chain),
        )
        for chain in chains
    ]
    print_result(as_json, {"chains": [asdict(chain) for chain in chains]}, *sorted(sentences))
    if any(chain.broken_at is not None for chain in chains):
        raise Refused("a chain of the audit trail is broken")
