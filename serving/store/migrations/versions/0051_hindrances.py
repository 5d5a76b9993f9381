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
    """Add the codes, unless a way back left their column; until now they were told by the reasons."""
    if all(column["name"] != "hindrance" for column in sa.inspect(op.get_bind()).get_columns("links")):
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


def downgrade() -> None:
    """Put the reasons back where a code alone was written since; the column stays for services not yet replaced."""
    if op.get_bind().dialect.name == "postgresql":
        reasons = "(cast(reasons as jsonb) || jsonb_build_array(cast(:reason as text)))::json"
        shown = "(cast(shown as jsonb) - 'hindrance')::json"
    else:
        reasons = "json_insert(reasons, '$[#]', :reason)"
        shown = "json_remove(shown, '$.hindrance')"
    for code, reason in REASONS.items():
        lacking = "hindrance = :code and cast(reasons as varchar) not like :holds"
        update = sa.text(f"update links set reasons = {reasons} where {lacking}")
        op.execute(update.bindparams(code=code, reason=reason, holds=f'%"{reason}"%'))
    op.execute(sa.text(f"update statements set shown = {shown} where cast(shown as varchar) like '%hindrance%'"))
