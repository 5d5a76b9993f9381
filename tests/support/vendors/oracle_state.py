"""The state and the switches of an Oracle Sales double, and the refusals that it answers."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel

from tests.support.vendors.oracle_schema import DateNames

Value = str | int | float | bool | None


class MergedParty(StrEnum):
    GONE = "gone"
    """404 for the party that was merged away, and no list shows it."""
    STATUS = "status"
    """It is still there, with `PartyStatus` M."""


class OracleSwitches(BaseModel):
    """Behaviours that a test sets; those marked UNCONFIRMED are stated by no page that was found.

    The defaults are what the vendor documents, or else what is hardest on the client.
    """

    default_framework_version: int = 1
    """The version of a request without `REST-Framework-Version` ("Set the REST Framework Version": 1)."""
    default_limit: int = 25
    max_limit: int = 500
    """UNCONFIRMED: a larger `limit` is cut to this one without an error."""
    resource_users: bool = True
    """Whether this pod serves `/resourceUsers`; 404 if not."""
    data_quality: bool = True
    """Whether findDuplicates finds anything; the page says that it needs a subscription."""
    unknown_fields_ignored: bool = False
    """UNCONFIRMED: unknown names in `fields` are left out in place of a 400."""
    unknown_in_body_ignored: bool = False
    """UNCONFIRMED: unknown attributes of a payload are dropped in place of a 400."""
    lob_inline: bool = True
    """UNCONFIRMED: a GET shows LOB attributes as base64; else they are null and read by their enclosure alone."""
    lob_must_be_base64: bool = True
    """UNCONFIRMED: a LOB that is no base64 is refused; the page says that the value must be base64 encoded."""
    merged_party: MergedParty = MergedParty.GONE
    """UNCONFIRMED: what becomes of a party that was merged into another."""
    merge_touches_survivor: bool = True
    """UNCONFIRMED: a merge moves the survivor's LastUpdateDate."""
    merge_touches_references: bool = False
    """UNCONFIRMED: a merge moves the LastUpdateDate of rows that named the merged party and now name the survivor."""
    child_touches_parent: bool = False
    """UNCONFIRMED: a new child (a note, an opportunity contact) moves its parent's LastUpdateDate."""
    references_must_exist: bool = True
    """UNCONFIRMED: an id of another row that does not exist is refused."""
    lead_notes_need_all: bool = False
    """The "Required Attributes" page of leads lists currency attributes and VisibilityCode and SourceObjectCode
    as required of a note; False asks for VisibilityCode and SourceObjectCode alone."""
    date_names: DateNames = DateNames.BOTH
    """UNCONFIRMED: whether leads, opportunities and activities have `LastUpdateDate` beside `LeadLastUpdateDate`,
    `OptyLastUpdateDate` and `ActivityUpdateDate`, which a reader of the pages gives."""
    doubtful_names: bool = False
    """Serve also names that nothing but hearsay gives: accounts Url and Address1, leads OwnerPartyId,
    opportunities WinLossReason."""
    strings_ignore_case: bool = False
    """UNCONFIRMED: `=` and LIKE compare strings without regard to case."""
    read_lag_s: float = 0.0
    """Collections show a new or changed row this long after the change; items are shown at once."""
    access_token_s: int = 3600


class OracleRow(BaseModel):
    """One row of a collection or of a child collection."""

    resource: str
    values: dict[str, Value]
    version: int = 1
    parent: str = ""
    """The key of the parent row, `resource/id`, empty for a row of its own."""
    shown_at: datetime
    deleted: bool = False
    merged_into: int | None = None

    def id(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int)
        return value


class OracleToken(BaseModel):
    expires_at: datetime


class OracleWrite(BaseModel):
    """One change, by the API or by a user of the pod."""

    at: datetime
    source: str
    operation: str
    resource: str
    id: int
    values: dict[str, Value] = {}


class OracleState(BaseModel):
    """The whole pod; `rows` is keyed by `resource/id`, a child's by `parent/child/id`."""

    next_id: int = 300_000_000_100_001
    rows: dict[str, OracleRow] = {}
    tokens: dict[str, OracleToken] = {}
    writes: list[OracleWrite] = []


class OracleRefusal(ValueError):
    """A request that the pod refuses; the answer's form depends on the framework version."""

    def __init__(self, status: int, detail: str, *, code: str = "", path: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.code = code
        self.path = path


def bad_request(detail: str, *, code: str = "", path: str = "") -> OracleRefusal:
    return OracleRefusal(400, detail, code=code, path=path)
