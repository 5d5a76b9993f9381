"""The chart of the blocking rules: what each finds, and what it costs."""

from collections.abc import Sequence
from typing import Any

import altair as alt
from markupsafe import Markup

from training.evaluation.blocking import BlockingAnalysis, RuleUse
from training.evaluation.report.drawing import NOBODY, RIGHT, draw, rows_of

NAMES_WIDTH, FOUND_WIDTH, COST_WIDTH, COST_ALONE_WIDTH = 330, 340, 230, 580
FAINT = 0.4


def blocking_chart(analysis: BlockingAnalysis) -> Markup:
    """Draw a bar a rule for its right profiles, where they are known, and one for its candidates per record."""
    uses = analysis.by_use
    if analysis.found is None:
        return draw(_bars(uses, _cost(uses), COST_ALONE_WIDTH, names=True))
    found = _bars(uses, _found(uses), FOUND_WIDTH, names=True)
    return draw(alt.hconcat(found, _bars(uses, _cost(uses), COST_WIDTH, names=False), spacing=18))


Panel = tuple[str, str, Sequence[dict[str, Any]]]
"""The title of an axis, the colour of its bars, and a row a rule: its whole and the part that is its own."""


def _found(uses: Sequence[RuleUse]) -> Panel:
    rows = [{"rule": use.how, "whole": use.found or 0, "own": use.only or 0} for use in uses]
    return "records whose right profile it found", RIGHT, rows


def _cost(uses: Sequence[RuleUse]) -> Panel:
    rows = [{"rule": use.how, "whole": round(use.candidates, 3), "own": round(use.only_candidates, 3)} for use in uses]
    return "candidates a record", NOBODY, rows


def _bars(uses: Sequence[RuleUse], panel: Panel, width: int, *, names: bool) -> Any:
    title, colour, rows = panel
    order = [use.how for use in uses]
    axis = alt.Axis(title=None, labelLimit=NAMES_WIDTH, domain=False, ticks=False, minExtent=NAMES_WIDTH)
    y = alt.Y("rule:N", sort=order, axis=axis if names else None)
    base = alt.Chart(rows_of(rows)).encode(y=y)
    whole = base.mark_bar(color=colour, opacity=FAINT, height=12).encode(x=alt.X("whole:Q", title=title))
    own = base.mark_bar(color=colour, height=12).encode(x=alt.X("own:Q"))
    return alt.layer(whole, own).properties(width=width, height=alt.Step(18))
