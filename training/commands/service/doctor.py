"""`onematch doctor`: what an installation lacks."""

from dataclasses import asdict

import typer

from serving.contract.reports.doctor import examine
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from training.commands.options import JsonOption, command, new_app
from training.terminal import print_result

app = new_app()


@command(app, "onematch doctor", "onematch doctor --json")
def doctor(as_json: JsonOption = False) -> None:
    """Say what an installation lacks.

    A line each with what to do; exit code 1 where it lacks something.

    It looks at settings, keys, store and schema, service, worker, disks, clock, models, index, outbox, syncs and CRMs.
    """
    found = examine(load_settings(), now_in_utc())
    lines = [f"{finding.check}: {finding.found}; {finding.to_do}" for finding in found]
    print_result(as_json, {"lacks": [asdict(finding) for finding in found]}, *(lines or ["nothing is lacking"]))
    raise typer.Exit(bool(found))
