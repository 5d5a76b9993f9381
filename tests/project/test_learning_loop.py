"""The whole loop with real processes: a re-match in the browser becomes a model that changes another record's badge.

The bento is served by its tag, beside two workers of background jobs; every step is a command, a click or a call of
MLflow's client. The operator's commands run in this process. The retraining adds the one re-match alone.
"""

import csv
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from mlflow import MlflowClient

from serving.runtime.home import Home
from serving.runtime.model_records import read_history
from serving.vocabulary.terms import Crm
from tests.project.scenario_records import connected, send, wait_for
from tests.project.small_commands import onematch
from tests.regression.checkouts import Side
from tests.regression.scenario import operator_of
from tests.regression.scenario_activities import switch
from tests.regression.service import SELLER, Caller, Service, running_service
from tests.support.chromium import running_chromium
from tests.support.crm_server import running_crm
from tests.support.paths import ROOT
from tests.support.tracking_template import with_tracking_store

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(1800),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
MODEL = "onematch-person"
REMATCHED = "rematched"
SIZES = ("--people", 1500, "--companies", 300, "--crm", 1200, "--seed", 4)
KEY = "loop-1"
"""The contract's id follows from it, and from that id the folds: each run draws the same."""


@dataclass(frozen=True, slots=True)
class Loop:
    """The folder in which an operator works."""

    folder: Path

    def train(self, out: str, *more: str) -> None:
        crm = "sample/person/crm.parquet"
        truth = "sample/person/truth.parquet"
        files = ("--crm", crm, "--index", "members.index", "--labels", truth)
        onematch("train", "--kind", "person", *files, "--labels-split", "train", "--out", out, *more)

    @property
    def home(self) -> Home:
        return Home(self.folder / "home")

    @property
    def registry(self) -> MlflowClient:
        return MlflowClient(tracking_uri=f"sqlite:///{self.home.tracking_file}")

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, name: str) -> list[dict[str, Any]]:
        return list(pq.read_table(self.folder / "sample" / "person" / f"{name}.parquet").to_pylist())


