"""Stored answers belong to a client and an acting user, and name what they are about.

Earlier answers are dropped, since their owner is not stored.
"""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, integers, moments, texts

revision = "0006"
down_revision = "0005"

_SPACE = ("caller", "client", "acting_user", "key")


def upgrade() -> None:
    """Make the tables anew."""
    op.drop_table("idempotency")
    _make_answers(_SPACE)
    op.create_table(
        "idempotency_subjects",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*_SPACE, "subject")),
        sa.ForeignKeyConstraint(
            list(_SPACE),
            [f"idempotency.{name}" for name in _SPACE],
            name=op.f("fk_idempotency_subjects_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*_SPACE, "subject"),
    )
    op.create_index("ix_idempotency_subjects_subject", "idempotency_subjects", ["caller", "subject"])


def downgrade() -> None:
    """Make the table as it was, empty."""
    op.drop_table("idempotency_subjects")
    op.drop_table("idempotency")
    _make_answers(("caller", "key"))


def _make_answers(space: tuple[str, ...]) -> None:
    op.create_table(
        "idempotency",
        *(sa.Column(name, sa.String(), nullable=False) for name in space),
        *texts("request_hash"),
        *integers("status"),
        *binaries("sealed", nullable=True),
        *moments("at"),
        sa.PrimaryKeyConstraint(*space),
    )
