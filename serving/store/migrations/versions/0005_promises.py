"""The probability from which on a contract's own judgements allow links."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import floats, foreign_key, integers, moments, texts

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "promises",
        *texts("instance_id", "kind", "bundle"),
        *integers("one_wrong_in"),
        *floats("threshold", nullable=True),
        *texts("rests_on"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "kind"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("promises")
