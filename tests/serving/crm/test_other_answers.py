"""What the vendors' pages allow beside the doubles' usual answers comes to the same rows."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from serving.crm.source import ListMissing
from serving.vocabulary.terms import Crm, CrmObject
from tests.serving.crm.conftest import ON_HUBSPOT, NewRig
from tests.support.connector_rig import ConnectorRig, Vendor, stored
from tests.support.crm_lives import CrmLife
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.oracle import OracleDouble
from tests.support.vendors.server import VendorAnswer, VendorCall

Row = dict[str, Any]
Reshape = Callable[[VendorCall, VendorAnswer], VendorAnswer]
_IDS = ("id", "toObjectId", "hs_object_id", "hubspot_owner_id")
_OWN_LABEL = {"category": "USER_DEFINED", "typeId": 28, "label": "Primary"}


def body(change: Callable[[Row], Row]) -> Reshape:
    """Change the object of a successful answer."""
    return lambda _, answer: (
        replace(answer, content=change(answer.content))
        if answer.status < 300 and isinstance(answer.content, dict)
        else answer
    )


def each(change: Callable[[Row], Row]) -> Reshape:
    """Change every object within a successful answer, the inner ones first."""

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            return change({name: within(inner) for name, inner in value.items()})
        return [within(inner) for inner in value] if isinstance(value, list) else value

    return body(within)


def without(*names: str) -> Callable[[Row], Row]:
    return lambda row: {name: value for name, value in row.items() if name not in names}


def without_nulls(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def last_paging(paging: object) -> Reshape:
    return body(lambda page: page if "paging" in page or "results" not in page else page | {"paging": paging})


def number_ids(row: Row) -> Row:
    return {name: int(value) if name in _IDS and str(value).isdecimal() else value for name, value in row.items()}


def text_ids(row: Row) -> Row:
    return {name: str(value) if name.endswith("Id") and value is not None else value for name, value in row.items()}


def stages(metadata: Callable[[bool, float], Row]) -> Reshape:
    def change(row: Row) -> Row:
        if "metadata" not in row:
            return row
        won = float(row["metadata"]["probability"])
        return row | {"metadata": metadata(won in (0.0, 1.0), won)}

    return each(change)


def empty_associations(call: VendorCall, answer: VendorAnswer) -> VendorAnswer:
    """Answer every input, one without associations with an empty list and without an error."""
    if "/associations/" not in call.path or not isinstance(answer.content, dict):
        return answer
    given = {row["from"]["id"]: row for row in answer.content["results"]}
    inputs = json.loads(call.body)["inputs"]
    return VendorAnswer(
        200, {"results": [given.get(row["id"], {"from": {"id": row["id"]}, "to": []}) for row in inputs]}
    )


def own_labels(row: Row) -> Row:
    """HubSpot's changelog: no integration relies on labels; an account may call one of its own "Primary"."""
    return row | {"associationTypes": [_OWN_LABEL, *row["associationTypes"]]} if "associationTypes" in row else row


def other_zone(row: Row) -> Row:
    if "LastUpdateDate" not in row:
        return row
    at = datetime.fromisoformat(row["LastUpdateDate"]).astimezone(timezone(timedelta(hours=2)))
    return row | {"LastUpdateDate": at.isoformat(timespec="milliseconds")}


