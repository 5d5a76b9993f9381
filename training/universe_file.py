"""Changes to a universe from a file, by the path of `POST /v1/universe/changes` where a service answers from it."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from data.index.changes import CanonicalRow, read_changes
from data.index.index import UniverseIndex
from data.index.universe_facts import read_flag
from data.tables.mapping.columns_file import CHANGE_COLUMNS
from data.tables.own_columns import UnusableColumns
from data.tables.progress import Progress, silent
from data.tables.rejects import Reject
from data.tables.renames import NO_RENAMES, OPT_OUT_COLUMN, Renames
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.access.audit import AuditEntry, append_entry
from serving.contract.network.universe import MAX_CHANGES, change_alone, receive_profiles
from serving.contract.records.network_changes import NetworkStep, ProfileChange, ProfileOp, ProfileStatus
from serving.contract.records.services import WrapperServices
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.vocabulary.versions import version_of
from training.feedback.served import services_on
from training.feedback.stores import has_store, home_store

COMMAND = "onematch universe apply"
NO_STORE = f"{OPT_OUT_COLUMN}: opt-outs are kept in a store, got an index that no service of this home answers from"
Receive = Callable[[Sequence[ProfileChange]], NetworkStep]


class ChangeOfOtherKind(UnusableColumns):
    """The changes and the index are of different kinds."""


@value_class
class ChangeSummary:
    """The outcome of all rows: each was applied as an operation, unchanged, stale, or rejected."""

    upserted: int
    deleted: int
    merged: int
    opted_out: int
    opted_in: int
    unchanged: int
    stale: int
    rejected: int
    sequence: int
    needs_build: bool
    rejects: tuple[Reject, ...] = ()


def apply_changes(
    kind: Kind,
    index: Path,
    file: Path,
    progress: Progress = silent,
    renames: Renames = NO_RENAMES,
    *,
    op: ProfileOp | None = None,
    receive: Receive | None = None,
    schema: Schema | None = None,
) -> ChangeSummary:
    """Apply a file of canonical columns plus `op`, `into`, `version` and `inmail_opt_out` to an index, row by row.

    `schema` names the columns of own fields, by default as the index does. `op` is that of rows that name none.
    `receive` applies up to 1,000 changes; without it the index alone changes, in one transaction.
    Raises ChangeOfOtherKind, UnusableColumns, and what opening the file or the index raises.
    """
    universe = UniverseIndex.open(index)
    if universe.kind is not kind:
        raise ChangeOfOtherKind(
            "{index} is an index of kind {universe_kind}, the changes are of kind {kind}",
            index=index,
            universe_kind=universe.kind,
            kind=kind,
        )
    read = [
        (number, item if isinstance(item, Reject) else _change(number, item, op, has_store=receive is not None))
        for number, item in read_changes(schema or universe.schema, file, renames, names_ops=op is None)
    ]
    rejects = [item for _, item in read if isinstance(item, Reject)]
    rows = [(number, item) for number, item in read if isinstance(item, ProfileChange)]
    counts: Counter[str] = Counter()
    size = len(rows) if receive is None else MAX_CHANGES
    receive = receive or partial(change_alone, universe)
    for start in range(0, len(rows), max(size, 1)):
        some = rows[start : start + size]
        step = receive([row for _, row in some])
        for (number, row), (status, reason) in zip(some, step.results, strict=True):
            counts[row.op if status is ProfileStatus.APPLIED else status] += 1
            rejects += [] if reason is None else [Reject(number, row.id, reason)]
        progress("changes", start + len(some), len(rows))
    universe.refresh()
    return ChangeSummary(
        upserted=counts[ProfileOp.UPSERT],
        deleted=counts[ProfileOp.DELETE],
        merged=counts[ProfileOp.MERGE],
        opted_out=counts[ProfileOp.OPT_OUT],
        opted_in=counts[ProfileOp.OPT_IN],
        unchanged=counts[ProfileStatus.UNCHANGED],
        stale=counts[ProfileStatus.STALE],
        rejected=len(rejects),
        sequence=universe.sequence,
        needs_build=universe.needs_build,
        rejects=tuple(sorted(rejects, key=lambda reject: reject.row)),
    )


def receive_audited(parts: WrapperServices, kind: Kind, rows: Sequence[ProfileChange]) -> NetworkStep:
    """Apply changes as the route does, and write them to the audit trail."""
    now = parts.clock()
    step = receive_profiles(parts, kind, rows, COMMAND, now)
    entry = AuditEntry(COMMAND, None, COMMAND, now, uuid.uuid4().hex)
    entry.name(profiles=[row.id for row in rows], inmail_opted_in=step.opted_in)
    with parts.store.writing() as connection:
        append_entry(connection, entry, 200)
    return step


@contextmanager
def network_of(kind: Kind, index: Path) -> Iterator[Receive | None]:
    """Yield what applies changes to the network that the home's service answers from; None for any other index."""
    settings = load_settings()
    pair = settings.served(kind)
    if pair is None or not has_store(settings) or pair.index.resolve() != index.resolve():
        yield None
        return
    with home_store() as store:
        yield partial(receive_audited, services_on(store), kind)


def _change(number: int, row: CanonicalRow, default: ProfileOp | None, *, has_store: bool) -> ProfileChange | Reject:
    """Return a row as a change, or why it cannot be used."""
    id_ = row.get("id")
    op = row.get("op") or default
    version = row.get("version")
    if not id_:
        return Reject(number, None, "no id")
    if op not in list(ProfileOp):
        return Reject(
            number, id_, wording("op is {op!r}, expected {profile_op}", op=op, profile_op=", ".join(ProfileOp))
        )
    values = {name: text for name, text in row.items() if text and name not in ("id", *CHANGE_COLUMNS)}
    try:
        at = "" if version is None else version_of(version, None, now_in_utc())
        out = read_flag(row.get(OPT_OUT_COLUMN), f"row {number}")
    except OnematchError as error:
        return Reject(number, id_, str(error))
    change = ProfileChange(
        op=ProfileOp(op), id=id_, version=at, values=values, into=row.get("into"), inmail_opt_out=out
    )
    return change if has_store or change.opts_out is None else Reject(number, id_, NO_STORE)
