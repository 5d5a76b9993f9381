"""Entries of the audit trail are chained by hashes; repeated refusals are one entry with their number."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    """Add the columns, unless a way back left them; entries of before stay outside of the chains."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("audit")}
    if "hash" not in there:
        op.add_column("audit", sa.Column("repeats", sa.Integer()))
        for name in ("salt", "content", "hash"):
            op.add_column("audit", sa.Column(name, sa.String()))


def downgrade() -> None:
    """Leave the columns, for services that are not yet replaced."""
