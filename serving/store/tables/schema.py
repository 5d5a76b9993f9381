"""All tables: importing this module fills METADATA."""

from serving.store.tables import console as tables_console
from serving.store.tables import contracts as tables_contracts
from serving.store.tables import links as tables_links
from serving.store.tables import records as tables_records
from serving.store.tables import work as tables_work
from serving.store.tables.columns import METADATA

TABLES = (tables_contracts, tables_console, tables_records, tables_links, tables_work)
"""The modules that define them."""

__all__ = ["METADATA", "TABLES"]
