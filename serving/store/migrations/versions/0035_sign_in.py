"""Signing in to the console at a contract's own provider, and links for a contract without a connected CRM."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, foreign_key, moments, texts

revision = "0035"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables and the column that names the instance to connect."""
    for table in ("console_links", "console_sessions"):
        op.add_column(table, sa.Column("setup_name", sa.String(), nullable=True))
    op.create_table(
        "sign_in_providers",
        *texts("contract_id", "issuer", "client_id"),
        *binaries("sealed_secret", nullable=True),
        *texts("address", "subject_claim"),
        *moments("changed_at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("contract_id"),
    )
    op.create_table(
        "console_sign_ins",
        *texts("state_hash", "browser_hash", "contract_id", "instance_name"),
        *binaries("sealed_wanted"),
        *moments("expires_at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("state_hash"),
    )


def downgrade() -> None:
    """Drop them: people open the console by links again."""
    op.drop_table("console_sign_ins")
    op.drop_table("sign_in_providers")
    for table in ("console_sessions", "console_links"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("setup_name")
