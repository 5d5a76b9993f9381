"""Tables, columns, indexes and JSON keys take the words of the glossary; no value changes."""

from alembic import op
from sqlalchemy import text

revision = "0050"
down_revision = "0049"

TABLES = {
    "solos": "independent_passes",
    "staged_solos": "staged_independent_passes",
    "promises": "guarantees",
    "record_marks": "record_hashes",
}
COLUMNS = {
    "candidates": {"chance": "probability"},
    "statements": {"user_mark": "user_pseudonym"},
    "judgement_batches": {"user_mark": "user_pseudonym"},
    "record_judgements": {"user_mark": "user_pseudonym"},
    "record_hashes": {"mark": "hash"},
    "records": {"marks": "hashes", "named_mark": "named_hash"},
    "kept_deletions": {"subject_mark": "subject_hash"},
    "written_fields": {"mark": "value_hash"},
    "users": {
        "email_mark": "email_hash",
        "subject_mark": "subject_hash",
        "given_subject_mark": "given_subject_hash",
    },
    "seats": {"email_mark": "email_hash", "subject_mark": "subject_hash"},
}
"""The new name of each column by table, which has its new name too."""
INDEXES = {
    "ix_solos_model": ("ix_independent_passes_model", "independent_passes", ["instance_id", "kind", "model_version"]),
    "ix_users_email_mark": ("ix_users_email_hash", "users", ["email_hash"]),
    "ix_users_subject_mark": ("ix_users_subject_hash", "users", ["subject_hash"]),
}
CONSTRAINTS = {
    "independent_passes": ("pk_solos", "fk_solos_instance_id"),
    "staged_independent_passes": ("pk_staged_solos", "fk_staged_solos_instance_id"),
    "guarantees": ("pk_promises", "fk_promises_instance_id"),
    "record_hashes": ("pk_record_marks",),
}
"""Those that have a table's name in theirs; SQLite knows them by their columns alone."""
_NOT_NULL = text(
    "select constraints.conrelid::regclass::text, constraints.conname, columns.attname "
    "from pg_constraint constraints join pg_attribute columns "
    "on columns.attrelid = constraints.conrelid and columns.attnum = constraints.conkey[1] "
    "where constraints.contype = 'n' and constraints.connamespace = current_schema()::regnamespace"
)
"""From PostgreSQL 18 on, each has a name, which is made of its table's and its column's."""
_PASSES = ("independent_passes", "staged_independent_passes")


def upgrade() -> None:
    """Rename; rows of JSON are rewritten, and readings, which hold answers under former names, are made again."""
    for former, table in TABLES.items():
        op.rename_table(former, table)
    for table, renamed in COLUMNS.items():
        for former, column in renamed.items():
            op.execute(text(f"alter table {table} rename column {former} to {column}"))
    for former, (name, table, columns) in INDEXES.items():
        op.drop_index(former, table)
        op.create_index(name, table, columns)
    if op.get_bind().dialect.name == "postgresql":
        former_names = {table: former for former, table in TABLES.items()}
        for table, constraints in CONSTRAINTS.items():
            for former in constraints:
                name = former.replace(former_names[table], table)
                _rename_constraint(table, former, name)
        for table, former, column in op.get_bind().execute(_NOT_NULL).all():
            name = f"{table}_{column}_not_null"
            if former != name and table in {*TABLES.values(), *COLUMNS}:
                _rename_constraint(table, former, name)
        _rewrite_in_postgresql()
    else:
        _rewrite_in_sqlite()
    op.execute(text("delete from readings"))


def _rename_constraint(table: str, former: str, name: str) -> None:
    op.execute(text(f"alter table {table} rename constraint {former} to {name}"))


def _rewrite_in_sqlite() -> None:
    for table in _PASSES:
        op.execute(
            text(
                f"update {table} set outcome = json_set(json_remove(outcome, '$.said', '$.alike'), "
                "'$.statement', json(outcome -> '$.said'), '$.tied_beyond_cut', json(outcome -> '$.alike'))"
            )
        )
    op.execute(
        text(
            "update certificates set document = json_set(json_remove(document, '$.stripped'), "
            "'$.redacted', json(document -> '$.stripped')) "
            "where document -> '$.stripped' is not null and document -> '$.signature' is null"
        )
    )
    op.execute(
        text("update jobs set request = json_set(request, '$.why', 'guarantee') where request ->> '$.why' = 'promise'")
    )


def _rewrite_in_postgresql() -> None:
    for table in _PASSES:
        op.execute(
            text(
                f"update {table} set outcome = ((outcome::jsonb - 'said' - 'alike') || jsonb_build_object("
                "'statement', outcome::jsonb -> 'said', 'tied_beyond_cut', outcome::jsonb -> 'alike'))::json"
            )
        )
    op.execute(
        text(
            "update certificates set document = ((document::jsonb - 'stripped') || "
            "jsonb_build_object('redacted', document::jsonb -> 'stripped'))::json "
            "where document::jsonb -> 'stripped' is not null and document::jsonb -> 'signature' is null"
        )
    )
    op.execute(
        text(
            "update jobs set request = (request::jsonb || jsonb_build_object('why', 'guarantee'))::json "
            "where request ->> 'why' = 'promise'"
        )
    )
