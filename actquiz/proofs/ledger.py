"""What has been proved before: proofs that have not changed are not run again.

A proof stands for one card's text and one state of the program's mathematics; the key is a hash of
both. The file is derived: deleting it costs only time, and an unreadable one is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from actquiz import files
from actquiz.bank.refresh import Progress
from actquiz.errors import ActquizError, Problem

ROOMS = ("engine", "demos", "proofs", "practice/kinds")
"""What the proof of a card rests on."""

_Item = TypeVar("_Item")


@dataclass(slots=True)
class Proofs:
    """What came of proving."""

    problems: list[Problem] = field(default_factory=list)
    remembered: int = 0
    """Proved before, and unchanged since."""
    proved: int = 0
    """Proved now."""


class Ledger:
    """The keys of proofs that went through, in a file."""

    def __init__(self, file: Path, rooms: Sequence[str] = ROOMS) -> None:
        """``rooms``: the folders of the package that the proofs rest on."""
        self._file = file
        self._program = _program_digest(rooms)
        self._known = self._read()
        self._used: set[str] = set()

    def prove(
        self,
        items: Iterable[tuple[_Item, bytes]],
        prove_all: Callable[[list[_Item]], Iterable[Sequence[Problem]]],
        report: Proofs,
        *,
        whole_bank: bool,
        progress: Progress,
    ) -> None:
        """Prove the items whose text was not proved before, and count all of them in ``report``.

        ``items`` come with the text their proof rests on; ``prove_all`` gives the problems of each
        in their order. ``whole_bank``: there are no others, so that all other proofs are forgotten.
        """
        todo: list[tuple[_Item, str]] = []
        for item, text in items:
            key = hashlib.blake2b(self._program + text, digest_size=16).hexdigest()
            if key in self._known:
                self._used.add(key)
                report.remembered += 1
            else:
                todo.append((item, key))
        found = prove_all([item for item, _ in todo])
        for done, ((_, key), problems) in enumerate(zip(todo, found, strict=True), start=1):
            report.problems += problems
            if not problems:
                report.proved += 1
                self._used.add(key)
            progress(done, len(todo))
        self._save(keep_others=not whole_bank)

    def _save(self, *, keep_others: bool) -> None:
        """Write what was proved, as a whole or not at all."""
        keys = sorted(self._used | self._known if keep_others else self._used)
        if set(keys) == self._known:
            return
        # What was proved is only not proved again: where it cannot be kept, nothing is lost.
        with suppress(ActquizError):
            files.save(self._file, json.dumps(keys))

    def _read(self) -> set[str]:
        try:
            keys = json.loads(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return set()
        return {key for key in keys if isinstance(key, str)} if isinstance(keys, list) else set()


def _program_digest(rooms: Sequence[str]) -> bytes:
    """A hash of the code that proofs rest on."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(digest_size=16)
    files = [file for room in rooms for file in sorted((package / room).rglob("*.py"))]
    for file in (*files, package / "bank" / "drawn_values.py"):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.digest()
