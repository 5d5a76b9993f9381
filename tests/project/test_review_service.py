"""`onematch review --url`: answers to the queue of a real service from a terminal, over HTTP alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from features.schema.kinds import Kind
from serving.rules.vocabulary import Crm
from tests.project.running_wrapper import SELLER, Caller, Running, running_wrapper
from tests.project.scenario_records import connect
from tests.support.crm_server import running_crm
from tests.support.small_models import SmallModel
from training.cli import app

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
LEAVE_OUT = {"profile_url", "account_id"}


@dataclass(frozen=True, slots=True)
class ReviewedContract:
    """A contract whose contacts were imported, and a terminal with a token of its application."""

    running: Running
    caller: Caller

    def review(self, *more: str, keys: str = "", token: str | None = None) -> Result:
        token_of_caller = {"ONEMATCH_TOKEN": token or self.caller.token("app")}
        at = ("--url", self.running.address, "--contract", self.caller.contract_id, "--user", SELLER)
        environment = self.running.environment | token_of_caller
        return CliRunner().invoke(app, ["review", "--kind", "person", *at, *more], input=keys, env=environment)

    def questions(self, *more: str) -> dict[str, Any]:
        done = self.review("--json", *more)
        assert done.exit_code == 0, done.stderr
        questions: dict[str, Any] = json.loads(done.stdout)
        return questions

    def state_of(self, question: dict[str, Any]) -> tuple[str, str | None, str]:
        path = f"/records/{question['object']}/{question['record_id']}"
        link = self.caller.good("GET", path, acting=SELLER)["link"]
        return link["state"], link["profile_id"], link["made_by"]


@pytest.fixture(scope="module")
def reviewed(
    small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ReviewedContract]:
    models = {kind: (small.bundle, small.index) for kind, small in small_models.items()}
    rows = [
        {name: str(value) for name, value in row.items() if name not in LEAVE_OUT}
        for row in small_models[Kind.PERSON].rows()[:150]
    ]
    folder: Path = tmp_path_factory.mktemp("review")
    with running_crm(Crm.HUBSPOT) as crm, running_wrapper(folder / "run", None, models, workers=1) as running:
        caller = connect(running, running.operator(), "hubspot", crm.url)
        opened = caller.good("POST", "/imports", {"object": "contact", "shape": "canonical"}, scope="sync")
        caller.good("PUT", f"/imports/{opened['id']}/pages/1", {"rows": rows}, scope="sync")
        caller.good("POST", f"/imports/{opened['id']}/complete", scope="sync")
        yield ReviewedContract(running, caller)


def test_answers_are_judgements_of_the_service_and_answered_questions_do_not_come_again(
    reviewed: ReviewedContract,
) -> None:
    before, again = reviewed.questions("--limit", "5"), reviewed.questions("--limit", "5")
    same, other, nobody, skipped, _ = before["questions"]

    answered = reviewed.review("--limit", "5", keys="y\nn\n0\ns\nq\n")

    assert before == again
    assert answered.exit_code == 0, answered.stderr
    assert "3 judgements given" in answered.stdout
    assert "risk left" in answered.stdout
    assert "same" in answered.stdout
    assert "question 1 of 5, 4 to come" in answered.stdout
    assert reviewed.state_of(same)[:2] == ("linked", same["profile_id"])
    assert reviewed.state_of(other)[1] != other["profile_id"]
    assert reviewed.state_of(nobody)[:2] == ("unmatched", None)
    after = reviewed.questions("--limit", "100")
    names = {(one["object"], one["record_id"], one["profile_id"]) for one in after["questions"]}
    asked = [(one["object"], one["record_id"], one["profile_id"]) for one in (same, other, nobody, skipped)]
    assert [name in names for name in asked] == [False, False, False, True]
    assert after["risk"]["upper"] is None or 0 < after["risk"]["upper"] <= 1


def test_a_blind_review_shows_the_fields_and_no_answer_of_the_model(reviewed: ReviewedContract) -> None:
    listed, answered = (
        reviewed.questions("--limit", "3", "--blind"),
        reviewed.review("--limit", "2", "--blind", keys="s\ns\n"),
    )

    assert all(set(one) == {"object", "record_id", "profile_id"} for one in listed["questions"])
    assert answered.exit_code == 0, answered.stderr
    assert "probability" not in answered.stdout
    assert "\n name " in answered.stdout


def test_an_expired_token_or_contradicting_options_end_the_command_with_2(reviewed: ReviewedContract) -> None:
    stale = reviewed.review("--json", token="not-a-token")
    mixed = reviewed.review("--json", "--out", "judged.csv")

    assert (stale.exit_code, mixed.exit_code) == (2, 2)
    assert "401" in stale.stderr
    assert "no files" in mixed.stderr
    assert "Traceback" not in stale.stderr + mixed.stderr
