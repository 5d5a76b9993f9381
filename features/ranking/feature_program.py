"""A declared list of features as one program for compiled code, equal to computing each feature's own function."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

import numpy as np

from features.blocking.term_frequencies import look_up_rows
from features.compiled import calls
from features.compiled.arguments import LeftCodes, Side, plain
from features.pairs.evidence import Evidence
from features.pairs.pairs import left_codes
from features.ranking.feature_table import FeatureTable
from features.ranking.pair_feature import OWN_FAMILY, Feature, InContext, Joined
from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.schema import Schema


@dataclass(frozen=True, eq=False)
class FeatureProgram:
    """Features that are computed together."""

    features: tuple[Feature, ...]

    def matrix(self, evidence: Evidence) -> SingleRows:
        """Compute features, one row per pair, in float32 so that the size of a chunk cannot flip a tree."""
        return evidence.once(self._key, partial(self._taken_or_computed, evidence))

    def without_own(self, evidence: Evidence) -> SingleRows:
        """Compute features as they are where own fields are left out, which only the context of a pair shows."""
        matrix = self.matrix(evidence)
        if evidence.own is None:
            return matrix
        columns, names = self._in_context
        matrix = matrix.copy()
        matrix[:, columns] = evidence.own.context_without.of(names).T
        return matrix

    def _taken_or_computed(self, evidence: Evidence) -> SingleRows:
        """Take the leading columns of a longer list of features that was computed before, or compute them."""
        n = len(self._key)
        for key, value in evidence.memo.items():
            if isinstance(key, tuple) and len(key) > n and key[:n] == self._key:
                longer: SingleRows = value
                return longer[:, :n]
        return self._matrix(evidence)

    def _matrix(self, evidence: Evidence) -> SingleRows:
        pairs = evidence.pairs
        groups = evidence.groups
        laid = _table(self, pairs.left.schema)
        table = np.empty((laid.rows, len(evidence)))
        matrix = np.empty((len(evidence), len(self.features)), np.float32)
        laid.write_given(evidence, table)
        right = pairs.right_side()
        runs = pairs.runs()
        mapped = left_codes(pairs, (), laid.lists)
        own_shares, shares = _word_shares(laid, evidence, right, mapped, len(runs.rows))
        rare_shares = look_up_rows(evidence.frequencies, *laid.rare, right.codes)
        rows = pairs.left_rows, pairs.right_rows, runs.of_pair
        calls.features.fill(
            plain(right),
            plain(pairs.left_side()),
            plain(mapped),
            (own_shares, shares, rare_shares),
            plain(laid.asked),
            rows,
            table,
        )
        calls.features.conclude(
            table, laid.operations, laid.operands, groups.starts, groups.starts + groups.sizes, matrix
        )
        return matrix

    @cached_property
    def _in_context(self) -> tuple[Ints, tuple[str, ...]]:
        """Return the columns that show the context of a pair, and the names of its numbers."""
        contexts = [
            (at, feature.compute.name)
            for at, feature in enumerate(self.features)
            if isinstance(feature.compute, InContext)
        ]
        return np.array([at for at, _ in contexts], np.int64), tuple(name for _, name in contexts)

    @cached_property
    def _key(self) -> tuple[str, ...]:
        return tuple(feature.key for feature in self.features)


@lru_cache(maxsize=32)
def _table(program: FeatureProgram, schema: Schema) -> FeatureTable:
    own = {OWN_FAMILY + field.name for field in schema.own}
    read = [
        _missing(each) if each.family.startswith(OWN_FAMILY) and each.family not in own else each
        for each in program.features
    ]
    return FeatureTable.of(read, schema)


def _missing(feature: Feature) -> Feature:
    """Return a feature of an own field that records are not read by."""
    how = feature.compute
    return replace(feature, compute=replace(how, parts=(_nothing,)) if isinstance(how, Joined) else _nothing)


def _nothing(evidence: Evidence) -> Floats:
    return np.full(len(evidence), np.nan)


def _word_shares(
    laid: FeatureTable, evidence: Evidence, right: Side, mapped: LeftCodes, runs: int
) -> tuple[Floats, Floats]:
    """Return the frequencies of the words of covered fields: of the left items looked up, and of all right items."""
    left_shares = np.empty(len(mapped.items))
    right_shares = np.empty(len(right.items))
    rows = right.codes.shape[1]
    for sought, name, field in laid.covered:
        shares = np.asarray(evidence.frequencies[name], np.float64)
        begin = mapped.offsets[sought * runs]
        end = mapped.offsets[(sought + 1) * runs]
        calls.weights.look_up(shares, mapped.items[begin:end], left_shares[begin:end])
        begin = right.offsets[field * rows]
        end = right.offsets[(field + 1) * rows]
        calls.weights.look_up(shares, right.items[begin:end], right_shares[begin:end])
    return left_shares, right_shares
