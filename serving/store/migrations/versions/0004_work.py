"""Work and its record: activities, jobs, audit, answers, certificates."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, documents, flags, foreign_key, integers, moments, sequence, texts

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sequence(),
        *texts("contract_id", "instance_id", nullable=True),
        *moments("at"),
        *texts("client_id"),
        *texts("acting_user", nullable=True),
        *texts("action"),
        *documents("subject"),
        *integers("status"),
        *texts("request_id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_audit_contract", "audit", ["contract_id", "seq"])
    op.create_table(
        "certificates",
        *texts("id", "contract_id"),
        *texts("instance_id", nullable=True),
        *documents("document"),
        *moments("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_certificates_contract_id", "certificates", ["contract_id"])
    op.create_table(
        "idempotency",
        *texts("caller", "key", "request_hash"),
        *integers("status"),
        *binaries("sealed", nullable=True),
        *moments("at"),
        sa.PrimaryKeyConstraint("caller", "key"),
    )
    op.create_table(
        "leases",
        *texts("name", "holder"),
        *moments("until"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "jobs",
        *texts("id"),
        *texts("contract_id", "instance_id", nullable=True),
        *texts("kind"),
        *documents("request"),
        *texts("state"),
        *documents("progress"),
        *documents("result", nullable=True),
        *texts("starter"),
        *moments("made_at"),
        *moments("due_at", "ended_at", nullable=True),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_jobs_waiting", "jobs", ["state", "made_at"])
    op.create_table(
        "activities",
        *texts("instance_id", "id", "kind", "user_id", "profile_kind", "profile_id"),
        *binaries("sealed", nullable=True),
        *texts("content_hash"),
        *moments("occurred_at", "accepted_at"),
        *texts("state"),
        *texts("reason", "object", "record_id", nullable=True),
        *integers("epoch", "attempts"),
        *flags("in_doubt"),
        *moments("next_at", "expires_at", nullable=True),
        *flags("is_test"),
        *texts("marker"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "id"),
    )
    op.create_index("ix_activities_due", "activities", ["state", "next_at"])
    op.create_index("ix_activities_profile", "activities", ["instance_id", "profile_kind", "profile_id"])
    op.create_table(
        "corrections",
        *texts("id", "instance_id", "activity_id", "from_object", "from_id"),
        *texts("to_object", "to_id", nullable=True),
        *texts("state"),
        *moments("proposed_at"),
        *moments("closed_at", nullable=True),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_corrections_state", "corrections", ["instance_id", "state"])
    op.create_table(
        "creations",
        *texts("instance_id", "id", "object", "profile_id", "user_id", "state"),
        *texts("record_id", nullable=True),
        *binaries("sealed", nullable=True),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "id"),
    )
    op.create_table(
        "written",
        sequence(),
        *texts("instance_id", "activity_id", "part", "object", "record_id", "crm_object", "crm_id"),
        *flags("found_again"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_written_record", "written", ["instance_id", "object", "record_id"])
    op.create_index("uq_written_part", "written", ["instance_id", "activity_id", "part"], unique=True)
    op.create_table(
        "written_fields",
        *texts("instance_id", "object", "record_id", "field", "mark"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id", "field"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "written_fields",
        "written",
        "creations",
        "corrections",
        "activities",
        "jobs",
        "leases",
        "idempotency",
        "certificates",
        "audit",
    ):
        op.drop_table(table)
