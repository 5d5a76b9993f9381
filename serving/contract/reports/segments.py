"""Records by segment: how many are linked or wait, how sure the links are, and what people answered."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from features.normalise.places import country_code
from features.normalise.written import name_in
from features.schema.kinds import COLUMNS, Kind
from serving.contract.linking.guarantees import answers_by_record, bundle_of
from serving.contract.records.keys import drawn, record_keys
from serving.contract.records.link_rows import read_links
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_payloads
from serving.contract.reports.segment_rules import COUNTRIES_SHOWN, MISSING_BUCKETS, UNKNOWN, bucket, script_of
from serving.explanation.editable_columns import NO_EVIDENCE
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import RecordState

SEGMENT_COLUMNS = "kind division segment records linked review without_link expected_precision answers right"
SAMPLE = 2_000
"""The largest number of records of a kind that are read, drawn by hash of their ids."""
_WITHOUT = (RecordState.UNMATCHED, RecordState.DUPLICATE)
Values = Mapping[str, str]


def segment_rows(scope: OpenScope, matching: Matchers) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each segment, the largest of a division first."""
    for kind in matching.by_kind():
        keys = record_keys(scope, links, links.c.kind == kind)
        read = list(read_links(scope, drawn(keys, SAMPLE)).values())
        payloads = read_payloads(scope, [link.key for link in read])
        answered = answers_by_record(scope, kind, bundle_of(matching.matcher(kind)))
        links_with_values = [(link, payloads[link.key]) for link in read if link.key in payloads]
        for division, part_of in _divisions(kind, [values for _, values in links_with_values]).items():
            parts: defaultdict[str, list[LinkRow]] = defaultdict(list)
            for link, values in links_with_values:
                parts[part_of(values)].append(link)
            if parts.keys() - {UNKNOWN}:
                for name, part in sorted(parts.items(), key=lambda part: -len(part[1])):
                    yield (kind, division, name, *_figures(part, answered))


def _divisions(kind: Kind, everything: Sequence[Values]) -> dict[str, Callable[[Values], str]]:
    filled = {name for values in everything for name, value in values.items() if value}
    used = filled.intersection(COLUMNS[kind]) - NO_EVIDENCE
    counts = Counter(_country(values) for values in everything)
    common = {name for name, _ in counts.most_common(COUNTRIES_SHOWN)}

    def country(values: Values) -> str:
        name = _country(values)
        return name if name in common else "other"

    return {
        "country": country,
        "script of the name": lambda values: script_of(name_in(values)),
        "missing fields": lambda values: bucket(MISSING_BUCKETS, sum(not values.get(name) for name in used)),
    }


def _country(values: Values) -> str:
    return country_code(values.get("country") or "") or UNKNOWN


def _figures(part: Sequence[LinkRow], answered: Mapping[RecordKey, bool]) -> tuple[Any, ...]:
    linked = [link.probability for link in part if link.state is RecordState.LINKED]
    answers = [answered[link.key] for link in part if link.key in answered]
    return (
        len(part),
        len(linked),
        sum(link.state is RecordState.REVIEW for link in part),
        sum(link.state in _WITHOUT for link in part),
        round(sum(linked) / len(linked), 4) if linked else None,
        len(answers),
        sum(answers),
    )
