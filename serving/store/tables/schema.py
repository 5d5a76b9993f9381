"""All tables: importing this module fills METADATA."""

from serving.store.tables import columns, console, contracts, links, records, work

METADATA = columns.METADATA
TABLES = (contracts, console, records, links, work)
"""The modules that define them."""
