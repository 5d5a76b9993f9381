"""`params.toml`: the parameters of a training, read, checked against what there is, and written as an example."""

import json
import os
import textwrap
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb
import sqlglot
from pydantic import BaseModel, ValidationError
from sqlglot import exp

from features.blocking.blocking_rules import rules_of
from features.comparisons.comparisons import comparisons_of
from features.comparisons.splink_model import IncompleteModel, UnknownCondition
from features.comparisons.sql_operand import UnknownFragment
from features.own_fields.optional import OPTIONAL
from features.pairs.columns import columns_of
from features.ranking.feature_list import features_of
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from training.fitting.methods.chosen_comparisons import chosen_comparisons, require_understood
from training.fitting.methods.splink_fit import pairs_blocked_by, quiet_connection
from training.fitting.methods.training_parameters import (
    EmRule,
    LevelText,
    Section,
    TrainingParameters,
    as_text,
    defaults_of,
)

WIDTH = 118
HEAD = """\
# Parameters of `onematch train --kind {kind} --params FILE`. These are the usual ones: a training with this file gives
# the same bundle as one without it. Lines may be deleted; what a file does not name stays as usual.
"""
COMPARISONS = """
# The comparisons of Splink, each with its levels from the strongest agreement to the weakest; what holds none of them
# differs. A list takes the place of all levels of its comparison, and [] switches the comparison off. `tf`: the column
# whose term frequencies adjust the level. SQL: `and or not`, `=`, `is null`, numbers, `round(jaro_winkler_similarity(
# a, b), 6)`, `damerau_levenshtein`, `list_has_any`, `len(list_intersect(a, b))`, `substr`, `length`.
# [comparisons]
"""
NEW_COMPARISONS = """
# Further comparisons, under names of your own. One is null where a side of its first level is missing.
# [new_comparisons]
# first_and_postal = [
#   {sql = "first_l = first_r AND postal_l = postal_r", label = "same first name and postal code"},
# ]
"""


class ParametersWrong(OnematchError):
    """Parameters of a training cannot be used; the message names the file, the parameter, what was got and expected."""


