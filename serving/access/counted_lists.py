"""Lists of a request's body that are counted before their items are checked."""

from collections.abc import Callable

from features.schema.errors import OnematchError


def at_most(most: int, what: str, too_many: type[OnematchError]) -> Callable[[object], object]:
    """Make a check that raises `too_many` for a longer list, before pydantic makes an error for each of its items."""

    def counted(items: object) -> object:
        if isinstance(items, list) and len(items) > most:
            raise too_many(f"got {len(items)} {what}, expected at most {most}")
        return items

    return counted
