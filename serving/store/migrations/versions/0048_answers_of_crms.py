"""When a write of an activity was begun, and what the CRM answered to the last attempt."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """Add the columns; attempts of before have none of them."""
    op.add_column("activities", sa.Column("sent_at", sa.DateTime(timezone=True)))
    op.add_column("activities", sa.Column("crm_status", sa.Integer()))
    op.add_column("activities", sa.Column("crm_message", sa.String()))


def downgrade() -> None:
    """Drop the columns."""
    for name in ("sent_at", "crm_status", "crm_message"):
        op.drop_column("activities", name)
