"""Cursors of the feed: an instance, a position in its feed, and a time."""

from datetime import UTC, datetime

from serving.http.routes.frame import Call
from serving.http.routes.paging import CursorWrong, PageWanted, write_cursor
from serving.sync.effects.events import FeedPosition


def position_of(page: PageWanted, call: Call) -> FeedPosition:
    """Return the position of a cursor, without one the start of the feed. Raises CursorWrong."""
    key = page.key(int, int, str)
    if key is None:
        return FeedPosition(call.live.id, 0, call.now)
    seq, second, instance_id = key
    try:
        return FeedPosition(instance_id, seq, datetime.fromtimestamp(second, UTC))
    except (OverflowError, ValueError, OSError):
        raise CursorWrong("got a cursor that was not given out") from None


def cursor_behind(seq: int, call: Call) -> str:
    """Return the cursor after an event's number, as of now."""
    return write_cursor([seq, int(call.now.timestamp()), call.live.id])
