"""Hashes of SSO subjects that two subjects of different case do not share."""

from alembic import op

revision = "0040"
down_revision = "0028"


def upgrade() -> None:
    """Forget the folded hashes: subjects are not stored, so the next import of users and seats makes them anew.

    Without a content hash a user is written again although its version is the same.
    """
    op.execute("update users set subject_mark = null, content_hash = '' where subject_mark is not null")
    op.execute("update seats set subject_mark = null where subject_mark is not null")


def downgrade() -> None:
    """Forget the exact hashes as well."""
    upgrade()
