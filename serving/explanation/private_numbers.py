"""What a contract's caller reads of a member's private values: whether one is the record's own, and nothing between.

A weight, a probability or a reason that says how near a guess comes leads to the value in a few guesses. So numbers
count the private columns in which the record equals its best candidate; the others are as if the record lacked them,
for the order of candidates too. The decision counts everything, so that matching is as good as before.

Values that can be listed, such as birth dates, are not tried out by the hundred: where alike records of one request
have more than a few different ones, these count nowhere. `docs/threat-model.md` says what remains.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from features.normalise.records import normalise
from features.normalise.text import word_set
from serving.explanation.editable_columns import FIELD_OF, private_columns
from serving.explanation.explained_record import Row
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Candidate, Outcome, Problem

MAX_VALUES = 10
"""Different values of a column that can be listed, among alike records of one request."""
_CANNOT_BE_LISTED = word_set("email phone website street postal_code")
Result = Outcome | Problem


def seen_by_contract(
    matcher: Matcher, rows: Sequence[Row], outcomes: Sequence[Result], answering: Answering
) -> list[Result]:
    """Return the outcomes of the records of one request with the numbers that a contract's caller may read."""
    results = list(outcomes)
    tried = _tried(matcher, rows, results)
    if tried:
        rows = [_without(row, tried.get(at, ())) for at, row in enumerate(rows)]
        results = _match(matcher, rows, answering)
    bests = [outcome.best if isinstance(outcome, Outcome) else None for outcome in results]
    shown = [
        row if best is None else equal_alone(matcher, row, [best.id]) for row, best in zip(rows, bests, strict=True)
    ]
    places = [at for at, row in enumerate(shown) if row is not rows[at]]
    for at, decided in zip(places, _match(matcher, [shown[at] for at in places], answering), strict=True):
        results[at] = _decided(results[at], decided)
    return results


def equal_alone(matcher: Matcher, row: Row, profile_ids: Sequence[str]) -> Row:
    """Return a record without the private columns in which it differs from one of some profiles of the index."""
    index = matcher.index
    filled = {name: field for name, field in _fields_of(matcher).items() if row.get(name)}
    numbers = [at for at in map(index.row_of, profile_ids) if at is not None]
    if not filled or not numbers:
        return row
    record = normalise(matcher.schema, row)
    profiles = index.take(np.array(numbers, np.int64))
    differing = [name for name, field in filled.items() if set(profiles[field].values()) != {record.get(field)}]
    return _without(row, differing)


def _match(matcher: Matcher, rows: Sequence[Row], answering: Answering) -> list[Result]:
    return matcher.match_rows(rows, limit=answering.limit, explain=answering.explain) if rows else []


def _fields_of(matcher: Matcher) -> Mapping[str, str]:
    """Return the field of each private column."""
    known = FIELD_OF[matcher.kind]
    return {name: known.get(name, name) for name in sorted(private_columns(matcher.schema))}


def _without(row: Row, columns: Collection[str]) -> Row:
    return {name: value for name, value in row.items() if name not in columns} if columns else row


def _tried(matcher: Matcher, rows: Sequence[Row], results: Sequence[Result]) -> Mapping[int, set[str]]:
    """Return the columns of which alike records have too many values, by the place of each such record.

    Records are alike that have one name, or one profile among their candidates.
    """
    values: defaultdict[tuple[str, object], defaultdict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    listed = {name: field for name, field in _fields_of(matcher).items() if name not in _CANNOT_BE_LISTED}
    for at, (row, result) in enumerate(zip(rows, results, strict=True) if len(rows) > MAX_VALUES and listed else ()):
        record = normalise(matcher.schema, row)
        candidates = result.candidates if isinstance(result, Outcome) else ()
        for name, field in listed.items():
            for key in (record.get("name"), *(each.id for each in candidates)) if record.get(field) else ():
                values[name, key][record[field]].append(at)
    tried: defaultdict[int, set[str]] = defaultdict(set)
    for (name, _), some in values.items():
        for at in chain(*some.values()) if len(some) > MAX_VALUES else ():
            tried[at].add(name)
    return tried


def _decided(whole: Result, shown: Result) -> Result:
    """Return an outcome with the decision of all columns and the numbers of those that are shown."""
    if isinstance(whole, Problem):
        return whole
    if isinstance(shown, Problem):  # without its private columns the record says nothing
        shown = replace(whole, candidates=(), margin=0.0, runner_up_id=None, reasons=())
    match = whole.match
    if match is not None:
        known = (candidate for candidate in shown.candidates if candidate.is_for(match.id))
        match = next(known, Candidate(match.id, 0.0, 0.0, cluster=match.cluster))
    reasons = shown.reasons if match is None else match.reasons
    return replace(shown, decision=whole.decision, match=match, reasons=reasons, basis=whole.basis)
