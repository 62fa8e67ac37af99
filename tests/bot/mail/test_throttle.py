import pytest

from bot.mail.throttle import LONGEST_WAIT, Throttle
from handlers.errors import DeliveryError
from tests.bot.mail.stand_ins import ToldTime


def test_mails_are_kept_apart_so_that_no_minute_has_too_many() -> None:
    time = ToldTime(now=0.0)
    throttle = Throttle(30, time, time.sleep)
    sent = []

    for _ in range(61):
        throttle.wait()
        sent.append(time.now)

    assert time.slept == [2.0] * 60
    assert max(sum(start <= moment < start + 60 for moment in sent) for start in sent) == 30


def test_mail_that_comes_late_enough_does_not_wait() -> None:
    time = ToldTime()
    throttle = Throttle(30, time, time.sleep)
    throttle.wait()

    time.now += 1.5
    throttle.wait()
    time.now += 10
    throttle.wait()

    assert time.slept == [0.5]


def test_quiet_time_is_not_saved_up() -> None:
    time = ToldTime()
    throttle = Throttle(60, time, time.sleep)
    throttle.wait()
    time.now += 3600

    for _ in range(3):
        throttle.wait()

    assert time.slept == [1.0, 1.0]


def test_no_limit_is_no_wait() -> None:
    time = ToldTime()
    throttle = Throttle(None, time, time.sleep)

    for _ in range(1000):
        throttle.wait()

    assert time.slept == []


def test_wait_that_would_outlast_a_lease_is_put_off_instead() -> None:
    time = ToldTime()
    throttle = Throttle(2, time, time.sleep)
    throttle.wait()
    time.now += 5

    with pytest.raises(DeliveryError) as caught:
        throttle.wait()

    assert (caught.value.code, caught.value.retry_after) == ("mail_throttled", 25.0)
    assert not caught.value.permanent
    assert time.slept == []


def test_mail_that_was_put_off_goes_out_when_it_was_told_to_come_back() -> None:
    time = ToldTime()
    throttle = Throttle(2, time, time.sleep)
    throttle.wait()

    time.now += 30 - LONGEST_WAIT
    throttle.wait()

    assert time.slept == [LONGEST_WAIT]
