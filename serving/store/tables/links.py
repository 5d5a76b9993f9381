"""What onematch decides: independent results, statements, links with their history, saves and the event feed."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, text

from serving.store.tables.columns import METADATA, Moment, Number, contract_column, instance_column

_LINKED = text("state = 'linked'")
LOST = text("state = 'duplicate'")
"""The claims that records lost, as their index is declared: a query finds the index by the same words."""


def _pass_columns() -> list[Column[Any]]:
    return [
        instance_column(primary_key=True),
        Column("object", String, primary_key=True),
        Column("record_id", String, primary_key=True),
        Column("kind", String, nullable=False),  # person, company
        Column("outcome", JSON, nullable=False),  # of rules.linking.provisional_links, no field value
        Column("asked", String, nullable=False),  # a hash of its inputs: content, the account's company, rulings
        Column("model_version", String, nullable=False),
    ]


independent_passes = Table(
    "solos",  # the independent pass of one record: what the collective pass reads
    METADATA,
    *_pass_columns(),
    Index("ix_solos_model", "instance_id", "kind", "model_version"),
)

staged_independent_passes = Table(
    "staged_solos",  # the independent pass of a new model, until it is complete and replaces the old one (D20)
    METADATA,
    *_pass_columns(),
)

candidates = Table(
    "candidates",  # the candidates of each record with its claim: what the collective pass reads
    METADATA,
    Column("instance_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("profile_id", String, primary_key=True),
    Column("object", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("chance", Float, nullable=False),  # of the independent pass
    Column("match_weight", Float, nullable=False),
    sqlite_with_rowid=False,  # a record's own rows are found through its independent pass
)

statements = Table(
    "statements",  # statements of users about a pair; append-only, the newest decides (D2)
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    instance_column(nullable=False),
    Column("object", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("profile_id", String),  # null with `nobody`
    Column("verdict", String, nullable=False),  # match, not_match, nobody, lifted
    Column("source", String, nullable=False),  # rematch, rejection, confirmation, create_record, profile_url, review
    Column("because", String),  # wrong_person, better_record (D7)
    Column("user_mark", String),  # a pseudonym
    Column("is_label", Boolean, nullable=False),  # D7: not every statement is a label
    Column("weight", Float, nullable=False),  # 0 for Create record (S28)
    Column("shown", JSON, nullable=False),  # model_version, probability, decision, reason at that time
    Column("at", Moment, nullable=False),
    Index("ix_statements_record", "instance_id", "object", "record_id"),
    Index("ix_statements_profile", "instance_id", "kind", "profile_id"),
)

judgement_batches = Table(
    "judgement_batches",  # judgements that were given together and can be undone together
    METADATA,
    Column("id", String, primary_key=True),
    instance_column(nullable=False),
    Column("user_mark", String, nullable=False),  # a pseudonym
    Column("stated", JSON, nullable=False),  # its statements: seq, object, record_id, profile_id, verdict
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),  # its statements are deleted then, and stay here
    Index("ix_judgement_batches_instance", "instance_id", "at", "id"),
)

record_judgements = Table(
    "record_judgements",  # statements of users about two records: one entity or not; the newest on a pair holds
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    instance_column(nullable=False),
    Column("object", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("other_object", String, nullable=False),
    Column("other_id", String, nullable=False),
    Column("verdict", String, nullable=False),  # match, not_match, lifted
    Column("user_mark", String),  # a pseudonym
    Column("at", Moment, nullable=False),
    Index("ix_record_judgements_record", "instance_id", "object", "record_id"),
    Index("ix_record_judgements_other", "instance_id", "other_object", "other_id"),
)

promises = Table(
    "promises",  # where links begin under the precision contract, as last computed from its labels
    METADATA,
    instance_column(primary_key=True),
    Column("kind", String, primary_key=True),
    Column("bundle", String, nullable=False),  # the bundle whose probabilities it holds for
    Column("one_wrong_in", Integer, nullable=False),  # the precision guarantee of the contract
    Column("threshold", Float),  # null: no guarantee holds, nothing links automatically
    Column("rests_on", String, nullable=False),  # serving.matching.guarantees.own_guarantee.RestsOn
    Column("at", Moment, nullable=False),
)

_STATE = (
    ("kind", String, False),
    ("state", String, False),  # linked, review, unmatched, duplicate
    ("profile_id", String, True),  # of the link, the question or the lost claim
    ("probability", Float, False),
    ("margin", Float, True),
    ("claim_margin", Float, True),
    ("runner_up_id", String, True),
    ("winner_object", String, True),
    ("winner_id", String, True),
    ("made_by", String, False),  # model, user, forced, create_record
    ("statement_seq", Number, True),
    ("model_version", String, False),
    ("basis", String, False),
    ("reasons", JSON, False),
)

links = Table(
    "links",  # one row for each live account, contact and lead
    METADATA,
    instance_column(primary_key=True),
    Column("object", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    *(Column(name, type_, nullable=nullable) for name, type_, nullable in _STATE),
    Column("since", Moment, nullable=False),
    Index(
        "uq_links_profile",
        "instance_id",
        "kind",
        "profile_id",
        unique=True,
        sqlite_where=_LINKED,
        postgresql_where=_LINKED,
    ),
    Index("ix_links_claim", "instance_id", "kind", "profile_id"),
    Index("ix_links_state", "instance_id", "kind", "state"),
    Index("ix_links_lost", "instance_id", "kind", "profile_id", sqlite_where=LOST, postgresql_where=LOST),
)

link_history = Table(
    "link_history",  # append-only: every state that a record ever had, with its cause
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    instance_column(nullable=False),
    Column("object", String, nullable=False),
    Column("record_id", String, nullable=False),
    *(Column(name, type_, nullable=nullable) for name, type_, nullable in _STATE),
    Column("cause", String, nullable=False),  # import, change, statement, account, model, network, merge, delete
    Column("at", Moment, nullable=False),
    Index("ix_link_history_record", "instance_id", "object", "record_id", "seq"),
)

saves = Table(
    "saves",  # the ledger (D16): one entry per user, profile and opportunity, processed once
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    contract_column(nullable=False),
    Column("instance_id", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("kind", String, nullable=False),  # person, company
    Column("profile_id", String, nullable=False),
    Column("opportunity_id", String, nullable=False),  # none with the further rules (S89); emptied on disconnect (D26)
    Column("object", String, nullable=False),
    Column("state", String, nullable=False),  # saved, unsaved, skipped
    Column("reason", String, nullable=False),  # serving.rules.saves.saves: SaveReason, of a skip SkipReason
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("uq_saves_entry", "instance_id", "user_id", "kind", "profile_id", "opportunity_id", unique=True),
    Index("ix_saves_profile", "instance_id", "kind", "profile_id"),
)

events = Table(
    "events",  # the feed with a cursor (seq)
    METADATA,
    Column("seq", Number, primary_key=True, autoincrement=True),
    contract_column(nullable=False),
    Column("instance_id", String, nullable=False),
    Column("type", String, nullable=False),  # link.changed, badge.changed, save.created, model.promoted, warning
    Column("data", JSON, nullable=False),  # ids and words, never a field's value
    Column("at", Moment, nullable=False),
    Index("ix_events_instance", "instance_id", "seq"),
    sqlite_autoincrement=True,  # a number that was used as a cursor is not used again
)

profile_notes = Table(
    "profile_notes",  # the state of a profile in the network beside its fields (D13, D34)
    METADATA,
    Column("kind", String, primary_key=True),
    Column("profile_id", String, primary_key=True),
    Column("state", String, nullable=False),  # open, closed, merged, absent: the served index lacks it
    Column("into_id", String),
    Column("inmail_opt_out", Boolean, nullable=False),
    Column("inmail_at", Moment),  # when the opt-out was set or unset; null: never
    Column("version", String, nullable=False),
    Column("shown", LargeBinary),  # display fields as JSON of an earlier version; the index keeps them now
    Column("sent", LargeBinary),  # the columns of the last upsert as JSON: an index that was built before takes them
    Column("changed_at", Moment),
    Index("ix_profile_notes_changed", "kind", "changed_at"),
)

followed_indexes = Table(
    "followed_indexes",  # which index of a kind the links follow (D12, D13)
    METADATA,
    Column("kind", String, primary_key=True),
    Column("version", String, nullable=False),
)
