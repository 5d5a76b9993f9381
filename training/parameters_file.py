"""`params.toml`: the parameters of a training, read, checked against what there is, and refused by name."""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb
from pydantic import ValidationError

from features.blocking.blocking_rules import rules_of
from features.comparisons.comparisons import comparisons_of
from features.comparisons.splink_model import IncompleteModel, UnknownCondition
from features.comparisons.sql_operand import UnknownFragment
from features.own_fields.optional import OPTIONAL
from features.pairs.columns import columns_of
from features.ranking.feature_list import features_of
from features.schema.errors import OnematchError, expected_of
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from training.fitting.methods.chosen_comparisons import chosen_comparisons, require_understood
from training.fitting.methods.splink_fit import pairs_blocked_by, quiet_connection
from training.fitting.methods.training_parameters import (
    LevelText,
    TrainingParameters,
    as_text,
    defaults_of,
)

START_FROM = "start-from"
"""The option of a training that --vary takes beside its parameters."""
Varied = Mapping[str, Sequence[object]]


class ParametersWrong(OnematchError):
    """Parameters of a training cannot be used; the message names the file, the parameter, what was got and expected."""


def read_parameters(schema: Schema, given: object) -> TrainingParameters | None:
    """Return the parameters of a caller: of a file by its path, or a dictionary; None for None.

    Names may be dotted. Raises ParametersWrong.
    """
    if given is None:
        return None
    where, document = ("params", given) if isinstance(given, Mapping) else (str(given), read_toml(Path(str(given))))
    try:
        parameters = TrainingParameters.model_validate_json(json.dumps(_merged(schema, document), default=str))
        _require_known(schema, parameters)
    except ValidationError as error:
        raise ParametersWrong(
            "{where}: {error}", where=where, error="; ".join(_mistakes(error, schema.kind))
        ) from error
    except (UnknownCondition, IncompleteModel, UnknownFragment, ParametersWrong, duckdb.Error) as error:
        raise ParametersWrong("{where}: {error}", where=where, error=error) from error
    return parameters


def read_toml(path: Path) -> dict[str, Any]:
    """Return a file of parameters as its sections. Raises ParametersWrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParametersWrong("{path}: cannot be read as TOML: {error}", path=path, error=error) from error


def read_varied(kind: Kind, given: Sequence[str]) -> Varied:
    """Read `name=value,value` of --vary; a name may leave its section out, and the words before its last one.

    `rate` is `trees.learning_rate`: of several the one of the trees. Raises ParametersWrong.
    """
    known = [*defaults_of(kind).flat, START_FROM]
    varied: dict[str, list[object]] = {}
    for text in given:
        name, _, listed = text.partition("=")
        values = [_value(value.strip()) for value in listed.split(",") if value.strip()]
        named = [key for key in known if name in (key, key.partition(".")[2]) or key.endswith(f"_{name}")]
        chosen = next((key for key in named if key == name or key.startswith("trees.")), next(iter(named), None))
        if chosen is None or not values or chosen in varied:
            expected = "NAME=VALUE,VALUE with each name once"
            wrong = (
                wording("got {text!r}, expected {expected}", text=text, expected=expected)
                if chosen is not None
                else _unknown(name, known)
            )
            raise ParametersWrong("--vary: {wrong}", wrong=wrong)
        varied[chosen] = values
    return varied


def _value(text: str) -> object:
    """Return a value as TOML has it; `.05` is a number too, any other word a text."""
    try:
        return tomllib.loads(f"value = {'0' if text.startswith('.') else ''}{text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _merged(schema: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the usual parameters with the given ones in their place."""
    merged = defaults_of(schema.kind).model_dump(mode="json")
    for name, value in given.items():
        section, dot, inner = name.partition(".")
        values = {inner: value} if dot else value
        usual = merged.get(section)
        merged[section] = usual | values if isinstance(usual, dict) and isinstance(values, dict) else values
    return merged


def _mistakes(error: ValidationError, kind: Kind) -> Iterator[str]:
    names = {name for dotted in defaults_of(kind).flat for name in dotted.split(".")}
    for mistake in error.errors():
        *_, key = path = [*map(str, mistake["loc"])]
        says = wording("got {got}, expected {expected}", got=as_text(mistake["input"]), expected=expected_of(mistake))
        is_unknown = mistake["type"] == "extra_forbidden"
        yield f"{'.'.join(path)}: {_unknown(key, names | {*LevelText.model_fields}) if is_unknown else says}"


def _unknown(name: str, known: Collection[str]) -> str:
    [nearest] = get_close_matches(name, known, 1, 0.5) or ["one that --params-example lists"]
    return wording("got the unknown name {name!r}, expected {nearest}", name=name, nearest=nearest)


def _require_known(schema: Schema, parameters: TrainingParameters) -> None:
    """Raise unless all that parameters name is there, and every level and rule in SQL is understood."""
    declared = [comparison.name for comparison in comparisons_of(schema)]
    fields = [field.name for field in schema.fields]
    em_rules = parameters.splink.em_rules
    for where, names, known in (
        (
            "trees.features_left_out",
            parameters.trees.features_left_out,
            [feature.name for feature in features_of(schema)],
        ),
        ("retrieval.rules_off", parameters.retrieval.rules_off, [rule.name for rule in rules_of(schema)]),
        ("comparisons", parameters.comparisons, declared),
        ("splink.em_rules", [field for rule in em_rules if not isinstance(rule, str) for field in rule], fields),
    ):
        for name in names:
            if name not in known:
                raise ParametersWrong("{where}: {name}", where=where, name=_unknown(name, known))
    taken = {*declared, *fields, *(field.name for field in OPTIONAL[schema.kind])}
    for name, levels in parameters.new_comparisons.items():
        if name in taken or not name.isidentifier() or not levels:
            expected = "a name of letters, digits and _ that no comparison and no field has, and at least one level"
            raise ParametersWrong(
                "new_comparisons: got {name!r} with {n_levels} levels, expected {expected}",
                name=name,
                n_levels=len(levels),
                expected=expected,
            )
    require_understood(chosen_comparisons(parameters, schema), schema)
    nobody = columns_of(schema, [], [])
    with quiet_connection() as connection:
        for rule in em_rules:
            if isinstance(rule, str):
                pairs_blocked_by(connection, nobody, nobody, rule)
