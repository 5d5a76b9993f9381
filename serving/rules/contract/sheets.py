"""The sheets of a customer's export, within the limits of Excel (S79, S80)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from features.schema.kinds import COMPANY_COLUMNS, PERSON_COLUMNS
from serving.rules.vocabulary import CrmObject

ROWS_OF_A_SHEET = 1_048_576
LETTERS_OF_A_CELL = 32_767
LETTERS_OF_A_TITLE = 31

Row = Sequence[str | None]

_LINK = ("link_state", "linked_to", "linked_by", "probability", "linked_since")
_OPPORTUNITY = (
    "id",
    "name",
    "account_id",
    "contact_ids",
    "owner_id",
    "pipeline",
    "stage",
    "status",
    "amount",
    "currency",
    "created_at",
    "close_date",
    "modified_at",
)
_USER = ("id", "name", "email", "active", "modified_at")
_OTHER = "other"
"""The last column of a CRM object's sheet: received values without a column, as `name: value` lines."""
_NAMES_OF_USERS = frozenset({"name", "email"})
_LEAD_ONLY = ("status", "stage")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, its columns, and the CRM object whose records it lists (None: data of onematch)."""

    title: str
    columns: tuple[str, ...]
    crm_object: CrmObject | None = None


def sheets(*, sso: bool) -> tuple[Sheet, ...]:
    """Return the sheets of an export; under SSO no user's name or e-mail is stored (S81)."""
    user = tuple(name for name in _USER if not (sso and name in _NAMES_OF_USERS))
    return (
        Sheet("accounts", (*COMPANY_COLUMNS, *_LINK, _OTHER), CrmObject.ACCOUNT),
        Sheet("contacts", (*PERSON_COLUMNS, *_LINK, _OTHER), CrmObject.CONTACT),
        Sheet("leads", (*PERSON_COLUMNS, *_LEAD_ONLY, *_LINK, _OTHER), CrmObject.LEAD),
        Sheet("opportunities", (*_OPPORTUNITY, _OTHER), CrmObject.OPPORTUNITY),
        Sheet("users", user, CrmObject.USER),
        Sheet("judgements", ("object", "record_id", "profile_id", "verdict", "source", "because", "at")),
        Sheet("same_records", ("object", "record_id", "other_object", "other_id", "verdict", "at")),
        Sheet("saves", ("user_id", "kind", "profile_id", "opportunity_id", "state", "reason", "made_at")),
        Sheet("activities", ("id", "kind", "user_id", "profile_id", "state", "occurred_at", "subject", "body")),
    )


def row_of(sheet: Sheet, values: Mapping[str, str | None]) -> Row:
    """Return a sheet's row of values by name; values without a column go into the column `other`, if there is one."""
    known = [values.get(name) for name in sheet.columns]
    if sheet.columns[-1] == _OTHER:
        others = sorted(name for name in values if name not in sheet.columns and values[name])
        known[-1] = "\n".join(f"{name}: {values[name]}" for name in others) or None
    return known


def titles(title: str) -> Iterator[str]:
    """Yield the names of the sheets that one kind of row is split over: `contacts`, `contacts 2`, ..."""
    yield title[:LETTERS_OF_A_TITLE]
    part = 2
    while True:
        ending = f" {part}"
        yield title[: LETTERS_OF_A_TITLE - len(ending)] + ending
        part += 1


def rows_that_fit(row: Row) -> Iterator[Row]:
    """Yield a row, and further rows for texts longer than a cell; each begins with the id.

    Excel counts a letter outside the basic plane twice, so cells are cut at half of what they can hold.
    """
    size = LETTERS_OF_A_CELL // 2
    n_rows = max([1, *(-(-len(text) // size) for text in row if text)])
    for part in range(n_rows):
        rest = [(text or "")[part * size : (part + 1) * size] or None for text in row[1:]]
        yield [(row[0] or "")[:size], *rest]
