"""The state of a HubSpot double."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class IndexedVersion:
    """What search shows of a record from an instant on."""

    at: datetime
    properties: dict[str, str]
    archived: bool


@dataclass
class PortalRecord:
    """One record with the values that were set; a missing value is absent."""

    kind: str
    id: str
    properties: dict[str, str]
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
    versions: list[IndexedVersion] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"

    @property
    def archived(self) -> bool:
        return self.archived_at is not None


@dataclass
class PortalOwner:
    id: str
    email: str
    user_id: int
    archived: bool = False


@dataclass
class PortalStage:
    id: str
    label: str
    display_order: int
    is_closed: bool = False
    probability: str = "0.5"


@dataclass
class PortalPipeline:
    id: str
    label: str
    stages: list[PortalStage]


@dataclass
class PortalState:
    """The whole portal; `records` and `associations` are keyed by `kind/id`, tokens lead to their scopes."""

    next_id: int = 1001
    records: dict[str, PortalRecord] = field(default_factory=dict)
    forwards: dict[str, str] = field(default_factory=dict)
    associations: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Both ends of each association lead to the other one, and to whether it is the primary one."""
    owners: list[PortalOwner] = field(default_factory=list)
    pipelines: list[PortalPipeline] = field(default_factory=list)
    tokens: dict[str, tuple[str, ...]] = field(default_factory=dict)
