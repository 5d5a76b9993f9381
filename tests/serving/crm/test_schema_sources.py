"""What a sync service asks a CRM for is enough, and all of it is used (S14)."""

from collections.abc import Mapping
from typing import Any

import pytest

from serving.contract.imports.opportunity_rows import stage_rows
from serving.crm.reading import Misshapen, Shaped, shaped
from serving.crm.schema import ObjectShown, object_uses
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm, CrmObject

Sent = Mapping[str, Any]
AT = "2026-03-01T12:00:00Z"
USES = [(crm, one) for crm in Crm for one in object_uses(VENDORS[crm]) if one.imported]
NAMED = [f"{crm}-{one.object}" for crm, one in USES]
MORE: dict[str, Any] = {
    "archived": False,
    "hs_is_closed": "true",
    "hs_is_closed_won": "false",
    "lastmodifieddate": AT,
    "updatedAt": AT,
    "hs_lastmodifieddate": AT,
    "LastUpdateDate": AT,
    "StatusCode": "WON",
    "Status": "A",
    "PartyStatus": "A",
}
"""Values of properties that are not any text."""
UNNAMED = ["hs_analytics_source", "notes_last_updated", "DataCloudStatus", "CreatedBy"]


def filled(crm: Crm, one: ObjectShown) -> dict[str, Any]:
    """What the CRM answers to somebody who asks for everything that it has."""
    names = [*one.properties, *one.optional_properties, *UNNAMED]
    values = {name: MORE.get(name, f"value of {name}") for name in names}
    linked = {name: _linked(crm, name) for name in (*one.associations, "tickets", "OpportunityTeam")}
    if crm is Crm.ORACLE or one.object is CrmObject.USER:
        return values | linked
    return {"id": "17", "archived": False, "properties": values, "associations": linked}


def _linked(crm: Crm, name: str) -> dict[str, Any]:
    if crm is Crm.ORACLE:
        return {"items": [{"PERPartyId": f"of {name}"}]}
    return {"results": [{"id": f"of {name}", "type": "x_to_y"}]}


def without(sent: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same answer to somebody who did not ask for some names."""
    parts = {name: value for name, value in sent.items() if name not in names}
    for part in ("properties", "associations"):
        if part in parts:
            parts[part] = {name: value for name, value in parts[part].items() if name not in names}
    return parts


def read(crm: Crm, one: ObjectShown, sent: Sent) -> Shaped:
    found = shaped(VENDORS[crm].names, one.object, sent)
    assert not isinstance(found, Misshapen), found.reason
    return found


@pytest.mark.parametrize(("crm", "one"), USES, ids=NAMED)
def test_s14_nothing_that_the_schema_does_not_name_is_read(crm: Crm, one: ObjectShown) -> None:
    everything = filled(crm, one)

    asked = without(everything, *UNNAMED, "tickets", "OpportunityTeam")

    assert read(crm, one, asked) == read(crm, one, everything)


@pytest.mark.parametrize(("crm", "one"), USES, ids=NAMED)
def test_s14_the_sources_of_a_column_are_those_that_it_is_read_from(crm: Crm, one: ObjectShown) -> None:
    """Without all sources of a column it is empty, or as where nothing is known; no other column changes."""
    everything = filled(crm, one)
    whole = read(crm, one, everything).values

    for field in one.fields:
        sources = {*field.crm_names, *(name.partition(".")[0] for name in field.associations)}
        if field.column == "id" or not sources:
            continue
        shared = {other.column for other in one.fields if sources & {*other.crm_names, *other.associations}}
        less = read(crm, one, without(everything, *sources)).values
        changed = {name for name in {*whole, *less} if whole.get(name) != less.get(name)}
        assert field.column in changed or field.column == "active", field.column
        assert changed <= shared | {field.column}, field.column


@pytest.mark.parametrize(("crm", "one"), USES, ids=NAMED)
def test_s14_every_filled_column_has_a_source(crm: Crm, one: ObjectShown) -> None:
    sources = {field.column for field in one.fields if field.crm_names or field.associations}

    assert set(read(crm, one, filled(crm, one)).values) == sources


@pytest.mark.parametrize(("name", "inactive"), [("archived", True), ("Status", "I")])
def test_s14_a_users_active_flag_follows_its_source(name: str, inactive: object) -> None:
    crm = Crm.HUBSPOT if name == "archived" else Crm.ORACLE
    [user] = [one for one in object_uses(VENDORS[crm]) if one.object is CrmObject.USER]
    everything = filled(crm, user)

    flags = [read(crm, user, everything | {name: value}).values["active"] for value in (MORE[name], inactive)]

    assert flags == ["True", "False"]


@pytest.mark.parametrize(("crm", "one"), USES, ids=NAMED)
def test_s14_a_deleted_record_is_told_by_what_the_schema_names(crm: Crm, one: ObjectShown) -> None:
    deleted: dict[str, object] = {"archived": True, "PartyStatus": "D"}
    for name in one.deleted_by:
        sent = filled(crm, one) | {name: deleted[name]}
        assert read(crm, one, sent).is_deleted
    assert not read(crm, one, filled(crm, one)).is_deleted


def test_s14_the_stages_of_pipelines_are_read_from_what_the_schema_names() -> None:
    """D15, S45."""
    [deals] = [one for one in object_uses(VENDORS[Crm.HUBSPOT]) if one.object is CrmObject.OPPORTUNITY]
    stage = {"id": "won", "displayOrder": 4, "metadata": {"isClosed": "true", "probability": "1.0"}, "label": "Won"}

    [row] = stage_rows("i", {"id": "default", "label": "Sales", "stages": [stage]})

    assert deals.stages == ("id", "displayOrder", "metadata.isClosed", "metadata.probability")
    assert (row["stage"], row["position"], row["is_closed"], row["is_won"]) == ("won", 4, True, True)


def test_s14_what_customers_add_is_asked_for_only_where_they_have_it() -> None:
    """S33, S90: HubSpot leaves out unknown properties, Oracle Sales refuses them."""
    added = {crm: {name for one in object_uses(VENDORS[crm]) for name in one.optional_properties} for crm in Crm}
    standard = {name for crm in Crm for one in object_uses(VENDORS[crm]) for name in one.properties}

    assert added == {Crm.HUBSPOT: {"visible_to", "sso_subject"}, Crm.ORACLE: {"ProfileUrl_c", "VisibleTo_c"}}
    assert not any(name.endswith("_c") for name in standard)


def test_optional_columns_name_the_standard_properties_of_each_vendor() -> None:
    named = {
        crm: {
            (one.object, each.column): each.crm_names
            for one in object_uses(VENDORS[crm])
            for each in one.optional_columns
        }
        for crm in Crm
    }

    assert named[Crm.HUBSPOT][CrmObject.CONTACT, "emails"] == ("hs_additional_emails",)
    assert named[Crm.ORACLE][CrmObject.ACCOUNT, "duns"] == ("DUNSNumber",)
    assert named[Crm.HUBSPOT][CrmObject.ACCOUNT, "lei"] == ()
    assert {kind for kind, _ in named[Crm.ORACLE]} == {CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD}
