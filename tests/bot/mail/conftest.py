"""A certificate that nobody has heard of."""

import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Certificate:
    """The certificate of mail.example, made by itself."""

    file: Path
    key: Path

    def server_side(self) -> ssl.SSLContext:
        """Return how the server encrypts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    openssl = shutil.which("openssl")
    if openssl is None:
        missing = "The program openssl is not here: it makes the server's certificate."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("certificate")
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subprocess.run(
        [
            openssl, "req", "-x509", "-nodes", "-days", "2",
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-subj", "/CN=mail.example", "-addext", "subjectAltName=DNS:mail.example",
            "-keyout", str(made.key), "-out", str(made.file),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made
