"""The whole answer to "why": the decision, the pair, the contrast with another profile, and the smallest edit."""

from dataclasses import dataclass
from enum import Enum

from features.schema.kinds import Kind
from features.schema.schema import Schema
from serving.explanation.contrast import Contrast, contrast
from serving.explanation.edits import EditSearch, find_edits
from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.pair_explanation import MadeDecision, PairExplanation, RecordDecided
from serving.matching.matcher import Matcher


class EditEffort(Enum):
    """How far edits are searched."""

    NONE = 0
    WITHIN_LIMIT = 1
    THOROUGH = 2


@dataclass(frozen=True, slots=True)
class WantedExplanation:
    """What is to be explained: a profile, the one to compare it with, and how far edits are searched."""

    profile_id: str
    against: str | None = None
    edits: EditEffort = EditEffort.NONE


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a record was decided as it was, and why a profile has its probability for it."""

    record_id: str
    schema: Schema
    model_version: str
    basis: str
    decision: MadeDecision
    pair: PairExplanation
    contrast: Contrast | None
    edits: EditSearch | None

    @property
    def kind(self) -> Kind:
        return self.schema.kind


def explain(matcher: Matcher, explained: ExplainedRecord, wanted: WantedExplanation) -> Explanation:
    """Explain a record and a profile. Raises RecordUnreadable, ExplainedProfileUnknown."""
    return explain_decided(RecordDecided.of(matcher, explained), wanted)


def explain_decided(decided: RecordDecided, wanted: WantedExplanation) -> Explanation:
    """Explain a record that is decided already. Raises ExplainedProfileUnknown."""
    pair = decided.explain(wanted.profile_id)
    other = None if wanted.against is None else decided.explain(wanted.against)
    return Explanation(
        decided.explained.record_id,
        decided.matcher.schema,
        decided.matcher.model_version,
        decided.variant.outcome.basis,
        decided.decision,
        pair,
        None if other is None else contrast(pair, other),
        _edits(decided, wanted),
    )


def _edits(decided: RecordDecided, wanted: WantedExplanation) -> EditSearch | None:
    if wanted.edits is EditEffort.NONE:
        return None
    thorough = wanted.edits is EditEffort.THOROUGH
    return find_edits(decided, wanted.profile_id, wanted.against, thorough=thorough)
