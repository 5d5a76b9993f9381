"""The columns of migrations: what they are in a database stays, whatever the tables of the code become."""

from functools import partial
from typing import Any

import sqlalchemy as sa

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite autoincrements 64-bit numbers only as `integer`."""


def _columns(type_: sa.types.TypeEngine[Any], *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, type_, nullable=nullable) for name in names]


texts = partial(_columns, sa.String())
moments = partial(_columns, sa.DateTime(timezone=True))
dates = partial(_columns, sa.Date())
flags = partial(_columns, sa.Boolean())
integers = partial(_columns, sa.Integer())
floats = partial(_columns, sa.Float())
documents = partial(_columns, sa.JSON())
binaries = partial(_columns, sa.LargeBinary())


def sequence() -> sa.Column[Any]:
    """Return the column of the position in an append-only table."""
    return sa.Column("seq", BIG, autoincrement=True, nullable=False)


def foreign_key(column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return the reference of a column to one of another table; its name follows from theirs."""
    return sa.ForeignKeyConstraint([column], [target])
