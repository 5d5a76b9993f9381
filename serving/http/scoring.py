"""Scoring of waiting match requests: small ones of the same kind and options are scored together; their answers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

from pydantic_core import to_json

from data.index.profiles import read_profiles
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.explanation.private_numbers import seen_by_contract
from serving.http.scoring_queue import Waiting
from serving.http.wire.profiles import shown_of
from serving.http.wire.records import BadRecord
from serving.http.wire.requests import MatchCall, read_call
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Candidate, Outcome, Problem
from serving.runtime.event_log import log_details
from serving.runtime.metrics import DECISIONS, RECORDS
from serving.runtime.model_source import ServedModels

Row = Mapping[str, object]
ShownFields = Mapping[str, Mapping[str, str]]
"""What a caller asked to see of candidates, by the candidate's id."""
NOTHING_SHOWN: ShownFields = {}
Watch = Callable[[Kind, Sequence[Row], Sequence[object]], None]
"""Called with the kind, rows and outcomes of an answered request."""
MAX_TOGETHER = 32
"""Most records of several requests in a batch; in larger ones the first request waits for the last."""
MAX_AT_ONCE = 16
"""Most records that the event loop scores itself, at half a millisecond each."""


@value_class
class _Parsed:
    """A waiting request with its parsed body and the rows that can be scored."""

    waiting: Waiting
    call: MatchCall
    rows: Sequence[Row]

    @property
    def options(self) -> tuple[Kind, int, bool]:
        """Requests with the same options are scored together."""
        return self.call.kind, self.call.limit, self.call.explain


def answer_line(models: ServedModels, watch: Watch | None, line: Sequence[Waiting]) -> None:
    """Answer waiting requests, small ones with the same options together."""
    parsed = [call for call in (_parse(models, each) for each in line) if call is not None]
    for together in _batches(parsed):
        try:
            _answer(models, watch, together)
        except Exception as error:  # noqa: BLE001 - the caller's answer
            if len(together) == 1:
                together[0].waiting.answer.set_exception(error)
                continue
            for call in together:  # one of them may have failed the others
                answer_line(models, watch, [call.waiting])


def is_brief(models: ServedModels, line: Sequence[Waiting]) -> bool:
    """Return whether waiting requests are answered within milliseconds: few records, a loaded matcher.

    An explanation may import LightGBM first.
    """
    calls = [waiting.call for waiting in line if waiting.call is not None and not waiting.call.explain]
    is_small = len(calls) == len(line) and sum(len(call.records) for call in calls) <= MAX_AT_ONCE
    return is_small and all(models.is_at_hand(kind) for kind in {call.kind for call in calls})


def _parse(models: ServedModels, waiting: Waiting) -> _Parsed | None:
    try:
        call = waiting.call or read_call(waiting.body, models.columns)
    except Exception as error:  # noqa: BLE001 - the caller's answer
        waiting.answer.set_exception(error)
        return None
    return _Parsed(waiting, call, [record for record in call.records if not isinstance(record, BadRecord)])


def _batches(line: Sequence[_Parsed]) -> Iterator[list[_Parsed]]:
    """Yield batches of requests with the same options, of at most MAX_TOGETHER records, by their first request."""
    batches: list[list[_Parsed]] = []
    open_batches: dict[tuple[Kind, int, bool], list[_Parsed]] = {}
    for parsed in line:
        batch = open_batches.get(parsed.options)
        if batch is None or sum(len(other.rows) for other in batch) + len(parsed.rows) > MAX_TOGETHER:
            batch = open_batches[parsed.options] = []
            batches.append(batch)
        batch.append(parsed)
    yield from batches


