"""The parts of HubSpot's answers that a connector reads: pages, batches, merges, deletions, associations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from serving.crm.hubspot.names import PRIMARY
from serving.crm.source import Gone, Item, ListMissing, latest, listed_in, time_ms

MERGED = ("hs_merged_object_ids", "hs_calculated_merged_vids")
"""The ids that a record took over by merges: `101;102`, on older contacts `101:1678739521124;...`."""
_HARMLESS = {None, "OBJECT_NOT_FOUND", "VALIDATION_ERROR"}
"""Errors of an input that no repetition changes."""
_PRIMARY_TYPES = {"1", "5"}
"""HubSpot's own association types to a primary company: of a contact, of a deal. Labels are an account's to change."""


def modified_ms(item: Item, name: str) -> int | None:
    """Return when a record changed: the property, else the object's own time."""
    return time_ms(_in(item, "properties").get(name)) or time_ms(item.get("updatedAt"))


def newest_ms(items: Iterable[Item], name: str) -> int | None:
    """Return the latest change among records."""
    return latest(modified_ms(item, name) for item in items)


def merges_of(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Return the merges that records name: the old id and the surviving one."""
    return [(old, str(item["id"])) for item in items for old in _merged_ids(item) if old != str(item["id"])]


def gone_of(item: Item) -> Gone:
    """Return the deletion of an archived record, not before its last change."""
    return Gone(str(item["id"]), latest(time_ms(item.get(name)) for name in ("archivedAt", "updatedAt")))


def batch_results_of(body: Mapping[str, Any]) -> list[Item]:
    """Return the results of a batch read; raises ListMissing where it failed for some of its inputs.

    A batch that fails in part is a 207. An input that HubSpot does not have is no failure; one that it could not read
    now would otherwise count as deleted, or as a record without associations.
    """
    for error in _errors_in(body):
        if error.get("category") not in _HARMLESS:
            raise ListMissing(f"got a batch that failed for some records ({error['category']}), expected all of them")
    return listed_in(body, "results")


def next_of(body: Mapping[str, Any]) -> str | None:
    """Return the cursor of the next page, None on the last one."""
    after = _in(_in(body, "paging"), "next").get("after")
    return None if after in (None, "") else str(after)


def lacking_of(body: Mapping[str, object], expected: str) -> str:
    """Return the scopes that a refusal names, else the expected one."""
    contexts = [value for error in _errors_in(body) for value in _in(error, "context").values()]
    named = sorted({str(one) for value in contexts for one in (value if isinstance(value, list) else [value])})
    return f"the scope {' or '.join(named) if named else expected}"


def associated_in(one: Item) -> list[Mapping[str, str]]:
    """Return the ends of a record's associations, in the form of HubSpot's own objects."""
    ends = [end for end in one.get("to") or [] if isinstance(end, Mapping) and "toObjectId" in end]
    return [{"id": str(end["toObjectId"]), "type": _type_of(end.get("associationTypes"))} for end in ends]


def _type_of(types: object) -> str:
    """Return the type of an association as our importer reads it, from the types that HubSpot answers."""
    listed = [one for one in types if isinstance(one, Mapping)] if isinstance(types, list) else []
    own = {str(one.get("typeId")) for one in listed if str(one.get("category", "")).upper() == "HUBSPOT_DEFINED"}
    return PRIMARY if own & _PRIMARY_TYPES else ""


def _errors_in(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    errors = body.get("errors")
    return [one if isinstance(one, Mapping) else {} for one in errors] if isinstance(errors, list) else []


def _merged_ids(item: Item) -> Iterator[str]:
    properties = _in(item, "properties")
    found = (part for name in MERGED for part in str(properties.get(name) or "").replace(",", ";").split(";"))
    yield from dict.fromkeys(one for part in found if (one := part.partition(":")[0].strip()))


def _in(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}
