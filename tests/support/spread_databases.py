"""Which cases of a test that could run on both databases are left out: each value meets one, a function both in turn.

All values with both CRMs on both databases are four times the cases, and find what one of the four finds: what a route
does with a value or for a CRM does not depend on the database. A test function without values runs on the one that
its name draws, whichever tests are selected. The mark `both_databases` keeps all cases: where SQL, locks or
transactions are the point, and where no other test of the folder runs a statement on PostgreSQL.
"""

from zlib import crc32

import pytest


def is_left_out(item: pytest.Item) -> bool:
    """True of a case that others of its test function stand for, on the other database."""
    indices = getattr(getattr(item, "callspec", None), "indices", {})
    fixed = [mark for mark in item.iter_markers("parametrize") if "database_url" in mark.args[0]]
    if "database_url" not in indices or fixed or item.get_closest_marker("both_databases"):
        return False
    return bool((crc32(item.name.partition("[")[0].encode()) + sum(indices.values())) % 2)
