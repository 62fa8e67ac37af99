from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from bot.workspace.demo_clock import MOST_STEPS, DemoClock, Happenings
from tests.bot.workspace.material import MovableClock

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PATIENCE = 30


class Diary:
    """Let happen what is written for its moment, and remember when it happened."""

    def __init__(self, *planned: datetime) -> None:
        self.real = MovableClock()
        self.planned = sorted(planned)
        self.ticks: list[datetime] = []
        self.clock = DemoClock(self.real, Happenings(self.next_event, self.tick))

    def next_event(self) -> datetime | None:
        return self.planned[0] if self.planned else None

    def tick(self) -> None:
        self.ticks.append(self.clock())
        self.planned = [moment for moment in self.planned if moment > self.clock()]


def test_clock_goes_with_the_real_one_and_keeps_its_lead() -> None:
    diary = Diary()
    before = diary.clock()

    diary.clock.move_to(START + DAY)
    diary.real.move(MINUTE)

    assert (before, diary.clock()) == (START, START + DAY + MINUTE)


def test_everything_on_the_way_happens_at_its_time() -> None:
    diary = Diary(START + DAY, START + 2 * DAY, START + 9 * DAY)

    diary.clock.move_to(START + 7 * DAY)

    assert diary.ticks == [START + DAY, START + 2 * DAY, START + 7 * DAY]
    assert diary.clock.next_event() == START + 9 * DAY


def test_what_happens_at_the_target_itself_has_happened() -> None:
    diary = Diary(START + DAY)

    diary.clock.move_to(START + DAY)

    assert (diary.clock(), diary.clock.next_event()) == (START + DAY, None)


def test_what_is_overdue_happens_at_once() -> None:
    diary = Diary(START - DAY, START + DAY)

    diary.clock.move_to(START)

    assert diary.ticks == [START, START]
    assert diary.clock.next_event() == START + DAY


def test_clock_never_goes_back() -> None:
    diary = Diary()
    diary.clock.move_to(START + DAY)

    diary.clock.move_to(START)

    assert diary.clock() == START + DAY


def test_event_that_stays_where_it_is_does_not_stop_the_clock() -> None:
    real, ticks = MovableClock(), list[datetime]()
    clock = DemoClock(real)
    stuck = START + timedelta(hours=1)
    clock.follow(Happenings(lambda: stuck, lambda: ticks.append(clock())))

    clock.move_to(stuck + 3 * MINUTE)

    assert ticks == [stuck, *(stuck + n * MINUTE for n in (1, 2, 3)), stuck + 3 * MINUTE]


def test_event_that_is_always_now_does_not_stop_the_clock() -> None:
    real, ticks = MovableClock(), list[datetime]()
    clock = DemoClock(real)

    def always_now() -> datetime:
        real.move(timedelta(microseconds=1))
        return real() + (clock() - real())

    clock.follow(Happenings(always_now, lambda: ticks.append(clock())))

    clock.move_to(START + 3 * MINUTE)

    assert clock() >= START + 3 * MINUTE
    assert len(ticks) < 10


def test_events_without_end_are_left_out_at_last() -> None:
    real, ticks = MovableClock(), list[datetime]()
    clock = DemoClock(real)

    def next_second() -> datetime:
        return clock() + timedelta(seconds=1)

    clock.follow(Happenings(next_second, lambda: ticks.append(clock())))

    clock.move_to(START + DAY)

    assert len(ticks) == MOST_STEPS + 1
    assert clock() == START + DAY


def test_second_mover_waits_for_the_first() -> None:
    real, begun, go_on = MovableClock(), Event(), Event()
    ticks: list[datetime] = []

    def tick() -> None:
        ticks.append(clock())
        begun.set()
        go_on.wait(PATIENCE)

    clock = DemoClock(real, Happenings(lambda: None, tick))
    movers = [Thread(target=clock.move_to, args=(START + n * DAY,)) for n in (7, 8)]
    movers[0].start()
    begun.wait(PATIENCE)
    movers[1].start()
    between = clock()
    go_on.set()
    for mover in movers:
        mover.join(PATIENCE)

    assert between == START + 7 * DAY
    assert ticks == [START + 7 * DAY, START + 8 * DAY]


def test_stopped_clock_stays_at_the_step_that_it_was_at() -> None:
    diary = Diary(START + DAY, START + 2 * DAY)
    happen = diary.tick

    def tick() -> None:
        happen()
        diary.clock.stop()

    diary.clock.follow(Happenings(diary.next_event, tick))

    diary.clock.move_to(START + 7 * DAY)

    assert diary.ticks == [START + DAY]
    assert diary.clock() == START + DAY
