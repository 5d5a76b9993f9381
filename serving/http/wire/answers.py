"""The body of an answer of `/v1/match`: one result for each record, as JSON."""

from collections.abc import Mapping, Sequence

from pydantic_core import to_json

from serving.matching.outcomes import Candidate, Outcome

ShownFields = Mapping[str, Mapping[str, str]]
"""What a caller asked to see of candidates, by the candidate's id."""
NOTHING_SHOWN: ShownFields = {}


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
        "candidates": [_candidate(one, show) for one in result.candidates],
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
