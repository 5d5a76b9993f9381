"""Webhooks of a HubSpot app: events of a subscription, batches, the v3 signature, retries, repeats.

Events and their fields: https://developers.hubspot.com/docs/api-reference/legacy/webhooks/guide ; merge, restore and
association changes: https://developers.hubspot.com/changelog/new-subscription-types-for-webhooks ; at most 100 events
a request, ten retries, a timeout of five seconds: https://developers.hubspot.com/docs/api-reference/error-handling .
Signature: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation .
UNCONFIRMED: the full list of `changeFlag` and `changeSource` values, and whether a batch is ordered.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.support.vendors.clock import VendorClock, milliseconds
from tests.support.vendors.hubspot_schema import KINDS
from tests.support.vendors.hubspot_state import PortalRecord, PortalState

BATCH = 100
RETRIES = 10
TIMEOUT_S = 5.0


def signature_v3(secret: str, method: str, uri: str, body: bytes, timestamp: str) -> str:
    """Return base64(HMAC-SHA256(secret, method + uri + body + timestamp))."""
    source = method.encode() + uri.encode() + body + timestamp.encode()
    return base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One request of a delivery and what the app answered; None where no answer came."""

    status: int | None
    events: list[dict[str, object]]


class PortalWebhooks:
    """Collect the events of subscribed changes and deliver them when told to."""

    def __init__(self, state: PortalState, clock: VendorClock, *, app_id: int, secret: str, portal_id: int) -> None:
        self.state = state
        self.clock = clock
        self.app_id = app_id
        self.secret = secret
        self.portal_id = portal_id
        self.target_url: str | None = None
        self.subscriptions: dict[str, int] = {}

    def subscribe(self, target_url: str, types: Iterable[str]) -> None:
        """Subscribe the app to types such as `contact.creation`, `contact.merge` or `company.propertyChange`."""
        self.target_url = target_url
        self.subscriptions = {type_: 100 + number for number, type_ in enumerate(types)}

    def emit(self, operation: str, record: PortalRecord, source: str, change: Mapping[str, object]) -> None:
        type_ = f"{KINDS[record.kind].singular}.{operation}"
        if type_ not in self.subscriptions:
            return
        event: dict[str, object] = {
            "eventId": len(self.state.writes),
            "subscriptionId": self.subscriptions[type_],
            "portalId": self.portal_id,
            "appId": self.app_id,
            "occurredAt": milliseconds(self.clock.now()),
            "subscriptionType": type_,
            "attemptNumber": 0,
            "objectId": int(record.id),
            "changeSource": source,
        }
        if operation == "associationChange":
            event.pop("objectId")
        self.state.events.append(event | dict(change))

    def deliver(self, *, repeat: bool = False) -> list[WebhookDelivery]:
        """Send what waits; a refused batch waits for its next attempt, and `repeat` sends it all once more."""
        waiting = self.state.events
        self.state.events = []
        deliveries = []
        for at in range(0, len(waiting), BATCH):
            batch = waiting[at : at + BATCH]
            status = self.post(batch)
            deliveries.append(WebhookDelivery(status, batch))
            if status is None or status >= 400:
                self.state.events.extend(_again(batch))
            elif repeat:
                deliveries.append(WebhookDelivery(self.post(batch), batch))
        return deliveries

    def post(self, events: list[dict[str, object]]) -> int | None:
        """Send events signed as HubSpot signs them and return the status, None where no answer came."""
        assert self.target_url is not None, "subscribe first"
        body = json.dumps(events).encode()
        timestamp = str(milliseconds(self.clock.now()))
        headers = {
            "Content-Type": "application/json",
            "X-HubSpot-Request-Timestamp": timestamp,
            "X-HubSpot-Signature-v3": signature_v3(self.secret, "POST", self.target_url, body, timestamp),
            "X-HubSpot-Signature-Version": "v1",
            "X-HubSpot-Signature": hashlib.sha256(self.secret.encode() + body).hexdigest(),
        }
        try:
            with urlopen(Request(self.target_url, body, headers, method="POST"), timeout=TIMEOUT_S) as answer:
                status: int = answer.status
                return status
        except HTTPError as error:
            with error:
                return error.code
        except (URLError, TimeoutError, ConnectionError):
            return None


def _again(batch: list[dict[str, object]]) -> list[dict[str, object]]:
    attempts = [event | {"attemptNumber": int(str(event["attemptNumber"])) + 1} for event in batch]
    return [event for event in attempts if int(str(event["attemptNumber"])) <= RETRIES]
