"""Whether the store answers, asked without waiting behind anybody else's work."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from serving.store.store import Store

WITHIN_S = 5.0


class StoreReach:
    """Asks the database in a thread of its own."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reach")

    async def is_there(self) -> bool:
        """Whether the database answered within WITHIN_S seconds."""
        asked = asyncio.get_running_loop().run_in_executor(self._thread, self._store().ping)
        try:
            await asyncio.wait_for(asked, WITHIN_S)
        except (TimeoutError, SQLAlchemyError, OSError):
            return False
        return True
