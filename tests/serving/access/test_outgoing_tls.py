"""Outgoing calls refuse versions before TLS 1.2 (S76)."""

import re
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from serving.access.bearer import demanding, secure_context
from tests.support.paths import ROOT


def write_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "both.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def server(certificate: Path, newest: ssl.TLSVersion) -> Iterator[str]:
    """Answer one request over TLS of at most a version."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(certificate)
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with warnings.catch_warnings(action="ignore"):
        context.maximum_version = newest
    with socket.create_server(("localhost", 0)) as listener:
        thread = threading.Thread(target=_answer, args=(listener, context), daemon=True)
        thread.start()
        yield f"https://localhost:{listener.getsockname()[1]}/"
        thread.join(10)


def _answer(listener: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listener.accept()
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(4096)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    except OSError:
        connection.close()


def trusting(certificate: Path) -> ssl.SSLContext:
    context = demanding(ssl.create_default_context(cafile=str(certificate)))
    context.set_ciphers("ALL:@SECLEVEL=0")  # so that only the version can be refused
    return context


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_newer_are_accepted(tmp_path: Path, newest: ssl.TLSVersion) -> None:
    """S76."""
    certificate = write_certificate(tmp_path)

    with server(certificate, newest) as address, httpx.Client(verify=trusting(certificate)) as client:
        answer = client.get(address)

    assert answer.text == "ok"


def test_tls_1_1_is_refused(tmp_path: Path) -> None:
    """S76."""
    certificate = write_certificate(tmp_path)

    with (
        server(certificate, ssl.TLSVersion.TLSv1_1) as address,
        httpx.Client(verify=trusting(certificate)) as client,
        pytest.raises(httpx.ConnectError, match=r"(?i)version|protocol"),
    ):
        client.get(address)


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
