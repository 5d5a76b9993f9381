"""What users state of two records: stored as judgements on pairs, read as what must and what cannot be one entity."""

from collections.abc import Collection

from sqlalchemy import or_, select

from data.labels.label_rows import Verdict
from serving.rules.linking.links import RecordKey
from serving.rules.linking.record_pairs import PairStatement, RecordPairKey, pair_of
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import OpenScope
from serving.store.tables.links import record_judgements
from serving.sync.linking.relink import Relinking
from serving.sync.linking.statements import Author, require_record
from serving.sync.records.keys import naming


def judge_records(work: Relinking, pair: RecordPairKey, verdict: Verdict, author: Author) -> None:
    """Store the answer to the question whether two records are one. Raises RecordUnknown."""
    for key in pair:
        require_record(work.scope, key)
    first, second = pair
    row = {
        "instance_id": work.instance_id,
        **first.columns,
        "other_object": second.object.value,
        "other_id": second.id,
        "verdict": verdict.value,
        "user_mark": author.user_pseudonym,
        "at": work.context.now,
    }
    work.connection.execute(record_judgements.insert().values(**row))


def stated_among(scope: OpenScope, keys: Collection[RecordKey]) -> list[PairStatement]:
    """Return the statements on pairs of which both records are among some; a merge made some pairs one record."""
    if not keys:
        return []
    columns = record_judgements.c
    named = naming((columns.object, columns.record_id), keys)
    wanted = select(record_judgements).where(columns.instance_id == scope.instance_id, or_(*named))
    among = set(keys)
    found = []
    for row in scope.execute(wanted.order_by(columns.seq)):
        one = RecordKey.named_by(row)
        other = RecordKey(CrmObject(row.other_object), row.other_id)
        if one != other and other in among:
            found.append(PairStatement(pair_of(one, other), Verdict(row.verdict), row.at, row.seq))
    return found
