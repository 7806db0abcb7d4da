"""Noticing that a file was saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

EVERY = 0.15
"""Seconds between two looks: with one more to see that the editor is done, a save is noticed
within twice that."""

_Stamp = tuple[int, int, int]


class Watch:
    """Looks at one file. Editors that put a new file in the old one's place are noticed too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._stamp()
        self._coming: _Stamp | None = None

    def saved(self) -> bool:
        """Whether the file was saved since this last said so; to be called ``EVERY`` seconds.

        A file that still changes, or is not there, is not saved yet.
        """
        now = self._stamp()
        if now is None or now == self._seen:
            return False
        if now != self._coming:
            self._coming = now
            return False
        self._seen = now
        return True

    def _stamp(self) -> _Stamp | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size


class Saves:
    """Watches from a thread of its own, so that a save can stop a check that is still running."""

    def __init__(self, path: Path, at_save: Callable[[], None]) -> None:
        """``at_save`` is called in that thread."""
        self._watch = Watch(path)
        self._at_save = at_save
        self._saved = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Saves:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def wait(self) -> None:
        """Until there was a save since the last call."""
        self._saved.wait()
        self._saved.clear()

    def _look(self) -> None:
        while not self._stopped.wait(EVERY):
            if self._watch.saved():
                self._saved.set()
                self._at_save()
