"""Work and its record: activities with their journal, corrections, jobs, audit, idempotency."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from serving.store.tables.columns import (
    METADATA,
    Moment,
    contract_column,
    filled,
    instance_column,
    key,
    sequence,
)

activities = Table(
    "activities",  # the outbox: activities of sellers, until the CRM holds them
    METADATA,
    instance_column(primary_key=True),
    key("id"),  # the sender's
    filled("kind", String),  # inmail, message, note, call, smart_link_view, connection_request
    filled("user_id", String),
    filled("profile_kind", String),
    filled("profile_id", String),
    Column("sealed", LargeBinary),  # subject, body and the rest; null when no longer kept
    filled("content_hash", String),
    filled("occurred_at", Moment),
    filled("accepted_at", Moment),
    Column(
        "state", String, nullable=False
    ),  # queued, sending, needs_target, pending_auth, delivered, retrying, dead, cancelled
    Column("reason", String),
    Column("object", String),  # of the target when it was routed last
    Column("record_id", String),
    filled("epoch", Integer),  # of the instance when it was accepted
    filled("attempts", Integer),
    filled("in_doubt", Boolean),  # an attempt began whose outcome is not known (D31)
    Column("next_at", Moment),
    Column("expires_at", Moment),
    filled("is_test", Boolean),  # S59
    filled("marker", String),  # how the CRM is searched for it (D31)
    Column("sent_at", Moment),  # when the last write into the CRM was begun
    Column("crm_status", Integer),  # of the CRM's answer to the last attempt, if it was no success
    Column("crm_message", String),  # its message, without values
    Index("ix_activities_due", "state", "next_at"),
    Index("ix_activities_profile", "instance_id", "profile_kind", "profile_id"),
)

activity_facts = Table(
    "activity_facts",  # activities that a switch kept out of the outbox, for ROI: no user, no text (S71)
    METADATA,
    instance_column(primary_key=True),
    key("id"),  # the sender's
    filled("kind", String),
    filled("profile_kind", String),
    filled("profile_id", String),
    filled("occurred_at", Moment),
)

written = Table(
    "written",  # the journal: what onematch wrote into the CRM
    METADATA,
    sequence(),
    instance_column(nullable=False),
    filled("activity_id", String),
    filled("part", String),  # activity, note
    filled("object", String),  # the record it was written to
    filled("record_id", String),
    filled("crm_object", String),  # its object type in the CRM
    filled("crm_id", String),
    filled("found_again", Boolean),  # by its marker after an unknown outcome (D31)
    filled("at", Moment),
    Index("uq_written_part", "instance_id", "activity_id", "part", unique=True),
    Index("ix_written_record", "instance_id", "object", "record_id"),
)

corrections = Table(
    "corrections",  # activities on a record that is no longer the linked one
    METADATA,
    key("id"),
    instance_column(nullable=False),
    filled("activity_id", String),
    filled("from_object", String),
    filled("from_id", String),
    Column("to_object", String),
    Column("to_id", String),
    filled("state", String),  # proposed, corrected, declined
    filled("proposed_at", Moment),
    Column("closed_at", Moment),
    Index("ix_corrections_state", "instance_id", "state"),
)

creations = Table(
    "creations",  # Create record, until the CRM's answer is known (D30)
    METADATA,
    instance_column(primary_key=True),
    key("id"),  # the marker
    filled("object", String),
    filled("profile_id", String),
    filled("user_id", String),
    filled("state", String),  # sent, created, failed
    Column("record_id", String),
    Column("sealed", LargeBinary),  # the fields that were sent, until the outcome is known
    filled("at", Moment),
)

written_fields = Table(
    "written_fields",  # what Create record and updates wrote into a record: no model trains on it (D30)
    METADATA,
    instance_column(primary_key=True),
    key("object"),
    key("record_id"),
    key("field"),  # a canonical column
    filled("value_hash", String),  # the keyed hash of the value
    filled("at", Moment),
)

jobs = Table(
    "jobs",
    METADATA,
    key("id"),
    contract_column(),
    Column("instance_id", String),
    filled("kind", String),  # export, return, deletion, recompute, report, backfill
    filled("request", JSON),
    filled("state", String),  # waiting, running, done, failed, cancelled
    filled("progress", JSON),
    Column("result", JSON),
    filled("starter", String),  # the client that may fetch the file
    filled("made_at", Moment),
    Column("due_at", Moment),
    Column("ended_at", Moment),
    Index("ix_jobs_waiting", "state", "made_at"),
)

readings = Table(
    "readings",  # of large contracts: what a page shows at once while it is made anew
    METADATA,
    instance_column(primary_key=True),
    key("name"),
    filled("stamp", String),  # under another stamp it does not count
    filled("sealed", LargeBinary),
    filled("made_at", Moment),
    Column("asked_at", Moment),  # since when a visit waits for the worker to make it anew
)

leases = Table(
    "leases",  # which worker does work that must happen once
    METADATA,
    key("name"),
    filled("holder", String),
    filled("until", Moment),
)

idempotency = Table(
    "idempotency",
    METADATA,
    key("caller"),  # instance, contract, or operator
    key("client"),
    key("acting_user"),  # empty: none
    key("key"),
    filled("request_hash", String),  # keyed; of method, path, scopes and body
    filled("status", Integer),
    Column("sealed", LargeBinary),  # the answer
    filled("at", Moment),
)

idempotency_subjects = Table(
    "idempotency_subjects",  # what a stored answer is about: it is deleted with any of these
    METADATA,
    key("caller"),
    key("client"),
    key("acting_user"),
    key("key"),
    key("subject"),  # records/contact/17, users/U1, instances/I1, contracts/C1
    ForeignKeyConstraint(
        ["caller", "client", "acting_user", "key"],
        ["idempotency.caller", "idempotency.client", "idempotency.acting_user", "idempotency.key"],
        name="fk_idempotency_subjects_key",
        ondelete="CASCADE",
    ),
    Index("ix_idempotency_subjects_subject", "caller", "subject"),
)

audit = Table(
    "audit",  # every read and write of customer data (S77): ids, never values
    METADATA,
    sequence(),
    Column("contract_id", String),
    Column("instance_id", String),
    filled("at", Moment),
    filled("client_id", String),
    Column("acting_user", String),
    filled("action", String),  # METHOD route
    filled("subject", JSON),
    filled("status", Integer),
    filled("request_id", String),
    Column("repeats", Integer),
    Column("salt", String),  # null: the names were removed
    Column("content", String),  # salted hash of acting user and subject
    Column("hash", String),  # of the entry and of the hash before it in its contract
    Index("ix_audit_contract", "contract_id", "seq"),
)

certificates = Table(
    "certificates",  # proof of deletion; outlives the contract
    METADATA,
    key("id"),
    filled("contract_id", String, index=True),
    Column("instance_id", String),
    filled("document", JSON),
    filled("at", Moment),
)
