"""A contract whose queue of pairs is answered from a terminal, over HTTP alone."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from typer.testing import CliRunner, Result

from tests.project.running_wrapper import Caller
from training.cli import app
from training.demo_contract import CONTRACT, SELLERS


@dataclass(frozen=True, slots=True)
class ReviewedContract:
    """A contract of a running service, and a terminal with a token of its application."""

    caller: Caller

    def review(self, *more: str, keys: str = "", token: str | None = None) -> Result:
        environment = {name: None for name in os.environ if name.startswith("ONEMATCH_")}
        at = ("--url", self.caller.address, "--contract", self.caller.contract_id, "--user", SELLERS[0])
        known = environment | {"ONEMATCH_TOKEN": token or self.caller.token("app")}
        return CliRunner().invoke(app, ["review", "--kind", "person", *at, *more], input=keys, env=known)

    def questions(self, *more: str) -> dict[str, Any]:
        done = self.review("--json", *more)
        assert done.exit_code == 0, done.stderr
        questions: dict[str, Any] = json.loads(done.stdout)
        return questions

    def state_of(self, question: dict[str, Any]) -> tuple[str, str | None, str]:
        path = f"/records/{question['object']}/{question['record_id']}"
        link = self.caller.good("GET", path, acting=SELLERS[0])["link"]
        return link["state"], link["profile_id"], link["made_by"]


def contract_of_the_demo(home: Path, http: httpx.Client) -> ReviewedContract:
    """Return the demo's contract, with the credentials that the demo wrote."""
    lines = (home / "contract.env").read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines)
    return ReviewedContract(Caller(said["ADDRESS"], http, CONTRACT, {"app": (said["APP_ID"], said["APP_SECRET"])}))
