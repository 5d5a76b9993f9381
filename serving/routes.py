"""The CRM wrapper's routes and problems on the application, and the admission and audit around them."""

from types import ModuleType

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from serving.access.admission import AnsweredBefore
from serving.access.external_issuer import external_issuer
from serving.access.rate_limits import RateLimit
from serving.access.tokens import Tokens
from serving.contract.activities import routes as activities
from serving.contract.activities import seller_routes as sellers
from serving.contract.badges import routes as badges
from serving.contract.claims import routes as duplicates
from serving.contract.creation import routes as create_update
from serving.contract.events import routes as events
from serving.contract.imports import change_routes as changes
from serving.contract.imports import connector_routes as connector
from serving.contract.imports import routes as imports
from serving.contract.imports import webhook_routes as webhooks
from serving.contract.leaving import job_routes as jobs
from serving.contract.leaving import person_routes as persons
from serving.contract.leaving import routes as leaving
from serving.contract.linking import explanation_routes as explanations
from serving.contract.linking import link_routes as links
from serving.contract.linking import record_routes as records
from serving.contract.network import routes as universe
from serving.contract.passports import routes as passports
from serving.contract.records import calls as frame
from serving.contract.records.services import WrapperServices
from serving.contract.reports import doctor_routes as doctor
from serving.contract.reports import model_routes as models
from serving.contract.reports import overview_routes as overview
from serving.contract.reports import routes as reports
from serving.contract.reports import turn_routes as turns
from serving.contract.review import judgement_batch_routes as judgement_batches
from serving.contract.review import judgement_routes as judgements
from serving.contract.saves import routes as saves
from serving.contract.suspects import routes as suspects
from serving.contract.tenants import audit_routes as audit
from serving.contract.tenants import contract_routes as contracts
from serving.contract.tenants import instance_routes as instances
from serving.contract.tenants import schema_routes as schema
from serving.contract.tenants import settings_routes as settings
from serving.contract.tenants import user_routes as users
from serving.http import paging
from serving.http.declared_query import refuse_unknown_queries
from serving.http.problem_table import OTHERS, TABLE, answer_with_problems
from serving.http.trail import Trail
from serving.http.wire.problems import ProblemKind, Problems

TOPICS: tuple[ModuleType, ...] = (
    contracts,
    instances,
    settings,
    sellers,
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
    turns,
    doctor,
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
    leaving,
    persons,
)
"""In the order of the page's groups; each has a `router`, and `PROBLEMS` for errors of its own.

An id may hold a slash: routes below a record or a user come before its own, which takes the rest of a path.
"""


def problem_kinds() -> list[ProblemKind]:
    """Return every problem that a route may answer, by type."""
    own = [kind for topic in (paging, frame, *TOPICS) for kind in getattr(topic, "PROBLEMS", {}).values()]
    return sorted([*TABLE.values(), *OTHERS, *own], key=lambda kind: (kind.name, kind.status))


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
    tokens = Tokens.of(parts.store, external_issuer(parts.settings), parts.settings.operators.replace(",", " ").split())
    limit = RateLimit(parts.settings.rate_per_minute, file=parts.settings.home_layout.rate_limits)
    return Trail(app, parts.store, parts.clock, tokens, limit)


async def _answer_again(_: Request, answered: Exception) -> Response:
    assert isinstance(answered, AnsweredBefore)
    headers = {"Idempotent-Replay": "true"}
    return Response(answered.answer.body, answered.answer.status, headers, "application/json")
