"""Carry payloads to the bot as Slack does: signed, with three seconds' patience, and again."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.workspace.wire import Envelope, Json, Outcome, Receipt

OK = 200
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Retry:
    """Say which attempt this is, and why there is one."""

    number: int
    reason: str


class Door(Protocol):
    """Take a payload to the bot and bring back how it was received."""

    def deliver(self, envelope: Envelope, retry: Retry | None = None) -> Receipt:
        """Deliver once."""


class HttpDoor:
    """Post signed requests to the bot's own address."""

    def __init__(self, url: str, signing_secret: str, patience: float) -> None:
        self._address = urlsplit(url)
        self._verifier = SignatureVerifier(signing_secret)
        self._patience = patience

    def deliver(self, envelope: Envelope, retry: Retry | None = None) -> Receipt:
        """Post one payload and wait for the acknowledgement."""
        body, content_type = written(envelope)
        headers = {"Content-Type": content_type, **self.signed(body), **_retry_headers(retry)}
        return self.post(body, headers)

    def signed(self, body: str, timestamp: str | None = None) -> Headers:
        """Sign a body; the bot compares with the real time of day, so the real time it is."""
        moment = timestamp or str(int(time.time()))
        signature = self._verifier.generate_signature(timestamp=moment, body=body) or ""
        return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature}

    def post(self, body: str, headers: Mapping[str, str]) -> Receipt:
        """Post a body as it is, so that a test can forge one."""
        host, port = self._address.hostname or "", self._address.port
        connection = HTTPConnection(host, port, timeout=self._patience)
        try:
            connection.request("POST", self._address.path or "/", body.encode(), dict(headers))
            return _receipt(connection.getresponse())
        except TimeoutError:
            return Receipt(failure="http_timeout")
        except (OSError, HTTPException):
            return Receipt(failure="connection_failed")
        finally:
            connection.close()


class Sender:
    """Deliver what happens; repeat events that were not acknowledged."""

    def __init__(self, door: Callable[[], Door], pauses: tuple[float, ...]) -> None:
        self._door = door
        self._pauses = pauses
        self._last: Envelope | None = None

    def again(self) -> Outcome:
        """Deliver the latest payload once more, as Slack does when it doubts that it arrived."""
        if self._last is None:
            raise LookupError("nothing has been sent yet")
        retry = Retry(1, "http_timeout") if self._last.kind == "events_api" else None
        return Outcome(self._door().deliver(self._last, retry))

    def once(self, envelope: Envelope) -> Outcome:
        """Deliver a command or a press, which Slack never repeats."""
        self._last = envelope
        return Outcome(self._door().deliver(envelope))

    def stubbornly(self, envelope: Envelope) -> Outcome:
        """Deliver an event, and up to three times again until the bot has taken it."""
        self._last = envelope
        receipt = self._door().deliver(envelope)
        attempts = 1
        for pause in self._pauses:
            if receipt.acknowledged or receipt.wants_no_retry:
                break
            time.sleep(pause)
            receipt = self._door().deliver(envelope, Retry(attempts, receipt.failure))
            attempts += 1
        return Outcome(receipt, attempts)


def written(envelope: Envelope) -> tuple[str, str]:
    """Write a payload in the form that Slack uses for its kind."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload, ensure_ascii=False), "application/json"
    form = envelope.payload
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.payload, ensure_ascii=False)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _retry_headers(retry: Retry | None) -> Headers:
    if retry is None:
        return {}
    return {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}


def _receipt(response: HTTPResponse) -> Receipt:
    raw = response.read().decode()
    return Receipt(
        status=response.status,
        body=_read(raw, response.headers.get_content_type()),
        failure="" if response.status == OK else "http_error",
        wants_no_retry=response.headers.get("X-Slack-No-Retry") == "1",
    )


def _read(raw: str, content_type: str) -> Json | str | None:
    if not raw:
        return None
    if content_type == "application/json":
        try:
            parsed: Json = json.loads(raw)
        except ValueError:
            return raw
        return parsed
    return raw
