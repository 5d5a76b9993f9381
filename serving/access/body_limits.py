"""The largest size of a request's body by route, and of the lists in it."""

import re
from collections.abc import Callable

from features.schema.errors import OnematchError
from features.schema.texts import wording

KIB = 1 << 10
MIB = 1 << 20
MATCH_BODY = 8 * MIB
FORM_BODY = 16 * KIB
OTHER_BODY = MIB
LIMITS: dict[str, int] = {
    "/v1/match": MATCH_BODY,
    "/v1/oauth/token": FORM_BODY,
    "/v1/contracts": 16 * MIB,
    "/v1/contracts/{contract_id}": 16 * MIB,
    "/v1/contracts/{contract_id}/imports/{import_id}/pages/{number}": 32 * MIB,
    "/v1/contracts/{contract_id}/changes": 8 * MIB,
    "/v1/contracts/{contract_id}/activities/backfill": 16 * MIB,
    "/v1/universe/changes": 8 * MIB,
}
"""Contracts list up to 100,000 seats, pages 10,000 rows, changes and back-fills 1,000; all other routes: OTHER_BODY."""
_PATTERNS = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", template)), limit) for template, limit in LIMITS.items()]


def largest_body(path: str) -> int:
    """Return the largest size of a body for a path, in bytes."""
    return next((limit for pattern, limit in _PATTERNS if pattern.fullmatch(path)), OTHER_BODY)


def at_most(most: int, what: str, too_many: type[OnematchError]) -> Callable[[object], object]:
    """Return a check that raises `too_many` for a longer list, before pydantic validates each item."""

    def counted(items: object) -> object:
        if isinstance(items, list) and len(items) > most:
            raise too_many(
                wording("got {n_items} {what}, expected at most {most}", n_items=len(items), what=what, most=most)
            )
        return items

    return counted
