"""Imports of a CRM that was restored from a backup: their rows go before newer copies."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Add the column."""
    op.add_column("imports", sa.Column("is_authoritative", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("imports", "is_authoritative")
