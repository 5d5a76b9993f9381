"""Outgoing calls check certificates and refuse versions before TLS 1.2 (S76)."""

import re
import ssl

from serving.access.bearer import secure_context
from tests.support.paths import ROOT


def test_the_context_of_every_outgoing_client_checks_names_and_certificates() -> None:
    """S76."""
    context = secure_context()

    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


def test_every_outgoing_client_of_the_service_uses_that_context() -> None:
    """S76: no httpx client is opened without it."""
    serving = ROOT / "serving"
    opened = [
        line.strip()
        for file in serving.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"httpx\.(Async)?Client\(", line) and "`" not in line and "transport=in_process" not in line
    ]

    assert opened
    assert all("verify=secure_context()" in line for line in opened), opened
