"""The state of an Oracle Sales double, and the refusals that it answers."""

from dataclasses import dataclass, field
from datetime import datetime

Value = str | int | float | None


@dataclass
class OracleRow:
    """One row of a collection or of a child collection."""

    resource: str
    values: dict[str, Value]
    parent: str
    """The key of the parent row, `resource/id`, empty for a row of its own."""
    shown_at: datetime
    gone: bool = False

    def id(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int)
        return value


@dataclass
class OracleState:
    """The whole pod; `rows` is keyed by `resource/id`, a child's by `parent/child/id`; tokens lead to their end."""

    next_id: int = 300_000_000_100_001
    rows: dict[str, OracleRow] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)


class OracleRefusal(ValueError):
    """A request that the pod refuses."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def bad_request(detail: str) -> OracleRefusal:
    return OracleRefusal(400, detail)
