"""Who may read `/metrics` on the service's own address."""

from starlette.types import Scope as RequestScope

from serving.access.bearer import require_token
from serving.access.callers import ScopeWrong
from serving.rules.vocabulary import Scope
from serving.runtime.settings import Settings


def require_metrics_reader(scope: RequestScope, settings: Settings) -> None:
    """Raise unless the caller is the operator, or calls an open place on loopback.

    The operator shows ONEMATCH_TOKEN or an OAuth token with the scope operator. Raises TokenWrong, ScopeWrong.
    """
    caller = scope["state"].get("caller")
    if caller is None:
        require_token(scope, settings)
    elif Scope.OPERATOR not in caller.scopes:
        raise ScopeWrong(f"got a token without the scope, expected {Scope.OPERATOR}")
