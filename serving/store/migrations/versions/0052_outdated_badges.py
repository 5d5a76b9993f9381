"""Which badges the feed of events said to be out of date, so that it says when that changes."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Add the table; badges that are out of date already are told when they are next compared."""
    op.create_table(
        "outdated_badges",
        sa.Column("instance_id", sa.String(), sa.ForeignKey("instances.id"), primary_key=True),
        sa.Column("profile_id", sa.String(), primary_key=True),
        if_not_exists=True,
    )
    op.execute("delete from outdated_badges")  # of before a way back


def downgrade() -> None:
    """Leave the table, for services that are not yet replaced."""
