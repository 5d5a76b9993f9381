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

from serving.store.tables.columns import METADATA, Moment, Number, filled, instance_column, key, sequence

records = Table(
    "records",  # accounts, contacts, leads and opportunities; the payload only sealed
    METADATA,
    instance_column(primary_key=True),
    key("object"),  # account, contact, lead, opportunity
    key("id"),
    Column("sealed", LargeBinary),  # canonical columns as JSON, null once deleted (D9)
    filled("version", String),  # sortable: modified_at in UTC, or the sender's number (D22)
    filled("content_hash", String),
    Column("modified_at", Moment),
    filled("received_at", Moment),
    Column("deleted_at", Moment),  # a tombstone, kept 30 days for the order of versions
    Column("account_id", String),
    Column("owner_id", String),
    Column("visible_to", JSON(none_as_null=True)),  # null: every seat sees the content (S33)
    filled("filled", Integer),  # how many fields hold a value (D4)
    Column("marker", String),  # set by Create record: the request that made it (D30)
    filled("hashes", JSON),  # its keyed hashes in record_hashes
    Column("named_hash", String),  # keyed hash of the profile address that it holds (S90)
    Column("named_at", Moment),  # since when it holds that one (D2)
    Index("ix_records_account", "instance_id", "account_id", "object"),
)

record_hashes = Table(
    "record_hashes",  # keyed hashes: a record is located by name words or e-mail without a value in plain text
    METADATA,
    Column("instance_id", String),
    Column("hash", String),
    Column("object", String),
    Column("record_id", String),
    filled("beginnings", Number, server_default="-1"),  # bits of the record's words; -1: all set
    PrimaryKeyConstraint("instance_id", "hash", "object", "record_id", postgresql_include=["beginnings"]),
    sqlite_with_rowid=False,  # a record's own rows are found through records.hashes
)

name_spellings = Table(
    "name_spellings",  # beginnings and near spellings of the words of names, once for each word that a record holds
    METADATA,
    key("instance_id"),
    Column("spelling", Number, primary_key=True, autoincrement=False),  # a keyed hash of 64 bits
    key("word_hash"),  # its records are in record_hashes
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",  # ids that a merge or a conversion ended (D10, D11)
    METADATA,
    key("instance_id"),
    key("object"),
    key("old_id"),
    filled("into_object", String),
    filled("into_id", String),
    filled("at", Moment),
)

opportunities = Table(
    "opportunities",  # what rules read of an opportunity; its name and amount are sealed in records
    METADATA,
    instance_column(primary_key=True),
    key("id"),
    Column("account_id", String),
    Column("owner_id", String),
    filled("status", String),  # open, won, lost, unknown (D15)
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
    key("instance_id"),
    key("opportunity_id"),
    key("object"),  # contact, lead
    key("record_id"),
    Index("ix_opportunity_people_record", "instance_id", "object", "record_id"),
)

stages = Table(
    "stages",  # a stage's position in its own pipeline (S45)
    METADATA,
    key("instance_id"),
    key("pipeline"),
    key("stage"),
    filled("position", Integer),
    Column("is_closed", Boolean),  # null: unknown in the pipeline (D15)
    filled("is_won", Boolean),
)

imports = Table(
    "imports",
    METADATA,
    key("id"),
    instance_column(nullable=False),
    filled("object", String),
    filled("shape", String),  # canonical, hubspot, oracle
    filled("is_full", Boolean),
    filled("state", String),  # open, held, approved, done, done_with_rejects, dropped, taken_back
    filled("opened_at", Moment),
    Column("completed_at", Moment),
    filled("counts", JSON),  # applied, stale, rejected, unsupported, deleted; warnings (S48)
    filled("warned", JSON, server_default="{}"),  # by warning, some of its records: object/id
    filled("live_before", Integer, server_default="0"),  # the object's, sent before it was opened
    filled("is_strict", Boolean, server_default=false()),  # odd rows are rejected, not warned of
    Column("held", JSON(none_as_null=True)),  # what it would delete, and why it waits for an admin
    Column("approved_at", Moment),  # the deletion can be taken back for 7 days (D9)
    filled("is_authoritative", Boolean, server_default=false()),  # the CRM was restored from a backup
)

import_pages = Table(
    "import_pages",
    METADATA,
    Column("import_id", String, ForeignKey("imports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    filled("content_hash", String),
    filled("received_at", Moment),
    filled("counts", JSON),
    filled("warned", JSON, server_default="{}"),
    Column("refused", String),  # why the whole page was refused; null: it was received
)

kept_deletions = Table(
    "kept_deletions",  # what an approved import deleted, as it was, for as long as it can be taken back (D9)
    METADATA,
    key("instance_id"),
    key("object"),
    key("id"),
    Column(
        "import_id",
        String,
        ForeignKey("imports.id", name="fk_kept_deletions_import_id_imports"),
        nullable=False,
        index=True,
    ),
    Column("sealed", LargeBinary),  # these are columns of records and of users
    Column("version", String),
    filled("content_hash", String),
    Column("modified_at", Moment),
    Column("named_at", Moment),
    Column("active", Boolean),
    Column("subject_hash", String),
)

import_ids = Table(
    "import_ids",  # the ids in a full import; completing it deletes all others (D22)
    METADATA,
    Column("import_id", String, ForeignKey("imports.id"), primary_key=True),
    key("record_id"),
)

rejects = Table(
    "rejects",
    METADATA,
    sequence(),
    instance_column(nullable=False),
    Column("import_id", String, index=True),  # null: from the change stream
    Column("page", Integer),
    filled("row", Integer),
    Column("record_id", String),
    filled("reason", String),  # never a field's value
    filled("at", Moment),
)

hints = Table(
    "hints",  # records that webhooks, and changes of what they name, ask a connector to read again
    METADATA,
    instance_column(primary_key=True),
    key("object"),
    key("record_id"),
    filled("token", String),  # changes with each event
    filled("noted_at", Moment),
)

checkpoints = Table(
    "checkpoints",  # one row per instance: the 12-hour rule (S11)
    METADATA,
    instance_column(primary_key=True),
    Column("last_at", Moment),  # null: none yet
    filled("on_time", Integer),  # the counts are since the CRM was connected
    filled("late", Integer),
    filled("slowest_s", Integer),
    Column("late_at", Moment),  # of the first late change since then
    Column("silent_at", Moment),  # when it was noticed that none came for 12 hours
)
