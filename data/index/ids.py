"""The ids of taken rows, read when they are asked for: a record has many candidates, and few of them are shown."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from data.index.postings import Ints


class LazyIds(Sequence[str]):
    """The ids of some rows."""

    __slots__ = ("_read", "_rows")

    def __init__(self, rows: Ints, read: Callable[[Ints], list[str]]) -> None:
        self._rows, self._read = rows, read

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> list[str]: ...
    def __getitem__(self, position: int | slice) -> str | list[str]:
        return (
            self._read(self._rows[position]) if isinstance(position, slice) else self._read(self._rows[[position]])[0]
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._read(self._rows))
