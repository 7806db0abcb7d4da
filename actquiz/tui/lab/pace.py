"""When a run may compute its next frame: playing, paused, step by step."""

from __future__ import annotations

import asyncio


class Pace:
    """Between a run that asks and a person who decides."""

    def __init__(self, seconds: float, *, playing: bool) -> None:
        """``seconds`` that a frame stays at least while playing."""
        self.seconds = seconds
        self._open = asyncio.Event()
        self._single = False
        if playing:
            self._open.set()

    def play(self) -> None:
        """Frame after frame."""
        self._single = False
        self._open.set()

    def pause(self) -> None:
        """No frame after the one that is being computed."""
        self._open.clear()

    def step(self) -> None:
        """One frame, then pause."""
        self._single = True
        self._open.set()

    async def turn(self) -> None:
        """Wait until the next frame may be computed."""
        if self._open.is_set() and not self._single:
            await asyncio.sleep(self.seconds)
        await self._open.wait()
        if self._single:
            self._single = False
            self._open.clear()
