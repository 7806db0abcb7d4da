"""Several runs at once, on as many processors as there are.

Threads would gain little: between two NumPy calls, each shorter than it takes to wake a thread,
every thread waits for the interpreter. Forked processes share nothing and wait for nothing.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Generic, NoReturn, TypeVar

from actquiz.errors import ActquizError

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


def side_by_side(
    runs: Mapping[Key, Iterator[Item]], processes: int | None = None
) -> Iterator[dict[Key, Item]]:
    """Advance several runs; yields one item of each, until the first ends.

    The runs are dealt out to ``processes`` (None: as many as there are processors, where a process
    can be forked safely). What a run changes in memory may stay in another process, and a run may
    be ahead of the items seen: an item must hold all that is wanted of it, and be picklable.
    Closing the generator ends the processes. Raises what a run raises.
    """
    count = max(1, min(len(runs), processes or _processors()))
    keys = list(runs)
    shares = [{key: runs[key] for key in keys[first::count]} for first in range(count)]
    children: list[_Child[Key, Item]] = []
    try:
        for share in shares[1:]:
            children.append(_Child(share, children))
        while True:
            items = _advance(shares[0])
            for child in children:
                items |= child.items()
            if len(items) < len(keys):
                return
            yield {key: items[key] for key in keys}
    finally:
        for child in children:
            child.end()
        for run in runs.values():
            if hasattr(run, "close"):
                run.close()


def _processors() -> int:
    """1 where forking is not safe: beside other threads, and where the system's own libraries
    start some (macOS)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _advance(share: Mapping[Key, Iterator[Item]]) -> dict[Key, Item]:
    """The next item of each run that has one."""
    items: dict[Key, Item] = {}
    for key, run in share.items():
        for item in run:
            items[key] = item
            break
    return items


class _Child(Generic[Key, Item]):
    """A forked process that works through its share as fast as its items are taken."""

    def __init__(self, share: Mapping[Key, Iterator[Item]], others: Sequence[_Child[Any, Any]]):
        inlet, outlet = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            for file in (inlet, *(other.inlet.fileno() for other in others)):
                os.close(file)
            _work(share, outlet)
        os.close(outlet)
        self.inlet: IO[bytes] = os.fdopen(inlet, "rb")

    def items(self) -> dict[Key, Item]:
        """The next item of each of its runs; raises what one of them raised."""
        try:
            told: dict[Key, Item] | Exception = pickle.load(self.inlet)
        except (EOFError, pickle.UnpicklingError):
            raise ActquizError(
                "a process of the experiment ended unexpectedly",
                fix="it may have needed more memory than there is: try fewer seeds",
            ) from None
        if isinstance(told, Exception):
            raise told
        return told

    def end(self) -> None:
        """End the process, whatever it is doing."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self.inlet.close()


def _work(share: Mapping[Key, Iterator[Item]], outlet: int) -> NoReturn:
    """Write item after item; never returns, so that nothing of the parent's is done twice."""
    # Ctrl-C is for the parent, which ends this process when it has kept what is there.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BaseException), os.fdopen(outlet, "wb") as out:
        told: dict[Key, Item] | Exception | None = None
        while told is None or (not isinstance(told, Exception) and len(told) == len(share)):
            try:
                told = _advance(share)
            except Exception as error:
                told = error
            pickle.dump(told, out, pickle.HIGHEST_PROTOCOL)
            out.flush()
    os._exit(0)
