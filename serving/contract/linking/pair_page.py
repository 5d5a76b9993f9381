"""A record beside profiles: what the pages of review, records and wrong links show of a pair."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from features.schema.kinds import COLUMNS, Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.console.api import Api, Refusal
from serving.crm.vendor import in_address
from serving.drawing.svg import Titled
from serving.drawing.waterfall import FallBar, draw_waterfall
from serving.explanation.bodies import Closeness, StepShown
from serving.explanation.drawn import drawn_steps
from serving.explanation.editable_columns import FIELD_OF, NO_EVIDENCE
from serving.http.wire.formats import JsonObject
from serving.vocabulary.terms import KIND_OF, CrmObject

MAX_CANDIDATES = 3
MAX_NAMED = 200
_WHOLE_NAME = "full_name"
_PARTS = frozenset({"first", "last"})


@value_class
class EvidenceMark:
    """How a comparison speaks, by word and sign, never by colour alone."""

    sign: str
    word: str
    name: str


MARKS = {
    Closeness.SAME: EvidenceMark("=", "same", "same"),
    Closeness.CLOSE: EvidenceMark("≈", "close", "close"),
    Closeness.DIFFERENT: EvidenceMark("≠", "differs", "different"),
    None: EvidenceMark("", "", ""),
}
"""A mark for each closeness; a side without a value is missing evidence, never disagreement."""


def record_path(crm_object: str, record_id: str) -> str:
    """Return the API's path of a record."""
    return f"/records/{in_address(crm_object)}/{in_address(record_id)}"


def kind_of(crm_object: str) -> str:
    """Return the kind of an object's records, of opportunities none."""
    return KIND_OF.get(CrmObject(crm_object), "")


def candidates_of(record: Mapping[str, Any], first: Sequence[str | None]) -> list[str]:
    """Return the ids of the best candidates that a record was decided among, the given ones first; at most three."""
    decided = [candidate["profile_id"] for candidate in record["candidates"]]
    return list(dict.fromkeys(candidate for candidate in (*first, *decided) if candidate))[:MAX_CANDIDATES]


def refused_of(record: Mapping[str, Any]) -> set[str]:
    """Return the ids of the profiles that users refused for a record."""
    return {stated["profile_id"] for stated in record["statements"] if stated["verdict"] == "not_match"}


async def names_of(api: Api, profiles: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the names of profiles of both kinds by id, which differ; one that is gone has none."""
    distinct = list(dict.fromkeys(profiles))
    names: dict[str, str] = {}
    for kind in Kind:
        ids = [profile_id for of, profile_id in distinct if of == kind and profile_id][:MAX_NAMED]
        if ids:
            names |= (await api.get("/profiles/names", kind=kind, id=ids))["names"]
    return names


async def explanation_of(api: Api, record: Mapping[str, Any], profile_id: str, **options: object) -> Any:
    """Return the API's explanation of a record and a profile; None for a profile that is gone."""
    path = record_path(record["object"], record["id"])
    try:
        return await api.get(f"{path}/explanation", profile_id=profile_id, **options)
    except Refusal as refused:
        if refused.status in (404, 422):
            return None
        raise


def compared_rows(record: Mapping[str, Any], pair: Mapping[str, Any]) -> list[JsonObject]:
    """Return a row for each column of a record or profile: both values, and how their comparison speaks.

    The record's value is the CRM's own where there is one, else as it is compared.
    """
    kind = Kind(kind_of(record["object"]))
    columns = record["columns"] or {}
    compared = _compared_fields(pair)
    rows = []
    for column in COLUMNS[kind]:
        comparison = compared.get(FIELD_OF[kind].get(column, "")) or compared.get(column, {})
        value = columns.get(column) or _text(comparison.get("record"))
        if column == _WHOLE_NAME and not comparison and compared.keys() & _PARTS:
            continue  # its parts are compared
        if column not in NO_EVIDENCE and (value or comparison.get("profile") or comparison.get("withheld")):
            rows.append(_row(column, value, comparison))
    return rows


def _compared_fields(pair: Mapping[str, Any]) -> dict[str, JsonObject]:
    """Return what the comparisons say by field: a comparison is about its first field and reads the others."""
    fields: dict[str, JsonObject] = {}
    for comparison in pair["comparisons"]:
        own, *read = comparison["fields"]
        fields[own["name"]] = comparison | own
        for field in read:
            fields.setdefault(field["name"], field)
    return fields


def _row(column: str, value: str, comparison: Mapping[str, Any]) -> JsonObject:
    profile = _text(comparison.get("profile"))
    withheld = bool(comparison.get("withheld"))
    mark = MARKS[comparison.get("closeness")]
    level = comparison["level"] if mark.sign else wording(_uncompared(value, profile, withheld=withheld))
    if matched := comparison.get("matched"):
        level = f"{level}: {', '.join(matched)}"
    row = {"field": column, "record": value, "profile": profile, "withheld": withheld}
    return row | {"mark": mark, "level": level, "weight": comparison.get("weight", 0.0)}


def _uncompared(value: str, profile: str, *, withheld: bool) -> str:
    if value and (profile or withheld):
        return "not compared by itself"
    if present := value or profile:
        return "not in the profile" if present == value else "not in the CRM"
    return "not in the CRM" if withheld else "in neither"


def waterfall_of(pair: Mapping[str, Any], key: str = "waterfall") -> tuple[list[FallBar], str]:
    """Return the steps of a pair's waterfall and their drawing; small features are one step."""
    steps = [StepShown.model_validate(step) for step in pair["waterfall"]]
    bars = drawn_steps(steps)
    probability = pair["probability"]
    total = FallBar(wording("probability {value:.6f}", value=probability), 0.0, bars[-1].end, is_total=True)
    description = wording(
        "A waterfall in log-odds from the base value to the probability {value:.6f}.", value=probability
    )
    return bars, draw_waterfall(Titled(key, "How the probability comes about", description), [*bars, total])


def _text(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
