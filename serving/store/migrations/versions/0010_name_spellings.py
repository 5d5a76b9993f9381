"""Spellings of the words of names, by which records are located."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import texts

revision = "0010"
down_revision = "0009"

_KIND = "name_spellings"
_jobs = sa.table(
    "jobs",
    *(sa.column(name, sa.String()) for name in ("id", "contract_id", "instance_id", "kind", "state", "starter")),
    *(sa.column(name, sa.JSON()) for name in ("request", "progress")),
    sa.column("made_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Make the table, and a job for each connected instance: names are sealed, so only a worker can spell them."""
    op.create_table(
        "name_spellings",
        *texts("instance_id"),
        sa.Column("spelling", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *texts("word_hash"),
        sa.PrimaryKeyConstraint("instance_id", "spelling", "word_hash"),
        sqlite_with_rowid=False,
    )
    connected = sa.text("select id, contract_id from instances where state = 'connected'")
    rows = [_job(*row) for row in op.get_bind().execute(connected)]
    if rows:
        op.bulk_insert(_jobs, rows)


def downgrade() -> None:
    """Drop the table and its jobs."""
    op.execute(sa.delete(_jobs).where(_jobs.c.kind == _KIND))
    op.drop_table("name_spellings")


def _job(instance_id: str, contract_id: str) -> dict[str, object]:
    names = {"id": uuid.uuid4().hex, "contract_id": contract_id, "instance_id": instance_id, "kind": _KIND}
    rest = {"state": "waiting", "starter": "onematch", "request": {}, "progress": {}}
    return names | rest | {"made_at": datetime.now(UTC)}
