"""The explanation of one record and one profile, also of a profile that was not retrieved."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data.index.candidates import Candidates
from data.index.index import UniverseIndex
from features.pairs.columns import Columns
from features.schema.errors import OnematchError
from serving.matching.reasons import Reasons, explain
from serving.matching.scorer import Scorer
from serving.matching.shortlist import WIDTHS, Shortlist, evidence_of, most_promising, weigh

KEPT = "among the candidates that the model ranked"
CUT = "retrieved, but others stood higher by weight and by rare things in common"
NEVER = "never retrieved: it shares too little with the record, or only what very many share"


class ExplainedProfileUnknown(OnematchError):
    """The universe has no profile of that id."""


def explain_pair(scorer: Scorer, reasons: Reasons, left: Columns, profile_id: str) -> Mapping[str, object]:
    """Score one record (`left` has one row) against one profile among the record's candidates.

    Return `profile_id, probability, match_weight, retrieval, comparisons, features`. Raises ExplainedProfileUnknown.
    """
    row = scorer.index.row_of(profile_id)
    if row is None:
        raise ExplainedProfileUnknown(f"got the profile {profile_id!r}, expected one that the universe holds")
    found = scorer.index.candidates(left, WIDTHS[left.kind].retrieved)
    retrieved = bool((found.rows == row).any())
    if not retrieved:
        found = _with(found, row)
    short, was_kept = _shortlist_with(scorer, left, found, row)
    scored = scorer.score_shortlist(short)
    position = int(np.flatnonzero(short.rows == row)[0])
    return {
        "profile_id": profile_id,
        "probability": round(float(scored.probability[position]), 6),
        "match_weight": round(float(short.evidence.match_weight[position]), 6),
        "retrieval": KEPT if was_kept else CUT if retrieved else NEVER,
        **explain(scored, scorer.bundle.ranker, reasons, position).as_details(),
    }


def _with(found: Candidates, row: int) -> Candidates:
    return replace(
        found,
        left_rows=np.append(found.left_rows, 0),
        rows=np.append(found.rows, row),
        weight=np.append(found.weight, 0.0),
        rules=np.append(found.rules, 0),
    )


def _shortlist_with(scorer: Scorer, left: Columns, found: Candidates, row: int) -> tuple[Shortlist, bool]:
    index: UniverseIndex = scorer.index
    retrieved = weigh(left, index, scorer.kernel, found)
    kept = most_promising(retrieved, WIDTHS[left.kind])
    position = np.flatnonzero(found.rows == row)
    was_kept = bool(np.isin(position, kept).all()) and bool(found.weight[position[0]] > 0)
    kept = np.union1d(kept, position)
    evidence = evidence_of(retrieved, kept, scorer.kernel)
    return Shortlist(evidence, found.left_rows[kept], found.rows[kept], retrieved, found.rows, kept), was_kept
