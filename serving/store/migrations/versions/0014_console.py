"""Links that open the console, and its sessions."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import foreign_key, moments, texts

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "console_links",
        *texts("token_hash"),
        *texts("contract_id", "instance_id", "user_id", nullable=True),
        *moments("expires_at"),
        foreign_key("contract_id", "contracts.id"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "console_sessions",
        *texts("id_hash"),
        *texts("contract_id", "instance_id", "user_id", nullable=True),
        *moments("began_at", "seen_at"),
        foreign_key("contract_id", "contracts.id"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id_hash"),
    )


def downgrade() -> None:
    """Drop the tables: everyone opens the console again."""
    op.drop_table("console_sessions")
    op.drop_table("console_links")
