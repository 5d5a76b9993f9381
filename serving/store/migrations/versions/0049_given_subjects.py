"""The SSO subjects that admins give to users; sign-ins that are begun stand in a cookie and no longer in a table."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, foreign_key, moments, texts

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Add the column, drop the table."""
    op.add_column("users", sa.Column("given_subject_mark", sa.String()))
    op.drop_table("console_sign_ins")


def downgrade() -> None:
    """Make the table again, empty; drop the column with its values."""
    op.create_table(
        "console_sign_ins",
        *texts("state_hash", "browser_hash", "contract_id", "instance_name"),
        *binaries("sealed_wanted"),
        *moments("expires_at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("state_hash"),
    )
    op.drop_column("users", "given_subject_mark")
