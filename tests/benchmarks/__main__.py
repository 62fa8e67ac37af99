"""Run the benchmarks: all of them, or those that are named."""

import sys

from tests.benchmarks import (
    deliveries,
    dispatch,
    feeding,
    http_load,
    inviting,
    mailbox_reading,
    newsletters,
    planning,
    plans,
    processes,
    proposing,
    search,
    tick,
)

ALL = {
    "dispatch": dispatch.run,
    "http": http_load.run,
    "search": search.run,
    "processes": processes.run,
    "deliveries": deliveries.run,
    "mailbox": mailbox_reading.run,
    "inviting": inviting.run,
    "feeding": feeding.run,
    "planning": planning.run,
    "plans": plans.run,
    "proposing": proposing.run,
    "newsletters": newsletters.run,
    "tick": tick.run,
}


def main() -> None:
    """Run what the command line names."""
    for name in sys.argv[1:] or ALL:
        ALL[name]()


if __name__ == "__main__":
    main()