def read_parameters(schema: Schema, given: object) -> TrainingParameters | None:
    """Return the parameters of a caller: of a file by its path, or a dictionary; None for None.

    Names may be dotted. Raises ParametersWrong.
    """
    if given is None:
        return None
    if isinstance(given, Mapping):
        return _checked(schema, "params", given)
    if not isinstance(given, str | os.PathLike):
        raise ParametersWrong(f"params: got {type(given).__name__}, expected the path of a file, or a dictionary")
    try:
        document = tomllib.loads(Path(given).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParametersWrong(f"{given}: cannot be read as TOML: {error}") from error
    return _checked(schema, str(given), document)


def _checked(schema: Schema, where: str, given: Mapping[str, Any]) -> TrainingParameters:
    merged = defaults_of(schema.kind).model_dump(mode="json")
    for name, value in given.items():
        section, _, inner = name.partition(".")
        values = {inner: value} if inner else value
        both = isinstance(values, Mapping) and isinstance(merged.get(section), dict)
        merged[section] = merged[section] | values if both else values
    try:
        parameters = TrainingParameters.model_validate_json(json.dumps(merged, default=str))
    except ValidationError as error:
        raise ParametersWrong(f"{where}: {'; '.join(_mistakes(error))}") from error
    try:
        _require_known(schema, parameters)
    except (UnknownCondition, IncompleteModel, UnknownFragment, ParametersWrong) as error:
        raise ParametersWrong(f"{where}: {error}") from error
    return parameters


def _mistakes(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        name = ".".join(map(str, one["loc"]))
        if one["type"] != "extra_forbidden":
            yield f"{name}: got {as_text(one['input'])}, {one['msg'][0].lower()}{one['msg'][1:]}"
            continue
        *section, key = map(str, one["loc"])
        fields = TrainingParameters.model_fields
        kind = fields[section[0]].annotation if section else TrainingParameters
        model = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else LevelText
        yield f"{name}: {_unknown(key, model.model_fields)}"


def _unknown(name: str, known: Iterable[str]) -> str:
    """Return what is said of a name that nothing has: the nearest known one, or all."""
    nearest = get_close_matches(name, [*known], 1, 0.5)
    expected = nearest[0] if nearest else f"one of {', '.join(known)}"
    return f"got the unknown name {name!r}, expected {expected}"


def _require_known(schema: Schema, parameters: TrainingParameters) -> None:
    """Raise unless all that parameters name is there, and every level and rule in SQL is understood."""
    declared = [one.name for one in comparisons_of(schema)]
    features, fields = [one.name for one in features_of(schema)], [one.name for one in schema.fields]
    _require("trees.features_left_out", parameters.trees.features_left_out, features)
    _require("retrieval.rules_off", parameters.retrieval.rules_off, [rule.name for rule in rules_of(schema)])
    _require("comparisons", parameters.comparisons, declared)
    if len(set(parameters.trees.features_left_out)) == len(features):
        raise ParametersWrong("trees.features_left_out: got every pair feature, expected some to be read")
    taken = {*declared, *fields, *(one.name for one in OPTIONAL[schema.kind])}
    for name, levels in parameters.new_comparisons.items():
        if name in taken or not name.isidentifier() or not levels:
            expected = "a name of letters, digits and _ that no comparison and no field has, and at least one level"
            raise ParametersWrong(f"new_comparisons: got {name!r} with {len(levels)} levels, expected {expected}")
    chosen = chosen_comparisons(parameters, schema)
    if blind := [one.name for one in chosen if not one.fields]:
        raise ParametersWrong(f"new_comparisons: {blind[0]}: got a first level without a field, expected one to read")
    require_understood(chosen, schema)
    for rule in parameters.splink.em_rules:
        _require_rule(schema, rule, fields)


def _require(where: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise ParametersWrong(f"{where}: {_unknown(name, known)}")


def _require_rule(schema: Schema, rule: EmRule, fields: Collection[str]) -> None:
    """Raise unless a blocking rule of EM names fields, or is SQL that DuckDB takes and that joins by an equality."""
    where = "splink.em_rules"
    if not isinstance(rule, str):
        _require(where, rule, fields)
        return
    nobody = columns_of(schema, [], [])
    try:
        with quiet_connection() as connection:
            pairs_blocked_by(connection, nobody, nobody, rule)
        parts = [one for one in sqlglot.parse_one(rule, dialect="duckdb").flatten() if isinstance(one, exp.EQ)]
    except (duckdb.Error, sqlglot.ParseError) as error:
        raise ParametersWrong(f"{where}: got {rule!r}, which is not understood: {error}") from error
    if not any({column.table for column in one.find_all(exp.Column)} == {"l", "r"} for one in parts):
        raise ParametersWrong(f"{where}: got {rule!r}, expected an equality between l and r, such as l.last = r.last")


def example_of(kind: Kind) -> str:
    """Return the usual parameters of a kind as a commented file."""
    usual = defaults_of(kind)
    lines = [HEAD.format(kind=kind), *_lines(usual, TrainingParameters.model_fields)]
    for name, field in TrainingParameters.model_fields.items():
        section = getattr(usual, name)
        if isinstance(section, Section) and isinstance(field.annotation, type):
            says = " ".join((field.annotation.__doc__ or "").split())
            lines += ["", f"# {says}", f"[{name}]", *_lines(section, type(section).model_fields)]
    return "\n".join([*lines, COMPARISONS.rstrip(), *_level_lines(kind), NEW_COMPARISONS])


def _lines(section: Section, fields: Mapping[str, Any]) -> Iterator[str]:
    for name, field in fields.items():
        value = getattr(section, name)
        if not isinstance(value, Section | dict):
            yield from textwrap.wrap(field.description, WIDTH, initial_indent="# ", subsequent_indent="# ")
            yield f"# {name} = 0" if value is None else f"{name} = {as_text(value)}"


def _level_lines(kind: Kind) -> Iterator[str]:
    for comparison in comparisons_of(kind):
        yield f"# {comparison.name} = ["
        for level in comparison.levels:
            tf = f", tf = {as_text(level.tf_column)}" if level.tf_column else ""
            yield f"#   {{sql = {as_text(level.sql)}, label = {as_text(level.label)}{tf}}},"
        yield "# ]"
