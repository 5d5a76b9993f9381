"""Changes of the network survive a rebuilt index (D13), and an opt-out of InMail is sticky (D34)."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import texts

revision = "0046"
down_revision = "0044"


def upgrade() -> None:
    """Add the time and the columns of a profile's last change, and the index that links follow."""
    for name in ("inmail_at", "changed_at"):
        op.add_column("profile_notes", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("profile_notes", sa.Column("sent", sa.LargeBinary()))
    op.create_index("ix_profile_notes_changed", "profile_notes", ["kind", "changed_at"])
    op.create_table(
        "followed_indexes",
        sa.Column("kind", sa.String(), primary_key=True),
        *texts("version"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("followed_indexes")
    op.drop_index("ix_profile_notes_changed", "profile_notes")
    for name in ("inmail_at", "changed_at", "sent"):
        op.drop_column("profile_notes", name)
