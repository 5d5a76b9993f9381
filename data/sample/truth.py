"""The sample's truth: the profile of each CRM record, its split, and the number of its unspoilt fields."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from anyascii import anyascii

from data.sample.draws import mixed
from features.normalise.text import word_set
from features.schema.array_types import Ints
from features.schema.kinds import Kind

Row = Mapping[str, str | None]
IDENTIFYING: dict[Kind, tuple[str, ...]] = {
    Kind.PERSON: (
        "first_name",
        "last_name",
        "email",
        "phone",
        "title",
        "company",
        "street",
        "city",
        "postal_code",
        "birth_date",
    ),
    Kind.COMPANY: ("name", "website", "phone", "street", "city", "postal_code", "stock_symbol"),
}
_NOT_NAMES = word_set("dr mr ms mrs prof jr sr")
TRUTH_SCHEMA = pa.schema(
    [("crm_id", pa.string()), ("universe_id", pa.string()), ("split", pa.string()), ("unspoilt", pa.string())]
)

EMPLOYERS_SCHEMA = pa.schema([("crm_id", pa.string()), ("left", pa.string())])


def unspoilt_fields(kind: Kind, record: Row, profile: Row) -> list[str]:
    """Return the identifying fields that both hold and that are equal after folding to ASCII letters and digits.

    A company equals any former company, a name any alias, a website its host, a phone number its last 8 digits.
    """
    return [field for field in IDENTIFYING[kind] if _forms(field, record) & _forms(field, profile)]


def splits(seed: int, entities: Ints) -> list[str]:
    """Return `train` or `test` for each entity, by its hash, half of them each."""
    side = mixed(entities, seed * 31 + 909) >> np.uint64(63)
    return ["test" if test else "train" for test in side.tolist()]


def truth_table(
    seed: int, ids: pa.Array, entities: Ints, universe_ids: Sequence[str | None], unspoilt: Sequence[int]
) -> pa.Table:
    """Return the truth with a row for each CRM record; `unspoilt` counts fields and is null without a profile."""
    counts = [None if right is None else str(count) for right, count in zip(universe_ids, unspoilt, strict=True)]
    columns = (universe_ids, splits(seed, entities), counts)
    arrays = [ids, *(pa.array(column, pa.string()) for column in columns)]
    return pa.Table.from_arrays(arrays, schema=TRUTH_SCHEMA)


def clusters_table(seed: int, ids: pa.Array, entities: Ints, entity_ids: pa.Array) -> pa.Table:
    """Return the cluster of each CRM record: whom it describes, also where that has no profile."""
    split = pa.array(splits(seed, entities), pa.string())
    return pa.table({"id": ids, "cluster_id": entity_ids.cast(pa.string()), "split": split})


def employers_table(ids: pa.Array, rows: Sequence[tuple[Row, int]], present: Ints) -> pa.Table:
    """Return, for each person's record with a company, whether that is another firm than the present employer."""
    left = [
        None if not row.get("company") else "yes" if firm != employer else "no"
        for (row, firm), employer in zip(rows, present.tolist(), strict=True)
    ]
    return pa.Table.from_arrays([ids, pa.array(left, pa.string())], schema=EMPLOYERS_SCHEMA)


def _forms(field: str, row: Row) -> set[str]:
    """Return the folded values that count as equal to a field, none where it is empty."""
    value = row.get(field)
    if field == "company":
        return {_folded(text) for text in (value, *_listed(row.get("past_companies"))) if text} - {""}
    if field == "name":
        return {_folded(text) for text in (value, *_listed(row.get("aliases"))) if text} - {""}
    if field in {"first_name", "last_name"} and not value:
        value = _name_part(row.get("full_name") or "", last=field == "last_name")
    if not value:
        return set()
    folded = _folded(value)
    if field == "phone":
        return {folded[-8:]}
    if field == "website":
        host = value.split("//")[-1].split("/")[0].removeprefix("www.")
        return {_folded(host)}
    return {folded} - {""}


def _name_part(full: str, *, last: bool) -> str:
    """Return the first or the last name of `Dr. First Last Jr` or `Last, First`."""
    if "," in full:
        return full.partition(",")[0 if last else 2]
    words = [word for word in full.split() if word.casefold().strip(".") not in _NOT_NAMES]
    return " ".join(words[1:] if last else words[:1])


def _listed(text: str | None) -> list[str]:
    return text.split("; ") if text else []


def _folded(text: str) -> str:
    return "".join(letter for letter in anyascii(text).casefold() if letter.isalnum())
