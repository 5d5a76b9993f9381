"""A passport is verified: its signature, what it was sealed for, and the match replayed to the last digit.

Its bundle and index are in named folders, or in what the home served, promoted or built.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from data.index.delta_store import DeltaNotKept
from data.index.format import IndexRefused, read_manifest
from data.index.index import UniverseIndex
from features.normalise.text import read_sentences
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.passports.content import DifferenceShown, Header, SealedPart, content_of, differences, withheld
from serving.contract.passports.inputs import NotCaptured
from serving.contract.passports.passport import Passport, signed_bytes
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.records.matching import Matchers
from serving.explanation.pair_explanation import RecordDecided
from serving.matching.bundle import MANIFEST, Bundle, BundleRefused, bundle_hash, shipped_bundle
from serving.matching.matcher import Matcher
from serving.runtime.files_used import folders_built
from serving.runtime.home import Pointer, PointerBroken, read_pointer, read_shadow
from serving.runtime.model_records import read_history
from serving.runtime.model_source import ModelNotReady, locate_bundle
from serving.runtime.settings import Settings
from serving.store.store import Store
from serving.store.vault import DataKey, KeyDestroyed, SealBroken

MAX_OPEN = 4
"""Matchers that are kept open for the next passport."""


class PartsMissing(OnematchError):
    """What a replay needs is not there; `missing` has one sentence for each part."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = tuple(missing)


@lru_cache(MAX_OPEN)
def _opened(bundle: Path, index: Path, delta: int, changes: str | None) -> Matcher:
    """Open bundle and index as they were. Raises BundleRefused, IndexRefused, DeltaNotKept."""
    matcher = Matcher(Bundle.open(bundle), UniverseIndex.open(index, state=delta))
    if matcher.index.changes_name != changes:
        raise DeltaNotKept("{index}: got other changes, expected those that the match read", index=index)
    return matcher


