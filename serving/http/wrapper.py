"""The CRM wrapper's routes and problems on the application, and the admission and audit around them."""

from types import ModuleType

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from serving.access.admission import AnsweredBefore
from serving.access.callers import RateLimit
from serving.access.external_issuer import external_issuer
from serving.access.tokens import Tokens
from serving.http.declared_query import refuse_unknown_queries
from serving.http.problem_table import answer_with_problems
from serving.http.routes import (
    activities,
    audit,
    badges,
    changes,
    connector,
    contracts,
    create_update,
    duplicates,
    events,
    explanations,
    frame,
    imports,
    instances,
    jobs,
    judgement_batches,
    judgements,
    leaving,
    links,
    models,
    overview,
    paging,
    passports,
    records,
    reports,
    saves,
    schema,
    sellers,
    settings,
    suspects,
    universe,
    users,
    webhooks,
)
from serving.http.trail import Trail
from serving.http.wire.problems import Problems
from serving.sync.services import WrapperServices

TOPICS: tuple[ModuleType, ...] = (
    contracts,
    instances,
    settings,
    users,
    jobs,
    audit,
    schema,
    imports,
    changes,
    webhooks,
    connector,
    explanations,
    passports,
    links,
    records,
    universe,
    models,
    judgements,
    judgement_batches,
    badges,
    events,
    saves,
    overview,
    suspects,
    duplicates,
    reports,
    activities,
    create_update,
    sellers,
    leaving,
)
"""In the order of the page's groups; each has a `router`, and `PROBLEMS` for errors of its own.

An id may hold a slash: routes below a record come before the route of the record, which takes the rest of a path.
"""


def add_wrapper(app: FastAPI, parts: WrapperServices) -> list[BaseRoute]:
    """Add every route of the wrapper to an application, with its problems; return the routes."""
    app.state.services = parts
    app.state.token_tries = RateLimit(contracts.TRIES_PER_MINUTE)
    app.state.webhook_limit = RateLimit(webhooks.REQUESTS_PER_MINUTE)
    added: list[BaseRoute] = []
    problems: Problems = {**paging.PROBLEMS, **frame.PROBLEMS}
    for topic in TOPICS:
        problems |= getattr(topic, "PROBLEMS", {})
        refuse_unknown_queries(topic.router.routes)
        app.include_router(topic.router)
        added += topic.router.routes
    answer_with_problems(app, problems)
    app.add_exception_handler(AnsweredBefore, _answer_again)
    return added


def surround(app: ASGIApp, parts: WrapperServices) -> ASGIApp:
    """Return the application with admission and audit around it."""
    tokens = Tokens(parts.store.vault.derive("sign tokens"), external_issuer(parts.settings))
    limit = RateLimit(parts.settings.rate_per_minute / parts.settings.workers)
    return Trail(app, parts.store, parts.clock, tokens, limit)


async def _answer_again(_: Request, answered: Exception) -> Response:
    assert isinstance(answered, AnsweredBefore)
    headers = {"Idempotent-Replay": "true"}
    return Response(answered.answer.body, answered.answer.status, headers, "application/json")
