"""Full imports that wait for an admin, what an approved one deleted, pages that were refused, and strict imports."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, flags, moments, texts

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    """Add the columns and the table; count the records for the full imports that are open now."""
    json = sa.JSON(none_as_null=True)
    op.add_column("imports", sa.Column("live_before", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("imports", sa.Column("is_strict", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("imports", sa.Column("held", json))
    op.add_column("imports", sa.Column("approved_at", sa.DateTime(timezone=True)))
    same = "r.instance_id = imports.instance_id and r.object = imports.object and r.deleted_at is null"
    op.execute(f"update imports set live_before = (select count(*) from records r where {same}) where state = 'open'")
    op.add_column("import_pages", sa.Column("refused", sa.String()))
    op.create_table(
        "kept_deletions",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("instance_id", "object", "id")),
        *texts("import_id"),
        *binaries("sealed", nullable=True),
        *texts("version", nullable=True),
        *texts("content_hash"),
        *moments("modified_at", "named_at", nullable=True),
        *flags("active", nullable=True),
        *texts("subject_mark", nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_kept_deletions_import_id_imports"),
        sa.PrimaryKeyConstraint("instance_id", "object", "id"),
    )
    op.create_index("ix_kept_deletions_import_id", "kept_deletions", ["import_id"])


def downgrade() -> None:
    """Drop the table and the columns."""
    op.drop_table("kept_deletions")
    op.drop_column("import_pages", "refused")
    for name in ("approved_at", "held", "is_strict", "live_before"):
        op.drop_column("imports", name)