class PassportVerdict(StrEnum):
    """What a verification found."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    REFUTED = "refuted"
    FORGED = "forged"


SENTENCES = read_sentences(
    """
    valid: rightly signed, and the replayed match is what the passport states, to the last digit
    incomplete: rightly signed, but the match cannot be replayed, because something is missing
    refuted: rightly signed, but the passport states something else than what was found
    forged: the signature is not that of a key of this home for what the passport holds
    """
)


class VerificationShown(BaseModel):
    """The verdict, as a sentence too; `missing` for a replay, `differences`, or the `reason` of a forgery."""

    verdict: PassportVerdict
    says: str
    missing: list[str]
    differences: list[DifferenceShown]
    reason: str | None


@value_class
class Verifier:
    """Verifies passports of a home; bundles and indexes are looked for in `named` and the served pairs first."""

    connection: Connection
    store: Store
    settings: Settings
    matching: Matchers | None = None
    named: Sequence[Path] = ()

    def verify(self, passport: Passport) -> VerificationShown:
        """Verify a passport. Raises PassportUnreadable where its content has no canonical form."""
        forged = self._why_forged(passport)
        if forged is not None:
            return _shown(PassportVerdict.FORGED, reason=forged)
        content = passport.content
        try:
            header = Header.of(content)
            key = self._data_key(header.issuer)
            part = SealedPart.unsealed(passport.sealed, key, header.context)
        except KeyDestroyed:
            missing = "the data key of its contract, which was destroyed or is not here"
            return _shown(PassportVerdict.INCOMPLETE, missing=[missing])
        except (SealBroken, KeyError, TypeError, ValueError, AttributeError):
            return _refuted("sealed", "the inputs of this match", "bytes that were not sealed for it")
        stated = part.stated
        shown = stated if content.get("withheld") is None else withheld(stated, tuple(content["decision"]))
        changed = differences(content, shown)
        return _shown(PassportVerdict.REFUTED, differences=changed) if changed else self._replayed(part, header, key)

    def _data_key(self, issuer: Mapping[str, str]) -> DataKey:
        """Return the key of an issuer; passports of files are sealed under the home's own. Raises KeyDestroyed."""
        vault = self.store.vault
        return vault.key(self.connection, str(issuer["key"])) if issuer else vault.own

    def _why_forged(self, passport: Passport) -> str | None:
        """Return why a signature does not count, None where it does."""
        signature = passport.signature
        keys = SigningKeys.of(self.settings, self.store).known()
        known = next((key for key in keys if key.id == signature.key), None)
        if known is None:
            return wording("this home has no key {key}", key=signature.key)
        if not known.has_signed(signed_bytes(passport.content, passport.sealed), signature):
            return wording("the key {known_id} did not sign this content", known_id=known.id)
        try:
            issued_at = Header.of(passport.content).issued_at
            is_in_use = known.signed_at(issued_at)
        except (KeyError, TypeError, ValueError):
            return "the passport does not state when it was issued"
        return (
            None
            if is_in_use
            else wording(
                "the key {known_id} was not in use at {issued_at}", known_id=known.id, issued_at=issued_at.isoformat()
            )
        )

    def _replayed(self, part: SealedPart, header: Header, key: DataKey) -> VerificationShown:
        """Decide the record once more, and compare what a passport would state."""
        stated = part.stated
        try:
            matcher = self._matcher(Kind(stated["kind"]), stated["model"])
            decided = RecordDecided.of(matcher, part.inputs.explained(matcher))
            changed = differences(stated, content_of(header, part.inputs, decided, key))
        except PartsMissing as error:
            return _shown(PassportVerdict.INCOMPLETE, missing=error.missing)
        except NotCaptured as error:
            return _refuted("others", stated["others"], str(error))
        except OnematchError as error:
            return _refuted("decision", stated["decision"], str(error))
        return _shown(PassportVerdict.REFUTED if changed else PassportVerdict.VALID, differences=changed)

    def _matcher(self, kind: Kind, model: Mapping[str, Any]) -> Matcher:
        """Open the bundle and the index behind a match as they were. Raises PartsMissing."""
        folders = list(dict.fromkeys(self._folders(kind, model["bundle"])))
        has_manifest = (folder for folder in folders if (folder / MANIFEST).is_file())
        bundle = next((folder for folder in has_manifest if bundle_hash(folder) == model["bundle"]), None)
        indexes = [folder for folder in folders if _has_index(folder, model["index"])]
        missing = [
            wording("the {part} {model}: no folder of that version was found", part=part, model=model[part])
            for part, folders_of_part in (("bundle", bundle), ("index", indexes))
            if not folders_of_part
        ]
        for index in indexes if bundle else ():
            try:
                return _opened(bundle, index, model["delta"], model["changes"])
            except (BundleRefused, IndexRefused, DeltaNotKept) as error:
                missing.append(str(error))
        raise PartsMissing(missing)

    def _folders(self, kind: Kind, bundle: str) -> Iterator[Path]:
        """Yield the folders that may be the ones, of the pairs of a kind the latest first."""
        home = self.settings.home_layout
        yield from (*self.named, home.bundle(kind, bundle))
        pairs: list[Pointer] = []
        if self.matching is not None:
            with suppress(ModelNotReady):
                served = self.matching.matcher(kind)
                pairs.append(Pointer(served.bundle.path, served.index.path))
        for read in (read_pointer, read_shadow):
            with suppress(PointerBroken):
                pairs += filter(None, [read(home, kind)])
        for pair in pairs:
            yield from (locate_bundle(pair.bundle), pair.index)
        for change in reversed(read_history(home.history_file, kind)):
            yield from (home.root / change.bundle, home.root / change.index)
        yield from (*folders_built(home), *filter(None, [shipped_bundle(kind)]))


def _has_index(folder: Path, version: str) -> bool:
    try:
        return read_manifest(folder).version == version
    except IndexRefused:
        return False


def _shown(
    verdict: PassportVerdict,
    *,
    missing: Iterable[str] = (),
    differences: Iterable[DifferenceShown] = (),
    reason: str | None = None,
) -> VerificationShown:
    return VerificationShown(
        verdict=verdict,
        says=wording(SENTENCES[verdict]),
        missing=list(missing),
        differences=list(differences),
        reason=reason,
    )


def _refuted(field: str, stated: Any, recomputed: str) -> VerificationShown:
    return _shown(PassportVerdict.REFUTED, differences=[DifferenceShown(field=field, stated=stated, found=recomputed)])
