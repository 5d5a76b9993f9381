"""The candidates of records with their evidence: retrieved by blocking keys, weighed, cut to the most promising.

Training, batch and HTTP all call `shortlist`, so that a pair has the same features everywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from data.index.candidates import Candidates
from data.index.index import NOTHING_EXCLUDED, ExcludedIds, UniverseIndex
from features.blocking.term_frequencies import SharesByField
from features.comparisons.kernel import Gammas, Kernel, Weights
from features.pairs.columns import Columns
from features.pairs.evidence import Evidence, Groups, NamedRows, OwnEvidence, Retrieval
from features.pairs.pairs import Pairs
from features.ranking.group_features import Ranks, context_of, group_context
from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.matching.compiled.calls import choice


@value_class
class Width:
    """How many candidates of a record are retrieved and weighed, and how many of them the re-ranker scores.

    `by_weight` of them are kept by match weight, the others by retrieval weight; None: by the better of both ranks.
    Blocking rules named in `rules_off` retrieve nothing.
    """

    retrieved: int
    kept: int
    by_weight: int | None = None
    rules_off: Collection[str] = ()


Excluded = Mapping[str, Collection[str]]
"""By record id, the profiles that must not be candidates (rule D21)."""
NO_EXCLUSIONS: Excluded = {}

WIDTHS: Mapping[Kind, Width] = {Kind.PERSON: Width(40, 12), Kind.COMPANY: Width(50, 24, 4)}
"""Companies keep more candidates, mostly by retrieval weight, since whole-field comparisons miss names inside longer
texts. Measured in `docs/experiments/company-candidate-width.md`."""


def width_of(kind: Kind, parameters: Mapping[str, Any]) -> Width:
    """Return the width that a training's `parameters` choose (dotted names), or that of the kind."""
    section = "retrieval."
    chosen = {name.removeprefix(section): value for name, value in parameters.items() if name.startswith(section)}
    return replace(WIDTHS[kind], **chosen)


@value_class
class Retrieved:
    """All retrieved candidates with their match weights and ranks."""

    pairs: Pairs
    groups: Groups
    retrieval: Retrieval
    weights: Weights
    ranks: Ranks


@value_class
class Shortlist:
    """The kept candidates, grouped by record: `rows[i]` of the universe for the record `left_rows[i]`.

    They are the positions `kept` of all `retrieved` candidates, whose rows of the universe are `retrieved_rows`.
    """

    evidence: Evidence
    left_rows: Ints
    rows: Ints
    retrieved: Retrieved
    retrieved_rows: Ints
    kept: Ints

    def __len__(self) -> int:
        return len(self.rows)


class OwnRows(NamedTuple):
    """The positions of the comparisons of own fields, of all others, and of own ones that are no evidence by itself."""

    own: Ints
    others: Ints
    relations: Ints


class FieldFrequencies(SharesByField):
    """The term frequencies of the index by field."""

    def __init__(self, index: UniverseIndex) -> None:
        super().__init__([field.name for field in index.schema.fields], index.tf)


def shortlist(
    left: Columns, index: UniverseIndex, kernel: Kernel, width: Width, excluded: Excluded = NO_EXCLUSIONS
) -> Shortlist:
    """Retrieve, weigh and cut the candidates of every record of `left`, as if excluded profiles did not exist."""
    candidates = index.candidates(left, width.retrieved, excluded_from(left, excluded), width.rules_off)
    retrieved = weigh(left, index, kernel, candidates)
    return shortlisted(candidates, retrieved, most_promising(retrieved, width), kernel)


def shortlisted(candidates: Candidates, retrieved: Retrieved, kept: Ints, kernel: Kernel) -> Shortlist:
    """Return the candidates at the positions `kept`, with their evidence."""
    evidence = evidence_of(retrieved, kept, kernel)
    return Shortlist(
        evidence=evidence,
        left_rows=candidates.left_rows[kept],
        rows=candidates.rows[kept],
        retrieved=retrieved,
        retrieved_rows=candidates.rows,
        kept=kept,
    )


def excluded_from(left: Columns, excluded: Excluded) -> ExcludedIds:
    """Return the excluded profiles by the row of their record in `left`."""
    if not excluded:
        return NOTHING_EXCLUDED
    return {row: excluded[record_id] for row, record_id in enumerate(left.ids) if record_id in excluded}


