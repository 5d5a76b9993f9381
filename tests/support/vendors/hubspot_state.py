"""The state of a HubSpot double."""

from datetime import datetime

from pydantic import BaseModel, Field


class IndexedVersion(BaseModel):
    """What search shows of a record from an instant on."""

    at: datetime
    properties: dict[str, str]
    archived: bool = False


class PortalRecord(BaseModel):
    """One record with the values that were set; a missing value is absent."""

    kind: str
    id: str
    properties: dict[str, str]
    created_at: datetime
    updated_at: datetime
    archived: bool = False
    archived_at: datetime | None = None
    versions: list[IndexedVersion] = []

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"


class AssociationRow(BaseModel):
    """One association type of one pair, kept at the end from which it is read."""

    to_kind: str
    to_id: str
    type_id: int


class PortalOwner(BaseModel):
    id: str
    email: str
    first_name: str = ""
    last_name: str = ""
    user_id: int
    archived: bool = False


class PortalStage(BaseModel):
    id: str
    label: str
    display_order: int
    is_closed: bool = False
    probability: str = "0.5"


class PortalPipeline(BaseModel):
    id: str
    label: str
    display_order: int = 0
    stages: list[PortalStage]


class PortalToken(BaseModel):
    scopes: list[str]


def default_pipelines() -> list[PortalPipeline]:
    stages = (
        ("appointmentscheduled", "Appointment Scheduled", "0.2", False),
        ("qualifiedtobuy", "Qualified To Buy", "0.4", False),
        ("contractsent", "Contract Sent", "0.9", False),
        ("closedwon", "Closed Won", "1.0", True),
        ("closedlost", "Closed Lost", "0.0", True),
    )
    rows = [
        PortalStage(id=id_, label=label, display_order=order, is_closed=closed, probability=probability)
        for order, (id_, label, probability, closed) in enumerate(stages)
    ]
    return [PortalPipeline(id="default", label="Sales Pipeline", stages=rows)]


class PortalState(BaseModel):
    """The whole portal; `records` and `associations` are keyed by `kind/id`."""

    next_id: int = 1001
    records: dict[str, PortalRecord] = {}
    forwards: dict[str, str] = {}
    associations: dict[str, list[AssociationRow]] = {}
    owners: list[PortalOwner] = []
    pipelines: list[PortalPipeline] = Field(default_factory=default_pipelines)
    tokens: dict[str, PortalToken] = {}
