"""Changes to the network's profiles: which are applied, and what they do to links (D12, D13)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProfileOp(StrEnum):
    UPSERT = "upsert"
    DELETE = "delete"
    MERGE = "merge"


class ProfileStatus(StrEnum):
    APPLIED = "applied"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """One change of a profile: `values` of an upsert, `into` of a merge; versions are numbers or times."""

    op: ProfileOp
    id: str
    version: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    into: str | None = None
    inmail_opt_out: bool = False


@dataclass(frozen=True, slots=True)
class NetworkStep:
    """The result of a batch: the last applied change of each profile, and the status of each row."""

    changes: Mapping[str, ProfileChange]
    results: tuple[tuple[ProfileStatus, str | None], ...]

    @property
    def upserts(self) -> list[ProfileChange]:
        return [one for one in self.changes.values() if one.op is ProfileOp.UPSERT]

    @property
    def gone(self) -> list[ProfileChange]:
        return [one for one in self.changes.values() if one.op is not ProfileOp.UPSERT]


def network_step(rows: Iterable[ProfileChange], known: Mapping[str, str], there: Collection[str]) -> NetworkStep:
    """Apply a batch: an older version is stale, the same version unchanged; the target of a merge must exist.

    `known`: the stored version of each profile; `there`: which of the named ids the network holds.
    """
    versions, alive = dict(known), set(there)
    changes: dict[str, ProfileChange] = {}
    results: list[tuple[ProfileStatus, str | None]] = []
    for row in rows:
        status, reason = _status(row, versions, alive)
        results.append((status, reason))
        if status is ProfileStatus.APPLIED:
            versions[row.id] = row.version
            changes[row.id] = row
            if row.op is ProfileOp.UPSERT:
                alive.add(row.id)
            else:
                alive.discard(row.id)
    return NetworkStep(changes, tuple(results))


def _status(
    row: ProfileChange, versions: Mapping[str, str], alive: Collection[str]
) -> tuple[ProfileStatus, str | None]:
    before = versions.get(row.id)
    if before is not None and row.version and row.version < before:
        return ProfileStatus.STALE, None
    if before is not None and row.version and row.version == before:
        return ProfileStatus.UNCHANGED, None
    if row.op is ProfileOp.MERGE and (not row.into or row.into == row.id or row.into not in alive):
        return ProfileStatus.REJECTED, "into: got no other profile that the network holds"
    return ProfileStatus.APPLIED, None
