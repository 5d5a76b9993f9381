"""Warnings name records, lateness is remembered, and ROI has activities that no switch lets into the CRM."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import foreign_key, moments, texts

revision = "0011"
down_revision = "0010"

_LAST_AT = """update checkpoints set last_at = (select connected_at from instances where id = checkpoints.instance_id)
where last_at is null"""


def upgrade() -> None:
    """Add the columns and make the table."""
    for table in ("imports", "import_pages"):
        op.add_column(table, sa.Column("warned", sa.JSON(), nullable=False, server_default="{}"))
    for column in ("late_at", "silent_at"):
        op.add_column("checkpoints", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("checkpoints") as altered:
        altered.alter_column("last_at", existing_type=sa.DateTime(timezone=True), nullable=True)
    op.execute("update checkpoints set late_at = last_at where late > 0")
    op.create_table(
        "activity_facts",
        *texts("instance_id", "id", "kind", "profile_kind", "profile_id"),
        *moments("occurred_at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "id"),
    )


def downgrade() -> None:
    """Drop the table and the columns."""
    op.drop_table("activity_facts")
    op.execute(_LAST_AT)
    with op.batch_alter_table("checkpoints") as altered:
        altered.alter_column("last_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        altered.drop_column("silent_at")
        altered.drop_column("late_at")
    for table in ("imports", "import_pages"):
        op.drop_column(table, "warned")
