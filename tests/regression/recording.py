"""What one checkout answered: rows of a key and a JSON text, with everything random replaced by a name."""

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

LEFT_OUT = frozenset({"seconds", "out", "bundle", "run_id"})
"""Keys of printed figures that no two runs share: durations, paths, and ids of MLflow's runs."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?)?")
_RANDOM = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32,64}"
    r"|(?<=\bom)[0-9a-f]{16}\b"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_ON_ITS_WAY = re.compile(r"(?<=an activity that is )(?:queued|sending|retrying|delivered)")
_MODEL = re.compile(r"\b[0-9a-f]{12}\+[0-9a-f]{12}\.\d+")
_PORT = re.compile(r"(127\.0\.0\.1|localhost):\d+")
_OF_THE_RUN = ("cursor", "secret", "slowest_s")
"""Keys that end so hold what no two runs share."""
_EARLIER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recording:
    """The rows of one part in their order, or why it could not be run; keys are unique."""

    rows: dict[str, str] = field(default_factory=dict)
    failure: str = ""

    def add(self, key: str, value: object) -> None:
        """Keep a JSON value under a key. Raises ValueError when the key is there already."""
        if key in self.rows:
            raise ValueError(f"got the key {key!r} twice, expected unique keys")
        self.rows[key] = json.dumps(value, sort_keys=True, ensure_ascii=False)

    def add_document(self, key: str, document: object) -> None:
        """Keep a JSON document, one row for each of its top-level keys."""
        if not isinstance(document, Mapping):
            self.add(key, document)
            return
        for name, value in document.items():
            self.add(f"{key}#{name}", value)

    def add_text(self, key: str, text: str) -> None:
        """Keep a text, one row for each of its paragraphs."""
        for number, paragraph in enumerate(text.split("\n\n")):
            self.add(f"{key}#{number}", paragraph)

    def write(self, path: Path) -> None:
        """Write the rows as Parquet; the file appears whole or not at all."""
        beside = path.with_name(f"{path.name}.part")
        table = pa.table({"key": list(self.rows), "value": pa.array(self.rows.values(), pa.large_string())})
        pq.write_table(table, beside, compression="zstd")
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Recording":
        table = pq.read_table(path)
        return cls(dict(zip(table["key"].to_pylist(), table["value"].to_pylist(), strict=True)))


def without(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without the keys that no two runs share."""
    return {key: value for key, value in document.items() if key not in LEFT_OUT}


@dataclass(slots=True)
class Normaliser:
    """Replaces what is random by names in the order of first appearance, and the side's folder by `<side>`.

    A moment that lies before the day of `started` is input and stays as it is.
    """

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    folder: str = ""
    names: dict[str, str] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)

    def value(self, found: object) -> Any:
        """Return a JSON value with names for what is random."""
        if isinstance(found, Mapping):
            return dict(self._entries(found))
        if isinstance(found, Sequence) and not isinstance(found, str):
            return [self.value(one) for one in found]
        return self.text(found) if isinstance(found, str) else found

    def text(self, found: str) -> str:
        """Return a text with names for the ids, moments, model versions and ports in it."""
        found = found.replace(self.folder, "<side>") if self.folder else found
        found = _ON_ITS_WAY.sub("<state>", _plain(found))
        found = _RANDOM.sub(lambda match: self._name(self.names, match[0], "id"), found)
        found = _MODEL.sub(lambda match: self._name(self.models, match[0], "model"), found)
        found = _PORT.sub(r"\1:<port>", found)
        return _MOMENT.sub(lambda match: self._moment(match[0]), found)

    def masked(self, found: str) -> str:
        """Return a text with one name for all that is random, for what has no order of its own."""
        return re.sub(r"<(id|model) \d+>", r"<\1>", Normaliser(self.started, self.folder).text(found))

    def _entries(self, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in found.items():
            if value is not None and key.endswith(_OF_THE_RUN):
                yield key, f"<{key}>"
            else:
                yield self.text(key), self.value(value)

    def _moment(self, text: str) -> str:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return text if moment < self.started - _EARLIER else "<moment>" if ":" in text else "<day>"

    @staticmethod
    def _name(names: dict[str, str], found: str, what: str) -> str:
        return names.setdefault(found, f"<{what} {len(names) + 1}>")


def _plain(text: str) -> str:
    """Return the text that a text holds in base64, else itself."""
    if _BASE64.fullmatch(text) is None:
        return text
    try:
        return f"base64: {base64.b64decode(text, validate=True).decode()}"
    except ValueError:
        return text
