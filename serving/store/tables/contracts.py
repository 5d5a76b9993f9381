"""The customers: contracts, their callers, CRM instances with their keys, users, seats and switches."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from serving.store.tables.columns import METADATA, Moment, contract_column, filled, instance_column, key

contracts = Table(
    "contracts",
    METADATA,
    key("id"),
    filled("name", String),
    filled("tier", String),  # advanced_plus, or one below it (S2)
    filled("sso", Boolean),
    filled("time_zone", String),
    filled("settings", JSON),  # by instance name: serving.vocabulary.settings.ContractSettings
    filled("settings_version", Integer),  # the ETag of If-Match
    filled("key_id", String),  # of keys: hashes of users and seats, stored answers
    filled("created_at", Moment),
    Column("terminated_at", Moment),
)

clients = Table(
    "clients",
    METADATA,
    key("id"),
    contract_column(),  # null: the operator
    filled("secret_hash", String),
    filled("scopes", JSON),
    filled("created_at", Moment),
    Column("revoked_at", Moment),
    filled("generation", Integer, server_default="1"),  # raised by rotate and revoke: ends tokens
)

keys = Table(
    "keys",  # one data key per CRM instance and one per contract, wrapped by the master key; destroyed: no bytes left
    METADATA,
    key("id"),
    Column("wrapped", LargeBinary),
    filled("created_at", Moment),
    Column("destroyed_at", Moment),
)

instances = Table(
    "instances",
    METADATA,
    key("id"),
    contract_column(nullable=False),
    filled("name", String),  # production, sandbox
    filled("crm", String),  # hubspot, oracle
    filled("state", String),  # connected, disconnecting, deleted
    filled("epoch", Integer),  # raised by disconnecting: older work stops at its next write (D24)
    Column("key_id", String, ForeignKey("keys.id"), nullable=False),
    filled("urls", JSON),  # api, record pages: portal_id, pod, puid; token: the OAuth token endpoint
    filled("consent", JSON),  # which CRM admin agreed, when (S4)
    filled("connected_at", Moment),
    Column("disconnected_at", Moment),
    Column("delete_due_at", Moment),
    Column("deleted_at", Moment),
    Column("oauth_client", LargeBinary),  # sealed: id and secret of the client that refreshes grants there
    Index(
        "uq_instances_live",
        "contract_id",
        "name",
        unique=True,
        sqlite_where=text("state = 'connected'"),
        postgresql_where=text("state = 'connected'"),
    ),
)

users = Table(
    "users",  # the CRM's users; under SSO no name and no e-mail is stored (S81)
    METADATA,
    instance_column(primary_key=True),
    key("id"),
    Column("sealed", LargeBinary),  # name and e-mail, null under SSO
    Column("email_hash", String, index=True),  # keyed hash
    Column("subject_hash", String, index=True),  # keyed hash of the SSO subject that the CRM sent
    filled("active", Boolean),
    filled("is_admin", Boolean),
    filled("auto_save", Boolean),  # by the admin (S44)
    filled("writeback", Boolean),  # by the admin (S44)
    Column("modified_at", Moment),
    Column("version", String),  # sortable, as of records
    filled("content_hash", String),
    Column("deleted_at", Moment),
    Column("given_subject_hash", String),  # of the one that an admin set, which counts; an import leaves it
)

seats = Table(
    "seats",  # the tool's licences; e-mail and subject only as keyed hashes
    METADATA,
    contract_column(primary_key=True),
    key("id"),
    Column("email_hash", String),
    Column("subject_hash", String),
    Column("user_id", String),  # the CRM user who holds it, null: free
    filled("state", String),  # free, assigned
    Column("assigned_at", Moment),
)

preferences = Table(
    "preferences",  # a user's own switch per kind of activity (S53, S54); absent means on
    METADATA,
    contract_column(primary_key=True),
    key("user_id"),
    key("kind"),
    filled("enabled", Boolean),
    filled("changed_at", Moment),
)

authorizations = Table(
    "authorizations",  # the seller's own CRM grant, sealed (D28)
    METADATA,
    instance_column(primary_key=True),
    key("user_id"),
    filled("sealed", LargeBinary),  # access token, refresh token
    Column("expires_at", Moment),
    filled("deposited_at", Moment),
    Column("refresh_at", Moment),  # when it is refreshed next; null: it cannot be
    Column("refreshing_until", Moment),  # a process refreshes it until then
    Index("ix_authorizations_refresh_at", "refresh_at"),
)
