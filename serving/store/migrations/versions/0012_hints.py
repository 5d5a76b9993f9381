"""Records that webhooks name, until a connector has read them again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "hints",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_hints_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id", name=op.f("pk_hints")),
    )


def downgrade() -> None:
    """Drop the table; the next pass of a connector finds the same changes by their time."""
    op.drop_table("hints")
