"""A real IMAP server for the tests: Dovecot on loopback, thrown away afterwards."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from imapclient import IMAPClient

USER, PASSWORD = "assistent@vast.example", "hemligt ord åäö"
PATIENCE = 20.0
_AT_ONCE = 0.02
# It does not start without an address, also where no token will ever be shown.
_NOWHERE = "http://127.0.0.1:9/?token="

_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
last_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail
mail_uid = {owner}
mail_gid = {owner_group}
maildir_copy_with_hardlinks = yes
mail_fsync = never
mailbox_list_index = no
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = static
  args = home={home}/home allow_all_users=yes
}}
"""


class DovecotMissingError(Exception):
    """There is no Dovecot on this machine."""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server with one account: its ports without TLS and with it, and its process."""

    plain: int
    tls: int
    home: Path
    process: subprocess.Popen[bytes]

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """Open the mailbox as its owner does."""
        with IMAPClient("127.0.0.1", self.plain, ssl=False, timeout=PATIENCE) as client:
            client.plain_login(USER, PASSWORD)
            yield client

    def deliver(self, raw: bytes, folder: str = "INBOX") -> None:
        """Put a mail into a folder, as it came."""
        with self.client() as client:
            client.append(folder, raw)

    def empty(self) -> None:
        """Throw all mails away, and every folder but the inbox."""
        with self.client() as client:
            for _, _, name in client.list_folders():
                if name != "INBOX":
                    client.delete_folder(name)
            client.select_folder("INBOX")
            client.delete_messages(client.search("ALL"))
            client.expunge()

    def marks(self, folder: str = "INBOX") -> list[set[str]]:
        """Return the keywords of each mail of a folder, in order."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            flags = client.get_flags(client.search("ALL"))
        return [
            {flag.decode() for flag in flags[uid] if not flag.startswith(b"\\")}
            for uid in sorted(flags)
        ]

    def count(self, folder: str = "INBOX") -> int:
        """Return how many mails a folder holds; none where there is no such folder."""
        with self.client() as client:
            if not client.folder_exists(folder):
                return 0
            return int(client.select_folder(folder, readonly=True)[b"EXISTS"])


@contextmanager
def dovecot(certificate: tuple[Path, Path] | None = None, tokens: str = "") -> Iterator[Dovecot]:
    """Run a server; with a certificate and its key it speaks TLS too.

    ``tokens`` is the address at which it asks whether a token is good.
    """
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None:
        raise DovecotMissingError
    # Its sockets lie there, whose paths must be short.
    with tempfile.TemporaryDirectory(prefix="imap-") as directory:
        home = Path(directory)
        ports = _free_ports()
        _prepare(home, ports, certificate, tokens)
        process = subprocess.Popen([program, "-F", "-c", home / "conf"])
        try:
            _wait_for(ports[0], process, home)
            yield Dovecot(*ports, home, process)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _prepare(
    home: Path, ports: tuple[int, int], certificate: tuple[Path, Path] | None, tokens: str
) -> None:
    home.chmod(0o755)
    root = os.geteuid() == 0
    me, mine = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    # It gives nobody their mail as root.
    owner, owners = (
        ("nobody", grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name) if root else (me, mine)
    )
    for name in ("home", "mail", "run", "state"):
        (home / name).mkdir()
        if root and name in {"home", "mail"}:
            shutil.chown(home / name, owner, owners)
    files = f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""
    filled = {
        "home": home,
        "ssl": "yes" if certificate else "no",
        "certificate": files,
        "internal": "dovecot" if root else me,
        "login": "dovenull" if root else me,
        "group": "dovecot" if root else mine,
        "owner": owner,
        "owner_group": owners,
        "plain": ports[0],
        "tls": ports[1] if certificate else 0,
    }
    (home / "conf").write_text(_CONFIGURATION.format(**filled), encoding="utf-8")
    (home / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    asked = tokens or _NOWHERE
    oauth = f"tokeninfo_url = {asked}\nintrospection_mode = auth\nusername_attribute = email\n"
    (home / "oauth2").write_text(oauth, encoding="utf-8")


def _free_ports() -> tuple[int, int]:
    with closing(socket.socket()) as one, closing(socket.socket()) as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait_for(port: int, process: "subprocess.Popen[bytes]", home: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(_AT_ONCE)
    log = home / "log"
    raise AssertionError(f"Dovecot does not answer: {log.read_text() if log.exists() else ''}")


@contextmanager
def in_between(port: int, changed: Mapping[bytes, bytes]) -> Iterator[int]:
    """Listen on another port, and change what the server says on its way.

    Within what it has told the length of, that must stay as it is.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        accepting = Thread(target=_accept, args=(listening, port, changed), daemon=True)
        accepting.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join()


def _accept(listening: socket.socket, port: int, changed: Mapping[bytes, bytes]) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        Thread(target=_connect, args=(near, port, changed), daemon=True).start()


def _connect(near: socket.socket, port: int, changed: Mapping[bytes, bytes]) -> None:
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        back = Thread(target=_carry, args=(far, near, changed), daemon=True)
        back.start()
        _carry(near, far, {})
        back.join()


def _carry(out_of: socket.socket, into: socket.socket, changed: Mapping[bytes, bytes]) -> None:
    with suppress(OSError):
        while said := out_of.recv(65536):
            for old, new in changed.items():
                said = said.replace(old, new)
            into.sendall(said)
    for each in (out_of, into):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def lent(server: AbstractContextManager[Dovecot]) -> Iterator[Dovecot]:
    """Lend a server; without one the test is left out, but never in CI."""
    try:
        running = server.__enter__()
    except DovecotMissingError:
        missing = "Dovecot is not here (Debian: dovecot-imapd): no mailbox to read."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    try:
        yield running
    finally:
        server.__exit__(None, None, None)