def _answer(models: ServedModels, watch: Watch | None, together: Sequence[_Parsed]) -> None:
    kind, limit, explain = together[0].options
    matcher = models.matcher(kind)
    rows = [row for parsed in together for row in parsed.rows]
    outcomes = iter(matcher.match_rows(rows, limit=limit, explain=explain))
    scored = [(parsed, list(islice(outcomes, len(parsed.rows)))) for parsed in together]
    results = [_results(parsed.call, own) for parsed, own in scored]
    answers = []
    answered: list[Sequence[object]] = []
    for (parsed, own), result in zip(scored, results, strict=True):
        if parsed.waiting.of_contract:
            decided = cast("Sequence[Outcome | Problem]", own)
            options = Answering(limit, explain)
            result = _results(parsed.call, seen_by_contract(matcher, parsed.rows, decided, options))
        answered.append(result)
        answers.append(write_answer(result, _shown(matcher, kind, parsed.call.show, result)))
    if watch is not None:
        for parsed, own in scored:
            watch(kind, parsed.rows, own)
    _observe(kind, together, answered)
    for parsed, answer in zip(together, answers, strict=True):
        parsed.waiting.answer.set_result(answer)


def _shown(matcher: Matcher, kind: Kind, show: Sequence[str], results: Sequence[object]) -> ShownFields:
    """Return the wanted fields of all candidates by id, as the network has them."""
    if not show:
        return NOTHING_SHOWN
    ids = {candidate.id for result in results if isinstance(result, Outcome) for candidate in result.candidates}
    profiles = read_profiles(matcher.index, ids)
    fields = {profile_id: shown_of(kind, columns) for profile_id, columns in profiles.items()}
    return {profile_id: {name: its[name] for name in show if name in its} for profile_id, its in fields.items()}


def _results(call: MatchCall, outcomes: Sequence[object]) -> list[object]:
    scored = iter(outcomes)
    return [record if isinstance(record, BadRecord) else next(scored) for record in call.records]


def _observe(kind: Kind, together: Sequence[_Parsed], results: Sequence[Sequence[object]]) -> None:
    """Count and log the decisions."""
    logged: list[dict[str, object]] = []
    for parsed, own in zip(together, results, strict=True):
        request = {"request_id": parsed.waiting.request_id, "kind": kind}
        logged += [request | _logged(result) for result in own if isinstance(result, Outcome)]
    for decision, count in Counter(str(entry["decision"]) for entry in logged).items():
        DECISIONS.labels(kind, decision).inc(count)
    RECORDS.labels(kind, "decided").inc(len(logged))
    RECORDS.labels(kind, "bad").inc(sum(map(len, results)) - len(logged))
    if logged:
        log_details("decision", logged)


def _logged(outcome: Outcome) -> dict[str, object]:
    best = outcome.best
    return {
        "record_id": outcome.record_id,
        "decision": outcome.decision,
        "candidate_id": best and best.id,
        "probability": best and round(best.probability, 6),
        "margin": round(outcome.margin, 6),
        "basis": outcome.basis,
        "model_version": outcome.model_version,
    }


def write_answer(results: Sequence[object], show: ShownFields = NOTHING_SHOWN) -> bytes:
    """Write `{results: [...]}`; a number that is not finite becomes null."""
    answers = [_result(result, show) for result in results]
    return to_json({"results": answers}, inf_nan_mode="null", serialize_unknown=True)


def _result(result: object, show: ShownFields) -> dict[str, object]:
    if not isinstance(result, Outcome):
        return {"record_id": getattr(result, "record_id", None), "error": getattr(result, "error", "")}
    shown: dict[str, object] = {
        "record_id": result.record_id,
        "decision": result.decision,
        "match": None if result.match is None else _profile(result.match, show),
        "margin": round(result.margin, 6),
        "candidates": [_candidate(candidate, show) for candidate in result.candidates],
        "reasons": result.reasons,
        "basis": result.basis,
        "model_version": result.model_version,
    }
    if result.part_of is not None:
        shown["part_of"] = result.part_of
    return shown


def _profile(candidate: Candidate, show: ShownFields) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": candidate.id,
        "probability": round(candidate.probability, 6),
        "match_weight": round(candidate.match_weight, 6),
    }
    if candidate.id in show:
        shown["shown"] = show[candidate.id]
    if candidate.cluster:
        shown["cluster"] = candidate.cluster
    return shown


def _candidate(candidate: Candidate, show: ShownFields) -> dict[str, object]:
    shown = _profile(candidate, show)
    shown["reasons"] = candidate.reasons
    if candidate.details is not None:
        shown["details"] = candidate.details
    return shown
