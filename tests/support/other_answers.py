"""Other forms of the vendors' answers: each is allowed by their pages, and holds the same records as the usual one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.support.vendor_server import Reshape, VendorReply, VendorRequest

_IDS = ("id", "toObjectId", "hs_object_id", "hubspot_owner_id")


def of_hubspot() -> Mapping[str, Reshape]:
    """Return the forms of HubSpot's answers by name."""
    return {
        "ids are numbers": _each(_number_ids),
        "fields that nobody knows": _each(_more_fields),
        "the last page has an empty paging": _body(_empty_paging({})),
        "the last page has a null in place of paging": _body(_empty_paging(None)),
        "the last page names no next one": _body(_empty_paging({"next": None, "prev": {"before": "1"}})),
        "a batch with errors is 207": _multi_status,
        "a record without associations has an empty list": _empty_associations,
        "an association without labels": _each(_no_labels),
        "empty texts in place of nulls": _each(_empty_texts),
        "properties without a value are left out": _each(_no_nulls),
        "no limits and no date in the headers": _no_headers,
        "stages with numbers and booleans": _stages(lambda closed, won: {"isClosed": closed, "probability": won}),
        "stages with other metadata": _stages(
            lambda closed, won: {
                "isClosed": str(closed).upper(),
                "probability": f"{won:.2f}",
                "state": None,
                "tags": ["a", {"b": 1}],
            }
        ),
        "stages that name their probability alone": _stages(lambda _, won: {"probability": str(won)}),
        "owners without a user": _each(_bare_owner),
        "archived records without the time of that": _each(_no_archived_at),
    }


def of_oracle() -> Mapping[str, Reshape]:
    """Return the forms of Oracle's answers by name."""
    return {
        "ids are texts": _each(_text_ids),
        "links and fields that nobody knows": _each(_linked),
        "pages without counts": _body(lambda body: {name: body[name] for name in body if name in ("items", "hasMore")}),
        "pages that do not say whether there are more": _body(_no_has_more),
        "fields without a value are left out": _each(_no_nulls),
        "times of another zone": _each(_other_zone),
        "no date in the headers": _no_headers,
        "children that nobody has are null": _each(_null_children),
        "children that are not expanded": _each(_no_children),
    }


def _body(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Reshape:
    """Change the object of a successful answer."""

    def reshape(_: VendorRequest, reply: VendorReply) -> VendorReply:
        return replace(reply, body=change(reply.body)) if reply.status < 300 and isinstance(reply.body, dict) else reply

    return reshape


def _each(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Reshape:
    """Change every object within a successful answer, the inner ones first."""

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            return change({name: within(one) for name, one in value.items()})
        return [within(one) for one in value] if isinstance(value, list) else value

    return _body(within)


def _number_ids(one: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value) if name in _IDS and str(value).isdecimal() else value for name, value in one.items()}


def _text_ids(one: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name.endswith("Id") and value is not None else value for name, value in one.items()}


def _more_fields(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "objectWriteTraceId": None,
        "url": "https://app.example/x",
        "warnings": [],
        "extra": {"a": [1, None]},
    }


def _linked(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "links": [{"rel": "self", "href": "https://pod.example/x"}], "Extra_c": None, "Other_c": ["a"]}


def _empty_paging(last: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(body: dict[str, Any]) -> dict[str, Any]:
        return body if "paging" in body or "results" not in body else body | {"paging": last}

    return change


def _multi_status(_: VendorRequest, reply: VendorReply) -> VendorReply:
    has_errors = isinstance(reply.body, dict) and "errors" in reply.body and reply.status == 200
    return replace(reply, status=207) if has_errors else reply


def _empty_associations(request: VendorRequest, reply: VendorReply) -> VendorReply:
    """Answer every input, one without associations with an empty list and without an error."""
    if "/associations/" not in request.path or reply.status >= 300:
        return reply
    given = {one["from"]["id"]: one for one in reply.body["results"]}
    results = [given.get(one["id"], {"from": {"id": one["id"]}, "to": []}) for one in request.body["inputs"]]
    kept = {name: value for name, value in reply.body.items() if name not in ("errors", "numErrors")}
    return replace(reply, body=kept | {"results": results})


def _no_labels(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "label"} if "typeId" in one else one


def _empty_texts(one: dict[str, Any]) -> dict[str, Any]:
    if "properties" not in one:
        return one
    return one | {"properties": {name: "" if value is None else value for name, value in one["properties"].items()}}


def _no_nulls(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if value is not None}


def _no_headers(_: VendorRequest, reply: VendorReply) -> VendorReply:
    return replace(reply, headers={"Date": ""})


def _stages(metadata: Callable[[bool, float], Any]) -> Reshape:
    def change(one: dict[str, Any]) -> dict[str, Any]:
        if "metadata" not in one:
            return one
        won = float(one["metadata"]["probability"])
        return one | {"metadata": metadata(won in (0.0, 1.0), won), "displayOrder": one["displayOrder"], "extra": None}

    return _each(change)


def _bare_owner(one: dict[str, Any]) -> dict[str, Any]:
    if "userId" not in one:
        return one
    return {name: value for name, value in one.items() if not name.startswith("userId")} | {"teams": []}


def _no_archived_at(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "archivedAt"}


def _no_has_more(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "hasMore"} if body.get("items") else body


def _other_zone(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"LastUpdateDate": _elsewhere(one["LastUpdateDate"])} if "LastUpdateDate" in one else one


def _elsewhere(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(timezone(timedelta(hours=2))).isoformat(timespec="milliseconds")


def _null_children(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"OpportunityContact": None} if "OptyId" in one and not one.get("OpportunityContact") else one


def _no_children(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "OpportunityContact"}


def differing(shapes: Mapping[str, Reshape], read: Callable[[Reshape], Any], expected: Any) -> Iterator[str]:
    """Yield the names of the forms that come to something else."""
    for name, reshape in shapes.items():
        found = read(reshape)
        if found != expected:
            yield f"{name}: {_first_difference(expected, found)}"


def _first_difference(expected: Any, found: Any) -> str:
    for name in expected:
        if expected[name] != found.get(name):
            return f"{name}: {expected[name]} != {found.get(name)}"
    return "more than expected"