@pytest.fixture
def loop(
    bento: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Loop:
    """A first champion, trained on labels and promoted."""
    shutil.copytree(bento.parents[2], tmp_path / "bentoml")
    made = Loop(tmp_path)
    with_tracking_store(tmp_path_factory, made.home)
    monkeypatch.chdir(tmp_path)
    settings = {"HOME": str(made.home.root), "TRACK": "true", "REGISTER": "true", "RETRAIN_SHADOW_DAYS": "0"}
    for name, value in settings.items():
        monkeypatch.setenv(f"ONEMATCH_{name}", value)
    onematch("sample", "--out", "sample", *SIZES)
    universe = "sample/person/universe.parquet"
    onematch("index", "--kind", "person", "--universe", universe, "--out", "members.index")
    made.train("first.bundle")
    onematch("models", "freeze", "--kind", "person", "--add", "sample/person", "--reason", "its test split")
    onematch("models", "promote", "--kind", "person", "--index", "members.index", "--reason", "first")
    return made


def test_a_re_match_in_the_browser_changes_the_badge_of_another_record(loop: Loop) -> None:
    settings = {"BENTOML_HOME": str(loop.folder / "bentoml"), "ONEMATCH_TRACK": "true"}
    settings |= {"ONEMATCH_FOLLOW_CHAMPION_S": "1", "ONEMATCH_WORKERS": "2"}
    bento = (sys.executable, "-m", "bentoml", "serve", "onematch:latest")
    side = Side(ROOT, loop.folder)
    serving = running_service(side, "loop", {}, n_of_jobs=2, program=bento, home=loop.home.root, more=settings)
    with running_crm(Crm.HUBSPOT) as crm, serving as running:
        stage = connected(operator_of(running), "hubspot", crm.url, KEY)
        caller = stage.caller
        switch(stage, {"training": True})
        member = import_contacts(loop, caller)
        rematch(running, caller, member)
        onematch("contracts", "judgements", "--kind", "person", "--out", "judged.csv")
        retrained = onematch("retrain", "--kind", "person")
        appearing = compare(loop)
        before = badges(caller, appearing)
        loop.registry.set_registered_model_alias(MODEL, "champion", "2")
        wait_for(lambda: len(read_history(loop.home.history_file)) == 2, 900)
        wait_for(lambda: badges(caller, appearing) != before, 600)
        after = badges(caller, appearing)
        ended = onematch("retrain", "--kind", "person")
        log = "".join(path.read_text(encoding="utf-8") for path in loop.home.root.glob("*.log"))

    changed = [profile for profile in appearing if (before[profile], after[profile]) == ("not_in_crm", "in_crm")]
    [judged] = loop.table("judged.csv")
    assert (judged["universe_id"], judged["source"], judged["decision_shown"]) == (member, "rematch", "review")
    assert "person: waiting for the operator: version 2 passed the gates" in retrained
    assert ended.endswith("person: promoted: version 2 answers\n")
    assert changed
    assert member not in changed
    [_, change] = read_history(loop.home.history_file)
    assert (change.version, change.by) == (2, "onematch work")
    assert log.count("champion_followed") == 1
    assert served_version(log) == Path(change.bundle).name
    assert f"{loop.folder / 'bentoml' / 'bentos'}" in log


def import_contacts(loop: Loop, caller: Caller) -> str:
    """Send the sample's contacts and one more, of whom only the name is known; return the member who it is."""
    claimed = {row["universe_id"] for row in loop.rows("truth")}
    member = next(row for row in loop.rows("universe") if row["id"] not in claimed)
    named = {"id": REMATCHED, "first_name": member["first_name"], "last_name": member["last_name"]}
    rows = [{name: value for name, value in row.items() if value} for row in [*loop.rows("crm"), named]]
    for start in range(0, len(rows), 100):
        send(caller, *(("contact", row) for row in rows[start : start + 100]))
    return str(member["id"])


def rematch(running: Service, caller: Caller, member: str) -> None:
    """Open the console by a link, search the member on the record's page, and click Link."""
    asked = ("--contract", caller.contract_id, "--user", SELLER, "--url", running.address, "--json")
    entry = json.loads(onematch("console", "link", *asked))["url"] + "&at_once"
    with running_chromium() as browser:
        page = browser.new_page()
        page.goto(entry)
        page.goto(f"{running.address}/console/records/contact/{REMATCHED}")
        page.locator("input[name=search]").fill(member)
        page.get_by_role("button", name="Search").click()
        page.locator("#rematch").get_by_role("button", name="Link", exact=True).click()
        page.get_by_text("by a user").first.wait_for()


def compare(loop: Loop) -> list[str]:
    """Compare both versions in MLflow and by badges; return the profiles whose badge would appear."""
    figures = [
        loop.registry.get_run(str(loop.registry.get_model_version(MODEL, version).run_id)).data.metrics
        for version in ("1", "2")
    ]
    assert figures[1]["records"] == figures[0]["records"] + 1
    assert figures[1]["linked_from"] != figures[0]["linked_from"]
    onematch("models", "diff", "--kind", "person", "--crm", "sample/person/crm.parquet", "--out", "moved.csv")
    return [row["after"] for row in loop.table("moved.csv") if row["change"] == "appears"]


def badges(caller: Caller, profiles: list[str]) -> dict[str, str]:
    shown = caller.good("seller", "POST /badges", {"kind": "person", "profiles": profiles})["items"]
    return {badge["profile_id"]: badge["badge"] for badge in shown}


def served_version(log: str) -> str:
    """Return the hash of the bundle that the processes loaded last."""
    events = [json.loads(line) for line in log.splitlines() if '"model_loaded"' in line]
    return str(max(events, key=lambda event: event["at"])["model_version"]).partition("+")[0]
