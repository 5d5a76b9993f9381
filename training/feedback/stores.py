"""The stores that commands open."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serving.store.store import Store


@contextmanager
def home_store() -> Iterator["Store"]:
    """Open the store of the settings; create it if there is none. Raises what `open_store` and `reaching` raise."""
    from serving.runtime.settings import load_settings
    from serving.store.opening import open_store
    from serving.store.upgrade import reaching

    store = open_store(load_settings())
    try:
        with reaching(store.engine):
            yield store
    finally:
        store.close()


@contextmanager
def opened_store(url: str) -> Iterator["Store"]:
    """Open the store at a URL with this home's keys; raises what `serving.store.opening.open_at` raises."""
    from serving.runtime.settings import load_settings
    from serving.store.opening import open_at
    from serving.store.upgrade import reaching

    store = open_at(load_settings(), url)
    try:
        with reaching(store.engine):
            yield store
    finally:
        store.close()
