"""What a sync service compares with what is held: in the order of bytes, whatever the database's own order is."""

from hashlib import sha256

import pytest

from serving.vocabulary.terms import Scope
from tests.support.sync_tenant import T1, Sync, upsert


@pytest.mark.both_databases
def test_a_sync_service_computes_the_digest_itself(sync: Sync) -> None:
    sync.send(*(upsert("contact", id=id_, modified_at=T1) for id_ in ("é", "a", "Z", "b-1", "gone")))
    sync.send({"op": "delete", "object": "contact", "id": "gone"})
    lines = "".join(f"{id_}\0{T1[:-1]}.000000+00:00\n" for id_ in ("Z", "a", "b-1", "é"))

    held = sync.tenant.good("GET", "/versions?object=contact", scopes=Scope.SYNC)

    assert held["digest"] == sha256(lines.encode()).hexdigest()
