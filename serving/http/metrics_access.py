"""The right to read `/metrics` on the service's own address."""

from starlette.types import Scope as RequestScope

from serving.access.bearer import require_token
from serving.access.callers import ScopeWrong
from serving.rules.vocabulary import Scope
from serving.runtime.settings import Settings


def require_metrics_reader(scope: RequestScope, settings: Settings) -> None:
    """Raise TokenWrong or ScopeWrong unless the caller is the operator or the service is open on loopback.

    The operator sends ONEMATCH_TOKEN or an OAuth token with the scope operator.
    """
    caller = scope["state"].get("caller")
    if caller is None:
        require_token(scope, settings)
    elif Scope.OPERATOR not in caller.scopes:
        raise ScopeWrong(f"got a token without the scope, expected {Scope.OPERATOR}")
