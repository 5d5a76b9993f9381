"""What a CRM sent: records, opportunities, imports with their pages and rejects."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "aliases",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("old_id", sa.String(), nullable=False),
        sa.Column("into_object", sa.String(), nullable=False),
        sa.Column("into_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "object", "old_id", name=op.f("pk_aliases")),
    )
    op.create_table(
        "opportunity_people",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "instance_id", "opportunity_id", "object", "record_id", name=op.f("pk_opportunity_people")
        ),
    )
    op.create_index(
        "ix_opportunity_people_record", "opportunity_people", ["instance_id", "object", "record_id"], unique=False
    )
    op.create_table(
        "record_marks",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "mark", "object", "record_id", name=op.f("pk_record_marks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stages",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("pipeline", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("is_won", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "pipeline", "stage", name=op.f("pk_stages")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("slowest_s", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_checkpoints_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_imports_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "opportunities",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("pipeline", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_opportunities_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "id", name=op.f("pk_opportunities")),
    )
    op.create_index("ix_opportunities_account", "opportunities", ["instance_id", "account_id"], unique=False)
    op.create_index("ix_opportunities_owner", "opportunities", ["instance_id", "owner_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("visible_to", sa.JSON(), nullable=True),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("named_mark", sa.String(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_records_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "object", "id", name=op.f("pk_records")),
    )
    op.create_index("ix_records_account", "records", ["instance_id", "account_id", "object"], unique=False)
    op.create_table(
        "rejects",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("import_id", sa.String(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_rejects_instance_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_rejects")),
    )
    op.create_index(op.f("ix_rejects_import_id"), "rejects", ["import_id"], unique=False)
    op.create_table(
        "import_ids",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_ids_import_id")),
        sa.PrimaryKeyConstraint("import_id", "record_id", name=op.f("pk_import_ids")),
    )
    op.create_table(
        "import_pages",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_pages_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_pages")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("import_pages")
    op.drop_table("import_ids")
    op.drop_index(op.f("ix_rejects_import_id"), table_name="rejects")
    op.drop_table("rejects")
    op.drop_index("ix_records_account", table_name="records")
    op.drop_table("records")
    op.drop_index("ix_opportunities_owner", table_name="opportunities")
    op.drop_index("ix_opportunities_account", table_name="opportunities")
    op.drop_table("opportunities")
    op.drop_table("imports")
    op.drop_table("checkpoints")
    op.drop_table("stages")
    op.drop_table("record_marks")
    op.drop_index("ix_opportunity_people_record", table_name="opportunity_people")
    op.drop_table("opportunity_people")
    op.drop_table("aliases")
