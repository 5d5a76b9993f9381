"""Who looks at the console: links that open it once, sessions, and how people sign in.

Links and sessions hold hashes and ids, no value of a record.
"""

from sqlalchemy import Column, LargeBinary, String, Table

from serving.store.tables.columns import METADATA, Moment, contract_column, filled, instance_column, key

console_links = Table(
    "console_links",
    METADATA,
    key("token_hash"),
    contract_column(),  # null: the operator
    instance_column(),
    Column("user_id", String),  # of the CRM; null: the operator
    filled("expires_at", Moment),
    Column("setup_name", String),  # the instance that its visitor may connect, before there is one
)

console_sessions = Table(
    "console_sessions",
    METADATA,
    key("id_hash"),
    contract_column(),
    instance_column(),
    Column("user_id", String),
    filled("began_at", Moment),
    filled("seen_at", Moment),
    Column("setup_name", String),  # cleared by connecting: from then on the session belongs to the instance
)

sign_in_providers = Table(
    "sign_in_providers",  # where a contract's users sign in by OpenID Connect
    METADATA,
    contract_column(primary_key=True),
    filled("issuer", String),
    filled("client_id", String),
    Column("sealed_secret", LargeBinary),  # null: a public client
    filled("address", String),  # where browsers reach us; the redirect URI begins with it
    filled("subject_claim", String),  # the claim that names a user, as its subject
    filled("changed_at", Moment),
)