def weigh(left: Columns, index: UniverseIndex, kernel: Kernel, candidates: Candidates) -> Retrieved:
    """Lay out the pairs of records and candidates and weigh them."""
    pairs = Pairs(left, index.take(candidates.rows), candidates.left_rows, np.arange(len(candidates)))
    groups = Groups.of_pairs(pairs)
    retrieval = Retrieval(candidates.weight, candidates.left_out[candidates.left_rows].astype(np.float64))
    return weigh_pairs(pairs, groups, retrieval, kernel)


def weigh_pairs(pairs: Pairs, groups: Groups, retrieval: Retrieval, kernel: Kernel) -> Retrieved:
    """Weigh retrieved pairs and rank them within their records."""
    weights = kernel.score(pairs)
    return Retrieved(pairs, groups, retrieval, weights, Ranks.of(groups, weights.match_weight, retrieval))


def most_promising(retrieved: Retrieved, width: Width) -> Ints:
    """Return the positions of the candidates with the best ranks by match weight or retrieval, as `width` says.

    Ties go by both ranks together, then by the order of retrieval, which ends in the hash of the id.
    """
    kept = np.empty(len(retrieved.pairs), np.int64)
    by_weight = -1 if width.by_weight is None else width.by_weight
    count = choice.keep_promising(
        retrieved.groups.starts,
        retrieved.groups.sizes,
        retrieved.ranks.by_weight,
        retrieved.ranks.by_retrieval,
        width.kept,
        by_weight,
        kept,
    )
    return kept[:count]


def evidence_of(retrieved: Retrieved, kept: Ints, kernel: Kernel, groups: Groups | None = None) -> Evidence:
    """Return the evidence of the kept candidates, with their ranks among all retrieved ones.

    `groups` are the rivals among the kept ones, by default the candidates of each record.
    """
    weights = retrieved.weights
    pairs = retrieved.pairs.part(kept)
    gammas = weights.levels.take(kept, axis=1)
    bits = weights.bits.take(kept, axis=1)
    group = group_context(retrieved.groups, weights.match_weight, retrieved.retrieval, retrieved.ranks)
    rows = _own_rows(pairs.left.schema, weights.names)
    return Evidence(
        pairs=pairs,
        match_weight=weights.match_weight.take(kept),
        comparison_weights=NamedRows(weights.names, bits),
        gammas=NamedRows(weights.names, gammas),
        retrieval=Retrieval(retrieved.retrieval.weight.take(kept), retrieved.retrieval.left_out.take(kept)),
        frequencies=kernel.term_frequencies,
        groups=Groups.of_pairs(pairs) if groups is None else groups,
        context=context_of(group, kept, gammas, bits),
        find_own=None if rows is None else partial(own_evidence, retrieved, kept, (gammas, bits), rows),
    )


@lru_cache(maxsize=64)
def _own_rows(schema: Schema, names: tuple[str, ...]) -> OwnRows | None:
    """Return the comparisons of own fields, and the others; None where there is none."""
    own = np.isin(names, [own_field.name for own_field in schema.own])
    relations = np.isin(names, [own_field.name for own_field in schema.own if own_field.is_relation])
    return OwnRows(*map(np.flatnonzero, (own, ~own, relations))) if own.any() else None


def added_fields(schema: Schema) -> tuple[str, ...]:
    """Return the own fields that are independent evidence to a model that never saw them."""
    return tuple(own_field.name for own_field in schema.own if not own_field.is_relation)


def own_evidence(retrieved: Retrieved, kept: Ints, of_kept: tuple[Gammas, Floats], rows: OwnRows) -> OwnEvidence:
    """Return what own fields say of the kept candidates, and their context without it.

    `of_kept` holds the levels and the bits of the kept candidates, a row for each comparison.
    """
    weights = retrieved.weights
    (gammas, bits) = of_kept
    of_all: Floats = np.add.reduce(weights.bits.take(rows.own, axis=0), axis=0)
    match_weight = weights.match_weight - of_all
    ranks = Ranks.of(retrieved.groups, match_weight, retrieved.retrieval)
    group = group_context(retrieved.groups, match_weight, retrieved.retrieval, ranks)
    added = of_all - np.add.reduce(weights.bits.take(rows.relations, axis=0), axis=0)
    others = gammas.take(rows.others, axis=0), bits.take(rows.others, axis=0)
    return OwnEvidence(added.take(kept), context_of(group, kept, *others))
