"""What onematch decides: independent results, statements, links with their history, saves and the event feed."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, text

from serving.store.tables.columns import (
    METADATA,
    Moment,
    Number,
    contract_column,
    filled,
    instance_column,
    key,
    sequence,
)

_LINKED = text("state = 'linked'")
LOST = text("state = 'duplicate'")
"""The claims that records lost, as their index is declared: a query finds the index by the same words."""


def _pass_columns() -> list[Column[Any]]:
    return [
        instance_column(primary_key=True),
        key("object"),
        key("record_id"),
        filled("kind", String),  # person, company
        filled("outcome", JSON),  # of rules.linking.provisional_links, no field value
        filled("asked", String),  # a hash of its inputs: content, the account's company, rulings
        filled("model_version", String),
    ]


independent_passes = Table(
    "independent_passes",  # the independent pass of one record: what the collective pass reads
    METADATA,
    *_pass_columns(),
    Index("ix_independent_passes_model", "instance_id", "kind", "model_version"),
)

staged_independent_passes = Table(
    "staged_independent_passes",  # of a new model, until it is complete and replaces the old one (D20)
    METADATA,
    *_pass_columns(),
)

candidates = Table(
    "candidates",  # the candidates of each record with its claim: what the collective pass reads
    METADATA,
    key("instance_id"),
    key("kind"),
    key("profile_id"),
    key("object"),
    key("record_id"),
    filled("probability", Float),  # of the independent pass
    filled("match_weight", Float),
    sqlite_with_rowid=False,  # a record's own rows are found through its independent pass
)

statements = Table(
    "statements",  # statements of users about a pair; append-only, the newest decides (D2)
    METADATA,
    sequence(),
    instance_column(nullable=False),
    filled("object", String),
    filled("record_id", String),
    filled("kind", String),
    Column("profile_id", String),  # null with `nobody`
    filled("verdict", String),  # match, not_match, nobody, lifted
    filled("source", String),  # rematch, rejection, confirmation, create_record, profile_url, review
    Column("because", String),  # wrong_person, better_record (D7)
    Column("user_pseudonym", String),  # a pseudonym
    filled("is_label", Boolean),  # D7: not every statement is a label
    filled("weight", Float),  # 0 for Create record (S28)
    filled("shown", JSON),  # model_version, probability, decision, reason at that time
    filled("at", Moment),
    Index("ix_statements_record", "instance_id", "object", "record_id"),
    Index("ix_statements_profile", "instance_id", "kind", "profile_id"),
)

judgement_batches = Table(
    "judgement_batches",  # judgements that were given together and can be undone together
    METADATA,
    key("id"),
    instance_column(nullable=False),
    filled("user_pseudonym", String),  # a pseudonym
    filled("stated", JSON),  # its statements: seq, object, record_id, profile_id, verdict
    filled("at", Moment),
    Column("undone_at", Moment),  # its statements are deleted then, and stay here
    Index("ix_judgement_batches_instance", "instance_id", "at", "id"),
)

record_judgements = Table(
    "record_judgements",  # statements of users about two records: one entity or not; the newest on a pair holds
    METADATA,
    sequence(),
    instance_column(nullable=False),
    filled("object", String),
    filled("record_id", String),
    filled("other_object", String),
    filled("other_id", String),
    filled("verdict", String),  # match, not_match, lifted
    Column("user_pseudonym", String),  # a pseudonym
    filled("at", Moment),
    Index("ix_record_judgements_record", "instance_id", "object", "record_id"),
    Index("ix_record_judgements_other", "instance_id", "other_object", "other_id"),
)

guarantees = Table(
    "guarantees",  # where links begin under the precision contract, as last computed from its labels
    METADATA,
    instance_column(primary_key=True),
    key("kind"),
    filled("bundle", String),  # the bundle whose probabilities it holds for
    filled("one_wrong_in", Integer),  # the precision guarantee of the contract
    Column("threshold", Float),  # null: no guarantee holds, nothing links automatically
    filled("rests_on", String),  # serving.matching.guarantees.own_guarantee.RestsOn
    filled("at", Moment),
)


def _state_columns() -> list[Column[Any]]:
    return [
        filled("kind", String),
        filled("state", String),  # linked, review, unmatched, duplicate
        Column("profile_id", String),  # of the link, the question or the lost claim
        filled("probability", Float),
        Column("margin", Float),
        Column("claim_margin", Float),
        Column("runner_up_id", String),
        Column("winner_object", String),
        Column("winner_id", String),
        filled("made_by", String),  # model, user, forced, create_record
        Column("statement_seq", Number),
        filled("model_version", String),
        filled("basis", String),
        filled("reasons", JSON),
    ]


links = Table(
    "links",  # one row for each live account, contact and lead
    METADATA,
    instance_column(primary_key=True),
    key("object"),
    key("record_id"),
    *_state_columns(),
    filled("since", Moment),
    Column("hindrance", String),  # serving.matching.outcomes.Hindrance
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
    sequence(),
    instance_column(nullable=False),
    filled("object", String),
    filled("record_id", String),
    *_state_columns(),
    filled("cause", String),  # import, change, statement, account, model, network, merge, delete
    filled("at", Moment),
    Index("ix_link_history_record", "instance_id", "object", "record_id", "seq"),
)

saves = Table(
    "saves",  # the ledger (D16): one entry per user, profile and opportunity, processed once
    METADATA,
    sequence(),
    contract_column(nullable=False),
    filled("instance_id", String),
    filled("user_id", String),
    filled("kind", String),  # person, company
    filled("profile_id", String),
    filled("opportunity_id", String),  # none with the further rules (S89); emptied on disconnect (D26)
    filled("object", String),
    filled("state", String),  # saved, unsaved, skipped
    filled("reason", String),  # serving.contract.saves.rules: SaveReason, of a skip SkipReason
    filled("made_at", Moment),
    filled("changed_at", Moment),
    Index("uq_saves_entry", "instance_id", "user_id", "kind", "profile_id", "opportunity_id", unique=True),
    Index("ix_saves_profile", "instance_id", "kind", "profile_id"),
)

events = Table(
    "events",  # the feed with a cursor (seq)
    METADATA,
    sequence(),
    contract_column(nullable=False),
    filled("instance_id", String),
    filled("type", String),  # link.changed, badge.changed, save.created, model.promoted, warning
    filled("data", JSON),  # ids and words, never a field's value
    filled("at", Moment),
    Index("ix_events_instance", "instance_id", "seq"),
    sqlite_autoincrement=True,  # a number that was used as a cursor is not used again
)

outdated_badges = Table(
    "outdated_badges",  # linked members whose badge was out of date when the feed named it last
    METADATA,
    instance_column(primary_key=True),
    key("profile_id"),
)

profile_notes = Table(
    "profile_notes",  # the state of a profile in the network beside its fields (D13, D34)
    METADATA,
    key("kind"),
    key("profile_id"),
    filled("state", String),  # open, closed, merged, absent: the served index lacks it
    Column("into_id", String),
    filled("inmail_opt_out", Boolean),
    filled("version", String),
    Column("shown", LargeBinary),  # display fields of an earlier version, which nothing reads: the index keeps them
    Column("inmail_at", Moment),  # when the opt-out was set or unset; null: never
    Column("changed_at", Moment),
    Column("sent", LargeBinary),  # the columns of the last upsert as JSON: an index that was built before takes them
    Index("ix_profile_notes_changed", "kind", "changed_at"),
)

followed_indexes = Table(
    "followed_indexes",  # which index of a kind the links follow (D12, D13)
    METADATA,
    key("kind"),
    filled("version", String),
)
