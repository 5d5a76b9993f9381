"""Which cases of a test that could run on both databases are left out: each value meets one, a function both in turn.

All values with both CRMs on both databases are four times the cases, and find what one of the four finds: what a route
does with a value or for a CRM does not depend on the database. A test function without values runs on the one that
its name draws, whichever tests are selected. The mark `both_databases` keeps all cases: where SQL, locks or
transactions are the point, and where no other test of the folder runs a statement on PostgreSQL.
"""

from collections import defaultdict
from typing import Any
from zlib import crc32

import pytest

_CASES: defaultdict[str, dict[str, int]] = defaultdict(dict)
"""The values of each function, numbered as they are collected: pytest counts on from one database to the next."""


def is_left_out(item: pytest.Item) -> bool:
    """True of a case that others of its test function stand for, on the other database."""
    callspec: Any = getattr(item, "callspec", None)
    indices = {} if callspec is None else callspec.indices
    fixed = [mark for mark in item.iter_markers("parametrize") if "database_url" in mark.args[0]]
    if "database_url" not in indices or fixed or item.get_closest_marker("both_databases"):
        return False
    function, _, case = item.name.partition("[")
    database = str(callspec.params["database_url"])
    cases = _CASES[item.nodeid.partition("[")[0]]
    number = cases.setdefault(case.replace(database, "", 1), len(cases))
    return bool((crc32(function.encode()) + number + indices["database_url"]) % 2)
