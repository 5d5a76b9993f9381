"""Events as key=value, or as JSON in production; never with a field value of a record."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

_LOGGER = logging.getLogger("onematch")


def log_event(event: str, **fields: object) -> None:
    """Write one event; fields are ids, numbers, versions and names of types."""
    _log(event, fields=fields)


def log_details(event: str, each: Sequence[Mapping[str, object]]) -> None:
    """Write many events of one name, a line for each; they leave the process together, with the next other event."""
    _log(event, each=each)


def _log(event: str, **extra: object) -> None:
    """Log without looking for the place in the source, which nobody writes."""
    if _LOGGER.isEnabledFor(logging.INFO):
        _LOGGER.handle(_LOGGER.makeRecord(_LOGGER.name, logging.INFO, "", 0, event, (), None, extra=extra))


def log_refusal(event: str, **fields: object) -> None:
    """Write one event that somebody should look at."""
    _LOGGER.warning(event, extra={"fields": fields})


def log_failure(event: str, error: BaseException, **fields: object) -> None:
    """Write where an unexpected error arose: its type and the lines passed, not its message, which may hold values."""
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-12:]]
    _LOGGER.error(event, extra={"fields": {"error": type(error).__name__, "frames": frames, **fields}})


def configure_logging(*, as_json: bool) -> None:
    """Send this process's events to standard output, and what libraries log in the same form."""
    formatter = JsonFormatter() if as_json else TextFormatter()
    handler = DetailHandler(sys.stdout)
    handler.setFormatter(formatter)
    _LOGGER.handlers[:] = [handler]
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    for foreign in logging.getLogger("bentoml").handlers:  # shared with its root logger and uvicorn's
        foreign.setFormatter(formatter)


class DetailHandler(logging.StreamHandler[TextIO]):
    """Flushes once a request: a thousand decisions would be a thousand system calls."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream.write(self.format(record) + self.terminator)
        if not hasattr(record, "each"):
            self.flush()


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {"at": _at(record), "level": record.levelname.lower(), "event": record.getMessage()}
        return "\n".join(json.dumps({**event, **fields}, default=str) for fields in _fields(record))


class TextFormatter(logging.Formatter):
    """One line of key=value; a value that could be mistaken for two is quoted."""

    def format(self, record: logging.LogRecord) -> str:
        event = f"{_at(record)} {record.levelname.lower()} {record.getMessage()} "
        lines = (" ".join([f"{key}={_quoted(value)}" for key, value in one.items()]) for one in _fields(record))
        return "\n".join([f"{event}{fields}".rstrip() for fields in lines])


def _fields(record: logging.LogRecord) -> Sequence[Mapping[str, Any]]:
    """Return the fields of each event that a record stands for."""
    each: Sequence[Mapping[str, Any]] | None = getattr(record, "each", None)
    if each is not None:
        return each
    fields: dict[str, object] = dict(getattr(record, "fields", {}))
    if record.exc_info and record.exc_info[1] is not None:
        fields["error"] = type(record.exc_info[1]).__name__
    return [fields]


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


_PLAIN = re.compile(r"[!#-<>-~]+")
"""Printable ASCII without blanks, quotes and equals signs."""


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
