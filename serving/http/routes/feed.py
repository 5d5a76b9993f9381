"""Cursors of the feed: where a reader stands, in whose feed, and since when."""

from datetime import UTC, datetime

from serving.http.routes.frame import Call
from serving.http.routes.paging import CursorWrong, PageWanted, write_cursor
from serving.sync.effects.events import FeedPosition


def place_of(page: PageWanted, call: Call) -> FeedPosition:
    """Return the place that a cursor names, the start of the feed without one. Raises CursorWrong."""
    key = page.key(int, int, str)
    if key is None:
        return FeedPosition(call.live.id, 0, call.now)
    seq, second, instance_id = key
    try:
        return FeedPosition(instance_id, seq, datetime.fromtimestamp(second, UTC))
    except (OverflowError, ValueError, OSError):
        raise CursorWrong("got a cursor that was not given out") from None


def cursor_behind(seq: int, call: Call) -> str:
    """Write the cursor behind an event's number, as of now."""
    return write_cursor([seq, int(call.now.timestamp()), call.live.id])
