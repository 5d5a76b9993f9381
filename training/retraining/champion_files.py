"""The files that the champion was trained with, read again as they were, and what its training started from."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from data.tables.headers import InputFile
from data.tables.renames import NO_RENAMES, Renames
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import BASE_MODEL, Bundle, bundle_hash, content_hash, shipped_bundle
from serving.matching.former_names import file_of
from serving.runtime.files_used import BUILT, used_files
from serving.runtime.home import Home
from training.promotion.first_steps import UsedFiles
from training.request import NO_BASE_MODEL


@value_class
class ChampionFiles:
    """Records and answers of the champion's training; no `crm`: it had none, or they are not what they were.

    `missing` says why files are left out, empty where none is; `used` is what is known of all that was read.
    """

    crm: Path | None = None
    labels: Path | None = None
    labels_split: str | None = None
    account_links: Path | None = None
    renames: Renames = field(default_factory=lambda: NO_RENAMES)
    missing: str = ""
    used: Mapping[str, Any] = field(default_factory=dict)


def champion_files(home: Home, champion: Bundle, schema: Schema) -> ChampionFiles:
    """Return the files behind the champion as far as they are what its training read, by their digests."""
    digests: Mapping[str, str] = champion.manifest.get("data", {})
    known = used_files(home).get(champion.version, {})
    used = UsedFiles({option: tuple(texts) for option, texts in known.items() if option != BUILT})
    named = {role: used.one(role) for role in ("crm", "labels", "feedback")}
    paths = {role: Path(path) for role, path in named.items() if path is not None and role in digests}
    if "crm" not in digests:
        return ChampionFiles()
    if "crm" not in paths:
        return ChampionFiles(missing="the files of the champion's training are not known here")
    for role, path in paths.items():
        if not path.is_file() or content_hash(path) != digests[role]:
            return ChampionFiles(missing=wording("{path} is not what the champion learned from", path=path))
    links = used.one("account_links")
    labels = paths.get("labels", paths.get("feedback"))
    crm = InputFile(paths["crm"], schema.kind, own=schema.source_columns(of_profiles=False))
    return ChampionFiles(
        crm=paths["crm"],
        labels=labels,
        labels_split=used.one("labels_split"),
        account_links=Path(links) if links is not None and Path(links).is_file() else None,
        renames=used.renames([crm, *([InputFile(labels, None)] if labels else [])]),
        used=used.by_option,
    )


def start_of(champion: Bundle) -> Path | str | None:
    """Return what the champion's training started from, as `start_from` of a request; the shipped bundle if unknown."""
    base = champion.manifest.get("base_model")
    shipped = shipped_bundle(champion.kind)
    known = None if shipped is None else bundle_hash(shipped)
    if base is None and champion.version != known:
        return NO_BASE_MODEL
    return None if base in {None, known} or champion.base_model is None else file_of(champion.path, BASE_MODEL)
