"""From what the matcher says to the bytes of an answer, and what is counted and logged about it."""

from collections.abc import Callable, Mapping, Sequence

from pydantic_core import to_json

from features.kinds import Kind
from serving.api_records import BadRecord
from serving.api_requests import MatchCall
from serving.event_log import log_detail
from serving.model_source import Matches
from serving.observability import DECISIONS, RECORDS
from serving.outcomes import Candidate, Outcome

Watch = Callable[[Kind, Sequence[Mapping[str, object]], Sequence[object]], None]
"""Is told what was asked and what was answered."""


def answer_call(call: MatchCall, matcher: Matches, request_id: str, watch: Watch | None = None) -> bytes:
    """Score a request's records together and write the answer; runs in the scoring thread."""
    rows = [record for record in call.records if not isinstance(record, BadRecord)]
    found = matcher.match_rows(rows, limit=call.limit, explain=call.explain)
    if watch is not None:
        watch(call.kind, rows, found)
    scored = iter(found)
    results = [record if isinstance(record, BadRecord) else next(scored) for record in call.records]
    _observe(call, results, request_id)
    return write_answer(results)


def write_answer(results: Sequence[object]) -> bytes:
    """Write `{results: [...]}`; a number that is not finite becomes null."""
    return to_json({"results": list(map(_result, results))}, inf_nan_mode="null", serialize_unknown=True)


def _result(result: object) -> dict[str, object]:
    if not isinstance(result, Outcome):
        return {"record_id": getattr(result, "record_id", None), "error": getattr(result, "error", "")}
    return {
        "record_id": result.record_id,
        "decision": result.decision,
        "match": None if result.match is None else _profile(result.match),
        "margin": round(result.margin, 6),
        "candidates": [_candidate(one) for one in result.candidates],
        "reasons": result.reasons,
        "basis": result.basis,
        "model_version": result.model_version,
    }


def _profile(candidate: Candidate) -> dict[str, object]:
    return {
        "id": candidate.id,
        "probability": round(candidate.probability, 6),
        "match_weight": round(candidate.match_weight, 6),
    }


def _candidate(candidate: Candidate) -> dict[str, object]:
    details: Mapping[str, object] | None = candidate.details
    shown = _profile(candidate) | {"reasons": candidate.reasons}
    return shown if details is None else shown | {"details": details}


def _observe(call: MatchCall, results: Sequence[object], request_id: str) -> None:
    for result in results:
        if isinstance(result, Outcome):
            DECISIONS.labels(call.kind.value, result.decision).inc()
            log_detail("decision", request_id=request_id, kind=call.kind.value, **_logged(result))
    decided = sum(isinstance(result, Outcome) for result in results)
    RECORDS.labels(call.kind.value, "decided").inc(decided)
    RECORDS.labels(call.kind.value, "bad").inc(len(results) - decided)


def _logged(outcome: Outcome) -> dict[str, object]:
    best = outcome.candidates[0] if outcome.candidates else None
    return {
        "record_id": outcome.record_id,
        "decision": outcome.decision,
        "candidate_id": best and best.id,
        "probability": best and round(best.probability, 6),
        "margin": round(outcome.margin, 6),
        "basis": outcome.basis,
        "model_version": outcome.model_version,
    }
