"""Contracts, their callers, instances, keys, users, seats and switches."""

import sqlalchemy as sa
from alembic import op

from serving.store.migrations.columns import binaries, documents, flags, foreign_key, integers, moments, texts

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "contracts",
        *texts("id", "name", "tier"),
        *flags("sso"),
        *texts("time_zone"),
        *documents("settings"),
        *integers("settings_version"),
        *texts("key_id"),
        *moments("created_at"),
        *moments("terminated_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "keys",
        *texts("id"),
        *binaries("wrapped", nullable=True),
        *moments("created_at"),
        *moments("destroyed_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "clients",
        *texts("id"),
        *texts("contract_id", nullable=True),
        *texts("secret_hash"),
        *documents("scopes"),
        *moments("created_at"),
        *moments("revoked_at", nullable=True),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "instances",
        *texts("id", "contract_id", "name", "crm", "state"),
        *integers("epoch"),
        *texts("key_id"),
        *documents("urls", "consent"),
        *moments("connected_at"),
        *moments("disconnected_at", "delete_due_at", "deleted_at", nullable=True),
        foreign_key("contract_id", "contracts.id"),
        foreign_key("key_id", "keys.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_instances_live",
        "instances",
        ["contract_id", "name"],
        unique=True,
        sqlite_where=sa.text("state = 'connected'"),
        postgresql_where=sa.text("state = 'connected'"),
    )
    op.create_table(
        "preferences",
        *texts("contract_id", "user_id", "kind"),
        *flags("enabled"),
        *moments("changed_at"),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("contract_id", "user_id", "kind"),
    )
    op.create_table(
        "seats",
        *texts("contract_id", "id"),
        *texts("email_mark", "subject_mark", "user_id", nullable=True),
        *texts("state"),
        *moments("assigned_at", nullable=True),
        foreign_key("contract_id", "contracts.id"),
        sa.PrimaryKeyConstraint("contract_id", "id"),
    )
    op.create_table(
        "authorizations",
        *texts("instance_id", "user_id"),
        *binaries("sealed"),
        *moments("expires_at", nullable=True),
        *moments("deposited_at"),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "user_id"),
    )
    op.create_table(
        "users",
        *texts("instance_id", "id"),
        *binaries("sealed", nullable=True),
        *texts("email_mark", "subject_mark", nullable=True),
        *flags("active", "is_admin", "auto_save", "writeback"),
        *moments("modified_at", nullable=True),
        *texts("version", nullable=True),
        *texts("content_hash"),
        *moments("deleted_at", nullable=True),
        foreign_key("instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "id"),
    )
    op.create_index("ix_users_email_mark", "users", ["email_mark"])
    op.create_index("ix_users_subject_mark", "users", ["subject_mark"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("users", "authorizations", "seats", "preferences", "instances", "clients", "keys", "contracts"):
        op.drop_table(table)
