"""Judgements that were given together, so that they can be undone together."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import documents, foreign_key, moments, texts

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "judgement_batches",
        *texts("id", "instance_id", "user_mark"),
        *documents("stated"),
        *moments("at"),
        *moments("undone_at", nullable=True),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_judgement_batches_instance", "judgement_batches", ["instance_id", "at", "id"])


def downgrade() -> None:
    """Drop the table; what was judged stays, and can no longer be undone as a whole."""
    op.drop_table("judgement_batches")
