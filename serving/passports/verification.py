"""A passport is verified: its signature, what it was sealed for, and the match replayed to the last digit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.explanation.pair_explanation import RecordDecided
from serving.passports.content import Header, StatedDifference, content_of, differences, withheld
from serving.passports.inputs import MatchInputs, NotCaptured
from serving.passports.issue import SealedPart
from serving.passports.passport import Content, Passport
from serving.passports.places import PartsMissing, Places, UsedModel
from serving.passports.signing_keys import SigningKeys
from serving.store.vault import DataKey, KeyDestroyed, SealBroken

OpenKey = Callable[[Mapping[str, str]], DataKey]
"""Returns the data key of a passport's issuer; raises KeyDestroyed."""


class PassportVerdict(StrEnum):
    """What a verification found."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    REFUTED = "refuted"
    FORGED = "forged"


SENTENCES: Mapping[PassportVerdict, str] = {
    PassportVerdict.VALID: "rightly signed, and the replayed match is what the passport states, to the last digit",
    PassportVerdict.INCOMPLETE: "rightly signed, but the match cannot be replayed, because something is missing",
    PassportVerdict.REFUTED: "rightly signed, but the passport states something else than what was found",
    PassportVerdict.FORGED: "the signature is not that of a key of this home for what the passport holds",
}


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a passport: what is missing for a replay, what differs, or why the signature does not count."""

    verdict: PassportVerdict
    missing: tuple[str, ...] = ()
    differences: tuple[StatedDifference, ...] = ()
    reason: str | None = None

    @property
    def says(self) -> str:
        """The verdict as a sentence."""
        return SENTENCES[self.verdict]


@dataclass(frozen=True, slots=True)
class Verifier:
    """What a verification needs: the signing keys, the data keys, and where bundles and indexes are."""

    signing: SigningKeys
    open_key: OpenKey
    places: Places

    def verify(self, passport: Passport) -> Verification:
        """Verify a passport. Raises PassportUnreadable where its content has no canonical form."""
        forged = self._why_forged(passport)
        if forged is not None:
            return Verification(PassportVerdict.FORGED, reason=forged)
        try:
            header = Header.of(passport.content)
            key = self.open_key(header.issuer)
            part = SealedPart.unsealed(passport.sealed, key, header.context)
        except KeyDestroyed:
            return Verification(
                PassportVerdict.INCOMPLETE, ("the data key of its contract, which was destroyed or is not here",)
            )
        except (SealBroken, KeyError, TypeError, ValueError, AttributeError):
            return _refuted(StatedDifference("sealed", "the inputs of this match", "bytes that were not sealed for it"))
        stated = differences(passport.content, _as_shown(part.stated, passport.content))
        return _refuted(*stated) if stated else self._replayed(part, header, key)

    def _why_forged(self, passport: Passport) -> str | None:
        """Return why a signature does not count, None where it does."""
        signature, known = passport.signature, self.signing.find(passport.signature.key)
        if known is None:
            return f"this home has no key {signature.key}"
        if not known.has_signed(passport.signed_bytes, signature):
            return f"the key {known.id} did not sign this content"
        try:
            issued_at = Header.of(passport.content).issued_at
            is_in_use = known.signed_at(issued_at)
        except (KeyError, TypeError, ValueError):
            return "the passport does not state when it was issued"
        return None if is_in_use else f"the key {known.id} was not in use at {issued_at.isoformat()}"

    def _replayed(self, part: SealedPart, header: Header, key: DataKey) -> Verification:
        try:
            found = self._content(part.inputs, _model_of(part.stated), header, key)
        except PartsMissing as error:
            return Verification(PassportVerdict.INCOMPLETE, error.missing)
        except NotCaptured as error:
            return _refuted(StatedDifference("others", part.stated["others"], str(error)))
        except OnematchError as error:
            return _refuted(StatedDifference("decision", part.stated["decision"], str(error)))
        changed = differences(part.stated, found)
        return _refuted(*changed) if changed else Verification(PassportVerdict.VALID)

    def _content(self, inputs: MatchInputs, model: UsedModel, header: Header, key: DataKey) -> dict[str, Any]:
        """Decide the record once more, and return what a passport would state. Raises PartsMissing."""
        matcher = self.places.matcher(model)
        decided = RecordDecided.of(matcher, inputs.explained(matcher))
        return content_of(header, inputs, decided, key)


def _refuted(*found: StatedDifference) -> Verification:
    return Verification(PassportVerdict.REFUTED, differences=found)


def _as_shown(stated: Content, content: Content) -> Content:
    """Return what was sealed as the passport shows it."""
    return stated if content.get("withheld") is None else withheld(stated, tuple(content["decision"]))


def _model_of(stated: Content) -> UsedModel:
    model = stated["model"]
    return UsedModel(Kind(stated["kind"]), model["bundle"], model["index"], model["delta"], model["changes"])
