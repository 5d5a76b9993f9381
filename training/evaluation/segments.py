"""Segments of the records, each measured by itself."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from features.normalise.text import word_set
from features.schema.array_types import Bools
from features.schema.value_class import value_class
from serving.contract.reports.segment_rules import (
    COUNTRIES_SHOWN,
    MISSING_BUCKETS,
    UNKNOWN,
    CountBuckets,
    bucket,
    script_of,
)
from training.evaluation.bootstrap import Interval, share_intervals
from training.evaluation.figures import shares_of
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import ratio

Values = Mapping[str, str]
Named = Mapping[str, Mapping[str, str]]
"""The values of columns by record, whose values are segments: column, id of the record, value."""
NOT_NAMED: Named = {}
OTHER = "other"
VALUES_SHOWN = 20
REPLICATES = 400
BOOKKEEPING = word_set("id account_id owner_id visible_to modified_at profile_url")
SHOWN_SHARES = ("precision", "recall", "top1_accuracy")
FREQUENCY_BUCKETS: CountBuckets = (
    (0, "in no profile"),
    (1, "in one profile"),
    (2, "in 2 to 4"),
    (5, "in 5 to 19"),
    (20, "in 20 or more"),
)


@value_class
class RecordTraits:
    """The facts that decide the segments of a record; `name_count` is the number of profiles of that name."""

    values: Values
    name: str
    country: str | None
    name_count: int


@value_class
class Segment:
    """The figures of one segment; shares and intervals by name, None where the denominator is 0."""

    division: str
    name: str
    n_records: int
    n_true: int
    shares: dict[str, float | None]
    intervals: dict[str, Interval | None]


def segments_of(
    judged: JudgedLinks, traits: Sequence[RecordTraits], seed: int = 0, named: Named = NOT_NAMED
) -> list[Segment]:
    """Divide the records in four ways and by the named columns; measure every segment. `traits[i]` is of record i."""
    columns = {name for trait in traits for name in trait.values} - BOOKKEEPING
    common = {name for name, _ in Counter(trait.country or UNKNOWN for trait in traits).most_common(COUNTRIES_SHOWN)}

    def country(trait: RecordTraits) -> str:
        name = trait.country or UNKNOWN
        return name if name in common else OTHER

    divisions: dict[str, Callable[[RecordTraits], str]] = {
        "missing fields": lambda trait: bucket(MISSING_BUCKETS, len(columns - trait.values.keys())),
        "script of the name": lambda trait: script_of(trait.name),
        "country": country,
        "frequency of the name": lambda trait: bucket(FREQUENCY_BUCKETS, trait.name_count),
    }
    orders = {"missing fields": MISSING_BUCKETS, "frequency of the name": FREQUENCY_BUCKETS}
    segments: list[Segment] = []
    parts = {division: [part_of(trait) for trait in traits] for division, part_of in divisions.items()}
    for division, parts_of_records in (parts | named_parts(judged, named)).items():
        names = np.array(parts_of_records)
        sizes = Counter(names.tolist())
        order = [name for _, name in orders.get(division, ()) if name in sizes] or [n for n, _ in sizes.most_common()]
        segments += [_segment(division, name, judged.take(names == name), seed) for name in order]
    return segments


def named_parts(judged: JudgedLinks, named: Named) -> dict[str, list[str]]:
    """Return the part of each record by its value in the named columns; values beyond the most frequent are one."""
    parts = {}
    for column, values in named.items():
        stated = [values.get(link.crm_id, UNKNOWN) for link in judged.links]
        shown = {value for value, _ in Counter(stated).most_common(VALUES_SHOWN)}
        parts[column] = [value if value in shown else OTHER for value in stated]
    return parts


def segment_masks(judged: JudgedLinks, named: Named, least: int) -> Iterator[tuple[str, Bools]]:
    """Yield the segments of named columns with at least so many records, as `column: value`, and their records."""
    for column, values in named_parts(judged, named).items():
        parts = np.array(values)
        yield from (
            (f"{column}: {value}", parts == value) for value, count in Counter(values).most_common() if count >= least
        )


def _segment(division: str, name: str, part: JudgedLinks, seed: int) -> Segment:
    chosen = {share: value for share, value in shares_of(part).items() if share in SHOWN_SHARES}
    return Segment(
        division=division,
        name=name,
        n_records=len(part),
        n_true=int(part.answerable.sum()),
        shares={share: ratio(float(v.part.sum()), float(v.whole.sum())) for share, v in chosen.items()},
        intervals=share_intervals(chosen, part.entity, seed, REPLICATES),
    )
