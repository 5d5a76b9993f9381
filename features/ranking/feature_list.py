"""The declared list of pair features per kind: the interface of every re-ranker."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from features.compiled.opcodes import SUM
from features.pairs.evidence import Evidence
from features.ranking.company_features import COMPANY_FEATURES
from features.ranking.feature_program import FeatureProgram
from features.ranking.pair_feature import OWN_FAMILY, Compute, CoveragePart, Feature, Joined, WeightOf, shared, text
from features.ranking.person_features import PERSON_FEATURES
from features.schema.array_types import SingleRows
from features.schema.kinds import Kind
from features.schema.own_field import OwnFeature, OwnField
from features.schema.schema import Shape, schema_of

FEATURES: Mapping[Kind, tuple[Feature, ...]] = {Kind.PERSON: PERSON_FEATURES, Kind.COMPANY: COMPANY_FEATURES}

OWN_FORMS: Mapping[str, Callable[[OwnField, OwnFeature], Compute]] = {
    "text": lambda _, feature: text(feature.measure, feature.field),
    "shared": lambda _, feature: shared(feature.field),
    "rarest": lambda _, feature: CoveragePart(feature.field, feature.field, "rarest_shared"),
    "weight": lambda own, _: Joined(SUM, (WeightOf(own.name, own.fields[0].name),)),
}
"""The forms of an own field's pair features."""


@lru_cache(maxsize=64)
def features_of(shape: Shape) -> tuple[Feature, ...]:
    """Return the pair features of a schema: the built-in ones, then those of its own fields."""
    schema = schema_of(shape)
    own = tuple(
        Feature(
            name=f"own_{field.name}_{each.suffix}",
            family=OWN_FAMILY + field.name,
            sentence=f"of {each.sentence} of {field.name}",
            compute=OWN_FORMS[each.form](field, each),
            monotone=each.monotone,
            version=field.fields[0].version,
        )
        for field in schema.own
        for each in field.features
    )
    return FEATURES[schema.kind] + own


def feature_matrix(evidence: Evidence, features: Sequence[Feature]) -> SingleRows:
    """Compute features, one row per pair."""
    return FeatureProgram(tuple(features)).matrix(evidence)
