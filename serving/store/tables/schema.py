"""All tables: importing this module fills METADATA."""

from serving.store.tables import console, contracts, links, records, work
from serving.store.tables.columns import METADATA

TABLES = (contracts, console, records, links, work)
"""The modules that define them."""

__all__ = ["METADATA", "TABLES"]
