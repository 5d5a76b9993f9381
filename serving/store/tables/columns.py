"""Column types with the same meaning on SQLite and PostgreSQL, and the metadata of all tables."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from features.schema.texts import wording

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Type = type[TypeEngine[Any]] | TypeEngine[Any]
Number = BigInteger().with_variant(Integer(), "sqlite")
"""The position in an append-only table; SQLite autoincrements 64-bit numbers only as `integer`."""


def key(name: str) -> Column[str]:
    """Return a text column of the primary key."""
    return Column(name, String, primary_key=True)


def sequence() -> Column[int]:
    """Return the column of the position in an append-only table."""
    return Column("seq", Number, primary_key=True, autoincrement=True)


def filled(name: str, type_: _Type, **options: Any) -> Column[Any]:
    """Return a column that is never null."""
    return Column(name, type_, nullable=False, **options)


def instance_column(**options: Any) -> Column[str]:
    """Return the column of a row's instance."""
    return Column("instance_id", String, ForeignKey("instances.id"), **options)


def contract_column(**options: Any) -> Column[str]:
    """Return the column of a row's contract."""
    return Column("contract_id", String, ForeignKey("contracts.id"), **options)


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone; SQLite, which has no zones, stores it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Convert a moment to UTC; raises ValueError without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(
                wording("got {value} without a time zone, expected one with a zone", value=value.isoformat())
            )
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Add the zone that SQLite does not store."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
