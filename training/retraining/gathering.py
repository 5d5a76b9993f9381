"""What a turn may learn from: answers and records of the contracts that allow it, unsealed in memory, and news."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.reports.drift import EVERYBODY, newest_checks
from serving.matching.bundle import Bundle
from serving.matching.rows_used import CONTRACTS, LABELS, rows_used
from serving.runtime.home import Home, Pointer, read_pointer
from serving.runtime.model_source import locate_bundle
from serving.runtime.turns import Turn
from training.feedback.feedback import Feedback, feedback_in
from training.feedback.provenance import row_hash
from training.feedback.stores import home_store
from training.promotion.comparison.model_diff import NothingServed
from training.retraining.champion_files import ChampionFiles, champion_files

UNJUDGED = 20_000
"""The most records without an answer that a contract gives where the champion's training had no file of records."""


@value_class
class Gathered:
    """The champion with its files and index, the answers and records of contracts, and the present drift alarms.

    `contracts` counts the answers of each contract that allows training.
    """

    champion: Bundle
    pair: Pointer
    index: str
    files: ChampionFiles
    feedback: Feedback
    contracts: Mapping[str, int]
    alarms: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no record to learn from."""
        return self.files.crm is None and not self.feedback.records


def gather(home: Home, kind: Kind, now: datetime) -> Gathered:
    """Gather what a turn of a kind may learn from; no value leaves this process. Raises NothingServed."""
    served = read_pointer(home, kind)
    if served is None:
        raise NothingServed(
            "{kind}: no model is served here; train and promote a first one: onematch train --help", kind=kind
        )
    pair = Pointer(locate_bundle(served.bundle), served.index)
    champion = Bundle.open(pair.bundle)
    index = UniverseIndex.open(pair.index)
    files = champion_files(home, champion, index.schema)
    with home_store() as store:
        feedback = feedback_in(store, kind, index.schema, UNJUDGED if files.crm is None else 0)
        contracts = Counter(str(row.contract) for row in feedback.rows)
        with store.reading() as connection:
            alarms = drift_alarms(connection, kind, contracts, now)
    return Gathered(
        champion=champion,
        pair=pair,
        index=index.version,
        files=files,
        feedback=feedback,
        contracts=dict(sorted(contracts.items())),
        alarms=alarms,
    )


def drift_alarms(connection: Connection, kind: Kind, contracts: Collection[str], now: datetime) -> tuple[str, ...]:
    """Return what is beyond the alarm of drift, by all contracts together or one of these."""
    alarms = {
        f"{what}: {name}"
        for (contract, of_kind), check in newest_checks(connection, now).items()
        if of_kind == kind and (contract == EVERYBODY or contract in contracts)
        for what, name, _psi in check["alarms"]
    }
    return tuple(sorted(alarms))


@value_class
class News:
    """What there is that the last turn, or the champion's training, did not know: answers, and codes of all that is."""

    answers: int
    because: tuple[str, ...]


def news_since(gathered: Gathered, before: Turn | None) -> News:
    """Return what is new since a turn; without one since the champion's training."""
    answers = _answers_since(gathered, before)
    known_index = gathered.champion.manifest.get("index") if before is None else before.index
    is_new = {
        "new_answers": answers > 0,
        "other_answers": not answers and before is not None and gathered.feedback.digest != before.digest,
        "new_index": gathered.index != known_index,
        "new_drift": any(before is None or alarm not in before.alarms for alarm in gathered.alarms),
    }
    return News(answers, () if gathered.is_empty else tuple(code for code, is_so in is_new.items() if is_so))


def _answers_since(gathered: Gathered, before: Turn | None) -> int:
    rows = gathered.feedback.rows
    if before is None:
        known = _hashes(rows_used(gathered.champion.path))
        return sum(row_hash(row) not in known for row in rows)
    if gathered.feedback.digest == before.digest:
        return 0
    since = datetime.fromisoformat(before.gathered_at)
    return sum(bool(row.judged_at) and datetime.fromisoformat(row.judged_at) > since for row in rows)


def _hashes(document: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> set[str]:
    of_contracts = document.get(LABELS, {}).get(CONTRACTS, {})
    return {row for rows in of_contracts.values() for row in rows}
