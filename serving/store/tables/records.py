"""What a CRM sent: records, opportunities, their people, old ids, imports with their pages and rejects."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    false,
)

from serving.store.tables.columns import METADATA, Moment, Number, instance_column

records = Table(
    "records",  # accounts, contacts, leads and opportunities; the payload only sealed
    METADATA,
    instance_column(primary_key=True),
    Column("object", String, primary_key=True),  # account, contact, lead, opportunity
    Column("id", String, primary_key=True),
    Column("sealed", LargeBinary),  # canonical columns as JSON, null once deleted (D9)
    Column("version", String, nullable=False),  # sortable: modified_at in UTC, or the sender's number (D22)
    Column("content_hash", String, nullable=False),
    Column("modified_at", Moment),
    Column("received_at", Moment, nullable=False),
    Column("deleted_at", Moment),  # a tombstone, kept 30 days for the order of versions
    Column("account_id", String),
    Column("owner_id", String),
    Column("visible_to", JSON(none_as_null=True)),  # null: every seat sees the content (S33)
    Column("filled", Integer, nullable=False),  # how many fields hold a value (D4)
    Column("marker", String),  # set by Create record: the request that made it (D30)
    Column("marks", JSON, nullable=False),  # its keyed hashes in record_marks
    Column("named_mark", String),  # keyed hash of the profile address that it holds (S90)
    Column("named_at", Moment),  # since when it holds that one (D2)
    Index("ix_records_account", "instance_id", "account_id", "object"),
)

record_hashes = Table(
    "record_marks",  # keyed hashes: a record is located by name words or e-mail without a value in plain text
    METADATA,
    Column("instance_id", String),
    Column("mark", String),
    Column("object", String),
    Column("record_id", String),
    Column("beginnings", Number, nullable=False, server_default="-1"),  # bits of the record's words; -1: all set
    PrimaryKeyConstraint("instance_id", "mark", "object", "record_id", postgresql_include=["beginnings"]),
    sqlite_with_rowid=False,  # a record's own rows are found through records.marks
)

name_spellings = Table(
    "name_spellings",  # beginnings and near spellings of the words of names, once for each word that a record holds
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("spelling", Number, primary_key=True, autoincrement=False),  # a keyed hash of 64 bits
    Column("word_hash", String, primary_key=True),  # its records are in record_marks
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",  # ids that a merge or a conversion ended (D10, D11)
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("object", String, primary_key=True),
    Column("old_id", String, primary_key=True),
    Column("into_object", String, nullable=False),
    Column("into_id", String, nullable=False),
    Column("at", Moment, nullable=False),
)

opportunities = Table(
    "opportunities",  # what rules read of an opportunity; its name and amount are sealed in records
    METADATA,
    instance_column(primary_key=True),
    Column("id", String, primary_key=True),
    Column("account_id", String),
    Column("owner_id", String),
    Column("status", String, nullable=False),  # open, won, lost, unknown (D15)
    Column("pipeline", String),
    Column("stage", String),
    Column("created_on", Date),
    Column("closed_on", Date),
    Index("ix_opportunities_account", "instance_id", "account_id"),
    Index("ix_opportunities_owner", "instance_id", "owner_id"),
)

opportunity_people = Table(
    "opportunity_people",
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("opportunity_id", String, primary_key=True),
    Column("object", String, primary_key=True),  # contact, lead
    Column("record_id", String, primary_key=True),
    Index("ix_opportunity_people_record", "instance_id", "object", "record_id"),
)

stages = Table(
    "stages",  # a stage's position in its own pipeline (S45)
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("pipeline", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("is_closed", Boolean),  # null: unknown in the pipeline (D15)
    Column("is_won", Boolean, nullable=False),
)

imports = Table(
    "imports",
    METADATA,
    Column("id", String, primary_key=True),
    instance_column(nullable=False),
    Column("object", String, nullable=False),
    Column("shape", String, nullable=False),  # canonical, hubspot, oracle
    Column("is_full", Boolean, nullable=False),
    Column("is_authoritative", Boolean, nullable=False, server_default=false()),  # the CRM was restored from a backup
    Column("state", String, nullable=False),  # open, held, approved, done, done_with_rejects, dropped, taken_back
    Column("opened_at", Moment, nullable=False),
    Column("completed_at", Moment),
    Column("counts", JSON, nullable=False),  # applied, stale, rejected, unsupported, deleted; warnings (S48)
    Column("warned", JSON, nullable=False, server_default="{}"),  # by warning, some of its records: object/id
    Column("is_strict", Boolean, nullable=False, server_default=false()),  # odd rows are rejected, not warned of
    Column("live_before", Integer, nullable=False, server_default="0"),  # the object's, sent before it was opened
    Column("held", JSON(none_as_null=True)),  # what it would delete, and why it waits for an admin
    Column("approved_at", Moment),  # the deletion can be taken back for 7 days (D9)
)

import_pages = Table(
    "import_pages",
    METADATA,
    Column("import_id", String, ForeignKey("imports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content_hash", String, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("warned", JSON, nullable=False, server_default="{}"),
    Column("refused", String),  # why the whole page was refused; null: it was received
)

kept_deletions = Table(
    "kept_deletions",  # what an approved import deleted, as it was, for as long as it can be taken back (D9)
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("object", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("import_id", String, ForeignKey("imports.id"), nullable=False, index=True),
    Column("sealed", LargeBinary),  # these are columns of records and of users
    Column("version", String),
    Column("content_hash", String, nullable=False),
    Column("modified_at", Moment),
    Column("named_at", Moment),
    Column("active", Boolean),
    Column("subject_mark", String),
)

import_ids = Table(
    "import_ids",  # the ids in a full import; completing it deletes all others (D22)
    METADATA,
    Column("import_id", String, ForeignKey("imports.id"), primary_key=True),
    Column("record_id", String, primary_key=True),
)

rejects = Table(
    "rejects",
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    instance_column(nullable=False),
    Column("import_id", String, index=True),  # null: from the change stream
    Column("page", Integer),
    Column("row", Integer, nullable=False),
    Column("record_id", String),
    Column("reason", String, nullable=False),  # never a field's value
    Column("at", Moment, nullable=False),
)

hints = Table(
    "hints",  # records that webhooks, and changes of what they name, ask a connector to read again
    METADATA,
    instance_column(primary_key=True),
    Column("object", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("token", String, nullable=False),  # changes with each event
    Column("noted_at", Moment, nullable=False),
)

checkpoints = Table(
    "checkpoints",  # one row per instance: the 12-hour rule (S11)
    METADATA,
    instance_column(primary_key=True),
    Column("last_at", Moment),  # null: none yet
    Column("late_at", Moment),  # of the first late change since then
    Column("silent_at", Moment),  # when it was noticed that none came for 12 hours
    Column("on_time", Integer, nullable=False),  # the counts are since the CRM was connected
    Column("late", Integer, nullable=False),
    Column("slowest_s", Integer, nullable=False),
)
