"""Who may call a HubSpot portal: tokens, scopes, and the body of a 429.

Scopes: 403, as https://developers.hubspot.com/docs/api-reference/error-handling says. The body of a 429:
https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines .
UNCONFIRMED: the words of the 401 and 403 bodies, which public clients report.
"""

import uuid
from datetime import timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.hubspot_state import PortalState, PortalToken
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.server import VendorCall

ALL_SCOPES = (
    "oauth",
    *(f"crm.objects.{kind}.{way}" for kind in ("contacts", "companies", "deals") for way in ("read", "write")),
    "crm.objects.owners.read",
    "crm.schemas.contacts.read",
)
LIFETIME = timedelta(seconds=1800)
"""https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/guide"""


class PortalAccess:
    """Issue and check the tokens of one app."""

    def __init__(self, state: PortalState, clock: VendorClock) -> None:
        self.state = state
        self.clock = clock

    def issue(self, scopes: tuple[str, ...] = ALL_SCOPES, *, expires: bool = True) -> str:
        """Return a new access token; one that does not expire is a private app's."""
        token = f"token-{uuid.uuid4()}"
        self.state.tokens[token] = PortalToken(
            expires_at=self.clock.now() + LIFETIME if expires else None, scopes=list(scopes)
        )
        return token

    def check(self, call: VendorCall) -> PortalToken:
        """Return the token of a call; refuse a missing, unknown or expired one with 401."""
        scheme, _, value = call.headers.get("authorization", "").partition(" ")
        token = self.state.tokens.get(value) if scheme.lower() == "bearer" else None
        if token is None:
            raise HubSpotRefusal(401, "Authentication credentials not found.", "INVALID_AUTHENTICATION")
        late = None if token.expires_at is None else self.clock.now() - token.expires_at
        if late is not None and late >= timedelta() and token.expires_at is not None:
            message = f"The OAuth token used to make this call expired {int(late.total_seconds())} second(s) ago."
            context = {"expire time": [wire_time(token.expires_at)]}
            raise HubSpotRefusal(401, message, "EXPIRED_AUTHENTICATION", context=context)
        return token

    def need(self, token: PortalToken, scope: str) -> None:
        if scope in token.scopes:
            return
        raise HubSpotRefusal(
            403,
            "This app hasn't been granted all required scopes to make this call.",
            "MISSING_SCOPES",
            errors=[
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {"requiredGranularScopes": [scope]},
                }
            ],
            links={"scopes": "https://developers.hubspot.com/scopes"},
        )


def too_many(retry_after: str | None) -> HubSpotRefusal:
    """Return the 429 of the limit in ten seconds, in the documented shape."""
    refusal = HubSpotRefusal(429, "You have reached your ten_secondly_rolling limit.", "RATE_LIMITS")
    refusal.content |= {"errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING", "requestId": str(uuid.uuid4())}
    if retry_after is not None:
        refusal.headers["Retry-After"] = retry_after
    return refusal
