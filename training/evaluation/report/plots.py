"""The charts of a report as pictures of their own, for whatever shows SVG files."""

import re
from pathlib import Path

from training.evaluation.evaluation import Evaluation
from training.evaluation.report.model import feature_gains, text_models
from training.evaluation.report.page import charts_of
from training.evaluation.report.picture import as_picture


def plots_of(evaluation: Evaluation | None, bundle: Path | None) -> dict[str, str]:
    """Return SVG documents by file name: of the judged links, where there are any, and of the bundle's models."""
    judged = None if evaluation is None else evaluation.counted.judged
    gains = [] if bundle is None else feature_gains(text_models(bundle))
    return {_file_name(chart.title): as_picture(chart.drawn.svg) for chart in charts_of(judged, bundle, gains)}


def _file_name(title: str) -> str:
    words = re.findall(r"\w+", title.lower())
    return f"{'_'.join(words)}.svg"
