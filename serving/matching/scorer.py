"""The independent pass: probabilities of a record's candidates, the same in training, batch and HTTP."""

from collections.abc import Mapping
from dataclasses import field

import numpy as np

from data.index.index import UniverseIndex
from features.comparisons.comparisons import prior_comparisons
from features.comparisons.independent_facts import facts_stated
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns
from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.matching.bundle import PARAMETERS, Bundle
from serving.matching.compiled.calls import choice
from serving.matching.shortlist import (
    NO_EXCLUSIONS,
    Excluded,
    FieldFrequencies,
    Shortlist,
    added_fields,
    shortlist,
    width_of,
)

LOG_ODDS_PER_BIT = float(np.log(2))


@value_class
class Scored:
    """The kept candidates with features, raw scores and probabilities; `matrix` has one row per candidate."""

    shortlist: Shortlist
    matrix: SingleRows
    raw: Floats
    probability: Floats
    added: Mapping[str, Floats] = field(default_factory=dict)
    """What fields that the model never saw add to each log-odds, by field."""


class Scorer:
    """A bundle applied to an index.

    `schema` is that of both (`read_by`). A bundle without own fields takes the index's optional ones as independent
    evidence, by the m and u that their types state.
    """

    def __init__(self, bundle: Bundle, index: UniverseIndex, schema: Schema | None = None) -> None:
        self.bundle = bundle
        self.index = index
        self.width = width_of(bundle.kind, bundle.manifest.get(PARAMETERS, {}))
        read = schema or bundle.schema
        self.adds_own = bool(read.own) and not bundle.schema.own
        self.splink = bundle.splink_read_by(read)
        if self.adds_own:
            self.splink = {**self.splink, "comparisons": [*self.splink["comparisons"], *prior_comparisons(read)]}
        self.kernel = Kernel.from_splink_json(self.splink, FieldFrequencies(index), read)

    def score(self, left: Columns, excluded: Excluded = NO_EXCLUSIONS) -> Scored:
        """Score the candidates of every record; no record's result depends on another record."""
        short = shortlist(left, self.index, self.kernel, self.width, excluded)
        return self.score_shortlist(short)

    def score_shortlist(self, short: Shortlist) -> Scored:
        """Score the candidates; own fields that the model never saw are missing to it, and what they say is added."""
        evidence = short.evidence
        base_model = self.bundle.base_model
        ranker = self.bundle.ranker
        added = dict[str, Floats]()
        total = None
        if self.adds_own:
            base_raw = None
            if base_model is not None:
                base_raw = base_model.ranker.raw(base_model.ranker.without_own(evidence, None))
            matrix = ranker.without_own(evidence, base_raw)
            names = added_fields(evidence.pairs.left.schema)
            added = {name: LOG_ODDS_PER_BIT * evidence.comparison_weights[name] for name in names}
            total = np.add.reduce([np.zeros(len(evidence)), *added.values()], axis=0)
        else:
            ranker.program.matrix(evidence)
            matrix = model_input(evidence, self.bundle)
        raw, probabilities = probabilities_of(self.bundle, matrix, evidence.pairs, total)
        return Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows), added)


def probabilities_of(
    bundle: Bundle, matrix: SingleRows, pairs: Pairs, added: Floats | None = None
) -> tuple[Floats, Floats]:
    """Return the calibration's input for every pair, and the probability; `added` is independent evidence."""
    calibration = bundle.calibration
    score = bundle.ranker.raw(matrix)
    raw = calibration.settle(score if added is None else score + added, pairs.left_rows)
    if not calibration.by_facts:
        return raw, calibration(raw)
    stated = np.array([facts_stated(bundle.schema, record) for record in pairs.left.records], np.int64)
    return raw, calibration(raw, stated[pairs.left_rows])


def model_input(evidence: Evidence, bundle: Bundle) -> SingleRows:
    """Return the re-ranker's input, with the base model's scores where there is one."""
    base_model = bundle.base_model
    return bundle.ranker.matrix(evidence, None if base_model is None else base_model_log_odds(evidence, base_model))


def base_model_log_odds(evidence: Evidence, base_model: Bundle) -> Floats:
    """Return the raw scores of a base model's re-ranker on the same evidence.

    The match weights are the present Splink model's, which is fitted to the present records, unlike the base model's.
    Own fields are missing values to a base model that has none; what they say is added as independent evidence.
    """
    ranker = base_model.ranker
    if evidence.own is None or base_model.schema.own:
        return ranker.raw(ranker.matrix(evidence, None))
    return ranker.raw(ranker.program.without_own(evidence)) + LOG_ODDS_PER_BIT * evidence.own.bits


def equals_share(probabilities: Floats, raw: Floats, left_rows: Ints) -> Floats:
    """Divide the probability among candidates of one record with equal raw scores."""
    shared = np.empty(len(probabilities))
    choice.share_equals(left_rows, raw, probabilities, shared)
    return shared
