"""Who may call a HubSpot portal: tokens, scopes, and the body of a 429.

Scopes: 403, as https://developers.hubspot.com/docs/api-reference/error-handling says. The body of a 429:
https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines .
UNCONFIRMED: the words of the 401 and 403 bodies, which public clients report.
"""

import uuid

from tests.support.vendors.hubspot_state import PortalState, PortalToken
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.server import VendorCall

ALL_SCOPES = (
    "oauth",
    *(f"crm.objects.{kind}.{way}" for kind in ("contacts", "companies", "deals") for way in ("read", "write")),
    "crm.objects.owners.read",
    "crm.schemas.contacts.read",
)


class PortalAccess:
    """Issue and check the tokens of one app."""

    def __init__(self, state: PortalState) -> None:
        self.state = state

    def issue(self, scopes: tuple[str, ...]) -> str:
        """Return a new access token of a private app, which does not expire."""
        token = f"token-{uuid.uuid4()}"
        self.state.tokens[token] = PortalToken(scopes=list(scopes))
        return token

    def check(self, call: VendorCall) -> PortalToken:
        """Return the token of a call; refuse a missing or unknown one with 401."""
        scheme, _, value = call.headers.get("authorization", "").partition(" ")
        token = self.state.tokens.get(value) if scheme.lower() == "bearer" else None
        if token is None:
            raise HubSpotRefusal(401, "Authentication credentials not found.", "INVALID_AUTHENTICATION")
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
