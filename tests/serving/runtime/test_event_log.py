"""The lines of the event log."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from serving.runtime.event_log import DetailHandler, JsonFormatter, TextFormatter, log_details, log_event


@contextmanager
def written_by(formatter: logging.Formatter) -> Iterator[io.StringIO]:
    """Return what the log writes in a format."""
    stream = io.StringIO()
    logger = logging.getLogger("onematch")
    handler = DetailHandler(stream)
    level = logger.level
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_each_of_many_events_has_a_line_of_its_own() -> None:
    with written_by(JsonFormatter()) as written:
        log_details("decision", [{"record_id": "a"}, {"record_id": "b"}])
        log_event("request", status=200)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(one["event"], one.get("record_id"), one.get("status")) for one in lines] == [
        ("decision", "a", None),
        ("decision", "b", None),
        ("request", None, 200),
    ]
    assert {one["level"] for one in lines} == {"info"}


def test_an_ambiguous_value_is_quoted() -> None:
    fields = {"a": "plain", "b": "two words", "c": 'x"y', "d": "a=b", "e": "", "f": "é", "g": None}
    with written_by(TextFormatter()) as written:
        log_details("decision", [fields])

    assert written.getvalue().rstrip("\n").partition(" decision ")[2] == (
        'a=plain b="two words" c="x\\"y" d="a=b" e="" f="\\u00e9" g=None'
    )
