"""Decoys of people in one file: records under the last name of another one whose first name has a form in common.

Whom such a record resembles is somebody else, and its names go together as those of namesakes do: a Li-Ping Chang has
more of them than the frequencies of both names say. Per decoy there are as many pairs of a score as a record has wrong
ones, however many people of one name the file holds: the share of wrong pairs at a score is at most that of decoys by
that of records (Elias and Gygi, 2007; Efron et al., 2001). What relatives and colleagues share beyond their names
decoys lack, so that they lower log-odds and never raise them (docs/experiments/namesakes-in-one-file.md).
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.isotonic import isotonic_regression

from data.index.index import UniverseIndex
from features.normalise.records import normalise
from features.pairs.columns import Columns, Record, columns_of
from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.clusters.candidate_pairs import records_at
from serving.matching.calibration import MAX_PROBABILITY, MIN_PROBABILITY, logit

MAX_DECOYS = 3000
"""Most records whose names are dealt anew; more cost time."""
MIN_DECOYS = 50
SURELY_WRONG = -1.0
"""Pairs of lower log-odds are nearly all wrong: there are as many a record as a decoy finds. A record's partners take
places in its list that a decoy fills with strangers, so that the decoys' number is scaled to theirs."""
DENSITY_ERROR = 0.1
"""Relative error of the decoys' density, as of decoys in linking."""
_EDGES = np.arange(-8.0, 8.5, 0.5)
_WHOLE_NAME = {"first_name": "Ada", "middle_name": "May", "last_name": "Lee", "suffix": "jr"}


@value_class
class DealtNames:
    """Rows whose records get other names, and for each the ids that it may not find: namesakes' and likely partners."""

    rows: Ints
    names: Sequence[Record]
    excluded: Sequence[Sequence[str]]

    def take(self, part: slice) -> "DealtNames":
        return DealtNames(self.rows[part], self.names[part], self.excluded[part])

    def decoys(self, index: UniverseIndex) -> Columns:
        """Return the records of these rows under their new names."""
        taken = records_at(index, self.rows)
        records = [{**record, **name} for record, name in zip(taken.records, self.names, strict=True)]
        return columns_of(index.schema, taken.ids, records)


@value_class
class DecoyPairs:
    """What decoys found: match weights (natural log), the base model's log-odds, and how many records were drawn."""

    weight: Floats
    alone: Floats
    among_rivals: Floats
    drawn: int


def deal_names(index: UniverseIndex, rows: Ints, partners: Sequence[Ints]) -> tuple[DealtNames, int]:
    """Deal other last names to the first rows, and return how many rows these are; those without both names get none.

    `partners` are the likely partners of each row. Whoever gives the name is not found either, nor are his partners.
    """
    drawn = rows[:MAX_DECOYS]
    taken = records_at(index, drawn)
    named = [at for at, record in enumerate(taken.records) if record.get("first") and record.get("last")]
    if index.kind is not Kind.PERSON or len(named) < MIN_DECOYS:
        return DealtNames(drawn[:0], (), ()), 0
    others = _others_named_alike(taken.records, named)
    of_name = [name for name, value in normalise(index.kind, _WHOLE_NAME).items() if value]
    names = []
    for at, other in zip(named, others, strict=True):
        both = {"first_name": taken.records[at]["first"], "last_name": taken.records[other]["last"]}
        whole = normalise(index.kind, both)
        names.append({name: whole[name] for name in of_name})
    excluded = [
        (taken.ids[at], taken.ids[other], *index.ids(partners[at]), *index.ids(partners[other]))
        for at, other in zip(named, others, strict=True)
    ]
    return DealtNames(drawn[named], names, excluded), len(drawn)


def bounded_by_decoys(log_odds: Floats, found: Floats, of_decoys: Floats, drawn: int) -> Floats:
    """Lower the log-odds of namesakes to what decoys leave of them: to one standard error above the right ones' share.

    `found` is how often a row of the file finds each pair, 0 for pairs that are no namesakes; `of_decoys` are the
    log-odds of the namesakes that `drawn` rows' decoys found.
    """
    if not drawn:
        return log_odds
    of_records, _ = np.histogram(log_odds, _EDGES, weights=found)
    count, _ = np.histogram(of_decoys, _EDGES)
    some = of_records > 0
    scale = _wrong_pairs_of_a_decoy(log_odds, found, of_decoys, drawn)
    wrong = count[some] * scale / of_records[some]
    error = np.hypot(np.sqrt(count[some] + 1) * scale / of_records[some], DENSITY_ERROR * wrong)
    right = isotonic_regression(
        1 - wrong + error,
        sample_weight=error**-2,
        y_min=MIN_PROBABILITY,
        y_max=MAX_PROBABILITY,
    )
    middle = ((_EDGES[1:] + _EDGES[:-1]) / 2)[some]
    left = logit(np.interp(log_odds, middle, right))
    bounded: Floats = np.where(found > 0, np.minimum(log_odds, left), log_odds)
    return bounded


def share_left_by_decoys(log_odds: Floats, found: Floats, of_decoys: Floats, drawn: int) -> float | None:
    """Return the share of namesakes more likely right than wrong that decoys leave right, None without any."""
    likely = float(found[log_odds > 0].sum())
    if not drawn or not likely:
        return None
    wrong = float((of_decoys > 0).sum()) * _wrong_pairs_of_a_decoy(log_odds, found, of_decoys, drawn)
    return max(0.0, 1 - wrong / likely)


def _wrong_pairs_of_a_decoy(log_odds: Floats, found: Floats, of_decoys: Floats, drawn: int) -> float:
    """Return how many wrong pairs a row finds for each pair that the decoys of all drawn rows find."""
    surely_wrong = float((of_decoys < SURELY_WRONG).sum())
    enough = surely_wrong >= MIN_DECOYS
    return float(found[log_odds < SURELY_WRONG].sum()) / surely_wrong if enough else 1 / drawn


def _others_named_alike(records: Sequence[Record], named: Sequence[int]) -> list[int]:
    """Return for each of some records another one, whose first name has a form in common with its own where one has."""
    dealer = np.random.default_rng(0)
    of_form: defaultdict[object, list[int]] = defaultdict(list)
    forms = [records[at].get("first_forms") or () for at in named]
    for at, own in zip(named, forms, strict=True):
        for form in own:
            of_form[form].append(at)
    anybody = dealer.permutation(named).tolist()
    others = []
    for at, own, other in zip(named, forms, anybody, strict=True):
        alike = [each for form in own for each in of_form[form] if records[each]["last"] != records[at]["last"]]
        others.append(alike[dealer.integers(len(alike))] if alike else other)
    return others
