"""The closed vocabularies of the CRM wrapper."""

from enum import StrEnum
from typing import Literal

from features.schema.kinds import Kind


class Crm(StrEnum):
    HUBSPOT = "hubspot"
    ORACLE = "oracle"


class CrmObject(StrEnum):
    ACCOUNT = "account"
    CONTACT = "contact"
    LEAD = "lead"
    OPPORTUNITY = "opportunity"
    USER = "user"


Linkable = Literal[CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD]

KIND_OF = {CrmObject.ACCOUNT: Kind.COMPANY, CrmObject.CONTACT: Kind.PERSON, CrmObject.LEAD: Kind.PERSON}
"""The kind of an object's records in the network; opportunities and users have none."""


class InstanceName(StrEnum):
    PRODUCTION = "production"
    SANDBOX = "sandbox"


class RecordState(StrEnum):
    LINKED = "linked"
    REVIEW = "review"
    UNMATCHED = "unmatched"
    DUPLICATE = "duplicate"


class Badge(StrEnum):
    IN_CRM = "in_crm"
    NOT_IN_CRM = "not_in_crm"
    OUT_OF_DATE = "out_of_date"


class TieCriterion(StrEnum):
    """What decides between claims of about equal probability (D4)."""

    OPEN_OPPORTUNITY = "open_opportunity"
    LATEST_CHANGE = "latest_change"
    MOST_FILLED = "most_filled"
    OWNER = "owner"
    """A record with an owner comes first."""
    OLDEST = "oldest"
    """The smaller id by its number: CRMs number upwards."""


class GroupLinks(StrEnum):
    """To which profile an account goes that names a part of a company of the network."""

    PART = "part"
    """To the part, and to its parent for review where the network lacks the part."""
    PARENT = "parent"
    """To the parent, for review."""


D4_ORDER = (TieCriterion.OPEN_OPPORTUNITY, TieCriterion.LATEST_CHANGE, TieCriterion.MOST_FILLED)
"""The order where an admin sets none; in every order the smaller id comes last."""


class StatementSource(StrEnum):
    REMATCH = "rematch"
    REJECTION = "rejection"
    CONFIRMATION = "confirmation"
    CREATE_RECORD = "create_record"
    PROFILE_URL = "profile_url"
    REVIEW = "review"


class MadeBy(StrEnum):
    MODEL = "model"
    USER = "user"
    FORCED = "forced"
    CREATE_RECORD = "create_record"


class Cause(StrEnum):
    """Why a link changed."""

    IMPORT = "import"
    STATEMENT = "statement"
    ACCOUNT = "account"
    MODEL = "model"
    NETWORK = "network"
    MERGE = "merge"
    DELETE = "delete"


class ActivityKind(StrEnum):
    INMAIL = "inmail"
    MESSAGE = "message"
    NOTE = "note"
    CALL = "call"
    SMART_LINK_VIEW = "smart_link_view"
    CONNECTION_REQUEST = "connection_request"


class ReviewOrder(StrEnum):
    """Which questions of a review come first: worth most, links most likely wrong, or a sample of all records."""

    USEFUL = "useful"
    SUSPICIOUS = "suspicious"
    RANDOM = "random"


class ActivityState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    NEEDS_TARGET = "needs_target"
    PENDING_AUTH = "pending_auth"
    DEAD = "dead"
    CANCELLED = "cancelled"


UNSENT = frozenset(ActivityState) - {ActivityState.DELIVERED, ActivityState.DEAD, ActivityState.CANCELLED}
"""Activities that the CRM does not have yet."""


class Scope(StrEnum):
    SYNC = "sync"
    APP = "app"
    ADMIN = "admin"
    READER = "reader"
    REP = "rep"
    OPERATOR = "operator"
