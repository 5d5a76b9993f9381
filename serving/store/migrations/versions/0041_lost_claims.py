"""The claims that records lost, by profile: a page lists them without a look at every link."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Make the index."""
    lost = sa.text("state = 'duplicate'")
    op.create_index(
        "ix_links_lost", "links", ["instance_id", "kind", "profile_id"], sqlite_where=lost, postgresql_where=lost
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_links_lost", "links")
