"""The company of a person by account and by network, as badges and the leavers' report compare it."""

from collections.abc import Iterable, Mapping
from typing import Any

from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.store.upserts import among


def linked_companies(scope: OpenScope, account_ids: Iterable[str | None]) -> Mapping[str | None, str]:
    """Return the companies that accounts are linked to."""
    ids = {one for one in account_ids if one is not None}
    wanted = (
        scope.own(links.c.record_id, links.c.profile_id)
        .filter_by(object=CrmObject.ACCOUNT.value, state=RecordState.LINKED.value)
        .where(among(links.c.record_id, ids))
    )
    return {row.record_id: row.profile_id for row in scope.execute(wanted)}


def network_fields(shown: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a profile's display fields as texts: the values of plural ones are joined by `; `."""
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in shown.items()}
