"""Signing in to the console at a contract's own provider, and links for a contract without a connected CRM."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column that names the instance to connect."""
    for table in ("console_links", "console_sessions"):
        op.add_column(table, sa.Column("setup_name", sa.String(), nullable=True))
    op.create_table(
        "sign_in_providers",
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject_claim", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_sign_in_providers_contract_id")),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_sign_in_providers")),
    )
    op.create_table(
        "console_sign_ins",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("instance_name", sa.String(), nullable=False),
        sa.Column("sealed_wanted", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_console_sign_ins_contract_id")),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_console_sign_ins")),
    )


def downgrade() -> None:
    """Drop them: people open the console by links again."""
    op.drop_table("console_sign_ins")
    op.drop_table("sign_in_providers")
    for table in ("console_sessions", "console_links"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("setup_name")
