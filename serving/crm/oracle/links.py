"""The links in Oracle's answers, which name a record's own address and those of its children."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

_ROOT = r"/crmRestApi/resources/[\w.]+"
_KEY = r"(?!\.)[^/]+"


def self_path(item: object, collection: str) -> str | None:
    """Return the path of an item of a collection; None where its links do not name it."""
    paths = (path for rel, _, path in _links(item) if rel in {"self", "canonical"})
    return next((path for path in paths if re.fullmatch(f"{_ROOT}/{collection}/{_KEY}", path)), None)


def child_path(item: object, own_path: str, name: str) -> str | None:
    """Return the path of an item's children of a name, in the singular or the plural; None without such a link."""
    wanted = {name.casefold(), f"{name}s".casefold()}
    paths = (path for rel, child, path in _links(item) if rel == "child" and child.casefold() in wanted)
    return next((path for path in paths if re.fullmatch(rf"{re.escape(own_path)}/child/\w+", path)), None)


def _links(item: object) -> Iterator[tuple[str, str, str]]:
    """Yield relation, name and path of each link; the host is that of the connection, whatever a link says."""
    links = item.get("links") if isinstance(item, Mapping) else None
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping):
            yield str(link.get("rel")), str(link.get("name")), urlsplit(str(link.get("href"))).path
