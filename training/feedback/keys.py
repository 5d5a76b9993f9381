"""The keys of a review: one key without Enter from a terminal, the first letter of a line from a pipe."""

import os
import selectors
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ReadKey = Callable[[], str]
END, NOTHING = "", "\n"
"""The end of the input; a key or a line that says nothing, such as an arrow or an empty one."""
_CTRL_D, _ESCAPE = b"\x04", b"\x1b"


@contextmanager
def keys() -> Iterator[ReadKey]:
    """Yield a function that waits for the next key; the terminal is as before after the block, however it ends."""
    if not sys.stdin.isatty():
        yield key_of_line
        return
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on this system
        yield key_of_line
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        yield lambda: key_of_terminal(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def key_of_line() -> str:
    """Return the first letter of the next line."""
    line = sys.stdin.readline()
    return END if not line else line.strip().lower()[:1] or NOTHING


def key_of_terminal(terminal: int) -> str:
    """Return the next key; what a key sends as several bytes is no key of a review."""
    first = os.read(terminal, 1)
    if first in {b"", _CTRL_D}:
        return END
    if first == _ESCAPE or first[0] >= 0x80:
        with selectors.DefaultSelector() as waiting:
            waiting.register(terminal, selectors.EVENT_READ)
            while waiting.select(0.02) and os.read(terminal, 32):
                continue
        return NOTHING
    return first.decode("ascii").lower()
