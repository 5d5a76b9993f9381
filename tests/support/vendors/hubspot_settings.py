"""Owners, pipelines, properties and account details of a HubSpot portal.

Methods and bodies are those of HubSpot's published OpenAPI files (CRM Owners v3, Pipelines v3, Properties v3,
Account Info v3 in https://github.com/HubSpot/HubSpot-public-api-spec-collection ).
"""

from tests.support.vendors.hubspot_objects import Content, json_body, object_kind, paged
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import PropertyDefinition
from tests.support.vendors.hubspot_state import PortalOwner, PortalPipeline, PortalStage
from tests.support.vendors.hubspot_values import HubSpotRefusal, invalid, not_found
from tests.support.vendors.server import Handler, VendorAnswer, VendorCall

OWNERS_PAGE = 500
MADE = "2020-05-12T08:00:00.000Z"


class SettingEndpoints:
    """Answer owners, pipelines, properties and the account's details."""

    def __init__(self, records: PortalRecords) -> None:
        self.records = records

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/account-info/v3/details", self.account),
            ("GET", "/crm/v3/owners", self.owners),
            ("GET", "/crm/v3/owners/{id}", self.owner),
            ("GET", "/crm/v3/pipelines/{type}", self.pipelines),
            ("GET", "/crm/v3/pipelines/{type}/{id}", self.pipeline),
            ("GET", "/crm/v3/pipelines/{type}/{id}/stages", self.stages),
            ("GET", "/crm/v3/properties/{type}", self.properties),
            ("POST", "/crm/v3/properties/{type}", self.define),
            ("GET", "/crm/v3/properties/{type}/{name}", self.property),
        ]

    def account(self, call: VendorCall) -> VendorAnswer:  # noqa: ARG002
        content = {
            "portalId": self.records.switches.portal_id,
            "accountType": "STANDARD",
            "timeZone": "Europe/Berlin",
            "companyCurrency": "EUR",
            "additionalCurrencies": [],
            "utcOffset": "+01:00",
            "utcOffsetMilliseconds": 3_600_000,
            "uiDomain": "app.hubspot.com",
            "dataHostingLocation": "na1",
        }
        return VendorAnswer(200, content)

    def owners(self, call: VendorCall) -> VendorAnswer:
        limit = int(call.one("limit", "100"))
        after = int(call.one("after", "0") or 0)
        if not 1 <= limit <= OWNERS_PAGE:
            raise invalid(f"limit must be between 1 and {OWNERS_PAGE}, got {limit}")
        archived = call.flag("archived")
        email = call.one("email").lower()
        found = [owner for owner in self.records.state.owners if owner.archived == archived]
        rows = [_owner(owner) for owner in found if email in {"", owner.email.lower()}]
        return VendorAnswer(200, paged(rows, after, limit, "results"))

    def owner(self, call: VendorCall) -> VendorAnswer:
        archived = call.flag("archived")
        by_user = call.one("idProperty") == "userId"
        for owner in self.records.state.owners:
            named = str(owner.user_id) if by_user else owner.id
            if named == call.parts["id"] and owner.archived == archived:
                return VendorAnswer(200, _owner(owner))
        raise not_found("owners", call.parts["id"])

    def pipelines(self, call: VendorCall) -> VendorAnswer:
        return VendorAnswer(200, {"results": [_pipeline(pipeline) for pipeline in self._of(call)]})

    def pipeline(self, call: VendorCall) -> VendorAnswer:
        return VendorAnswer(200, _pipeline(self._one_of(call)))

    def stages(self, call: VendorCall) -> VendorAnswer:
        return VendorAnswer(200, {"results": [_stage(stage) for stage in self._one_of(call).stages]})

    def _of(self, call: VendorCall) -> list[PortalPipeline]:
        return self.records.state.pipelines if object_kind(call).plural == "deals" else []

    def _one_of(self, call: VendorCall) -> PortalPipeline:
        found = [pipeline for pipeline in self._of(call) if pipeline.id == call.parts["id"]]
        if not found:
            raise not_found("pipelines", call.parts["id"])
        return found[0]

    def properties(self, call: VendorCall) -> VendorAnswer:
        known = self.records.definitions(object_kind(call).plural)
        return VendorAnswer(200, {"results": [_definition(known[name]) for name in sorted(known)]})

    def property(self, call: VendorCall) -> VendorAnswer:
        definition = self.records.definitions(object_kind(call).plural).get(call.parts["name"])
        if definition is None:
            raise HubSpotRefusal(404, f"Property {call.parts['name']} does not exist", "OBJECT_NOT_FOUND")
        return VendorAnswer(200, _definition(definition))

    def define(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)
        missing = [name for name in ("name", "label", "type", "fieldType", "groupName") if not body.get(name)]
        if missing:
            raise invalid(f"{', '.join(missing)} are required", code="REQUIRED_FIELD")
        definition = PropertyDefinition(
            name=str(body["name"]), type=str(body["type"]), field_type=str(body["fieldType"]), custom=True
        )
        if definition.name in self.records.definitions(kind.plural):
            raise HubSpotRefusal(409, f"Property {definition.name} already exists", "OBJECT_ALREADY_EXISTS")
        self.records.state.custom_properties.setdefault(kind.plural, {})[definition.name] = definition
        return VendorAnswer(201, _definition(definition))


def _owner(owner: PortalOwner) -> Content:
    return {
        "id": owner.id,
        "email": owner.email,
        "type": "PERSON",
        "firstName": owner.first_name,
        "lastName": owner.last_name,
        "userId": None if owner.archived else owner.user_id,
        "userIdIncludingInactive": owner.user_id,
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": owner.archived,
    }


def _pipeline(pipeline: PortalPipeline) -> Content:
    return {
        "id": pipeline.id,
        "label": pipeline.label,
        "displayOrder": pipeline.display_order,
        "stages": [_stage(stage) for stage in pipeline.stages],
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": False,
    }


def _stage(stage: PortalStage) -> Content:
    return {
        "id": stage.id,
        "label": stage.label,
        "displayOrder": stage.display_order,
        "metadata": {"isClosed": str(stage.is_closed).lower(), "probability": stage.probability},
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    }


def _definition(definition: PropertyDefinition) -> Content:
    return {
        "name": definition.name,
        "label": definition.name,
        "type": definition.type,
        "fieldType": definition.field_type,
        "description": "",
        "groupName": "information",
        "options": [
            {"label": option, "value": option, "displayOrder": order, "hidden": False}
            for order, option in enumerate(definition.options)
        ],
        "hasUniqueValue": definition.name == "email",
        "hubspotDefined": not definition.custom,
        "hidden": False,
        "archived": False,
        "modificationMetadata": {
            "archivable": definition.custom,
            "readOnlyDefinition": not definition.custom,
            "readOnlyValue": definition.read_only,
        },
    }
