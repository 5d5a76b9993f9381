"""The share of leavers among an instance's linked people, once a day, as a job of the store (S88).

The result of the job stays with it, where badges and reports read the newest one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.rules.badges.movers import LeaverShares, leaver_shares, mover_evidence
from serving.rules.badges.out_of_date import Employers
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import RecordState
from serving.store.contracts import OpenScope, require_scope
from serving.store.jobs import Job, NewJob, enqueue
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.sync.effects.movers import MOVERS, day_of, shipped_mover_model
from serving.sync.linking.judgements import live_scopes
from serving.sync.records.keys import RECORD_OF_LINK
from serving.sync.records.link_rows import linked_companies
from serving.sync.records.matching import Matchers, network_fields
from serving.sync.records.records import read_payloads
from serving.sync.services import WrapperServices

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
    linked = _linked(scope)
    model = shipped_mover_model()
    people: list[tuple[float, str | None]] = []
    for start in range(0, len(linked), CHUNK):
        people += _weighed(scope, linked[start : start + CHUNK], matching)
    return leaver_shares(people, model.share)


_Linked = tuple[RecordKey, str, str | None, datetime | None]
"""A record, its profile, its account, and its last change."""


def _linked(scope: OpenScope) -> list[_Linked]:
    columns = (links.c.object, links.c.record_id, links.c.profile_id, records.c.account_id, records.c.modified_at)
    wanted = (
        select(*columns)
        .join(records, RECORD_OF_LINK)
        .where(
            links.c.instance_id == scope.instance_id,
            links.c.kind == Kind.PERSON.value,
            links.c.state == RecordState.LINKED.value,
        )
    )
    found = [
        (RecordKey.named_by(row), row.profile_id, row.account_id, row.modified_at) for row in scope.execute(wanted)
    ]
    return sorted(found, key=lambda one: (hash_text(one[0].name), one[0].name))[:SAMPLE]


def _weighed(scope: OpenScope, part: Sequence[_Linked], matching: Matchers) -> list[tuple[float, str | None]]:
    payloads = read_payloads(scope, [key for key, *_ in part])
    shown = matching.profiles(Kind.PERSON, [profile for _, profile, _, _ in part])
    companies = linked_companies(scope, [account for _, _, account, _ in part])
    model = shipped_mover_model()
    found = []
    for key, profile, account, modified_at in part:
        network = network_fields(shown.get(profile, {}))
        employers = Employers(companies.get(account), network.get("company_id"))
        evidence = mover_evidence(payloads.get(key, {}), network, employers) if network else None
        if evidence is not None:
            found.append((model.log_odds(evidence), day_of(modified_at)))
    return found
