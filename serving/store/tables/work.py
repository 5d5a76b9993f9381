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

from serving.store.tables.columns import METADATA, Moment, Number, contract_column, instance_column

activities = Table(
    "activities",  # the outbox: activities of sellers, until the CRM holds them
    METADATA,
    instance_column(primary_key=True),
    Column("id", String, primary_key=True),  # the sender's
    Column("kind", String, nullable=False),  # inmail, message, note, call, smart_link_view, connection_request
    Column("user_id", String, nullable=False),
    Column("profile_kind", String, nullable=False),
    Column("profile_id", String, nullable=False),
    Column("sealed", LargeBinary),  # subject, body and the rest; null when no longer kept
    Column("content_hash", String, nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    Column(
        "state", String, nullable=False
    ),  # queued, sending, needs_target, pending_auth, delivered, retrying, dead, cancelled
    Column("reason", String),
    Column("object", String),  # of the target when it was routed last
    Column("record_id", String),
    Column("epoch", Integer, nullable=False),  # of the instance when it was accepted
    Column("attempts", Integer, nullable=False),
    Column("in_doubt", Boolean, nullable=False),  # an attempt began whose outcome is not known (D31)
    Column("next_at", Moment),
    Column("expires_at", Moment),
    Column("is_test", Boolean, nullable=False),  # S59
    Column("marker", String, nullable=False),  # how the CRM is searched for it (D31)
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
    Column("id", String, primary_key=True),  # the sender's
    Column("kind", String, nullable=False),
    Column("profile_kind", String, nullable=False),
    Column("profile_id", String, nullable=False),
    Column("occurred_at", Moment, nullable=False),
)

written = Table(
    "written",  # the journal: what onematch wrote into the CRM
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    instance_column(nullable=False),
    Column("activity_id", String, nullable=False),
    Column("part", String, nullable=False),  # activity, note
    Column("object", String, nullable=False),  # the record it was written to
    Column("record_id", String, nullable=False),
    Column("crm_object", String, nullable=False),  # its object type in the CRM
    Column("crm_id", String, nullable=False),
    Column("found_again", Boolean, nullable=False),  # by its marker after an unknown outcome (D31)
    Column("at", Moment, nullable=False),
    Index("uq_written_part", "instance_id", "activity_id", "part", unique=True),
    Index("ix_written_record", "instance_id", "object", "record_id"),
)

corrections = Table(
    "corrections",  # activities on a record that is no longer the linked one
    METADATA,
    Column("id", String, primary_key=True),
    instance_column(nullable=False),
    Column("activity_id", String, nullable=False),
    Column("from_object", String, nullable=False),
    Column("from_id", String, nullable=False),
    Column("to_object", String),
    Column("to_id", String),
    Column("state", String, nullable=False),  # proposed, corrected, declined
    Column("proposed_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_corrections_state", "instance_id", "state"),
)

creations = Table(
    "creations",  # Create record, until the CRM's answer is known (D30)
    METADATA,
    instance_column(primary_key=True),
    Column("id", String, primary_key=True),  # the marker
    Column("object", String, nullable=False),
    Column("profile_id", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("state", String, nullable=False),  # sent, created, failed
    Column("record_id", String),
    Column("sealed", LargeBinary),  # the fields that were sent, until the outcome is known
    Column("at", Moment, nullable=False),
)

written_fields = Table(
    "written_fields",  # what Create record and updates wrote into a record: no model trains on it (D30)
    METADATA,
    instance_column(primary_key=True),
    Column("object", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("field", String, primary_key=True),  # a canonical column
    Column("mark", String, nullable=False),  # the keyed hash of the value
    Column("at", Moment, nullable=False),
)

jobs = Table(
    "jobs",
    METADATA,
    Column("id", String, primary_key=True),
    contract_column(),
    Column("instance_id", String),
    Column("kind", String, nullable=False),  # export, return, deletion, recompute, report, backfill
    Column("request", JSON, nullable=False),
    Column("state", String, nullable=False),  # waiting, running, done, failed, cancelled
    Column("progress", JSON, nullable=False),
    Column("result", JSON),
    Column("starter", String, nullable=False),  # the client that may fetch the file
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("ended_at", Moment),
    Index("ix_jobs_waiting", "state", "made_at"),
)

readings = Table(
    "readings",  # of large contracts: what a page shows at once while it is made anew
    METADATA,
    instance_column(primary_key=True),
    Column("name", String, primary_key=True),
    Column("stamp", String, nullable=False),  # under another stamp it does not count
    Column("sealed", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("asked_at", Moment),  # since when a visit waits for the worker to make it anew
)

leases = Table(
    "leases",  # which worker does work that must happen once
    METADATA,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Moment, nullable=False),
)

idempotency = Table(
    "idempotency",
    METADATA,
    Column("caller", String, primary_key=True),  # instance, contract, or operator
    Column("client", String, primary_key=True),
    Column("acting_user", String, primary_key=True),  # empty: none
    Column("key", String, primary_key=True),
    Column("request_hash", String, nullable=False),  # keyed; of method, path, scopes and body
    Column("status", Integer, nullable=False),
    Column("sealed", LargeBinary),  # the answer
    Column("at", Moment, nullable=False),
)

idempotency_subjects = Table(
    "idempotency_subjects",  # what a stored answer is about: it is deleted with any of these
    METADATA,
    Column("caller", String, primary_key=True),
    Column("client", String, primary_key=True),
    Column("acting_user", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("subject", String, primary_key=True),  # records/contact/17, users/U1, instances/I1, contracts/C1
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
    Column("seq", Number, primary_key=True, autoincrement=True),
    Column("contract_id", String),
    Column("instance_id", String),
    Column("at", Moment, nullable=False),
    Column("client_id", String, nullable=False),
    Column("acting_user", String),
    Column("action", String, nullable=False),  # METHOD route
    Column("subject", JSON, nullable=False),
    Column("status", Integer, nullable=False),
    Column("request_id", String, nullable=False),
    Index("ix_audit_contract", "contract_id", "seq"),
)

certificates = Table(
    "certificates",  # proof of deletion; outlives the contract
    METADATA,
    Column("id", String, primary_key=True),
    Column("contract_id", String, nullable=False, index=True),
    Column("instance_id", String),
    Column("document", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)
