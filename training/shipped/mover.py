"""The shipped mover model: `python -m training.shipped.mover [--out FILE]`.

It is fitted on generated people whom the shipped bundle links to their right profile, so that it reads what badges
read. A title changes there exactly when the company does. So that it does not decide, a tenth of the people who stayed
get another title, as by a promotion, and a third of those who left keep theirs, as by a move to a like job.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from data.index.build import build_index
from data.index.profiles import read_profiles
from data.labels.labels import read_labels
from data.labels.links import LinkDecision
from data.sample.sample import SampleSize, write_sample
from data.tables.atomic import write_whole
from data.tables.records import read_records, rows_of
from data.tables.text_table import read_text_table
from data.tables.work_folders import work_folder
from features.pairs.columns import hash_text
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.badges.mover_rules import MoverModel, mover_evidence
from serving.contract.badges.movers import MODEL_FILE
from serving.contract.badges.out_of_date import Employers
from serving.contract.records.matching import network_fields
from serving.http.wire.profiles import shown_of
from serving.matching.bundle import shipped_bundle
from serving.matching.matcher import Answering, Matcher
from training.fitting.methods.curves import fit_logistic
from training.worded_commands import option

SEEDS = (301, 302, 303, 304)
SIZE = SampleSize(people=20_000, companies=4_000, crm=6_000)
PROMOTED = 0.1
LATERAL = 0.33
RIDGE = 1.0


class NoShippedBundle(OnematchError):
    """The installation has no shipped bundle of people."""


@value_class
class JudgedMover:
    """A linked person: what speaks for and against a move, and whether the person left."""

    evidence: tuple[str, ...]
    left: bool


def sample_movers(seed: int) -> list[JudgedMover]:
    """Generate a sample, link it with the shipped bundle, and return the people who are linked rightly."""
    with work_folder("movers") as folder:
        write_sample(folder, SIZE, seed)
        people = folder / Kind.PERSON
        build_index(Kind.PERSON, people / "universe.parquet", people / "index")
        employers = read_text_table(people / "employers.parquet", required=("crm_id", "left")).columns
        left = dict(zip(employers["crm_id"], employers["left"], strict=True))
        known = {str(id_): value == "yes" for id_, value in left.items() if value is not None}
        return linked_movers(people, people / "index", known, _account_companies(folder / Kind.COMPANY))


def _account_companies(folder: Path) -> dict[str, str]:
    """Return the companies of half of the accounts, as where others have no link."""
    answers = read_labels(folder / "truth.parquet").answers
    return {id_: next(iter(right)) for id_, right in answers.items() if right and hash_text(f"linked {id_}") % 2}


def linked_movers(
    folder: Path, index: Path, left: Mapping[str, bool], companies: Mapping[str, str]
) -> list[JudgedMover]:
    """Return the people of a set who are linked rightly by the shipped bundle and of whom it is known who left.

    `companies` has the companies of accounts.
    """
    bundle = shipped_bundle(Kind.PERSON)
    if bundle is None:
        raise NoShippedBundle("got no shipped bundle of people, expected one below serving/shipped")
    matcher = Matcher.open(bundle, index)
    crm = read_records(Kind.PERSON, folder / "crm.parquet")
    answers = read_labels(folder / "truth.parquet").answers
    outcomes = matcher.match_records(crm.ids, crm.records, Answering(limit=1))
    linked = {
        outcome.record_id: outcome.best.id
        for outcome in outcomes
        if outcome.decision == LinkDecision.LINKED
        and outcome.best
        and outcome.best.id in answers.get(outcome.record_id, ())
    }
    columns = read_profiles(matcher.index, sorted(set(linked.values())))
    movers = []
    for row in rows_of(crm.raw):
        record_id = row["id"] or ""
        if record_id in linked and record_id in left:
            network = network_fields(shown_of(Kind.PERSON, columns[linked[record_id]]))
            employers = Employers(companies.get(row.get("account_id") or ""), network.get("company_id"))
            evidence = mover_evidence(row, network, employers)
            if evidence is not None:
                movers.append(JudgedMover(evidence, left[record_id]))
    return movers


def with_other_titles(people: Sequence[JudgedMover]) -> list[JudgedMover]:
    """Return people of whom some who stayed have another title than their record, and some who left have the same."""
    draws = np.random.default_rng(0).random(len(people)).tolist()
    return [
        replace(person, evidence=tuple(_CHANGED[person.left].get(name, name) for name in person.evidence))
        if draw < (LATERAL if person.left else PROMOTED)
        else person
        for person, draw in zip(people, draws, strict=True)
    ]


_CHANGED = {True: {"title:other": "title:same"}, False: {"title:same": "title:other"}}


def fit_mover(people: Sequence[JudgedMover]) -> MoverModel:
    """Fit a logistic model with a ridge penalty."""
    names = sorted({name for person in people for name in person.evidence})
    at = {name: position for position, name in enumerate(names, 1)}
    design = np.zeros((len(people), len(names) + 1))
    design[:, 0] = 1.0
    for row, person in enumerate(people):
        design[row, [at[name] for name in person.evidence]] = 1.0
    left = np.array([person.left for person in people], np.float64)
    penalty = np.diag([1e-9, *[RIDGE] * len(names)])
    intercept, *weights = fit_logistic(design, left, np.zeros(len(names) + 1), penalty).tolist()
    coefficients = {name: round(weight, 4) for name, weight in zip(names, weights, strict=True)}
    return MoverModel(round(intercept, 4), coefficients, round(float(left.mean()), 6))


def main(out: Annotated[Path, option("--out", "The file to write.")] = MODEL_FILE) -> None:
    """Fit the mover model and write it."""
    people = [person for seed in SEEDS for person in sample_movers(seed)]
    model = fit_mover(with_other_titles(people))
    saved = {
        "format": 1,
        "seeds": list(SEEDS),
        "people": len(people),
        "share": model.share,
        "intercept": model.intercept,
        "coefficients": dict(sorted(model.coefficients.items())),
    }
    write_whole(out, json.dumps(saved, indent=1) + "\n")


if __name__ == "__main__":
    typer.run(main)
