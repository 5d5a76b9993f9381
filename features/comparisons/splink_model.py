"""A trained Splink 5 model read from its JSON, each level's condition compiled for the kernel."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlglot import exp

from features.comparisons.facts import Condition
from features.comparisons.sql_condition import compile_condition, parse_condition
from features.comparisons.sql_operand import UnknownFragment, plain
from features.schema.errors import OnematchError
from features.schema.schema import Shape, schema_of
from features.schema.texts import wording
from features.schema.value_class import value_class

PRIOR_OF_A_MATCH = "probability_two_random_records_match"
_SIDE = re.compile(r"\b(\w+)_[lr]\b")
MIN_PROBABILITY = 1e-300
"""Splink clamps m and u to this before it takes their logarithm."""


class UnknownCondition(OnematchError):
    """A level's condition is outside the language that the kernel understands."""

    def __init__(self, comparison: str, level: str, reason: str) -> None:
        super().__init__(
            "comparison {comparison!r}, level {level!r}: {reason}", comparison=comparison, level=level, reason=reason
        )


class IncompleteModel(OnematchError):
    """A Splink model lacks a number or a level that a weight needs."""


@value_class
class TermAdjustment:
    """The term frequency adjustment of a level: `weight * (log2_u - log2(max(tf, least)))`."""

    field: str
    log2_u: float
    weight: float
    least: float


@value_class
class WeighedLevel:
    """One level: Splink's number for it (-1 for null), its log2 weight; `condition` is None for ELSE."""

    gamma: int
    weight: float
    label: str
    condition: Condition | None
    adjustment: TermAdjustment | None


@value_class
class ComparisonModel:
    """The levels of one comparison, of which the first that holds counts; the last one is ELSE."""

    name: str
    levels: tuple[WeighedLevel, ...]


@value_class
class SplinkModel:
    """The comparisons and the weight of the prior, in log2."""

    comparisons: tuple[ComparisonModel, ...]
    prior_weight: float


def read_splink_model(settings: Mapping[str, object], kind: Shape) -> SplinkModel:
    """Compile a Splink 5 settings dictionary; raises UnknownCondition or IncompleteModel."""
    prior = _probability(settings, PRIOR_OF_A_MATCH, "the model")
    if prior in {0, 1}:
        raise IncompleteModel(
            "the model: got {prior}, expected a number between 0 and 1 in {prior_of_a_match!r}",
            prior=prior,
            prior_of_a_match=PRIOR_OF_A_MATCH,
        )
    comparisons = tuple(_comparison(entry, kind) for entry in _entries(settings, "comparisons", "the model"))
    return SplinkModel(comparisons, math.log2(prior / (1 - prior)))


def _comparison(entry: Mapping[str, object], kind: Shape) -> ComparisonModel:
    name = str(entry.get("output_column_name"))
    levels = _entries(entry, "comparison_levels", f"comparison {name!r}")
    if not levels or not _is_else(levels[-1]) or any(_is_else(level) for level in levels[:-1]):
        raise IncompleteModel("comparison {name!r}: expected one ELSE, as the last level", name=name)
    gamma = sum(not level.get("is_null_level") for level in levels)
    read: list[WeighedLevel] = []
    for level in levels:
        is_null = bool(level.get("is_null_level"))
        gamma -= not is_null
        read.append(_LevelReader(name, kind, levels, level).read(-1 if is_null else gamma))
    return ComparisonModel(name, tuple(read))


@value_class
class _LevelReader:
    comparison: str
    kind: Shape
    siblings: Sequence[Mapping[str, object]]
    level: Mapping[str, object]

    def read(self, gamma: int) -> WeighedLevel:
        sql = str(self.level.get("sql_condition"))
        label = str(self.level.get("label_for_charts") or sql)
        try:
            condition = None if _is_else(self.level) else compile_condition(sql, self.kind)
        except UnknownFragment as refusal:
            raise UnknownCondition(
                self.comparison, label, wording("in `{sql}`, {refusal}", sql=sql, refusal=refusal)
            ) from refusal
        return WeighedLevel(gamma, self._weight(gamma), label, condition, self._adjustment(gamma))

    def _weight(self, gamma: int) -> float:
        if gamma == -1:
            return 0.0
        m, u = (max(self._number(self.level, key), MIN_PROBABILITY) for key in ("m_probability", "u_probability"))
        return math.log2(m / u)

    def _number(self, level: Mapping[str, object], key: str) -> float:
        return _probability(
            level,
            key,
            wording(
                "comparison {comparison!r}, level {value!r}",
                comparison=self.comparison,
                value=level.get("sql_condition"),
            ),
        )

    def _adjustment(self, gamma: int) -> TermAdjustment | None:
        field = self.level.get("tf_adjustment_column")
        weight = _float(self.level, "tf_adjustment_weight", 1.0)
        if field is None or gamma == -1 or weight == 0 or _is_else(self.level):
            return None
        name = exp.to_identifier(str(field).strip('"`')).name.lower()
        if all(name != known.name or known.plural for known in schema_of(self.kind).fields):
            reason = wording(
                "term frequencies of {name!r}: expected a text field of a {kind}", name=name, kind=self.kind
            )
            raise UnknownCondition(self.comparison, str(self.level.get("label_for_charts")), reason)
        u = max(self._number(self._exact_level(name), "u_probability"), MIN_PROBABILITY)
        return TermAdjustment(name, math.log2(u), weight, _float(self.level, "tf_minimum_u_value", 0.0))

    def _exact_level(self, field: str) -> Mapping[str, object]:
        """Return the level whose u a term frequency replaces: the one of the condition `field_l = field_r`."""
        if self.level.get("disable_tf_exact_match_detection"):
            return self.level
        for level in self.siblings:
            if not _is_else(level) and _exact_field(str(level.get("sql_condition"))) == field:
                return level
        raise IncompleteModel(
            "comparison {comparison!r}: a term frequency of {field!r} needs an exact level",
            comparison=self.comparison,
            field=field,
        )


def fields_read(comparison: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields of an entry of Splink's settings, in the order of its conditions."""
    return fields_in(" ".join(str(level["sql_condition"]) for level in comparison["comparison_levels"]))


def fields_in(condition: str) -> tuple[str, ...]:
    """Return the fields that a condition reads, on either side."""
    return tuple(dict.fromkeys(_SIDE.findall(condition)))


@lru_cache(maxsize=2048)
def _exact_field(sql: str) -> str | None:
    """Return the field of a condition `field_l = field_r`, None for any other."""
    node = plain(parse_condition(sql.lower()))
    if not isinstance(node, exp.EQ):
        return None
    names = [side.name[:-2] for side in (plain(node.left), plain(node.right)) if isinstance(side, exp.Column)]
    return names[0] if len(names) == 2 and names[0] == names[1] else None


def _is_else(level: Mapping[str, object]) -> bool:
    return str(level.get("sql_condition")).strip().upper() == "ELSE"


def _entries(owner: Mapping[str, object], key: str, where: str) -> list[Mapping[str, object]]:
    entries = owner.get(key)
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise IncompleteModel("{where}: expected a list of objects in {key!r}", where=where, key=key)
    return entries


def _probability(owner: Mapping[str, object], key: str, where: str) -> float:
    value = owner.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise IncompleteModel(
            "{where}: got {value!r}, expected a number from 0 to 1 in {key!r}", where=where, value=value, key=key
        )
    return float(value)


def _float(owner: Mapping[str, object], key: str, default: float) -> float:
    value = owner.get(key, default)
    return float(value) if isinstance(value, int | float) else default
