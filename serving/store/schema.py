"""All tables in one place: importing this module fills METADATA."""

from serving.store import tables_contracts, tables_links, tables_records, tables_work
from serving.store.columns import METADATA

TABLES = (tables_contracts, tables_records, tables_links, tables_work)
"""The modules that define them."""

__all__ = ["METADATA", "TABLES"]
