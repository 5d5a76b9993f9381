"""Which records a user may see the content of in the CRM (S33)."""

from collections.abc import Sequence

from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.store.contracts import OpenScope
from serving.store.tables.records import records
from serving.sync.records.keys import columns_of_records


def visible_among(scope: OpenScope, keys: Sequence[RecordKey], user_id: str | None) -> set[RecordKey]:
    """Return the live records among some whose content a user may see."""
    rows = columns_of_records(scope, keys, records.c.visible_to)
    return {key for key, row in rows.items() if may_see_content(row.visible_to, user_id)}
