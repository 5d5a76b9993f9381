"""Judgements that were given together, so that they can be undone together."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "judgement_batches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("user_mark", sa.String(), nullable=False),
        sa.Column("stated", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_judgement_batches_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement_batches")),
    )
    op.create_index("ix_judgement_batches_instance", "judgement_batches", ["instance_id", "at", "id"])


def downgrade() -> None:
    """Drop the table; what was judged stays, and can no longer be undone as a whole."""
    op.drop_index("ix_judgement_batches_instance", "judgement_batches")
    op.drop_table("judgement_batches")
