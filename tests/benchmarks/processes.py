"""How long `samverkansbot ask` takes to start, and how much memory `run` keeps."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bot.web.serving import listening
from tests.benchmarks.dispatch import SECRET, TOKEN, slack
from tests.benchmarks.names import SAMPLE
from tests.benchmarks.timing import heading, line, spread

STARTS = 9
PATIENCE = 20.0
# What any program on the same libraries pays before its first own line.
LIBRARIES = "import sqlalchemy.orm, typer, rich.console, pydantic_settings, rapidfuzz, yaml"
BARE_SERVER = """
import sys
from slack_bolt import App
import sqlalchemy.orm, starlette.applications, uvicorn
print("ready", flush=True)
sys.stdin.read()
"""


def run() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
        }
        bot = [sys.executable, "-m", "bot"]
        subprocess.run(
            [*bot, "import", str(SAMPLE)], env=environment, check=True, capture_output=True
        )
        _starting(bot, environment)
        _memory(bot, environment)


def _starting(bot: Sequence[str], environment: dict[str, str]) -> None:
    heading("Start av samverkansbot ask, med svar (hela processen)")
    ask = [*bot, "ask", "projekt släckvatten", "--collaboration", "vast"]
    line("bara biblioteken", spread(_starts([sys.executable, "-c", LIBRARIES], environment)))
    line("samverkansbot ask", spread(_starts(ask, environment)))


def _starts(command: Sequence[str], environment: dict[str, str]) -> list[float]:
    return [_once(command, environment) for _ in range(STARTS)]


def _once(command: Sequence[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def _memory(bot: Sequence[str], environment: dict[str, str]) -> None:
    heading("Minne som processen håller (RSS)")
    with subprocess.Popen(
        [sys.executable, "-c", BARE_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as bare:
        assert bare.stdout is not None
        bare.stdout.readline()
        line("Bolt, SQLAlchemy, Starlette och uvicorn, tomma", f"{_resident(bare.pid):.0f} MB")
    with _running(bot, environment) as pid:
        line("samverkansbot run --http, båda samverkan inlästa", f"{_resident(pid):.0f} MB")


@contextmanager
def _running(bot: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    with ExitStack() as opened:
        api_url = opened.enter_context(slack())
        with listening("127.0.0.1", 0) as free:
            port = free.getsockname()[1]
        settings = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": api_url,
            "PORT": str(port),
        }
        process = subprocess.Popen(
            [*bot, "run", "--http"], env=environment | settings, stderr=subprocess.DEVNULL
        )
        try:
            _wait_until_healthy(port)
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def _wait_until_healthy(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz") as response:
                response.read()
                return
        except URLError:
            time.sleep(0.05)
    raise TimeoutError("run --http did not become healthy")


def _resident(pid: int) -> float:
    """Return a process's resident memory in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    kilobytes = next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS"))
    return int(kilobytes) / 1024
