"""Changes to the network's profiles: which are applied, and what they do to links (D12, D13) and to opt-outs (D34)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from features.schema.value_class import value_class


class ProfileOp(StrEnum):
    UPSERT = "upsert"
    DELETE = "delete"
    MERGE = "merge"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"


OPTS: Mapping[ProfileOp, bool] = {ProfileOp.OPT_OUT: True, ProfileOp.OPT_IN: False}
"""Operations on the member's field alone, and whether the member then receives no InMail."""


class ProfileStatus(StrEnum):
    APPLIED = "applied"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REJECTED = "rejected"


@value_class
class ProfileChange:
    """One change of a profile, or what the last one made of it.

    `values` of an upsert (None: not known), `into` of a merge; versions are numbers or times. `inmail_opt_out` is None
    where nothing is said of it.
    """

    op: ProfileOp
    id: str
    version: str = ""
    values: Mapping[str, str] | None = field(default_factory=dict)
    into: str | None = None
    inmail_opt_out: bool | None = None

    @property
    def opts_out(self) -> bool | None:
        """What the change says of InMail: True sets the opt-out, False unsets it."""
        return OPTS.get(self.op, self.inmail_opt_out)


@value_class
class NetworkStep:
    """The result of a batch: the last applied change of each profile, changed opt-outs, the status of each row."""

    changes: Mapping[str, ProfileChange]
    opt_outs: Mapping[str, bool]
    results: tuple[tuple[ProfileStatus, str | None], ...]

    @property
    def upserts(self) -> list[ProfileChange]:
        return [change for change in self.changes.values() if change.op is ProfileOp.UPSERT]

    @property
    def opted_in(self) -> list[str]:
        return [id_ for id_, out in self.opt_outs.items() if not out]

    @property
    def gone(self) -> list[ProfileChange]:
        return [change for change in self.changes.values() if change.op is not ProfileOp.UPSERT]


def network_step(
    rows: Iterable[ProfileChange], known: Mapping[str, ProfileChange], there: Collection[str]
) -> NetworkStep:
    """Apply a batch: an older version is stale; the same one with other content is applied (D22).

    A profile that is gone opens with a newer version, or with an upsert that has none. The target of a merge must
    exist. `known`: the last change of each profile; `there`: which of the named ids the network holds.
    """
    profiles = dict(known)
    alive = set(there)
    changes: dict[str, ProfileChange] = {}
    opt_outs: dict[str, bool] = {}
    results: list[tuple[ProfileStatus, str | None]] = []
    for row in rows:
        before = profiles.get(row.id, ProfileChange(ProfileOp.UPSERT, row.id, values=None))
        after = _after(row, before)
        status, reason = _status(row, before, after, alive)
        results.append((status, reason))
        if status is ProfileStatus.APPLIED and row.op not in OPTS:
            changes[row.id] = after
            (alive.add if row.op is ProfileOp.UPSERT else alive.discard)(row.id)
        if status is ProfileStatus.STALE:  # a late opt-out counts, unless somebody said something since
            is_first = row.opts_out and before.inmail_opt_out is None
            after = replace(before, inmail_opt_out=True) if is_first else before
        if status is not ProfileStatus.REJECTED:
            profiles[row.id] = after
            if after.inmail_opt_out is not None and after.inmail_opt_out is not before.inmail_opt_out:
                opt_outs[row.id] = after.inmail_opt_out
    return NetworkStep(changes, opt_outs, tuple(results))


def _after(row: ProfileChange, before: ProfileChange) -> ProfileChange:
    """Return what a row makes of a profile: an upsert that says nothing of InMail leaves the opt-out as it is."""
    out = before.inmail_opt_out if row.opts_out is None else row.opts_out
    kept = before if row.op in OPTS else replace(row, version=row.version or before.version)
    return replace(kept, inmail_opt_out=out)


def _status(
    row: ProfileChange, before: ProfileChange, after: ProfileChange, alive: Collection[str]
) -> tuple[ProfileStatus, str | None]:
    is_upsert = row.op is ProfileOp.UPSERT
    reopens = is_upsert and before.op is not ProfileOp.UPSERT and row.version == before.version
    if row.version and (row.version < before.version or reopens):
        return ProfileStatus.STALE, None
    is_held_as_stated = row.op in OPTS or (row.version and (row.id in alive) is is_upsert)
    if after == before and is_held_as_stated:
        return ProfileStatus.UNCHANGED, None
    if row.op is ProfileOp.MERGE and (not row.into or row.into == row.id or row.into not in alive):
        return ProfileStatus.REJECTED, "into: got no other profile that the network holds"
    return ProfileStatus.APPLIED, None