OF_HUBSPOT: Mapping[str, Reshape] = {
    "ids are numbers": each(number_ids),
    "fields that nobody knows": each(lambda row: {**row, "url": "https://app.example/x", "extra": {"a": [1, None]}}),
    "the last page has an empty paging": last_paging({}),
    "the last page has a null in place of paging": last_paging(None),
    "the last page names no next one": last_paging({"next": None, "prev": {"before": "1"}}),
    "a batch with errors is 200": lambda _, answer: replace(answer, status=200) if answer.status == 207 else answer,
    "a record without associations has an empty list": empty_associations,
    "an association without labels": each(lambda row: without("label")(row) if "typeId" in row else row),
    "an account's own labels": each(own_labels),
    "empty texts in place of nulls": each(
        lambda row: {name: "" if value is None else value for name, value in row.items()}
    ),
    "properties without a value are left out": each(without_nulls),
    "stages with numbers and booleans": stages(lambda closed, won: {"isClosed": closed, "probability": won}),
    "stages with other metadata": stages(
        lambda closed, won: {"isClosed": str(closed).upper(), "probability": f"{won:.2f}", "tags": ["a", {"b": 1}]}
    ),
    "stages that name their probability alone": stages(lambda _, won: {"probability": str(won)}),
    "owners without a user": each(without("userId", "userIdIncludingInactive")),
    "archived records without the time of that": each(without("archivedAt")),
}
OF_ORACLE: Mapping[str, Reshape] = {
    "ids are texts": each(text_ids),
    "links and fields that nobody knows": each(lambda row: {**row, "links": [{"rel": "self"}], "Other_c": ["a"]}),
    "pages without counts": body(without("count", "limit", "offset", "totalResults")),
    "pages that do not say whether there are more": body(
        lambda page: without("hasMore")(page) if page.get("items") else page
    ),
    "fields without a value are left out": each(without_nulls),
    "times of another zone": each(other_zone),
    "children that nobody has are null": each(
        lambda row: (
            row | {"OpportunityContact": None}
            if "OptyId" in row and not row.get("OpportunityContact", {}).get("items")
            else row
        )
    ),
    "children that are not expanded": each(without("OpportunityContact")),
}


def seen(rig: ConnectorRig) -> Row:
    """Return what is stored; times count as moments: a version is in UTC, the column holds the CRM's own text."""
    rows = stored(rig.tenant)
    records = {
        key: (without("modified_at")(dict(values)), account) for key, (values, account) in rows["records"].items()
    }
    return rows | {"records": records}


def test_every_form_of_a_vendors_answers_comes_to_the_same_rows(new_rig: NewRig, vendor: Vendor) -> None:
    vendor.life.fill(accounts=2, contacts=5, deals=4)
    if isinstance(vendor.double, HubSpotDouble):
        vendor.double.user_create("contacts", {"lastname": "Alone", "hubspot_owner_id": "71"})
        vendor.double.user_create("deals", {"dealname": "Without a pipeline", "dealstage": "new"})
    else:
        vendor.double.user_create("opportunities", {"Name": "Alone", "StatusCode": "WON"})
    vendor.life.user.delete("contact", vendor.life.live["contact"].pop())
    rig = new_rig("sqlite")
    rig.run()
    expected = seen(rig)

    different = []
    for name, reshape in (OF_HUBSPOT if vendor.crm is Crm.HUBSPOT else OF_ORACLE).items():
        vendor.double.server.reshape = reshape
        rig.tenant.clock.forward(seconds=5)
        tally = rig.run(full=True)
        if tally.dead or seen(rig) != expected:
            different.append(name)

    assert different == []


@ON_HUBSPOT
def test_a_batch_that_failed_for_some_records_neither_deletes_them_nor_parts_them(
    rig: ConnectorRig, vendor: Vendor, life: CrmLife
) -> None:
    rig.run()
    expected = stored(rig.tenant)
    error = {"status": "error", "category": "INTERNAL_ERROR", "message": "try again", "context": {}}
    failed = VendorAnswer(207, {"results": [], "numErrors": 1, "errors": [error]})

    vendor.double.server.reshape = lambda call, answer: failed if call.path.endswith("/batch/read") else answer
    with pytest.raises(ListMissing, match="INTERNAL_ERROR"):
        rig.run(full=True)
    with rig.connected() as found, pytest.raises(ListMissing, match="INTERNAL_ERROR"):
        found.source.again(CrmObject.CONTACT, life.live["contact"][:1])

    assert stored(rig.tenant) == expected


@pytest.mark.parametrize("framework", ["1", "4"])
@pytest.mark.parametrize("crm", [Crm.ORACLE])
def test_the_version_that_an_environment_takes_by_default_changes_nothing(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife, framework: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.vendors.oracle.DEFAULT_FRAMEWORK_VERSION", framework)
    rig.run()
    pod.clock.advance(3600)
    life.user.change("contact", life.live["contact"][0], 7)

    rig.run()

    assert stored(rig.tenant)["records"]["contact", life.live["contact"][0]][0]["title"] == "7"
