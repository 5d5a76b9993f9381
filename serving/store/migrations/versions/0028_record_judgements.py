"""What users say of two records of one CRM: whether they are one."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import foreign_key, moments, texts

revision = "0028"
down_revision = "0036"


def upgrade() -> None:
    """Make the table."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "record_judgements",
        sa.Column("seq", number, autoincrement=True, nullable=False),
        *texts("instance_id", "object", "record_id", "other_object", "other_id", "verdict"),
        *texts("user_mark", nullable=True),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_record_judgements_record", "record_judgements", ["instance_id", "object", "record_id"])
    op.create_index("ix_record_judgements_other", "record_judgements", ["instance_id", "other_object", "other_id"])


def downgrade() -> None:
    """Drop the table, and with it what was stated."""
    op.drop_table("record_judgements")
