"""goldenmatch: its zero-configuration match of a target file with a reference file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from features.schema.kinds import Kind
from training.bench.peers.tables import Tables

_RESULT = {"target_id": "crm_id", "ref_id": "universe_id", "__match_score__": "probability"}


def link_with_goldenmatch(kind: Kind, tables: Tables) -> pd.DataFrame:  # noqa: ARG001 - it detects the kind of the rows
    """Match two CSV files as in its documentation: the best profile of each record; its score is no probability."""
    import goldenmatch

    with TemporaryDirectory() as folder:
        files = {name: str(Path(folder, f"{name}.csv")) for name in ("crm", "universe")}
        tables.crm.to_csv(files["crm"], index=False)
        tables.universe.to_csv(files["universe"], index=False)
        matched = goldenmatch.match(files["crm"], files["universe"]).matched
    if matched is None or not matched.num_rows:
        return pd.DataFrame({name: [] for name in _RESULT.values()})
    rows = matched.select(list(_RESULT)).to_pylist()
    found = pd.DataFrame(rows).rename(columns=_RESULT)
    return found.astype({"crm_id": str, "universe_id": str})
