"""Which rows of a table are an instance's or a contract's, and how they are deleted a few at a time."""

from sqlalchemy import ColumnElement, Connection, Table, delete, select, tuple_

from serving.store.tables.records import imports

ROWS_AT_ONCE = 10_000
"""One transaction deletes at most so many rows: other customers' writes wait no longer than for these."""
_OWNED_THROUGH = ("instance_id", "caller")


def of_instance(table: Table, instance_id: str) -> ColumnElement[bool]:
    """Say that a row is an instance's."""
    for name in _OWNED_THROUGH:
        if name in table.c:
            return table.c[name] == instance_id
    if "import_id" in table.c:
        return table.c.import_id.in_(select(imports.c.id).where(imports.c.instance_id == instance_id))
    return table.c.id == instance_id


def of_contract(table: Table, contract_id: str) -> ColumnElement[bool] | None:
    """Say that a row is a contract's; None where rows name instances alone."""
    for name in ("contract_id", "caller"):
        if name in table.c:
            return table.c[name] == contract_id
    return table.c.id == contract_id if table.name == "contracts" else None


def delete_some(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """Delete some of the rows that meet a condition; return how many, fewer than ROWS_AT_ONCE when none is left."""
    key = list(table.primary_key.columns)
    some = select(*key).where(condition).limit(ROWS_AT_ONCE)
    # PostgreSQL plans a row in a sub-select once; SQLite has row values since 3.15.
    place = key[0].in_(some) if len(key) == 1 else tuple_(*key).in_(some)
    return connection.execute(delete(table).where(place)).rowcount
