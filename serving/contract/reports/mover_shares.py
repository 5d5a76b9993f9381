"""The share of leavers among an instance's linked people, once a day, as a job of the store (S88).

The result of the job stays with it, where badges and reports read the newest one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.contract.badges.mover_rules import LeaverShares, leaver_shares, mover_evidence
from serving.contract.badges.movers import MOVERS, compared_records, day_of, shipped_mover_model
from serving.contract.records.keys import batched
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.store.contracts import OpenScope, live_scopes, require_scope
from serving.store.jobs import Job, NewJob, enqueue
from serving.store.tables.links import links
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState

SAMPLE = 5_000
"""The largest number of linked people that a share is estimated on, drawn by hash of their ids."""
CHUNK = 1_000
_STARTER = "onematch"


def plan_movers(parts: WrapperServices, now: datetime) -> int:
    """Plan the day's estimate of each instance, once a day."""
    with parts.store.writing() as connection:
        for scope in live_scopes(connection, parts.store):
            job_id = f"{MOVERS}-{now.date().isoformat()}-{scope.instance_id}"
            enqueue(connection, NewJob(MOVERS, scope.contract.id, _STARTER, scope.instance_id, id=job_id), now)
    return 0


def run_movers(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `movers`. Raises ModelNotReady, upon which it waits, and Disconnected."""
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id)
        return estimate_shares(scope.on(connection), parts.matching).as_json()


def estimate_shares(scope: OpenScope, matching: Matchers) -> LeaverShares:
    """Estimate the share of leavers among the linked people of an instance, and by age of their records."""
    query = scope.own(links.c.object, links.c.record_id, links.c.profile_id)
    linked = query.filter_by(kind=Kind.PERSON, state=RecordState.LINKED)
    profiles = {RecordKey.named_by(row): row.profile_id for row in scope.execute(linked)}
    people: list[tuple[float, str | None]] = []
    keys = sorted(profiles, key=lambda key: (hash_text(key.name), key.name))[:SAMPLE]
    for part in batched(keys, CHUNK):
        people += _weighed(scope, {key: profiles[key] for key in part}, matching)
    return leaver_shares(people, shipped_mover_model().share)


def _weighed(
    scope: OpenScope, people: Mapping[RecordKey, str], matching: Matchers
) -> Iterator[tuple[float, str | None]]:
    compared = compared_records(scope, people, matching)
    for person in (compared[key] for key in people if key in compared):
        evidence = mover_evidence(person.crm, person.network, person.employers) if person.network else None
        if evidence is not None:
            yield shipped_mover_model().log_odds(evidence), day_of(person.modified_at)
