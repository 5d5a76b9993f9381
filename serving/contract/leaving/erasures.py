"""Erasures beside the backups: what a restored store lacks of them is erased again.

A certificate is a file of its own at the place of the backups. It holds keyed hashes and counts, no value, and is
signed: whoever may write there forges none, and none is taken under another name or for another instance.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from pyarrow import fs
from pydantic import BaseModel, ValidationError
from pydantic_core import to_json
from sqlalchemy import select

from features.schema.errors import OnematchError
from serving.backup.place import NoWholeBackup, Place
from serving.contract.leaving.certificates import is_signed
from serving.runtime.event_log import log_failure
from serving.runtime.settings import Settings
from serving.store.store import Store
from serving.store.tables.work import certificates
from serving.store.vault import Vault

_FOLDER = "erasures"


class _Certificate(BaseModel):
    id: str
    contract_id: str
    instance_id: str
    document: dict[str, Any]


def publish(store: Store, place: Place) -> None:
    """Write the certificates of erased records that a place of backups lacks."""
    there = set(_names(place))
    with store.reading() as connection:
        rows = connection.execute(select(certificates).where(certificates.c.id.startswith("erasure-"))).all()
    for row in rows:
        if row.id not in there:
            with place.writing(f"{_FOLDER}/{row.id}") as out:
                out.write(to_json(dict(row._mapping)))


def publish_here(settings: Settings, store: Store) -> None:
    """Publish at the place that the settings name; where that fails, the next backup does it."""
    if settings.backup_to is not None:
        try:
            publish(store, Place.at(settings.backup_to))
        except (OSError, OnematchError) as error:
            log_failure("erasures_not_published", error)


def unknown_erasures(store: Store, place: Place) -> Iterator[Mapping[str, Any]]:
    """Yield the certificates at a place that a store lacks, since it is of before them."""
    with store.reading() as connection:
        known = set(connection.execute(select(certificates.c.id)).scalars())
    for name in sorted(set(_names(place)) - known):
        with place.read(f"{_FOLDER}/{name}") as file:
            content = file.read()
        one = _signed(content, name, store.vault)
        if one is None:
            raise NoWholeBackup(
                "{address}/erasures/{name}: got no certificate, expected one that onematch signed here; move it away",
                address=place.address,
                name=name,
            )
        yield one


def _signed(content: bytes, name: str, vault: Vault) -> Mapping[str, Any] | None:
    """Return the certificate of a name that this installation signed; None for anything else."""
    with suppress(ValidationError):
        one = _Certificate.model_validate_json(content).model_dump()
        document = one["document"]
        is_of_them = all(document.get(of, one[of]) == one[of] for of in ("contract_id", "instance_id"))
        if one["id"] == name and is_of_them and is_signed(vault, name, document):
            return one
    return None


def _names(place: Place) -> list[str]:
    found = place.files.get_file_info(fs.FileSelector(f"{place.root}/{_FOLDER}", allow_not_found=True))
    return [entry.base_name for entry in found if entry.base_name.startswith("erasure-")]
