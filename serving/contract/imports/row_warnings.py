"""Warnings of an import or a change: accepted rows that look wrong."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from features.schema.value_class import value_class


class RowWarning(StrEnum):
    """What looks wrong about an accepted row; the value is its name among the counts."""

    UNKNOWN_ADDRESS = "unknown_profile_url"
    SAME_NAME = "opportunity_name_not_unique"
    FIELDS_LOST = "fields_lost"
    STATUS_UNKNOWN = "opportunity_status_unknown"
    LAST_ADMIN = "last_admin_kept"
    UNKNOWN_COLUMN = "unknown_column"
    FUTURE_TIME = "time_in_the_future"
    NUMBER_FORMAT = "number_format"


ADVICE: Mapping[RowWarning, str] = {
    RowWarning.UNKNOWN_ADDRESS: "The profile_url names no profile of the network, so that the model decides: "
    "send a profile's own address, or none.",
    RowWarning.SAME_NAME: "Opportunities share their name with another one: give each a name of its own.",
    RowWarning.FIELDS_LOST: "An upsert replaces the whole record and took more than half of its filled fields: "
    "send all fields, or those that changed by the op patch of POST changes.",
    RowWarning.STATUS_UNKNOWN: "The CRM does not say whether these opportunities are open, won or lost, so that they "
    "save nothing: send hs_is_closed and hs_is_closed_won (HubSpot), StatusCode OPEN, WON or LOST (Oracle Sales), "
    "status (canonical), or open the import with pipelines whose stages have metadata.isClosed.",
    RowWarning.LAST_ADMIN: "The last active admin of the contract was to be removed and stays: let an admin appoint "
    "another one (PATCH users), or the operator by onematch contracts admin.",
    RowWarning.UNKNOWN_COLUMN: "The canonical shape has no such column, so that its values are not read: correct its "
    "name, leave it out, or declare an own field of the instance (PUT fields).",
    RowWarning.FUTURE_TIME: "The time is more than a day ahead and counts as that of the arrival: send the CRM's own.",
    RowWarning.NUMBER_FORMAT: "The number can be misread and is not read: send digits and a decimal point, as 1234.56.",
}
_NEVER_LOST = frozenset({"id", "modified_at", "active"})


@value_class
class OddColumn:
    """What looks wrong about one column of a row, with the column that was perhaps meant."""

    warning: RowWarning
    column: str
    nearest: str | None = None

    @property
    def name(self) -> str:
        """Its name among the counts: each column is counted by itself."""
        return f"{self.warning}:{self.column}"

    @property
    def reason(self) -> str:
        """Why a strict import rejects the row."""
        meant = f", expected {self.nearest}" if self.nearest else ""
        return f"{self.column}: got {self.warning.replace('_', ' ')}{meant}"


MAX_NAMED = 20
"""How many records of a warning are named; its count has all of them."""
Named = Mapping[str, Sequence[str]]
"""By warning, records as `object/id`."""


def counted_warnings(named: Named) -> dict[str, int]:
    """Return how many rows each warning concerns."""
    return {name: len(records) for name, records in named.items() if records}


def first_named(*parts: Named) -> dict[str, list[str]]:
    """Return the records of each warning, each once, the first MAX_NAMED of them in the order of the parts."""
    records_by_warning: dict[str, dict[str, None]] = {}
    for part in parts:
        for name, records in part.items():
            records_by_warning.setdefault(name, {}).update(dict.fromkeys(records))
    return {name: list(records)[:MAX_NAMED] for name, records in records_by_warning.items() if records}


def loses_most_fields(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether a record loses more than half of its filled fields; both are the columns that hold a value."""
    held = set(before) - _NEVER_LOST
    return 2 * len(held - set(after)) > len(held)
