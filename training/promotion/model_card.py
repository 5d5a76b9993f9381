"""The model card of a bundle: its use, its training data, its figures, its limits.

After Mitchell et al., Model Cards for Model Reporting (2019).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.labels.links import Basis
from data.tables.atomic import write_whole
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import METRICS, PARAMETERS, Bundle
from serving.matching.drift import read_reference
from serving.matching.former_names import read_json
from serving.matching.guarantees.precision_guarantee import guarantee
from serving.matching.rows_used import contracts_in
from training.fitting.bundle import MEANINGS

ONE_IN = (20, 50, 100, 200, 500)
INTENDED = (
    "It links CRM records to network profiles, at most one each, with a calibrated probability. "
    "Records below the threshold go to clerical review. It is not made to judge people or to identify strangers."
)
LIMITS = (
    "Thresholds are chosen on held-out answers of the training's records: they may not hold on another population.",
    "Records with a forced id are linked by it; the model does not decide them.",
    "Scripts and countries with few records in the segments below are measured with wide intervals.",
)


BASES = {
    Basis.OWN_LABELS: "your labels",
    Basis.EM: "your records without labels",
    Basis.SHIPPED: "the base model alone",
}
GUARANTEE_COLUMNS = ("at most one wrong in", "threshold", "bound", "rests on links")


@value_class
class CardSection:
    """A part of a card: its title, a text, and a table."""

    title: str
    text: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()


def write_card(path: Path, bundle: Path) -> None:
    """Write the card as Markdown."""
    write_whole(path, card_of(bundle))


def card_of(path: Path) -> str:
    """Return the card of a bundle as Markdown; it holds no field values."""
    parts: list[str] = []
    for section in sections_of(Bundle.open(path)):
        parts += [f"## {section.title}"] if parts else [f"# {section.title}"]
        parts += [section.text] if section.text else []
        parts += [_table(section.columns, section.rows)] if section.columns else []
    return "\n\n".join(parts) + "\n"


def card_document(path: Path) -> dict[str, Any]:
    """Return the card of a bundle for those who show it; cells are texts."""
    sections = [
        {
            "title": section.title,
            "text": section.text,
            "columns": list(section.columns),
            "rows": [[_cell(value) for value in row] for row in section.rows],
        }
        for section in sections_of(Bundle.open(path))
    ]
    return {"sections": sections}


def sections_of(bundle: Bundle) -> list[CardSection]:
    """Return the sections of a card; the title of the first is the card's."""
    manifest = bundle.manifest
    metrics: Mapping[str, Any] = read_json(bundle.path, METRICS)
    figures = [(name, value, MEANINGS.get(name, "")) for name, value in _flat(metrics) if name != "basis"]
    return [
        CardSection(
            wording("Model card: {bundle_kind}, {version}", bundle_kind=bundle.kind, version=bundle.version), INTENDED
        ),
        CardSection("What it is", "", ("part", "what"), _parts(bundle)),
        CardSection("What it was trained on", "", ("what", "which"), _training(bundle, manifest)),
        *_feedback(manifest),
        CardSection("How good it is", "", ("figure", "value", "meaning"), figures),
        CardSection("Precision guarantees", "", GUARANTEE_COLUMNS, _guarantees(bundle)),
        CardSection("What to know before using it", "\n".join(f"- {limit}" for limit in LIMITS)),
    ]


def _parts(bundle: Bundle) -> list[tuple[str, object]]:
    collective = "none: it gained nothing" if bundle.collective is None else bundle.collective.booster.num_trees()
    return [
        ("comparisons of the weights, by Splink", len(bundle.splink["comparisons"])),
        ("trees of the model, by LightGBM", bundle.ranker.booster.num_trees()),
        ("its features", len(bundle.ranker.names)),
        ("trees of the collective pass", collective),
        ("knots of the calibration", len(bundle.calibration.raw_knots) or "none: a sigmoid"),
        ("what its thresholds rest on", BASES[Basis(bundle.basis)]),
        ("base model", "none" if bundle.base_model is None else bundle.base_model.version),
        ("wanted precision", bundle.policy.precision),
        (
            "links from",
            "no link reaches the wanted precision" if bundle.policy.linked is None else bundle.policy.linked,
        ),
    ]


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """Yield the figures that were measured, those of a group under its name."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}, ")
        elif value is not None:
            yield f"{above}{name}", value


def _training(bundle: Bundle, manifest: Mapping[str, Any]) -> list[tuple[str, object]]:
    labels = manifest.get("labels", {})
    reference = read_reference(bundle.path)
    cells: list[tuple[str, object]] = [
        ("labelled records", labels.get("records", 0)),
        ("of them nobody", labels.get("nobody", 0)),
        ("records in all", manifest.get("records_in_all", None if reference is None else reference.records)),
        ("of them in the training set", manifest.get("records_that_teach", "all")),
        ("profiles", manifest.get("universe_rows")),
        ("contracts whose judgements it saw", ", ".join(sorted(contracts_in(bundle.path))) or "none"),
        ("seed", manifest.get("seed")),
    ]
    cells += manifest.get(PARAMETERS, {}).items()
    cells += [(f"{name} sha256", digest[:16]) for name, digest in manifest.get("data", {}).items()]
    cells += [(name, version) for name, version in manifest.get("versions", {}).items()]
    return cells


def _feedback(manifest: Mapping[str, Any]) -> list[CardSection]:
    """Return the judgements of the training, and the effect of weighing them."""
    if "feedback" not in manifest:
        return []
    sections = [CardSection("Judgements", "", ("judgements", "rows"), list(manifest["feedback"]["counts"].items()))]
    if "weightless" in manifest:
        rows = list(manifest["weightless"].items())
        columns = ("Create record and forced ids, of weight 0", "records")
        sections.append(CardSection("Judgements without weight", "", columns, rows))
    weighting = manifest.get("weighting")
    if weighting:
        names = list(weighting["weighted"])
        compared = [(name, weighting["weighted"][name], weighting["unweighted"][name]) for name in names]
        weighing = wording(
            "Users correct what they are shown. {judged_records} judged records weigh as much as "
            "{effective_records} equal ones; {shown_but_never_judged:.1%} of what was shown lies "
            "where nobody ever judged.",
            judged_records=weighting["judged_records"],
            effective_records=weighting["effective_records"],
            shown_but_never_judged=weighting["shown_but_never_judged"],
        )
        columns3 = ("held out", "weighted by propensity", "each counted once")
        sections.append(CardSection("Weights of judgements", weighing, columns3, compared))
    return sections


def _guarantees(bundle: Bundle) -> list[tuple[object, ...]]:
    policy = bundle.policy if bundle.collective is None else bundle.collective.policy
    guarantees = [guarantee(policy.curve, one_in) for one_in in ONE_IN]
    return [
        (stated.one_in, stated.threshold, stated.bound if stated.threshold else None, stated.linked)
        for stated in guarantees
    ]


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(columns)} |", f"| {' | '.join('---' for _ in columns)} |"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")
