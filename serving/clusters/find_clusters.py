"""From the records of an index to clusters: copies, candidates, scores, merges, moves."""

from functools import partial

from data.tables.progress import Progress, silent
from features.schema.array_types import Ints
from serving.clusters.agglomeration import Clustering, ScoredPairs, agglomerate
from serving.clusters.copies import Copies, find_copies
from serving.clusters.memberships import expected_precision
from serving.clusters.moves import move_records
from serving.clusters.scoring import PairScoring
from serving.clusters.statements import Statements

MIN_STEPS = tuple(step / 2 for step in range(8))
"""Mean log-odds that a merge has to exceed, tried in order for a wanted precision."""
MIN_KEPT = 0.2
"""Where no step is expected to be as precise as wanted, the last one that keeps this share of the pairs is taken."""


def clusters_by(
    scoring: PairScoring, stated: Statements, rows: Ints, precision: float | None = None, progress: Progress = silent
) -> Clustering:
    """Return the clusters of all records; candidates are sought for `rows`.

    With a wanted precision the least mean log-odds of a merge is raised until the pairs within clusters are expected to
    be right that often, or the next step would keep too few of them. Raises StatementsContradict.
    """
    copies = find_copies(scoring.first_copies(), stated.rows, scoring.log_odds_of_copies)
    sought = scoring.candidates(copies.without(rows), partial(progress, "candidates"))
    pairs = copies.represented(sought, len(stated.group))
    scored = ScoredPairs(pairs, scoring.log_odds(pairs, partial(progress, "pairs")))
    progress("clusters", 0, None)
    clustering, scored = _clusters(scored, scoring, stated, copies, MIN_STEPS[0])
    if precision is None:
        return clustering
    least_pairs = MIN_KEPT * clustering.pairs_within
    for least in MIN_STEPS[1:]:
        if expected_precision(clustering) >= precision:
            break
        stricter, scored = _clusters(scored, scoring, stated, copies, least)
        if stricter.pairs_within < least_pairs:
            break
        clustering = stricter
    return clustering


def _clusters(
    scored: ScoredPairs, scoring: PairScoring, stated: Statements, copies: Copies, least: float
) -> tuple[Clustering, ScoredPairs]:
    """Return the clusters, and the pairs that were scored on the way, those of copies left out."""
    clustering = agglomerate(scored, scoring.log_odds, stated, least)
    clustering = move_records(clustering, scoring.log_odds, stated, least)
    return copies.joined(clustering, least), clustering.scored
