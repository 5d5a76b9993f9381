"""The associations of HubSpot's records, read for a chunk at a time (v4 batch read)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from serving.connectors.hubspot.names import next_of, primary_first, results_of
from serving.connectors.source import CHUNK, Item

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
_Found = dict[str, list[Mapping[str, str]]]


def with_associations(ask: Ask, others: Sequence[str], items: Sequence[Item]) -> list[Item]:
    """Return records with the ids of their associated objects, in the form of HubSpot's own objects."""
    if not others or not items:
        return list(items)
    ids = [str(item["id"]) for item in items]
    found = {other: _read(ask, other, ids) for other in others}
    return [
        {**item, "associations": {other: {"results": found[other].get(str(item["id"]), [])} for other in others}}
        for item in items
    ]


def _read(ask: Ask, other: str, ids: Sequence[str]) -> _Found:
    """Return the associated ids by record; a record with more than one answer holds is asked for again."""
    found: _Found = {}
    inputs = [{"id": one} for one in ids]
    while inputs:
        some, inputs = inputs[:CHUNK], inputs[CHUNK:]
        for record_id, ends, after in _answered(ask(other, {"inputs": some})):
            found.setdefault(record_id, []).extend(ends)
            if after is not None:
                inputs.append({"id": record_id, "after": after})
    return found


def _answered(body: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, str]], str | None]]:
    for one in results_of(body):
        ends = [end for end in one.get("to") or [] if isinstance(end, Mapping) and "toObjectId" in end]
        named: list[Mapping[str, str]] = [
            {"id": str(end["toObjectId"]), "type": primary_first(end.get("associationTypes"))} for end in ends
        ]
        yield str(one["from"]["id"]), named, next_of(one)
