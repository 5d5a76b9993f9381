"""What a CRM sent: records, opportunities, imports with their pages and rejects."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import (
    binaries,
    dates,
    documents,
    flags,
    foreign_key,
    integers,
    moments,
    sequence,
    texts,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "aliases",
        *texts("instance_id", "object", "old_id", "into_object", "into_id"),
        *moments("at"),
        sa.PrimaryKeyConstraint("instance_id", "object", "old_id"),
    )
    op.create_table(
        "opportunity_people",
        *texts("instance_id", "opportunity_id", "object", "record_id"),
        sa.PrimaryKeyConstraint("instance_id", "opportunity_id", "object", "record_id"),
    )
    op.create_index("ix_opportunity_people_record", "opportunity_people", ["instance_id", "object", "record_id"])
    op.create_table(
        "record_marks",
        *texts("instance_id", "mark", "object", "record_id"),
        sa.PrimaryKeyConstraint("instance_id", "mark", "object", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stages",
        *texts("instance_id", "pipeline", "stage"),
        *integers("position"),
        *flags("is_closed", "is_won"),
        sa.PrimaryKeyConstraint("instance_id", "pipeline", "stage"),
    )
    op.create_table(
        "checkpoints",
        *texts("instance_id"),
        *moments("last_at"),
        *integers("on_time", "late", "slowest_s"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id"),
    )
    op.create_table(
        "imports",
        *texts("id", "instance_id", "object", "shape"),
        *flags("is_full"),
        *texts("state"),
        *moments("opened_at"),
        *moments("completed_at", nullable=True),
        *documents("counts"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "opportunities",
        *texts("instance_id", "id"),
        *texts("account_id", "owner_id", nullable=True),
        *texts("status"),
        *texts("pipeline", "stage", nullable=True),
        *dates("created_on", "closed_on", nullable=True),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "id"),
    )
    op.create_index("ix_opportunities_account", "opportunities", ["instance_id", "account_id"])
    op.create_index("ix_opportunities_owner", "opportunities", ["instance_id", "owner_id"])
    op.create_table(
        "records",
        *texts("instance_id", "object", "id"),
        *binaries("sealed", nullable=True),
        *texts("version", "content_hash"),
        *moments("modified_at", nullable=True),
        *moments("received_at"),
        *moments("deleted_at", nullable=True),
        *texts("account_id", "owner_id", nullable=True),
        *documents("visible_to", nullable=True),
        *integers("filled"),
        *texts("marker", nullable=True),
        *documents("marks"),
        *texts("named_mark", nullable=True),
        *moments("named_at", nullable=True),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "id"),
    )
    op.create_index("ix_records_account", "records", ["instance_id", "account_id", "object"])
    op.create_table(
        "rejects",
        sequence(),
        *texts("instance_id"),
        *texts("import_id", nullable=True),
        *integers("page", nullable=True),
        *integers("row"),
        *texts("record_id", nullable=True),
        *texts("reason"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_rejects_import_id", "rejects", ["import_id"])
    op.create_table(
        "import_ids",
        *texts("import_id", "record_id"),
        foreign_key("import_id", "imports.id"),
        sa.PrimaryKeyConstraint("import_id", "record_id"),
    )
    op.create_table(
        "import_pages",
        *texts("import_id"),
        *integers("number"),
        *texts("content_hash"),
        *moments("received_at"),
        *documents("counts"),
        foreign_key("import_id", "imports.id"),
        sa.PrimaryKeyConstraint("import_id", "number"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "import_pages",
        "import_ids",
        "rejects",
        "records",
        "opportunities",
        "imports",
        "checkpoints",
        "stages",
        "record_marks",
        "opportunity_people",
        "aliases",
    ):
        op.drop_table(table)
