"""The bits of a record's words beside each of its keyed hashes, by which records of two begun words are found."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

_KIND = "name_spellings"
_KEY = "primary key (instance_id, mark, object, record_id)"
_jobs = sa.table(
    "jobs",
    *(sa.column(name, sa.String()) for name in ("id", "contract_id", "instance_id", "kind", "state", "starter")),
    *(sa.column(name, sa.JSON()) for name in ("request", "progress")),
    sa.column("made_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Add the column, and a job for each connected instance, unless one waits: only a worker can read sealed names."""
    bits = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("record_marks", sa.Column("beginnings", bits, nullable=False, server_default="-1"))
    _renew_key(f"{_KEY} include (beginnings)")
    planned = "select instance_id from jobs where kind = :kind and state = 'waiting'"
    connected = sa.text(f"select id, contract_id from instances where state = 'connected' and id not in ({planned})")
    rows = [_job(*row) for row in op.get_bind().execute(connected, {"kind": _KIND})]
    if rows:
        op.bulk_insert(_jobs, rows)


def downgrade() -> None:
    """Drop the column."""
    _renew_key(_KEY)
    op.drop_column("record_marks", "beginnings")


def _renew_key(key: str) -> None:
    """Make PostgreSQL's index of the key anew; a table of SQLite is its own index."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table record_marks drop constraint pk_record_marks")
        op.execute(f"alter table record_marks add constraint pk_record_marks {key}")


def _job(instance_id: str, contract_id: str) -> dict[str, object]:
    names = {"id": uuid.uuid4().hex, "contract_id": contract_id, "instance_id": instance_id, "kind": _KIND}
    rest = {"state": "waiting", "starter": "onematch", "request": {}, "progress": {}}
    return names | rest | {"made_at": datetime.now(UTC)}
