"""HubSpot's names for what a connector reads, and the parts of its answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from serving.connectors.source import Gone, Item, ListMissing, latest, listed_in, time_ms
from serving.crm.hubspot.names import PRIMARY
from serving.rules.vocabulary import CrmObject

TYPES: Mapping[CrmObject, str] = {
    CrmObject.ACCOUNT: "companies",
    CrmObject.CONTACT: "contacts",
    CrmObject.OPPORTUNITY: "deals",
}
SCOPES: Mapping[CrmObject, str] = {
    CrmObject.USER: "crm.objects.owners.read",
    CrmObject.ACCOUNT: "crm.objects.companies.read",
    CrmObject.CONTACT: "crm.objects.contacts.read",
    CrmObject.OPPORTUNITY: "crm.objects.deals.read",
}
ID = "hs_object_id"
MERGED = ("hs_merged_object_ids", "hs_calculated_merged_vids")
"""The ids that a record took over by merges: `101;102`, on older contacts `101:1678739521124;...`."""
ALSO: Mapping[CrmObject, tuple[str, ...]] = {
    CrmObject.ACCOUNT: (ID, MERGED[0]),
    CrmObject.CONTACT: (ID, *MERGED),
    CrmObject.OPPORTUNITY: (ID, MERGED[0]),
}
"""Properties beside those of the schema: what was merged."""
_HARMLESS = {None, "OBJECT_NOT_FOUND", "VALIDATION_ERROR"}
"""Errors of an input that no repetition changes."""
_PRIMARY_TYPES = {"1", "5"}
"""HubSpot's own association types to a primary company: of a contact, of a deal. Labels are an account's to change."""


def modified_ms(item: Item, name: str) -> int | None:
    """Return when a record changed: the property, else the object's own time."""
    return time_ms(_properties(item).get(name)) or time_ms(item.get("updatedAt"))


def newest_ms(items: Iterable[Item], name: str) -> int | None:
    """Return the latest change among records."""
    return latest(modified_ms(item, name) for item in items)


def merges_of(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Return the merges that records name: the old id and the surviving one."""
    return [(old, str(item["id"])) for item in items for old in _merged_ids(item) if old != str(item["id"])]


def gone_of(item: Item) -> Gone:
    """Return the deletion of an archived record, not before its last change."""
    return Gone(str(item["id"]), latest(time_ms(item.get(name)) for name in ("archivedAt", "updatedAt")))


def primary_first(types: object) -> str:
    """Return the type of an association as our importer reads it, from the types that HubSpot answers."""
    listed = [one for one in types if isinstance(one, Mapping)] if isinstance(types, list) else []
    return PRIMARY if any(map(_is_primary, listed)) else ""


def results_of(body: Mapping[str, Any]) -> list[Item]:
    """Return the results of an answer; raises ListMissing."""
    return listed_in(body, "results")


def batch_results_of(body: Mapping[str, Any]) -> list[Item]:
    """Return the results of a batch read; raises ListMissing where it failed for some of its inputs.

    A batch that fails in part is a 207. An input that HubSpot does not have is no failure; one that it could not read
    now would otherwise count as deleted, or as a record without associations.
    """
    errors = body.get("errors")
    for one in errors if isinstance(errors, list) else []:
        category = one.get("category") if isinstance(one, Mapping) else None
        if category not in _HARMLESS:
            raise ListMissing(f"got a batch that failed for some records ({category}), expected all of them")
    return results_of(body)


def next_of(body: Mapping[str, Any]) -> str | None:
    """Return the cursor of the next page, None on the last one."""
    paging = body.get("paging")
    following = paging.get("next") if isinstance(paging, Mapping) else None
    after = following.get("after") if isinstance(following, Mapping) else None
    return None if after in (None, "") else str(after)


def lacking_of(body: Mapping[str, object], expected: str) -> str:
    """Return the scopes that a refusal names, else the expected one."""
    named = sorted(set(_named_scopes(body)))
    return f"the scope {' or '.join(named) if named else expected}"


def _named_scopes(body: Mapping[str, object]) -> Iterator[str]:
    errors = body.get("errors")
    for one in errors if isinstance(errors, list) else []:
        context = one.get("context") if isinstance(one, Mapping) else None
        for scopes in context.values() if isinstance(context, Mapping) else ():
            yield from (str(scope) for scope in _listed(scopes))


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _is_primary(one: Mapping[str, Any]) -> bool:
    is_own = str(one.get("category", "")).upper() == "HUBSPOT_DEFINED"
    return is_own and str(one.get("typeId")) in _PRIMARY_TYPES


def _merged_ids(item: Item) -> Iterator[str]:
    properties = _properties(item)
    found = (part for name in MERGED for part in str(properties.get(name) or "").replace(",", ";").split(";"))
    yield from dict.fromkeys(one for part in found if (one := part.partition(":")[0].strip()))


def _properties(item: Item) -> Mapping[str, Any]:
    found = item.get("properties")
    return found if isinstance(found, Mapping) else {}
