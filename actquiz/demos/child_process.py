"""Experiments run in a child process, for whoever must stay free to answer meanwhile.

A thread would not do: NumPy holds the interpreter for milliseconds at a time, and between two
frames of a large run seconds may pass in which a thread cannot be stopped. A process can.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

from actquiz.demos.child_main import GO_ON, LENGTH, Failure, Request, packed
from actquiz.demos.demo import Frame
from actquiz.errors import ActquizError

# -P: a numpy.py in the current folder is none of the experiment's business.
COMMAND = (sys.executable, "-P", "-c", "from actquiz.demos.child_main import main; main()")


class ExperimentRunner:
    """At most one experiment at a time; the process is kept for the next one.

    Use it from one event loop, and ``close`` it there.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """``command`` starts the process that serves; None: ``COMMAND``."""
        self._command = tuple(COMMAND if command is None else command)
        self._child: _Child | None = None
        self._starting = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether something is being computed now."""
        return self._child is not None and self._child.computing

    async def warm_up(self) -> None:
        """Start the process now, so that the next run need not wait for it."""
        await self._idle()

    async def frames(self, request: Request) -> AsyncGenerator[Frame, None]:
        """The run's frames, each computed when it is asked for; the last has a result.

        Another run, or closing this generator while a frame is computed, ends the work at once.
        Raises ActquizError for whatever goes wrong in the experiment.
        """
        child = await self._idle()
        message: object = request
        while True:
            answer = await child.ask(message)
            if isinstance(answer, Failure):
                raise ActquizError(answer.what, fix=answer.fix)
            assert isinstance(answer, Frame)
            yield answer
            if answer.result is not None:
                return
            message = GO_ON

    async def close(self) -> None:
        """End the process, whatever it is doing."""
        async with self._starting:
            if self._child is not None:
                await self._child.end()
            self._child = None

    async def _idle(self) -> _Child:
        """A process that waits for a request."""
        async with self._starting:
            if self._child is not None and self._child.computing:
                await self._child.end()
            if self._child is None or self._child.ended:
                self._child = await _Child.start(self._command)
            return self._child


class _Child:
    """One process and whose turn it is to speak."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.computing = False

    @classmethod
    async def start(cls, command: Sequence[str]) -> _Child:
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise ActquizError(
                f"no process could be started for the experiment: {error.strerror}",
                fix="close other programs and try again",
            ) from error
        return cls(process)

    @property
    def ended(self) -> bool:
        return self._process.returncode is not None

    async def ask(self, message: object) -> object:
        """Send a message and wait for its answer; the process ends if nobody waits any more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.computing = True
        try:
            self._process.stdin.write(packed(message))
            await self._process.stdin.drain()
            head = await self._process.stdout.readexactly(LENGTH.size)
            body = await self._process.stdout.readexactly(LENGTH.unpack(head)[0])
        except asyncio.CancelledError:
            self._kill()
            raise
        except (asyncio.IncompleteReadError, ConnectionError):
            await self.end()
            raise ActquizError(
                "the experiment's process ended unexpectedly",
                fix="it may have needed more memory than there is: try fewer seeds",
            ) from None
        self.computing = False
        return pickle.loads(body)

    async def end(self) -> None:
        self._kill()
        await self._process.wait()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                # Its session: an experiment may have forked processes of its own.
                os.killpg(self._process.pid, signal.SIGKILL)
