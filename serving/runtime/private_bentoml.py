"""All names of BentoML's private modules that the service needs; a test says what each of them has to do.

The public `bentoml.service` has no types; the routes of a worker and its middleware cannot be had from outside.
"""

from _bentoml_sdk import Service, service
from bentoml._internal.configuration.containers import BentoMLContainer
from bentoml._internal.server.http.traffic import TimeoutMiddleware

__all__ = ["BentoMLContainer", "Service", "TimeoutMiddleware", "service"]
