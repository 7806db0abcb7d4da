"""How long a key takes while an experiment runs, in the Lab and in a lesson:
``scripts/bench_lab.py [SECONDS]``.

The whole app runs in a pseudo-terminal of 160 × 50, as a person runs it: Textual's own driver,
its input thread, drawing to the terminal. Once the experiment has shown a frame, ``j`` and ``k``
are written to the terminal at uneven intervals; the app is told to log the moment in which the
screen has handled each. The delay is from the byte being written to that moment, on the one
monotonic clock of the machine. At the end, in the middle of the run, the time from ``ctrl+q`` to
the end of the process is taken.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from actquiz.tui.desk import Desk
    from actquiz.tui.page import Page

RUNS = {
    "dying-relu": 400,
    "compare": 400,
    "vanishing": 4000,
    "linear-collapse": 4000,
    "boundary": 60,
    "glu-variants": 100,
}
"""With how many seeds, so that each goes on for longer than it is watched."""
LESSON = "in-a-lesson"
"""The same in a lesson, with the experiment and seeds below."""
_LESSON = """---
id: timed
title: An experiment that runs
minutes: 1
deck: why-nonlinear
---
{text}

```demo
demo: dying-relu
seeds: 400
set: {{steps: 290}}
```
"""


def app(demo: str, seeds: int, log: str) -> None:
    """The app in the Lab, running ``demo``; writes a line for every handled key."""
    from actquiz.tui.app import ActquizApp
    from actquiz.tui.desk import Desk
    from actquiz.tui.lab.screen import LabPage

    class Timed(LabPage):
        def move(self, by: int) -> None:
            super().move(by)
            print(time.monotonic(), file=out, flush=True)

        def _run_changed(self) -> None:
            super()._run_changed()
            if self.experiment.frame is not None:
                print("frame", file=out, flush=True)

    with open(log, "w", encoding="utf-8") as out:
        desk = Desk.open()
        lab = ActquizApp(desk)
        if demo == LESSON:
            lab.opening = lesson_page(desk, out)
            lab.run()
            desk.close()
            return
        page = Timed(desk, demo, begin=True)
        page.experiment.values["seeds"] = seeds
        lab.opening = page
        lab.run()
        desk.close()


def lesson_page(desk: Desk, out: TextIO) -> Page:
    """A lesson whose experiment runs at once; writes a line for every handled key."""
    from actquiz.lessons.lesson import Experiment
    from actquiz.lessons.loader import load_text
    from actquiz.tui.lessons.lesson_screen import LessonPage

    class Timed(LessonPage):
        def move(self, by: int) -> None:
            super().move(by)
            print(time.monotonic(), file=out, flush=True)

        async def on_mount(self) -> None:
            self.set_timer(0.5, self._run_it)

        async def _run_it(self) -> None:
            waits = self._waits
            assert isinstance(waits, Experiment)
            await self._begin(waits)
            self.set_interval(0.1, self._look)

        def _look(self) -> None:
            if self.lesson_sheet.frame is not None:
                print("frame", file=out, flush=True)

    text = "\n\n".join(["A paragraph to scroll through, with some words in it."] * 40)
    lesson = load_text(_LESSON.format(text=text), Path("timed.md")).lesson
    assert lesson
    return Timed(desk, lesson)


def measure(demo: str, seeds: int, seconds: float) -> tuple[list[float], float, int]:
    """Delays of the keys and of quitting, in seconds, and the frames that came meanwhile."""
    log = Path(tempfile.mkdtemp()) / "log"
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, __file__, "app", demo, str(seeds), str(log)])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    while not (log.exists() and "frame" in log.read_text()):
        drain(terminal, 0.2)
    drain(terminal, 0.5)
    first = log.read_text().count("frame")
    sent: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sent.append(time.monotonic())
        os.write(terminal, b"jk"[len(sent) % 2 : len(sent) % 2 + 1])
        drain(terminal, random.uniform(0.08, 0.25))
    drain(terminal, 0.5)
    lines = log.read_text().splitlines()
    handled = [float(line) for line in lines if line != "frame"]
    began = time.monotonic()
    os.write(terminal, b"\x11")
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        drain(terminal, 0.01)
    quitting = time.monotonic() - began
    os.close(terminal)
    assert len(handled) == len(sent), (len(handled), len(sent))
    delays = [late - early for early, late in zip(sent, handled, strict=True)]
    return delays, quitting, lines.count("frame") - first


def drain(terminal: int, seconds: float) -> None:
    """Read what the app draws, as a terminal would, for this long."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                os.read(terminal, 1 << 16)
            except OSError:
                return


def main() -> None:
    """Measure every run and print a line for each."""
    if sys.argv[1:2] == ["app"]:
        app(sys.argv[2], int(sys.argv[3]), sys.argv[4])
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print("key to handled, milliseconds:   median   95 %    most   keys  frames   quit, s")
    for demo, seeds in {**RUNS, LESSON: 400}.items():
        delays, quitting, frames = measure(demo, seeds, seconds)
        cut = sorted(1000 * delay for delay in delays)
        print(
            f"{demo:<14} {seeds:>5} seeds         {statistics.median(cut):6.1f} "
            f"{cut[int(0.95 * len(cut))]:6.1f}  {cut[-1]:6.1f}  {len(cut):5}  {frames:6}"
            f"   {quitting:7.2f}"
        )


if __name__ == "__main__":
    main()
