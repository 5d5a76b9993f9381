"""What onematch decides: independent passes, statements, links, saves and the event feed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "candidates",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("match_weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "kind", "profile_id", "object", "record_id", name=op.f("pk_candidates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profile_notes",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("into_id", sa.String(), nullable=True),
        sa.Column("inmail_opt_out", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "profile_id", name=op.f("pk_profile_notes")),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_events_contract_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_instance", "events", ["instance_id", "seq"], unique=False)
    op.create_table(
        "saves",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_saves_contract_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_saves")),
    )
    op.create_index("ix_saves_profile", "saves", ["instance_id", "kind", "profile_id"], unique=False)
    op.create_index(
        "uq_saves_entry", "saves", ["instance_id", "user_id", "kind", "profile_id", "opportunity_id"], unique=True
    )
    op.create_table(
        "link_history",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("margin", sa.Float(), nullable=True),
        sa.Column("claim_margin", sa.Float(), nullable=True),
        sa.Column("runner_up_id", sa.String(), nullable=True),
        sa.Column("winner_object", sa.String(), nullable=True),
        sa.Column("winner_id", sa.String(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("statement_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_link_history_instance_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_link_history")),
    )
    op.create_index(
        "ix_link_history_record", "link_history", ["instance_id", "object", "record_id", "seq"], unique=False
    )
    op.create_table(
        "links",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("margin", sa.Float(), nullable=True),
        sa.Column("claim_margin", sa.Float(), nullable=True),
        sa.Column("runner_up_id", sa.String(), nullable=True),
        sa.Column("winner_object", sa.String(), nullable=True),
        sa.Column("winner_id", sa.String(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("statement_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_links_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id", name=op.f("pk_links")),
    )
    op.create_index("ix_links_claim", "links", ["instance_id", "kind", "profile_id"], unique=False)
    op.create_index("ix_links_state", "links", ["instance_id", "kind", "state"], unique=False)
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
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_solos_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id", name=op.f("pk_solos")),
    )
    op.create_index("ix_solos_model", "solos", ["instance_id", "kind", "model_version"], unique=False)
    op.create_table(
        "staged_solos",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_staged_solos_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "object", "record_id", name=op.f("pk_staged_solos")),
    )
    op.create_table(
        "statements",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("user_mark", sa.String(), nullable=True),
        sa.Column("is_label", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_statements_instance_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_statements")),
    )
    op.create_index("ix_statements_profile", "statements", ["instance_id", "kind", "profile_id"], unique=False)
    op.create_index("ix_statements_record", "statements", ["instance_id", "object", "record_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_statements_record", table_name="statements")
    op.drop_index("ix_statements_profile", table_name="statements")
    op.drop_table("statements")
    op.drop_table("staged_solos")
    op.drop_index("ix_solos_model", table_name="solos")
    op.drop_table("solos")
    op.drop_index(
        "uq_links_profile",
        table_name="links",
        sqlite_where=sa.text("state = 'linked'"),
        postgresql_where=sa.text("state = 'linked'"),
    )
    op.drop_index("ix_links_state", table_name="links")
    op.drop_index("ix_links_claim", table_name="links")
    op.drop_table("links")
    op.drop_index("ix_link_history_record", table_name="link_history")
    op.drop_table("link_history")
    op.drop_index("uq_saves_entry", table_name="saves")
    op.drop_index("ix_saves_profile", table_name="saves")
    op.drop_table("saves")
    op.drop_index("ix_events_instance", table_name="events")
    op.drop_table("events")
    op.drop_table("profile_notes")
    op.drop_table("candidates")
