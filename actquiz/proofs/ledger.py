"""What has been proved before: proofs that have not changed are not run again.

A proof stands for one card's text and one state of the program's mathematics; the key is a hash of
both. The file is derived: deleting it costs only time, and an unreadable one is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from actquiz import files
from actquiz.bank.cards import Card
from actquiz.errors import ActquizError

ROOMS = ("engine", "demos", "proofs", "practice/kinds")
"""What the proof of a card rests on."""


class Ledger:
    """The keys of proofs that went through; ``save`` writes them as a whole or not at all."""

    def __init__(self, file: Path, rooms: Sequence[str] = ROOMS) -> None:
        """``rooms``: the folders of the package that the proofs rest on."""
        self._file = file
        self._program = _program_digest(rooms)
        self._known = self._read()
        self._used: set[str] = set()

    def key(self, card: Card) -> str:
        """Names this card's text under this program's mathematics."""
        return self.key_of(msgspec.json.encode(card, order="sorted"))

    def key_of(self, text: bytes) -> str:
        """Names this text under this program."""
        return hashlib.blake2b(self._program + text, digest_size=16).hexdigest()

    def holds(self, key: str) -> bool:
        """Whether that proof went through before."""
        if key in self._known:
            self._used.add(key)
            return True
        return False

    def add(self, key: str) -> None:
        """Remember a proof that went through."""
        self._used.add(key)

    def save(self, *, keep_others: bool) -> None:
        """Write what was proved; ``keep_others`` when only some of the cards were looked at."""
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
    for file in (*files, package / "bank" / "draws.py"):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.digest()
