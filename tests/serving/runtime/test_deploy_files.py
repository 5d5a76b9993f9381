"""The units and compose of docs/deploy are what systemd and Docker read, and pass the same settings."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from serving.runtime.settings import Settings
from tests.support.paths import ROOT

DEPLOY = ROOT / "docs" / "deploy"
SETTINGS = re.findall(r"^ONEMATCH_(\w+)=", (DEPLOY / "onematch.env").read_text(encoding="utf-8"), re.MULTILINE)


def test_units_are_valid_hardened_and_read_the_settings(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("*.[st]*e*r*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/onematch/bin/onematch", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        hardened = (
            "User=onematch",
            "ProtectSystem=strict",
            "PrivateTmp=yes",
            "NoNewPrivileges=yes",
            "EnvironmentFile=",
        )
        assert unit.suffix == ".timer" or all(f"\n{line}" in text for line in hardened)

    analyze = shutil.which("systemd-analyze") or pytest.skip("systemd is not installed")
    checked = subprocess.run([analyze, "verify", *tmp_path.iterdir()], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_compose_starts_service_and_worker_with_one_home_and_the_settings_of_the_units() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]

    assert {name.lower() for name in SETTINGS} <= Settings.model_fields.keys()
    assert len(SETTINGS) == 6
    for name in ("service-a", "service-b", "worker"):
        assert services[name]["env_file"] == "onematch.env"
        assert services[name]["read_only"] is True
        assert services[name]["volumes"] == ["home:/var/lib/onematch", "cache:/var/cache/onematch"]
    proxy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert all(f"{name}:3000" in proxy and "ports" not in services[name] for name in ("service-a", "service-b"))
