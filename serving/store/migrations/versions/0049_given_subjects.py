"""The SSO subjects that admins give to users; sign-ins that are begun stand in a cookie and no longer in a table."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, drop the table."""
    op.add_column("users", sa.Column("given_subject_mark", sa.String()))
    op.drop_table("console_sign_ins")


def downgrade() -> None:
    """Make the table again, empty; drop the column with its values."""
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
    op.drop_column("users", "given_subject_mark")
