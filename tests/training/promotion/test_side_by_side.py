"""Champion and challenger on one page, the model's card, and the badges that a challenger would change."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.labels.links import Link, LinkDecision, LinksTable
from features.schema.kinds import Kind
from serving.vocabulary.links import BadgeChange
from tests.support.small_models import SmallModel, parts_of
from tests.training.promotion.test_gates import model_comparison, side, wrong_on
from training.evaluation.evaluate import EvaluateRequest
from training.fitting.bundle import write_bundle
from training.promotion.comparison.model_diff import ModelDiff, change_of, compare, write_changes
from training.promotion.comparison.report import changed_pairs, changes_of, new_errors, render_versus, report_versus
from training.promotion.gates import judge


def link(
    record: str, profile: str | None, decision: LinkDecision = LinkDecision.LINKED, probability: float = 0.95
) -> Link:
    return Link(record, profile, probability, decision)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (link("a", "u1"), link("a", "u1"), BadgeChange.STAYS),
        (link("a", "u1"), link("a", "u2"), BadgeChange.MOVES),
        (link("a", "u1"), link("a", "u1", LinkDecision.REVIEW), BadgeChange.VANISHES),
        (link("a", "u1", LinkDecision.NONE), link("a", "u1"), BadgeChange.APPEARS),
    ],
)
def test_the_change_of_a_badge_follows_from_both_links(before: Link, after: Link, change: BadgeChange) -> None:
    assert change_of(before, after) is change


def test_a_diff_counts_every_record_once_and_writes_those_that_change(tmp_path: Path) -> None:
    before = LinksTable([link("a", "u1"), link("b", "u2"), link("c", "u3", LinkDecision.NONE)])
    after = LinksTable([link("a", "u9"), link("b", "u2"), link("c", "u3")])
    parts = (("script", "latin"),)
    records = tuple(replace(one, segments=parts) for one in compare(before, after, ["a", "b", "c"]))

    found = ModelDiff(Kind.PERSON, "old", "new", records)
    write_changes(found, tmp_path / "moved.csv")

    assert {name: count for name, count, _ in found.totals()} == {
        "appears": 1,
        "moves": 1,
        "vanishes": 0,
        "stays": 1,
        "stays away": 0,
    }
    assert found.by_segment() == [("script", "latin", 3, 1, 1, 0)]
    lines = (tmp_path / "moved.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:4] for line in lines[1:]] == [["c", "appears", "", "u3"], ["a", "moves", "u1", "u9"]]


def test_the_page_shows_the_gates_the_changes_and_only_errors_that_are_new() -> None:
    champion = side(wrong_on(3))
    challenger = side(wrong_on(5))
    compared = model_comparison(champion, challenger, script=["latin"] * 400)

    page = render_versus(compared, judge(compared, 0.99))

    assert [row[0] for row in new_errors(compared)] == ["c3", "c4"]
    assert {row[0] for row in changed_pairs(compared, changes_of(compared))} == {"c3", "c4"}
    assert "precision of links" in page
    assert page.count("<svg") == 3
    assert "http" not in page.replace("http-equiv", "")
    HTMLParser().feed(page)


def test_an_evaluation_compares_a_bundle_with_its_champion(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    bundle = model.opened()
    write_bundle(replace(parts_of(bundle), policy=replace(bundle.policy, linked=0.9999)), tmp_path / "strict")
    request = EvaluateRequest(
        Kind.COMPANY,
        model.file("crm"),
        model.file("truth"),
        index=model.index,
        split="test",
        bundle=tmp_path / "strict",
        report=tmp_path / "new.html",
    )

    page = report_versus(request, model.bundle)

    assert page == tmp_path / "new.versus.html"
    assert "vanishes" in page.read_text(encoding="utf-8")
