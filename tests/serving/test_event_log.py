"""What the log's lines look like."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from serving.event_log import DetailHandler, JsonFormatter, TextFormatter, log_details, log_event


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream, logger = io.StringIO(), logging.getLogger("onematch")
    handler, level = DetailHandler(stream), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


def _format(formatter: logging.Formatter) -> None:
    logging.getLogger("onematch").handlers[-1].setFormatter(formatter)


def test_each_of_many_events_has_its_line_and_each_line_its_event(written: io.StringIO) -> None:
    _format(JsonFormatter())

    log_details("decision", [{"record_id": "a"}, {"record_id": "b"}])
    log_event("request", status=200)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(one["event"], one.get("record_id"), one.get("status")) for one in lines] == [
        ("decision", "a", None), ("decision", "b", None), ("request", None, 200),
    ]  # fmt: skip
    assert {one["level"] for one in lines} == {"info"}


def test_a_value_that_could_be_mistaken_for_two_is_quoted(written: io.StringIO) -> None:
    _format(TextFormatter())

    log_details("decision", [{"a": "plain", "b": "two words", "c": 'x"y', "d": "a=b", "e": "", "f": "é", "g": None}])

    assert written.getvalue().rstrip("\n").partition(" decision ")[2] == (
        'a=plain b="two words" c="x\\"y" d="a=b" e="" f="\\u00e9" g=None'
    )
