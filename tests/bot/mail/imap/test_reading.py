"""One round through a mailbox: what is fetched, what is kept, what is marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.mail.imap import Account, Mailbox, MailboxError, Reader, open_mailbox, reading
from bot.mail.imap.session import KEYWORD, QUARANTINE
from handlers.incoming import MailState, Origin
from tests.dovecot import Dovecot


def written(number: int, size: int = 0) -> bytes:
    return f"Subject: {number}\r\n\r\n{'x' * size}\r\n".encode()


@dataclass
class Inward:
    """Takes mails in, and settles each as it is told."""

    settles: MailState = MailState.ANSWERED
    kept: dict[int, bytes] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    elsewhere: set[bytes] = field(default_factory=set)

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> None:
        assert (place.mailbox, place.uid) == ("box", None)
        self.batches.append(len(mails))
        self.kept |= {uid: raw for uid, raw in mails if raw not in self.elsewhere}

    def work(self) -> int:
        return len(self.kept)

    def fate(self, raw: bytes) -> MailState | None:
        return MailState.SILENT if raw in self.elsewhere else None

    def fates(self, place: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
        assert place.mailbox == "box"
        return {uid: self.settles for uid in uids if uid in self.kept}


def read(account: Account, inward: Inward) -> bool:
    mailbox = open_mailbox(account)
    done = Reader("box", inward).round(mailbox)
    mailbox.close()
    return done


def test_mails_are_kept_in_groups_and_marked(
    mailbox: Dovecot, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    raws = [written(number) for number in range(5)]
    for raw in raws:
        mailbox.deliver(raw)
    inward = Inward()

    done = read(account, inward)

    assert done
    assert inward.batches == [2, 2, 1]
    assert list(inward.kept.values()) == raws
    assert mailbox.marks() == [{KEYWORD}] * 5


def test_what_is_too_large_together_is_fetched_apart(
    mailbox: Dovecot, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_ROOM", 3000)
    for size in (1000, 1000, 2500, 600):
        mailbox.deliver(written(1, size))
    inward = Inward()

    read(account, inward)

    assert inward.batches == [2, 1, 1]


def test_of_what_is_too_large_at_all_the_head_is_kept(
    mailbox: Dovecot, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 2000)
    monkeypatch.setattr(reading, "_ROOM", 3000)
    for size in (10, 5000, 10):
        mailbox.deliver(written(1, size))
    inward = Inward()

    done = read(account, inward)

    assert done
    assert list(inward.kept.values()) == [
        written(1, 10),
        b"Subject: 1\r\n\r\n",
        written(1, 10),
    ]


def test_what_waits_is_not_marked_and_not_fetched_again(mailbox: Dovecot, account: Account) -> None:
    mailbox.deliver(written(1))
    inward = Inward(MailState.STORED)

    done = [read(account, inward) for _ in range(2)]

    assert done == [False, False]
    assert inward.batches == [1]
    assert mailbox.marks() == [set()]


def test_what_has_come_by_another_way_is_marked_as_that_was_settled(
    mailbox: Dovecot, account: Account
) -> None:
    mailbox.deliver(written(1))
    inward = Inward(elsewhere={written(1)})

    done = read(account, inward)

    assert (done, inward.kept) == (True, {})
    assert mailbox.marks() == [{KEYWORD}]


def test_what_is_set_aside_is_moved(mailbox: Dovecot, account: Account) -> None:
    mailbox.deliver(written(1))

    done = read(account, Inward(MailState.QUARANTINED))

    assert done
    assert [mailbox.count(), mailbox.count(QUARANTINE)] == [0, 1]


def test_mail_that_the_server_cannot_give_is_moved_and_stops_none_of_the_others(
    mailbox: Dovecot, account: Account
) -> None:
    raws = [written(number) for number in range(4)]
    for raw in raws:
        mailbox.deliver(raw)
    opened = open_mailbox(account)
    broken = opened.unhandled()[1]

    class Stubborn(Mailbox):
        def fetch(self, uids: Sequence[int], *, whole: bool = True) -> Iterator[tuple[int, bytes]]:
            if broken in uids:
                raise MailboxError("refused")
            return super().fetch(uids, whole=whole)

    opened.__class__ = Stubborn
    inward = Inward()
    Reader("box", inward).round(opened)
    left = opened.unhandled()
    opened.close()

    assert list(inward.kept.values()) == [raws[0], *raws[2:]]
    assert left == []
    assert [mailbox.count(), mailbox.count(QUARANTINE)] == [3, 1]
