"""The dry run of an activity: its record, the link's probability and the request bodies, without a call."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from serving.crm.requests import CrmRequest, Outgoing
from serving.crm.vendors import VENDORS
from serving.rules.versions import not_ahead
from serving.store.contracts import InstanceScope
from serving.sync.records.matching import WrapperMatching
from serving.writeback.intake import NewActivity, Receipt, as_written, prepare, require_taken
from serving.writeback.sealing import marker_of
from serving.writeback.targeting import addressee


@dataclass(frozen=True, slots=True)
class Preview:
    """The decision on an activity, and the requests to the CRM."""

    receipt: Receipt
    requests: tuple[CrmRequest, ...]


def preview(
    connection: Connection, scope: InstanceScope, activity: NewActivity, now: datetime, matching: WrapperMatching
) -> Preview:
    """Decide on an activity without storing or sending it.

    Raises ActivityContradicts, ActivityUnsupported, ActingUserWrong, ProfileUnknown.
    """
    receipt = require_taken(prepare(connection, scope, [activity], now, matching).decide(activity))
    to = addressee(connection, scope, receipt.link.key) if receipt.link else None
    if to is None:
        return Preview(receipt, ())
    marker = marker_of(scope.key(connection), activity.id)
    text = as_written(scope, activity)
    outgoing = Outgoing(activity.kind, text, activity.user_id, not_ahead(activity.occurred_at, now), marker)
    account_id = to.account_named_in(activity.kind, scope)
    pieces = VENDORS[scope.instance.crm].bodies.pieces(outgoing, to.record, account_id)
    return Preview(receipt, tuple(piece.create for piece in pieces))
