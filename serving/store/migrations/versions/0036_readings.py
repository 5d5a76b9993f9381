"""Readings of large contracts, kept with their time."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, foreign_key, moments, texts

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "readings",
        *texts("instance_id", "name", "stamp"),
        *binaries("sealed"),
        *moments("made_at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "name"),
    )


def downgrade() -> None:
    """Drop the table: readings are made within requests again."""
    op.drop_table("readings")
