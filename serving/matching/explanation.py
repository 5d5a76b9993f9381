"""One record scored against one profile, also one that was not retrieved, with what blocking found of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from data.index.candidates import Candidates
from data.index.index import UniverseIndex, records_of
from features.pairs.columns import Columns, Record
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.matching.reasons import Reasons, explain
from serving.matching.scorer import Scored, Scorer
from serving.matching.shortlist import (
    NO_EXCLUSIONS,
    excluded_from,
    most_promising,
    shortlisted,
    weigh,
)

KEPT = "among the candidates that the model ranked"
CUT = "retrieved, but others stood higher by weight and by rare things in common"
NEVER = "never retrieved: it shares too little with the record, or only what very many share"
COMMON = "not retrieved: very many profiles share what it shares with the record"
NOTHING = "not retrieved: it shares nothing with the record that is searched by"
"""What NEVER means where the shared keys are known."""
REFUSED = "no candidate, because a user said that the record is not this profile"
WIDE = 1000
"""The most candidates that are read to find the evidence of a profile beyond the cut."""


class ExplainedProfileUnknown(OnematchError):
    """The universe has no profile of that id."""


@value_class
class PairScore:
    """A record's scored candidates with the explained profile among them, at `position`, and its fields.

    `status` is what blocking found of it: only what is KEPT is ranked by matching too. `candidates` are those that
    were retrieved, and it. `rank` counts from 0 the candidates that bring more evidence; None where no key was read.
    """

    scored: Scored
    position: int
    profile: Record
    status: str
    candidates: Candidates
    rank: int | None


def score_pair(scorer: Scorer, left: Columns, profile_id: str, excluded: Collection[str] = ()) -> PairScore:
    """Score one record (`left` has one row) against one profile among its candidates; raises ExplainedProfileUnknown.

    `excluded` profiles are no candidates, the explained one apart.
    """
    index: UniverseIndex = scorer.index
    row = row_of(index, profile_id)
    width = scorer.width
    others = set(excluded) - {profile_id}
    without = excluded_from(left, {left.ids[0]: others} if others else NO_EXCLUSIONS)
    candidates = wide = index.candidates(left, width.retrieved, without, width.rules_off)
    was_retrieved = row in candidates.rows
    if not was_retrieved:
        wide = index.candidates(left, WIDE, without, width.rules_off)
        candidates = _with(candidates, row, wide)
    retrieved = weigh(left, index, scorer.kernel, candidates)
    position = _position(candidates, row)
    ranked = most_promising(retrieved, width)
    status = NEVER if not was_retrieved else KEPT if position in ranked else CUT
    scored = scorer.score_shortlist(shortlisted(candidates, retrieved, np.union1d(ranked, [position]), scorer.kernel))
    return PairScore(
        scored=scored,
        position=int(np.flatnonzero(scored.shortlist.rows == row)[0]),
        profile=profile_of(index, row),
        status=REFUSED if profile_id in excluded else status,
        candidates=candidates,
        rank=_position(wide, row),
    )


def explain_pair(scorer: Scorer, reasons: Reasons, left: Columns, profile_id: str) -> Mapping[str, object]:
    """Score one record (`left` has one row) against one profile among the record's candidates.

    Return `profile_id, probability, match_weight, retrieval, comparisons, features`. Raises ExplainedProfileUnknown.
    """
    pair = score_pair(scorer, left, profile_id)
    scored = pair.scored
    position = pair.position
    return {
        "profile_id": profile_id,
        "probability": round(float(scored.probability[position]), 6),
        "match_weight": round(float(scored.shortlist.evidence.match_weight[position]), 6),
        "retrieval": pair.status,
        **explain(scored, scorer.bundle.ranker, reasons, position),
    }


def row_of(index: UniverseIndex, profile_id: str) -> int:
    """Return the row of a profile; raises ExplainedProfileUnknown."""
    row = index.row_of(profile_id)
    if row is None:
        raise ExplainedProfileUnknown(
            "got the profile {profile_id!r}, expected one that the universe holds", profile_id=profile_id
        )
    return row


def profile_of(index: UniverseIndex, row: int) -> Record:
    """Return the normalised fields of a profile."""
    return records_of(index.take(np.array([row], np.int64)))[0]


def _position(candidates: Candidates, row: int) -> int | None:
    at = np.flatnonzero(candidates.rows == row)
    return int(at[0]) if len(at) else None


def _with(candidates: Candidates, row: int, wide: Candidates) -> Candidates:
    """Return one record's candidates with another profile, which has the evidence of a wider search."""
    at = _position(wide, row)
    return replace(
        candidates,
        left_rows=np.append(candidates.left_rows, 0),
        rows=np.append(candidates.rows, row),
        weight=np.append(candidates.weight, 0.0 if at is None else wide.weight[at]),
        rules=np.append(candidates.rules, 0 if at is None else wide.rules[at]),
    )
