"""Who may call a HubSpot portal and how often: OAuth tokens, scopes, rate limits.

Tokens and their errors: https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/guide
(`expires_in` 1800, `invalid_grant` with BAD_REFRESH_TOKEN). Scopes: 403, as
https://developers.hubspot.com/docs/api-reference/error-handling says. Limits, their headers and the body of a 429:
https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (search answers carry no
rate-limit headers, answers to OAuth tokens none of the daily ones).
UNCONFIRMED: the words of the 401 and 403 bodies, which public clients report, and the policy name SECONDLY.
"""

import uuid
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.hubspot_state import HubSpotSwitches, PortalState, PortalToken
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.server import VendorAnswer, VendorCall

ALL_SCOPES = (
    "oauth",
    *(f"crm.objects.{kind}.{way}" for kind in ("contacts", "companies", "deals") for way in ("read", "write")),
    "crm.objects.owners.read",
    "crm.schemas.contacts.read",
)
BURST = timedelta(seconds=10)
DEFAULT_BURST = 110
"""What the headers say where no limit is set: the limit of an OAuth app."""


class PortalAccess:
    """Issue and check the tokens of one app, and count its requests."""

    def __init__(
        self, state: PortalState, switches: HubSpotSwitches, clock: VendorClock, client: tuple[str, str]
    ) -> None:
        self.state = state
        self.switches = switches
        self.clock = clock
        self.client = client
        self._burst: deque[datetime] = deque()
        self._searches: deque[datetime] = deque()
        self._daily: tuple[object, int] = (None, 0)

    def issue(self, scopes: tuple[str, ...] = ALL_SCOPES, *, expires: bool = True) -> str:
        """Return a new access token; one that does not expire is a private app's."""
        token = f"token-{uuid.uuid4()}"
        lifetime = timedelta(seconds=self.switches.access_token_s)
        self.state.tokens[token] = PortalToken(
            expires_at=self.clock.now() + lifetime if expires else None, scopes=list(scopes)
        )
        return token

    def install(self, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Return a refresh token, as an installation of the app yields one."""
        token = f"refresh-{uuid.uuid4()}"
        self.state.refresh_tokens[token] = list(scopes)
        return token

    def revoke(self) -> None:
        """Uninstall the app: no refresh token works any more, and no access token."""
        self.state.refresh_tokens.clear()
        self.state.tokens.clear()

    def token_endpoint(self, call: VendorCall) -> VendorAnswer:
        form = {name: values[-1] for name, values in parse_qs(call.body.decode()).items()}
        if (form.get("client_id"), form.get("client_secret")) != self.client:
            return _oauth_error("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id or secret")
        refresh = form.get("refresh_token", "")
        if form.get("grant_type") == "authorization_code" and form.get("code"):
            refresh = self.install()
        elif form.get("grant_type") != "refresh_token":
            return _oauth_error("unsupported_grant_type", "BAD_GRANT_TYPE", "missing or unknown grant type")
        scopes = self.state.refresh_tokens.get(refresh)
        if scopes is None:
            return _oauth_error("invalid_grant", "BAD_REFRESH_TOKEN", "refresh token is invalid, expired or revoked")
        content = {
            "token_type": "bearer",
            "refresh_token": refresh,
            "access_token": self.issue(tuple(scopes)),
            "expires_in": self.switches.access_token_s,
        }
        return VendorAnswer(200, content)

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

    def count(self, token: PortalToken, *, search: bool) -> Mapping[str, str]:
        """Count a request and return its rate-limit headers; refuse one too many with 429."""
        now = self.clock.now()
        if search:
            self._one_more(self._searches, now, timedelta(seconds=1), self.switches.search_per_s, "SECONDLY")
            return {}
        self._one_more(self._burst, now, BURST, self.switches.burst_per_10s, "TEN_SECONDLY_ROLLING")
        used = self._count_day(now)
        limit = self.switches.burst_per_10s or DEFAULT_BURST
        headers = {
            "X-HubSpot-RateLimit-Max": str(limit),
            "X-HubSpot-RateLimit-Remaining": str(max(0, limit - len(self._burst))),
            "X-HubSpot-RateLimit-Interval-Milliseconds": "10000",
        }
        if token.expires_at is None and self.switches.daily is not None:
            headers["X-HubSpot-RateLimit-Daily"] = str(self.switches.daily)
            headers["X-HubSpot-RateLimit-Daily-Remaining"] = str(self.switches.daily - used)
        return headers

    def _one_more(
        self, window: deque[datetime], now: datetime, length: timedelta, limit: int | None, policy: str
    ) -> None:
        while window and now - window[0] >= length:
            window.popleft()
        if limit is not None and len(window) >= limit:
            raise self.too_many(policy)
        window.append(now)

    def _count_day(self, now: datetime) -> int:
        day, used = self._daily
        used = used + 1 if day == now.date() else 1
        self._daily = (now.date(), used)
        if self.switches.daily is not None and used > self.switches.daily:
            raise self.too_many("DAILY")
        return used

    def too_many(self, policy: str, retry_after: str | None = None) -> HubSpotRefusal:
        """Return the 429 of a policy, in the documented shape."""
        words = {"DAILY": "daily", "SECONDLY": "secondly"}.get(policy, "ten_secondly_rolling")
        refusal = HubSpotRefusal(429, f"You have reached your {words} limit.", "RATE_LIMITS")
        refusal.content |= {"errorType": "RATE_LIMIT", "policyName": policy, "requestId": str(uuid.uuid4())}
        seconds = retry_after if retry_after is not None else self.switches.retry_after_s
        if seconds is not None:
            refusal.headers["Retry-After"] = str(seconds)
        return refusal


def _oauth_error(error: str, status: str, description: str) -> VendorAnswer:
    content = {"error": error, "error_description": description, "status": status, "message": description}
    return VendorAnswer(400, content)
