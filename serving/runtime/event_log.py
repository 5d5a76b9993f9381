"""The event log: one line an event, as key=value or as JSON; no event has a field value of a record."""

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
    """Write many events of one name, a line for each; they are flushed together with the next other event."""
    _log(event, each=each)


def _log(event: str, **extra: object) -> None:
    """Log without a look-up of the caller's source line, which no format shows."""
    if _LOGGER.isEnabledFor(logging.INFO):
        _LOGGER.handle(_LOGGER.makeRecord(_LOGGER.name, logging.INFO, "", 0, event, (), None, extra=extra))


def log_refusal(event: str, **fields: object) -> None:
    """Write one event as a warning."""
    _LOGGER.warning(event, extra={"fields": fields})


def log_failure(event: str, error: BaseException, **fields: object) -> None:
    """Write an unexpected error's type and stack, not its message, which may hold values."""
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-12:]]
    _LOGGER.error(event, extra={"fields": {"error": type(error).__name__, "frames": frames, **fields}})


def configure_logging(*, as_json: bool, count_lost: Callable[[int], object] = int) -> None:
    """Write this process's events, and those of libraries, to standard output in one format.

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
    """Flushes once a request, since each of a thousand decisions would otherwise be a system call.

    An error of the stream, such as a full disk, loses events but fails no request. The next event written is
    preceded by one with the number of lost events.
    """

    def __init__(self, stream: TextIO, count_lost: Callable[[int], object] = int) -> None:
        super().__init__(stream)
        self._count_lost = count_lost
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write_lost()
            self.stream.write(self.format(record) + self.terminator)
            if not hasattr(record, "each"):
                self.flush()
        except OSError:
            events = len(getattr(record, "each", (None,)))
            self._lost += events
            self._count_lost(events)

    def _write_lost(self) -> None:
        """Write how many events were lost."""
        if self._lost:
            extra = {"fields": {"events": self._lost}}
            lost = _LOGGER.makeRecord(_LOGGER.name, logging.WARNING, "", 0, "log_events_lost", (), None, extra=extra)
            self.stream.write(self.format(lost) + self.terminator)
            self.flush()
            self._lost = 0


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {"at": _at(record), "level": record.levelname.lower(), "event": record.getMessage()}
        return "\n".join(json.dumps({**event, **fields}, default=str) for fields in _fields(record))


class TextFormatter(logging.Formatter):
    """One line of key=value; a value with blanks, quotes or equals signs is quoted."""

    def format(self, record: logging.LogRecord) -> str:
        event = f"{_at(record)} {record.levelname.lower()} {record.getMessage()} "
        lines = (" ".join([f"{key}={_quoted(value)}" for key, value in fields.items()]) for fields in _fields(record))
        return "\n".join([f"{event}{line}".rstrip() for line in lines])


def _fields(record: logging.LogRecord) -> Sequence[Mapping[str, Any]]:
    """Return the fields of each event of a log record."""
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
