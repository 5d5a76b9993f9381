"""The job that spells the names of records that were stored before their names had spellings, or their hashes bits.

A repeat changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from serving.rules.linking.links import RecordKey
from serving.store.contracts import InstanceScope, require_scope
from serving.store.jobs import Job
from serving.sync.linking.recompute import batched, live_keys
from serving.sync.records.blind_index import hashes_of, name_words, word_hash
from serving.sync.records.records import read_live
from serving.sync.records.spellings import held_rows, write_held, write_spellings
from serving.sync.services import WrapperServices

NAME_SPELLINGS = "name_spellings"
SPELT_AT_ONCE = 1_000


def run_name_spellings(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `name_spellings`: spell the names of all live records of an instance. Raises Disconnected."""
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id)
        keys = live_keys(connection, job.instance_id or "")
    for some in batched(keys, SPELT_AT_ONCE):
        _spell(scope, some)
    return {"records": len(keys)}


def _spell(scope: InstanceScope, keys: Sequence[RecordKey]) -> None:
    """Read and write in one transaction: a record that is deleted meanwhile must leave no spelling."""
    with scope.writing() as connection:
        key = scope.key(connection)
        live = list(read_live(connection, scope, keys))
        words = {word for one in live for word in name_words(one.key.object, one.values)}
        write_spellings(connection, scope.instance_id, key, {word: word_hash(key, word) for word in sorted(words)})
        held = ((one.key, one.values, hashes_of(key, one.key.object, one.values)) for one in live)
        write_held(connection, [row for one in held for row in held_rows(scope.instance_id, key, *one)])
