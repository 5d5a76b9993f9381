"""A stage that does not say whether its deals are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let a stage be neither open nor closed."""
    with op.batch_alter_table("stages") as table:
        table.alter_column("is_closed", existing_type=sa.Boolean(), nullable=True)


def downgrade() -> None:
    """Take such stages as open, as before."""
    op.execute("update stages set is_closed = false where is_closed is null")
    with op.batch_alter_table("stages") as table:
        table.alter_column("is_closed", existing_type=sa.Boolean(), nullable=False)
