"""What keeps a candidate from being linked is a code beside the reasons, of links and of what statements were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

REASONS = {
    "part": "the record names a part of this company",
    "tied_beyond_cut": "too many alike: equal candidates were left out",
    "tied": "another candidate comes as close",
}
"""The code by the reason that stood for it."""


def upgrade() -> None:
    """Add the codes; until now they were told by the reasons."""
    op.add_column("links", sa.Column("hindrance", sa.String()))
    shown = "json_set(shown, '$.hindrance', :code)"
    if op.get_bind().dialect.name == "postgresql":
        shown = "(cast(shown as jsonb) || jsonb_build_object('hindrance', cast(:code as text)))::json"
    for code, reason in REASONS.items():
        for table, column, value in (("links", "reasons", ":code"), ("statements", "shown", shown)):
            changed = "hindrance" if table == "links" else column
            where = f"cast({column} as varchar) like :holds"
            update = sa.text(f"update {table} set {changed} = {value} where {where}")
            op.execute(update.bindparams(code=code, holds=f'%"{reason}"%'))
