"""The customers: contracts, their callers, CRM instances with their keys, users, seats and switches."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from serving.store.tables.columns import METADATA, Moment, contract_column, instance_column

contracts = Table(
    "contracts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("tier", String, nullable=False),  # advanced_plus, or one below it (S2)
    Column("sso", Boolean, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("settings", JSON, nullable=False),  # by instance name: serving.rules.contract.settings.ContractSettings
    Column("settings_version", Integer, nullable=False),  # the ETag of If-Match
    Column("key_id", String, nullable=False),  # of keys: hashes of users and seats, stored answers
    Column("created_at", Moment, nullable=False),
    Column("terminated_at", Moment),
)

clients = Table(
    "clients",
    METADATA,
    Column("id", String, primary_key=True),
    contract_column(),  # null: the operator
    Column("secret_hash", String, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("generation", Integer, nullable=False, server_default="1"),  # raised by rotate and revoke: ends tokens
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

keys = Table(
    "keys",  # one data key per CRM instance and one per contract, wrapped by the master key; destroyed: no bytes left
    METADATA,
    Column("id", String, primary_key=True),
    Column("wrapped", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("destroyed_at", Moment),
)

instances = Table(
    "instances",
    METADATA,
    Column("id", String, primary_key=True),
    contract_column(nullable=False),
    Column("name", String, nullable=False),  # production, sandbox
    Column("crm", String, nullable=False),  # hubspot, oracle
    Column("state", String, nullable=False),  # connected, disconnecting, deleted
    Column("epoch", Integer, nullable=False),  # raised by disconnecting: older work stops at its next write (D24)
    Column("key_id", String, ForeignKey("keys.id"), nullable=False),
    Column("urls", JSON, nullable=False),  # api, record pages: portal_id, pod, puid; token: the OAuth token endpoint
    Column("oauth_client", LargeBinary),  # sealed: id and secret of the client that refreshes grants there
    Column("consent", JSON, nullable=False),  # which CRM admin agreed, when (S4)
    Column("connected_at", Moment, nullable=False),
    Column("disconnected_at", Moment),
    Column("delete_due_at", Moment),
    Column("deleted_at", Moment),
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
    Column("id", String, primary_key=True),
    Column("sealed", LargeBinary),  # name and e-mail, null under SSO
    Column("email_mark", String, index=True),  # keyed hash
    Column("subject_mark", String, index=True),  # keyed hash of the SSO subject that the CRM sent
    Column("given_subject_mark", String),  # of the one that an admin set, which counts; an import leaves it
    Column("active", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    Column("auto_save", Boolean, nullable=False),  # by the admin (S44)
    Column("writeback", Boolean, nullable=False),  # by the admin (S44)
    Column("modified_at", Moment),
    Column("version", String),  # sortable, as of records
    Column("content_hash", String, nullable=False),
    Column("deleted_at", Moment),
)

seats = Table(
    "seats",  # the tool's licences; e-mail and subject only as keyed hashes
    METADATA,
    contract_column(primary_key=True),
    Column("id", String, primary_key=True),
    Column("email_mark", String),
    Column("subject_mark", String),
    Column("user_id", String),  # the CRM user who holds it, null: free
    Column("state", String, nullable=False),  # free, assigned
    Column("assigned_at", Moment),
)

preferences = Table(
    "preferences",  # a user's own switch per kind of activity (S53, S54); absent means on
    METADATA,
    contract_column(primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("enabled", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

authorizations = Table(
    "authorizations",  # the seller's own CRM grant, sealed (D28)
    METADATA,
    instance_column(primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # access token, refresh token
    Column("expires_at", Moment),
    Column("refresh_at", Moment),  # when it is refreshed next; null: it cannot be
    Column("refreshing_until", Moment),  # a process refreshes it until then
    Column("deposited_at", Moment, nullable=False),
    Index("ix_authorizations_refresh_at", "refresh_at"),
)
