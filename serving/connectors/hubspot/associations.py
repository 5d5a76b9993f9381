"""The associations of HubSpot's records, read for a chunk at a time (v4 batch read)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from serving.connectors.calling import CallRefused
from serving.connectors.hubspot.names import batch_results_of, next_of, primary_first
from serving.connectors.source import CHUNK, Item

Send = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
FEWER = 100
"""Ids of a batch read of any other object; batch reads of associations admit 1,000 since February 2025."""
_TOO_MANY = {400, 413, 422}
_Found = dict[str, list[Mapping[str, str]]]


def with_associations(send: Send, others: Sequence[str], items: Sequence[Item]) -> list[Item]:
    """Return records with the ids of their associated objects, in the form of HubSpot's own objects."""
    if not others or not items:
        return list(items)
    ids = [str(item["id"]) for item in items]
    found = {other: _read(send, other, ids) for other in others}
    return [
        {**item, "associations": {other: {"results": found[other].get(str(item["id"]), [])} for other in others}}
        for item in items
    ]


def _read(send: Send, other: str, ids: Sequence[str]) -> _Found:
    """Return the associated ids by record; a record with more than one answer holds is requested again."""
    found: _Found = {}
    inputs = [{"id": one} for one in ids]
    while inputs:
        some, inputs = inputs[:CHUNK], inputs[CHUNK:]
        for answer in _sent(send, other, some):
            for record_id, ends, after in _answered(answer):
                found.setdefault(record_id, []).extend(ends)
                if after is not None:
                    inputs.append({"id": record_id, "after": after})
    return found


def _sent(send: Send, other: str, inputs: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, Any]]:
    """Yield the answers for inputs; where HubSpot refuses so many of them, for a hundred at a time."""
    try:
        yield send(other, {"inputs": inputs})
    except CallRefused as refused:
        if refused.status not in _TOO_MANY or len(inputs) <= FEWER:
            raise
        for begin in range(0, len(inputs), FEWER):
            yield send(other, {"inputs": inputs[begin : begin + FEWER]})


def _answered(body: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, str]], str | None]]:
    for one in batch_results_of(body):
        ends = [end for end in one.get("to") or [] if isinstance(end, Mapping) and "toObjectId" in end]
        named: list[Mapping[str, str]] = [*map(_end, ends)]
        yield str(one["from"]["id"]), named, next_of(one)


def _end(end: Mapping[str, Any]) -> Mapping[str, str]:
    return {"id": str(end["toObjectId"]), "type": primary_first(end.get("associationTypes"))}
