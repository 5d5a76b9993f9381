"""Who looks at the console: links that open it once, and sessions. They hold hashes and ids, no value of a record."""

from sqlalchemy import Column, ForeignKey, String, Table

from serving.store.tables.columns import METADATA, Moment

console_links = Table(
    "console_links",
    METADATA,
    Column("token_hash", String, primary_key=True),
    Column("contract_id", String, ForeignKey("contracts.id")),  # null: the operator
    Column("instance_id", String, ForeignKey("instances.id")),
    Column("user_id", String),  # of the CRM; null: the operator
    Column("expires_at", Moment, nullable=False),
)

console_sessions = Table(
    "console_sessions",
    METADATA,
    Column("id_hash", String, primary_key=True),
    Column("contract_id", String, ForeignKey("contracts.id")),
    Column("instance_id", String, ForeignKey("instances.id")),
    Column("user_id", String),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
