"""What onematch decides: independent passes, statements, links, saves and the event feed."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, documents, flags, floats, foreign_key, moments, sequence, texts

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "candidates",
        *texts("instance_id", "kind", "profile_id", "object", "record_id"),
        *floats("chance", "match_weight"),
        sa.PrimaryKeyConstraint("instance_id", "kind", "profile_id", "object", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profile_notes",
        *texts("kind", "profile_id", "state"),
        *texts("into_id", nullable=True),
        *flags("inmail_opt_out"),
        *texts("version"),
        *binaries("shown", nullable=True),
        sa.PrimaryKeyConstraint("kind", "profile_id"),
    )
    op.create_table(
        "events",
        sequence(),
        *texts("contract_id", "instance_id", "type"),
        *documents("data"),
        *moments("at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_instance", "events", ["instance_id", "seq"])
    op.create_table(
        "saves",
        sequence(),
        *texts(
            "contract_id", "instance_id", "user_id", "kind", "profile_id", "opportunity_id", "object", "state", "reason"
        ),
        *moments("made_at", "changed_at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_saves_profile", "saves", ["instance_id", "kind", "profile_id"])
    op.create_index(
        "uq_saves_entry", "saves", ["instance_id", "user_id", "kind", "profile_id", "opportunity_id"], unique=True
    )
    op.create_table(
        "link_history",
        sequence(),
        *texts("instance_id", "object", "record_id", "kind", "state"),
        *texts("profile_id", nullable=True),
        *floats("probability"),
        *floats("margin", "claim_margin", nullable=True),
        *texts("runner_up_id", "winner_object", "winner_id", nullable=True),
        *texts("made_by"),
        sa.Column("statement_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        *texts("model_version", "basis"),
        *documents("reasons"),
        *texts("cause"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_link_history_record", "link_history", ["instance_id", "object", "record_id", "seq"])
    op.create_table(
        "links",
        *texts("instance_id", "object", "record_id", "kind", "state"),
        *texts("profile_id", nullable=True),
        *floats("probability"),
        *floats("margin", "claim_margin", nullable=True),
        *texts("runner_up_id", "winner_object", "winner_id", nullable=True),
        *texts("made_by"),
        sa.Column("statement_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        *texts("model_version", "basis"),
        *documents("reasons"),
        *moments("since"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id"),
    )
    op.create_index("ix_links_claim", "links", ["instance_id", "kind", "profile_id"])
    op.create_index("ix_links_state", "links", ["instance_id", "kind", "state"])
    op.create_index(
        "uq_links_profile",
        "links",
        ["instance_id", "kind", "profile_id"],
        unique=True,
        sqlite_where=sa.text("state = 'linked'"),
        postgresql_where=sa.text("state = 'linked'"),
    )
    op.create_table(
        "solos",
        *texts("instance_id", "object", "record_id", "kind"),
        *documents("outcome"),
        *texts("asked", "model_version"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id"),
    )
    op.create_index("ix_solos_model", "solos", ["instance_id", "kind", "model_version"])
    op.create_table(
        "staged_solos",
        *texts("instance_id", "object", "record_id", "kind"),
        *documents("outcome"),
        *texts("asked", "model_version"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id"),
    )
    op.create_table(
        "statements",
        sequence(),
        *texts("instance_id", "object", "record_id", "kind"),
        *texts("profile_id", nullable=True),
        *texts("verdict", "source"),
        *texts("because", "user_mark", nullable=True),
        *flags("is_label"),
        *floats("weight"),
        *documents("shown"),
        *moments("at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_statements_profile", "statements", ["instance_id", "kind", "profile_id"])
    op.create_index("ix_statements_record", "statements", ["instance_id", "object", "record_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "statements",
        "staged_solos",
        "solos",
        "links",
        "link_history",
        "saves",
        "events",
        "profile_notes",
        "candidates",
    ):
        op.drop_table(table)
