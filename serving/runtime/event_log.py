"""Events as key=value, or as JSON in production; never with a field value of a record."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
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


def configure_logging(*, as_json: bool, count_lost: Callable[[int], object] = int) -> None:
    """Send this process's events to standard output, and what libraries log in the same form.

    `count_lost` is called with the number of events that could not be written.
    """
    formatter = JsonFormatter() if as_json else TextFormatter()
    handler = DetailHandler(sys.stdout, count_lost)
    handler.setFormatter(formatter)
    _LOGGER.handlers[:] = [handler]
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    for foreign in logging.getLogger("bentoml").handlers:  # shared with its root logger and uvicorn's
        foreign.setFormatter(formatter)


class DetailHandler(logging.StreamHandler[TextIO]):
    """Flushes once a request: a thousand decisions would be a thousand system calls.

    A stream that cannot be written, such as a file on a full disk, costs events and no request. The next event that
    can be written comes after one that says how many may be missing.
    """

    def __init__(self, stream: TextIO, count_lost: Callable[[int], object] = int) -> None:
        super().__init__(stream)
        self._count_lost, self._lost = count_lost, 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._tell_lost()
            self.stream.write(self.format(record) + self.terminator)
            if not hasattr(record, "each"):
                self.flush()
        except OSError:
            events = len(getattr(record, "each", (None,)))
            self._lost += events
            self._count_lost(events)

    def _tell_lost(self) -> None:
        """Write how many events were lost, once the stream takes it."""
        if self._lost:
            extra = {"fields": {"events": self._lost}}
            told = _LOGGER.makeRecord(_LOGGER.name, logging.WARNING, "", 0, "log_events_lost", (), None, extra=extra)
            self.stream.write(self.format(told) + self.terminator)
            self.flush()
            self._lost = 0


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
