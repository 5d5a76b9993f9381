"""What the gates of a promotion say: kept as codes with their values, and a text where it is shown."""

from collections.abc import Mapping
from typing import Any

from features.normalise.text import read_sentences
from features.schema.texts import wording

Coded = str | Mapping[str, Any]
"""A word, or an object of a `code` and the values of its text; verdicts of older versions hold English sentences."""

_CHANGE = "{difference:+z.4f} ({low:+z.4f} to {high:+z.4f})"
TEXTS = read_sentences(
    f"""
    segments_of: segments of {{division}}
    precision_of: precision of {{division}}: {{name}}
    recall_of: recall of {{division}}: {{name}}
    reaches: interval reaches {{wanted:g}}
    wanted_or_not_worse: {{wanted:g}}, or interval from -{{not_worse_by:g}} on; surely lower only if surely {{wanted:g}}
    loses_at_most: loses at most {{allowed:g}}, or what noise can do
    at_most: at most {{allowed:.4f}}
    at_most_rows: at most {{rows:,}}
    at_most_rows_or_times: at most {{rows:,}}, or {{times:g}} times
    change: {_CHANGE}
    change_surely: {_CHANGE}; surely {{wanted:g}}
    change_of_noise: {_CHANGE}; noise can do that
    change_among: {_CHANGE}; {{more}} more segments lose
    first: {{difference:+z.4f}} ({{low:.4f}} to {{high:.4f}})
    above: {{value:+.2g}}
    share: {{share:.2f}} of it
    times: {{share:.2f}} times
    constant: constant in training: {{lost}}
    """
)
"""The text of each code, with places for its values."""


def gate_text(told: Coded) -> str:
    """Return what a gate says in the present language."""
    return wording(told) if isinstance(told, str) else wording(TEXTS[told["code"]], **told)
