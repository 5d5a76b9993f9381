"""Who looks at the console: links that open it once, sessions, and how people sign in.

Links and sessions hold hashes and ids, no value of a record.
"""

from sqlalchemy import Column, LargeBinary, String, Table

from serving.store.tables.columns import METADATA, Moment, contract_column, instance_column

console_links = Table(
    "console_links",
    METADATA,
    Column("token_hash", String, primary_key=True),
    contract_column(),  # null: the operator
    instance_column(),
    Column("user_id", String),  # of the CRM; null: the operator
    Column("expires_at", Moment, nullable=False),
    Column("setup_name", String),  # the instance that its visitor may connect, before there is one
)

console_sessions = Table(
    "console_sessions",
    METADATA,
    Column("id_hash", String, primary_key=True),
    contract_column(),
    instance_column(),
    Column("user_id", String),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("setup_name", String),  # cleared by connecting: from then on the session belongs to the instance
)

sign_in_providers = Table(
    "sign_in_providers",  # where a contract's users sign in by OpenID Connect
    METADATA,
    contract_column(primary_key=True),
    Column("issuer", String, nullable=False),
    Column("client_id", String, nullable=False),
    Column("sealed_secret", LargeBinary),  # null: a public client
    Column("address", String, nullable=False),  # where browsers reach us; the redirect URI begins with it
    Column("subject_claim", String, nullable=False),  # the claim that names a user, as its subject
    Column("changed_at", Moment, nullable=False),
)
