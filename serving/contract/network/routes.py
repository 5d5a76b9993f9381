"""Changes to the network's profiles, by the operator (D12, D13)."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from features.normalise.text import text_of
from features.own_fields.optional import MAY_BE_LISTS
from features.schema.kinds import Kind
from serving.access.body_limits import at_most
from serving.contract.network.universe import MAX_CHANGES, TooManyProfiles, receive_profiles
from serving.contract.records.calls import JudgedId, OpenCall, OperatorToken, example, routes
from serving.contract.records.network_changes import ProfileChange, ProfileOp, ProfileStatus
from serving.http.docs import read_examples
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.versions import VersionUnreadable, version_of

PROBLEMS: Problems = {
    TooManyProfiles: ProblemKind(413, "too-many-profile-changes", "Too many changes in one request"),
    VersionUnreadable: ProblemKind(422, "version-unreadable", "A version cannot be read"),
}
_EXAMPLES = read_examples(__file__)


class ProfileChanged(BaseModel, extra="forbid"):
    """A change: `record` (canonical columns) of an upsert, `into` of a merge; a delete closes the profile.

    `opt_out` and `opt_in` set and unset a member's opt-out of InMail and leave the profile as it is; the id need not be
    in the network yet.
    """

    op: ProfileOp
    id: JudgedId
    version: str | None = Field(default=None, max_length=30, description="a whole number or a time")
    record: dict[str, Any] = {}
    into: JudgedId | None = None
    inmail_opt_out: bool | None = Field(
        default=None,
        description="true: the member receives no InMail (D34); false unsets it; absent or null: as before",
    )


class ProfilesChanged(BaseModel, extra="forbid"):
    """At most 1,000 changes of one kind, applied in their order."""

    kind: Kind
    changes: Annotated[
        list[ProfileChanged],
        BeforeValidator(at_most(MAX_CHANGES, "changes", TooManyProfiles)),
        Field(description=f"at most {MAX_CHANGES}"),
    ]


class ProfileTaken(BaseModel):
    """The result of a change."""

    id: str
    status: ProfileStatus
    reason: str | None = None


class ProfilesTaken(BaseModel):
    """A result for each change, in order."""

    results: list[ProfileTaken]


router = routes("operations", prefix="/v1/universe")


@router.post("/changes", summary="Change profiles of the network", openapi_extra=example(_EXAMPLES["changes"]))
def take(asked: ProfilesChanged, call: OperatorToken) -> ProfilesTaken:
    """Apply changes at once; links of closed and merged profiles are changed before the answer."""
    columns = call.matching.matcher(asked.kind).columns
    rows = [_change(columns, change, call) for change in asked.changes]
    step = receive_profiles(call.services, asked.kind, rows, call.caller.client_id, call.now)
    call.name(profiles=[row.id for row in rows], inmail_opted_in=step.opted_in)
    pairs = zip(rows, step.results, strict=True)
    return ProfilesTaken(results=[ProfileTaken(id=row.id, status=result[0], reason=result[1]) for row, result in pairs])


def _change(columns: Sequence[str], change: ProfileChanged, call: OpenCall) -> ProfileChange:
    version = "" if change.version is None else version_of(change.version, None, call.now)
    return ProfileChange(
        op=change.op,
        id=change.id,
        version=version,
        values=_values(columns, change.record),
        into=change.into,
        inmail_opt_out=change.inmail_opt_out,
    )


def _values(columns: Sequence[str], record: dict[str, Any]) -> dict[str, str]:
    """Return the canonical columns and the model's own fields as text; lists of plural columns only."""
    known = {name: record[name] for name in columns if name in record}
    plain = {name: value for name, value in known.items() if not isinstance(value, dict | list)}
    plain |= {name: value for name, value in known.items() if isinstance(value, list) and name in MAY_BE_LISTS}
    texts = {name: text_of(value).replace("\x00", "").strip() for name, value in plain.items()}
    return {name: text for name, text in texts.items() if text}
