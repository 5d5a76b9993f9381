"""The gain plan of a contract: which fields to fill first, and in which records of the CRM."""

from features.schema.array_types import Ints
from features.schema.kinds import Kind
from serving.contract.linking.guarantees import cut_policies
from serving.contract.linking.independent import employers_of
from serving.contract.linking.provisional_links import decision_of
from serving.contract.records.keys import visible_among
from serving.contract.records.link_rows import link_row
from serving.contract.records.matching import Matchers
from serving.contract.records.records import live_records
from serving.contract.records.report import Rows
from serving.matching.conclude import FORCED
from serving.matching.gain.decider import MatcherDecides, state_of
from serving.matching.gain.estimate import Situations
from serving.matching.gain.fields import Row, filled_masks
from serving.matching.gain.plan import GainPlan, PresentRecords, plan_gain
from serving.store.contracts import OpenScope
from serving.store.tables.links import links, statements
from serving.store.tables.records import records
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, MadeBy

GAIN_COLUMNS = "kind fields records expected_links low high for_each_value donors"
START_COLUMNS = "object record_id fields expected_links withheld"
DECIDED_FOR_EACH = 20
"""A plan decides about so many records for each record of a small CRM, and a bounded number for a large one."""


def gain_rows(scope: OpenScope, matching: Matchers) -> Rows:
    """Yield the fields of each kind by their gain for each filled value; those that cannot be estimated last."""
    for kind in matching.by_kind():
        for row in plan_of(scope, kind, matching).rows:
            yield (kind, *row.figures.values())


def start_rows(scope: OpenScope, matching: Matchers, user_id: str | None) -> Rows:
    """Yield the records to start with, of each kind the best first.

    Which fields a record lacks and its place say something of its content: who may not see it gets no row (S33).
    """
    for kind in matching.by_kind():
        starts = plan_of(scope, kind, matching).starts
        keys = [RecordKey.parse(start.record_id) for start in starts]
        visible = visible_among(scope, keys, user_id)
        for key, start in zip(keys, starts, strict=True):
            if key in visible:
                yield (*key, "; ".join(start.fields), round(start.gain, 4), None)


def plan_of(scope: OpenScope, kind: Kind, matching: Matchers) -> GainPlan:
    """Plan which fields of a kind to fill, in the records whose links the model made. Raises ModelNotReady."""
    matcher = matching.matcher(kind)
    decided = _links_of_model(scope, kind)
    objects = [crm_object for crm_object, of_kind in KIND_OF.items() if of_kind is kind]
    live = [record for record in live_records(scope, records.c.object.in_(objects)) if record.key in decided]
    companies = employers_of(scope, live)
    rows: list[Row] = [{**record.values, "company_id": companies.get(record.key)} for record in live]
    matcher.index.refresh()
    decide = MatcherDecides(matcher, rows, cut_policies(scope, matcher)[0])

    def in_turn(numbers: Ints, masks: Ints) -> Situations:
        with matching.turn():  # no other thread scores; a field at a time
            return decide(numbers, masks)

    now = Situations.of(
        [
            (state_of(decision_of(link.state), link.hindrance), link.probability, link.profile_id)
            for link in (decided[record.key] for record in live)
        ]
    )
    present = PresentRecords(kind, [record.key.name for record in live], filled_masks(kind, rows), now)
    return plan_gain(present, in_turn)


def _links_of_model(scope: OpenScope, kind: Kind) -> dict[RecordKey, LinkRow]:
    """Return the links that no user stated anything about and no profile address forces."""
    query = scope.own(links).filter_by(kind=kind, made_by=MadeBy.MODEL).where(links.c.basis != FORCED)
    stated = scope.own(statements.c.object, statements.c.record_id)
    known = {(row.object, row.record_id) for row in scope.execute(stated.distinct())}
    rows = (link_row(row) for row in scope.execute(query))
    return {link.key: link for link in rows if link.key not in known}
