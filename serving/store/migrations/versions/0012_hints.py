"""Records that webhooks name, until a connector has read them again."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import foreign_key, moments, texts

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "hints",
        *texts("instance_id", "object", "record_id", "token"),
        *moments("noted_at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id"),
    )


def downgrade() -> None:
    """Drop the table; the next pass of a connector finds the same changes by their time."""
    op.drop_table("hints")
