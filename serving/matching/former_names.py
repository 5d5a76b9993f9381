"""A bundle that was written before 0.1.0 is read under the names of today; this is the one place that knows the others.

Its files stay as they are, so its version does too.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from features.normalise.text import read_sentences

FORMER_NAMES: Mapping[str, str] = read_sentences(
    """
    solo.txt: lightgbm.txt
    crowd.txt: collective.txt
    crowd.json: collective.json
    ancestor: base_model
    ancestor_logit: base_model_logit
    ancestor_lead: base_model_lead
    opinion: pseudo_labels
    told_by_hiding: by_decoys
    chance_knots: probability_knots
    crowd_gain: collective_gain
    crowd_gain_in_best_f1: collective_gain_in_best_f1
    is_promised: is_guaranteed
    promise: guarantee
    solo_logit: independent_logit
    solo_lead: independent_lead
    solo_rank: independent_rank
    alike_best: best_claimant_weight
    alike_mean: mean_claimant_weight
    alike_lead: claimant_weight_lead
    """
)
"""Files, keys and features of a bundle by their former names."""
_FORMER_TREES = "solo.txt"
"""The file that every bundle of before has, and no later one."""
_BY_CUSTOMERS = frozenset({"own_fields", "fields"})
"""Keys of a manifest below which customers choose names."""
_SIMILARITY = re.compile(r"_alike$")


def file_of(folder: Path, name: str) -> Path:
    """Return a file or folder of a bundle by the name of today, as a path from the bundle on."""
    path = folder
    for part in name.split("/"):
        former = [former for former, today in FORMER_NAMES.items() if today == part and (path / former).exists()]
        path /= former[0] if former else part
    return path


def read_json(folder: Path, name: str) -> Any:
    """Read a JSON file of a bundle under the names of today."""
    saved = json.loads(file_of(folder, name).read_text(encoding="utf-8"))
    return _renamed(saved) if (folder / _FORMER_TREES).is_file() else saved


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_today(name): part if name in _BY_CUSTOMERS else _renamed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part) for part in value]
    return _today(value) if isinstance(value, str) else value


def _today(name: str) -> str:
    """Return the name of today of a key, of a path of files, or of a pair feature with its version."""
    stem, version, number = name.partition("@")
    parts = (FORMER_NAMES.get(part, part) for part in stem.split("/"))
    return _SIMILARITY.sub("_similarity", "/".join(parts)) + version + number
