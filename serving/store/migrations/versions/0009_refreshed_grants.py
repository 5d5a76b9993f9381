"""Grants that are refreshed before they run out, and the client that refreshes them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the connection's OAuth client, and the plan of each grant's refresh; grants of before are not refreshed."""
    op.add_column("instances", sa.Column("oauth_client", sa.LargeBinary()))
    op.add_column("authorizations", sa.Column("refresh_at", sa.DateTime(timezone=True)))
    op.add_column("authorizations", sa.Column("refreshing_until", sa.DateTime(timezone=True)))
    op.create_index("ix_authorizations_refresh_at", "authorizations", ["refresh_at"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_authorizations_refresh_at", "authorizations")
    op.drop_column("authorizations", "refreshing_until")
    op.drop_column("authorizations", "refresh_at")
    op.drop_column("instances", "oauth_client")
