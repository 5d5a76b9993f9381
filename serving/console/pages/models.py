"""Page 7: the champion and its challenger, the gates, what a promotion would move, and the command that promotes."""

from typing import Any

from starlette.responses import Response

from serving.console.page import ConsolePage, Role, Visit
from serving.rules.vocabulary import Scope

KINDS = ("person", "company")


async def show(visit: Visit) -> Response:
    """Show the models of both kinds; promotion stays on the command line."""
    models = {one["kind"]: one for one in (await visit.api.get("/v1/models", Scope.OPERATOR))["items"]}
    kinds = [await _kind(visit, kind, models[kind]) for kind in KINDS if kind in models]
    return visit.show("models.html.j2", kinds=kinds)


async def _kind(visit: Visit, kind: str, model: dict[str, Any]) -> dict[str, Any]:
    below = f"/v1/models/{kind}"
    history = (await visit.api.get(f"{below}/history", Scope.OPERATOR, limit=20))["items"]
    gates = (await visit.api.get(f"{below}/gates", Scope.OPERATOR, limit=5))["items"]
    shadow = await visit.api.get(f"{below}/shadow", Scope.OPERATOR, limit=50)
    return {"kind": kind, "model": model, "history": history, "gates": gates, "shadow": shadow}


PAGES = (ConsolePage("/models", show, Role.OPERATOR),)
