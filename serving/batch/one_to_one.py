"""Links of a file in which a profile is linked once: the claims on each profile, and the order of equal ones (D4)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from data.labels.links import Link, LinkDecision
from data.tables.records import Table, rows_of
from features.schema.kinds import Kind
from serving.matching.conclude import FORCED
from serving.matching.decisions import CLAIM_MARGIN, Claim, winners
from serving.rules.linking.claims import tie_break_in_file
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject

TieBreak = tuple[object, ...]
NO_TIE_BREAKS: Mapping[str, TieBreak] = {}


def one_to_one(links: Sequence[Link], tie_breaks: Mapping[str, TieBreak] = NO_TIE_BREAKS) -> list[Link]:
    """Return links with at most one record for each profile; every other claimant becomes `duplicate`.

    Profiles of one cluster count as one. Claims within the claim margin of the best go by `tie_breaks` (by record id),
    then by the smaller id (D4). A duplicate never takes its second candidate.
    """
    claims = [
        Claim(
            link.crm_id,
            link.claimed_id,
            link.probability,
            link.basis == FORCED,
            tie_breaks.get(link.crm_id, ()),
        )
        for link in links
        if link.decision == LinkDecision.LINKED and link.claimed_id is not None
    ]
    winner = winners(claims, CLAIM_MARGIN)
    return [
        link
        if link.decision != LinkDecision.LINKED or winner[link.claimed_id or ""] == link.crm_id
        else replace(link, decision=LinkDecision.DUPLICATE, winner_id=winner[link.claimed_id or ""])
        for link in links
    ]


def tie_breaks_of(kind: Kind, table: Table, links: Sequence[Link]) -> dict[str, TieBreak]:
    """Return, by record id, the tie-break of each record that claims the same profile as another one."""
    claims = Counter(link.claimed_id for link in links if link.decision == LinkDecision.LINKED)
    rivals = {link.crm_id for link in links if claims[link.claimed_id] > 1}
    rows = table.raw.filter(pa.array([record_id in rivals for record_id in table.ids], pa.bool_()))
    return {row["id"] or "": tie_break_of(kind, row) for row in rows_of(rows)}


def tie_break_of(kind: Kind, row: Mapping[str, str | None]) -> TieBreak:
    """Return the tie-break of a record by its own columns (D4); the smaller tuple wins."""
    crm_object = CrmObject.ACCOUNT if kind is Kind.COMPANY else CrmObject.CONTACT
    return tie_break_in_file(row).sort_key(RecordKey(crm_object, row["id"] or ""))
