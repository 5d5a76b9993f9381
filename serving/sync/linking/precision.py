"""The precision guarantees of a contract, their evidence, and the coverage that they cost."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import true

from features.schema.kinds import Kind
from serving.matching.guarantees.own_guarantee import check_guarantee
from serving.matching.guarantees.precision_guarantee import CONFIDENCE
from serving.rules.vocabulary import MadeBy
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.sync.linking.guarantees import bundle_of, deciding_policy
from serving.sync.linking.own_answers import own_answers
from serving.sync.records.matching import WrapperMatching, served_kinds

PRECISION_COLUMNS = (
    "kind",
    "one_wrong_in",
    "confidence",
    "threshold",
    "bound",
    "rests_on",
    "rests_on_links",
    "wrong_among_them",
    "needed_links",
    "own_answers",
    "own_wrong",
    "corrected",
    "records",
    "coverage_before",
    "coverage_after",
    "told",
)
USUAL = (20, 50, 100, 200, 500)
"""Guarantees that are shown beside the contract's own, for comparison."""


def precision_rows(scope: OpenScope, matching: WrapperMatching) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each kind and guarantee, the contract's own among the usual ones."""
    own = scope.contract.settings.one_wrong_in
    for kind in served_kinds(matching):
        matcher = matching.matcher(kind)
        policy = deciding_policy(matcher)
        answers = own_answers(scope, kind, bundle_of(matcher))
        records = _count(scope, kind, None)
        before = policy.linked
        for one_in in sorted({*USUAL, *([own] if own else [])}):
            held = check_guarantee(policy.curve, answers, one_in)
            found = held.guarantee
            coverage = [_share(scope, kind, cut, records) for cut in (before, found.threshold)]
            yield (
                kind.value,
                one_in,
                CONFIDENCE,
                found.threshold,
                found.bound,
                held.rests_on.value,
                found.linked,
                found.wrong,
                found.needed,
                held.answers,
                held.wrong,
                held.corrected,
                records,
                *coverage,
                held.sentence,
            )


def _share(scope: OpenScope, kind: Kind, threshold: float | None, records: int) -> float | None:
    """Return the share of records that a threshold links; 0 without a threshold."""
    if not records:
        return None
    return 0.0 if threshold is None else round(_count(scope, kind, threshold) / records, 4)


def _count(scope: OpenScope, kind: Kind, threshold: float | None) -> int:
    of_model = (links.c.kind == kind.value, links.c.made_by == MadeBy.MODEL.value)
    return scope.count(links, *of_model, true() if threshold is None else links.c.probability >= threshold)
