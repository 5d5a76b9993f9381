"""What users say of two records of one CRM: whether they are one."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "record_judgements",
        sa.Column("seq", number, autoincrement=True, nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("other_object", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("user_mark", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_record_judgements_instance_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_record_judgements")),
    )
    op.create_index("ix_record_judgements_record", "record_judgements", ["instance_id", "object", "record_id"])
    op.create_index("ix_record_judgements_other", "record_judgements", ["instance_id", "other_object", "other_id"])


def downgrade() -> None:
    """Drop the table, and with it what was stated."""
    op.drop_index("ix_record_judgements_other", "record_judgements")
    op.drop_index("ix_record_judgements_record", "record_judgements")
    op.drop_table("record_judgements")
